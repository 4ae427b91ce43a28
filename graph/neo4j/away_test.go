package neo4j_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

// wire stands between a client and the server, and is cut once it has carried so many
// bytes.
type wire struct {
	net.Listener
	server string
	left   atomic.Int64 // bytes to either side
}

// wired is a configuration that leads over a wire to the server of the environment.
func wired(t *testing.T, bytes int64) neo4j.Config {
	t.Helper()
	c := neo4jtest.Config(t)
	u, err := url.Parse(c.URI)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	w := &wire{Listener: l, server: u.Host}
	w.left.Store(bytes)
	go w.serve()
	c.URI = "bolt://" + l.Addr().String()
	return neo4j.Hasty(c)
}

func (w *wire) serve() {
	for {
		near, err := w.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", w.server)
		if err != nil {
			near.Close()
			return
		}
		go w.carry(near, far)
		go w.carry(far, near)
	}
}

func (w *wire) carry(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	b := make([]byte, 4096)
	for {
		n, err := from.Read(b)
		if err != nil || w.left.Add(-int64(n)) < 0 {
			if err == nil || err != io.EOF {
				w.Close() // nobody gets through any more
			}
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

// gone wants the error of a server that answered and then did not.
func gone(t *testing.T, err error) {
	t.Helper()
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Kind != neo4j.Unreachable || !strings.Contains(e.Text.EN, "answers no more") || !strings.Contains(e.Text.FR, "ne répond plus") {
		t.Errorf("the server went away, and the error is: %v", err)
	}
}

func TestAServerThatGoesAwayInTheMiddleOfAnAnswer(t *testing.T) {
	neo4jtest.Push(t, neo4jtest.Server(t), datatest.Ledger(t))
	c, err := neo4j.Open(context.Background(), wired(t, 300_000))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	rows := 0
	gone(t, c.Ask(context.Background(), func(s *neo4j.Snapshot) error {
		return s.All(context.Background(), func(graph.Record) error { rows++; return nil })
	}))
	if rows == 0 {
		t.Error("the wire was cut before the first row")
	}
}

// TestAServerThatGoesAwayInTheMiddleOfAPush pushes again until nothing is missing.
func TestAServerThatGoesAwayInTheMiddleOfAPush(t *testing.T) {
	direct := neo4jtest.Server(t)
	l := datatest.Ledger(t)
	for i, bytes := range []int64{50_000, 100_000, 400_000} {
		c, err := neo4j.Open(context.Background(), wired(t, bytes))
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Push(context.Background(), neo4j.Load{Each: l.Records, Program: neo4jtest.Program})
		if err != nil || i == 0 { // later ones have less to carry
			gone(t, err)
		}
		c.Close(context.Background())
	}
	neo4jtest.Push(t, direct, l)
	same(t, l, pulled(t, direct))
}
