package register

import (
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// FromGraph puts the cap tables of a graph into columns, with its coverage and the
// stated links of control. The columns speak of the graph's own day.
func FromGraph(g *graph.Graph) (*columns.Frozen, error) {
	var rows columns.NodeRows
	for _, id := range g.Entities() {
		place, _ := g.Place(id)
		if place == "" {
			place = seat(g, id)
		}
		rows.Add([]byte(id), g.Entity(id).Kind, []byte(place))
	}
	r, _, err := columns.NewRegister([]columns.NodeRows{rows})
	if err != nil {
		return nil, err
	}
	number := func(id graph.EntityID) uint32 {
		c, _ := r.Canonical(string(id))
		return c
	}
	var edges columns.Edges
	for _, id := range g.Entities() {
		company := number(id)
		for _, b := range []graph.Basis{graph.Capital, graph.Votes, graph.Profit} {
			t := g.CapTable(id, b)
			list := t.Holdings
			if t.Treasury != nil {
				list = append(slices.Clone(list), *t.Treasury)
			}
			for _, h := range list {
				low, x := columns.ExtraOf(h.Share, true, b, graph.Period{})
				if h.Unknown {
					x.Flag |= columns.Unknown
				}
				edges.Put(number(h.Holder), company, low, x)
			}
			cover(r, number, company, t)
		}
		for _, l := range g.To(id) {
			if code := columns.GroundCode(l.Interest); code != 0 && l.State == graph.InForce {
				r.Ground(number(l.Holder), company, code, 0, 0)
			}
		}
	}
	return r.Freeze([]columns.Edges{edges})
}

func cover(r *columns.Register, number func(graph.EntityID) uint32, company uint32, t *graph.CapTable) {
	if t.Complete {
		r.Cover(company, columns.Complete, t.Basis, 0, graph.Period{}, nil)
	}
	if t.Floor > 0 {
		r.Cover(company, columns.Floor, t.Basis, t.Floor, graph.Period{}, nil)
	}
	for _, x := range t.Totals {
		var members []uint32
		for _, m := range x.Members {
			members = append(members, number(m))
		}
		r.Cover(company, columns.Total, t.Basis, x.Percent, graph.Period{}, members)
	}
}

// seat is the state of the first stated tie of an entity to one.
func seat(g *graph.Graph, id graph.EntityID) string {
	for _, i := range []graph.Interest{graph.IncorporatedIn, graph.HeadquarteredIn, graph.NationalOf, graph.ResidentIn} {
		for _, l := range g.From(id) {
			if l.Interest == i && l.State == graph.InForce {
				if place, _ := g.Place(l.Subject); place != "" {
					return place
				}
			}
		}
	}
	return ""
}
