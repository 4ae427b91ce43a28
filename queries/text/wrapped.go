package text

import (
	"strings"

	"longarm/queries"
)

// wrappedPage is the page of the answer inside, with what is supposed, or how the
// question was understood, before it.
func (r *renderer) wrappedPage(a queries.Wrapper) (*page, error) {
	inner, err := r.page(a.Inner())
	if err != nil {
		return nil, err
	}
	p := &page{}
	switch a := a.(type) {
	case *queries.WhatIfResult:
		r.supposed(p, a)
	case *queries.AskedResult:
		p.add(item{label: r.say("ask.understood"), text: a.Understood, tone: faint})
	}
	p.space()
	p.add(inner.blocks...)
	return p, nil
}

// supposed says that an answer is hypothetical, under which edits, and for a reach
// what would be otherwise.
func (r *renderer) supposed(p *page, a *queries.WhatIfResult) {
	p.add(heading{text: r.say("whatif.title"), tone: warn, level: 2})
	for _, e := range a.Edits {
		text := r.prose(Safe(e.Text))
		if e.From != 0 {
			text = r.say("whatif.from", "Text", text, "From", e.From.String())
		}
		if len(e.Instead) > 0 {
			text += " " + r.say("whatif.instead", "Claims", joinClaims(e.Instead))
		}
		if len(e.Diluted) > 0 {
			text += " " + r.say("whatif.diluted", "Who", r.names(e.Diluted))
		}
		if e.Kind != "add" {
			text += " [" + joinClaims(e.Claims) + "]"
		}
		p.add(item{label: r.v.Code("edit", e.Kind) + r.mark(), text: text, indent: 1, tone: strong})
	}
	if _, reach := a.Answer.(*queries.ReachResult); !reach {
		return
	}
	p.space()
	if len(a.Changes) == 0 {
		p.note(r.say("whatif.nothing"))
		return
	}
	p.add(heading{text: r.say("whatif.changes"), tone: strong, level: 3})
	for _, k := range a.Changes {
		brief := queries.Finding{Law: k.Law, Jurisdiction: k.Jurisdiction}
		p.add(item{label: r.law(&brief) + " (" + r.v.Code("effect", k.Effect) + ")" + r.mark(), text: r.outcome(k.Fact) + " → " + r.outcome(k.Supposed), indent: 1, tone: plain})
	}
}

// wrappedSheet is the table of the answer inside with a first column on what stands
// before it.
func (r *renderer) wrappedSheet(a queries.Wrapper) (head []string, rows [][]string, err error) {
	head, rows, err = r.sheet(a.Inner())
	if err != nil {
		return nil, nil, err
	}
	name, value := "", ""
	switch a := a.(type) {
	case *queries.WhatIfResult:
		name = "hypothetical"
		var edits []string
		for _, e := range a.Edits {
			edits = append(edits, e.Kind+" "+e.Text)
		}
		value = strings.Join(edits, "; ")
	case *queries.AskedResult:
		name, value = "understood", a.Understood
	}
	for i := range rows {
		rows[i] = append([]string{value}, rows[i]...)
	}
	return append([]string{name}, head...), rows, nil
}
