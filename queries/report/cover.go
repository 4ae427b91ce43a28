package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// cover says what was asked, about whom, on which data, and leaves room for whoever
// signs it off.
func (w *composer) cover() []page.Block {
	d := w.d
	var rows []page.Field
	add := func(label string, runs []page.Run) {
		if len(runs) > 0 && page.Plain(runs) != "" {
			rows = append(rows, page.Field{Label: w.say(label), Text: runs})
		}
	}
	who := text.Name(d.Subject.Name)
	if d.Subject.LegalName != "" && d.Subject.LegalName != d.Subject.Name {
		who += " (" + text.Name(d.Subject.LegalName) + ")"
	}
	who += ", " + w.word("kind", string(d.Subject.Kind))
	if d.Subject.Country != "" {
		who += ", " + w.c.Place(d.Subject.Country)
	}
	add("cover.subject", page.Text(who))
	var offers []string
	for _, o := range d.Subject.Offers {
		offers = append(offers, text.Name(o.Name))
	}
	if len(offers) > 0 {
		add("cover.offer", page.Cat(page.Text(strings.Join(offers, w.semicolon())), w.cite(w.operates()...)))
	} else {
		add("cover.offer", page.Text(w.say("cover.no-offer")))
	}
	add("cover.region", w.regions())
	ids := append([]string{string(d.Subject.ID)}, d.Subject.Identifiers...)
	add("cover.identifiers", page.Text(strings.Join(ids, w.semicolon())))
	add("cover.as-of", page.Text(w.day(d.AsOf)))
	if d.Made.OldestFact != 0 {
		add("cover.oldest", page.Text(w.day(d.Made.OldestFact)))
	}
	add("cover.asked", page.Text(w.asked()))
	add("cover.data", page.Text(w.say("cover.data-of", "Release", d.Made.DataRelease, "N", d.Made.Facts)))
	add("cover.laws", page.Text(w.say("cover.laws-of", "N", d.Made.LawCount, "Program", programOnly(d.Made.Program))))
	if d.Made.FactsHash != "" {
		add("cover.facts-hash", page.Text(grouped(d.Made.FactsHash)))
		add("cover.laws-hash", page.Text(grouped(d.Made.LawsHash)))
	}
	if d.Hash != "" {
		add("cover.hash", page.Text(grouped(d.Hash)))
	}
	return append([]page.Block{page.Fields{Rows: rows}}, w.signOff()...)
}

// programOnly is the version of the program without the day of its data, which stands
// beside it.
func programOnly(version string) string {
	program, _, _ := strings.Cut(version, ",")
	return program
}

// signOff leaves room for whoever answers for the document.
func (w *composer) signOff() []page.Block {
	sign := page.Fields{}
	for _, label := range []string{"cover.prepared", "cover.reviewed", "cover.date", "cover.signature"} {
		sign.Rows = append(sign.Rows, page.Field{Label: w.say(label), Blank: true})
	}
	return []page.Block{w.para(page.Label, "cover.sign-off"), sign}
}

// operates lists the statements that say what the provider operates.
func (w *composer) operates() []graph.ClaimID {
	var out []graph.ClaimID
	for _, l := range w.c.Graph.From(w.d.Subject.ID) {
		if l.Interest == graph.Operates && l.State == graph.InForce {
			out = append(out, l.Claims...)
		}
	}
	return out
}

// regions names where the provider sells and keeps data, as far as stated.
func (w *composer) regions() []page.Run {
	var out []page.Run
	for _, i := range []graph.Interest{graph.ServesMarket, graph.DataLocatedIn} {
		var names []string
		var claims []graph.ClaimID
		for _, l := range w.d.Subject.Markets {
			if l.Interest != i {
				continue
			}
			if n := w.c.Name(l.To); !slices.Contains(names, n) {
				names = append(names, n)
			}
			claims = append(claims, l.Claims...)
		}
		id := "cover.markets"
		if i == graph.DataLocatedIn {
			id = "cover.data-in"
		}
		where := w.say("cover.not-stated")
		if len(names) > 0 {
			where = strings.Join(names, ", ")
		}
		if len(out) > 0 {
			out = append(out, page.Run{Text: w.semicolon()})
		}
		out = append(out, page.Run{Text: w.say(id) + w.colon() + where})
		out = append(out, w.cite(claims...)...)
	}
	return out
}

// asked says which laws and rules were asked about.
func (w *composer) asked() string {
	out := w.say("cover.every-law")
	if len(w.d.Asked.Laws) > 0 {
		var names []string
		for _, id := range w.d.Asked.Laws {
			names = append(names, w.c.LawName(id))
		}
		out = strings.Join(names, ", ")
	}
	if len(w.d.Asked.Rules) > 0 {
		out += w.semicolon() + w.say("cover.rules") + w.colon() + strings.Join(w.d.Asked.Rules, ", ")
	}
	return out
}

