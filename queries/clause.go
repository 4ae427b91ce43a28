package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
)

// Clause is a condition of a law in plain words, put together from its typed form:
// a sentence, or conditions joined.
type Clause struct {
	Text string `json:"text,omitempty"` // a sentence without its final stop; with parts: who the parts are about
	// Join says how the parts count: all, any, none (of them holds), not-all (at
	// least one fails), where (they are read on the party the text speaks of).
	Join  string   `json:"join,omitempty"`
	Parts []Clause `json:"parts,omitempty"`
}

// wording puts predicates of a row into words. The subject changes inside a
// relation: what follows is read on the party at its other end.
type wording struct {
	c   *Context
	law *law.Law
	it  string // message of the subject: it, that-party
}

// clause words a predicate as the law asks for it.
func (c *Context) clause(l *law.Law, p *law.Predicate) Clause {
	return wording{c: c, law: l, it: "it"}.words(p, false)
}

func (w wording) words(p *law.Predicate, not bool) Clause {
	switch p.Head() {
	case "all":
		return w.joined(p.All, "all", "not-all", not)
	case "any":
		return w.joined(p.Any, "any", "none", not)
	case "not":
		return w.words(p.Not, !not)
	case "attr":
		return Clause{Text: w.attribute(p.Attr, not)}
	case "rel":
		return w.relation(p.Rel, not)
	case "is":
		return Clause{Text: w.is(p.Is, not)}
	case "holder":
		return Clause{Text: w.say("clause.holder", not, "Class", w.c.ClassName(p.Holder))}
	case "share":
		if p.Share == "test" {
			return Clause{Text: w.say("clause.test", not)}
		}
		return Clause{Text: w.say("clause.test-of", not, "Row", groundName(w.law, p.Share, w.c.Lang()))}
	case "capability":
		return Clause{Text: w.capability(p.Capability, not)}
	}
	return Clause{}
}

// joined words several conditions; one alone stands for itself.
func (w wording) joined(list []*law.Predicate, join, negated string, not bool) Clause {
	if len(list) == 1 {
		return w.words(list[0], not)
	}
	if not {
		join = negated
	}
	out := Clause{Join: join}
	for _, p := range list {
		part := w.words(p, false)
		if part.Join == join && part.Text == "" && join != "not-all" && join != "none" { // the same joint: one list
			out.Parts = append(out.Parts, part.Parts...)
			continue
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// say words one sentence about the subject, denied when not is set.
func (w wording) say(id string, not bool, args ...any) string {
	if not {
		id += "-not"
	}
	return w.c.Voice.Say(id, append(args, "It", w.c.Voice.Code("clause", w.it))...)
}

func (w wording) attribute(t *law.AttrTest, not bool) string {
	v := w.c.Voice
	what := w.c.Attribute(t.Name)
	if place, ok := w.c.inPlace(t.At); ok {
		what += " " + place
	}
	if t.Per != "" {
		what += " (" + v.Code("per", t.Per) + ")"
	}
	switch {
	case t.Op == "known":
		return w.say("clause.known", not != slices.Equal(t.Values, []string{"false"}), "What", what)
	case t.Op == "eq" && slices.Equal(t.Values, []string{"true"}):
		return w.say("clause.fact", not, "What", what)
	case t.Op == "eq" && slices.Equal(t.Values, []string{"false"}):
		return w.say("clause.fact", !not, "What", what)
	}
	values := make([]string, len(t.Values))
	for i, code := range t.Values {
		values[i] = w.c.quantity(code)
	}
	asked, id := v.List(values, true), "clause.value"
	switch t.Op {
	case "ne", "not-in":
		how := "asked." + t.Op
		asked = v.Say(how, "Values", asked)
	case "gt", "ge", "lt", "le":
		how := "asked." + t.Op
		asked, id = v.Say(how, "Values", asked), "clause.figure"
	}
	return w.say(id, not, "What", what, "Values", asked)
}

// quantity is the value of an attribute in words, a whole number with its
// thousands set apart.
func (c *Context) quantity(code string) string {
	if len(code) < 4 || strings.Trim(code, "0123456789") != "" {
		return c.Value(code)
	}
	var b strings.Builder
	for i, r := range code {
		if i > 0 && (len(code)-i)%3 == 0 {
			b.WriteString(c.Voice.Say("digits.group"))
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (w wording) relation(r *law.RelTest, not bool) Clause {
	c := w.c
	ref, family := r.To, "rel-to"
	if r.From != "" {
		ref, family = r.From, "rel-from"
	}
	args := []any{"Rels", c.either(family, r.Interests), "Class", c.ClassName(ref)}
	out := Clause{}
	prefix, id := law.SplitRef(ref)
	where, placed := c.inPlace(ref)
	switch {
	case r.Where != nil && ref == anyParty:
		out.Text = w.say("clause.relation-where", not, args...)
	case r.Where != nil:
		out.Text = w.say("clause.relation-class-where", not, args...)
	case ref == anyParty:
		out.Text = w.say("clause.relation-any", not, args...)
	case prefix == "law" && r.To != "":
		out.Text = w.say("clause.relation-plain", not, append(args, "Other", c.LawName(id))...)
	case prefix == "entity":
		out.Text = w.say("clause.relation-plain", not, append(args, "Other", c.Name(graph.EntityID(id)))...)
	case placed && r.To != "" && c.placed(r.Interests):
		out.Text = w.say("clause.relation-place", not, "Rels", c.either("rel-in", r.Interests), "Where", where)
	default:
		out.Text = w.say("clause.relation", not, args...)
	}
	if r.Where != nil {
		inner := wording{c: c, law: w.law, it: "that-party"}.words(r.Where, false)
		out.Join, out.Parts = "where", []Clause{inner}
	}
	return out
}

func (w wording) is(ref string, not bool) string {
	prefix, id := law.SplitRef(ref)
	switch {
	case prefix == "entity":
		return w.say("clause.is-entity", not, "Who", w.c.Name(graph.EntityID(id)))
	case prefix == "" && w.c.Catalogue.Vocabulary.Territories[id] != nil:
		return w.say("clause.is-entity", not, "Who", w.c.ClassName(ref))
	}
	return w.say("clause.is", not, "Class", w.c.ClassName(ref))
}

func (w wording) capability(t *law.CapabilityTest, not bool) string {
	c := w.c
	var kept []string
	for _, code := range c.Catalogue.Vocabulary.ExpandCapabilities(t.Codes) {
		kept = append(kept, c.Capability(code))
	}
	ref, id := t.From, "clause.kept-from"
	if t.Over != "" {
		ref, id = t.Over, "clause.kept-over"
	}
	if ref == anyParty {
		id += "-any"
	}
	return w.say(id, not, "Kept", c.Voice.List(kept, true), "Class", c.ClassName(ref))
}
