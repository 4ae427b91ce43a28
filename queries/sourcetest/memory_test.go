package sourcetest_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/queries/sourcetest"
)

// TestAClosureAnswersAsTheWhole holds the walk itself to the promise: what it leaves
// out no answer depends on.
func TestAClosureAnswersAsTheWhole(t *testing.T) {
	o := sourcetest.Options{Graphs: 1, Step: 97, EachCase: 12, Cases: "../../../shared/cases"}
	switch {
	case sourcetest.Soak():
		o.Graphs, o.Step, o.EachCase = 200, 1, 1
	case testing.Short(): // with the race detector, which learns nothing from a case more
		o.Graphs, o.Step, o.Cases = 1, 397, ""
	}
	sourcetest.Run(t, o, func(_ testing.TB, l *graph.Ledger) closure.Source { return closure.Of(l) })
}
