package text

import (
	"strconv"

	"longarm/queries"
)

func (r *renderer) timelinePage(a *queries.TimelineResult) *page {
	p := &page{}
	p.add(title{left: Name(a.Entity.Name), right: r.say("diff.span", "From", a.From.String(), "To", a.To.String())})
	facts, verdicts, silent := 0, 0, 0
	for i := range a.Events {
		switch e := &a.Events[i]; {
		case e.Kind == queries.FactEvent:
			facts++
		case e.Before.Quiet() && e.After.Quiet():
			silent++
		default:
			verdicts++
		}
	}
	p.para(sentence(r.say("timeline.lead", "Facts", facts, "Verdicts", verdicts, "Days", a.Days)))
	if silent > 0 {
		p.note(r.say("diff.silent", "N", silent))
	}
	if a.Cut {
		p.note(r.say("timeline.cut"))
	}
	last := ""
	for i := range a.Events {
		e := &a.Events[i]
		if e.Kind == queries.VerdictEvent && e.Before.Quiet() && e.After.Quiet() {
			continue
		}
		if d := e.Date.String(); d != last {
			p.space()
			p.add(heading{text: r.day(d), tone: strong, level: 2})
			last = d
		}
		if e.Kind == queries.FactEvent {
			text := r.prose(Safe(e.Fact.Text)) + " [" + string(e.Fact.ID)
			if !e.Fact.Assertion.Counts() {
				text += ", " + r.v.Code("assertion", string(e.Fact.Assertion))
			}
			p.add(item{label: r.v.Code("event", e.Change) + r.mark(), text: text + "]", indent: 1, tone: faint})
			continue
		}
		brief := queries.Finding{Law: e.Law, Jurisdiction: e.Jurisdiction}
		tones := map[string]tone{queries.Appeared: bad, queries.Went: good, queries.Changed: warn}
		p.add(item{label: "● " + r.law(&brief) + " (" + r.v.Code("effect", string(e.Effect)) + ")" + r.mark(),
			text: r.outcome(e.Before) + " → " + r.outcome(e.After) + " (" + r.v.Code("event-cause", e.Cause) + ")", indent: 1, tone: tones[e.Change]})
	}
	r.header(p, &a.Header)
	r.disclaimer(p)
	return p
}

func (r *renderer) timelineSheet(a *queries.TimelineResult) (head []string, rows [][]string) {
	head = []string{"entity", "date", "kind", "change", "statement", "text", "law", "effect", "before", "after", "cause"}
	for i := range a.Events {
		e := &a.Events[i]
		line := []string{string(a.Entity.ID), e.Date.String(), e.Kind, e.Change, "", "", e.Law, string(e.Effect), outcomeCode(e.Before), outcomeCode(e.After), e.Cause}
		if e.Fact != nil {
			line[4], line[5] = string(e.Fact.ID), e.Fact.Text
		}
		rows = append(rows, line)
	}
	if rows == nil {
		rows = [][]string{{string(a.Entity.ID), "", "", "", "", strconv.Itoa(a.Days), "", "", "", "", ""}}
	}
	return head, rows
}
