package report

import (
	"slices"
	"strings"

	"longarm/graph/exposure"
	"longarm/queries"
	"longarm/queries/report/page"
)

// Bounds of what is told of one finding; the JSON has all.
const (
	shownRows    = 3 // grounds
	shownWays    = 2 // ways to a ground
	shownScheme  = 8 // grounds of a scheme
	shownMissing = 6 // missing facts
	shownEnds    = 2 // sets of changes that would end it
)

// conductGroup is the group of findings that only an act would decide.
const conductGroup = "section.conduct"

// findings tells every finding that leads somewhere, then what is not reached, where no
// path was found, and the law of the provider's own state.
func (w *composer) findings() page.Section {
	s := page.Section{ID: "findings", Title: w.say("findings"), Break: true, Blocks: []page.Block{w.para(page.Body, "findings.intro")}}
	for _, g := range w.p.Groups(w.d.Reach) {
		part := page.Section{ID: "g-" + strings.TrimPrefix(strings.ReplaceAll(g.ID, ".", "-"), "section-"), Title: w.group(g.ID)}
		var list []*Numbered
		for i := range w.d.Findings {
			if n := &w.d.Findings[i]; n.Group == g.ID {
				list = append(list, n)
			}
		}
		if len(list) == 0 {
			continue
		}
		if strings.HasPrefix(g.ID, conductGroup) {
			part.Blocks = append(part.Blocks, w.para(page.Body, "conduct.note"), w.conduct(list))
		} else {
			for _, n := range list {
				part.Sections = append(part.Sections, w.finding3(n))
			}
		}
		s.Sections = append(s.Sections, part)
	}
	notReached, noPath := w.p.Quiet(w.d.Reach)
	if len(notReached) > 0 {
		s.Sections = append(s.Sections, page.Section{ID: "not-reached", Title: w.say("group.not-reached"),
			Blocks: []page.Block{w.para(page.Body, "not-reached.note"), w.notReached(notReached)}})
	}
	if len(noPath) > 0 {
		s.Sections = append(s.Sections, page.Section{ID: "no-path", Title: w.say("group.no-path"),
			Blocks: []page.Block{w.para(page.Body, "no-path.note"), w.noPath(noPath)}})
	}
	if home := w.p.Home(w.d.Reach); len(home) > 0 {
		s.Sections = append(s.Sections, page.Section{ID: "home", Title: w.say("group.home"), Blocks: w.homeLaw(home)})
	}
	return s
}

// group titles a group of findings; those of host law say so.
func (w *composer) group(id string) string {
	base := strings.TrimPrefix(strings.TrimSuffix(id, "-host"), "section.")
	title := w.word("report.group", base)
	if strings.HasSuffix(id, "-host") {
		return w.say("group.host", "Group", title)
	}
	return title
}

// finding3 tells one finding: the result, the grounds with their paths, the law, what
// authorities say, what is missing, what would end it.
func (w *composer) finding3(n *Numbered) page.Section {
	f := n.Detail
	s := page.Section{ID: strings.ToLower(n.Number), Title: n.Number + " · " + n.Short + " · " + w.word("effect", string(f.Effect))}
	fields := page.Fields{}
	add := func(id string, runs []page.Run) {
		if page.Plain(runs) != "" {
			fields.Rows = append(fields.Rows, page.Field{Label: w.say(id), Text: runs})
		}
	}
	add("finding.law", page.Cat(page.Text(f.Title), w.citeLaw(f.Law)))
	result := page.Strong(n.Verdict)
	switch n := leftToJudgement(f); {
	case f.Status == "":
		result = append(result, page.Run{Text: w.semicolon() + w.firmness(&f.Finding)})
	case n > 0:
		result = append(result, page.Run{Text: w.semicolon() + w.say("finding.left", "N", n)})
	}
	add("finding.result", page.Cat(result, w.cite(firstPath(&f.Finding)...)))
	if n.Through != "–" {
		add("finding.through", page.Cat(page.Text(n.Through), w.cite(firstPath(&f.Finding)...)))
	}
	if f.Trigger != "" {
		add("finding.trigger", page.Cat(page.Text(f.Trigger), w.citeLaw(f.Law)))
	}
	for i := range f.Determinations {
		d := &f.Determinations[i]
		words := w.p.Prose(d.Text)
		if d.Differs {
			words += " " + w.c.Voice.Say("differs")
		}
		if d.Doubt != "" {
			words += w.semicolon() + w.p.Prose(d.Doubt)
		}
		add("finding.decided", page.Cat(page.Text(words), w.cite(d.Claims...)))
	}
	s.Blocks = append(s.Blocks, fields)
	rows := w.rows(f)
	switch annex := w.annexOf(f.Law); {
	case f.Status != "" && annex != "":
		s.Blocks = append(s.Blocks, page.Para{Text: []page.Run{{Text: w.say("finding.annex") + " "}, {Text: w.say("tender"), To: annex}, {Text: "."}}})
		rows = nil
	case f.Status != "":
		s.Blocks = append(s.Blocks, w.schemeRows(f, rows)...)
		rows = nil
	}
	for _, r := range rows[:min(len(rows), shownRows)] {
		s.Blocks = append(s.Blocks, w.ground(n, r)...)
	}
	if more := len(rows) - shownRows; more > 0 {
		s.Blocks = append(s.Blocks, w.para(page.Note, "finding.more-grounds", "N", more))
	}
	s.Blocks = append(s.Blocks, w.missing(n)...)
	// how near an open ground came is told where a figure says it
	if m := f.NearestMiss; m != nil && m.Text != "" && (f.Status != "" || f.Verdict == exposure.NotReached || m.Margin != "") {
		s.Blocks = append(s.Blocks, page.Para{Text: page.Cat(page.Text(w.say("finding.near")+w.colon()+w.p.Prose(f.NearestMiss.Text)), w.cite(f.NearestMiss.Claims...), w.citeLaw(f.Law))})
	}
	s.Blocks = append(s.Blocks, w.ends(n)...)
	return s
}

