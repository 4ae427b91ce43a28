package queries

import (
	"encoding/json"
	"math/big"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// miss puts a near miss of a law on the provider into words, nil for none. What
// may be is never told as held, a miss at a link further up names the company it
// concerns, and of a law that came later is said what stood in its place.
func (c *Context) miss(provider graph.EntityID, l *law.Law, m *exposure.Miss) *Miss {
	if m == nil {
		return nil
	}
	out := &Miss{Miss: *m, InForceFrom: m.Since, InForceUntil: m.Until, OfGround: m.Ground, Suspended: m.Suspended, Proposal: m.Proposal}
	margin := m.Margin
	if r, ok := new(big.Rat).SetString(m.Margin); ok {
		margin = ownership.FormatPercent(r)
		out.Margin = json.Number(margin)
	}
	have, need := c.nameOrClass(m.Have), c.nameOrClass(m.Need)
	args := []any{"Who", c.Name(m.Entity), "What", c.Name(m.Subject), "Have", have, "Need", need, "N", json.Number(margin),
		"Since", m.Since.String(), "Until", m.Until.String(), "Rel", c.rels(m.Interests)}
	switch {
	case m.Proposal:
		out.Text = c.Voice.Say("miss.proposal", args...)
	case m.Since != 0 || m.Until != 0:
		out.Text = c.Voice.Say(dated(m), args...)
		if e := l.InForce.Earlier; m.Since != 0 && !m.Ground && !e.IsZero() {
			out.Text = c.Voice.Say("miss.earlier", "Text", out.Text, "What", e.In(c.Lang()))
		}
	case m.Margin != "" && m.Subject != "" && m.Entity != "":
		id := "miss.share"
		switch {
		case m.AtMost:
			id = "miss.share-at-most"
		case m.AtLeast:
			id = "miss.share-at-least"
		}
		switch {
		case margin == "0" && m.AtMost && strings.HasPrefix(m.Need, ">="): // at most, and not as much
			id = "miss.share-below"
		case margin == "0":
			id += "-limit"
		}
		out.Text = c.Voice.Say(id, args...)
		if m.Subject != provider {
			out.Text = c.Voice.Say("miss.further-up", "Text", out.Text, "What", c.Name(m.Subject), "Provider", c.Name(provider))
		}
	case m.Margin != "":
		id := "miss.figure"
		if m.AtMost {
			id = "miss.figure-at-most"
		}
		out.Text = c.Voice.Say(id, args...)
	case m.Have != "" && len(m.Interests) > 0:
		out.Text = c.Voice.Say("miss.relation", args...)
		if where, rel := c.where(graph.EntityID(m.Have)), c.Voice.Code("rel-in", string(m.Interests[0])); len(m.Interests) == 1 && where != "" && rel != string(m.Interests[0]) {
			out.Text = c.Voice.Say("miss.place", append(args, "Rel", rel, "Where", where)...)
		}
	case m.Have != "":
		out.Text = c.Voice.Say("miss.stated", args...)
	default:
		out.Text = c.Voice.Say("miss.none", args...)
	}
	return out
}

// dated names the sentence for a miss that a day decides. That a ground came later
// or is suspended is never told as if the law had.
func dated(m *exposure.Miss) string {
	switch {
	case m.Suspended && m.Ground:
		return "miss.ground-suspended"
	case m.Suspended:
		return "miss.suspended"
	case m.Ground && m.Since != 0:
		return "miss.ground-since"
	case m.Ground:
		return "miss.ground-until"
	case m.Since != 0:
		return "miss.since"
	}
	return "miss.until"
}

func (c *Context) rels(interests []string) string {
	var out []string
	for _, i := range interests {
		out = append(out, c.Voice.Code("rel-to", i))
	}
	return c.Voice.List(out, true)
}

// nameOrClass puts an entity id or class reference into words and leaves other
// text, such as a percentage, alone.
func (c *Context) nameOrClass(s string) string {
	if s == "" {
		return ""
	}
	if c.Graph.Entity(graph.EntityID(s)) != nil {
		return c.Name(graph.EntityID(s))
	}
	if name, rest, ok := strings.Cut(s, ": "); ok && c.Catalogue.Vocabulary.Attributes[name] != nil {
		return c.Attribute(name) + c.Voice.Say("colon") + " " + strings.Join(c.values(strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' })), ", ") // values are codes
	}
	if prefix, _ := law.SplitRef(s); prefix != "" || c.Catalogue.Vocabulary.Classes[s] != nil || c.Catalogue.Vocabulary.Territories[s] != nil {
		return c.ClassName(s)
	}
	return strings.Join(c.values(strings.Split(s, ", ")), ", ")
}
