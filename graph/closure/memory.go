package closure

import (
	"context"

	"longarm/graph"
)

// Memory is a ledger as a [Source].
type Memory struct {
	ledger *graph.Ledger
	frames []graph.Record
	about  map[Ask][]graph.Record
}

// Of indexes a ledger by what can be asked of it.
func Of(l *graph.Ledger) *Memory {
	m := &Memory{ledger: l, about: map[Ask][]graph.Record{}}
	_ = l.Records(func(r graph.Record) error { // the function fails never
		if e, ok := r.(graph.Entity); ok && Frame(e.Kind) {
			m.frames = append(m.frames, r)
		}
		for _, a := range Places(r) {
			m.about[a] = append(m.about[a], r)
		}
		return nil
	})
	return m
}

// Places lists the asks that a record answers, but for [Frames].
func Places(r graph.Record) []Ask {
	var out []Ask
	at := func(as Role, f graph.Family, id string) { out = append(out, Ask{Role: as, Family: f, ID: id}) }
	switch r := r.(type) {
	case graph.Source:
		at(Cited, 0, string(r.ID))
	case graph.Entity:
		at(Described, 0, string(r.ID))
	case graph.Statement:
		f := r.Interest.Family()
		at(Claimed, 0, string(r.ID))
		at(Holders, f, string(r.Subject))
		at(Held, f, string(r.Holder))
		if r.Interest == graph.Operates {
			at(Operated, 0, string(r.Holder))
		}
	case graph.Attribute:
		at(Claimed, 0, string(r.ID))
		at(Attributes, 0, string(r.Entity))
		if r.At != "" {
			at(Concerning, 0, string(r.At))
		}
	case graph.Coverage:
		at(Claimed, 0, string(r.ID))
		at(Covered, 0, string(r.Entity))
		for _, m := range r.Members {
			at(Member, 0, string(m))
		}
	case graph.Note:
		at(Claimed, 0, string(r.ID))
		at(Noted, 0, string(r.Subject))
		if r.Object != r.Subject {
			at(Noted, 0, string(r.Object))
		}
	}
	return out
}

// Fetch answers from memory.
func (m *Memory) Fetch(ctx context.Context, asks []Ask) ([]Answer, error) {
	out := make([]Answer, len(asks))
	for i, a := range asks {
		list := m.frames
		if a.Role != Frames {
			list = m.about[Ask{Role: a.Role, Family: a.Family, ID: a.ID}]
		}
		if out[i].Count = len(list); a.Most == 0 || len(list) <= a.Most {
			out[i].Records = list
		}
	}
	return out, ctx.Err()
}

// All hands on every record of the ledger.
func (m *Memory) All(ctx context.Context, yield func(graph.Record) error) error {
	return m.ledger.Records(func(r graph.Record) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(r)
	})
}
