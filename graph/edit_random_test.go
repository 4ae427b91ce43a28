package graph_test

import (
	"encoding/json"
	"slices"
	"testing"

	"longarm/graph"
	"longarm/graph/graphtest"
)

// reading is everything a graph says, in a form that compares.
func reading(t *testing.T, g *graph.Graph) string {
	t.Helper()
	type table struct {
		Holdings []graph.Holding
		Totals   []graph.GroupTotal
		Complete bool
		Floor    graph.Percent
	}
	out := map[graph.EntityID]any{}
	for _, id := range g.Entities() {
		tables := []table{}
		for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
			c := g.CapTable(id, b)
			tables = append(tables, table{c.Holdings, c.Totals, c.Complete, c.Floor})
		}
		out[id] = []any{g.From(id), g.To(id), g.Facts(id), tables}
	}
	raw, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestEditedIsWhatTheWholeWouldBe: a ledger to which half of the claims are added
// reads as one that was built of all of them.
func TestEditedIsWhatTheWholeWouldBe(t *testing.T) {
	for seed := range uint64(60) {
		spec := graphtest.Draw(seed, graphtest.Mixed())
		half := *spec
		half.Statements = spec.Statements[:len(spec.Statements)/2]
		half.Coverages = spec.Coverages[:len(spec.Coverages)/2]
		e := graph.Edit{Statements: slices.Clone(spec.Statements[len(spec.Statements)/2:]), Coverages: slices.Clone(spec.Coverages[len(spec.Coverages)/2:])}
		edited, err := half.Ledger().Edited(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []graph.Date{graphtest.Day, graphtest.Day.AddYears(-2)} {
			if got, want := reading(t, edited.At(day, graph.Options{})), reading(t, spec.Ledger().At(day, graph.Options{})); got != want {
				t.Fatalf("seed %d, %s: the edited ledger reads otherwise", seed, day)
			}
		}
	}
}

// TestFrozenReadsAsTheDay: on every day a frozen ledger reads as the day it was frozen
// on did, but for the age of observations.
func TestFrozenReadsAsTheDay(t *testing.T) {
	for seed := range uint64(60) {
		l := graphtest.Draw(seed, graphtest.Mixed()).Ledger()
		old := graph.Options{MaxAge: 200}
		day := graphtest.Day.AddYears(-1)
		if got, want := reading(t, l.Frozen(day).At(graphtest.Day.AddYears(3), old)), reading(t, l.At(day, old)); got != want {
			t.Fatalf("seed %d: frozen on %s it reads otherwise", seed, day)
		}
	}
}
