package neo4j

import (
	"context"
	"time"
)

// Write runs any query, for tests that make what longarm does not.
func (c *Client) Write(text string, params map[string]any) error {
	return c.write(context.Background(), func(t *Tx) error { return t.do(text, params) })
}

// Count runs a query that returns one number.
func (c *Client) Count(text string) (n int64, err error) {
	err = c.Read(context.Background(), func(t *Tx) error {
		return t.each(text, nil, func(row []any) error {
			n, _ = row[0].(int64)
			return nil
		})
	})
	return n, err
}

// Batch is how many rows one transaction writes.
const Batch = batch

// SetVersion makes the client believe the server's version, and tells whether it is
// young enough.
func (c *Client) SetVersion(v string) error {
	c.version = v
	return c.young()
}

// Explain words an error as a client of the database would; met: the server answered
// before.
func Explain(err error, database string, met bool) error {
	c := &Client{host: "neo4j+s://db.example:7687", database: database, config: Config{Username: "reader", Password: "canary", Timeout: time.Second}}
	if met {
		c.version = "5.26.0"
	}
	return c.explain(err)
}

// Hasty gives up what fails at once.
func Hasty(c Config) Config {
	c.patience = time.Millisecond
	return c
}
