package text

import (
	"strconv"
	"strings"

	"longarm/graph/exposure"
	"longarm/queries"
)

// changePage renders the questions about change; nil for any other answer.
func (r *renderer) changePage(a queries.Answer) *page {
	switch a := a.(type) {
	case *queries.DiffResult:
		return r.diffPage(a)
	case *queries.QuestionsResult:
		return r.questionsPage(a)
	case *queries.CutResult:
		return r.cutPage(a)
	case *queries.TimelineResult:
		return r.timelinePage(a)
	case *queries.CompareResult:
		return r.comparePage(a)
	case *queries.ReconcileResult:
		return r.reconcilePage(a)
	case *queries.ShieldsResult:
		return r.shieldsPage(a)
	case *queries.WordsResult:
		return r.wordsPage(a)
	}
	return nil
}

// changeSheet is the table of a question about change; nil for any other answer.
func (r *renderer) changeSheet(a queries.Answer) (head []string, rows [][]string) {
	switch a := a.(type) {
	case *queries.DiffResult:
		return r.diffSheet(a)
	case *queries.QuestionsResult:
		return r.questionsSheet(a)
	case *queries.CutResult:
		return r.cutSheet(a)
	case *queries.TimelineResult:
		return r.timelineSheet(a)
	case *queries.CompareResult:
		return r.compareSheet(a)
	case *queries.ReconcileResult:
		return r.reconcileSheet(a)
	case *queries.ShieldsResult:
		return r.shieldsSheet(a)
	case *queries.WordsResult:
		return r.wordsSheet(a)
	}
	return nil, nil
}

// outcome says how a finding came out, with its firmness: "reached, latent
// (settled)".
func (r *renderer) outcome(o *queries.Outcome) string {
	if o == nil {
		return r.say("outcome.none")
	}
	f := queries.Finding{Verdict: o.Verdict, Status: o.Status, Because: o.Because, Activation: o.Activation, PendingUntil: o.PendingUntil}
	s := r.fullVerdict(&f)
	if o.Verdict == exposure.Reached && o.Confidence != "" {
		s += ", " + r.v.Code("confidence", string(o.Confidence))
	}
	return s
}

// outcomeCode is the outcome in one word for machines.
func outcomeCode(o *queries.Outcome) string {
	if o == nil {
		return ""
	}
	s := string(o.Verdict) + string(o.Status)
	if o.Because != "" {
		s += " (" + string(o.Because) + ")"
	}
	return s
}

func (r *renderer) diffPage(a *queries.DiffResult) *page {
	p := &page{}
	about := r.say("diff.everyone")
	if a.Provider != nil {
		about = Name(a.Provider.Name)
	}
	p.add(title{left: about, right: r.say("diff.span", "From", a.From.String(), "To", a.To.String())})
	n := map[string]int{}
	total := 0
	silent := 0
	for _, f := range diffFindings(a) {
		total++
		if f.Before.Quiet() && f.After.Quiet() {
			silent++
			continue
		}
		n[f.Change]++
	}
	p.para(sentence(r.say("diff.counts", "Appeared", n[queries.Appeared], "Went", n[queries.Went], "Changed", n[queries.Changed], "Same", a.Same)))
	if silent > 0 {
		p.note(r.say("diff.silent", "N", silent))
	}
	if a.Provider != nil {
		r.diffFindings(p, a.Findings)
	}
	for i := range a.Providers {
		p.space()
		p.add(heading{text: Name(a.Providers[i].Provider.Name), tone: strong, level: 2})
		r.diffBrief(p, a.Providers[i].Findings)
	}
	if total > 0 {
		p.space()
		p.note(r.say("diff.note"))
	}
	r.sourceList(p, a.Sources)
	r.header(p, &a.Header)
	r.disclaimer(p)
	if a.Provider != nil && total > 0 {
		p.add(foot{right: r.say("next", "Command", "longarm why "+string(a.Provider.ID)+" "+a.Findings[0].Law+" --as-of "+a.To.String())})
	}
	return p
}

func diffFindings(a *queries.DiffResult) []queries.FindingDiff {
	out := a.Findings
	for i := range a.Providers {
		out = append(out, a.Providers[i].Findings...)
	}
	return out
}

