package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// named bounds how many entities one sentence names before it counts the rest.
const named = 4

// MissingSentences puts missing facts into plain questions, joining those that
// differ only in the entity asked about or in the capability: "does Orange or
// Capgemini control Bleu (votes, agreements)?". The order is that of the first
// fact of each question. The proofs that lack the facts tell which end of a
// relation an entity stands at; without them it holds the interest.
func (c *Context) MissingSentences(list []exposure.Missing, proofs ...*proof.Node) []string {
	out, idle := []string{}, []string{}
	for _, g := range groupMissing(list, heldIn(proofs)) {
		into := &out
		if c.idle(g) {
			into = &idle
		}
		if s := c.missing(g); !slices.Contains(*into, s) {
			*into = append(*into, s)
		}
	}
	if len(out) == 0 {
		return idle
	}
	return out
}

// question is one or several missing facts that share a sentence.
type question struct {
	exposure.Missing
	entities []graph.EntityID
	from     bool // of a relation: others hold the interest in the entities
}

func groupMissing(list []exposure.Missing, from map[string]bool) []*question {
	var out []*question
	for _, m := range list {
		in := from[relationKey(m.Entity, m.Interest, m.Class)]
		i := slices.IndexFunc(out, func(g *question) bool { return g.from == in && g.joins(m) })
		if i < 0 {
			g := &question{Missing: m, from: in}
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

// heldIn collects the relations that the proofs read from the other end: who holds
// an interest in the entity.
func heldIn(proofs []*proof.Node) map[string]bool {
	out := map[string]bool{}
	for _, p := range proofs {
		p.Walk(func(n *proof.Node) {
			if n.Rule != proof.Relation {
				return
			}
			list := []graph.Interest{n.Interest}
			if n.Name != "" {
				list = list[:0]
				for _, i := range strings.Fields(n.Name) {
					list = append(list, graph.Interest(i))
				}
			}
			out[relationKey(n.Entity, list, n.Class)] = n.Text == "from"
		})
	}
	return out
}

// idle reports a question nobody would put while there is another: whether a person or
// a family administers anybody's systems.
func (c *Context) idle(g *question) bool {
	if g.Kind != exposure.MissingCapability || g.Other != "" || g.Class != anyParty {
		return false
	}
	g.entities = slices.Clone(g.entities)
	operates := slices.DeleteFunc(slices.Clone(g.entities), func(id graph.EntityID) bool {
		e := c.Graph.Entity(id)
		return e != nil && (e.Kind == graph.Person || e.Kind == graph.Group)
	})
	if len(operates) > 0 {
		g.entities = operates
	}
	return len(operates) == 0 && len(g.entities) > 0
}

func relationKey(e graph.EntityID, list []graph.Interest, class string) string {
	return string(e) + "\n" + strings.Join(interestCodes(list), " ") + "\n" + class
}

func (g *question) joins(m exposure.Missing) bool {
	if g.Kind != m.Kind || g.Other != m.Other || g.Class != m.Class || g.Name != m.Name || g.Op != m.Op || g.Basis != m.Basis || !slices.Equal(g.Interest, m.Interest) {
		return false
	}
	if m.Kind == exposure.MissingCapability {
		return g.Entity == m.Entity || slices.Equal(g.Codes, m.Codes)
	}
	return m.Kind == exposure.MissingConduct || m.Entity != "" && slices.Equal(g.Codes, m.Codes)
}

func (c *Context) missing(g *question) string {
	who := c.someNames(g.entities, true)
	if len(g.entities) == 1 {
		who = c.inQuestion(g.entities[0])
	}
	v := c.Voice
	switch g.Kind {
	case exposure.MissingControl:
		return v.Say("missing.control", "Who", who, "What", c.inQuestion(g.Other))
	case exposure.MissingShare:
		if len(g.entities) == 0 {
			return v.Say("missing.holders", "What", c.Name(g.Other))
		}
		basis := v.Code("basis", cmp.Or(string(g.Basis), "either"))
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
		if g.Op == "eq" && slices.Equal(g.Codes, []string{"true"}) {
			return v.Say("missing.attribute-yes", "Who", who, "What", c.Attribute(g.Name))
		}
		id := "missing.attribute"
		if v.Code("counted", g.Name) != g.Name && (g.Op == "gt" || g.Op == "ge") {
			id = "missing.attribute-count"
		}
		return v.Say(id, "Who", who, "What", c.Attribute(g.Name), "Values", c.asked(g.Op, g.Codes))
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

// missingRelation asks whether a link stands, who holds it in the other, or whether
// the entity stands at the near or the far end of one with a party of the class.
func (c *Context) missingRelation(g *question, who string) string {
	v := c.Voice
	if len(g.Interest) == 0 {
		return v.Say("missing.membership", "Who", cmp.Or(who, c.Name(g.Other)), "Class", c.ClassName(g.Class))
	}
	from := g.from
	switch {
	case g.Other != "" && who != "":
		return v.Say("missing.link", "Who", who, "Verb", v.Code("verb", string(g.Interest[0])), "What", c.inClause(g.Other))
	case g.Other != "" && (g.Class == "" || g.Class == anyParty):
		return c.whoHas(g.Interest, c.inClause(g.Other))
	case g.Other != "": // does any party of the class hold it over Other?
		who, from = c.inQuestion(g.Other), true
	case from && g.Class == anyParty:
		return c.whoHas(g.Interest, who)
	}
	family := "rel-to"
	if from {
		family = "rel-from"
	}
	args := []any{"Who", who, "Rels", c.either(family, g.Interest), "Class", c.ClassName(g.Class)}
	if from && len(g.Interest) > 1 && len(args[3].(string)) > longLinks {
		return v.Say("missing.relation-from", append(args, "Links", c.either(v.Say("missing.who-family"), g.Interest))...)
	}
	if g.Class == anyParty {
		return v.Say("missing.relation-anybody", args...)
	}
	if prefix, id := law.SplitRef(g.Class); prefix == "law" && !from {
		return v.Say("missing.relation-law", append(args, "Law", c.LawName(id))...)
	}
	if where, ok := c.inPlace(g.Class); ok && !from && c.placed(g.Interest) {
		args[3] = c.either("rel-in", g.Interest)
		return v.Say("missing.relation-place", append(args, "Where", where)...)
	}
	return v.Say("missing.relation", args...)
}

// longLinks is the length, in bytes, past which links are asked of those who hold them:
// "who may appoint directors of, controls by contract or has a veto in Bleu, and is it".
const longLinks = 60

// whoHas asks who stands in one of the links to a party.
func (c *Context) whoHas(list []graph.Interest, what string) string {
	if len(list) > 1 {
		return c.Voice.Say("missing.who-one-of", "Links", c.either(c.Voice.Say("missing.who-family"), list), "What", what)
	}
	return c.Voice.Say("missing.who", "Verb", c.either("verb", list), "What", what)
}

// anyParty is the class of everybody.
const anyParty = "any"

// either joins the words of the interests in a family of messages, each once.
func (c *Context) either(family string, list []graph.Interest) string {
	var out []string
	for _, i := range list {
		if w := c.Voice.Code(family, string(i)); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return c.Voice.List(out, true)
}

// placed reports relations that a sentence can say of a place: "established in the
// United States".
func (c *Context) placed(list []graph.Interest) bool {
	return !slices.ContainsFunc(list, func(i graph.Interest) bool { return c.Voice.Code("rel-in", string(i)) == string(i) })
}

// withLimbs adds to what a finding on a scheme lacks the other ways in which a
// condition of alternatives could be met: facts of the entity that no statement
// leads toward. The order is that of the rows.
func withLimbs(f *exposure.Finding) []exposure.Missing {
	if f.Law == nil || f.Law.Scheme == nil {
		return f.Missing
	}
	var out []exposure.Missing
	add := func(m exposure.Missing) {
		if !slices.ContainsFunc(out, func(o exposure.Missing) bool { return sameMissing(o, m) }) {
			out = append(out, m)
		}
	}
	for i := range f.Nexuses {
		n := &f.Nexuses[i]
		asked := false
		for _, m := range n.Missing {
			if slices.ContainsFunc(f.Missing, func(o exposure.Missing) bool { return sameMissing(o, m) }) {
				add(m)
				asked = true
			}
		}
		if asked {
			for _, m := range limbs(n) {
				add(m)
			}
		}
	}
	for _, m := range f.Missing {
		add(m)
	}
	return out
}

// limbs lists the attributes that a row's open alternatives ask for.
func limbs(n *exposure.Nexus) []exposure.Missing {
	var out []exposure.Missing
	n.Proof.Walk(func(p *proof.Node) {
		if p.Rule != proof.Any || p.Value != proof.Open {
			return
		}
		for _, k := range p.Children {
			if k.Rule == proof.AttributeTest && k.Value == proof.Open {
				out = append(out, exposure.Missing{Kind: exposure.MissingAttribute, Entity: k.Entity, Name: k.Name, Op: k.Text, Codes: strings.Fields(k.Class)})
			}
		}
	})
	return out
}

func sameMissing(a, b exposure.Missing) bool {
	return a.Kind == b.Kind && a.Entity == b.Entity && a.Other == b.Other && a.Class == b.Class && a.Name == b.Name &&
		a.Basis == b.Basis && slices.Equal(a.Codes, b.Codes) && slices.Equal(a.Interest, b.Interest)
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
	case g.Other == "" && g.Class == anyParty:
		return c.Voice.Say("missing.capability-anybody", args...)
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
	return c.Voice.Say("missing.conduct", "Who", who, "What", c.actName(g.Name), "Facts", c.Voice.List(facts, true))
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
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		if w := c.quantity(code); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// asked says which values a test asks for: "more than 10", "none of …".
func (c *Context) asked(op string, codes []string) string {
	values := c.Voice.List(c.values(codes), true)
	ids := map[string]string{"ne": "asked.ne", "not-in": "asked.not-in", "gt": "asked.gt", "ge": "asked.ge", "lt": "asked.lt", "le": "asked.le"}
	switch id, ok := ids[op]; {
	case ok:
		return c.Voice.Say(id, "Values", values)
	case op == "known":
		return ""
	}
	return values
}

// Value puts the value of an attribute into the words of the vocabulary; a place
// has its name, a number stays what it is.
func (c *Context) Value(code string) string {
	if t, ok := c.Catalogue.Vocabulary.Words[code]; ok {
		return t.In(c.Lang())
	}
	if len(code) == 2 {
		return c.Place(strings.ToUpper(code))
	}
	return code
}

// someNames joins the names of a few entities and counts the rest.
func (c *Context) someNames(ids []graph.EntityID, any bool) string {
	if len(ids) <= named+1 {
		return c.Voice.List(c.Names(ids), any)
	}
	names := append(c.Names(ids[:named]), c.Voice.Say("others", "N", len(ids)-named))
	return c.Voice.List(names, any)
}
