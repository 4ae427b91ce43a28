package store

import (
	"longarm/graph"
	"longarm/graph/closure"
)

// finding is what the index found for one ask: claims as they were loaded.
type finding struct {
	claims []placed
	count  int // of claims that were too many to read
}

type placed struct {
	part int
	r    graph.Record
}

// find reads the claims of all asks, and who is named in them: each block of the
// records once, however many of them lie in it.
func (s *Source) find(asks []closure.Ask) ([]finding, error) {
	out := make([]finding, len(asks))
	members := make([][]graph.EntityID, len(asks))
	var keys []uint64
	for i, a := range asks {
		as, ok := roles[a.Role]
		if !ok || a.Role == closure.Frames {
			continue
		}
		as += role(a.Family)
		id := graph.EntityID(a.ID)
		if a.Role == closure.Described {
			keys = append(keys, keyOf(as, a.ID))
			continue
		}
		id, err := s.canonical(id)
		if err != nil {
			return nil, err
		}
		members[i] = s.members(id)
		if n, err := s.count(as, members[i]); err != nil || a.Most > 0 && n > a.Most {
			out[i].count, members[i] = n, nil
			if err != nil {
				return nil, err
			}
		}
		for _, m := range members[i] {
			keys = append(keys, keyOf(as, string(m)))
		}
	}
	if err := s.w.readAhead(keys); err != nil {
		return nil, err
	}
	keys = keys[:0]
	for i, a := range asks {
		for _, m := range members[i] {
			err := s.w.about(roles[a.Role]+role(a.Family), string(m), func(part int, r graph.Record) error {
				out[i].claims = append(out[i].claims, placed{part, r})
				for _, id := range closure.Ends(r) {
					if _, ok := s.canon[id]; !ok {
						keys = append(keys, keyOf(asEntity, string(id)))
					}
				}
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, s.w.readAhead(keys)
}