// diffFindings lists what appeared, went and changed, each with its cause.
func (r *renderer) diffFindings(p *page, list []queries.FindingDiff) {
	tones := map[string]tone{queries.Appeared: bad, queries.Went: good, queries.Changed: warn}
	for _, change := range []string{queries.Appeared, queries.Went, queries.Changed} {
		first := true
		for i := range list {
			f := &list[i]
			if f.Change != change || f.Before.Quiet() && f.After.Quiet() {
				continue
			}
			if first {
				p.space()
				p.add(heading{text: r.v.Code("diff", change), tone: tones[change], level: 2})
				first = false
			}
			brief := queries.Finding{Law: f.Law, Jurisdiction: f.Jurisdiction}
			p.add(item{label: r.law(&brief) + " (" + r.v.Code("effect", string(f.Effect)) + ")" + r.mark(),
				text: r.outcome(f.Before) + " → " + r.outcome(f.After), indent: 1, tone: strong})
			p.add(item{label: r.say("label.cause"), text: r.v.Code("cause", f.Cause), indent: 4, tone: faint})
			for _, k := range f.Facts {
				p.add(item{label: r.v.Code("fact-change", k.Change) + day(r.day(k.Date.String())) + r.mark(), text: r.prose(Safe(k.Text)) + " [" + string(k.ID) + "]", indent: 6, tone: faint})
			}
			for _, e := range f.LawChanges {
				p.add(item{label: r.day(e.Date.String()) + r.mark(), text: r.lawEvent(f.Law, &e), indent: 6, tone: faint})
			}
		}
	}
}

// diffBrief names what appeared and went for one of many providers, with the cause
// in a word, and counts what changed.
func (r *renderer) diffBrief(p *page, list []queries.FindingDiff) {
	tones := map[string]tone{queries.Appeared: bad, queries.Went: good}
	changed := 0
	named := map[string][]string{}
	for i := range list {
		f := &list[i]
		switch {
		case f.Before.Quiet() && f.After.Quiet():
		case f.Change == queries.Changed:
			changed++
		default:
			brief := queries.Finding{Law: f.Law, Jurisdiction: f.Jurisdiction}
			named[f.Change] = append(named[f.Change], r.law(&brief)+" ("+r.v.Code("effect", string(f.Effect))+", "+r.v.Code("cause-word", f.Cause)+")")
		}
	}
	for _, change := range []string{queries.Appeared, queries.Went} {
		if len(named[change]) > 0 {
			p.add(item{label: r.v.Code("diff-word", change) + r.mark(), text: strings.Join(named[change], r.semicolon()), indent: 1, tone: tones[change]})
		}
	}
	if changed > 0 {
		p.add(item{label: r.v.Code("diff-word", queries.Changed) + r.mark(), text: r.say("diff.others", "N", changed), indent: 1, tone: faint})
	}
}

func day(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

func (r *renderer) lawEvent(lawID string, e *queries.LawEvent) string {
	if e.Row == "" {
		return Safe(e.Text)
	}
	return Safe(e.Text) + " (" + r.say("ground", "Row", r.c.GroundName(lawID, e.Row)) + ")"
}

func (r *renderer) diffSheet(a *queries.DiffResult) (head []string, rows [][]string) {
	head = []string{"from", "to", "provider", "law", "effect", "change", "before", "after", "cause", "statements", "law_changes"}
	add := func(id string, list []queries.FindingDiff) {
		for _, f := range list {
			var facts, laws []string
			for _, k := range f.Facts {
				facts = append(facts, string(k.ID))
			}
			for _, e := range f.LawChanges {
				laws = append(laws, e.Date.String()+" "+e.Kind+" "+e.Row)
			}
			rows = append(rows, []string{a.From.String(), a.To.String(), id, f.Law, string(f.Effect), f.Change, outcomeCode(f.Before), outcomeCode(f.After), f.Cause,
				strings.Join(facts, "; "), strings.Join(laws, "; ")})
		}
	}
	if a.Provider != nil {
		add(string(a.Provider.ID), a.Findings)
	}
	for _, p := range a.Providers {
		add(string(p.Provider.ID), p.Findings)
	}
	if len(rows) == 0 {
		rows = append(rows, []string{a.From.String(), a.To.String(), "", "", "", "", "", "", "", "", strconv.Itoa(a.Same) + " unchanged"})
	}
	return head, rows
}
