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

// Check reports what a [Builder] would refuse a record for by itself, before any
// other is known: a missing id, an unknown kind, interest or assertion, an impossible
// share or period. The error joins one [Problem] for each fault.
func Check(r Record) error {
	b := NewBuilder()
	if err := b.Add(r); err != nil {
		return err
	}
	return b.problems.Err()
}
