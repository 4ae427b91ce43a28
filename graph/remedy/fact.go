package remedy

import (
	"slices"
	"strconv"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Fact is something to establish: that the answer to the question of a missing fact
// is no, or for a share the least that is stated.
type Fact struct {
	exposure.Missing
	Share *graph.Share `json:"at_most,omitempty"` // of a share: what it would have to be
}

// custody lists the relations that, when all are listed in full, leave nobody else
// with access.
var custody = []graph.Interest{graph.HasCustody, graph.Hosts, graph.Operates}

// controls lists the rights by which someone may control without votes.
func controls() []graph.Interest {
	var out []graph.Interest
	for _, i := range graph.Interests() {
		if i.Family() == graph.Control {
			out = append(out, i)
		}
	}
	return out
}

// establish adds a fact to an edit of the graph; false when no fact can close the
// question: an act, a relation nobody could list in full, an attribute that stays
// open beside any other.
func establish(e *graph.Edit, g *graph.Graph, c *law.Catalogue, home graph.EntityID, f *Fact, provider graph.EntityID) bool {
	switch f.Kind {
	case exposure.MissingRelation:
		return relation(e, g, f)
	case exposure.MissingCapability:
		about := f.Other
		if about == "" {
			about = f.Entity
		}
		for _, i := range custody {
			complete(e, g, about, i)
		}
		complete(e, g, about, graph.SuppliesTechnology)
		return about != ""
	case exposure.MissingShare:
		if f.Entity == "" {
			return holders(e, g, f.Other)
		}
		return share(e, g, f)
	case exposure.MissingHolders:
		return holders(e, g, f.Other)
	case exposure.MissingControl:
		for _, i := range controls() {
			complete(e, g, f.Other, i)
		}
		return share(e, g, f)
	case exposure.MissingMembership:
		return elsewhere(e, g, f.Entity, home)
	case exposure.MissingAttribute:
		return attribute(e, g, c, f)
	}
	return false
}

// complete lists a relation of an entity in full as it is stated, unless it is
// already.
func complete(e *graph.Edit, g *graph.Graph, id graph.EntityID, i graph.Interest) {
	if _, done := g.IsComplete(id, i); done || slices.ContainsFunc(e.Coverages, func(v graph.Coverage) bool {
		return v.Entity == id && v.Interest == i && v.Kind == graph.Complete
	}) {
		return
	}
	e.Coverages = append(e.Coverages, graph.Coverage{Claim: claim(e, g), Entity: id, Interest: i, Kind: graph.Complete})
}

func relation(e *graph.Edit, g *graph.Graph, f *Fact) bool {
	about := f.Entity
	if f.Entity != "" && f.Other != "" { // a link of another time: it does not stand
		for _, l := range g.From(f.Entity) {
			if l.Subject == f.Other && slices.Contains(f.Interest, l.Interest) {
				for _, id := range l.Claims {
					e.Ends[id] = 1 // before any day: never begun
				}
			}
		}
		return true
	}
	if about == "" {
		about = f.Other
	}
	if about == "" || len(f.Interest) == 0 {
		return false
	}
	for _, i := range f.Interest {
		switch {
		case i == graph.DesignatedUnder, i.Family() == graph.Jurisdiction, i.Family() == graph.Technology, i.Family() == graph.Control:
			complete(e, g, about, i)
		case i.CarriesShare():
			if !holders(e, g, about) {
				return false
			}
		}
	}
	return true
}

// share gives a holder the least that is stated of it, in the basis asked or in
// both.
func share(e *graph.Edit, g *graph.Graph, f *Fact) bool {
	bases := []graph.Basis{f.Basis}
	if f.Basis == graph.NoBasis {
		bases = []graph.Basis{graph.Capital, graph.Votes}
	}
	for _, b := range bases {
		least := graph.Exact(0)
		if h, ok := g.CapTable(f.Other, b).Holding(f.Entity); ok && !h.Unknown && h.Share != graph.SomeShare() {
			least = graph.Exact(h.Share.Min)
			if h.Share.MinOpen {
				least.Min++
				least.Max++
			}
			for _, id := range h.Claims {
				if st := g.Ledger().Statement(id); st != nil && !h.Assumed {
					e.Ends[id] = g.Date()
				}
			}
		}
		f.Share = &least
		e.Statements = append(e.Statements, graph.Statement{Claim: claim(e, g), Holder: f.Entity, Subject: f.Other, Interest: graph.Shareholding, Basis: b, Share: least, Figure: true})
	}
	return f.Entity != "" && f.Other != ""
}

// smallHolder is the size from which every holder is named, when the rest is said to
// be dispersed.
const smallHolder = 1

// holders says of the undisclosed rest that it is dispersed, in capital and votes.
func holders(e *graph.Edit, g *graph.Graph, id graph.EntityID) bool {
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		if t := g.CapTable(id, b); t.Complete || t.LowerSum() >= graph.Hundred {
			continue
		}
		if slices.ContainsFunc(e.Coverages, func(v graph.Coverage) bool { return v.Entity == id && v.Kind == graph.Floor && v.Basis == b }) {
			continue
		}
		e.Coverages = append(e.Coverages, graph.Coverage{Claim: claim(e, g), Entity: id, Interest: graph.Shareholding, Basis: b, Kind: graph.Floor, Percent: graph.WholePercent(smallHolder)})
	}
	return id != ""
}

// elsewhere ties a party to the provider's own state, where nothing ties it yet.
func elsewhere(e *graph.Edit, g *graph.Graph, id, home graph.EntityID) bool {
	x := g.Entity(id)
	if x == nil || home == "" {
		return false
	}
	ties := []graph.Interest{graph.IncorporatedIn, graph.HeadquarteredIn}
	if x.Kind == graph.Person {
		ties = []graph.Interest{graph.NationalOf, graph.ResidentIn}
	}
	for _, i := range ties {
		if slices.ContainsFunc(g.From(id), func(l *graph.Link) bool { return l.Interest == i && l.State == graph.InForce }) {
			continue
		}
		e.Statements = append(e.Statements, graph.Statement{Claim: claim(e, g), Holder: id, Subject: home, Interest: i})
	}
	return true
}

// attribute states the value that an attribute with one value at a time would have
// to have.
func attribute(e *graph.Edit, g *graph.Graph, c *law.Catalogue, f *Fact) bool {
	a := c.Vocabulary.Attributes[f.Name]
	if a == nil {
		return false
	}
	value := ""
	switch a.Type() {
	case "boolean":
		value = "yes"
		if slices.Contains(f.Codes, "true") || slices.Contains(f.Codes, "yes") {
			value = "no"
		}
	case "number", "percent":
		value = "0"
	default:
		return false
	}
	e.Attributes = append(e.Attributes, graph.Attribute{Claim: claim(e, g), Entity: f.Entity, Name: f.Name, Value: value})
	return true
}
