package exposure_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/graph/proof/check"
)

// proofs checks every finding of the providers, and that no proof stands without
// any one of its claims (property 5).
func proofs(t *testing.T, name string, c *law.Catalogue, l *graph.Ledger, d graph.Date, providers []graph.EntityID) {
	t.Helper()
	g := l.At(d, graph.Options{})
	a, k := exposure.New(c, g), check.New(c, g)
	type part struct {
		p graph.EntityID
		f exposure.Finding
	}
	resting := map[graph.ClaimID][]part{}
	for _, p := range providers {
		for _, f := range a.Reach(p).Findings {
			if err := k.Finding(f.Proof); err != nil {
				t.Errorf("%s: %s %s on %s: %v", name, f.Law.ID, f.Effect, p, err)
			}
			for _, id := range f.Proof.Leaves() {
				resting[id] = append(resting[id], part{p, f})
			}
		}
	}
	for id, list := range resting {
		less := check.New(c, l.Without(id).At(d, graph.Options{}))
		for _, x := range list {
			if less.Finding(x.f.Proof) == nil {
				t.Errorf("%s: %s %s on %s stands without %s", name, x.f.Law.ID, x.f.Effect, x.p, id)
			}
		}
	}
}

func TestEveryProofPassesAndNeedsItsClaims(t *testing.T) {
	c, l := embedded(t)
	for _, d := range days {
		proofs(t, d.String(), c, l, d, named)
	}
	seeds := uint64(6)
	if soak {
		seeds = 400
	}
	if testing.Short() {
		seeds = min(seeds, 2) // with the race detector
	}
	for seed := range seeds {
		s := drawn(seed)
		proofs(t, "drawn", c, s.Ledger(), graphtest.Day, s.Companies())
	}
}
