package report

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// shownOwners bounds the holders listed one by one; the rest is a stack in one row.
const shownOwners = 24

// owners lists who holds capital and votes, with bounds.
func (w *composer) owners() page.Section {
	s := page.Section{ID: "owners", Title: w.say("owners"), Blocks: []page.Block{w.para(page.Body, "owners.intro")}}
	for i, o := range w.d.Owners {
		if i > 0 && sameOwners(w.d.Owners[0], o) {
			s.Blocks = append(s.Blocks, page.Para{Text: page.Text(w.say("owners.same", "Basis", w.word("basis", string(o.Basis))))})
			continue
		}
		if len(o.Owners) == 0 {
			s.Blocks = append(s.Blocks, w.para(page.Body, "owners.none", "Basis", w.word("basis", string(o.Basis))))
			continue
		}
		s.Blocks = append(s.Blocks, w.ownerTable(o), page.Para{Style: page.Note, Text: page.Text(w.say("owners.rest",
			"Direct", w.p.Span(&o.Undisclosed.Direct), "All", w.p.Span(&o.Undisclosed.Integrated)))})
		for _, a := range o.Assumptions {
			s.Blocks = append(s.Blocks, page.Para{Style: page.Note, Text: page.Text(w.say("assumed") + w.colon() + a.Text)})
		}
	}
	return s
}

func sameOwners(a, b *queries.OwnersResult) bool {
	return slices.EqualFunc(a.Owners, b.Owners, func(x, y queries.OwnerRow) bool {
		return x.ID == y.ID && fmt.Sprint(x.Direct) == fmt.Sprint(y.Direct) && x.Integrated.String() == y.Integrated.String()
	})
}

func (w *composer) ownerTable(o *queries.OwnersResult) page.Table {
	basis := w.word("basis", string(o.Basis))
	t := page.Table{Caption: w.say("owners.of", "Basis", basis), Widths: []int{36, 20, 18, 18, 12},
		Head:  []string{w.c.Voice.Say("column.owner"), w.c.Voice.Say("column.what"), w.c.Voice.Say("column.direct"), w.c.Voice.Say("column.integrated"), w.c.Voice.Say("column.evidence")},
		Sheet: w.say("sheet.owners", "Basis", basis)}
	t.Data = &page.Data{Head: []string{w.c.Voice.Say("column.id"), w.c.Voice.Say("column.name"), w.say("column.kind"), w.say("column.country"), w.say("column.direct-min"), w.say("column.direct-max"),
		w.say("column.all-min"), w.say("column.all-max"), w.c.Voice.Say("column.evidence"), w.say("column.statements")}}
	for i := range o.Owners {
		r := &o.Owners[i]
		lo, hi := "", ""
		if r.Direct != nil {
			lo, hi = ownership.FormatPercent(r.Direct.Min), ownership.FormatPercent(r.Direct.Max)
		}
		t.Data.Rows = append(t.Data.Rows, []page.Value{{Text: string(r.ID)}, {Text: r.Name}, {Text: w.word("kind", string(r.Kind))}, {Text: r.Country}, {Number: lo}, {Number: hi},
			{Number: ownership.FormatPercent(r.Integrated.Min)}, {Number: ownership.FormatPercent(r.Integrated.Max)}, {Text: r.Evidence.String()}, {Text: joined(r.Claims)}})
	}
	shown := o.Owners
	if len(shown) > shownOwners+1 {
		shown = shown[:shownOwners]
	}
	for i := range shown {
		r := &shown[i]
		what := w.word("kind", string(r.Kind))
		if r.Country != "" {
			what += ", " + r.Country
		}
		grade := "–"
		if r.Evidence != 0 {
			grade = w.word("grade", r.Evidence.String())
		}
		claims := r.Claims
		if r.Direct == nil && len(claims) == 0 {
			claims = w.heldThrough(r.ID, o)
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(text.Name(r.Name)), w.cite(claims...))}, {Text: page.Text(what)},
			{Text: page.Text(w.p.Span(r.Direct)), Right: true}, {Text: page.Text(w.p.Span(&r.Integrated)), Right: true}, {Text: page.Text(grade)}}})
	}
	if rest := o.Owners[len(shown):]; len(rest) > 0 {
		most := rest[0].Integrated
		for _, r := range rest {
			if r.Integrated.Max.Cmp(most.Max) > 0 {
				most = r.Integrated
			}
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(w.say("owners.stack", "N", len(rest)))}, {Text: page.Text("")}, {Text: page.Text("–"), Right: true},
			{Text: page.Text(w.say("owners.each", "Most", w.p.Span(&ownership.Range{Min: most.Max, Max: most.Max}))), Right: true}, {Text: page.Text("–")}}})
	}
	return t
}

