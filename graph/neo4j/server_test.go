package neo4j

import (
	"context"
	"os"
	"testing"

	"longarm/data"
	"longarm/graph"
	"longarm/loaders/curated"
)

// server connects to the server of NEO4J_URI and empties it. Tests of this package share
// one database and do not run side by side.
func server(t testing.TB) *Client {
	t.Helper()
	c := connect(t, configured(t))
	err := c.Read(context.Background(), func(tx *Tx) error {
		g, err := tx.generation()
		if err != nil {
			return err
		}
		n, err := tx.counts()
		if n.Entities > 0 && (g == nil || g.Program != program) {
			t.Fatal("the database of NEO4J_URI holds a graph that no test pushed; name an empty one")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	empty(t, c)
	t.Cleanup(func() { empty(t, c) })
	return c
}

// program marks what tests push, so that they never empty somebody's graph.
const program = "a test of longarm"

func configured(t testing.TB) Config {
	t.Helper()
	uri := os.Getenv("NEO4J_URI")
	if uri == "" {
		t.Skip(`needs a server: eval "$(scripts/neo4j up)"`)
	}
	return Config{URI: uri, Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD")}
}

func connect(t testing.TB, c Config) *Client {
	t.Helper()
	cl, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cl.Close(context.Background()) })
	return cl
}

// empty takes everything away.
func empty(t testing.TB, c *Client) {
	t.Helper()
	for more := true; more; {
		more = false
		err := c.write(context.Background(), func(tx *Tx) error {
			return tx.each(`MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN 1 LIMIT 1`, nil, func([]any) error { more = true; return nil })
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func embedded(t testing.TB) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, data.FS, "facts/*.yaml"); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func mustPush(t testing.TB, c *Client, l *graph.Ledger) *Pushed {
	t.Helper()
	p, err := c.Push(context.Background(), Load{Each: l.Records, Program: program})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
