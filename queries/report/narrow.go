package report

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/remedy"
	"longarm/queries"
)

// reach asks which of the laws asked about reach the provider: law by law when there
// are few, so that a narrow dossier costs little.
func reach(c *queries.Context, provider string, laws []string) (*queries.ReachResult, error) {
	p := queries.Params{Args: []string{provider}}
	if len(laws) == 0 {
		return queries.Reach(c, p)
	}
	var out *queries.ReachResult
	for _, id := range laws {
		p.Law = id
		one, err := queries.Reach(c, p)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = one
			continue
		}
		out.Findings = append(out.Findings, one.Findings...)
		out.SaidOfLaw = append(out.SaidOfLaw, one.SaidOfLaw...)
		for _, a := range one.Assumptions {
			if !slices.ContainsFunc(out.Assumptions, func(o queries.Assumption) bool { return o.Text == a.Text }) {
				out.Assumptions = append(out.Assumptions, a)
			}
		}
		for _, f := range one.Flags {
			if !slices.ContainsFunc(out.Flags, func(o graph.Flag) bool { return o.Kind == f.Kind && o.Entity == f.Entity && o.Message == f.Message }) {
				out.Flags = append(out.Flags, f)
			}
		}
		out.Counts.Laws += one.Counts.Laws
		out.Counts.Missing += one.Counts.Missing
		out.Counts.Sources = max(out.Counts.Sources, one.Counts.Sources)
	}
	return out, nil
}

// questions puts what the laws asked about leave open as questions; a question that
// several laws ask for stands once.
func questions(c *queries.Context, provider string, laws []string) (*queries.QuestionsResult, error) {
	p := queries.Params{Args: []string{provider}}
	if len(laws) == 0 {
		return queries.Questions(c, p)
	}
	var out *queries.QuestionsResult
	for _, id := range laws {
		p.Law = id
		one, err := queries.Questions(c, p)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = one
			continue
		}
		out.Open += one.Open
		out.Unasked = append(out.Unasked, one.Unasked...)
		for _, q := range one.Questions {
			at := slices.IndexFunc(out.Questions, func(o queries.QuestionBrief) bool { return o.Topic == q.Topic })
			if at < 0 {
				out.Questions = append(out.Questions, q)
				continue
			}
			have := &out.Questions[at]
			for _, s := range q.About {
				if !slices.Contains(have.About, s) {
					have.About = append(have.About, s)
				}
			}
			have.Facts = append(have.Facts, q.Facts...)
			have.Settles, have.BearsOn, have.Closes = append(have.Settles, q.Settles...), append(have.BearsOn, q.BearsOn...), append(have.Closes, q.Closes...)
		}
	}
	order := remedy.Topics()
	slices.SortStableFunc(out.Questions, func(a, b queries.QuestionBrief) int {
		return cmp.Or(cmp.Compare(len(b.Settles), len(a.Settles)), cmp.Compare(len(b.BearsOn), len(a.BearsOn)),
			cmp.Compare(slices.Index(order, a.Topic), slices.Index(order, b.Topic)))
	})
	return out, nil
}

// shields lists what stands against the laws asked about, or against those that reach
// the provider or may.
func shields(c *queries.Context, provider string, laws []string) (*queries.ShieldsResult, error) {
	p := queries.Params{Provider: provider}
	if len(laws) == 0 {
		return queries.Shields(c, p)
	}
	var out *queries.ShieldsResult
	for _, id := range laws {
		p.Args = []string{id}
		one, err := queries.Shields(c, p)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = one
			out.Law = nil
			continue
		}
		out.Rows = append(out.Rows, one.Rows...)
	}
	return out, nil
}