// heldThrough lists the statements by which a holder stands directly above another
// holder of the list or the company itself.
func (w *composer) heldThrough(id graph.EntityID, o *queries.OwnersResult) []graph.ClaimID {
	below := map[graph.EntityID]bool{o.Entity: true}
	for i := range o.Owners {
		below[o.Owners[i].ID] = true
	}
	var out []graph.ClaimID
	for _, l := range w.c.Graph.From(id) {
		if l.State == graph.InForce && l.Interest.CarriesShare() && below[l.Subject] && len(l.Claims) > 0 && len(out) < maxCell {
			out = append(out, l.Claims[0])
		}
	}
	return out
}

func joined(ids []graph.ClaimID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, "; ")
}

// control tells who controls the provider, who directs it and who can block.
func (w *composer) control() page.Section {
	s := page.Section{ID: "control", Title: w.say("control")}
	k := w.d.Controllers
	test := w.word("comparison", string(k.Comparison)) + " " + w.p.Percent(k.Threshold) + ", " + w.word("basis", string(k.Basis))
	who := page.Section{ID: "controllers", Title: w.say("controllers"), Blocks: []page.Block{w.para(page.Body, "controllers.intro", "Test", test)}}
	t := page.Table{Caption: w.say("controllers"), Head: []string{w.say("column.party"), w.say("column.certainty"), w.say("column.grounds")}, Widths: []int{30, 18, 52}, Sheet: w.say("sheet.control")}
	for _, part := range []struct {
		id   string
		list []queries.Controller
	}{{"certain", k.Certain}, {"possible", k.Possible}, {"may-join", k.MayJoin}, {"other", k.Other}} {
		for i := range part.list {
			c := &part.list[i]
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(text.Name(c.Name))}, {Text: page.Text(w.word("report.certainty", part.id))}, {Text: w.grounds(c.Grounds)}}})
		}
	}
	for i := range k.Groups {
		g := &k.Groups[i]
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(w.c.Voice.List(w.c.Names(g.Members), false))}, {Text: page.Text(w.word("report.certainty", "joint"))},
			{Text: w.grounds([]ownership.Ground{g.Ground})}}})
	}
	if len(t.Rows) == 0 {
		who.Blocks = append(who.Blocks, w.para(page.Body, "controllers.none"))
	} else {
		who.Blocks = append(who.Blocks, t)
	}
	if k.RestMay {
		who.Blocks = append(who.Blocks, page.Para{Text: page.Text(w.c.Voice.Say("control.rest"))})
	}
	if len(k.Other) == 0 {
		who.Blocks = append(who.Blocks, w.para(page.Note, "vetoes.none"))
	}
	for _, a := range k.Assumptions {
		who.Blocks = append(who.Blocks, page.Para{Style: page.Note, Text: page.Text(w.say("assumed") + w.colon() + a.Text)})
	}
	s.Sections = append(s.Sections, who, w.board())
	return s
}

func (w *composer) grounds(list []ownership.Ground) []page.Run {
	var out []page.Run
	for i := range list {
		if i > 0 {
			out = append(out, page.Run{Text: w.semicolon()})
		}
		out = append(out, page.Run{Text: w.p.Prose(w.p.Ground(&list[i]))})
		out = append(out, w.cite(list[i].Claims...)...)
	}
	return out
}

// board lists offices, and nationalities as counts.
func (w *composer) board() page.Section {
	o := &w.d.Officers
	s := page.Section{ID: "officers", Title: w.say("officers")}
	if len(o.Named) == 0 {
		s.Blocks = append(s.Blocks, w.para(page.Body, "officers.none"))
		return s
	}
	t := page.Table{Caption: w.say("officers"), Head: []string{w.say("column.person"), w.say("column.office")}, Widths: []int{30, 70}, Sheet: w.say("sheet.officers")}
	for i := range o.Named {
		p := &o.Named[i]
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(text.Name(p.Name))}, {Text: page.Cat(w.run(p.Office), w.cite(p.Claims...))}}})
	}
	s.Blocks = append(s.Blocks, t)
	var runs []page.Run
	for _, n := range o.Nationalities {
		if len(runs) > 0 {
			runs = append(runs, page.Run{Text: w.semicolon()})
		}
		runs = append(runs, page.Run{Text: n.Name + w.colon() + count(n.Count)})
		runs = append(runs, w.cite(n.Claims...)...)
	}
	if o.Unstated > 0 {
		if len(runs) > 0 {
			runs = append(runs, page.Run{Text: w.semicolon()})
		}
		runs = append(runs, page.Run{Text: w.say("officers.unstated", "N", o.Unstated)})
	}
	s.Blocks = append(s.Blocks, page.Para{Text: page.Cat(page.Text(w.say("officers.nationalities")+w.colon()), runs, page.Text(". "+w.say("officers.counts")))})
	return s
}

