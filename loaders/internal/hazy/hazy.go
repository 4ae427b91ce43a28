// Package hazy keeps the parties of which nobody has said yet what they are: those
// that statements name, and those that a register describes without saying whether
// they are persons or companies. What several files say of one of them belongs
// together, and to the record that tells its kind, wherever that stands.
package hazy

import (
	"maps"
	"slices"

	"longarm/graph"
)

// Parties are entities without a kind. The zero Parties is empty and ready for use.
type Parties struct {
	known *graph.Builder // completes them
	ids   map[graph.EntityID]bool
}

// Add takes what is said of one of them.
func (p *Parties) Add(e graph.Entity) {
	if p.known == nil {
		p.known, p.ids = graph.NewBuilder(), map[graph.EntityID]bool{}
	}
	p.ids[e.ID] = true
	p.known.AddEntity(e)
}

// Flush hands them on in the order of their ids, under the kind by which the builder
// knows them and without one otherwise. One of which nothing is said but that it
// exists is handed on only when the builder does not have it.
func (p *Parties) Flush(b *graph.Builder, add func(graph.Record) error) error {
	for _, id := range slices.Sorted(maps.Keys(p.ids)) {
		e := *p.known.Entity(id)
		e.Kind = ""
		if have := b.Entity(id); have != nil {
			if Bare(&e) {
				continue
			}
			e.Kind = have.Kind
		}
		if err := add(e); err != nil {
			return err
		}
	}
	return nil
}

// Bare reports an entity of which nothing is said but that somebody names it.
func Bare(e *graph.Entity) bool {
	return e.Name == "" && e.LegalName == "" && e.LEI == "" && len(e.Names)+len(e.Aliases)+len(e.Identifiers) == 0 && e.Status.IsZero()
}
