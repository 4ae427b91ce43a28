package text

import (
	"strings"

	"longarm/queries"
)

// timeline tells the dated story of a law, where it was asked for.
func (r *renderer) timeline(p *page, a *queries.LawsResult) {
	l := a.Detail
	if l.Timeline == nil {
		return
	}
	p.space()
	p.add(heading{text: r.say("laws.timeline"), tone: strong, level: 2})
	p.add(item{text: r.say("standing.at", "Date", a.AsOf.String(), "Standing", r.v.Code("standing", string(l.Standing))), indent: 2})
	whole := 0
	for _, e := range l.Timeline {
		if e.Row == "" {
			whole++
			p.add(item{label: r.day(e.Date.String()), text: r.prose(Safe(e.Text)), indent: 2, tone: faint})
		}
	}
	if whole == 0 {
		p.add(item{text: r.say("explain.no-dates"), indent: 2})
	}
	if l.Revives != 0 {
		p.add(item{label: r.day(l.Revives.String()), text: r.say("explain.revives", "Date", l.Revives.String()), indent: 2, tone: faint})
	}
	if l.Next != "" {
		p.add(item{label: r.say("label.next-step"), text: l.Next, indent: 2, tone: faint})
	}
}

// explained tells a ground in plain words: when it speaks, when it holds, how it is
// counted and carried, and who decides.
func (r *renderer) explained(p *page, x *queries.RowBrief) {
	e := x.Explained
	if e == nil {
		return
	}
	if len(e.Speaks) > 0 {
		gates := queries.Clause{Join: "all", Parts: e.Speaks}
		if len(e.Speaks) == 1 {
			gates = e.Speaks[0]
		}
		r.clause(p, r.say("label.speaks"), &gates, 2)
	}
	if e.Holds != nil {
		r.clause(p, r.say("label.holds"), e.Holds, 2)
	}
	r.tests(p, e.Tests, 2)
	line := func(id, text string) {
		if text != "" {
			p.add(item{label: r.say(id), text: r.prose(text), indent: 2, tone: faint})
		}
	}
	line("label.quantity", e.Quantity)
	for _, c := range e.Counts {
		line("label.counts", c)
	}
	line("label.pending", e.Pending)
	if e.Trigger != nil {
		r.clause(p, r.say("label.bites"), e.Trigger, 2)
	}
	for _, d := range e.Dates {
		line("label.dates", r.day(d.Date.String())+r.colon()+d.Text)
	}
	r.travels(p, e.Travels)
	line("label.facts-decide", strings.Join(e.Facts, ", "))
	line("label.who-decides", e.Decided)
}

// tests tells the wordings of a threshold test, with their days where there are
// several.
func (r *renderer) tests(p *page, list []queries.TestWorded, indent int) {
	for i := range list {
		t := &list[i]
		text := r.test(&t.Test)
		if len(list) > 1 {
			id := "explain.wording-else"
			switch {
			case t.From != 0 && t.To != 0:
				id = "explain.wording-between"
			case t.From != 0:
				id = "explain.wording-from"
			case t.To != 0:
				id = "explain.wording-until"
			}
			days := r.v.Say(id, "From", t.From.String(), "To", t.To.String())
			if t.Now {
				days += " (" + r.say("explain.now") + ")"
			}
			text = days + r.colon() + text
		}
		if t.Reference != "" {
			text += " [" + t.Reference + "]"
		}
		p.add(item{label: r.say("label.tested"), text: text, indent: indent, tone: faint})
	}
}

// travels tells how a ground is carried; a note is told once a page.
func (r *renderer) travels(p *page, list []queries.TravelWords) {
	if len(list) == 0 {
		p.add(item{label: r.say("label.travels"), text: r.say("travel.none"), indent: 2, tone: faint})
		return
	}
	for _, w := range list {
		text := w.Text
		if w.Confidence != "" {
			text = r.say("travel.firm", "Text", text, "Power", r.v.Code("power", string(w.Power)), "Confidence", r.v.Code("confidence", string(w.Confidence)))
		}
		if w.Trigger != "" {
			text += r.semicolon() + r.v.Code("activation", "latent") + r.colon() + w.Trigger
		}
		if w.Note != "" && !r.told[w.Note] {
			r.told[w.Note] = true
			text += ". " + w.Note
		}
		p.add(item{label: r.say("label.travels"), text: text, indent: 2, tone: faint})
	}
}

// clause tells a condition beside its label, the conditions it joins below it.
func (r *renderer) clause(p *page, label string, k *queries.Clause, indent int) {
	text := k.Text
	if k.Join != "" && k.Join != "where" {
		text = r.v.Code("join", k.Join)
	}
	p.add(item{label: label, text: r.prose(Safe(text)), indent: indent, tone: faint})
	for i := range k.Parts {
		r.clause(p, "–", &k.Parts[i], indent+2)
	}
}
