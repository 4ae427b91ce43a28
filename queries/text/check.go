package text

import (
	"encoding/json"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
)

func (r *renderer) checkPage(a *queries.CheckResult) *page {
	p := &page{}
	p.add(title{left: r.say("check.title", "Rule", a.Rule, "Who", Name(a.Name)), right: r.say("as-of", "Date", a.AsOf.String())})
	p.add(item{label: r.say("label.test"), text: r.test(&a.Test), tone: faint})
	answer := r.v.Code("condition", string(a.ConditionMet))
	if a.Outcome != "" && a.Outcome != answer {
		answer += r.colon() + a.Outcome
	}
	if a.Because != "" {
		answer += " (" + r.v.Code("because", string(a.Because)) + ")"
	}
	as := map[ownership.Verdict]tone{ownership.Yes: bad, ownership.No: good, ownership.Undetermined: warn}[a.ConditionMet]
	p.space()
	p.add(para{text: answer, tone: as})
	if a.Override != "" {
		p.add(item{label: r.say("label.override"), text: a.Override, tone: strong})
	}
	r.margin(p, a)
	if len(a.Readings) > 0 {
		p.space()
		t := table{heading: r.say("check.readings"), tone: strong, head: []string{"", r.say("column.value"), r.say("column.condition"), ""}, right: []bool{false, true}, indent: 1}
		for _, x := range a.Readings {
			name := r.reading(a, &x)
			mark := ""
			if x.Reading == a.Governing && (x.ConditionMet == a.ConditionMet || len(a.Open) == 0) {
				mark = r.say("check.governs")
			}
			t.rows = append(t.rows, row{cells: []string{name, r.span(&x.Value), r.v.Code("met", string(x.ConditionMet)), mark}})
		}
		p.add(t)
		if a.Disagree {
			p.note(r.say("check.disagree"))
		}
	}
	r.checkHolders(p, a)
	for i := range a.Grounds {
		g := &a.Grounds[i]
		p.add(item{label: r.say("label.ground"), text: r.name(g.Holder) + r.colon() + r.ground(g), indent: 1, tone: strong})
	}
	for i, m := range a.Missing {
		if i == checkMissing && len(a.Missing) > checkMissing+1 {
			p.add(item{label: r.say("label.missing"), text: r.say("more-json", "N", len(a.Missing)-i), indent: 1, tone: warn})
			break
		}
		p.add(item{label: r.say("label.missing"), text: r.prose(Safe(m)), indent: 1, tone: warn})
	}
	r.header(p, &a.Header)
	return p
}

// reading names a reading: its method, basis and whose holdings it adds.
func (r *renderer) reading(a *queries.CheckResult, x *queries.ReadingRow) string {
	name := r.v.Code("reading", string(x.Reading))
	if x.Basis != "" {
		name += ", " + r.v.Code("basis", string(x.Basis))
	}
	if x.Aggregate != "" && x.Aggregate != a.Test.Aggregate {
		name += ", " + r.v.Code("aggregate", string(x.Aggregate))
	}
	return name
}

// checkMissing bounds the missing lines of a check; JSON has all.
const checkMissing = 8

func (r *renderer) margin(p *page, a *queries.CheckResult) {
	if a.Margin == nil || a.Override != "" {
		return
	}
	near := ""
	if a.Nearest != nil {
		near = r.v.Code("reading", string(a.Nearest.Reading))
		if who := r.name(a.Nearest.Holder); a.Nearest.Holder != "" && a.ConditionMet == ownership.Yes {
			near += ", " + who
		} else if a.Nearest.Holder != "" {
			near += r.semicolon() + r.say("check.closest", "Who", who)
		}
		if a.Nearest.Link {
			near += ", " + r.say("check.link", "What", r.name(a.Nearest.Subject))
		}
	}
	id := "check.margin"
	switch {
	case a.ConditionMet == ownership.Undetermined:
		id = "check.margin-open"
	case a.ConditionMet == ownership.No && r.exact(a):
		id = "check.short"
	case a.ConditionMet == ownership.No:
		id = "check.short-at-least"
	}
	p.add(item{label: r.say("label.margin"), text: r.prose(r.v.Say(id, "N", fourDecimals(*a.Margin), "Near", near)), tone: faint})
}

// fourDecimals keeps four decimals of a margin, as of a share; the JSON has all. A margin cut
// short is still one that a test falls short by.
func fourDecimals(n json.Number) json.Number {
	whole, rest, _ := strings.Cut(string(n), ".")
	if len(rest) <= 4 {
		return n
	}
	rest = strings.TrimRight(rest[:4], "0")
	if rest == "" {
		return json.Number(whole)
	}
	return json.Number(whole + "." + rest)
}

