// Package neo4jtest lends tests the server that NEO4J_URI names: to one test at a
// time, empty, and never when it holds somebody's graph.
package neo4jtest

import (
	"context"
	"errors"
	"hash/fnv"
	"net"
	"os"
	"strconv"
	"testing"
	"time"

	"longarm/graph"
	"longarm/graph/neo4j"
)

// Program marks what tests push, so that they never empty somebody's graph.
const Program = "a test of longarm"

// Config is the server of the environment. Without one the test is skipped: continuous
// integration starts one.
func Config(t testing.TB) neo4j.Config {
	t.Helper()
	uri := os.Getenv("NEO4J_URI")
	if uri == "" {
		t.Skip(`needs a server: eval "$(scripts/neo4j up)"`)
	}
	return neo4j.Config{URI: uri, Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD")}
}

// Server connects to the server, waits until no other test has it, and empties it
// before and after.
func Server(t testing.TB) *neo4j.Client {
	t.Helper()
	c := Config(t)
	lock(t, c.URI)
	cl, err := neo4j.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	g, err := cl.Generation(context.Background())
	var e *neo4j.Error
	switch {
	case errors.As(err, &e) && e.Kind == neo4j.Empty:
	case errors.As(err, &e) && e.Kind == neo4j.Unfinished: // a push of a test that was killed
	case err != nil:
		t.Fatal(err)
	case g.Program != Program && g.Counts.Entities > 0:
		t.Fatal("the database of NEO4J_URI holds a graph that no test pushed; name another one, or run scripts/neo4j down and up")
	}
	Empty(t, cl)
	t.Cleanup(func() {
		Empty(t, cl)
		cl.Close(context.Background())
	})
	return cl
}

// Empty takes everything away that was pushed.
func Empty(t testing.TB, c *neo4j.Client) {
	t.Helper()
	none := func(func(graph.Record) error) error { return nil }
	if _, err := c.Push(context.Background(), neo4j.Load{Each: none, Program: Program}); err != nil {
		t.Fatal(err)
	}
}

// Push pushes a ledger.
func Push(t testing.TB, c *neo4j.Client, l *graph.Ledger) *neo4j.Pushed {
	t.Helper()
	p, err := c.Push(context.Background(), neo4j.Load{Each: l.Records, Program: Program})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// lock holds a port of loopback that stands for the server: tests of other packages run
// in other processes.
func lock(t testing.TB, uri string) {
	t.Helper()
	h := fnv.New32a()
	h.Write([]byte(uri))
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(12000+int(h.Sum32()%8000)))
	for {
		l, err := net.Listen("tcp", address)
		if err == nil {
			t.Cleanup(func() { l.Close() })
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}
