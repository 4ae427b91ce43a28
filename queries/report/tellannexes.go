package report

import (
	"slices"
	"strconv"

	"longarm/queries"
	"longarm/queries/report/page"
)

// coverage tells on which publications the dossier rests, and what it does not cover.
func (w *composer) coverage() page.Section {
	s := page.Section{ID: "coverage", Title: w.say("coverage")}
	gaps := page.Section{ID: "gaps", Title: w.say("gaps"), Blocks: []page.Block{w.para(page.Body, "gaps.intro")}}
	var items []page.Item
	for _, f := range w.p.Flags(w.d.Flags) {
		items = append(items, page.Item{Text: w.run(f)})
	}
	if len(items) > 0 {
		gaps.Blocks = append(gaps.Blocks, w.para(page.Label, "gaps.flags"), page.List{Items: items})
	}
	items = nil
	for _, a := range w.d.Assumptions {
		items = append(items, page.Item{Text: page.Text(a.Text)})
	}
	if len(items) > 0 {
		gaps.Blocks = append(gaps.Blocks, w.para(page.Label, "gaps.assumed"), page.List{Items: items})
	}
	used := page.Section{ID: "sources", Title: w.say("sources"), Blocks: []page.Block{w.para(page.Body, "sources.intro")}}
	t := page.Table{Caption: w.say("sources"), Head: []string{w.say("column.number"), w.say("column.publication"), w.c.Voice.Say("column.date"), w.say("column.licence"), w.say("column.cited")},
		Widths: []int{7, 53, 13, 15, 12}, Sheet: w.say("sheet.sources")}
	for i := range w.d.Sources {
		x := &w.d.Sources[i]
		licence := dash(x.Licence)
		if x.Licence == "" {
			licence = w.say("sources.no-licence")
		}
		if x.NonCommercial {
			licence += " (" + w.say("sources.non-commercial") + ")"
		}
		bare := x.SourceBrief
		bare.Date = ""
		what := page.Text(w.p.Prose(w.p.Source(&bare)))
		if x.URL != "" {
			what = append(what, page.Run{Text: ", "}, page.Run{Text: x.URL, URL: x.URL})
		}
		t.Rows = append(t.Rows, page.Row{ID: "source" + strconv.Itoa(i+1), Cells: []page.Cell{{Text: page.Text(number("S", i+1))}, {Text: what}, {Text: page.Text(dash(x.Date))}, {Text: page.Text(licence)}, {Text: page.Text(count(x.Cited)), Right: true}}})
	}
	if len(t.Rows) > 0 {
		used.Blocks = append(used.Blocks, t)
	}
	s.Sections = append(s.Sections, gaps, used)
	return s
}

// method says how the dossier was made and what it is not.
func (w *composer) method() page.Section {
	s := page.Section{ID: "method", Title: w.say("method")}
	for _, id := range []string{"method.worlds", "method.verdicts", "method.shares", "method.confidence", "method.people", "method.numbers", "method.replay"} {
		s.Blocks = append(s.Blocks, w.para(page.Body, id, "Years", w.d.Made.MaxAge))
	}
	s.Blocks = append(s.Blocks, page.Para{Style: page.Notice, Text: page.Text(w.c.Voice.Say("disclaimer"))}, w.para(page.Notice, "not-a-ground"))
	return s
}

