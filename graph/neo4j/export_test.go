package neo4j

import "context"

// Write runs any query, for tests that make what longarm does not.
func (c *Client) Write(text string, params map[string]any) error {
	return c.write(context.Background(), func(t *Tx) error { return t.do(text, params) })
}

// Batch is how many rows one transaction writes.
const Batch = batch

// SetVersion makes the client believe the server's version, and tells whether it is
// young enough.
func (c *Client) SetVersion(v string) error {
	c.version = v
	return c.young()
}
