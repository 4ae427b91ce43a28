package report

import (
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/queries"
	"longarm/queries/report/page"
)

// schemes tells certificates with their scope and expiry, and how the provider stands
// to each scheme.
func (w *composer) schemes() page.Section {
	s := page.Section{ID: "schemes", Title: w.say("schemes")}
	list := page.Section{ID: "certificates", Title: w.say("certificates")}
	if len(w.d.Certificates) == 0 {
		list.Blocks = append(list.Blocks, w.para(page.Body, "certificates.none"))
	} else {
		t := page.Table{Caption: w.say("certificates"), Head: []string{w.say("column.scheme"), w.say("column.scope"), w.say("column.standing"), w.say("column.since"), w.say("column.until"), w.c.Voice.Say("column.evidence")},
			Widths: []int{26, 24, 16, 12, 12, 10}, Sheet: w.say("sheet.certificates")}
		for _, l := range w.d.Certificates {
			from, to := w.dates(l.Claims)
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.c.Name(l.To)), w.cite(l.Claims...))}, {Text: page.Text(w.c.Name(l.From))},
				{Text: page.Text(w.word("report.standing", string(l.Interest)))}, {Text: page.Text(from)}, {Text: page.Text(to)}, {Text: page.Text(w.word("grade", l.Evidence.String()))}}})
		}
		list.Blocks = append(list.Blocks, t, w.para(page.Note, "certificates.note"))
	}
	s.Sections = append(s.Sections, list)
	part := page.Section{ID: "standing", Title: w.say("standing")}
	for i := range w.d.Findings {
		if n := &w.d.Findings[i]; n.Group == schemeGroup {
			part.Sections = append(part.Sections, w.finding3(n))
		}
	}
	if len(part.Sections) > 0 {
		part.Blocks = append(part.Blocks, w.para(page.Body, "standing.intro"))
		s.Sections = append(s.Sections, part)
	}
	return s
}

// dates tells from when and until when statements hold.
func (w *composer) dates(ids []graph.ClaimID) (from, to string) {
	from, to = w.say("cover.not-stated"), w.say("cover.not-stated")
	for _, id := range ids {
		k := w.c.Claim(id)
		switch {
		case k.From != 0:
			from = k.From.String()
		case k.AsOf != 0 && from == w.say("cover.not-stated"):
			from = w.c.Voice.Say("dates.observed", "AsOf", k.AsOf.String())
		}
		if k.To != 0 {
			to = k.To.String()
		}
	}
	return from, to
}

// shields tells what stands against the outcome of the laws that reach or may.
func (w *composer) shields() page.Section {
	s := page.Section{ID: "shields", Title: w.say("shields"), Blocks: []page.Block{page.Para{Text: page.Text(w.say("shields.note"))}}}
	t := page.Table{Caption: w.say("shields"), Head: []string{w.say("column.against"), w.say("column.shields")}, Widths: []int{22, 78}, Sheet: w.say("sheet.shields")}
	var claimed []graph.ClaimID
	t.Data = &page.Data{Head: []string{w.say("column.against"), w.say("column.kind"), w.say("column.shield"), w.say("column.applies")}}
	var order []string
	of := map[string][]*queries.ShieldRow{}
	for i := range w.d.Shields.Rows {
		r := &w.d.Shields.Rows[i]
		claimed = append(claimed, r.Claims...)
		if of[r.Law] == nil {
			order = append(order, r.Law)
		}
		of[r.Law] = append(of[r.Law], r)
		brief := queries.Finding{Law: r.Law, Jurisdiction: r.Jurisdiction}
		t.Data.Rows = append(t.Data.Rows, []page.Value{{Text: w.p.Law(&brief)}, {Text: w.code("shield", r.Kind)}, {Text: shieldText(r)}, {Text: w.code("shield-applies", string(r.Applies))}})
	}
	for _, id := range order {
		brief := queries.Finding{Law: id, Jurisdiction: of[id][0].Jurisdiction}
		if cell := w.shieldsOf(of[id]); len(cell) > 0 {
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.p.Law(&brief)), w.citeLaw(id))}, {Text: cell}}})
		}
	}
	if len(t.Rows) == 0 {
		s.Blocks = append(s.Blocks, w.para(page.Body, "shields.none"))
	} else {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, w.undertakings(claimed)...)
	var items []page.Item
	for i := range w.d.Findings {
		n := &w.d.Findings[i]
		for j := range n.Detail.Determinations {
			d := &n.Detail.Determinations[j]
			line := n.Short + w.colon() + w.p.Prose(d.Text)
			if d.Differs {
				line += " " + w.c.Voice.Say("differs")
			}
			items = append(items, page.Item{Text: page.Cat([]page.Run{w.finding(n), {Text: " "}}, page.Text(line), w.cite(d.Claims...))})
		}
	}
	s.Blocks = append(s.Blocks, w.para(page.Label, "determinations"))
	if len(items) == 0 {
		s.Blocks = append(s.Blocks, w.para(page.Body, "determinations.none"))
	} else {
		s.Blocks = append(s.Blocks, page.List{Items: items})
	}
	return s
}

