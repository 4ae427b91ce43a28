package queries

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// Voice puts messages into the language asked. Package text has one for English
// and French.
type Voice interface {
	// Lang is "en" or "fr".
	Lang() string
	// Say returns the message with the id; args alternate names and values of its
	// parts.
	Say(id string, args ...any) string
	// Code returns the message "family.code", or the code itself when there is none.
	Code(family, code string) string
	// List joins words: "A, B and C", or with "or" when any is set.
	List(words []string, any bool) string
}

// Context is what questions are asked of: facts at a date, laws, a language. It
// is for one goroutine; make one for each.
type Context struct {
	Graph     *graph.Graph
	Catalogue *law.Catalogue
	Voice     Voice
	MaxAge    int // years, as the graph was read with; 0 for the default
	NameMost  int // characters of a name that are shown; 0 for all

	analyzer *exposure.Analyzer
	once     sync.Once
	names    *nameIndex
}

// Ledger returns everything that was loaded, at all dates.
func (c *Context) Ledger() *graph.Ledger { return c.Graph.Ledger() }

// Lang returns the language asked, "en" or "fr".
func (c *Context) Lang() string { return c.Voice.Lang() }

// Analyzer returns the analyzer of the laws over the graph, made on first use.
func (c *Context) Analyzer() *exposure.Analyzer {
	if c.analyzer == nil {
		c.analyzer = exposure.New(c.Catalogue, c.Graph)
	}
	return c.analyzer
}

// model returns the mathematics of shares over the graph.
func (c *Context) model() *ownership.Model { return ownership.New(c.Graph) }

// header returns the common part of an answer. Flags may repeat and come in any
// order.
func (c *Context) header(flags []graph.Flag, assumptions ...Assumption) Header {
	list := slices.Clone(flags)
	graph.SortFlags(list)
	list = slices.CompactFunc(list, func(a, b graph.Flag) bool {
		return a.Kind == b.Kind && a.Entity == b.Entity && a.Message == b.Message
	})
	for i := range list {
		list[i] = list[i].In(c.Lang())
	}
	return Header{SchemaVersion: SchemaVersion, AsOf: c.Graph.Date(), Flags: nonNil(list), Assumptions: nonNil(assumptions)}
}

// Name returns the display name of an entity in the language asked, or its id.
func (c *Context) Name(id graph.EntityID) string {
	e := c.Graph.Entity(id)
	if e == nil {
		return string(id)
	}
	name := e.DisplayName(c.Lang())
	if c.NameMost > 0 && len(name) > c.NameMost {
		if runes := []rune(name); len(runes) > c.NameMost {
			return string(runes[:c.NameMost]) + "…"
		}
	}
	return name
}

// Names returns the display names in the order of the ids.
func (c *Context) Names(ids []graph.EntityID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = c.Name(id)
	}
	return out
}

// Country returns the ISO code of the state an entity is of: of a state or what
// lies in one its own, else of the place of incorporation, seat, nationality or
// residence, in this order; "" when none is stated.
func (c *Context) Country(id graph.EntityID) string {
	if iso, _ := c.Graph.Place(id); iso != "" {
		return iso
	}
	for _, i := range []graph.Interest{graph.IncorporatedIn, graph.HeadquarteredIn, graph.NationalOf, graph.ResidentIn} {
		for _, l := range c.Graph.From(id) {
			if l.Interest == i && l.State == graph.InForce {
				if iso, _ := c.Graph.Place(l.Subject); iso != "" {
					return iso
				}
			}
		}
	}
	return ""
}

// Place names a territory, state or bloc by its ISO code in the language asked,
// or returns the code.
func (c *Context) Place(iso string) string {
	v := c.Catalogue.Vocabulary
	if t := v.Territories[strings.ToLower(iso)]; t != nil {
		return t.Name.In(c.Lang())
	}
	for _, s := range v.States {
		if s.ISO == iso {
			return s.Name.In(c.Lang())
		}
	}
	return iso
}

// ClassName puts a class reference of the law language in words: a territory or
// entity by its name, a class by its definition up to the first semicolon, a law
// by what it keeps.
func (c *Context) ClassName(ref string) string {
	prefix, id := law.SplitRef(ref)
	switch prefix {
	case "entity":
		return c.Name(graph.EntityID(id))
	case "law":
		return c.Voice.Say("class.law-lists", "Law", c.LawName(id))
	}
	if id == anyParty {
		return c.Voice.Say("class.anybody")
	}
	v := c.Catalogue.Vocabulary
	if t := v.Territories[id]; t != nil {
		return t.Name.In(c.Lang())
	}
	if k := v.Classes[id]; k != nil {
		words, _, _ := strings.Cut(k.Definition.In(c.Lang()), ";")
		return strings.TrimSpace(words)
	}
	return id
}

// LawName returns the short name of a law for tables, its id when the catalogue
// lacks the law.
func (c *Context) LawName(id string) string {
	l := c.Catalogue.Law(id)
	if l == nil {
		return id
	}
	return l.Short.In(c.Lang())
}

// EntityBrief names an entity in an answer.
type EntityBrief struct {
	ID      graph.EntityID `json:"id"`
	Name    string         `json:"name"`
	Kind    graph.Kind     `json:"kind"`
	Country string         `json:"country,omitempty"` // ISO 3166-1 alpha-2
}

// Brief returns what names the entity.
func (c *Context) Brief(id graph.EntityID) EntityBrief {
	b := EntityBrief{ID: id, Name: c.Name(id), Country: c.Country(id)}
	if e := c.Graph.Entity(id); e != nil {
		b.Kind = e.Kind
	}
	return b
}

func sortIDs(ids []graph.EntityID) []graph.EntityID {
	slices.SortFunc(ids, func(a, b graph.EntityID) int { return cmp.Compare(a, b) })
	return slices.Compact(ids)
}