// suppliers lists who the provider depends on, and what each is said to keep.
func (w *composer) suppliers() page.Section {
	s := page.Section{ID: "suppliers", Title: w.say("suppliers"), Blocks: []page.Block{w.para(page.Body, "suppliers.intro")}}
	if len(w.d.Suppliers) == 0 {
		s.Blocks = append(s.Blocks, w.para(page.Body, "suppliers.none"))
		return s
	}
	t := page.Table{Caption: w.say("suppliers"), Head: []string{w.say("column.supplier"), w.say("column.does"), w.say("column.keeps"), w.say("column.unknown")},
		Widths: []int{18, 36, 20, 26}, Sheet: w.say("sheet.suppliers")}
	for i := range w.d.Suppliers {
		p := &w.d.Suppliers[i]
		name := text.Name(p.Name)
		if p.Country != "" {
			name += " (" + p.Country + ")"
		}
		var does, keeps []page.Run
		for j, l := range p.Ties {
			if j > 0 {
				does = append(does, page.Run{Text: w.semicolon()})
			}
			does = append(does, w.run(l.Text)...)
			does = append(does, w.cite(l.Claims...)...)
		}
		var unknown []string
		for _, k := range p.Kept {
			if !k.Stated {
				unknown = append(unknown, k.Name)
				continue
			}
			if len(keeps) > 0 {
				keeps = append(keeps, page.Run{Text: ", "})
			}
			keeps = append(keeps, page.Run{Text: k.Name})
			keeps = append(keeps, w.cite(k.Claims...)...)
		}
		if len(keeps) == 0 {
			keeps = page.Text(w.say("suppliers.nothing"))
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(name)}, {Text: does}, {Text: keeps}, {Text: page.Text(strings.Join(unknown, ", "))}}})
	}
	s.Blocks = append(s.Blocks, t, w.para(page.Note, "suppliers.note"))
	return s
}

