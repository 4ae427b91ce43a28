package neo4j

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Config says where the server is and who asks.
type Config struct {
	// URI is neo4j://, neo4j+s://, bolt:// or bolt+s:// and a host, with a port (7687
	// when none is given) and after a slash the database (the server's default).
	URI                string
	Username, Password string
	// Insecure allows an unencrypted connection beyond this machine, and with +ssc a
	// certificate nobody vouches for.
	Insecure bool
	// Timeout bounds one transaction on the server; 0 for [Timeout].
	Timeout time.Duration
	// Sent is told the text of each query that leaves; nil for nobody.
	Sent func(text string)
	// patience is for tests that need not wait; 0 for retries.
	patience time.Duration
}

// Timeout is how long one transaction may take on the server unless a [Config] says
// otherwise.
const Timeout = 2 * time.Minute

// retries is how long a transaction that failed for a passing reason (a lost
// connection, a deadlock, a new leader) is tried again.
const retries = 30 * time.Second

// Client is a connection to one database. It may be used by any number of goroutines.
type Client struct {
	driver   driver.DriverWithContext
	database string
	config   Config
	host     string
	version  string
	mu       sync.Mutex
	trips    int
}

// Schemes are the openings of URIs that name a Neo4j server.
var schemes = map[string]bool{"neo4j": true, "neo4j+s": true, "neo4j+ssc": true, "bolt": true, "bolt+s": true, "bolt+ssc": true}

// IsURI reports that the text names a Neo4j server.
func IsURI(text string) bool {
	scheme, _, ok := strings.Cut(text, "://")
	return ok && schemes[scheme]
}

// target takes a URI apart into what the driver wants and the database, and refuses
// what would send the password in the clear.
func target(c Config) (uri, database, host string, err error) {
	u, err := url.Parse(c.URI)
	if err != nil || !schemes[u.Scheme] || u.Hostname() == "" {
		return "", "", "", fault(BadURI, nil, "%q names no Neo4j server; write neo4j+s://HOST, or neo4j://127.0.0.1:7687 for one on this machine",
			"%q ne désigne aucun serveur Neo4j ; écrivez neo4j+s://HÔTE, ou neo4j://127.0.0.1:7687 pour celui de cette machine", hidden(c.URI))
	}
	if u.User != nil {
		return "", "", "", fault(BadURI, nil, "a user or a password stands in the address of the server, where others can read it; give them in NEO4J_USERNAME and NEO4J_PASSWORD, or in a file",
			"un utilisateur ou un mot de passe figure dans l’adresse du serveur, où d’autres peuvent le lire ; donnez-les dans NEO4J_USERNAME et NEO4J_PASSWORD, ou dans un fichier")
	}
	database = strings.Trim(u.Path, "/")
	u.Path, u.RawPath = "", ""
	if u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "7687")
	}
	host = u.Scheme + "://" + u.Host
	secure := strings.HasSuffix(u.Scheme, "+s")
	local := loopback(u.Hostname())
	if !secure && !local && !c.Insecure {
		return "", "", "", fault(Plaintext, nil, "%s is not encrypted, and %s is another machine: the password could be read on the way; use neo4j+s://, or --insecure if you accept that",
			"%s n’est pas chiffré, et %s est une autre machine : le mot de passe pourrait être lu en chemin ; utilisez neo4j+s://, ou --insecure si vous l’acceptez", host, u.Hostname())
	}
	if local && !c.Insecure && u.Scheme == "neo4j" {
		u.Scheme = "bolt" // no routing: a routing table could lead off this machine, unencrypted
	}
	return u.String(), database, host, nil
}

// hidden is a URI without what stands before an @.
func hidden(uri string) string {
	if i := strings.LastIndex(uri, "@"); i >= 0 {
		return "…" + uri[i:]
	}
	return uri
}

// loopback reports a host that is this machine whatever a name server says.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Open connects and makes sure that the server answers, knows the user, has the
// database and is not too old. Errors are [*Error].
func Open(ctx context.Context, c Config) (*Client, error) {
	uri, database, host, err := target(c)
	if err != nil {
		return nil, err
	}
	if c.Timeout == 0 {
		c.Timeout = Timeout
	}
	d, err := driver.NewDriverWithContext(uri, driver.BasicAuth(c.Username, c.Password, ""), func(s *config.Config) {
		s.MaxTransactionRetryTime = cmp.Or(c.patience, retries)
		s.SocketConnectTimeout = 10 * time.Second
		s.ConnectionAcquisitionTimeout = 30 * time.Second
		s.TelemetryDisabled = true
		s.UserAgent = "longarm"
	})
	if err != nil {
		return nil, fault(BadURI, err, "%s: %v; correct the address", "%s : %v ; corrigez l’adresse", host, err)
	}
	cl := &Client{driver: d, database: database, config: c, host: host}
	if err := cl.meet(ctx); err != nil {
		_ = d.Close(ctx) // the first error says more
		return nil, err
	}
	return cl, nil
}

