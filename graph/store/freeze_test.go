package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/graphtest"
	"longarm/graph/ownership/register"
	"longarm/graph/store"
)

func columnsOf(t testing.TB, w *store.Workspace) *columns.Frozen {
	t.Helper()
	f, err := w.Columns(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestColumnsCountAsTheLedger holds the columns of a generation to those of the graph
// on a day.
func TestColumnsCountAsTheLedger(t *testing.T) {
	day, err := graph.ParseDate(data.Release)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "embedded", datatest.Ledger(t), day)
	still := graphtest.Mixed()
	still.Noise = 0
	for seed := range uint64(30) {
		same(t, fmt.Sprint("drawn ", seed), graphtest.Random(seed, still), graphtest.Day)
	}
}

func same(t *testing.T, name string, l *graph.Ledger, day graph.Date) {
	t.Helper()
	dir := t.TempDir()
	load(t, dir, store.Load{Source: "facts"}, l)
	want, err := register.FromGraph(l.At(day, graph.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	got := columnsOf(t, open(t, dir))
	for _, b := range []graph.Basis{graph.Capital, graph.Votes, graph.Profit} {
		x, y := register.StatsOf(want.In(b, day)), register.StatsOf(got.In(b, day))
		// What no source says of votes is unknown where votes do not follow capital.
		if y.Controlled > x.Controlled || y.Pairs > x.Pairs {
			t.Errorf("%s: columns are surer of control than the ledger: %d companies, not %d", name, y.Controlled, x.Controlled)
		}
		if b == graph.Votes {
			continue
		}
		x.Controlled, y.Controlled, x.Pairs, y.Pairs, x.Mutual, y.Mutual = 0, 0, 0, 0, 0, 0
		if name != "embedded" { // slots that are unknown on the day, and what hangs on them, the cap table sees with covers
			for _, z := range []*register.Stats{x, y} {
				z.Unknown, z.Depth, z.Tie, z.Components, z.OnCycles, z.Largest, z.Closed = 0, 0, register.BowTie{}, 0, 0, 0, 0
			}
		}
		if d := cmp.Diff(x, y); d != "" {
			t.Errorf("%s, %s:\n%s", name, b, d)
		}
	}
}

// TestColumnsOfSeveralLoads merges what is one, follows deltas, and is rebuilt.
func TestColumnsOfSeveralLoads(t *testing.T) {
	dir := t.TempDir()
	entity := func(id, lei string) graph.Record {
		return graph.Entity{ID: graph.EntityID(id), Kind: graph.Company, Name: id, LEI: lei}
	}
	hold := func(id, holder, subject string, percent int) graph.Record {
		return graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(id)}, Holder: graph.EntityID(holder), Subject: graph.EntityID(subject),
			Interest: graph.Shareholding, Basis: graph.Capital, Share: graph.Exact(graph.WholePercent(percent)), Figure: true}
	}
	const lei = "5493001KJTIIGC8Y1R12"
	put(t, dir, store.Load{Source: "one"}, entity("a", lei), entity("b", ""), hold("1", "a", "b", 60), hold("2", "x", "b", 10))
	put(t, dir, store.Load{Source: "two"}, entity("a2", lei), entity("c", ""), hold("3", "a2", "c", 70))
	put(t, dir, store.Load{Source: "one", Delta: true}, hold("1", "a", "b", 40))
	check := func(when string) {
		t.Helper()
		f := columnsOf(t, open(t, dir))
		if f.Len() != 4 || f.Edges() != 3 {
			t.Errorf("%s: %d entities and %d holdings, want 4 and 3", when, f.Len(), f.Edges())
		}
		if _, two := f.Find("a2"); two {
			t.Errorf("%s: a2 is an entity beside a", when)
		}
		if err := f.Verify(); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	check("after three loads")
	if err := store.Rebuild(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	check("rebuilt")
	files, err := filepath.Glob(filepath.Join(dir, "generations", "*.columns"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v: want the columns of one generation", files, err)
	}
	if err := os.Truncate(files[0], 100); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir) // it is derived
	if _, err := w.Columns(context.Background()); err == nil {
		t.Error("damaged columns are read")
	}
	checks, err := w.Verify(context.Background())
	if err != nil || checks[len(checks)-1].Err == nil {
		t.Errorf("verify passes damaged columns: %v", err)
	}
}

func put(t *testing.T, dir string, l store.Load, records ...graph.Record) {
	t.Helper()
	w, err := store.Create(dir, l)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, r := range records {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}