// checks tells the rules with their outcome and margin, then every reading.
func (w *composer) checks() page.Section {
	s := page.Section{ID: "checks", Title: w.say("checks"), Blocks: []page.Block{w.para(page.Body, "checks.intro")}}
	if len(w.d.Checks) == 0 {
		s.Blocks = append(s.Blocks, w.para(page.Body, "checks.none", "N", w.d.OtherChecks))
		return s
	}
	out := page.Table{Caption: w.say("checks.outcomes"), Head: []string{w.say("column.rule"), w.say("column.test"), w.say("column.result"), w.say("column.margin")},
		Widths: []int{16, 35, 26, 23}, Sheet: w.say("sheet.checks")}
	readings := page.Table{Caption: w.say("checks.readings"), Head: []string{w.say("column.rule"), w.say("checks.readings")}, Widths: []int{26, 74}, Sheet: w.say("sheet.readings")}
	readings.Data = &page.Data{Head: []string{w.say("column.rule"), w.say("column.reading"), w.say("column.value-min"), w.say("column.value-max"), w.c.Voice.Say("column.condition"), w.say("column.governs")}}
	for _, k := range w.d.Checks {
		result := w.word("condition", string(k.ConditionMet))
		switch {
		case k.Outcome == "" || k.Outcome == result:
		case k.ConditionMet == ownership.Undetermined: // the outcome says so itself
			result = k.Outcome
		default:
			result += w.colon() + k.Outcome
		}
		if k.Because != "" {
			result += " (" + w.word("because", string(k.Because)) + ")"
		}
		if k.Override != "" {
			result += ". " + k.Override
		}
		margin := w.p.Margin(k)
		if margin == "" {
			margin = "–"
		}
		claims := k.Statements
		if len(claims) == 0 && k.Test.Basis != graph.Profit { // open over what is stated of the holders
			claims = w.holders()
		}
		if len(claims) > maxCell {
			claims = claims[:maxCell]
		}
		out.Rows = append(out.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.ruleName(k)), w.citeLaw(k.Law))}, {Text: page.Text(w.p.Test(&k.Test))},
			{Text: page.Cat(w.run(result), w.cite(claims...))}, {Text: w.run(margin)}}})
		var said []reading
		for i := range k.Readings {
			r := &k.Readings[i]
			if r.Value.Min == nil {
				continue
			}
			governs := ""
			if r.Reading == k.Governing {
				governs = w.c.Voice.Say("check.governs")
			}
			readings.Data.Rows = append(readings.Data.Rows, []page.Value{{Text: w.ruleName(k)}, {Text: w.p.Reading(k, r)}, {Number: ownership.FormatPercent(r.Value.Min)},
				{Number: ownership.FormatPercent(r.Value.Max)}, {Text: w.word("met", string(r.ConditionMet))}, {Text: governs}})
			if governs == "" && !k.Disagree && k.ConditionMet != ownership.Undetermined && k.Test.Reading != ownership.ReadUnspecified {
				continue // the rule names its reading, and no other differs
			}
			said = join(said, reading{name: w.p.Reading(k, r), says: w.p.Span(&r.Value) + " (" + w.word("met", string(r.ConditionMet)) + ")", governs: governs != ""})
		}
		if len(said) > 0 {
			readings.Rows = append(readings.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(w.ruleName(k))}, {Text: page.Cat(w.readings(said), w.cite(claims...))}}})
		}
	}
	s.Blocks = append(s.Blocks, out)
	if len(readings.Rows) > 0 {
		s.Blocks = append(s.Blocks, readings, w.para(page.Note, "checks.readings-note"))
	}
	if len(w.d.MetAside) > 0 {
		var names []page.Run
		aside := page.Table{Caption: w.say("checks.aside"), Head: []string{w.say("column.rule"), w.say("column.result"), w.say("column.margin")}, Widths: []int{34, 36, 30}, Sheet: w.say("sheet.aside")}
		for _, k := range w.d.MetAside {
			claims := k.Statements
			if len(claims) > maxCell {
				claims = claims[:maxCell]
			}
			aside.Rows = append(aside.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.ruleName(k)), w.citeLaw(k.Law))}, {Text: page.Cat(w.run(k.Outcome), w.cite(claims...))},
				{Text: w.run(dash(w.p.Margin(k)))}}})
			if len(names) > 0 {
				names = append(names, page.Run{Text: w.semicolon()})
			}
			names = append(append(names, page.Run{Text: w.ruleName(k)}), w.citeLaw(k.Law)...)
		}
		s.Blocks = append(s.Blocks, page.Para{Text: page.Cat(page.Text(w.say("checks.aside-note")+w.colon()), names, page.Text("."))}, page.Hidden(aside))
	}
	if w.d.OtherChecks > 0 {
		s.Blocks = append(s.Blocks, w.para(page.Note, "checks.other", "N", w.d.OtherChecks))
	}
	return s
}

// holders lists the statements on who holds the provider directly.
func (w *composer) holders() []graph.ClaimID {
	var out []graph.ClaimID
	for _, o := range w.d.Owners {
		for i := range o.Owners {
			if r := &o.Owners[i]; r.Direct != nil {
				out = append(out, r.Claims...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reading is what readings of one figure and result say.
type reading struct {
	name, says string
	governs    bool
}

// join adds a reading; one that comes out as an earlier one, and decides as little, stands
// with it.
func join(list []reading, r reading) []reading {
	if at := slices.IndexFunc(list, func(o reading) bool { return o.says == r.says && o.governs == r.governs }); at >= 0 {
		list[at].name += ", " + r.name
		return list
	}
	return append(list, r)
}

func (w *composer) readings(list []reading) []page.Run {
	var out []page.Run
	for i, r := range list {
		if i > 0 {
			out = append(out, page.Run{Text: w.semicolon()})
		}
		out = append(out, page.Run{Text: r.name + w.colon() + r.says, Bold: r.governs})
	}
	return out
}

// ruleName is what a rule is called.
func (w *composer) ruleName(k *queries.CheckResult) string {
	if r := w.c.Catalogue.Rule(k.Rule); r != nil {
		return r.Name.In(w.c.Lang())
	}
	return k.Rule
}