// shownCuts bounds the findings of which the page in plain words says what would end
// them.
const shownCuts = 6

// plain is the page in plain words: what holds, the matrix, what would change it.
func (w *composer) plain() page.Section {
	s := page.Section{ID: "plain", Title: w.say("plain"), Break: true}
	for _, line := range w.p.Conclusion(w.d.Reach) {
		var claims []graph.ClaimID
		for _, f := range line.Findings {
			claims = append(claims, firstPath(f)...)
		}
		s.Blocks = append(s.Blocks, page.Para{Style: page.Lead, Text: page.Cat(page.Text(w.p.Prose(line.Text)), w.findingLinks(line.Findings), w.cite(claims...))})
	}
	if also := w.alsoReached(); len(also) > 0 {
		s.Blocks = append(s.Blocks, page.Para{Style: page.Lead, Text: also})
	}
	s.Blocks = append(s.Blocks, w.matrix(), w.para(page.Note, "matrix.note"), w.para(page.Notice, "not-a-ground"))
	if items := w.shortCuts(); len(items) > 0 {
		s.Blocks = append(s.Blocks, w.para(page.Label, "plain.change"), page.List{Items: items})
	}
	if q := w.d.Questions; len(q.Questions) > 0 {
		s.Blocks = append(s.Blocks, page.Para{Text: page.Cat([]page.Run{{Text: w.say("plain.questions", "N", len(w.asks()), "Open", q.Open) + " "}, {Text: w.say("plain.see-questions"), To: "questions"}}, w.askFirst())})
	}
	return s
}

// alsoReached names the findings reached of which no sentence of the conclusion speaks:
// those on whoever owns or buys, and on goods.
func (w *composer) alsoReached() []page.Run {
	told := map[*queries.Finding]bool{}
	for _, line := range w.p.Conclusion(w.d.Reach) {
		for _, f := range line.Findings {
			told[f] = true
		}
	}
	var runs []page.Run
	for i := range w.d.Findings {
		n := &w.d.Findings[i]
		if n.brief.Verdict != exposure.Reached || n.brief.Status != "" || told[n.brief] {
			continue
		}
		if len(runs) > 0 {
			runs = append(runs, page.Run{Text: w.semicolon()})
		}
		runs = append(runs, page.Run{Text: n.Short + " (" + w.word("effect", string(n.brief.Effect)) + ", " + n.Verdict + ", "}, w.finding(n), page.Run{Text: ")"})
		runs = append(runs, w.cite(firstPath(n.brief)...)...)
	}
	if len(runs) == 0 {
		return nil
	}
	return page.Cat(page.Text(w.say("plain.also")+w.colon()), runs, page.Text("."))
}

// shownFirst bounds the questions that the page in plain words puts first.
const shownFirst = 5

// askFirst names the questions on which most turns, with how many findings do.
func (w *composer) askFirst() []page.Run {
	type line struct {
		id, topic string
		n         int
	}
	var list []line
	for i, q := range w.asks() {
		if n := len(q.Settles) + len(q.BearsOn); n > 0 {
			list = append(list, line{number("Q", i+1), w.word("report.topic", string(q.Topic)), n})
		}
	}
	slices.SortStableFunc(list, func(a, b line) int { return cmp.Compare(b.n, a.n) })
	var runs []page.Run
	for i, l := range list[:min(len(list), shownFirst)] {
		text := " " + l.topic + " (" + count(l.n) + ")"
		if i == 0 {
			runs = []page.Run{{Text: " "}, {Text: w.say("plain.ask-first") + w.colon(), Bold: true}}
			text = " " + l.topic + " (" + w.say("plain.bears", "N", l.n) + ")"
		} else {
			runs = append(runs, page.Run{Text: ", "})
		}
		runs = append(runs, page.Run{Text: l.id, To: strings.ToLower(l.id)}, page.Run{Text: text})
	}
	if len(runs) > 0 {
		runs = append(runs, page.Run{Text: "."})
	}
	return runs
}

