package text

import (
	"strings"

	"longarm/queries"
)

func (r *renderer) lawsPage(a *queries.LawsResult) *page {
	if a.Detail != nil {
		return r.lawPage(a)
	}
	p := &page{}
	p.add(title{left: r.say("laws.title", "N", len(a.Laws)), right: r.asOf(&a.Header)})
	p.space()
	t := table{head: []string{"", r.say("column.id"), r.say("column.law"), r.say("column.status")}, indent: 1}
	for _, l := range a.Laws {
		t.rows = append(t.rows, row{cells: []string{l.Jurisdiction, l.ID, l.Title, r.v.Code("law-status", string(l.Status))}})
	}
	p.add(t)
	p.space()
	p.add(foot{right: r.say("next", "Command", "longarm laws ID")})
	return p
}

func (r *renderer) lawPage(a *queries.LawsResult) *page {
	p, l := &page{}, a.Detail
	p.add(title{left: l.Short + " · " + r.c.Place(l.Jurisdiction), right: r.say("reviewed", "Date", l.LastReviewed.String())})
	p.para(l.Title)
	p.add(item{label: r.say("label.citation"), text: l.Citation + urlSuffix(l.URL), tone: faint})
	p.add(item{label: r.say("label.status"), text: r.lawStatus(l), tone: faint})
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
	p.space()
	p.add(heading{text: r.say("laws.grounds"), tone: strong, level: 2})
	for i := range l.Rows {
		x := &l.Rows[i]
		head := "● " + x.ID + " · " + r.v.Code("effect", string(x.Effect)) + " · " + r.v.Code("via", string(x.Via)) + " · " + r.v.Code("confidence", string(x.Confidence))
		if x.Excludes {
			head += " · " + r.say("label.excludes")
		}
		p.add(heading{text: head, tone: plain, level: 3})
		p.add(item{text: x.Condition + " [" + x.Section + "]", indent: 2})
		if x.Trigger != "" {
			p.add(item{label: r.say("label.trigger"), text: x.Trigger, indent: 2, tone: faint})
		}
		p.add(item{label: r.say("label.authority"), text: x.Authority + verifiedSuffix(r, x.Verified), indent: 2, tone: faint})
		if x.Against != "" {
			p.add(item{label: r.say("label.against"), text: x.Against, indent: 2, tone: faint})
		}
	}
	if len(l.Counters) > 0 {
		p.space()
		p.add(heading{text: r.say("why.shields"), tone: strong, level: 2})
		for _, s := range l.Counters {
			text := s.Text
			if s.Note != "" {
				text += " (" + s.Note + ")"
			}
			p.add(item{label: r.v.Code("shield", s.Kind) + r.mark(), text: text, indent: 2, tone: faint})
		}
	}
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

func (r *renderer) lawsSheet(a *queries.LawsResult) (head []string, rows [][]string) {
	head = []string{"id", "jurisdiction", "title", "powers", "status", "in_force_from", "in_force_to", "citation", "url", "last_reviewed"}
	for _, l := range a.Laws {
		powers := make([]string, len(l.Powers))
		for i, x := range l.Powers {
			powers[i] = string(x)
		}
		rows = append(rows, []string{l.ID, l.Jurisdiction, l.Title, strings.Join(powers, "; "), string(l.Status), l.InForceFrom.String(), l.InForceTo.String(),
			l.Citation, l.URL, l.LastReviewed.String()})
	}
	return head, rows
}

func (r *renderer) rulesPage(a *queries.RulesResult) *page {
	p := &page{}
	if a.One {
		x := &a.Rules[0]
		p.add(title{left: x.ID, right: r.asOf(&a.Header)})
		p.para(x.Name)
		p.space()
		p.add(item{label: r.say("label.test"), text: r.test(&x.Test), tone: faint},
			item{label: r.say("label.law"), text: x.Law, tone: faint},
			item{label: r.v.Code("condition", "yes") + r.mark(), text: x.Yes, tone: faint},
			item{label: r.v.Code("condition", "no") + r.mark(), text: x.No, tone: faint})
		if x.Override != "" {
			p.add(item{label: r.say("label.override"), text: x.Override, tone: strong})
		}
		if x.Source != "" {
			p.add(item{label: r.say("label.source"), text: x.Source, tone: faint})
		}
		return p
	}
	p.add(title{left: r.say("rules.title", "N", len(a.Rules)), right: r.asOf(&a.Header)})
	p.space()
	t := table{head: []string{r.say("column.id"), r.say("column.test"), ""}, indent: 1}
	for i := range a.Rules {
		x := &a.Rules[i]
		t.rows = append(t.rows, row{cells: []string{x.ID, r.shortTest(&x.Test), x.Name}})
	}
	p.add(t)
	p.space()
	p.add(foot{right: r.say("next", "Command", "longarm check RULE ENTITY")})
	return p
}

// shortTest is the figure of a test and its method: "> 24 %, method not given".
func (r *renderer) shortTest(t *queries.TestBrief) string {
	if t.Threshold == nil {
		return r.say("by-control")
	}
	return string(t.Comparison) + noBreak + strings.ReplaceAll(r.percent(*t.Threshold), " ", noBreak) + ", " + r.v.Code("reading", string(t.Reading))
}

func (r *renderer) rulesSheet(a *queries.RulesResult) (head []string, rows [][]string) {
	head = []string{"id", "name", "law", "threshold", "comparison", "basis", "aggregate", "reading", "link", "link_comparison", "holders", "override"}
	for _, x := range a.Rules {
		threshold, link := "", ""
		if x.Test.Threshold != nil {
			threshold = x.Test.Threshold.String()
		}
		if x.Test.Link != nil {
			link = x.Test.Link.String()
		}
		rows = append(rows, []string{x.ID, x.Name, x.Law, threshold, string(x.Test.Comparison), string(x.Test.Basis), string(x.Test.Aggregate),
			string(x.Test.Reading), link, string(x.Test.LinkComp), x.Test.Holders, x.Override})
	}
	return head, rows
}
