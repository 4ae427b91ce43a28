package check_test

import (
	"math/rand/v2"
	"testing"

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
	c, _ := embedded(t)
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
