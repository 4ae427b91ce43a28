package text

import (
	"strings"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
)

func (r *renderer) ownersPage(a *queries.OwnersResult) *page {
	p := &page{}
	p.add(title{left: r.say("owners.title", "Who", Name(a.Name), "Basis", r.v.Code("basis", string(a.Basis))), right: r.say("as-of", "Date", a.AsOf.String())})
	if len(a.Owners) == 0 {
		p.empty(r.say("owners.none"))
	} else {
		p.space()
		t := table{head: []string{r.say("column.owner"), r.say("column.what"), r.say("column.direct"), r.say("column.integrated"), r.say("column.evidence")},
			right: []bool{false, false, true, true, false}, indent: 1}
		for _, o := range a.Owners {
			what := r.v.Code("kind", string(o.Kind))
			if o.Country != "" {
				what += ", " + o.Country
			}
			if o.Basis != "" {
				what += ", " + r.v.Code("basis", string(o.Basis))
			}
			t.rows = append(t.rows, row{cells: []string{Name(o.Name), what, r.span(o.Direct), r.span(&o.Integrated), r.v.Code("grade", o.Evidence.String())}})
		}
		p.add(t)
	}
	if a.Hidden > 0 {
		p.note(r.say("owners.hidden", "N", a.Hidden))
	}
	p.space()
	p.add(item{label: r.say("label.undisclosed"), text: r.say("undisclosed", "Direct", r.span(&a.Undisclosed.Direct), "Integrated", r.span(&a.Undisclosed.Integrated))})
	p.note(r.say("owners.note"))
	r.header(p, &a.Header)
	return p
}

func (r *renderer) ownersSheet(a *queries.OwnersResult) (head []string, rows [][]string) {
	head = []string{"as_of", "entity", "basis", "id", "name", "kind", "country", "direct_min", "direct_max", "integrated_min", "integrated_max", "evidence", "statements"}
	for _, o := range a.Owners {
		lo, hi := "", ""
		if o.Direct != nil {
			lo, hi = ownership.FormatPercent(o.Direct.Min), ownership.FormatPercent(o.Direct.Max)
		}
		basis := a.Basis
		if o.Basis != "" {
			basis = o.Basis
		}
		rows = append(rows, []string{a.AsOf.String(), string(a.Entity), string(basis), string(o.ID), o.Name, string(o.Kind), o.Country, lo, hi,
			ownership.FormatPercent(o.Integrated.Min), ownership.FormatPercent(o.Integrated.Max), o.Evidence.String(), joinClaims(o.Claims)})
	}
	return head, rows
}

func joinClaims(ids []graph.ClaimID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, "; ")
}

func (r *renderer) controlPage(a *queries.ControlResult) *page {
	p := &page{}
	p.add(title{left: r.v.Say(a.Question+".title", "Who", Name(a.Name), "Test", r.v.Code("comparison", string(a.Comparison))+" "+r.percent(a.Threshold),
		"Basis", r.v.Code("basis", string(a.Basis))), right: r.say("as-of", "Date", a.AsOf.String())})
	r.controllers(p, r.say("control.certain"), a.Certain, bad)
	r.controllers(p, r.say("control.possible"), a.Possible, warn)
	if len(a.Groups) > 0 {
		p.space()
		t := table{heading: r.say("control.joint"), tone: warn, head: []string{"", ""}, indent: 1}
		for _, j := range a.Groups {
			t.rows = append(t.rows, row{cells: []string{r.names(j.Members), r.ground(&j.Ground)}})
		}
		p.add(t)
	}
	r.controllers(p, r.say("control.may-join"), a.MayJoin, warn)
	r.controllers(p, r.say("control.other"), a.Other, strong)
	if len(a.Certain)+len(a.Possible)+len(a.MayJoin)+len(a.Groups)+len(a.Other) == 0 {
		p.space()
		p.empty(r.say("control.none"))
	}
	p.space()
	if a.RestMay {
		p.add(item{label: r.say("label.undisclosed"), text: r.say("control.rest")})
	}
	r.header(p, &a.Header)
	return p
}

func (r *renderer) controllers(p *page, head string, list []queries.Controller, as tone) {
	if len(list) == 0 {
		return
	}
	p.space()
	t := table{heading: head, tone: as, head: []string{"", ""}, indent: 1, group: "control"}
	for i := range list {
		k := &list[i]
		var grounds []string
		for j := range k.Grounds {
			grounds = append(grounds, r.ground(&k.Grounds[j]))
		}
		who := Name(k.Name)
		if k.Country != "" {
			who += " (" + k.Country + ")"
		}
		t.rows = append(t.rows, row{cells: []string{who, strings.Join(grounds, r.semicolon())}})
	}
	p.add(t)
}

// ground says why a party controls, citing the claims: "board appointment [st-1]",
// "votes 60 % through A [st-2]".
func (r *renderer) ground(g *ownership.Ground) string {
	s := r.uncited(g)
	if len(g.Claims) > 0 {
		s += " [" + joinClaims(g.Claims) + "]"
	}
	return s
}

func (r *renderer) uncited(g *ownership.Ground) string {
	s := r.v.Code("ground", string(g.Kind))
	if s == string(g.Kind) {
		s = r.v.Code("interest", s)
	}
	if g.Share != nil {
		s += " " + r.span(g.Share)
	}
	if g.Value != "" {
		s += " (" + Safe(r.c.Detail(g.Value, g.Claims)) + ")"
	}
	if len(g.Via) > 0 {
		s += " " + r.say("through", "Via", r.names(g.Via))
	}
	return s
}

func (r *renderer) controlSheet(a *queries.ControlResult) (head []string, rows [][]string) {
	head = []string{"as_of", "question", "entity", "basis", "certainty", "id", "name", "ground", "share_min", "share_max", "via", "statements"}
	line := func(certainty, id, name string, g *ownership.Ground) {
		lo, hi := "", ""
		if g.Share != nil {
			lo, hi = ownership.FormatPercent(g.Share.Min), ownership.FormatPercent(g.Share.Max)
		}
		rows = append(rows, []string{a.AsOf.String(), a.Question, string(a.Entity), string(a.Basis), certainty, id, name, string(g.Kind), lo, hi,
			joinIDs(g.Via), joinClaims(g.Claims)})
	}
	for _, part := range []struct {
		name string
		list []queries.Controller
	}{{"certain", a.Certain}, {"possible", a.Possible}, {"other", a.Other}} {
		for _, k := range part.list {
			for i := range k.Grounds {
				line(part.name, string(k.ID), k.Name, &k.Grounds[i])
			}
		}
	}
	for i := range a.Groups {
		line("joint", joinIDs(a.Groups[i].Members), r.names(a.Groups[i].Members), &a.Groups[i].Ground)
	}
	return head, rows
}

func joinIDs(ids []graph.EntityID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, "; ")
}
