package export

import (
	"longarm/graph"
	"longarm/graph/view"
)

// Of hands on the records of a ledger that a view rests on: see [Within].
func Of(l *graph.Ledger, v *view.View) Records {
	entities, claims := map[graph.EntityID]bool{}, map[graph.ClaimID]bool{}
	for i := range v.Nodes() {
		if n := &v.Nodes()[i]; n.Entity != "" {
			entities[n.Entity] = true
		}
	}
	for _, c := range v.Claims {
		claims[c.ID] = true
	}
	return Within(l, entities, claims)
}

// Within hands on the records of a ledger that an answer rests on: its claims, the
// parties it names, where those stand and what is said of them, and the sources of
// all this. Every end of a statement is handed on as an entity.
func Within(l *graph.Ledger, entities map[graph.EntityID]bool, claims map[graph.ClaimID]bool) Records {
	ends := map[graph.EntityID]bool{}
	for id := range entities {
		ends[id] = true
	}
	kept := map[graph.ClaimID]bool{}
	keep := func(r graph.Record) bool {
		switch r := r.(type) {
		case graph.Statement:
			places := r.Interest.Family() == graph.Jurisdiction && entities[r.Holder] && r.Assertion.Counts()
			return claims[r.ID] || places
		case graph.Attribute:
			return claims[r.ID] || entities[r.Entity]
		case graph.Coverage:
			return claims[r.ID] || entities[r.Entity] && all(r.Members, entities)
		case graph.Note:
			return claims[r.ID] || entities[r.Subject] && entities[r.Object]
		}
		return false
	}
	sources := map[graph.SourceID]bool{}
	_ = l.Records(func(r graph.Record) error { // add below returns no error
		if !keep(r) {
			return nil
		}
		switch r := r.(type) {
		case graph.Statement:
			ends[r.Holder], ends[r.Subject], kept[r.ID], sources[r.Source] = true, true, true, true
		case graph.Attribute:
			ends[r.Entity], kept[r.ID], sources[r.Source] = true, true, true
			if r.At != "" {
				ends[r.At] = true
			}
		case graph.Coverage:
			ends[r.Entity], kept[r.ID], sources[r.Source] = true, true, true
			for _, m := range r.Members {
				ends[m] = true
			}
		case graph.Note:
			ends[r.Subject], ends[r.Object], kept[r.ID], sources[r.Source] = true, true, true, true
		}
		return nil
	})
	for id := range ends {
		for e := l.Entity(id); e != nil && e.Within != "" && !ends[e.Within]; e = l.Entity(e.Within) {
			ends[e.Within] = true
		}
	}
	for id := range ends {
		if e := l.Entity(id); e != nil {
			sources[e.Source] = true
		}
	}
	return func(add func(graph.Record) error) error {
		return l.Records(func(r graph.Record) error {
			in := false
			switch r := r.(type) {
			case graph.Source:
				in = sources[r.ID]
			case graph.Entity:
				in = ends[r.ID]
				if r.WithinClaim != "" && !kept[r.WithinClaim] {
					r.WithinClaim = ""
				}
				if in {
					return add(r)
				}
			case graph.Statement:
				in = kept[r.ID]
			case graph.Attribute:
				in = kept[r.ID]
			case graph.Coverage:
				in = kept[r.ID]
			case graph.Note:
				in = kept[r.ID]
			}
			if !in {
				return nil
			}
			return add(r)
		})
	}
}

func all(ids []graph.EntityID, in map[graph.EntityID]bool) bool {
	for _, id := range ids {
		if !in[id] {
			return false
		}
	}
	return true
}

// SourcesOf lists the sources among the records, sorted by id.
func SourcesOf(records Records) ([]graph.Source, error) {
	var out []graph.Source
	err := records(func(r graph.Record) error {
		if s, ok := r.(graph.Source); ok {
			out = append(out, s)
		}
		return nil
	})
	return out, err
}
