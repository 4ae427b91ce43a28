package law

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

var kinds = []graph.Kind{
	graph.Company, graph.Arrangement, graph.Person, graph.Group, graph.State, graph.StateBody, graph.Bloc, graph.Offer,
	graph.Scheme, graph.List, graph.Exchange, graph.LawText, graph.Event, graph.Media, graph.Other,
}

// readClass decodes one class of party.
func (r *reader) readClass(id string, key, n *yaml.Node) {
	c := &Class{ID: id, Origin: r.origin(key)}
	present := r.mapping(n, "the class", fields{
		"definition": r.both(&c.Definition, "definition"),
		"relative":   r.boolean(&c.Relative, "relative"),
		"kinds": func(n *yaml.Node) {
			if n.Kind != yaml.ScalarNode || n.Value != "all" {
				codes(r, &c.Kinds, "kind", kinds...)(n)
			}
		},
		"links": r.interests(&c.Links, "link"),
		"countries": func(n *yaml.Node) {
			c.Listed = true
			r.countries(&c.Countries)(n)
		},
		"in":      r.place(&c.In, "in"),
		"outside": r.place(&c.Outside, "outside"),
		"list": func(n *yaml.Node) {
			c.List = &ClassList{}
			r.mapping(n, "the list", fields{"law": r.id(&c.List.Law, "law"), "name": r.both(&c.List.Name, "name")}, nil, "law")
		},
		"is":      func(n *yaml.Node) { c.Is = r.predicate(n) },
		"persons": r.persons(c),
		"source":  r.text(&c.Source, "source"),
		"note":    r.both(&c.Note, "note"),
	}, nil, "definition")
	r.vocab.Classes[id] = c
	if present != nil {
		r.checkClass(c, key, n, present)
	}
}

// place reads a territory or the territory of the law that asks.
func (r *reader) place(dst *string, what string) decoder {
	return func(n *yaml.Node) {
		v, ok := r.scalar(n, what)
		if !ok {
			return
		}
		*dst = v
		if v != LawJurisdiction {
			r.later = append(r.later, func() { r.checkTerritory(n, v, what) })
		}
	}
}

func (r *reader) persons(c *Class) decoder {
	return func(n *yaml.Node) {
		r.items(n, "persons", func(n *yaml.Node) {
			var p NamedPerson
			r.mapping(n, "the person", fields{
				"from": r.date(&p.From, "from"), "to": r.date(&p.To, "to"), "name": r.text(&p.Name, "name"), "iso": r.text(&p.ISO, "iso"),
			}, nil, "name")
			if p.ISO != "" && !isoForm.MatchString(p.ISO) {
				r.fail(n, fmt.Sprintf("country code %q is not two capitals", clip(p.ISO)), "write the ISO 3166-1 alpha-2 code")
			}
			r.ordered(n, "the entry", p.From, p.To)
			c.Persons = append(c.Persons, p)
		})
	}
}

// checkClass holds a class to what its keys promise each other.
func (r *reader) checkClass(c *Class, key, n *yaml.Node, present map[string]*yaml.Node) {
	place := c.Listed || c.In != "" || c.Outside != ""
	switch {
	case !idForm.MatchString(c.ID):
		r.fail(key, fmt.Sprintf("class %q is no id", clip(c.ID)), "use lower-case letters, digits and single hyphens")
	case r.vocab.Territories[c.ID] != nil:
		r.fail(key, fmt.Sprintf("%q is a class and a territory", c.ID), "rename one: predicates name both alike")
	}
	switch {
	case len(c.Links) > 0 && !place:
		r.fail(present["links"], "links lead nowhere", "give countries, in or outside")
	case !place && present["kinds"] == nil && c.List == nil && c.Is == nil:
		r.fail(n, "the class says nothing about its members", "give kinds, links with a place, list or is")
	case len(c.Links) == 0 && len(c.Kinds) == 0 && (len(c.Countries) > 0 || c.In != "" || c.Outside != ""):
		r.fail(n, "the class has a place and no links to it", "give links, as [incorporatedIn]")
	case c.In != "" && c.Outside != "":
		r.fail(present["outside"], "in and outside together", "keep one")
	}
	relative := c.In == LawJurisdiction || c.Outside == LawJurisdiction || c.List != nil && c.List.Law == ListSelf
	if c.Relative && !relative && c.Is == nil {
		r.fail(present["relative"], "the class is relative and does not depend on the law", "remove relative")
	}
	if relative && !c.Relative {
		r.fail(n, "the class depends on the law that asks", "add relative: true")
	}
}

// ListSelf is the value of ClassList.Law that stands for the law that asks.
const ListSelf = "self"

// checkGroups refuses service groups that hold themselves.
func (r *reader) checkGroups(n *yaml.Node) {
	edges := func(id string) []string { return r.vocab.ServiceGroups[id] }
	for _, id := range names(r.vocab.ServiceGroups) {
		if reaches(id, id, edges) {
			r.fail(valueOf(n, "service_groups", id), fmt.Sprintf("service group %q holds itself", id), "remove the circle")
			return
		}
	}
}

// checkClassCycles refuses classes that are defined by themselves.
func (r *reader) checkClassCycles() {
	edges := func(id string) []string {
		var out []string
		if c := r.vocab.Classes[id]; c != nil {
			c.Is.Walk(func(p *Predicate) {
				out = append(out, p.Is, p.Holder)
				if p.Rel != nil {
					out = append(out, p.Rel.To, p.Rel.From)
				}
				if p.Capability != nil {
					out = append(out, p.Capability.From, p.Capability.Over)
				}
			})
		}
		return out
	}
	for _, id := range names(r.vocab.Classes) {
		if reaches(id, id, edges) {
			c := r.vocab.Classes[id]
			r.faults = append(r.faults, faultAt(c.Origin, fmt.Sprintf("class %q is defined by itself", id), "remove the circle"))
			return
		}
	}
}

// reaches reports a way of at least one step.
func reaches(from, to string, edges func(string) []string) bool {
	seen := map[string]bool{}
	stack := slices.Clone(edges(from))
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if id == to {
			return true
		}
		if id != "" && !seen[id] {
			seen[id] = true
			stack = append(stack, edges(id)...)
		}
	}
	return false
}
