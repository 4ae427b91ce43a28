package graph

import (
	"maps"
	"slices"
	"sort"
)

// Ledger is everything that was loaded, at all dates. It never changes and may be
// read by any number of goroutines.
type Ledger struct {
	entities   map[EntityID]*Entity
	order      []EntityID
	sources    map[SourceID]*Source
	statements map[ClaimID]*Statement
	attributes map[ClaimID]*Attribute
	coverages  map[ClaimID]*Coverage
	notes      map[ClaimID]*Note

	slots      []*slot     // sorted by key
	whole      []*slot     // slots before anything was taken away by Without
	attrSlots  []*attrSlot // sorted by key
	coverageOf map[EntityID][]*Coverage
	noteOf     map[EntityID][]*Note
	states     map[string]EntityID // ISO code → state
}

func newLedger(b *Builder) *Ledger {
	l := &Ledger{
		entities: copied(b.entities), order: sortedKeys(b.entities), sources: copied(b.sources),
		statements: map[ClaimID]*Statement{}, attributes: map[ClaimID]*Attribute{},
		coverages: map[ClaimID]*Coverage{}, notes: map[ClaimID]*Note{},
		coverageOf: map[EntityID][]*Coverage{}, noteOf: map[EntityID][]*Note{},
		states: map[string]EntityID{},
	}
	for _, id := range l.order {
		if e := l.entities[id]; e.ISO != "" && (e.Kind == State || e.Kind == Bloc) {
			if _, taken := l.states[e.ISO]; !taken {
				l.states[e.ISO] = id
			}
		}
	}
	for _, s := range b.statements {
		l.statements[s.ID] = s
	}
	for _, a := range b.attributes {
		l.attributes[a.ID] = a
	}
	for _, c := range b.coverages {
		l.coverages[c.ID] = c
		l.coverageOf[c.Entity] = append(l.coverageOf[c.Entity], c)
	}
	for _, list := range l.coverageOf {
		sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	}
	notes := append([]*Note(nil), b.notes...)
	sort.Slice(notes, func(i, j int) bool { return notes[i].ID < notes[j].ID })
	for _, n := range notes {
		l.notes[n.ID] = n
		l.noteOf[n.Subject] = append(l.noteOf[n.Subject], n)
		if n.Object != n.Subject {
			l.noteOf[n.Object] = append(l.noteOf[n.Object], n)
		}
	}
	l.slots = buildSlots(b.statements)
	l.whole = l.slots
	l.attrSlots = buildAttrSlots(b.attributes)
	return l
}

// copied keeps a ledger apart from a builder that goes on: a later loader may
// complete an entity or a source.
func copied[K comparable, V any](m map[K]*V) map[K]*V {
	out := make(map[K]*V, len(m))
	for k, v := range m {
		c := *v
		out[k] = &c
	}
	return out
}

// Entity returns the entity, or nil.
func (l *Ledger) Entity(id EntityID) *Entity { return l.entities[id] }

// Entities lists all ids, sorted.
func (l *Ledger) Entities() []EntityID { return l.order }

// Source returns the source, or nil.
func (l *Ledger) Source(id SourceID) *Source { return l.sources[id] }

// Sources lists all source ids, sorted.
func (l *Ledger) Sources() []SourceID { return sortedKeys(l.sources) }

// Statement returns the statement, or nil.
func (l *Ledger) Statement(id ClaimID) *Statement { return l.statements[id] }

// Attribute returns the attribute, or nil.
func (l *Ledger) Attribute(id ClaimID) *Attribute { return l.attributes[id] }

// Coverage returns the coverage, or nil.
func (l *Ledger) Coverage(id ClaimID) *Coverage { return l.coverages[id] }

// Note returns the note, or nil.
func (l *Ledger) Note(id ClaimID) *Note { return l.notes[id] }

// NotesOf lists the notes that have the entity as subject or object, sorted by id.
func (l *Ledger) NotesOf(id EntityID) []*Note { return l.noteOf[id] }

// StateOf returns the state or bloc with the ISO 3166-1 alpha-2 code, or "".
func (l *Ledger) StateOf(iso string) EntityID { return l.states[iso] }

