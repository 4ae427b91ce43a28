package exposure_test

import (
	"fmt"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/graph/proof/check"
)

// proofs checks the findings of the providers, and that no proof stands without
// any one of its claims (property 5). In the plain run each provider is asked about
// a share of the laws.
func proofs(t *testing.T, name string, c *law.Catalogue, l *graph.Ledger, d graph.Date, providers []graph.EntityID, turn, shares int) {
	t.Helper()
	g := l.At(d, graph.Options{})
	a, k := exposure.New(c, g), check.New(c, g)
	type part struct {
		p graph.EntityID
		f exposure.Finding
	}
	resting := map[graph.ClaimID][]part{}
	var findings []exposure.Finding
	for i, p := range providers {
		findings = findings[:0]
		for _, l := range shared(c.Laws, turn+i, shares) {
			findings = append(findings, a.Law(p, l)...)
		}
		for _, f := range findings {
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
	c, l := datatest.Laws(t), datatest.Ledger(t)
	for i, d := range dates() {
		proofs(t, d.String(), c, l, d, named, i, 8)
	}
	for seed := range upTo(12, 400) {
		s := graphtest.Closed(seed)
		proofs(t, fmt.Sprint("seed ", seed), c, s.Ledger(), graphtest.Day, s.Companies(), int(seed), 6)
	}
}
