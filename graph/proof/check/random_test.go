package check_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/proof/check"
)

func TestRandomFindingsPass(t *testing.T) {
	c := datatest.Laws(t)
	seeds := uint64(24)
	if soak {
		seeds = 2000
	}
	if testing.Short() {
		seeds = min(seeds, 2) // with the race detector
	}
	for seed := range seeds {
		l := graphtest.Closed(seed).Ledger()
		g := l.At(graphtest.Day, graph.Options{})
		a, k := exposure.New(c, g), check.New(c, g)
		for i, p := range providers(l) {
			for _, law := range shared(c, int(seed)+i, 4) {
				for _, f := range a.Law(p, law) {
					if err := k.Finding(f.Proof); err != nil {
						t.Errorf("seed %d: %s %s %s %s: %v", seed, p, f.Law.ID, f.Effect, f.Verdict+exposure.Verdict(f.Status), err)
					}
				}
			}
		}
	}
}

// TestSeedsThatDisagreed keeps the draws on which the analyzer and the checker once
// read a law apart, or a proof cited too little.
func TestSeedsThatDisagreed(t *testing.T) {
	c := datatest.Laws(t)
	for _, x := range []struct {
		seed uint64
		p    graph.EntityID
		law  string
	}{
		{5, "c02", "int-ifrs-10"}, // nearly all of a company held by itself
		{9, "c00", "gb-nsia-2021"},
		{54, "c00", "us-icts"},
		{66, "c04", "us-itar"},
		{76, "c00", "gb-psc"},
		{78, "c00", "us-outbound-investment"},
	} {
		g := graphtest.Closed(x.seed).Ledger().At(graphtest.Day, graph.Options{})
		for _, f := range exposure.New(c, g).Law(x.p, c.Law(x.law)) {
			if err := check.Finding(c, g, f.Proof); err != nil {
				t.Errorf("seed %d: %s %s %s: %v", x.seed, x.p, x.law, f.Effect, err)
			}
		}
	}
}
