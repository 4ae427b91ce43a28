package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

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
type slot = slotOf[slotKey, *Statement]

// slotOf is what claims say in turn under one key.
type slotOf[K slotKeys[K], T any] struct {
	key     K
	entries timeline[T]
}

// slotKeys are keys that order slots.
type slotKeys[K any] interface {
	comparable
	compare(K) int
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
			// A holding without a figure ends no figure.
			sl.entries = append(sl.entries, moment[*Statement]{it: s, claim: &s.Claim, ends: s.Figure || !s.Interest.CarriesShare()})
		}
	}
	out := make([]*slot, 0, len(byKey))
	for _, sl := range byKey {
		sl.entries.settle()
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

type attrSlot = slotOf[attrKey, *Attribute]

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
		sl.entries = append(sl.entries, moment[*Attribute]{it: a, claim: &a.Claim, ends: true})
	}
	out := make([]*attrSlot, 0, len(byKey))
	for _, sl := range byKey {
		sl.entries.settle()
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
