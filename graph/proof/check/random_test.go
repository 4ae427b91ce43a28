package check_test

import (
	"math/rand/v2"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/proof/check"
)

// drawn is a random graph in which lists are those that laws keep, and some
// relations are closed by coverage.
func drawn(seed uint64) *graphtest.Spec {
	c := graphtest.Mixed()
	if seed%3 == 2 {
		c = graphtest.Dirty()
	}
	s := graphtest.Draw(seed, c).Renamed(func(id graph.EntityID) graph.EntityID {
		switch id {
		case "list":
			return "ofac-sdn-list"
		case "scheme":
			return "secnumcloud-3-2"
		}
		return id
	})
	r := rand.New(rand.NewPCG(seed, 7))
	n := 0
	for _, e := range s.Companies() {
		for _, i := range []graph.Interest{graph.EstablishedIn, graph.ListedOn, graph.DataLocatedIn, graph.SuppliesTechnology, graph.HasCustody,
			graph.Operates, graph.Hosts, graph.OtherInfluenceOrControl, graph.AppointmentOfBoard, graph.MajorityOfDirectors, graph.ControlByContract} {
			if r.IntN(2) == 0 {
				n++
				s.Coverages = append(s.Coverages, graph.Coverage{Claim: graph.Claim{ID: graph.ClaimID("x" + string(rune('a'+n/26)) + string(rune('a'+n%26)))},
					Entity: e, Interest: i, Kind: graph.Complete})
			}
		}
	}
	return s
}

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
		l := drawn(seed).Ledger()
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
		g := drawn(x.seed).Ledger().At(graphtest.Day, graph.Options{})
		for _, f := range exposure.New(c, g).Law(x.p, c.Law(x.law)) {
			if err := check.Finding(c, g, f.Proof); err != nil {
				t.Errorf("seed %d: %s %s %s: %v", x.seed, x.p, x.law, f.Effect, err)
			}
		}
	}
}
