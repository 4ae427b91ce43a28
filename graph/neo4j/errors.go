package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
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
	Failed      Kind = "failed"      // anything else the server says
)

// Error says what went wrong and what to do next. It never holds credentials.
type Error struct {
	Kind    Kind
	Message string
	Err     error // what the driver or the server said; nil when longarm refused
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Unwrap returns what the driver or the server said.
func (e *Error) Unwrap() error { return e.Err }

// explain puts what the driver says into words a user can act on.
func (c *Client) explain(err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	make := func(k Kind, format string, args ...any) error {
		return &Error{Kind: k, Message: fmt.Sprintf(format, args...), Err: err}
	}
	var said *driver.Neo4jError
	if errors.As(err, &said) {
		database := c.database
		if database == "" {
			database = "(the default one)"
		}
		switch code := said.Code; {
		case strings.HasSuffix(code, "Security.Unauthorized"), strings.HasSuffix(code, "Security.AuthenticationRateLimit"):
			return make(Refused, "%s does not accept the user %q with this password; see NEO4J_USERNAME, NEO4J_PASSWORD or the file of credentials", c.host, c.config.Username)
		case strings.HasSuffix(code, "Security.CredentialsExpired"):
			return make(Expired, "the password of %q on %s must be changed before it is used; change it in Neo4j Browser or cypher-shell", c.config.Username, c.host)
		case strings.HasSuffix(code, "Database.DatabaseNotFound"):
			return make(NoDatabase, "%s has no database %s; name one after the address, as in neo4j+s://HOST/DATABASE", c.host, database)
		case strings.Contains(code, ".Security."), strings.Contains(code, "ReadOnly"), strings.HasSuffix(code, "AccessMode"),
			strings.HasSuffix(code, "NotSystemDatabaseError"), strings.HasSuffix(code, "UnsupportedAdministrationCommand"),
			c.database == "system" && strings.Contains(code, ".Statement."):
			return make(Forbidden, "the user %q may not do this in the database %s of %s: %s; use a user who may, or another database", c.config.Username, database, c.host, said.Msg)
		case strings.Contains(code, "TransactionTimedOut"), strings.HasSuffix(code, "Transaction.Terminated"):
			return make(TimedOut, "%s gave up after %s; ask for less, or give it longer with --neo4j-timeout", c.host, c.config.Timeout)
		default:
			return make(Failed, "%s says %s: %s", c.host, code, said.Msg)
		}
	}
	var gone *driver.ConnectivityError
	if errors.As(err, &gone) || driver.IsConnectivityError(err) || errors.Is(err, context.DeadlineExceeded) {
		return make(Unreachable, "%s does not answer: %v; is the server up, and is this its Bolt address?", c.host, err)
	}
	var limit *driver.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		return c.explain(limit.Errors[len(limit.Errors)-1])
	}
	return err // of the work itself
}
