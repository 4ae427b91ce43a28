package store

import (
	"context"
	"slices"

	"longarm/graph"
)

// All hands on everything that stands, what is known first; see [closure.Source]. It
// reads every record once, and beside them holds the ids that share an identifier.
func (s *Source) All(ctx context.Context, yield func(graph.Record) error) error {
	return guarded(s.w.dir, func() error { return s.all(ctx, yield) })
}

func (s *Source) all(ctx context.Context, yield func(graph.Record) error) error {
	if s.sure == nil {
		if err := s.single(ctx); err != nil {
			return err
		}
	}
	handed := map[graph.EntityID]bool{} // of what more than one description may speak of
	if err := s.allKnown(handed, yield); err != nil {
		return err
	}
	for i, p := range s.w.parts {
		n := 0
		err := p.each(func(r graph.Record, _ string, ref uint64) error {
			if n++; n%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if r == nil {
				return nil
			}
			if ok, err := s.w.stands(i, r, ref); err != nil || !ok {
				return err
			}
			return s.hand(handed, i, r, yield)
		})
		if err != nil {
			return err
		}
	}
	ids := make([]graph.SourceID, 0, len(s.named))
	for id := range s.named {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := yield(s.named[id]); err != nil {
			return err
		}
	}
	return nil
}

// hand makes one record of a part final and hands it on.
func (s *Source) hand(handed map[graph.EntityID]bool, part int, r graph.Record, yield func(graph.Record) error) error {
	switch r := r.(type) {
	case graph.Source:
		_, err := s.source(part, r.ID)
		return err
	case graph.Entity:
		if s.sure(r.ID) && s.k.entities[r.ID].ID == "" {
			s.parts[part] = true
			e, err := s.entity(part, r, r.ID)
			if err != nil {
				return err
			}
			if e.Kind == "" {
				e.Kind = graph.Company
			}
			return yield(e)
		}
		id, err := s.canonical(r.ID)
		if err != nil || handed[id] {
			return err // handed on with the first that was met
		}
		handed[id] = true
		list, err := s.described(id)
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := yield(e); err != nil {
				return err
			}
		}
		return nil
	}
	r, err := s.claim(part, r)
	if err != nil {
		return err
	}
	return yield(r)
}

func (s *Source) allKnown(handed map[graph.EntityID]bool, yield func(graph.Record) error) error {
	if s.k.ledger == nil {
		return nil
	}
	return s.k.ledger.Records(func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Source:
			return yield(r)
		case graph.Entity:
			id, err := s.canonical(r.ID)
			if err != nil || handed[id] {
				return err
			}
			handed[id] = true
			list, err := s.described(id)
			for _, e := range list {
				if err := yield(e); err != nil {
					return err
				}
			}
			return err
		}
		r, err := s.rename(r)
		if err != nil {
			return err
		}
		return yield(r)
	})
}

// single finds the ids that more than one description may speak of. All others stand
// for themselves.
func (s *Source) single(ctx context.Context) error {
	var list []pair
	var key []byte
	var g gathering
	n := 0
	for _, r := range s.k.entities {
		list, key = appendSeen(list, key, string(r.ID), &r.Entity)
	}
	for _, p := range s.w.parts {
		err := p.lines(0, p.blocks.len(), func(line []byte, block int64, off int) error {
			if n++; n%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if isClaim(line) {
				return nil
			}
			if _, err := g.look.read(line); err != nil {
				return p.badRecord(block, off, err)
			}
			if g.look.Record == "entity" {
				g.describe()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.sure = s.w.sureOf(append(list, g.seen...))
	return nil
}
