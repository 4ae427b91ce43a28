package law

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// readVocabulary decodes classes.yaml. Attributes, capabilities and groups are read
// before the classes that use them, wherever they stand in the file.
func (r *reader) readVocabulary(n *yaml.Node) *Vocabulary {
	v := &Vocabulary{
		Territories: map[string]*Territory{}, Lists: map[graph.EntityID][]string{}, Doubts: map[graph.EntityID]Text{}, Classes: map[string]*Class{},
		Attributes: map[string]*Attribute{}, ServiceGroups: map[string][]string{}, SectorGroups: map[string]SectorGroup{},
		Words:            map[string]Text{},
		CapabilityLabels: map[string]Text{}, Limbs: map[string]*Limb{},
	}
	r.vocab = v
	var classes *yaml.Node
	r.mapping(n, "the vocabulary", fields{
		"territories": r.each("territories", r.readTerritory),
		"states":      r.states,
		"lists":       r.each("lists", r.readList),
		"doubts": r.each("doubts", func(id string, key, n *yaml.Node) {
			var t Text
			r.both(&t, "the doubt")(n)
			r.vocab.Doubts[graph.EntityID(id)] = t
			r.later = append(r.later, func() {
				if r.vocab.Lists[graph.EntityID(id)] == nil {
					r.fail(key, fmt.Sprintf("%q is no list", clip(id)), "name one of lists")
				}
			})
		}),
		"classes":        func(n *yaml.Node) { classes = n },
		"attributes":     r.each("attributes", r.readAttribute),
		"service_groups": r.each("service_groups", r.readServiceGroup),
		"sector_groups":  r.each("sector_groups", r.readSectorGroup),
		"words": r.each("words", func(id string, _, n *yaml.Node) {
			var t Text
			r.both(&t, "the words")(n)
			r.vocab.Words[id] = t
		}),
		"capabilities": r.capabilities,
		"limbs":        r.each("limbs", r.readLimb),
	}, nil, "territories", "states", "lists", "classes", "attributes", "service_groups", "sector_groups", "capabilities", "limbs")
	if classes != nil {
		r.each("classes", r.readClass)(classes)
	}
	r.finish()
	r.checkGroups(n)
	r.checkClassCycles()
	return v
}

// each reads a mapping from ids to blocks.
func (r *reader) each(what string, read func(id string, key, value *yaml.Node)) decoder {
	return func(n *yaml.Node) {
		r.entries(n, what, func(key, value *yaml.Node) {
			if key.Value == "" {
				r.fail(key, "an id in "+what+" is empty", "name it")
				return
			}
			read(key.Value, key, value)
		})
	}
}

func (r *reader) readTerritory(id string, key, n *yaml.Node) {
	t := &Territory{ID: id}
	var iso []string
	present := r.mapping(n, "the territory", fields{
		"entity": r.entity(&t.Entity, "entity"), "name": r.both(&t.Name, "name"), "iso": r.isoCodes(&iso),
		"members": r.countries(&t.Members), "source": r.text(&t.Source, "source"), "note": r.both(&t.Note, "note"),
	}, nil, "name")
	r.oneOf(n, "the territory", present, "iso", "members")
	if !idForm.MatchString(id) {
		r.fail(key, fmt.Sprintf("territory %q is no id", clip(id)), "use lower-case letters, digits and single hyphens")
	}
	if len(iso) > 0 {
		t.Members = []CountryList{{ISO: iso}}
	}
	r.vocab.Territories[id] = t
}

func (r *reader) isoCodes(dst *[]string) decoder {
	return r.words(dst, "country code", func(n *yaml.Node, v string) {
		if !isoForm.MatchString(v) {
			r.fail(n, fmt.Sprintf("country code %q is not two capitals", clip(v)), "write the ISO 3166-1 alpha-2 code, Norway in quotes: 'NO'")
		}
	})
}

// countries reads dated lists of countries. Only a list that adds may share a day
// with another.
func (r *reader) countries(dst *[]CountryList) decoder {
	return func(n *yaml.Node) {
		r.items(n, "country lists", func(n *yaml.Node) {
			var c CountryList
			r.mapping(n, "the country list", fields{
				"from": r.date(&c.From, "from"), "to": r.date(&c.To, "to"), "iso": r.isoCodes(&c.ISO), "adds": r.boolean(&c.Adds, "adds"),
			}, nil, "iso")
			r.ordered(n, "the country list", c.From, c.To)
			for _, o := range *dst {
				if !c.Adds && !o.Adds && (o.To == 0 || c.From <= o.To) && (c.To == 0 || o.From <= c.To) {
					r.fail(n, "two country lists hold on one day", "end the earlier on the day before, or write adds: true")
					break
				}
			}
			*dst = append(*dst, c)
		})
	}
}