// shieldsOf groups the shields against a law: those that apply here, those of which that
// is open, those that the law or a practice knows without regard to the provider. One
// that does not apply stands in the workbook and the JSON only.
func (w *composer) shieldsOf(list []*queries.ShieldRow) []page.Run {
	var out []page.Run
	for _, applies := range []exposure.Verdict{exposure.Reached, exposure.Undetermined, ""} {
		var runs []page.Run
		for _, r := range list {
			if r.Applies != applies {
				continue
			}
			if len(runs) > 0 {
				runs = append(runs, page.Run{Text: w.semicolon()})
			}
			if r.Kind != "" {
				runs = append(runs, page.Run{Text: w.word("shield", r.Kind) + w.colon(), Italic: true})
			}
			runs = append(runs, page.Run{Text: shieldText(r)})
			runs = append(append(runs, w.citeLaw(r.By)...), w.cite(r.Claims...)...)
		}
		if len(runs) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, page.Run{Text: ". "})
		}
		label := w.say("shields.known")
		if applies != "" {
			label = w.word("report.shields", string(applies))
		}
		out = append(append(out, page.Run{Text: label + w.colon(), Bold: true}), runs...)
	}
	return out
}

func shieldText(r *queries.ShieldRow) string {
	if r.Note == "" {
		return r.Text
	}
	return r.Text + " (" + r.Note + ")"
}

// code is a word of a code, "" of none.
func (w *composer) code(family, code string) string {
	if code == "" {
		return ""
	}
	return w.word(family, code)
}

// undertakings lists the contracts that findings name as shields, beyond those told.
func (w *composer) undertakings(told []graph.ClaimID) []page.Block {
	var items []page.Item
	seen := map[string]bool{}
	for i := range w.d.Findings {
		for _, k := range w.d.Findings[i].Detail.Shields {
			if len(k.Claims) == 0 || slices.Contains(told, k.Claims[0]) || seen[k.Text] {
				continue
			}
			seen[k.Text] = true
			line := w.p.Prose(k.Text)
			if k.Applies != "" {
				line += " (" + w.word("shield-applies", string(k.Applies)) + ")"
			}
			items = append(items, page.Item{Text: page.Cat(page.Text(line), w.cite(k.Claims...))})
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []page.Block{w.para(page.Label, "undertakings"), page.List{Items: items}}
}

// disputed sets out both sides: of law where authorities differ, and of fact where
// somebody says what no verdict follows.
func (w *composer) disputed() page.Section {
	s := page.Section{ID: "disputed", Title: w.say("disputed")}
	inLaw := page.Section{ID: "disputed-law", Title: w.say("disputed.law"), Blocks: []page.Block{w.para(page.Body, "disputed.law-intro")}}
	t := page.Table{Caption: w.say("disputed.law"), Head: []string{w.say("column.law"), w.say("column.theory"), w.say("finding.for"), w.say("finding.against")},
		Widths: []int{16, 30, 27, 27}, Sheet: w.say("sheet.disputed")}
	seen := map[string]bool{}
	for i := range w.d.Findings {
		n := &w.d.Findings[i]
		for j := range n.doubts {
			r := &n.doubts[j]
			if key := n.Detail.Law + "\n" + r.ID; !seen[key] {
				seen[key] = true
				t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(n.Short+" ("), []page.Run{w.finding(n), {Text: ")"}}, w.citeLaw(n.Detail.Law))},
					{Text: page.Text(r.Condition)}, {Text: page.Text(dash(r.Authority))}, {Text: page.Text(dash(r.Against))}}})
			}
		}
	}
	if len(t.Rows) > 0 {
		inLaw.Blocks = append(inLaw.Blocks, t)
	} else {
		inLaw.Blocks = []page.Block{w.para(page.Body, "disputed.law-none")}
	}
	s.Sections = append(s.Sections, inLaw, w.said())
	return s
}

