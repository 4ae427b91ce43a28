package text

import (
	"strings"

	"longarm/queries"
)

func (r *renderer) showPage(a *queries.ShowResult) *page {
	p := &page{}
	r.numberSources(a.Sources)
	e := &a.Entity
	left := Name(e.Name) + " · " + r.v.Code("kind", string(e.Kind))
	if e.Country != "" {
		left += ", " + r.c.Place(e.Country)
	}
	p.add(title{left: left, right: r.asOf(&a.Header)})
	line := func(label, text string) {
		if text != "" {
			p.add(item{label: r.v.Say(label), text: Safe(text), tone: faint})
		}
	}
	line("label.id", string(e.ID))
	line("label.legal-name", e.LegalName)
	line("label.aliases", strings.Join(e.Aliases, ", "))
	line("label.lei", e.LEI)
	if known := r.c.Graph.Entity(e.ID); known != nil {
		line("label.status", r.c.Said(known.Status))
		line("label.note", r.c.Said(known.Note))
	}
	r.linkList(p, "show.held-by", a.HeldBy)
	r.linkList(p, "show.holds", a.Holds)
	if len(a.Attributes) > 0 {
		p.space()
		p.add(heading{text: r.say("show.attributes"), tone: strong, level: 2})
		for _, f := range a.Attributes {
			p.add(item{text: r.prose(Safe(f.Text)) + " [" + joinClaims(f.Claims) + "]", indent: 2})
		}
	}
	r.claimList(p, "show.coverage", a.Coverage)
	r.claimList(p, "show.notes", a.Notes)
	r.claimList(p, "show.other", a.Other)
	r.sourceList(p, a.Sources)
	r.header(p, &a.Header)
	p.space()
	p.add(foot{left: r.say("count.sources", "N", len(a.Sources)), right: r.say("next", "Command", "longarm reach "+string(e.ID))})
	return p
}

func (r *renderer) linkList(p *page, head string, list []queries.LinkBrief) {
	if len(list) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.v.Say(head), tone: strong, level: 2})
	for _, l := range list {
		text := r.prose(Safe(l.Text)) + " [" + joinClaims(l.Claims) + ", " + r.v.Code("grade", l.Evidence.String())
		if l.Unknown {
			text += ", " + r.say("unknown-at-date")
		}
		if l.Stale {
			text += ", " + r.say("stale")
		}
		p.add(item{text: text + "]", indent: 2})
	}
}

func (r *renderer) claimList(p *page, head string, list []queries.Claim) {
	if len(list) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.v.Say(head), tone: strong, level: 2})
	for i := range list {
		line := r.prose(Safe(list[i].Text)) + " (" + Safe(r.claim(&list[i])) + ")"
		if note := list[i].Note; note != "" && !list[i].Foreign() {
			line += " – " + r.prose(Safe(note))
		}
		p.add(item{text: line, indent: 2})
	}
}

func (r *renderer) showSheet(a *queries.ShowResult) (head []string, rows [][]string) {
	head = []string{"as_of", "entity", "from", "interest", "to", "basis", "share_min", "share_max", "evidence", "unknown_at_date", "statements"}
	add := func(list []queries.LinkBrief) {
		for _, l := range list {
			lo, hi, unknown := "", "", ""
			if l.Share != nil {
				lo, hi = l.Share.Min.String(), l.Share.Max.String()
			}
			if l.Unknown {
				unknown = "yes"
			}
			rows = append(rows, []string{a.AsOf.String(), string(a.Entity.ID), string(l.From), string(l.Interest), string(l.To), string(l.Basis), lo, hi,
				l.Evidence.String(), unknown, joinClaims(l.Claims)})
		}
	}
	add(a.HeldBy)
	add(a.Holds)
	return head, rows
}
