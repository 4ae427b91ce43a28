package neo4j

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"longarm/graph"
)

// Kind says what went wrong with a server.
type Kind string

// The kinds of error.
const (
	BadURI      Kind = "bad-uri"     // the address names no server
	Plaintext   Kind = "plaintext"   // the password would travel in the clear
	Unreachable Kind = "unreachable" // nobody answers
	Refused     Kind = "refused"     // the server does not know the user or the password
	Expired     Kind = "expired"     // the password has to be changed first
	NoDatabase  Kind = "no-database" // the server has no such database
	Forbidden   Kind = "forbidden"   // the user or the database may not do this
	TooOld      Kind = "too-old"     // the server is of an earlier version
	TimedOut    Kind = "timed-out"   // the server gave the transaction up
	NotOurs     Kind = "not-ours"    // the database holds something else
	Unfinished  Kind = "unfinished"  // a push is under way or was interrupted
	Empty       Kind = "empty"       // nothing was pushed
	Strange     Kind = "strange"     // what is there was changed by somebody else
	BadMapping  Kind = "bad-mapping" // the mapping file cannot be used
	Failed      Kind = "failed"      // anything else the server says
)

// Error says what went wrong and what to do next, in both languages. It never holds
// credentials.
type Error struct {
	Kind Kind
	Text graph.Text // EN and FR
	Err  error      // what the driver or the server said; nil when longarm refused
}

// Error returns the message in English.
func (e *Error) Error() string { return e.Text.EN }

// Unwrap returns what the driver or the server said.
func (e *Error) Unwrap() error { return e.Err }

// fault words an error in both languages, of the same arguments.
func fault(k Kind, err error, en, fr string, args ...any) *Error {
	return &Error{Kind: k, Text: graph.Text{EN: fmt.Sprintf(en, args...), FR: fmt.Sprintf(fr, args...)}, Err: err}
}

// Midway says that a reading which cannot begin anew was interrupted by the connection.
func Midway(server string) *Error {
	return fault(Unreachable, nil, "the connection to %s was lost midway; nothing was published: pull again", "la connexion à %s s’est perdue en chemin ; rien n’a été publié : tirez à nouveau", server)
}

// explain puts what the driver says into words a user can act on.
func (c *Client) explain(err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	var said *driver.Neo4jError
	if errors.As(err, &said) {
		return c.said(said, err)
	}
	var limit *driver.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		return c.explain(limit.Errors[len(limit.Errors)-1])
	}
	if !lost(err) {
		return err // of the work itself
	}
	why := strings.TrimPrefix(err.Error(), "ConnectivityError: ")
	if c.version != "" { // it did answer before
		return fault(Unreachable, err, "%s answers no more (%v); no answer was made of what had arrived: see that the server is up, and run the command again",
			"%s ne répond plus (%v) ; aucune réponse n’a été tirée de ce qui était arrivé : vérifiez que le serveur fonctionne, puis relancez la commande", c.host, why)
	}
	return fault(Unreachable, err, "%s does not answer (%v); see that the server is up and that this is its Bolt address, with port 7687 unless somebody changed it",
		"%s ne répond pas (%v) ; vérifiez que le serveur fonctionne et que c’est son adresse Bolt, port 7687 sauf réglage contraire", c.host, why)
}

// lost reports that the connection failed. The driver hands on what the network says as it is
// when the connection breaks between the rows of an answer.
func lost(err error) bool {
	var gone *driver.ConnectivityError
	var network net.Error
	return errors.As(err, &gone) || errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// said words what the server itself says, by its codes.
func (c *Client) said(e *driver.Neo4jError, err error) error {
	code := e.Code
	of := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(s string) bool { return strings.HasSuffix(code, s) })
	}
	switch {
	case of("Security.Unauthorized", "Security.AuthenticationRateLimit"):
		return fault(Refused, err, "%s does not accept the user %q with this password; correct NEO4J_USERNAME and NEO4J_PASSWORD, or the file of --neo4j-credentials",
			"%s n’accepte pas l’utilisateur %q avec ce mot de passe ; corrigez NEO4J_USERNAME et NEO4J_PASSWORD, ou le fichier de --neo4j-credentials", c.host, c.config.Username)
	case of("Security.CredentialsExpired"):
		return fault(Expired, err, "the password of %q on %s must be changed before it is used; change it in Neo4j Browser or cypher-shell",
			"le mot de passe de %q sur %s doit être changé avant d’être utilisé ; changez-le dans Neo4j Browser ou cypher-shell", c.config.Username, c.host)
	case of("Database.DatabaseNotFound"):
		if c.database == "" {
			return fault(NoDatabase, err, "%s has no default database; name one after the address, as in neo4j+s://HOST/DATABASE",
				"%s n’a pas de base par défaut ; nommez-en une après l’adresse : neo4j+s://HÔTE/BASE", c.host)
		}
		return fault(NoDatabase, err, "%s has no database %q; name another after the address, as in neo4j+s://HOST/DATABASE, or none for the default one",
			"%s n’a pas de base %q ; nommez-en une autre après l’adresse (neo4j+s://HÔTE/BASE), ou aucune pour celle par défaut", c.host, c.database)
	case of("Database.DatabaseUnavailable", "General.DatabaseUnavailable"):
		return fault(Unreachable, err, "the database of %s is not up: %s; start it, or wait until it has started, and run the command again",
			"la base de %s n’est pas en service : %s ; démarrez-la, ou attendez qu’elle le soit, puis relancez la commande", c.host, e.Msg)
	case strings.Contains(code, ".Security."), strings.Contains(code, "ReadOnly"), of("AccessMode", "NotSystemDatabaseError", "UnsupportedAdministrationCommand"),
		c.database == "system" && strings.Contains(code, ".Statement."):
		return fault(Forbidden, err, "the user %q may not do this in the database %q of %s: %s; take a user who may read, and for a push write and make indexes, or another database",
			"l’utilisateur %q ne peut pas faire cela dans la base %q de %s : %s ; prenez un utilisateur qui peut lire et, pour un push, écrire et créer des index, ou une autre base", c.config.Username, cmp.Or(c.database, "neo4j"), c.host, e.Msg)
	case strings.Contains(code, "TransactionTimedOut"), of("Transaction.Terminated"):
		return fault(TimedOut, err, "%s gave up after %s; ask for less, or give it longer with --neo4j-timeout",
			"%s a renoncé après %s ; demandez moins, ou laissez-lui plus de temps avec --neo4j-timeout", c.host, c.config.Timeout)
	case strings.Contains(code, "MemoryPool"), strings.Contains(code, "OutOfMemory"), strings.Contains(code, "TransactionOutOfMemory"):
		return fault(Failed, err, "%s ran out of memory (%s); give the server more heap, or ask for less",
			"%s a manqué de mémoire (%s) ; donnez plus de mémoire au serveur, ou demandez moins", c.host, e.Msg)
	}
	return fault(Failed, err, "%s says %s: %s; the server's log may tell more", "%s répond %s : %s ; le journal du serveur peut en dire plus", c.host, code, e.Msg)
}