// said lists the claims that no verdict follows, with who makes them and what they
// would change.
func (w *composer) said() page.Section {
	s := page.Section{ID: "disputed-fact", Title: w.say("disputed.fact"), Blocks: []page.Block{w.para(page.Body, "disputed.fact-intro")}}
	t := page.Table{Caption: w.say("disputed.fact"), Head: []string{w.say("column.claim"), w.say("column.voice"), w.say("column.bears"), w.say("column.would")},
		Widths: []int{44, 18, 20, 18}, Sheet: w.say("sheet.claims")}
	type line struct {
		claim  queries.BesideClaim
		laws   []string
		points []string
	}
	var order []*line
	at := map[graph.ClaimID]*line{}
	for i := range w.d.Beside {
		b := &w.d.Beside[i]
		l := at[b.ID]
		if l == nil {
			l = &line{claim: b.BesideClaim}
			at[b.ID] = l
			order = append(order, l)
		}
		if b.Points == queries.PointsNowhere {
			continue
		}
		l.laws = append(l.laws, b.Short)
		if word := w.word("report.points", b.Points); !slices.Contains(l.points, word) {
			l.points = append(l.points, word)
		}
	}
	idle := 0
	for _, l := range order {
		if len(l.laws) == 0 {
			idle++
			continue
		}
		words := w.p.Prose(l.claim.Text)
		if l.claim.Quote != "" {
			words += " (" + w.c.Voice.Say("quote", "Text", w.p.Prose(l.claim.Quote)) + ")"
		}
		if private(w.c, l.claim.ID) {
			words = w.say("private.claim")
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(words), w.cite(l.claim.ID))}, {Text: page.Text(w.word("assertion", string(l.claim.Assertion)))},
			{Text: page.Text(strings.Join(l.laws, ", "))}, {Text: page.Text(strings.Join(l.points, w.semicolon()))}}})
	}
	switch {
	case len(t.Rows) > 0:
		s.Blocks = append(s.Blocks, t)
	case idle == 0:
		s.Blocks = []page.Block{w.para(page.Body, "disputed.fact-none")}
	}
	if idle > 0 {
		s.Blocks = append(s.Blocks, w.para(page.Note, "disputed.idle", "N", idle))
	}
	return s
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// clauses offers draft contract clauses with the findings each answers.
func (w *composer) clauses() page.Section {
	s := page.Section{ID: "clauses", Title: w.say("clauses"), Break: true, Blocks: []page.Block{w.para(page.Notice, "clauses.intro")}}
	for i := range w.d.Clauses {
		k := &w.d.Clauses[i]
		part := page.Section{ID: "clause-" + k.ID, Title: w.say("clauses.draft", "Title", k.Title)}
		var runs []page.Run
		for _, n := range k.Findings {
			if len(runs) > 0 {
				runs = append(runs, page.Run{Text: ", "})
			}
			runs = append(runs, page.Run{Text: n, To: strings.ToLower(n)})
		}
		why := page.Text(k.Why)
		if len(runs) > 0 {
			why = page.Cat(page.Text(k.Why+" ("), runs, page.Text(")"))
		}
		part.Blocks = append(part.Blocks, page.Para{Text: why})
		for _, p := range strings.Split(strings.TrimSpace(k.Text), "\n\n") {
			part.Blocks = append(part.Blocks, page.Para{Style: page.Draft, Text: page.Text(strings.Join(strings.Fields(p), " "))})
		}
		s.Sections = append(s.Sections, part)
	}
	return s
}

// tender fills the tender annexes in as far as the facts go.
func (w *composer) tender() page.Section {
	s := page.Section{ID: "tender", Title: w.say("tender"), Blocks: []page.Block{w.para(page.Body, "tender.intro")}}
	for i := range w.d.Annexes {
		a := &w.d.Annexes[i]
		part := page.Section{ID: "tender-" + a.ID, Title: a.Title, Blocks: []page.Block{page.Para{Text: page.Cat(page.Text(a.Intro), w.citeLaw(a.Law))}}}
		t := page.Table{Caption: a.Title, Head: []string{w.say("column.ref"), w.say("column.criterion"), w.say("column.facts-say"), w.say("column.to-fill")},
			Widths: []int{13, 29, 29, 29}, Sheet: w.say("sheet.tender", "N", strconv.Itoa(i+1))}
		for j := range a.Criteria {
			k := &a.Criteria[j]
			var says []page.Run
			for n, r := range k.Answers {
				if n > 0 {
					says = append(says, page.Run{Text: w.semicolon()})
				}
				claims := r.Claims
				if len(claims) > maxCell {
					claims = claims[:maxCell]
				}
				says = append(says, w.run(r.Text)...)
				says = append(says, w.cite(claims...)...)
			}
			if len(says) == 0 {
				says = page.Text("–")
			}
			fill := page.Cell{Text: page.Text(strings.Join(k.Questions, " ")), Blank: true}
			if k.Filled {
				fill = page.Cell{Text: page.Text(w.say("tender.filled"))}
			}
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(k.Ref)}, {Text: page.Text(k.Text)}, {Text: says}, fill}})
		}
		part.Blocks = append(part.Blocks, t)
		s.Sections = append(s.Sections, part)
	}
	return s
}
