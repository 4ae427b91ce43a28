package queries

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// named bounds how many entities one sentence names before it counts the rest.
const named = 4

// MissingSentences puts missing facts into plain questions, joining those that
// differ only in the entity asked about or in the capability: "does Orange or
// Capgemini control Bleu (votes, agreements)?". The order is that of the first
// fact of each question.
func (c *Context) MissingSentences(list []exposure.Missing) []string {
	out := []string{}
	for _, g := range groupMissing(list) {
		if s := c.missing(g); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// question is one or several missing facts that share a sentence.
type question struct {
	exposure.Missing
	entities []graph.EntityID
}

func groupMissing(list []exposure.Missing) []*question {
	var out []*question
	for _, m := range list {
		i := slices.IndexFunc(out, func(g *question) bool { return g.joins(m) })
		if i < 0 {
			g := &question{Missing: m}
			g.Codes = slices.Clone(m.Codes)
			if m.Entity != "" {
				g.entities = []graph.EntityID{m.Entity}
			}
			out = append(out, g)
			continue
		}
		if m.Entity != "" && !slices.Contains(out[i].entities, m.Entity) {
			out[i].entities = append(out[i].entities, m.Entity)
		}
		for _, code := range m.Codes {
			if !slices.Contains(out[i].Codes, code) {
				out[i].Codes = append(out[i].Codes, code)
			}
		}
	}
	return out
}

func (g *question) joins(m exposure.Missing) bool {
	if g.Kind != m.Kind || g.Other != m.Other || g.Class != m.Class || g.Name != m.Name || g.Basis != m.Basis || !slices.Equal(g.Interest, m.Interest) {
		return false
	}
	if m.Kind == exposure.MissingCapability {
		return g.Entity == m.Entity || slices.Equal(g.Codes, m.Codes)
	}
	return m.Kind == exposure.MissingConduct || m.Entity != "" && slices.Equal(g.Codes, m.Codes)
}

func (c *Context) missing(g *question) string {
	who := c.someNames(g.entities, true)
	v := c.Voice
	switch g.Kind {
	case exposure.MissingControl:
		return v.Say("missing.control", "Who", who, "What", c.Name(g.Other))
	case exposure.MissingShare:
		basis := v.Code("basis", string(g.Basis))
		if g.Share != nil && len(g.entities) == 1 && g.Share.IsPositive() && *g.Share != graph.SomeShare() {
			return v.Say("missing.exact-share", "Who", who, "What", c.Name(g.Other), "Basis", basis, "Share", g.Share.String())
		}
		return v.Say("missing.share", "Who", who, "What", c.Name(g.Other), "Basis", basis)
	case exposure.MissingMembership:
		return v.Say("missing.membership", "Who", who, "Class", c.ClassName(g.Class))
	case exposure.MissingRelation:
		return c.missingRelation(g, who)
	case exposure.MissingCapability:
		return c.missingCapability(g, who)
	case exposure.MissingAttribute:
		return v.Say("missing.attribute", "Who", who, "What", c.Attribute(g.Name), "Values", v.List(c.values(g.Codes), true))
	case exposure.MissingHolders:
		if g.Class != "" {
			return v.Say("missing.holders-class", "What", c.Name(g.Other), "Class", c.ClassName(g.Class))
		}
		return v.Say("missing.holders", "What", c.Name(g.Other))
	case exposure.MissingConduct:
		return c.missingConduct(g, who)
	}
	return v.Say("missing.other", "Who", who, "What", c.Name(g.Other))
}

func (c *Context) missingRelation(g *question, who string) string {
	v := c.Voice
	if g.Other != "" {
		verb := ""
		if len(g.Interest) > 0 {
			verb = v.Code("verb", string(g.Interest[0]))
		}
		if who == "" {
			return v.Say("missing.who", "Verb", verb, "What", c.Name(g.Other))
		}
		return v.Say("missing.link", "Who", who, "Verb", verb, "What", c.Name(g.Other))
	}
	if len(g.Interest) == 0 {
		return v.Say("missing.membership", "Who", who, "Class", c.ClassName(g.Class))
	}
	var rels []string
	for _, i := range g.Interest {
		rels = append(rels, v.Code("rel", string(i)))
	}
	args := []any{"Who", who, "Rels", v.List(slices.Compact(rels), true), "Class", c.ClassName(g.Class)}
	if prefix, id := law.SplitRef(g.Class); prefix == "law" {
		return v.Say("missing.relation-law", append(args, "Law", c.LawName(id))...)
	}
	if where, ok := c.inPlace(g.Class); ok {
		return v.Say("missing.relation-place", append(args, "Where", where)...)
	}
	return v.Say("missing.relation", args...)
}

// inPlace says "in the United States" for a territory.
func (c *Context) inPlace(ref string) (string, bool) {
	t := c.Catalogue.Vocabulary.Territories[ref]
	if t == nil {
		return "", false
	}
	if s := c.Voice.Code("in", ref); s != ref {
		return s, true
	}
	return c.Voice.Say("place.in", "Place", t.Name.In(c.Lang())), true
}

func (c *Context) missingCapability(g *question, who string) string {
	var kept []string
	for _, code := range c.Catalogue.Vocabulary.ExpandCapabilities(g.Codes) {
		kept = append(kept, c.Capability(code))
	}
	args := []any{"Who", who, "Kept", c.Voice.List(kept, true), "What", c.Name(g.Other), "Class", c.ClassName(g.Class)}
	switch {
	case len(g.entities) == 0 && g.Class == "":
		return c.Voice.Say("missing.capability-who", args...)
	case len(g.entities) == 0:
		return c.Voice.Say("missing.capability-class", args...)
	case g.Other == "":
		return c.Voice.Say("missing.capability-over", args...)
	}
	return c.Voice.Say("missing.capability", args...)
}

func (c *Context) missingConduct(g *question, who string) string {
	var facts []string
	for _, code := range append(slices.Clone(g.Codes), interestCodes(g.Interest)...) {
		word := c.Voice.Code("evidence", code)
		if word == code {
			word = c.Attribute(code)
		}
		if word == code {
			word = c.Voice.Code("interest", code)
		}
		facts = append(facts, word)
	}
	if who == "" {
		who = c.Name(g.Other)
	}
	return c.Voice.Say("missing.conduct", "Who", who, "What", g.Name, "Facts", c.Voice.List(facts, true))
}

func interestCodes(list []graph.Interest) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// Capability names a capability code in the language asked.
func (c *Context) Capability(code string) string {
	if t, ok := c.Catalogue.Vocabulary.CapabilityLabels[code]; ok && !t.IsZero() {
		return t.In(c.Lang())
	}
	return code
}

func (c *Context) values(codes []string) []string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = c.Voice.Code("value", code)
	}
	return out
}

