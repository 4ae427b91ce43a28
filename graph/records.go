package graph

// Records hands on everything the ledger holds: sources, entities, statements,
// attributes, coverages, notes, each sorted by id. It stops at the first error of
// add and returns it. What [Ledger.Without] took away is not handed on.
func (l *Ledger) Records(add func(Record) error) error {
	if err := each(l.sources, add); err != nil {
		return err
	}
	if err := each(l.entities, add); err != nil {
		return err
	}
	if err := each(l.statements, add); err != nil {
		return err
	}
	if err := each(l.attributes, add); err != nil {
		return err
	}
	if err := each(l.coverages, add); err != nil {
		return err
	}
	return each(l.notes, add)
}

func each[K ~string, V Record](m map[K]*V, add func(Record) error) error {
	for _, k := range sortedKeys(m) {
		if err := add(*m[k]); err != nil {
			return err
		}
	}
	return nil
}

// Records checks what [Builder.Build] checks and hands on every record without closing
// the collection, for those who keep records elsewhere: sources and entities sorted by
// id, then the claims in the order in which they were added. It stops at the first
// error of add and returns it.
func (b *Builder) Records(add func(Record) error) error {
	if err := b.check(); err != nil {
		return err
	}
	if err := each(b.sources, add); err != nil {
		return err
	}
	if err := each(b.entities, add); err != nil {
		return err
	}
	if err := inOrder(b.statements, add); err != nil {
		return err
	}
	if err := inOrder(b.attributes, add); err != nil {
		return err
	}
	if err := inOrder(b.coverages, add); err != nil {
		return err
	}
	return inOrder(b.notes, add)
}

func inOrder[T Record](list []*T, add func(Record) error) error {
	for _, r := range list {
		if err := add(*r); err != nil {
			return err
		}
	}
	return nil
}

// Check reports what a [Builder] would refuse a record for by itself, before any
// other is known: a missing id, an unknown kind, interest or assertion, an impossible
// share or period. The error joins one [Problem] for each fault.
func Check(r Record) error {
	if sound(r) {
		return nil
	}
	b := NewBuilder()
	if err := b.Add(r); err != nil {
		return err
	}
	return b.problems.Err()
}

// sound reports a record of which a glance shows that a builder takes it: nearly all are
// so. Any other is left to the builder, which says what is wrong.
func sound(r Record) bool {
	claim := func(c *Claim) bool {
		return c.ID != "" && (c.Assertion == "" || c.Assertion.Valid()) && (c.Period.From == 0 || c.Period.To == 0 || c.Period.From < c.Period.To)
	}
	switch r := r.(type) {
	case Entity:
		return r.ID != "" && (r.Kind == "" || r.Kind.Valid())
	case Statement:
		return r.Interest.Valid() && r.Basis.Valid() && claim(&r.Claim) && (!r.Figure || r.Share.Validate() == nil)
	case Attribute:
		return r.Name != "" && r.Value != "" && claim(&r.Claim)
	case Note:
		return claim(&r.Claim)
	}
	return false
}
