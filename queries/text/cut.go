package text

import (
	"strconv"

	"longarm/queries"
)

func (r *renderer) cutPage(a *queries.CutResult) *page {
	p := &page{}
	p.add(title{left: r.say("cut.title", "Law", a.Law.Short, "Who", Name(a.Provider.Name)), right: r.asOf(&a.Header)})
	p.para(r.say("cut.lead"))
	for i := range a.Findings {
		f := &a.Findings[i]
		p.space()
		p.add(heading{text: r.v.Code("effect", string(f.Effect)) + r.colon() + r.outcome(f.Now), tone: strong, level: 2})
		switch {
		case f.Done:
			p.empty(r.say("cut.done"))
		case f.Relaxed:
			p.add(para{text: r.say("cut.relaxed"), tone: warn, indent: 1})
		case len(f.Cuts) == 0 && fixed(f):
			p.add(para{text: r.say("cut.none"), tone: bad, indent: 1})
		case len(f.Cuts) == 0:
			p.add(para{text: r.say("cut.not-found"), tone: warn, indent: 1})
		}
		for j, k := range f.Cuts {
			p.add(item{label: strconv.Itoa(j+1) + ".", text: r.say("cut.changes", "N", len(k.Changes)), indent: 1, tone: strong})
			for _, x := range k.Changes {
				text := r.prose(Safe(x.Text))
				if len(x.Claims) > 0 {
					text += " [" + joinClaims(x.Claims) + "]"
				}
				p.add(item{label: r.v.Code("cut", x.Kind) + r.mark(), text: text, indent: 4, tone: faint})
			}
		}
		if len(f.Cuts) > 0 && !f.Exhausted {
			p.note(" " + r.say("cut.more"))
		}
		for _, b := range f.Blocked {
			if f.Relaxed && len(b.Path) > 0 {
				continue
			}
			p.add(item{label: r.c.GroundName(a.Law.ID, b.Nexus) + r.mark(), text: r.prose(Safe(b.Text)), indent: 4, tone: faint})
		}
	}
	if len(a.Findings) == 0 {
		p.empty(r.say("cut.silent"))
	}
	p.space()
	p.note(r.say("cut.note"))
	r.header(p, &a.Header)
	r.disclaimer(p)
	return p
}

// fixed reports a finding that rests on what nothing can end.
func fixed(f *queries.CutFinding) bool {
	for _, b := range f.Blocked {
		if len(b.Path) > 0 {
			return true
		}
	}
	return false
}

func (r *renderer) cutSheet(a *queries.CutResult) (head []string, rows [][]string) {
	head = []string{"as_of", "provider", "law", "effect", "now", "cut", "change", "text", "statements"}
	for _, f := range a.Findings {
		base := []string{a.AsOf.String(), string(a.Provider.ID), a.Law.ID, string(f.Effect), outcomeCode(f.Now)}
		for j, k := range f.Cuts {
			for _, x := range k.Changes {
				rows = append(rows, append(append([]string{}, base...), strconv.Itoa(j+1), x.Kind, x.Text, joinClaims(x.Claims)))
			}
		}
		for _, b := range f.Blocked {
			rows = append(rows, append(append([]string{}, base...), "", "blocked", b.Nexus+": "+b.Text, ""))
		}
		if len(f.Cuts)+len(f.Blocked) == 0 {
			rows = append(rows, append(append([]string{}, base...), "", "", "", ""))
		}
	}
	return head, rows
}
