package text

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"longarm/queries"
)

func (r *renderer) rulesPage(a *queries.RulesResult) *page {
	if a.One {
		return r.rulePage(a)
	}
	p := &page{}
	p.add(title{left: r.say("rules.title", "N", len(a.Rules)), right: r.asOf(&a.Header)})
	if len(a.Rules) == 0 {
		p.space()
		p.empty(r.say("rules.none"))
		return p
	}
	list := slices.Clone(a.Rules)
	slices.SortStableFunc(list, func(x, y queries.RuleBrief) int { return cmp.Compare(x.Place, y.Place) })
	for i := 0; i < len(list); {
		t := table{group: "rules", tone: strong, indent: 1, level: 2}
		place := list[i].Place
		for ; i < len(list) && list[i].Place == place; i++ {
			x := &list[i]
			t.rows = append(t.rows, row{cells: []string{x.ID, r.shortTest(&x.Test), x.Name}})
		}
		t.heading, t.note = r.c.Place(place), strconv.Itoa(len(t.rows))
		p.space()
		p.add(t)
	}
	p.space()
	p.add(foot{right: r.say("next", "Command", "longarm check RULE ENTITY")})
	return p
}

func (r *renderer) rulePage(a *queries.RulesResult) *page {
	p, x := &page{}, &a.Rules[0]
	p.add(title{left: x.ID, right: r.asOf(&a.Header)})
	p.para(x.Name)
	p.space()
	p.add(item{label: r.say("label.law"), text: x.Short + ", " + r.c.Place(x.Place) + " (" + x.Law + ", " + x.Row + ")", tone: faint})
	if len(x.Tests) == 0 {
		p.add(item{label: r.say("label.test"), text: r.test(&x.Test), tone: faint})
	}
	r.tests(p, x.Tests, 0)
	if x.Condition != "" {
		p.add(item{label: r.say("label.text"), text: x.Condition, tone: faint})
	}
	p.add(item{label: r.v.Code("condition", "yes") + r.mark(), text: x.Yes, tone: faint},
		item{label: r.v.Code("condition", "no") + r.mark(), text: x.No, tone: faint},
		item{label: r.say("label.open"), text: x.Open, tone: faint})
	if x.Override != "" {
		p.add(item{label: r.say("label.override"), text: x.Override, tone: strong})
	}
	if x.Source != "" {
		p.add(item{label: r.say("label.source"), text: x.Source, tone: faint})
	}
	p.space()
	p.add(foot{right: r.say("next", "Command", "longarm check "+x.ID+" ENTITY")})
	return p
}

// shortTest is the figure of a test and its method: "> 24 %, all readings".
func (r *renderer) shortTest(t *queries.TestBrief) string {
	if t.Threshold == nil {
		return r.say("by-control")
	}
	percent := strings.ReplaceAll(r.percent(*t.Threshold), " ", noBreak)
	s := r.say("short-test", "Than", string(t.Comparison), "Percent", percent, "Reading", r.v.Code("short-reading", string(t.Reading)))
	s = strings.Replace(s, string(t.Comparison)+" ", string(t.Comparison)+noBreak, 1)
	if t.Reading != "control" && slices.ContainsFunc(t.Limbs, func(l string) bool { return !narrows(l) }) {
		s = r.say("short-test.or-control", "Test", s)
	}
	return s
}
