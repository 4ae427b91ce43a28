package sourcetest

import (
	"slices"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/queries"
)

// ask is one question.
type ask struct {
	name string
	p    queries.Params
}

// group is the questions that one closure answers.
type group struct {
	need closure.Need
	asks []ask
}

// factless are the questions that laws alone answer.
var factless = map[string]bool{"laws": true, "rules": true, "words": true}

// Questions that ask every law again, for many days or worlds, are asked about one
// provider in so many; each about others.
const (
	timelines = 16
	seldom    = 6
)

// about lists what is asked about the i-th of the providers, the n-th asked: the cheap
// questions about everyone; of laws and rules others for each; the dear ones in turns.
func (s *suite) about(all *queries.Context, ids []graph.EntityID, i, n int) []group {
	id := ids[i]
	one := func(more ...string) queries.Params {
		return queries.Params{Args: append([]string{string(id)}, more...)}
	}
	l := func(k int) string { return s.laws.Laws[(i*7+k*len(s.laws.Laws)/3)%len(s.laws.Laws)].ID }
	near := group{need: closure.Need{Entities: []graph.EntityID{id}}, asks: []ask{
		{"reach", one()}, {"show", one()}, {"questions", one()}, {"why", one(l(0))}, {"why", one(l(1))}, {"shields", queries.Params{Provider: string(id)}}}}
	add := func(name string, p queries.Params) { near.asks = append(near.asks, ask{name, p}) }
	out := []group{{need: closure.Need{Entities: []graph.EntityID{id}, Down: true}, asks: []ask{{"controls", one()}}}}
	if k := all.Graph.Entity(id).Kind; k.HasHolders() {
		add("owners", one())
		add("controllers", one())
		rules := s.laws.Rules()
		for k := range 3 {
			add("check", queries.Params{Args: []string{rules[(i*5+k*len(rules)/3)%len(rules)].ID, string(id)}})
		}
		basis := []graph.Basis{graph.Capital, graph.Votes, graph.Profit}[n%3]
		add("owners", queries.Params{Args: []string{string(id)}, Basis: basis})
		if holders := all.Graph.To(id); len(holders) > 0 {
			from := holders[0].Holder
			out = append(out, group{need: closure.Need{Entities: []graph.EntityID{from, id}}, asks: []ask{{"paths", queries.Params{Args: []string{string(from), string(id)}}}}})
		}
	}
	if n%timelines == 0 {
		add("timeline", one())
	}
	switch n % seldom {
	case 1:
		add("cut", one(l(2)))
	case 2:
		add("verify", one())
	case 3:
		p := one()
		p.From = all.Graph.Date() - 1_00_00 // a year before
		add("diff", p)
	case 4:
		if other := ids[(i+len(ids)/2)%len(ids)]; other != id {
			out = append(out, group{need: closure.Need{Entities: []graph.EntityID{id, other}}, asks: []ask{{"compare", one(string(other))}}})
		}
	}
	return append(out, near)
}

// everyone lists what is asked about all there are.
func (s *suite) everyone(all *queries.Context) []ask {
	asks := []ask{{"stats", queries.Params{}}, {"sources", queries.Params{}}, {"reached-by", queries.Params{Args: []string{s.laws.Laws[0].ID}}}}
	if ids := all.Ledger().Entities(); len(ids) > 0 {
		middle := all.Ledger().Entity(slices.Max(ids))
		asks = append(asks, ask{"search", queries.Params{Args: []string{middle.Name + " "}}})
	}
	return asks
}
