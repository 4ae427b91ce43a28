package neo4j_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
	"longarm/queries/sourcetest"
)

// each is a source that asks in a transaction of its own every time, for tests that
// hold on to one source.
type each struct{ c *neo4j.Client }

func (e each) Fetch(ctx context.Context, asks []closure.Ask) (out []closure.Answer, err error) {
	err = e.c.Ask(ctx, func(s *neo4j.Snapshot) error {
		out, err = s.Fetch(ctx, asks)
		return err
	})
	return out, err
}

func (e each) All(ctx context.Context, yield func(graph.Record) error) error {
	return e.c.Ask(ctx, func(s *neo4j.Snapshot) error { return s.All(ctx, yield) })
}

// pulled reads everything back into a ledger.
func pulled(t testing.TB, c *neo4j.Client) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	if err := (each{c}).All(context.Background(), b.Add); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func recordsOf(t testing.TB, l *graph.Ledger) []graph.Record {
	t.Helper()
	var out []graph.Record
	if err := l.Records(func(r graph.Record) error { out = append(out, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, want, got *graph.Ledger) {
	t.Helper()
	if d := cmp.Diff(recordsOf(t, want), recordsOf(t, got)); d != "" {
		t.Errorf("the graph changed on its way through Neo4j:\n%s", d)
	}
}

func TestEverythingComesBackAsItWas(t *testing.T) {
	c := neo4jtest.Server(t)
	l := datatest.Ledger(t)
	neo4jtest.Push(t, c, l)
	same(t, l, pulled(t, c))
}

// held is a source that asks in one transaction for as long as it is open, as a command
// does for one question.
type held struct {
	asks chan func(*neo4j.Snapshot)
	done chan error
}

func hold(c *neo4j.Client) *held {
	h := &held{make(chan func(*neo4j.Snapshot)), make(chan error, 1)}
	go func() {
		h.done <- c.Ask(context.Background(), func(s *neo4j.Snapshot) error {
			for f := range h.asks {
				f(s)
			}
			return nil
		})
	}()
	return h
}

func (h *held) close() error {
	close(h.asks)
	return <-h.done
}

// with runs work on the snapshot, unless the transaction has failed.
func (h *held) with(work func(*neo4j.Snapshot) error) error {
	out := make(chan error, 1)
	select {
	case h.asks <- func(s *neo4j.Snapshot) { out <- work(s) }:
		return <-out
	case err := <-h.done:
		h.done <- err
		return fmt.Errorf("the transaction has ended: %w", err)
	}
}

func (h *held) Fetch(ctx context.Context, asks []closure.Ask) (out []closure.Answer, err error) {
	err = h.with(func(s *neo4j.Snapshot) error {
		out, err = s.Fetch(ctx, asks)
		return err
	})
	return out, err
}

func (h *held) All(ctx context.Context, yield func(graph.Record) error) error {
	return h.with(func(s *neo4j.Snapshot) error { return s.All(ctx, yield) })
}

// TestConformance holds the server to the promise every source of facts is held to.
func TestConformance(t *testing.T) {
	c := neo4jtest.Server(t)
	config := neo4jtest.Config(t)
	config.Timeout = time.Hour
	reader, err := neo4j.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close(context.Background())
	var last *held
	closeLast := func() {
		if last == nil {
			return
		}
		if err := last.close(); err != nil {
			t.Error(err)
		}
	}
	defer func() { closeLast() }()
	o := sourcetest.Options{Graphs: 12, Step: 97, EachCase: 5, Cases: "../../../shared/cases"}
	switch {
	case sourcetest.Soak():
		o.Graphs, o.Step, o.EachCase = 200, 1, 1
	case testing.Short(): // with the race detector, which learns nothing from a case more
		o.Graphs, o.Step, o.Cases = 1, 397, ""
	}
	sourcetest.Run(t, o, func(t testing.TB, l *graph.Ledger) closure.Source {
		closeLast()
		neo4jtest.Push(t, c, l)
		last = hold(reader)
		return last
	})
}
