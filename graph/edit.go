package graph

import (
	"maps"
	"slices"
	"sort"
)

// Edit is a set of changes to what is stated, made on a copy of a ledger. It
// serves questions that begin with "what if".
type Edit struct {
	Entities   []Entity    // new ones; an id that exists is refused
	Statements []Statement // added
	Attributes []Attribute // added
	Coverages  []Coverage  // added
	// Ends lets claims stop holding from a day, which is a new fact; a claim that had
	// not begun by then never begins.
	Ends map[ClaimID]Date
	// Drop takes claims away as if their sources were lost: see [Ledger.Without].
	Drop []ClaimID
}

// Edited returns a copy of the ledger with the changes, the taken away last. The
// ledger itself stays as it is. The error joins one [Problem] for each change that
// cannot be made.
func (l *Ledger) Edited(e Edit) (*Ledger, error) {
	added, err := l.checked(e)
	if err != nil {
		return nil, err
	}
	c := *l
	if len(e.Entities) > 0 {
		c.entities, c.order, c.states = added.entities, added.order, added.states
	}
	c.statements = overlay(l.statements, added.statements, e.Ends, func(s Statement, p Period) *Statement { s.Period = p; return &s })
	c.attributes = overlay(l.attributes, added.attributes, e.Ends, func(a Attribute, p Period) *Attribute { a.Period = p; return &a })
	c.coverages = overlay(l.coverages, added.coverages, e.Ends, func(v Coverage, p Period) *Coverage { v.Period = p; return &v })
	c.slots = editedSlots(l.slots, added.slots, c.statements, e.Ends)
	c.whole = c.slots
	c.attrSlots = editedSlots(l.attrSlots, added.attrSlots, c.attributes, e.Ends)
	if len(added.coverages) > 0 || endsAny(l.coverages, e.Ends) {
		c.coverageOf = map[EntityID][]*Coverage{}
		for _, id := range sortedKeys(c.coverages) {
			v := c.coverages[id]
			c.coverageOf[v.Entity] = append(c.coverageOf[v.Entity], v)
		}
	}
	if len(e.Drop) > 0 {
		return c.Without(e.Drop...), nil
	}
	return &c, nil
}

// checked closes what is added into a ledger of its own beside the known entities.
func (l *Ledger) checked(e Edit) (*Ledger, error) {
	b := &Builder{entities: l.entities, sources: l.sources, claims: map[ClaimID]string{}}
	if len(e.Entities) > 0 {
		b.entities = maps.Clone(l.entities)
	}
	for _, x := range l.entities { // their places rest on claims made already
		if x.WithinClaim != "" {
			b.claims[x.WithinClaim] = x.Origin
		}
	}
	for _, x := range e.Entities {
		if l.entities[x.ID] != nil {
			b.problems.Add(x.Origin, Say("there is an entity %q already", "une entité %q existe déjà", x.ID), Say("leave it out, or give the new one another id", "omettez-la, ou donnez un autre identifiant à la nouvelle"))
			continue
		}
		b.AddEntity(x)
	}
	taken := func(c *Claim) bool {
		if l.Claim(c.ID) == nil {
			return false
		}
		b.problems.Add(c.Origin, Say("there is a claim %q already", "un énoncé %q existe déjà", c.ID), Say("give the new one another id", "donnez un autre identifiant au nouveau"))
		return true
	}
	for _, x := range e.Statements {
		if !taken(&x.Claim) {
			b.AddStatement(x)
		}
	}
	for _, x := range e.Attributes {
		if !taken(&x.Claim) {
			b.AddAttribute(x)
		}
	}
	for _, x := range e.Coverages {
		if !taken(&x.Claim) {
			b.AddCoverage(x)
		}
	}
	for _, id := range sortedKeys(e.Ends) {
		if l.Claim(id) == nil {
			b.problems.Add("", Say("no claim has the id %q, so it cannot end", "aucun énoncé n’a l’identifiant %q : il ne peut pas prendre fin", id), Say("see `longarm show ENTITY` for the ids", "`longarm show ENTITÉ` donne les identifiants"))
		}
	}
	for _, id := range e.Drop {
		if l.Claim(id) == nil {
			b.problems.Add("", Say("no claim has the id %q, so it cannot be taken away", "aucun énoncé n’a l’identifiant %q : il ne peut pas être retiré", id), Say("see `longarm show ENTITY` for the ids", "`longarm show ENTITÉ` donne les identifiants"))
		}
	}
	return b.Build()
}

