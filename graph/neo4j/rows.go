package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Rows runs a canned question, whose text is a constant of package cypher, and returns
// its rows by column. Times among the parameters become days.
func (c *Client) Rows(ctx context.Context, text string, params map[string]any) ([]map[string]any, error) {
	given := map[string]any{}
	for k, v := range params {
		if t, ok := v.(time.Time); ok {
			v = driver.DateOf(t)
		}
		given[k] = v
	}
	var out []map[string]any
	err := c.Read(ctx, func(t *Tx) error {
		out = nil
		result, err := t.tx.Run(ctx, text, given)
		if err != nil {
			return err
		}
		for result.Next(ctx) {
			out = append(out, result.Record().AsMap())
		}
		return result.Err()
	})
	return out, err
}
