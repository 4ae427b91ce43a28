package text

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/queries"
)

// notReached says what failed by a margin or for want of force, then names the rest
// by state.
func (r *renderer) notReached(p *page, list []*queries.Finding) {
	of := pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.NotReached })
	if len(of) == 0 {
		return
	}
	p.space()
	t := table{heading: r.say("section.not-reached"), tone: good, group: "collapsed", indent: 1, head: []string{"", ""}, level: 2}
	if r.o.Format == Markdown {
		t.head = []string{r.say("column.state"), r.say("column.law")}
	}
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		var plainly []*queries.Finding
		var order []string
		alike := map[string][]*queries.Finding{} // by law and what is said of it
		for _, f := range in {
			m := f.NearestMiss
			if m == nil || m.Text == "" || !r.o.Filter && m.Margin == "" && m.InForceFrom == 0 && m.InForceUntil == 0 && !m.Proposal {
				plainly = append(plainly, f)
				continue
			}
			key := f.Law + m.Text
			if alike[key] == nil {
				order = append(order, key)
			}
			alike[key] = append(alike[key], f)
		}
		for _, key := range order {
			t.rows = append(t.rows, row{cells: []string{iso, r.namesWithEffects(alike[key], list) + r.colon() + r.prose(Safe(alike[key][0].NearestMiss.Text))}})
		}
		if len(plainly) > 0 {
			t.rows = append(t.rows, row{cells: []string{iso, r.namesWithEffects(plainly, list)}})
		}
	}
	p.add(t)
}

// missText is what is said of a near miss, empty for none.
func missText(f *queries.Finding) string {
	if f.NearestMiss == nil {
		return ""
	}
	return f.NearestMiss.Text
}

// namesWithEffects joins the laws of the findings; one that comes out otherwise, or
// is told otherwise, by another effect says which effects are meant here.
func (r *renderer) namesWithEffects(of, all []*queries.Finding) string {
	var names []string
	done := map[string]bool{}
	for _, f := range of {
		if done[f.Law] {
			continue
		}
		done[f.Law] = true
		name := r.shortLaw(f)
		if slices.ContainsFunc(all, func(o *queries.Finding) bool {
			return o.Law == f.Law && (o.Verdict != f.Verdict || o.Because != f.Because || missText(o) != missText(f))
		}) {
			var effects []string
			for _, o := range of {
				if o.Law == f.Law {
					effects = append(effects, r.v.Code("effect", string(o.Effect)))
				}
			}
			name += " (" + strings.Join(effects, ", ") + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// noPath collapses by state what nothing leads to and nothing closes, with what is
// not covered.
func (r *renderer) noPath(p *page, list []*queries.Finding) {
	of := pick(list, func(f *queries.Finding) bool {
		return f.Status == "" && f.Verdict == exposure.Undetermined && f.Because == exposure.ByCoverage
	})
	if len(of) == 0 {
		return
	}
	p.space()
	t := table{heading: r.say("section.no-path"), tone: strong, group: "collapsed", indent: 1, head: []string{"", ""}, level: 2}
	if gaps := r.uncovered(of); gaps != "" {
		t.note = r.say("not-covered", "What", gaps)
	}
	if r.o.Format == Markdown {
		t.head = []string{r.say("column.state"), r.say("column.law")}
	}
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		laws := map[string]bool{}
		for _, f := range in {
			laws[f.Law] = true
		}
		t.rows = append(t.rows, row{cells: []string{iso, r.say("count.laws", "N", len(laws)) + r.colon() + r.namesWithEffects(in, list)}})
	}
	p.add(t)
}

// shownGaps bounds how many kinds of uncovered fact are named.
const shownGaps = 6

// uncovered names the kinds of fact whose absence nothing proves, those that stand
// in the way of most findings first.
func (r *renderer) uncovered(list []*queries.Finding) string {
	count := map[string]int{}
	for _, f := range list {
		seen := map[string]bool{}
		for _, m := range f.MissingFacts {
			for _, i := range m.Interest {
				seen[r.v.Code("covers", string(i))] = true
			}
			switch m.Kind {
			case exposure.MissingHolders, exposure.MissingShare:
				seen[r.v.Code("covers", string(graph.Shareholding))] = true
			case exposure.MissingControl:
				seen[r.say("covers-control")] = true
			case exposure.MissingCapability:
				seen[r.say("covers-access")] = true
			case exposure.MissingAttribute:
				seen[r.c.Attribute(m.Name)] = true
			}
		}
		for w := range seen {
			count[w]++
		}
	}
	words := make([]string, 0, len(count))
	for w := range count {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	if len(words) > shownGaps+1 {
		words = append(words[:shownGaps], r.say("others", "N", len(words)-shownGaps))
	}
	return strings.Join(words, ", ")
}
