package store

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/closure"
)

// described is what is known and what was loaded of an entity itself, under one kind.
func (s *Source) described(id graph.EntityID) ([]graph.Record, error) {
	id, err := s.canonical(id)
	if err != nil {
		return nil, err
	}
	var out []graph.Record
	add := func(part int, e graph.Entity) error {
		r, err := s.entity(part, e, id)
		out = append(out, r)
		return err
	}
	members := s.members(id)
	for _, m := range members {
		if r, ok := s.k.entities[m]; ok {
			if err := add(-1, r.Entity); err != nil {
				return nil, err
			}
		}
	}
	known := len(out)
	var at []int
	for _, m := range members {
		err := s.w.about(asEntity, string(m), func(part int, r graph.Record) error {
			at = append(at, part)
			return add(part, r.(graph.Entity))
		})
		if err != nil {
			return nil, err
		}
	}
	sortBeside(at, out[known:])
	kind := graph.Company
	if k := s.kind(id, out); k != "" {
		kind = k
	}
	told := slices.ContainsFunc(out, described)
	for i, r := range out {
		e := r.(graph.Entity)
		if e.Kind == "" && told {
			e.Note = graph.Text{} // that it was only named there
		}
		e.Kind = kind
		out[i] = e
	}
	if !closure.Frame(kind) { // a state that several loads name is nobody's data
		for _, part := range at {
			s.parts[part] = true
		}
	}
	return out, nil
}

// described reports an entity of which more than its name by others is known.
func described(r graph.Record) bool { return r.(graph.Entity).Kind != "" }

// sortBeside orders records by their parts, those of one part as they came.
func sortBeside(parts []int, list []graph.Record) {
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(parts[a], parts[b]) })
	was := slices.Clone(list)
	for i, from := range order {
		list[i] = was[from]
	}
}

// kind is what an entity is, as the first description that knows says. Groups let
// only kinds together that one entity may have.
func (s *Source) kind(id graph.EntityID, said []graph.Record) graph.Kind {
	k, ok := s.kinds[id]
	for i := 0; !ok && i < len(said); i++ {
		k = said[i].(graph.Entity).Kind
		ok = k != ""
	}
	s.kinds[id] = k
	return k
}

// entity makes a description final; part is -1 for what is known.
func (s *Source) entity(part int, e graph.Entity, id graph.EntityID) (_ graph.Entity, err error) {
	e.ID = id
	if e.Within != "" {
		if e.Within, err = s.canonical(e.Within); err != nil {
			return e, err
		}
	}
	switch {
	case part >= 0:
		return s.loaded(part, e)
	case e.WithinClaim == "":
		return e, nil
	}
	return e, s.k.claim(e.WithinClaim, func(r graph.Record) error {
		r, err := s.rename(r)
		s.rested[e.WithinClaim] = r
		return err
	})
}

// loaded makes what a description of a part names final: its source, and the claim
// it rests its place on, if that is there.
func (s *Source) loaded(part int, e graph.Entity) (_ graph.Entity, err error) {
	if e.Source, err = s.source(part, e.Source); err != nil || e.WithinClaim == "" {
		return e, err
	}
	rests := e.WithinClaim
	e.WithinClaim = ""
	err = s.w.about(asClaim, string(rests), func(p int, c graph.Record) error {
		if s.w.parts[p].info.Source != s.w.parts[part].info.Source {
			return nil
		}
		r, err := s.claim(p, c)
		if err != nil {
			return err
		}
		e.WithinClaim = closure.ClaimOf(r).ID
		s.rested[e.WithinClaim] = r
		return nil
	})
	return e, err
}