// annexes list every statement and every law cited.
func (w *composer) annexes() []page.Section {
	a := page.Section{ID: "statements", Number: "A", Title: w.say("annex.statements"), Break: true, Blocks: []page.Block{w.para(page.Body, "annex.statements-intro")}}
	t := page.Table{Caption: w.say("annex.statements"), Head: []string{w.say("column.number"), w.say("column.statement"), w.say("column.when"), w.c.Voice.Say("column.evidence"), w.say("column.source")},
		Widths: []int{7, 52, 21, 11, 9}, Sheet: w.say("sheet.statements")}
	t.Data = &page.Data{Head: []string{w.say("column.number"), w.c.Voice.Say("column.id"), w.say("column.statement"), w.say("column.voice"), w.say("column.from"), w.say("column.to"), w.say("column.observed"),
		w.c.Voice.Say("column.evidence"), w.say("column.quote"), w.say("column.source"), w.say("column.address")}}
	for i, id := range w.order {
		k := w.c.Claim(id)
		words, quote := w.p.Prose(k.Text), k.Quote
		if private(w.c, id) {
			words, quote = w.say("private.claim"), ""
		}
		if words == "" {
			words = string(id)
		}
		runs := []page.Run{{Text: words}}
		if quote != "" {
			runs = append(runs, page.Run{Text: " " + w.c.Voice.Say("quote", "Text", w.p.Prose(quote)), Italic: true})
		}
		source, address := w.p.Prose(w.p.Source(k.Source)), ""
		cell := page.Text("–")
		if k.Source != nil {
			address = k.Source.URL
			if at := slices.IndexFunc(w.d.Sources, func(x Source) bool { return x.ID == k.Source.ID }); at >= 0 {
				cell = []page.Run{{Text: number("S", at+1), To: "source" + strconv.Itoa(at+1)}}
			}
		}
		n := strconv.Itoa(i + 1)
		t.Rows = append(t.Rows, page.Row{ID: "s" + n, Cells: []page.Cell{{Text: page.Text(n)}, {Text: append(runs, page.Run{Text: " (" + string(id) + ")"})},
			{Text: page.Text(w.word("assertion", string(k.Assertion)) + ", " + w.p.Dates(&k))}, {Text: page.Text(w.word("grade", k.Evidence.String()))}, {Text: cell}}})
		t.Data.Rows = append(t.Data.Rows, []page.Value{{Number: n}, {Text: string(id)}, {Text: words}, {Text: w.word("assertion", string(k.Assertion))}, {Day: k.From.String()}, {Day: k.To.String()},
			{Day: k.AsOf.String()}, {Text: w.word("grade", k.Evidence.String())}, {Text: quote}, {Text: source}, {Text: address}})
	}
	a.Blocks = append(a.Blocks, t)
	b := page.Section{ID: "laws", Number: "B", Title: w.say("annex.laws"), Blocks: []page.Block{w.para(page.Body, "annex.laws-intro")}}
	l := page.Table{Caption: w.say("annex.laws"), Head: []string{w.say("column.number"), w.say("column.law"), w.say("column.citation"), w.say("column.law-status")}, Widths: []int{7, 40, 33, 20}, Sheet: w.say("sheet.laws")}
	for i, id := range w.laws {
		found, err := queries.Laws(w.c, queries.Params{Args: []string{id}})
		if err != nil {
			continue
		}
		k := found.Detail
		title := []page.Run{{Text: k.Title}}
		cite := []page.Run{{Text: k.Citation}}
		if k.URL != "" {
			cite = []page.Run{{Text: k.Citation, URL: k.URL}}
		}
		status := w.word("standing", string(k.Standing))
		if k.InForceFrom != 0 {
			status += w.semicolon() + w.c.Voice.Say("dates.from", "From", k.InForceFrom.String())
		}
		if k.InForceTo != 0 {
			status += w.semicolon() + w.c.Voice.Say("dates.until", "To", k.InForceTo.String())
		}
		if k.LastReviewed != 0 {
			status += w.semicolon() + w.c.Voice.Say("reviewed", "Date", k.LastReviewed.String())
		}
		n := strconv.Itoa(i + 1)
		l.Rows = append(l.Rows, page.Row{ID: "law" + n, Cells: []page.Cell{{Text: page.Text("L" + n)}, {Text: append(title, page.Run{Text: " (" + id + ")"})}, {Text: cite}, {Text: page.Text(status)}}})
	}
	b.Blocks = append(b.Blocks, l)
	return []page.Section{a, b}
}
