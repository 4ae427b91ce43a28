package report

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/report/page"
)

// conduct lists the findings that only an act would decide.
func (w *composer) conduct(list []*Numbered) page.Table {
	t := page.Table{Caption: w.say("conduct"), Head: []string{w.say("column.finding"), w.say("column.law"), w.say("column.effect"), w.say("column.deciding")},
		Widths: []int{9, 26, 16, 49}, Sheet: w.say("sheet.conduct")}
	for _, n := range list {
		what := ""
		if len(n.Detail.Rows) > 0 {
			what = n.Detail.Rows[0].Condition
		}
		t.Rows = append(t.Rows, page.Row{ID: strings.ToLower(n.Number), Cells: []page.Cell{{Text: page.Text(n.Number)}, {Text: page.Cat(page.Text(n.Short), w.citeLaw(n.Detail.Law))},
			{Text: page.Text(w.word("effect", string(n.Detail.Effect)))}, {Text: page.Text(what)}}})
	}
	return t
}

// notReached lists why each law does not reach, by its nearest miss.
func (w *composer) notReached(list []*queries.Finding) page.Table {
	t := page.Table{Caption: w.say("group.not-reached"), Head: []string{w.say("column.law"), w.say("column.effect"), w.say("column.why")}, Widths: []int{27, 15, 58},
		Sheet: w.say("sheet.not-reached")}
	for _, f := range list {
		why := page.Text(w.say("not-reached.plain"))
		claims := f.Coverage
		if m := f.NearestMiss; m != nil && m.Text != "" {
			why, claims = w.run(m.Text), append(slices.Clone(m.Claims), f.Coverage...)
		}
		if len(claims) == 0 && f.Proof != nil {
			claims = f.Proof.Leaves()
		}
		switch m := f.NearestMiss; {
		case m != nil && (m.InForceFrom != 0 || m.InForceUntil != 0 || m.Proposal):
			claims = nil // the law itself says so
		case len(claims) == 0 && (m == nil || m.Text == ""):
			why = page.Text(w.say("not-reached.presumed"))
		}
		if len(claims) > maxCell {
			claims = claims[:maxCell]
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.p.Law(f)), w.citeLaw(f.Law))}, {Text: page.Text(w.word("effect", string(f.Effect)))},
			{Text: page.Cat(why, w.cite(claims...))}}})
	}
	return t
}

// maxCell bounds the statements one cell of a table cites; the JSON has all.
const maxCell = 12

// noPath lists by jurisdiction the laws to which nothing stated leads.
func (w *composer) noPath(list []*queries.Finding) page.Table {
	t := page.Table{Caption: w.say("group.no-path"), Head: []string{w.say("column.state"), w.say("column.number"), w.say("column.laws")}, Widths: []int{18, 9, 73}, Sheet: w.say("sheet.no-path")}
	var order []string
	laws := map[string][]string{}
	for _, f := range list {
		if laws[f.Jurisdiction] == nil {
			order = append(order, f.Jurisdiction)
		}
		if !slices.Contains(laws[f.Jurisdiction], f.Law) {
			laws[f.Jurisdiction] = append(laws[f.Jurisdiction], f.Law)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(laws[b]), len(laws[a])), cmp.Compare(a, b))
	})
	for _, iso := range order {
		var runs []page.Run
		for i, id := range laws[iso] {
			if i > 0 {
				runs = append(runs, page.Run{Text: ", "})
			}
			runs = append(runs, page.Run{Text: strings.TrimPrefix(w.c.LawName(id), iso+" ")})
			runs = append(runs, w.citeLaw(id)...)
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(w.c.Place(iso))}, {Text: page.Text(count(len(laws[iso]))), Right: true}, {Text: runs}}})
	}
	return t
}

// homeLaw tells the law of the provider's own state or bloc: what leads somewhere in a
// table, the rest by name.
func (w *composer) homeLaw(list []*queries.Finding) []page.Block {
	out := []page.Block{w.para(page.Body, "home.note")}
	if t := w.home(list); len(t.Rows) > 0 {
		out = append(out, t)
	}
	for _, part := range []struct {
		id string
		of func(*queries.Finding) bool
	}{
		{"home.not-reached", func(f *queries.Finding) bool { return f.Verdict == exposure.NotReached }},
		{"home.no-path", func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Because == exposure.ByCoverage
		}},
	} {
		var runs []page.Run
		for _, f := range list {
			if !part.of(f) {
				continue
			}
			if len(runs) > 0 {
				runs = append(runs, page.Run{Text: w.semicolon()})
			}
			claims := f.Coverage
			if m := f.NearestMiss; m != nil {
				claims = append(slices.Clone(m.Claims), claims...)
			}
			runs = append(runs, page.Run{Text: w.p.Law(f) + " (" + w.word("effect", string(f.Effect)) + ")"})
			runs = append(append(runs, w.citeLaw(f.Law)...), w.cite(claims[:min(len(claims), maxCell)]...)...)
		}
		if len(runs) > 0 {
			out = append(out, page.Para{Text: page.Cat(page.Strong(w.say(part.id)+w.colon()), runs, page.Text("."))})
		}
	}
	return out
}

// home lists the law of the provider's own state or bloc that leads somewhere.
func (w *composer) home(list []*queries.Finding) page.Table {
	t := page.Table{Caption: w.say("group.home"), Head: []string{w.say("column.law"), w.say("column.effect"), w.say("column.result"), w.say("column.firmness")},
		Widths: []int{36, 16, 32, 16}, Sheet: w.say("sheet.home")}
	for _, f := range list {
		if f.Verdict == exposure.NotReached || f.Verdict == exposure.Undetermined && f.Because == exposure.ByCoverage {
			continue
		}
		var claims []graph.ClaimID
		if f.Verdict == exposure.Reached || f.Verdict == exposure.Undetermined && f.Because != exposure.ByCoverage {
			claims = firstPath(f)
		}
		firm := ""
		if f.Verdict == exposure.Reached || f.Confidence != law.Settled {
			firm = w.word("confidence", string(f.Confidence))
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.p.Law(f)), w.citeLaw(f.Law))}, {Text: page.Text(w.word("effect", string(f.Effect)))},
			{Text: page.Cat(page.Text(w.p.Verdict(f)), w.cite(claims...))}, {Text: page.Text(firm)}}})
	}
	return t
}
