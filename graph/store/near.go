package store

import (
	"context"
	"slices"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

// Question says whose neighbourhood is wanted.
type Question struct {
	closure.Need // ids of the workspace or of Known
	// Known are the facts beside the workspace; nil for none. They are part of the
	// neighbourhood in any case.
	Known *graph.Ledger
}

// Neighbourhood is what was read for a question.
type Neighbourhood struct {
	*closure.Closure
	// Groups are the entities that several ids stand for, sorted by id.
	Groups []identity.Group
	// Sources are the loads that something was read of, sorted by name.
	Sources []Part

	canon map[graph.EntityID]graph.EntityID
}

// ID returns the id that stands for an entity of the neighbourhood.
func (n *Neighbourhood) ID(id graph.EntityID) graph.EntityID {
	if c, ok := n.canon[id]; ok {
		return c
	}
	return id
}

// Near reads the closure of a question into an empty builder, with the facts that are
// known. Different ids of one entity become one.
//
// Near reads what a question can depend on and not the register; [closure.Closure]
// says in Cuts where it stopped. The error is [*closure.TooWide] when there are too
// many entities, and wraps [ErrDamaged] for damage.
func (w *Workspace) Near(ctx context.Context, q Question, b *graph.Builder) (*Neighbourhood, error) {
	v, err := w.Source(q.Known)
	if err != nil {
		return nil, err
	}
	return v.Near(ctx, q.Need, b)
}

// Near is [Workspace.Near] with the facts that the source knows.
func (s *Source) Near(ctx context.Context, q closure.Need, b *graph.Builder) (*Neighbourhood, error) {
	if q.Most == 0 {
		q.Most = closure.MostEntities
	}
	if n := s.w.Counts().Entities; q.All && n > int64(q.Most) {
		return nil, &closure.TooWide{Most: q.Most}
	}
	known := s.k.ledger
	read := map[graph.EntityID]bool{}
	claims := map[graph.ClaimID]bool{}
	c, err := closure.Read(ctx, s, q, func(r graph.Record) error {
		if e, ok := r.(graph.Entity); ok {
			read[e.ID] = true
		} else if c := closure.ClaimOf(r); c != nil {
			claims[c.ID] = true
		}
		return b.Add(r)
	})
	if err != nil {
		return nil, err
	}
	n := &Neighbourhood{Closure: c, canon: s.canon, Groups: s.merged(), Sources: s.loads()}
	if known == nil || q.All {
		return n, nil
	}
	return n, known.Records(func(r graph.Record) error { // what the walk did not come to
		switch r := r.(type) {
		case graph.Entity:
			r.ID, r.Within = n.ID(r.ID), n.ID(r.Within)
			if read[r.ID] {
				return nil
			}
			return b.Add(r)
		case graph.Source:
			return b.Add(r)
		}
		if claims[closure.ClaimOf(r).ID] {
			return nil
		}
		return b.Add(renamed(r, n.ID))
	})
}

// renamed is the claim with the ids that stand for its entities.
func renamed(r graph.Record, id func(graph.EntityID) graph.EntityID) graph.Record {
	switch r := r.(type) {
	case graph.Statement:
		r.Holder, r.Subject = id(r.Holder), id(r.Subject)
		return r
	case graph.Attribute:
		r.Entity, r.At = id(r.Entity), id(r.At)
		return r
	case graph.Coverage:
		r.Entity = id(r.Entity)
		r.Members = slices.Clone(r.Members)
		for i, m := range r.Members {
			r.Members[i] = id(m)
		}
		slices.Sort(r.Members)
		r.Members = slices.Compact(r.Members)
		return r
	case graph.Note:
		r.Subject, r.Object = id(r.Subject), id(r.Object)
		return r
	}
	return r
}

// under is the claim with another id, resting on another source.
func under(r graph.Record, id graph.ClaimID, source graph.SourceID) graph.Record {
	switch r := r.(type) {
	case graph.Statement:
		r.ID, r.Source = id, source
		return r
	case graph.Attribute:
		r.ID, r.Source = id, source
		return r
	case graph.Coverage:
		r.ID, r.Source = id, source
		return r
	case graph.Note:
		r.ID, r.Source = id, source
		return r
	}
	return r
}
