package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// forever is later than every date.
const forever Date = 1<<31 - 1

// slotKey is what a statement speaks of. Share interests of one basis are one
// slot whatever their code; a single-valued relation is one slot whatever its
// value.
type slotKey struct {
	holder, subject EntityID
	relation        Interest
	basis           Basis
}

func (k slotKey) compare(o slotKey) int {
	return cmp.Or(cmp.Compare(k.holder, o.holder), cmp.Compare(k.subject, o.subject),
		cmp.Compare(k.relation, o.relation), cmp.Compare(k.basis, o.basis))
}

// slot holds the counting statements on one key with the days each is in force.
type slot struct {
	key     slotKey
	entries []slotEntry // sorted by start, then id
}

type slotEntry struct {
	s        *Statement
	from, to Date // in force in [from, to), supersession applied
	missing  bool // dropped: its days are unknown
}

func buildSlots(all []*Statement) []*slot {
	byKey := map[slotKey]*slot{}
	for _, s := range all {
		if !s.Assertion.Counts() {
			continue
		}
		for _, k := range keysOf(s) {
			sl := byKey[k]
			if sl == nil {
				sl = &slot{key: k}
				byKey[k] = sl
			}
			sl.entries = append(sl.entries, slotEntry{s: s})
		}
	}
	out := make([]*slot, 0, len(byKey))
	for _, sl := range byKey {
		slices.SortFunc(sl.entries, func(a, b slotEntry) int {
			return cmp.Or(cmp.Compare(a.s.Period.Start(), b.s.Period.Start()), cmp.Compare(a.s.ID, b.s.ID))
		})
		for i := range sl.entries {
			sl.entries[i].from, sl.entries[i].to = sl.window(i)
		}
		out = append(out, sl)
	}
	slices.SortFunc(out, func(a, b *slot) int { return a.key.compare(b.key) })
	return out
}

func keysOf(s *Statement) []slotKey {
	k := slotKey{holder: s.Holder, subject: s.Subject, relation: s.Interest, basis: s.Basis}
	switch {
	case s.Interest.SingleValued():
		k.subject = ""
	case s.Interest.CarriesShare():
		k.relation = Shareholding
		if s.Basis == Both {
			k2 := k
			k.basis, k2.basis = Capital, Votes
			return []slotKey{k, k2}
		}
	}
	return []slotKey{k}
}

// window gives the days entry i is in force. An observation holds until a later
// row of its slot begins; a holding without a figure ends no figure.
func (sl *slot) window(i int) (from, to Date) {
	p := sl.entries[i].s.Period
	switch {
	case p.IsUndated():
		return 0, forever
	case p.IsObservation():
		to = forever
		for _, e := range sl.entries {
			if start := e.s.Period.Start(); start > p.AsOf && start < to && (e.s.Figure || !e.s.Interest.CarriesShare()) {
				to = start
			}
		}
		return p.AsOf, to
	}
	to = p.To
	if to == 0 {
		to = forever
	}
	return p.From, to
}

// without marks dropped entries as missing, keeping everyone's days.
func (sl *slot) without(gone map[ClaimID]bool) *slot {
	if !slices.ContainsFunc(sl.entries, func(e slotEntry) bool { return gone[e.s.ID] }) {
		return sl
	}
	c := &slot{key: sl.key, entries: slices.Clone(sl.entries)}
	for i := range c.entries {
		if gone[c.entries[i].s.ID] {
			c.entries[i].missing = true
		}
	}
	return c
}

// at reads the slot on a day: the statements in force, and when there are none,
// whether the slot is unknown then (first observed later, or its source missing)
// rather than ended.
func (sl *slot) at(d Date) (in []*Statement, unknown bool) {
	for _, e := range sl.entries {
		covers := e.from <= d && d < e.to
		switch {
		case covers && !e.missing:
			in = append(in, e.s)
		case covers, !covers && e.from > d && e.s.Period.IsObservation():
			unknown = true
		}
	}
	return in, unknown && len(in) == 0
}

// attrKey is what an attribute speaks of. Numbers and truth values replace each
// other, codes stand beside each other.
type attrKey struct {
	entity    EntityID
	name      string
	at        EntityID
	per, code string
}

func (k attrKey) compare(o attrKey) int {
	return cmp.Or(cmp.Compare(k.entity, o.entity), cmp.Compare(k.name, o.name), cmp.Compare(k.at, o.at),
		cmp.Compare(k.per, o.per), cmp.Compare(k.code, o.code))
}

type attrSlot struct {
	key     attrKey
	entries []attrEntry
}

type attrEntry struct {
	a        *Attribute
	from, to Date
	missing  bool
}

func buildAttrSlots(all []*Attribute) []*attrSlot {
	byKey := map[attrKey]*attrSlot{}
	for _, a := range all {
		if !a.Assertion.Counts() {
			continue
		}
		k := attrKey{entity: a.Entity, name: a.Name, at: a.At, per: a.Per}
		if !replaces(a.Value) {
			k.code = a.Value
		}
		sl := byKey[k]
		if sl == nil {
			sl = &attrSlot{key: k}
			byKey[k] = sl
		}
		sl.entries = append(sl.entries, attrEntry{a: a})
	}
	out := make([]*attrSlot, 0, len(byKey))
	for _, sl := range byKey {
		slices.SortFunc(sl.entries, func(a, b attrEntry) int {
			return cmp.Or(cmp.Compare(a.a.Period.Start(), b.a.Period.Start()), cmp.Compare(a.a.ID, b.a.ID))
		})
		for i := range sl.entries {
			sl.entries[i].from, sl.entries[i].to = sl.window(i)
		}
		out = append(out, sl)
	}
	slices.SortFunc(out, func(a, b *attrSlot) int { return a.key.compare(b.key) })
	return out
}

// replaces reports a value that takes the place of an earlier one: a number or a
// truth value. Codes such as a service type accumulate.
func replaces(value string) bool {
	if _, err := strconv.ParseFloat(value, 64); err == nil {
		return true
	}
	switch strings.ToLower(value) {
	case "yes", "no", "true", "false", "may":
		return true
	}
	return false
}

func (sl *attrSlot) window(i int) (from, to Date) {
	p := sl.entries[i].a.Period
	switch {
	case p.IsUndated():
		return 0, forever
	case p.IsObservation():
		to = forever
		for _, e := range sl.entries {
			if start := e.a.Period.Start(); start > p.AsOf && start < to {
				to = start
			}
		}
		return p.AsOf, to
	}
	to = p.To
	if to == 0 {
		to = forever
	}
	return p.From, to
}

func (sl *attrSlot) without(gone map[ClaimID]bool) *attrSlot {
	if !slices.ContainsFunc(sl.entries, func(e attrEntry) bool { return gone[e.a.ID] }) {
		return sl
	}
	c := &attrSlot{key: sl.key, entries: slices.Clone(sl.entries)}
	for i := range c.entries {
		if gone[c.entries[i].a.ID] {
			c.entries[i].missing = true
		}
	}
	return c
}

func (sl *attrSlot) at(d Date) (in []*Attribute, unknown bool) {
	for _, e := range sl.entries {
		covers := e.from <= d && d < e.to
		switch {
		case covers && !e.missing:
			in = append(in, e.a)
		case covers, !covers && e.from > d && e.a.Period.IsObservation():
			unknown = true
		}
	}
	return in, unknown && len(in) == 0
}
