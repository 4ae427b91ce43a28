package columns

import (
	"testing"

	"longarm/graph"
)

// TestASlotInTwoBases states a share of capital and another of votes: each basis has
// its own. Votes are 50 by the chain and 20 as stated: of the hull the lower end counts.
func TestASlotInTwoBases(t *testing.T) {
	f := small(t, 2, func(r *Register, e *Edges) {
		a, _ := r.Canonical("c0")
		b, _ := r.Canonical("c1")
		low, x := ExtraOf(graph.Exact(graph.WholePercent(20)), true, graph.Votes, graph.Period{})
		e.Put(a, b, low, x)
		low, x = ExtraOf(graph.Exact(graph.WholePercent(30)), true, graph.Profit, graph.Period{})
		e.Put(a, b, low, x)
	})
	for b, want := range map[graph.Basis]graph.Percent{graph.Capital: graph.WholePercent(50), graph.Votes: graph.WholePercent(20), graph.Profit: graph.WholePercent(30)} {
		v := f.In(b, 0)
		got := graph.Percent(0)
		for e := range uint32(f.Edges()) {
			got += v.Weight(e)
		}
		if got != want {
			t.Errorf("%s: %v, want %v", b, got, want)
		}
	}
}