// exact reports that the reading nearest the threshold has one figure; else a test
// that fails falls short by no less than the margin.
func (r *renderer) exact(a *queries.CheckResult) bool {
	for i := range a.Readings {
		x := &a.Readings[i]
		if a.Nearest != nil && x.Reading == a.Nearest.Reading && x.Value.Min != nil {
			return x.Value.IsExact()
		}
	}
	return true
}

func (r *renderer) checkHolders(p *page, a *queries.CheckResult) {
	if len(a.Holders) == 0 {
		return
	}
	p.space()
	heading := r.say("check.holders")
	if a.HoldersReading != "" {
		heading += " (" + r.v.Code("reading", string(a.HoldersReading)) + ")"
	}
	t := table{heading: heading, tone: strong, head: []string{"", r.say("column.direct"), r.say("column.value"), r.say("column.via")},
		right: []bool{false, true, true}, indent: 1}
	for _, h := range a.Holders {
		who := Name(h.Name)
		if h.MaybeMember {
			who += " (" + r.say("check.maybe") + ")"
		}
		t.rows = append(t.rows, row{cells: []string{who, r.span(h.Direct), r.span(&h.Value), r.names(h.Via)}})
	}
	p.add(t)
}

// test spells out a threshold test: "more than 24 %, either basis, each holder
// alone, method not given".
func (r *renderer) test(t *queries.TestBrief) string {
	var parts []string
	if t.Threshold != nil {
		parts = append(parts, r.v.Code("comparison", string(t.Comparison))+" "+r.percent(*t.Threshold))
	}
	narrow := t.Threshold != nil && slices.ContainsFunc(t.Limbs, narrows)
	if narrow {
		id := "check.plurality"
		if slices.Contains(t.Limbs, "largest") {
			id = "check.largest"
		}
		parts = append(parts, r.v.Say(id))
	}
	if len(t.Limbs) > 0 && !(narrow && len(t.Limbs) == 1) {
		var limbs []string
		for _, l := range t.Limbs {
			if narrow && narrows(l) {
				continue
			}
			if def := r.c.Catalogue.Vocabulary.Limbs[l]; def != nil {
				limbs = append(limbs, def.How.In(r.v.Lang()))
				continue
			}
			limbs = append(limbs, l)
		}
		id := "check.limbs"
		if t.Threshold == nil {
			id = "check.limbs-only"
		}
		parts = append(parts, r.v.Say(id, "Limbs", r.v.List(limbs, true)))
	}
	if t.Basis != "" {
		parts = append(parts, r.v.Code("basis", string(t.Basis)))
	}
	if t.Aggregate != "" {
		parts = append(parts, r.v.Code("aggregate", string(t.Aggregate)))
	}
	reading := r.v.Code("reading", string(t.Reading))
	if t.Link != nil {
		reading += " (" + r.say("check.links", "Test", r.v.Code("comparison", string(t.LinkComp))+" "+r.percent(*t.Link)) + ")"
	}
	parts = append(parts, reading)
	s := strings.Join(parts, ", ")
	if t.Holders != "" {
		s += r.semicolon() + r.say("check.whose", "Holders", Safe(t.Holders))
	}
	return s
}

// narrows reports a limb that narrows a threshold instead of standing beside it.
func narrows(limb string) bool { return limb == "plurality" || limb == "largest" }

func (r *renderer) checkSheet(a *queries.CheckResult) (head []string, rows [][]string) {
	head = []string{"as_of", "rule", "entity", "condition_met", "outcome", "governing_reading", "reading", "basis", "value_min", "value_max", "reading_met", "margin", "missing", "override"}
	margin := ""
	if a.Margin != nil {
		margin = string(*a.Margin)
	}
	base := func(reading string, b graph.Basis, lo, hi, met string) []string {
		return []string{a.AsOf.String(), a.Rule, string(a.Entity), string(a.ConditionMet), a.Outcome, string(a.Governing), reading, string(b), lo, hi, met,
			margin, strings.Join(a.Missing, "; "), a.Override}
	}
	for _, x := range a.Readings {
		rows = append(rows, base(string(x.Reading), x.Basis, ownership.FormatPercent(x.Value.Min), ownership.FormatPercent(x.Value.Max), string(x.ConditionMet)))
	}
	if len(rows) == 0 {
		rows = append(rows, base("", "", "", "", ""))
	}
	return head, rows
}
