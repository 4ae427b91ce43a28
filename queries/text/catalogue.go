package text

import (
	"strconv"
	"strings"

	"longarm/graph/law"
	"longarm/queries"
)

func (r *renderer) lawsPage(a *queries.LawsResult) *page {
	if a.Detail != nil {
		return r.lawPage(a)
	}
	p := &page{}
	p.add(title{left: r.say("laws.title", "N", len(a.Laws)), right: r.asOf(&a.Header)})
	if len(a.Laws) == 0 {
		p.space()
		p.empty(r.say("laws.none"))
		return p
	}
	for i := 0; i < len(a.Laws); {
		t := table{group: "laws", tone: strong, indent: 1, level: 2}
		place := a.Laws[i].Jurisdiction
		for ; i < len(a.Laws) && a.Laws[i].Jurisdiction == place; i++ {
			l := &a.Laws[i]
			t.rows = append(t.rows, row{cells: []string{l.Short, l.ID, r.standing(l)}})
		}
		t.heading, t.note = r.c.Place(place), strconv.Itoa(len(t.rows))
		p.space()
		p.add(t)
	}
	p.space()
	p.add(foot{right: r.say("next", "Command", "longarm laws ID --explain")})
	return p
}

// standing says in a word how a law stands on the day: its status where it applies,
// else why it does not.
func (r *renderer) standing(l *queries.LawBrief) string {
	if l.Standing == law.Stands || l.Standing == law.BindsNoone {
		return r.v.Code("law-status", string(l.Status))
	}
	return r.v.Code("standing-short", string(l.Standing))
}

func (r *renderer) lawPage(a *queries.LawsResult) *page {
	p, l := &page{}, a.Detail
	p.add(title{left: l.Short + " · " + r.c.Place(l.Jurisdiction), right: r.say("reviewed", "Date", l.LastReviewed.String())})
	p.para(l.Title)
	p.add(item{label: r.say("label.citation"), text: l.Citation + urlSuffix(l.URL), tone: faint})
	status := r.lawStatus(l)
	if l.Standing != law.Stands {
		status += r.semicolon() + r.say("standing.at", "Date", a.AsOf.String(), "Standing", r.v.Code("standing", string(l.Standing)))
	}
	p.add(item{label: r.say("label.status"), text: status, tone: faint})
	powers := make([]string, len(l.Powers))
	for i, x := range l.Powers {
		powers[i] = r.v.Code("power", string(x))
	}
	p.add(item{label: r.say("label.powers"), text: strings.Join(powers, ", "), tone: faint})
	p.space()
	p.para(l.Summary)
	if s := l.Scheme; s != nil {
		p.space()
		p.add(item{label: r.v.Code("status", "eligible") + r.mark(), text: s.Eligible, indent: 2, tone: good},
			item{label: r.v.Code("status", "barred") + r.mark(), text: s.Barred, indent: 2, tone: bad},
			item{label: r.v.Code("status", "certified") + r.mark(), text: s.Certified, indent: 2, tone: good})
	}
	r.timeline(p, a)
	p.space()
	p.add(heading{text: r.say("laws.grounds"), tone: strong, level: 2})
	if l.Timeline != nil {
		p.note(r.say("explain.how"))
	}
	for i := range l.Rows {
		x := &l.Rows[i]
		head := "● " + r.c.GroundName(l.ID, x.ID) + " · " + r.v.Code("effect", string(x.Effect)) + " · " + r.v.Code("via", string(x.Via)) + " · " + r.v.Code("confidence", string(x.Confidence))
		if x.Excludes {
			head += " · " + r.say("label.excludes")
		}
		p.add(heading{text: head, tone: plain, level: 3})
		p.add(item{text: x.Condition + bracketed(r.c.GroundName(l.ID, x.ID), x.Section), indent: 2})
		r.explained(p, x)
		if x.Trigger != "" {
			p.add(item{label: r.say("label.trigger"), text: x.Trigger, indent: 2, tone: faint})
		}
		p.add(item{label: r.say("label.authority"), text: x.Authority + verifiedSuffix(r, x.Verified), indent: 2, tone: faint})
		if x.Against != "" {
			p.add(item{label: r.say("label.against"), text: x.Against, indent: 2, tone: faint})
		}
	}
	r.standsAgainst(p, r.say("why.shields"), l.Counters)
	r.standsAgainst(p, r.say("laws.shields"), l.Shields)
	if l.Note != "" {
		p.space()
		p.add(heading{text: r.say("why.note"), tone: strong, level: 2})
		p.para(l.Note)
	}
	if len(l.Rules) > 0 {
		p.space()
		p.add(item{label: r.say("label.rules"), text: strings.Join(l.Rules, ", ")})
	}
	if len(l.Sources) > 0 {
		p.space()
		p.add(heading{text: r.say("why.law-sources"), tone: strong, level: 2})
		for _, s := range l.Sources {
			p.add(item{text: s, indent: 2})
		}
	}
	return p
}

// standsAgainst lists what stands against something, or what it stands against.
func (r *renderer) standsAgainst(p *page, head string, list []queries.Shield) {
	if len(list) == 0 {
		return
	}
	p.space()
	p.add(heading{text: head, tone: strong, level: 2})
	for _, s := range list {
		text := s.Text
		if s.Law != "" {
			text = r.c.LawName(s.Law) + " (" + s.Law + ")"
		}
		if s.Note != "" {
			text += r.colon() + s.Note
		}
		label := ""
		if s.Kind != "" {
			label = r.v.Code("shield", s.Kind) + r.mark()
		}
		p.add(item{label: label, text: text, indent: 2, tone: faint})
	}
}

func (r *renderer) lawsSheet(a *queries.LawsResult) (head []string, rows [][]string) {
	head = []string{"id", "jurisdiction", "title", "powers", "status", "in_force_from", "in_force_to", "citation", "url", "last_reviewed", "short", "standing"}
	for _, l := range a.Laws {
		powers := make([]string, len(l.Powers))
		for i, x := range l.Powers {
			powers[i] = string(x)
		}
		rows = append(rows, []string{l.ID, l.Jurisdiction, l.Title, strings.Join(powers, "; "), string(l.Status), l.InForceFrom.String(), l.InForceTo.String(),
			l.Citation, l.URL, l.LastReviewed.String(), l.Short, string(l.Standing)})
	}
	return head, rows
}

func (r *renderer) rulesSheet(a *queries.RulesResult) (head []string, rows [][]string) {
	head = []string{"id", "name", "law", "threshold", "comparison", "basis", "aggregate", "reading", "link", "link_comparison", "holders", "override", "jurisdiction", "nexus", "when_met", "when_not_met", "when_undetermined"}
	for _, x := range a.Rules {
		threshold, link := "", ""
		if x.Test.Threshold != nil {
			threshold = x.Test.Threshold.String()
		}
		if x.Test.Link != nil {
			link = x.Test.Link.String()
		}
		rows = append(rows, []string{x.ID, x.Name, x.Law, threshold, string(x.Test.Comparison), string(x.Test.Basis), string(x.Test.Aggregate),
			string(x.Test.Reading), link, string(x.Test.LinkComp), x.Test.Holders, x.Override,
			x.Place, x.Row, x.Yes, x.No, x.Open})
	}
	return head, rows
}