// someNames joins the names of a few entities and counts the rest.
func (c *Context) someNames(ids []graph.EntityID, any bool) string {
	if len(ids) <= named+1 {
		return c.Voice.List(c.Names(ids), any)
	}
	names := append(c.Names(ids[:named]), c.Voice.Say("others", "N", len(ids)-named))
	return c.Voice.List(names, any)
}

// miss puts a near miss of the provider into words, nil for none. What may be is
// never told as held, and a miss at a link further up names the company it concerns.
func (c *Context) miss(provider graph.EntityID, m *exposure.Miss) *Miss {
	if m == nil {
		return nil
	}
	out := &Miss{Miss: *m, InForceFrom: m.Since, InForceUntil: m.Until, Proposal: m.Proposal}
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
	case m.Since != 0:
		out.Text = c.Voice.Say("miss.since", args...)
	case m.Until != 0:
		out.Text = c.Voice.Say("miss.until", args...)
	case m.Margin != "" && m.Subject != "" && m.Entity != "":
		id := "miss.share"
		if m.AtMost {
			id = "miss.share-at-most"
		}
		if margin == "0" {
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
	case m.Have != "":
		out.Text = c.Voice.Say("miss.stated", args...)
	default:
		out.Text = c.Voice.Say("miss.none", args...)
	}
	return out
}

func (c *Context) rels(interests []string) string {
	var out []string
	for _, i := range interests {
		out = append(out, c.Voice.Code("rel", i))
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
		return c.Attribute(name) + c.Voice.Say("colon") + " " + strings.Join(c.values(strings.Split(rest, ", ")), ", ")
	}
	if prefix, _ := law.SplitRef(s); prefix != "" || c.Catalogue.Vocabulary.Classes[s] != nil || c.Catalogue.Vocabulary.Territories[s] != nil {
		return c.ClassName(s)
	}
	return s
}