func (r *reader) states(n *yaml.Node) {
	iso := map[string]bool{}
	ids := map[graph.EntityID]bool{}
	r.items(n, "states", func(n *yaml.Node) {
		var s StateName
		r.mapping(n, "the state", fields{
			"id": r.entity(&s.ID, "id"), "iso": r.text(&s.ISO, "iso"), "name": r.both(&s.Name, "name"),
		}, nil, "id", "iso", "name")
		switch {
		case s.ISO != "" && !isoForm.MatchString(s.ISO):
			r.fail(n, fmt.Sprintf("country code %q is not two capitals", clip(s.ISO)), "write the ISO 3166-1 alpha-2 code, Norway in quotes: 'NO'")
		case s.ISO != "" && iso[s.ISO], s.ID != "" && ids[s.ID]:
			r.fail(n, fmt.Sprintf("state %s (%s) is given twice", clip(string(s.ID)), s.ISO), "keep one")
		}
		iso[s.ISO], ids[s.ID] = true, true
		r.vocab.States = append(r.vocab.States, s)
	})
	slices.SortStableFunc(r.vocab.States, func(a, b StateName) int { return compareIDs(a.ID, b.ID) })
}

func compareIDs(a, b graph.EntityID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (r *reader) readList(id string, _, n *yaml.Node) {
	var laws []string
	r.words(&laws, "law", func(n *yaml.Node, v string) {
		if !idForm.MatchString(v) {
			r.fail(n, fmt.Sprintf("law %q is no id", clip(v)), "write the id of a law")
		}
	})(n)
	r.vocab.Lists[graph.EntityID(id)] = laws
}

func (r *reader) readAttribute(id string, _, n *yaml.Node) {
	a := &Attribute{Name: id}
	r.mapping(n, "the attribute", fields{
		"label": r.both(&a.Label, "label"), "of": r.text(&a.Of, "of"), "note": r.both(&a.Note, "note"), "leads": r.boolean(&a.Leads, "leads"),
		"values": func(n *yaml.Node) {
			if n.Kind == yaml.SequenceNode {
				a.Values = []string{}
				r.words(&a.Values, "value", nil)(n)
				return
			}
			r.text(&a.Free, "values")(n)
		},
	}, nil, "label", "values")
	r.vocab.Attributes[id] = a
}

func (r *reader) readServiceGroup(id string, _, n *yaml.Node) {
	var members []string
	r.words(&members, "service", func(n *yaml.Node, v string) {
		r.later = append(r.later, func() {
			var known []string
			if a := r.vocab.Attributes[serviceAttribute]; a != nil {
				known = a.Values
			}
			known = append(names(r.vocab.ServiceGroups), known...)
			if !slices.Contains(known, v) {
				r.fail(n, fmt.Sprintf("service %q is no value of serviceType and no group", clip(v)), instead(v, known))
			}
		})
	})(n)
	r.vocab.ServiceGroups[id] = members
}

func (r *reader) readSectorGroup(id string, _, n *yaml.Node) {
	var g SectorGroup
	r.mapping(n, "the sector group", fields{
		"in": r.words(&g.In, "sector", nil), "may": r.words(&g.May, "sector", nil),
	}, nil, "in", "may")
	r.vocab.SectorGroups[id] = g
}

func (r *reader) capabilities(n *yaml.Node) {
	v := r.vocab
	r.mapping(n, "capabilities", fields{
		"values": r.words(&v.Capabilities, "capability", func(n *yaml.Node, code string) {
			if code == CustodyGroup {
				r.fail(n, "capability custody is the name of the group", "name the capability otherwise")
			}
		}),
		"custody": r.words(&v.Custody, "capability", r.knownCapability),
		"labels": r.each("labels", func(code string, key, n *yaml.Node) {
			var t Text
			r.both(&t, "label")(n)
			v.CapabilityLabels[code] = t
			r.knownCapability(key, code)
		}),
		"note": r.both(&v.CapabilityNote, "note"),
	}, nil, "values", "custody")
}

func (r *reader) knownCapability(n *yaml.Node, code string) {
	r.later = append(r.later, func() {
		if !slices.Contains(r.vocab.Capabilities, code) {
			r.fail(n, fmt.Sprintf("capability %q is not among the values", clip(code)), instead(code, r.vocab.Capabilities))
		}
	})
}

func (r *reader) readLimb(id string, _, n *yaml.Node) {
	l := &Limb{ID: id}
	r.mapping(n, "the control limb", fields{
		"interests": r.interests(&l.Interests, "interest"), "how": r.both(&l.How, "how"),
	}, nil, "interests", "how")
	r.vocab.Limbs[id] = l
}