// ended is the period cut short at the day; false when nothing is left of it.
func ended(p Period, day Date) (Period, bool) {
	if p.Start() >= day {
		return p, false
	}
	if p.To == 0 || p.To > day {
		p.To = day
	}
	if p.From == 0 {
		p.From = p.AsOf
	}
	return p, true
}

func overlay[V any](old, added map[ClaimID]*V, ends map[ClaimID]Date, with func(V, Period) *V) map[ClaimID]*V {
	out := maps.Clone(old)
	maps.Copy(out, added)
	for id, day := range ends {
		v, ok := out[id]
		if !ok {
			continue
		}
		p, left := ended(claimOf(v).Period, day)
		if !left {
			delete(out, id)
			continue
		}
		out[id] = with(*v, p)
	}
	return out
}

// claimOf reads what all kinds of claim share.
func claimOf(v any) *Claim {
	switch v := v.(type) {
	case *Statement:
		return &v.Claim
	case *Attribute:
		return &v.Claim
	case *Coverage:
		return &v.Claim
	}
	return &Claim{}
}

func endsAny[V any](m map[ClaimID]V, ends map[ClaimID]Date) bool {
	for id := range ends {
		if _, ok := m[id]; ok {
			return true
		}
	}
	return false
}

func editedSlots[K slotKeys[K], T any](old, added []*slotOf[K, T], now map[ClaimID]T, ends map[ClaimID]Date) []*slotOf[K, T] {
	more := map[K]*slotOf[K, T]{}
	for _, s := range added {
		more[s.key] = s
	}
	out := make([]*slotOf[K, T], 0, len(old)+len(added))
	for _, s := range old {
		plus := more[s.key]
		delete(more, s.key)
		if entries, changed := editedEntries(s.entries, ends, now); changed || plus != nil {
			if plus != nil {
				entries = append(entries, plus.entries...)
			}
			entries.settle()
			s = &slotOf[K, T]{key: s.key, entries: entries}
		}
		if len(s.entries) > 0 {
			out = append(out, s)
		}
	}
	for _, s := range added {
		if more[s.key] != nil {
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].key.compare(out[j].key) < 0 })
	return out
}

// editedEntries puts ended claims in place of the old ones, in a timeline of its
// own.
func editedEntries[T any](t timeline[T], ends map[ClaimID]Date, now map[ClaimID]T) (timeline[T], bool) {
	if len(ends) == 0 || !slices.ContainsFunc(t, func(m moment[T]) bool { _, ok := ends[m.claim.ID]; return ok }) {
		return slices.Clone(t), false
	}
	out := make(timeline[T], 0, len(t))
	for _, m := range t {
		if _, ok := ends[m.claim.ID]; ok {
			v, left := now[m.claim.ID]
			if !left {
				continue
			}
			m.it, m.claim = v, claimOf(v)
		}
		out = append(out, m)
	}
	return out, true
}

// Frozen returns a ledger in which what holds on the day holds on every day: what
// ended before or begins later is gone, and what the day does not know stays
// unknown. It serves to tell a change of facts from a change of law.
func (l *Ledger) Frozen(day Date) *Ledger {
	c := *l
	c.slots, c.whole, c.attrSlots = frozenSlots(l.slots, day), frozenSlots(l.whole, day), frozenSlots(l.attrSlots, day)
	c.coverages, c.coverageOf = map[ClaimID]*Coverage{}, map[EntityID][]*Coverage{}
	for _, id := range sortedKeys(l.coverages) {
		v := *l.coverages[id]
		if !coverageInForce(v.Period, day) {
			continue
		}
		v.Period = Period{}
		c.coverages[id] = &v
		c.coverageOf[v.Entity] = append(c.coverageOf[v.Entity], &v)
	}
	return &c
}

func frozenSlots[K slotKeys[K], T any](list []*slotOf[K, T], day Date) []*slotOf[K, T] {
	out := make([]*slotOf[K, T], 0, len(list))
	for _, s := range list {
		if entries := s.entries.frozen(day); len(entries) > 0 {
			out = append(out, &slotOf[K, T]{key: s.key, entries: entries})
		}
	}
	return out
}

func (t timeline[T]) frozen(day Date) timeline[T] {
	var out timeline[T]
	for _, m := range t {
		switch {
		case m.from <= day && day < m.to:
			m.from, m.to = 0, forever
		case m.from > day && m.claim.Period.IsObservation():
			m.from, m.to = forever, forever
		default:
			continue
		}
		out = append(out, m)
	}
	return out
}
