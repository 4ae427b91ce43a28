package law

import (
	"slices"

	"longarm/graph"
)

// Predicate is a condition on one entity at the as-of date, with three values:
// true, false, open. Exactly one head is set.
//
// Where a CLASS is named it is an id of [Vocabulary].Classes or Territories,
// "entity:ID" or "law:ID" (the law or the lists it keeps); see [SplitRef].
type Predicate struct {
	All, Any   []*Predicate
	Not        *Predicate
	Attr       *AttrTest
	Rel        *RelTest
	Is         string // CLASS: the entity is of it
	Holder     string // CLASS: a party of it holds any share, directly or indirectly
	Share      string // "test", or the id of a row of the same law: its test or a limb is met
	Capability *CapabilityTest
	Origin     string
}

// Head names the head that is set: all, any, not, attr, rel, is, holder, share or
// capability; empty for a predicate without one, which no reader returns.
func (p *Predicate) Head() string {
	switch {
	case p.All != nil:
		return "all"
	case p.Any != nil:
		return "any"
	case p.Not != nil:
		return "not"
	case p.Attr != nil:
		return "attr"
	case p.Rel != nil:
		return "rel"
	case p.Is != "":
		return "is"
	case p.Holder != "":
		return "holder"
	case p.Share != "":
		return "share"
	case p.Capability != nil:
		return "capability"
	}
	return ""
}

// OfPlace reports a condition that asks only for ties to a place: incorporation,
// seat, establishment, listing, place of data, market.
func (p *Predicate) OfPlace() bool {
	list := append(slices.Clone(p.All), p.Any...)
	if len(list) > 0 {
		return !slices.ContainsFunc(list, func(q *Predicate) bool { return !q.OfPlace() })
	}
	return p.Rel != nil && p.Rel.To != "" && !slices.ContainsFunc(p.Rel.Interests, func(i graph.Interest) bool {
		return i.Family() != graph.Jurisdiction || i == graph.OfficerOf
	})
}

// Walk calls visit for the predicate and everything below it, parents first, in
// the order of the file. The Where of a relation is below it.
func (p *Predicate) Walk(visit func(*Predicate)) {
	if p == nil {
		return
	}
	visit(p)
	for _, q := range p.All {
		q.Walk(visit)
	}
	for _, q := range p.Any {
		q.Walk(visit)
	}
	p.Not.Walk(visit)
	if p.Rel != nil {
		p.Rel.Where.Walk(visit)
	}
}

// AttrTest compares an attribute of the entity. Item, data and service attributes
// are read on the entity, its offers and what is supplied to it.
type AttrTest struct {
	Name string // key of Vocabulary.Attributes
	Op   string // one of AttrOps
	// Values are normalised to text: true, false, plain decimal numbers. Several
	// only for in and not-in; for known one of true and false, true when absent.
	Values []string
	At     string // a territory, or empty
	Per    string // day, month, registered, or empty
}

// AttrOps lists the comparisons of an attribute.
func AttrOps() []string {
	return []string{"eq", "ne", "in", "not-in", "gt", "ge", "lt", "le", "known"}
}

// RelTest asks for one of the interests between the entity and a party of a class
// for which Where holds. Exactly one of To and From is given: To when the entity
// holds the interest, From when it is the subject.
type RelTest struct {
	Interests []graph.Interest
	To, From  string     // CLASS
	Where     *Predicate // read on the other end; nil: no further condition
}

// CapabilityTest asks for a capability. Exactly one of From and Over is given:
// From when a party of the class keeps it over the entity, Over when the entity
// keeps it over such a party.
type CapabilityTest struct {
	Codes      []string // of Vocabulary.Capabilities, or "custody" for the group
	From, Over string   // CLASS
}
