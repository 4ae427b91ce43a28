package store_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/store"
)

// TestEverythingComesOnceEachTime: an entity described twice by records that do not tell
// its kind is handed on once, and a second reading hands on what the first did.
func TestEverythingComesOnceEachTime(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"one", "two"} {
		w, err := store.Create(dir, store.Load{Source: name})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range []graph.Entity{{ID: "unclear", Name: "A " + name}, {ID: "unclear", LEI: "254900UIZS15MTA7H075"}, {ID: graph.EntityID(name), Kind: graph.Company}} {
			if err := w.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := open(t, dir).Source(nil)
	if err != nil {
		t.Fatal(err)
	}
	for reading := range 2 {
		last := graph.EntityID("")
		times := map[graph.EntityID]int{}
		err := s.All(t.Context(), func(r graph.Record) error {
			if e, ok := r.(graph.Entity); ok {
				if e.ID != last { // descriptions of one entity come one after another
					times[e.ID]++
				}
				last = e.ID
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []graph.EntityID{"unclear", "one", "two"} {
			if times[id] != 1 {
				t.Errorf("reading %d hands on %s %d times", reading+1, id, times[id])
			}
		}
	}
}