// shortCuts says in a line each what would have to end; findings that the same would
// end stand together.
func (w *composer) shortCuts() []page.Item {
	type line struct {
		of   []*Numbered
		ends queries.CutBrief
		more int // facts to establish beside
		key  string
	}
	var lines []*line
	for i := range w.d.Findings {
		n := &w.d.Findings[i]
		if n.Cuts == nil || len(n.Cuts.Cuts) == 0 {
			continue
		}
		l := &line{of: []*Numbered{n}}
		for _, ch := range n.Cuts.Cuts[0].Changes {
			if ch.Kind == queries.EndTie {
				l.ends.Changes = append(l.ends.Changes, ch)
				l.key += ch.Text + "\n"
				continue
			}
			l.more++
		}
		at := slices.IndexFunc(lines, func(o *line) bool { return o.key == l.key })
		switch {
		case at >= 0:
			lines[at].of = append(lines[at].of, n)
			lines[at].more = max(lines[at].more, l.more)
		case len(lines) < shownCuts:
			lines = append(lines, l)
		}
	}
	var items []page.Item
	for _, l := range lines {
		var runs []page.Run
		for i, n := range l.of {
			if i > 0 {
				runs = append(runs, page.Run{Text: ", "})
			}
			runs = append(runs, page.Run{Text: n.Short + noBreak + "("}, w.finding(n), page.Run{Text: ")"})
		}
		runs = append(runs, page.Run{Text: w.colon()})
		runs = append(runs, w.cut(&l.ends)...)
		if l.more > 0 {
			if len(l.ends.Changes) > 0 {
				runs = append(runs, page.Run{Text: w.semicolon()})
			}
			runs = append(runs, page.Run{Text: w.say("plain.facts", "N", l.more)})
		}
		items = append(items, page.Item{Text: runs})
	}
	return items
}

// findingLinks lists findings by number: " (F1, F2)".
func (w *composer) findingLinks(list []*queries.Finding) []page.Run {
	var out []page.Run
	for i := range w.d.Findings { // in the order of their numbers
		n := &w.d.Findings[i]
		if !slices.ContainsFunc(list, func(f *queries.Finding) bool { return w.numbered(f) == n }) {
			continue
		}
		if len(out) > 0 {
			out = append(out, page.Run{Text: ", "})
		}
		out = append(out, w.finding(n))
	}
	if len(out) == 0 {
		return nil
	}
	return append(append([]page.Run{{Text: " ("}}, out...), page.Run{Text: ")"})
}

// day writes a day as prose of the language has it.
func (w *composer) day(d graph.Date) string { return w.c.Voice.Say("day", "Date", d.String()) }

// matrix is what a state could do, by when.
func (w *composer) matrix() page.Table {
	t := page.Table{ID: "matrix", Caption: w.say("matrix"), Sheet: w.say("sheet.matrix"), Widths: []int{14, 20, 20, 26, 24},
		Head: []string{w.say("matrix.what"), w.c.Voice.Say("matrix.today"), w.c.Voice.Say("matrix.triggered"), w.say("matrix.open"), w.say("matrix.none")}}
	for _, m := range w.p.Matrix(w.d.Reach) {
		row := page.Row{Cells: []page.Cell{{Text: page.Strong(m.Label)}}}
		for i, list := range m.Cells {
			if i == 3 {
				row.Cells = append(row.Cells, page.Cell{Text: w.counted(list)})
				continue
			}
			var runs []page.Run
			for _, f := range list {
				if len(runs) > 0 {
					runs = append(runs, page.Run{Text: ", "})
				}
				runs = append(runs, page.Run{Text: w.p.Law(f)})
				if n := w.numbered(f); n != nil {
					runs = append(runs, page.Run{Text: noBreak + "("}, w.finding(n), page.Run{Text: ")"})
				}
			}
			if len(runs) == 0 {
				runs = page.Text("–")
			}
			row.Cells = append(row.Cells, page.Cell{Text: runs})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// counted sums laws up by jurisdiction, with a link to where they are named.
func (w *composer) counted(list []*queries.Finding) []page.Run {
	if len(list) == 0 {
		return page.Text("–")
	}
	var order []string
	n := map[string]int{}
	for _, f := range list {
		if n[f.Jurisdiction] == 0 {
			order = append(order, f.Jurisdiction)
		}
		n[f.Jurisdiction]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	for i, iso := range order {
		order[i] = iso + noBreak + count(n[iso])
	}
	return []page.Run{{Text: w.say("matrix.laws", "N", len(list)), To: "no-path"}, {Text: w.colon() + strings.Join(order, ", ")}}
}

// cut words a set of changes.
func (w *composer) cut(k *queries.CutBrief) []page.Run {
	var out []page.Run
	for i, ch := range k.Changes {
		if i > 0 {
			out = append(out, page.Run{Text: w.semicolon()})
		}
		out = append(out, page.Run{Text: w.word("report.change", ch.Kind) + w.colon() + w.p.Prose(ch.Text)})
		out = append(out, w.cite(ch.Claims...)...)
	}
	return out
}

// count writes a number.
func count(n int) string { return strconv.Itoa(n) }
