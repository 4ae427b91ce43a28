package exposure

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// manyHolders is from how many parties upstream only the ways that will be shown are
// told: a way may be as long as there are parties.
const manyHolders = 64

// holderWay is the way from a holder down to the company, and how strong it is.
type holderWay struct {
	holder graph.EntityID
	class  [][]Step
	rung   rung
	steps  func() []Step
}

// strongestWays tells the ways of the best evidence, and of these the shortest; one a
// holder.
func strongestWays(ways []holderWay) [][]Step {
	slices.SortStableFunc(ways, func(x, y holderWay) int {
		return cmp.Or(int(y.rung.evidence)-int(x.rung.evidence), x.rung.depth-y.rung.depth)
	})
	var out [][]Step
	told := map[graph.EntityID]bool{}
	for i, w := range ways {
		if told[w.holder] {
			continue
		}
		told[w.holder] = true
		if len(out) >= maxPaths && (w.rung.evidence != ways[i-1].rung.evidence || w.rung.depth != ways[i-1].rung.depth) {
			break
		}
		out = append(out, around(w.class, w.steps(), false)...)
	}
	return out
}
