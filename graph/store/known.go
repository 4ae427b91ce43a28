package store

import (
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/identity"
)

// known is a ledger with the look-ups a walk needs: the facts that are in memory
// anyway, beside the workspace.
type known struct {
	ledger     *graph.Ledger
	entities   map[graph.EntityID]identity.Record
	identified map[string][]graph.EntityID
	about      map[place][]graph.Record
	frames     []graph.EntityID
}

// claim hands on the claim with the id, if it is known.
func (k *known) claim(id graph.ClaimID, yield func(graph.Record) error) error {
	l := k.ledger
	switch {
	case l == nil:
		return nil
	case l.Note(id) != nil:
		return yield(*l.Note(id))
	case l.Statement(id) != nil:
		return yield(*l.Statement(id))
	case l.Attribute(id) != nil:
		return yield(*l.Attribute(id))
	case l.Coverage(id) != nil:
		return yield(*l.Coverage(id))
	}
	return nil
}

type place struct {
	as role
	id graph.EntityID
}

func newKnown(l *graph.Ledger) (*known, error) {
	k := &known{ledger: l, entities: map[graph.EntityID]identity.Record{}, identified: map[string][]graph.EntityID{}, about: map[place][]graph.Record{}}
	if l == nil {
		return k, nil
	}
	err := l.Records(func(r graph.Record) error {
		if e, ok := r.(graph.Entity); ok {
			k.entities[e.ID] = identity.Record{Entity: e}
			if closure.Frame(e.Kind) {
				k.frames = append(k.frames, e.ID)
			}
			for _, i := range identity.Strong(&e) {
				k.identified[i.String()] = append(k.identified[i.String()], e.ID)
			}
			return nil
		}
		for _, at := range places(r) {
			k.about[at] = append(k.about[at], r)
		}
		return nil
	})
	return k, err
}

// places lists in what roles a claim is about whom.
func places(r graph.Record) []place {
	switch r := r.(type) {
	case graph.Statement:
		f := role(r.Interest.Family())
		out := []place{{asSubject + f, r.Subject}, {asHolder + f, r.Holder}}
		if r.Interest == graph.Operates {
			out = append(out, place{asOperator, r.Holder})
		}
		return out
	case graph.Attribute:
		out := []place{{asAttribute, r.Entity}}
		if r.At != "" {
			out = append(out, place{asAt, r.At})
		}
		return out
	case graph.Coverage:
		out := []place{{asCovered, r.Entity}}
		for _, m := range r.Members {
			out = append(out, place{asMember, m})
		}
		return out
	case graph.Note:
		if r.Subject == r.Object {
			return []place{{asNoted, r.Subject}}
		}
		return []place{{asNoted, r.Subject}, {asNoted, r.Object}}
	}
	return nil
}