// oldest is the least version: before it labels and types cannot be parameters.
var oldest = [2]int{5, 26}

// meet asks the server for its version, once: somebody who mistyped an address shall
// not wait for attempts that cannot succeed.
func (c *Client) meet(ctx context.Context) error {
	s := c.session(ctx, driver.AccessModeRead)
	defer func() { _ = s.Close(ctx) }() // what it had to say was said by the query
	c.count(readServer)
	result, err := s.Run(ctx, readServer, nil, driver.WithTxTimeout(c.config.Timeout))
	if err != nil {
		return c.explain(err)
	}
	record, err := result.Single(ctx)
	if err != nil {
		return c.explain(err)
	}
	c.version, _ = record.Values[0].(string)
	return c.young()
}

func (c *Client) young() error {
	major, rest, _ := strings.Cut(c.version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	a, _ := strconv.Atoi(major)
	b, _ := strconv.Atoi(strings.TrimSuffix(minor, "-aura"))
	if a < oldest[0] || a == oldest[0] && b < oldest[1] {
		return fault(TooOld, nil, "%s is Neo4j %s; longarm needs %d.%d or later: upgrade the server, or take another", "%s est en version %s de Neo4j ; longarm demande la %d.%d ou une suivante : mettez le serveur à jour, ou prenez-en un autre",
			c.host, c.version, oldest[0], oldest[1])
	}
	return nil
}

// Close gives the connections back.
func (c *Client) Close(ctx context.Context) error { return c.driver.Close(ctx) }

// Server names the server with its version, without credentials.
func (c *Client) Server() string {
	name := c.host
	if c.database != "" {
		name += "/" + c.database
	}
	return name + " (Neo4j " + c.version + ")"
}

// Trips is how many queries have been sent: each is one journey to the server and back
// until its first rows.
func (c *Client) Trips() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.trips
}

// Tx is one transaction.
type Tx struct {
	ctx context.Context
	c   *Client
	tx  driver.ManagedTransaction
}

// Read runs work in one reading transaction, again from the start when the server
// drops it for a passing reason.
func (c *Client) Read(ctx context.Context, work func(*Tx) error) error {
	return c.managed(ctx, driver.AccessModeRead, work)
}

func (c *Client) write(ctx context.Context, work func(*Tx) error) error {
	return c.managed(ctx, driver.AccessModeWrite, work)
}

func (c *Client) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return c.driver.NewSession(ctx, driver.SessionConfig{AccessMode: mode, DatabaseName: c.database, FetchSize: 5000})
}

// count notes that a query leaves.
func (c *Client) count(text string) {
	c.mu.Lock()
	c.trips++
	c.mu.Unlock()
	if c.config.Sent != nil {
		c.config.Sent(text)
	}
}

func (c *Client) managed(ctx context.Context, mode driver.AccessMode, work func(*Tx) error) error {
	s := c.session(ctx, mode)
	defer func() { _ = s.Close(ctx) }() // what it had to say was said by the transaction
	do := func(tx driver.ManagedTransaction) (any, error) { return nil, work(&Tx{ctx, c, tx}) }
	var err error
	limit := driver.WithTxTimeout(c.config.Timeout)
	if mode == driver.AccessModeRead {
		_, err = s.ExecuteRead(ctx, do, limit)
	} else {
		_, err = s.ExecuteWrite(ctx, do, limit)
	}
	return c.explain(err)
}

// each runs a query with the parameter q and hands on its rows.
func (t *Tx) each(text string, params map[string]any, row func([]any) error) error {
	t.c.count(text)
	if params != nil {
		params = map[string]any{"q": params}
	}
	result, err := t.tx.Run(t.ctx, text, params)
	if err != nil {
		return err
	}
	for result.Next(t.ctx) {
		if err := row(result.Record().Values); err != nil {
			return err
		}
	}
	return result.Err()
}

// do runs a query that returns nothing.
func (t *Tx) do(text string, params map[string]any) error {
	return t.each(text, params, func([]any) error { return nil })
}
