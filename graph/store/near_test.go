package store_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/graph/store"
	"longarm/loaders/curated"
)

// soak reports that the long form of a test is wanted: LONGARM_SOAK=1.
func soak() bool { return os.Getenv("LONGARM_SOAK") != "" }

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

func records(t testing.TB, l *graph.Ledger) []graph.Record {
	t.Helper()
	var out []graph.Record
	if err := l.Records(func(r graph.Record) error { out = append(out, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEverythingComesBackAsItWas(t *testing.T) {
	l, dir := embedded(t), t.TempDir()
	load(t, dir, store.Load{Source: "facts"}, l)
	got, _ := near(t, open(t, dir), store.Question{All: true})
	for i, want := range records(t, l) {
		if d := cmp.Diff(want, records(t, got)[i]); d != "" {
			t.Fatalf("a record changed on its way through the workspace:\n%s", d)
		}
	}
}

// verdicts sums up an answer.
func verdicts(r *exposure.Reach) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, fmt.Sprintf("%s %s %s %s %s %s", f.Law.ID, f.Effect, f.Verdict, f.Status, f.Because, f.Confidence))
	}
	return out
}

// TestANeighbourhoodAnswersAsTheWhole asks about every provider of the curated facts,
// once over all of them and once over its neighbourhood alone.
func TestANeighbourhoodAnswersAsTheWhole(t *testing.T) {
	catalogue, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	l, dir := embedded(t), t.TempDir()
	load(t, dir, store.Load{Source: "facts"}, l)
	w := open(t, dir)
	day := graph.NewDate(2026, 11, 22)
	all := exposure.New(catalogue, l.At(day, graph.Options{}))
	step := 12
	if soak() {
		step = 1
	}
	ids := l.Entities()
	for i := 0; i < len(ids); i += step {
		id := ids[i]
		if !l.Entity(id).Kind.IsProvider() {
			continue
		}
		part, n := near(t, w, store.Question{Entities: []graph.EntityID{id}})
		if len(n.Cuts) > 0 {
			t.Logf("%s: cut %v", id, n.Cuts)
		}
		got := verdicts(exposure.New(catalogue, part.At(day, graph.Options{})).Reach(id))
		if d := cmp.Diff(verdicts(all.Reach(id)), got); d != "" {
			t.Errorf("%s answers otherwise over its neighbourhood of %d entities:\n%s", id, n.Entities, d)
		}
	}
}

func TestANeighbourhoodOfARandomGraphAnswersAsTheWhole(t *testing.T) {
	catalogue, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	graphs := uint64(3)
	if soak() {
		graphs = 40
	}
	for seed := range graphs {
		l, dir := graphtest.Random(seed, graphtest.Mixed()), t.TempDir()
		load(t, dir, store.Load{Source: "drawn"}, l)
		w := open(t, dir)
		all := exposure.New(catalogue, l.At(graphtest.Day, graph.Options{}))
		for _, id := range l.Entities() {
			if !l.Entity(id).Kind.IsProvider() {
				continue
			}
			part, _ := near(t, w, store.Question{Entities: []graph.EntityID{id}})
			got := verdicts(exposure.New(catalogue, part.At(graphtest.Day, graph.Options{})).Reach(id))
			if d := cmp.Diff(verdicts(all.Reach(id)), got); d != "" {
				t.Errorf("graph %d, %s:\n%s", seed, id, d)
			}
		}
	}
}
