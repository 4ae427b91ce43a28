package report

import (
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/remedy"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
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
	t := page.Table{Caption: w.say("shields"), Head: []string{w.say("column.against"), w.say("column.shields")}, Widths: []int{24, 76}, Sheet: w.say("sheet.shields")}
	var claimed []graph.ClaimID
	t.Data = &page.Data{Head: []string{w.say("column.against"), w.say("column.kind"), w.say("column.shield"), w.say("column.applies")}}
	for i, last := 0, ""; i < len(w.d.Shields.Rows); i++ {
		r := &w.d.Shields.Rows[i]
		brief := queries.Finding{Law: r.Law, Jurisdiction: r.Jurisdiction}
		kind, applies := "", ""
		if r.Kind != "" {
			kind = w.word("shield", r.Kind)
		}
		if r.Applies != "" {
			applies = w.word("shield-applies", string(r.Applies))
		}
		what := r.Text
		if r.Note != "" {
			what += " (" + r.Note + ")"
		}
		t.Data.Rows = append(t.Data.Rows, []page.Value{{Text: w.p.Law(&brief)}, {Text: kind}, {Text: what}, {Text: applies}})
		claimed = append(claimed, r.Claims...)
		if r.Law != last {
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.p.Law(&brief)), w.citeLaw(r.Law))}, {}}})
			last = r.Law
		}
		cell := &t.Rows[len(t.Rows)-1].Cells[1]
		if len(cell.Text) > 0 {
			cell.Text = append(cell.Text, page.Run{Text: w.semicolon()})
		}
		if kind != "" {
			cell.Text = append(cell.Text, page.Run{Text: kind + w.colon(), Italic: true})
		}
		cell.Text = append(cell.Text, page.Run{Text: what})
		cell.Text = append(append(cell.Text, w.citeLaw(r.By)...), w.cite(r.Claims...)...)
		if applies != "" {
			cell.Text = append(cell.Text, page.Run{Text: " — " + applies, Bold: true})
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

// core are the topics that every bidder is asked about, whatever was found.
var core = []remedy.Topic{remedy.Administration, remedy.Keys, remedy.Telemetry, remedy.Updates, remedy.Support}

// ask is one question of the questionnaire.
type ask struct {
	queries.QuestionBrief
	core bool
}

// asks lists the questions to send: first those every bidder gets, then the rest by
// what they would settle.
func (w *composer) asks() []ask {
	var out []ask
	for _, topic := range core {
		q := queries.QuestionBrief{Topic: topic, Question: w.c.Voice.Say("question." + string(topic)), Attach: w.c.Voice.Say("attach." + string(topic))}
		for i := range w.d.Questions.Questions {
			if w.d.Questions.Questions[i].Topic == topic {
				q = w.d.Questions.Questions[i]
			}
		}
		out = append(out, ask{QuestionBrief: q, core: true})
	}
	for _, q := range w.d.Questions.Questions {
		if !slices.Contains(core, q.Topic) {
			out = append(out, ask{QuestionBrief: q})
		}
	}
	return out
}

// shownAbout bounds the facts listed below one question; the JSON has all.
const shownAbout = 3

// questions puts what is unknown as questions ready to send.
func (w *composer) questions() page.Section {
	s := page.Section{ID: "questions", Title: w.say("questions"), Break: true, Blocks: []page.Block{w.para(page.Body, "questions.intro", "Who", text.Name(w.d.Subject.Name))}}
	common := page.Section{ID: "questions-all", Title: w.say("questions.core"), Blocks: []page.Block{w.para(page.Body, "questions.core-intro")}}
	more := page.Section{ID: "questions-more", Title: w.say("questions.more")}
	t := page.Table{Caption: w.say("questions"), Sheet: w.say("sheet.questions")}
	t.Data = &page.Data{Head: []string{w.say("column.number"), w.say("column.question"), w.say("column.attach"), w.say("column.about"), w.say("column.settles"), w.say("answer")}}
	for i, q := range w.asks() {
		id := number("Q", i+1)
		blocks := w.question(id, &q)
		part := &more
		if q.core {
			part = &common
		}
		part.Sections = append(part.Sections, page.Section{ID: strings.ToLower(id), Title: id + " · " + w.word("report.topic", string(q.Topic)), Blocks: blocks, Unlisted: true})
		t.Data.Rows = append(t.Data.Rows, []page.Value{{Text: id}, {Text: q.Question}, {Text: q.Attach}, {Text: strings.Join(q.About, "\n")},
			{Text: w.p.Refs(append(slices.Clone(q.Settles), q.BearsOn...))}, {}})
	}
	s.Sections = append(s.Sections, common)
	if len(more.Sections) > 0 {
		s.Sections = append(s.Sections, more)
	}
	s.Blocks = append(s.Blocks, page.Hidden(t))
	return s
}

func (w *composer) question(id string, q *ask) []page.Block {
	out := []page.Block{page.Para{Style: page.Lead, Text: page.Text(q.Question)}}
	fields := page.Fields{Rows: []page.Field{{Label: w.say("question.attach"), Text: page.Text(q.Attach)}}}
	if len(q.Settles) > 0 {
		fields.Rows = append(fields.Rows, page.Field{Label: w.say("question.settles"), Text: w.refs(q.Settles)})
	}
	if len(q.BearsOn) > 0 {
		fields.Rows = append(fields.Rows, page.Field{Label: w.say("question.bears"), Text: w.refs(q.BearsOn)})
	}
	out = append(out, fields)
	if len(q.About) > 0 {
		var items []page.Item
		for i, m := range q.About {
			if i == shownAbout && len(q.About) > shownAbout+1 {
				items = append(items, page.Item{Text: page.Text(w.say("finding.more-missing", "N", len(q.About)-i))})
				break
			}
			items = append(items, page.Item{Text: w.run(m)})
		}
		out = append(out, w.para(page.Label, "question.about"), page.List{Items: items})
	}
	return append(out, page.Fields{Rows: []page.Field{{Label: w.say("answer"), Blank: true}}})
}

// refs links to findings by number; one that is not told in full stands by its name.
func (w *composer) refs(list []queries.FindingRef) []page.Run {
	var out []page.Run
	for _, r := range list {
		f := queries.Finding{Law: r.Law, Effect: r.Effect}
		run := page.Run{Text: w.p.Refs([]queries.FindingRef{r})}
		if n := w.numbered(&f); n != nil {
			run = w.finding(n)
		}
		if len(out) > 0 {
			out = append(out, page.Run{Text: ", "})
		}
		out = append(out, run)
	}
	return out
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
			Widths: []int{11, 30, 29, 30}, Sheet: w.say("sheet.tender", "N", strconv.Itoa(i+1))}
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