// Claim returns what all kinds of claim share, or nil when no claim has the id.
func (l *Ledger) Claim(id ClaimID) *Claim {
	switch {
	case l.statements[id] != nil:
		return &l.statements[id].Claim
	case l.attributes[id] != nil:
		return &l.attributes[id].Claim
	case l.coverages[id] != nil:
		return &l.coverages[id].Claim
	case l.notes[id] != nil:
		return &l.notes[id].Claim
	}
	return nil
}

// Size counts what the ledger holds: entities, statements with attributes and
// coverages, notes, sources.
func (l *Ledger) Size() (entities, claims, notes, sources int) {
	return len(l.entities), len(l.statements) + len(l.attributes) + len(l.coverages), len(l.notes), len(l.sources)
}

// StatementsOf lists every statement, of any date and assertion, that has the
// entity as holder or subject, sorted by id.
func (l *Ledger) StatementsOf(id EntityID) []*Statement {
	var out []*Statement
	for _, s := range l.statements {
		if s.Holder == id || s.Subject == id {
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// AttributesOf lists every attribute of the entity at any date, sorted by id.
func (l *Ledger) AttributesOf(id EntityID) []*Attribute {
	var out []*Attribute
	for _, a := range l.attributes {
		if a.Entity == id {
			out = append(out, a)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// CoverageOf lists every coverage of the entity at any date, sorted by id.
func (l *Ledger) CoverageOf(id EntityID) []*Coverage { return l.coverageOf[id] }

// Without returns a ledger that lacks the given claims, after supersession: what
// another claim had superseded does not come back, the slots of the missing
// claims become unknown where nothing else speaks. It serves the invariant that
// losing a source can make an answer undetermined but never turn it round.
func (l *Ledger) Without(drop ...ClaimID) *Ledger {
	gone := map[ClaimID]bool{}
	for _, id := range drop {
		gone[id] = true
	}
	c := *l
	c.slots = make([]*slot, len(l.slots))
	for i, s := range l.slots {
		c.slots[i] = &slot{key: s.key, entries: s.entries.without(gone)}
	}
	c.attrSlots = make([]*attrSlot, len(l.attrSlots))
	for i, s := range l.attrSlots {
		c.attrSlots[i] = &attrSlot{key: s.key, entries: s.entries.without(gone)}
	}
	c.statements, c.attributes = lacking(l.statements, gone), lacking(l.attributes, gone)
	c.coverages, c.notes = lacking(l.coverages, gone), lacking(l.notes, gone)
	c.coverageOf = lackingOf(l.coverageOf, func(v *Coverage) bool { return gone[v.ID] })
	c.noteOf = lackingOf(l.noteOf, func(v *Note) bool { return gone[v.ID] })
	return &c
}

// lacking is the map without the keys that are gone.
func lacking[V any](m map[ClaimID]V, gone map[ClaimID]bool) map[ClaimID]V {
	out := maps.Clone(m)
	for id := range gone {
		delete(out, id)
	}
	return out
}

func lackingOf[V any](m map[EntityID][]V, gone func(V) bool) map[EntityID][]V {
	out := make(map[EntityID][]V, len(m))
	for id, list := range m {
		if kept := slices.DeleteFunc(slices.Clone(list), gone); len(kept) > 0 {
			out[id] = kept
		}
	}
	return out
}

// Supposing returns a ledger in which the given statements count as stated, to see
// what a claim that is proposed, denied or withdrawn would change.
func (l *Ledger) Supposing(ids ...ClaimID) *Ledger {
	c := *l
	c.statements = maps.Clone(l.statements)
	for _, id := range ids {
		if s := l.statements[id]; s != nil {
			supposed := *s
			supposed.Assertion = Stated
			c.statements[id] = &supposed
		}
	}
	all := make([]*Statement, 0, len(c.statements))
	for _, id := range sortedKeys(c.statements) {
		all = append(all, c.statements[id])
	}
	c.slots = buildSlots(all)
	return &c
}

// Uncounted lists the statements of the entity whose assertion does not count,
// sorted by id.
func (l *Ledger) Uncounted(id EntityID) []*Statement {
	var out []*Statement
	for _, s := range l.StatementsOf(id) {
		if !s.Assertion.Counts() {
			out = append(out, s)
		}
	}
	return out
}
