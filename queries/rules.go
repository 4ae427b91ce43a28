package queries

import (
	"slices"

	"longarm/graph/law"
	"longarm/graph/ownership"
)

// RuleBrief is a named threshold test.
type RuleBrief struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Law       string       `json:"law"`
	Short     string       `json:"short"` // the law as people call it
	Place     string       `json:"jurisdiction"`
	Row       string       `json:"nexus"` // the ground of the law that the rule states
	Test      TestBrief    `json:"test"`  // as worded on the day of the answer
	Yes       string       `json:"when_met"`
	No        string       `json:"when_not_met"`
	Open      string       `json:"when_undetermined"`
	Override  string       `json:"override,omitempty"`
	Source    string       `json:"source,omitempty"`
	Powers    []law.Power  `json:"powers"`
	Tests     []TestWorded `json:"tests,omitempty"`     // its wordings by their days, where there are several
	Condition string       `json:"condition,omitempty"` // of the ground, for one rule
}

// RulesResult lists rules, or one.
type RulesResult struct {
	Header
	Rules    []RuleBrief `json:"rules"` // sorted by id
	One      bool        `json:"-"`     // one was asked for
	Narrowed bool        `json:"-"`     // by jurisdiction, power or status of their laws
}

var rulesQuery = Query{
	Name: "rules", Args: []string{"[ID]"},
	Doc: "the named threshold tests, or one of them",
	Run: func(c *Context, p Params) (Answer, error) { return Rules(c, p) },
}

// Rules lists the rules as worded at the date, those of laws of p.Jurisdictions,
// p.Powers and p.Statuses only, or the rule p.Args[0].
func Rules(c *Context, p Params) (*RulesResult, error) {
	out := &RulesResult{Header: c.header(nil), Rules: []RuleBrief{}, Narrowed: p.narrowed()}
	laws, err := c.selected(p)
	if err != nil {
		return nil, err
	}
	list := slices.Clone(c.Catalogue.Rules())
	list = slices.DeleteFunc(list, func(r *law.Rule) bool { return !slices.Contains(laws, r.Law) })
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
	b := RuleBrief{ID: r.ID, Name: r.Name.In(c.Lang()), Law: r.Law.ID, Short: c.LawName(r.Law.ID), Place: r.Law.Jurisdiction, Powers: nonNil(r.Law.Powers),
		Row: r.Row, Source: r.Source.In(c.Lang()), Test: c.testBrief(r.TestAt(c.Graph.Date())),
		Yes: c.outcome(r.Outcome, ownership.Yes), No: c.outcome(r.Outcome, ownership.No), Open: c.outcome(r.Outcome, ownership.Undetermined)}
	if r.Override != nil {
		b.Override = r.Override.In(c.Lang())
	}
	if len(r.TestVersions) > 0 {
		b.Tests = c.testsWorded(r.Test, r.TestVersions)
	}
	if row := r.Law.Row(r.Row); row != nil {
		b.Condition = row.Condition.In(c.Lang())
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
