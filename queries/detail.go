package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
)

// Said puts a text beside a fact in words: a code by its message, an editor's text
// in the language asked, and the source's own words told as such where they are
// in another language.
func (c *Context) Said(t graph.Text) string {
	if t.Speaks(c.Lang()) {
		return t.In(c.Lang())
	}
	return c.words(t.In(c.Lang()))
}

// Detail puts the value of a link, ground or step in words. It is the values of
// the claims joined by "; ", of which some may be in the language asked.
func (c *Context) Detail(value string, claims []graph.ClaimID) string {
	var known []*graph.Statement
	for _, id := range claims {
		if s := c.Ledger().Statement(id); s != nil && s.Value != "" {
			known = append(known, s)
		}
	}
	// the longest first: a value may hold a semicolon itself
	slices.SortStableFunc(known, func(a, b *graph.Statement) int { return cmp.Compare(len(b.Value), len(a.Value)) })
	var out []string
	for rest := value; rest != ""; {
		i := slices.IndexFunc(known, func(s *graph.Statement) bool { return rest == s.Value || strings.HasPrefix(rest, s.Value+"; ") })
		if i < 0 {
			out = append(out, c.words(rest))
			break
		}
		out = append(out, c.Said(known[i].Said()))
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, known[i].Value), "; ")
	}
	return strings.Join(out, c.Voice.Say("clause-joint")+" ")
}

// relation puts the relation of a note in words: by its message, else as the data
// has it.
func (c *Context) relation(code string) string {
	if s := c.Voice.Code("relation", code); s != code {
		return s
	}
	return c.words(strings.ReplaceAll(code, "_", " "))
}

// inClause names a party as a clause does: in French an offer, a group or a scheme by
// its kind first, so that article and agreement are right.
func (c *Context) inClause(id graph.EntityID) string { return c.byKind("in-clause", id) }

// inQuestion names a party as a question asks of it, whose French agrees with a
// feminine: the company is understood, others are told by their kind.
func (c *Context) inQuestion(id graph.EntityID) string { return c.byKind("in-question", id) }

func (c *Context) byKind(family string, id graph.EntityID) string {
	name := c.Name(id)
	e := c.Graph.Entity(id)
	if e == nil {
		return name
	}
	code := family + "." + string(e.Kind)
	switch e.Kind {
	case graph.Offer, graph.Group, graph.Scheme, graph.Person, graph.Exchange:
		return c.Voice.Say(code, "Who", name)
	}
	return name
}
