package store

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/identity"
)

// mostAlike bounds the ids that may hang together by identifiers: an identifier that
// more share is none, but a word somebody wrote into the field.
const mostAlike = 64

func compareIDs(a, b graph.EntityID) int { return strings.Compare(string(a), string(b)) }

// canonical returns the id that stands for an entity, and finds it out first.
func (s *Source) canonical(id graph.EntityID) (graph.EntityID, error) {
	if s.sure != nil && s.sure(id) {
		return id, nil
	}
	if c, ok := s.canon[id]; ok {
		return c, nil
	}
	groups, err := s.w.groups(id, s.k)
	if err != nil {
		return "", err
	}
	for i := range groups {
		g := &groups[i]
		if _, seen := s.groups[g.ID]; seen {
			continue
		}
		s.groups[g.ID] = g
		for _, m := range g.Members {
			s.canon[m] = g.ID
		}
	}
	if _, ok := s.canon[id]; !ok { // nobody describes it
		s.canon[id] = id
		s.groups[id] = &identity.Group{ID: id, Members: []graph.EntityID{id}}
	}
	return s.canon[id], nil
}

func (s *Source) members(id graph.EntityID) []graph.EntityID {
	if g := s.groups[id]; g != nil {
		return g.Members
	}
	return []graph.EntityID{id}
}

// groups gathers every id that hangs together with one by shared identifiers and
// accepted decisions, and decides which of them are one entity.
func (w *Workspace) groups(id graph.EntityID, k *known) ([]identity.Group, error) {
	ids := []graph.EntityID{id}
	var records []identity.Record
	asked := map[string]bool{}
	reach := func(other graph.EntityID) {
		if !slices.Contains(ids, other) && len(ids) < mostAlike {
			ids = append(ids, other)
		}
	}
	for i := 0; i < len(ids); i++ {
		about, err := w.entity(ids[i])
		if err != nil {
			return nil, err
		}
		if r, ok := k.entities[ids[i]]; ok {
			about = append(about, r)
		}
		for _, other := range w.decisions.With(ids[i]) {
			reach(other)
		}
		for _, r := range about {
			for _, x := range identity.Strong(&r.Entity) {
				name := x.String()
				if asked[name] {
					continue
				}
				asked[name] = true
				same, err := w.identified(name)
				if err != nil {
					return nil, err
				}
				if same = append(same, k.identified[name]...); len(same) > mostAlike {
					continue
				}
				for _, other := range same {
					reach(other)
				}
			}
		}
		records = append(records, about...)
	}
	return identity.Groups(records, w.decisions), nil
}
