package graphtest

import (
	"fmt"
	"math/rand/v2"

	"longarm/graph"
)

// Kept is the graph with its list and its scheme under ids that laws keep.
func (s *Spec) Kept() *Spec {
	return s.Renamed(func(id graph.EntityID) graph.EntityID {
		switch id {
		case "list":
			return "ofac-sdn-list"
		case "scheme":
			return "secnumcloud-3-2"
		}
		return id
	})
}

// Closed draws a graph, every third one dirty, under ids that laws keep; here and there
// coverage says that nothing is missing from a relation.
func Closed(seed uint64) *Spec {
	c := Mixed()
	if seed%3 == 2 {
		c = Dirty()
	}
	s := Draw(seed, c).Kept()
	r := rand.New(rand.NewPCG(seed, 7))
	for _, e := range s.Companies() {
		for _, i := range []graph.Interest{graph.EstablishedIn, graph.ListedOn, graph.DataLocatedIn, graph.SuppliesTechnology, graph.HasCustody,
			graph.Operates, graph.Hosts, graph.OtherInfluenceOrControl, graph.AppointmentOfBoard, graph.MajorityOfDirectors, graph.ControlByContract} {
			if r.IntN(2) == 0 {
				s.Coverages = append(s.Coverages, graph.Coverage{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("x%04d", len(s.Coverages)))},
					Entity: e, Interest: i, Kind: graph.Complete})
			}
		}
	}
	return s
}
