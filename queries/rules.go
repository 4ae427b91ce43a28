package queries

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
)

// RuleBrief is a named threshold test.
type RuleBrief struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Law      string    `json:"law"`
	Test     TestBrief `json:"test"`
	Yes      string    `json:"when_met"`
	No       string    `json:"when_not_met"`
	Override string    `json:"override,omitempty"`
	Source   string    `json:"source,omitempty"`
}

// RulesResult lists rules, or one.
type RulesResult struct {
	Header
	Rules []RuleBrief `json:"rules"` // sorted by id
	One   bool        `json:"-"`     // one was asked for
}

var rulesQuery = Query{
	Name: "rules", Args: []string{"[ID]"},
	Doc: "the named threshold tests, or one of them",
	Run: func(c *Context, p Params) (Answer, error) { return Rules(c, p) },
}

// Rules lists the rules as worded at the date, or the rule p.Args[0].
func Rules(c *Context, p Params) (*RulesResult, error) {
	out := &RulesResult{Header: c.header(nil), Rules: []RuleBrief{}}
	list := c.Catalogue.Rules()
	if name := p.Arg(0); name != "" {
		r, err := c.ResolveRule(name)
		if err != nil {
			return nil, err
		}
		list, out.One = []*law.Rule{r}, true
	}
	for _, r := range list {
		out.Rules = append(out.Rules, c.ruleBrief(r))
	}
	return out, nil
}

func (c *Context) ruleBrief(r *law.Rule) RuleBrief {
	t := r.TestAt(c.Graph.Date())
	b := RuleBrief{ID: r.ID, Name: r.Name.In(c.Lang()), Law: r.Law.ID, Source: r.Source,
		Yes: c.outcome(r.Outcome, ownership.Yes), No: c.outcome(r.Outcome, ownership.No),
		Test: TestBrief{Basis: graph.Basis(t.Basis), Aggregate: ownership.Aggregate(t.Aggregate), Reading: ownership.Reading(t.Reading),
			Hybrid: ownership.Hybrid(t.Hybrid), Holders: c.ClassName(t.Holders), Limbs: t.Limbs}}
	if t.HasThreshold {
		b.Test.Threshold, b.Test.Comparison = &t.Threshold, ownership.Comparison(t.Comparison)
	}
	if t.HasLink {
		b.Test.Link, b.Test.LinkComp = &t.Link, ownership.Comparison(t.LinkComparison)
	}
	if r.Override != nil {
		b.Override = r.Override.In(c.Lang())
	}
	return b
}

// Split returns one answer for each rule.
func (r *RulesResult) Split() []Answer {
	out := make([]Answer, len(r.Rules))
	for i := range r.Rules {
		one := *r
		one.Rules = r.Rules[i : i+1]
		out[i] = &one
	}
	return out
}