// firmness says how firm the law is and on what evidence the path stands.
func (w *composer) firmness(f *queries.Finding) string {
	out := w.word("confidence", string(f.Confidence))
	if f.Evidence != 0 {
		out += w.semicolon() + w.c.Voice.Say("evidence", "Grade", w.word("grade", f.Evidence.String()))
	}
	return out + w.semicolon() + w.word("scope", string(f.Scope))
}

// annexOf is the anchor of the tender annex that takes a scheme criterion by criterion,
// or "".
func (w *composer) annexOf(id string) string {
	for i := range w.d.Annexes {
		if w.d.Annexes[i].Law == id {
			return "tender-" + w.d.Annexes[i].ID
		}
	}
	return ""
}

// missing lists the facts that would settle a finding. Findings that lack the same
// facts point to where they stand.
func (w *composer) missing(n *Numbered) []page.Block {
	f := n.Detail
	if len(f.Missing) == 0 || f.Verdict == exposure.Reached {
		return nil
	}
	key := "missing\n" + strings.Join(f.Missing, "\n")
	if at := w.told[key]; at != "" {
		return []page.Block{page.Para{Text: []page.Run{{Text: w.say("finding.missing-as") + " "}, {Text: at, To: strings.ToLower(at)}, {Text: "."}}}}
	}
	w.told[key] = n.Number
	items := []page.Item{}
	for i, m := range f.Missing {
		if i == shownMissing && len(f.Missing) > shownMissing+1 {
			items = append(items, page.Item{Text: page.Text(w.say("finding.more-missing", "N", len(f.Missing)-i))})
			break
		}
		items = append(items, page.Item{Text: w.run(m)})
	}
	label := "finding.missing"
	if f.Status == exposure.Certified {
		label = "finding.missing-certified"
	}
	return []page.Block{w.para(page.Label, label), page.List{Items: items}}
}

// ends tells what would end a finding that is reached, or that nothing stated would.
func (w *composer) ends(n *Numbered) []page.Block {
	k := n.Cuts
	if k == nil || k.Done {
		return nil
	}
	if len(k.Cuts) == 0 {
		return []page.Block{page.Para{Text: page.Cat(page.Text(w.say("ends.none")), w.citeLaw(n.Detail.Law))}}
	}
	id := "ends"
	if k.Relaxed {
		id = "ends.relaxed"
	}
	shown := k.Cuts[:min(len(k.Cuts), shownEnds)]
	var items []page.Item
	common := queries.CutBrief{}
	if len(shown) > 1 {
		common.Changes = inAll(shown)
	}
	for i := range shown {
		own := queries.CutBrief{Changes: slices.DeleteFunc(slices.Clone(shown[i].Changes), func(ch queries.CutChange) bool { return ch.Kind == queries.EstablishFact && changes(&common, ch) })}
		items = append(items, page.Item{Text: w.cut(&own)})
	}
	if len(common.Changes) > 0 {
		runs := page.Text(w.say("ends.each") + w.colon())
		for i, ch := range common.Changes {
			if i > 0 {
				runs = append(runs, page.Run{Text: w.semicolon()})
			}
			runs = append(append(runs, page.Run{Text: w.p.Prose(ch.Text)}), w.cite(ch.Claims...)...)
		}
		items = append(items, page.Item{Text: runs})
	}
	return []page.Block{w.para(page.Label, id), page.List{Items: items}}
}

// inAll lists the facts to establish that every one of the sets asks for, beside an end
// or fact of its own.
func inAll(list []queries.CutBrief) []queries.CutChange {
	var out []queries.CutChange
	for _, ch := range list[0].Changes {
		if ch.Kind == queries.EstablishFact && !slices.ContainsFunc(list, func(k queries.CutBrief) bool { return !changes(&k, ch) }) {
			out = append(out, ch)
		}
	}
	if slices.ContainsFunc(list, func(k queries.CutBrief) bool { return len(k.Changes) == len(out) }) {
		return nil
	}
	return out
}

func changes(k *queries.CutBrief, ch queries.CutChange) bool {
	return slices.ContainsFunc(k.Changes, func(o queries.CutChange) bool { return o.Kind == ch.Kind && o.Text == ch.Text })
}
