package wikidata

import (
	"maps"
	"slices"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// role is what an item is named as.
type role uint8

const (
	party    role = 1 << iota // owner, owned, parent or subsidiary
	officer                   // runs a company, or sits on its board
	exchange                  // where shares are listed
)

// property is what a property of an item says.
type property struct {
	id       string
	interest graph.Interest
	value    string // a detail for readers
	inward   bool   // the value is the holder, and the item the subject
	role     role   // of the value
}

var properties = []property{
	{"P127", graph.Shareholding, "", true, party},
	{"P1830", graph.Shareholding, "", false, party},
	{"P749", graph.OtherInfluenceOrControl, "parent organization", true, party},
	{"P355", graph.OtherInfluenceOrControl, "subsidiary", false, party},
	{"P169", graph.OfficerOf, "chief executive officer", true, officer},
	{"P488", graph.BoardChair, "chairperson", true, officer},
	{"P3320", graph.BoardMember, "board member", true, officer},
	{"P414", graph.ListedOn, "", false, exchange},
}

// scan notes whom an item names.
func (l *load) scan(v source.Value) {
	claims := v.Get("claims")
	for _, p := range properties {
		for _, c := range claims.Get(p.id).Items() {
			if c.Get("rank").Is("deprecated") {
				continue
			}
			if id := qid(c.At("mainsnak", "datavalue", "value")); id != "" && state(id) == "" {
				l.named[graph.EntityID(id)] |= p.role
			}
		}
	}
}

// kinds are classes of items that decide what an item is. Everything else is a company,
// as far as anyone can tell.
var kinds = map[string]graph.Kind{
	"Q5":     graph.Person,
	"Q11691": graph.Exchange,
	"Q8436":  graph.Group, "Q13417114": graph.Group, // families
	"Q327333": graph.StateBody, "Q192350": graph.StateBody, "Q2659904": graph.StateBody, "Q7188": graph.StateBody, "Q20857065": graph.StateBody,
	"Q6256": graph.State, "Q3624078": graph.State, "Q7275": graph.State,
}

// kind tells what an item is: by its class, else by what it is named as.
func (l *load) kind(id graph.EntityID, claims source.Value) graph.Kind {
	kind := graph.Kind("")
	classes := 0
	for _, c := range claims.Get("P31").Items() {
		if c.Get("rank").Is("deprecated") {
			continue
		}
		classes++
		if k, ok := kinds[qid(c.At("mainsnak", "datavalue", "value"))]; ok && (kind == "" || k < kind) {
			kind = k
		}
	}
	r := l.named[id]
	switch {
	case r&exchange != 0:
		return graph.Exchange
	case kind != "":
		return kind
	case classes == 0 && r == officer:
		return graph.Person
	}
	return graph.Company
}

// stubs hands on who was named and not described, sorted. Owners and subsidiaries have
// no kind: another file may tell it.
func (l *load) stubs() error {
	for _, id := range slices.Sorted(maps.Keys(l.named)) {
		if l.met[id] {
			continue
		}
		e := graph.Entity{ID: id, Name: l.label[id], Identifiers: []graph.Identifier{{Scheme: "wikidata", ID: string(id)}}, Source: l.source, Origin: l.in.Name}
		switch r := l.named[id]; {
		case r&exchange != 0:
			e.Kind = graph.Exchange
		case r == officer:
			e.Kind = graph.Person
		}
		if err := l.add(e); err != nil {
			return err
		}
	}
	return nil
}
