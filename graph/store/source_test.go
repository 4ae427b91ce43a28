package store_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/store"
	"longarm/queries/sourcetest"
)

// TestAWorkspaceAnswersAsTheWhole puts graphs into workspaces and holds answers over
// what is read of them to the answers over the whole.
func TestAWorkspaceAnswersAsTheWhole(t *testing.T) {
	o := sourcetest.Options{Graphs: 1, Step: 131, EachCase: 24, Cases: "../../../shared/cases"}
	switch {
	case sourcetest.Soak():
		o.Graphs, o.Step, o.EachCase = 200, 1, 1
	case testing.Short(): // with the race detector, which learns nothing from a case more
		o.Graphs, o.Step, o.Cases = 1, 397, ""
	}
	sourcetest.Run(t, o, func(t testing.TB, l *graph.Ledger) closure.Source {
		dir := t.TempDir()
		as := "facts" // a load is a source, here one that the graph knows
		if known := l.Sources(); len(known) > 0 {
			as = string(known[0])
		}
		load(t, dir, store.Load{Source: as}, l)
		s, err := open(t, dir).Source(nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
