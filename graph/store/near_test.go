package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/store"
)

// load puts a ledger into a new workspace, under the name of a source.
func load(t testing.TB, dir string, l store.Load, from *graph.Ledger) {
	t.Helper()
	w, err := store.Create(dir, l)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := from.Records(w.Add); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, dir string) *store.Workspace {
	t.Helper()
	w, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func near(t testing.TB, w *store.Workspace, q store.Question) (*graph.Ledger, *store.Neighbourhood) {
	t.Helper()
	b := graph.NewBuilder()
	n, err := w.Near(context.Background(), q, b)
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l, n
}

func records(t testing.TB, l *graph.Ledger) []graph.Record {
	t.Helper()
	var out []graph.Record
	if err := l.Records(func(r graph.Record) error { out = append(out, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEverythingComesBackAsItWas(t *testing.T) {
	l, dir := datatest.Ledger(t), t.TempDir()
	load(t, dir, store.Load{Source: "facts"}, l)
	got, _ := near(t, open(t, dir), store.Question{Need: closure.Need{All: true}})
	for i, want := range records(t, l) {
		if d := cmp.Diff(want, records(t, got)[i]); d != "" {
			t.Fatalf("a record changed on its way through the workspace:\n%s", d)
		}
	}
}
