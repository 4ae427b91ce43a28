package report

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
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

// rows picks the grounds worth telling: those that came out as the finding did, with a
// path or the facts that lead to one; of a scheme those that are met or barred.
func (w *composer) rows(f *queries.WhyFinding) []*queries.WhyRow {
	var out []*queries.WhyRow
	for i := range f.Rows {
		r := &f.Rows[i]
		leads := len(r.Paths) > 0 || r.Verdict == exposure.Reached
		if f.Status != "" && r.Verdict == exposure.Undetermined && r.Because == exposure.ByCoverage {
			continue
		}
		if leads && (f.Status != "" || r.Verdict == f.Verdict && (r.Because == f.Because || i == 0)) {
			out = append(out, r)
		}
	}
	if len(out) == 0 && len(f.Rows) > 0 {
		out = append(out, &f.Rows[0])
	}
	return out
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

// ground tells one ground: its condition, how it came here, its paths, what meets its
// gates, and what is said for and against it.
func (w *composer) ground(n *Numbered, r *queries.WhyRow) []page.Block {
	f := n.Detail
	section := ""
	if r.Section != "" {
		section = " [" + r.Section + "]"
	}
	label := w.say("finding.ground", "Via", w.word("via", string(r.Via)))
	if r.Partly && len(r.Paths) > 0 {
		label = w.say("finding.ground-partly", "Via", w.word("via", string(r.Via)))
	}
	runs := page.Cat([]page.Run{{Text: label + w.colon(), Bold: true}}, page.Text(r.Condition+section), w.citeLaw(f.Law))
	if r.Bound != nil && len(r.Paths) > 0 {
		id := "finding.carried"
		if r.Verdict != exposure.Reached {
			id = "finding.carried-open"
		}
		runs = page.Cat(runs, page.Text(". "+w.say(id, "Bound", text.Name(r.Bound.Name), "Carrier", w.word("carrier", string(r.Carrier)))), w.citeLaw(f.Law))
	}
	out := []page.Block{page.Para{Text: runs}}
	out = append(out, w.ways(n, r)...)
	var beside []page.Item
	if len(r.Gates) > 0 {
		beside = append(beside, page.Item{Text: w.gates(n, r)})
	}
	for i := range r.Inferred {
		x := &r.Inferred[i]
		beside = append(beside, page.Item{Text: page.Cat(page.Text(w.say("finding.inferred")+w.colon()+w.p.Prose(w.p.Inference(x))), w.cite(ids(x.Statements)...))})
	}
	if r.Authority != "" {
		beside = append(beside, page.Item{Text: page.Cat([]page.Run{{Text: w.say("finding.for") + w.colon(), Bold: true}, {Text: r.Authority}}, w.citeLaw(f.Law))})
	}
	if r.Against != "" {
		beside = append(beside, page.Item{Text: page.Cat([]page.Run{{Text: w.say("finding.against") + w.colon(), Bold: true}, {Text: r.Against}}, w.citeLaw(f.Law))})
	}
	for _, c := range r.Carriage {
		beside = append(beside, page.Item{Text: page.Cat(w.carriage(f.Law, r, &c), w.citeLaw(f.Law))})
	}
	if len(beside) > 0 {
		out = append(out, page.List{Items: beside})
	}
	return out
}

// gates tells what meets the conditions under which a law speaks at all. Where an
// earlier finding has told the same it is pointed to.
func (w *composer) gates(n *Numbered, r *queries.WhyRow) []page.Run {
	runs := page.Text(w.say("finding.gate", "N", len(r.Gates)) + w.colon())
	key := "gates"
	for i := range r.Gates {
		key += "\n" + string(r.Gates[i].ID)
	}
	switch at := w.told[key]; at {
	case "":
	case n.Number:
		return append(runs, page.Run{Text: w.say("finding.gate-above")})
	default:
		return append(runs, page.Run{Text: w.say("finding.gate-as") + " "}, page.Run{Text: at, To: strings.ToLower(at)})
	}
	w.told[key] = n.Number
	for i := range r.Gates {
		if i > 0 {
			runs = append(runs, page.Run{Text: w.semicolon()})
		}
		runs = append(append(runs, page.Run{Text: w.p.Prose(r.Gates[i].Text)}), w.cite(r.Gates[i].ID)...)
	}
	return runs
}

// ways tells the ways to a ground. One that was told with an earlier finding is pointed
// to.
func (w *composer) ways(n *Numbered, r *queries.WhyRow) []page.Block {
	var out []page.Block
	var fresh []text.Way
	var told []string
	above := false
	for _, way := range text.Ways(r) {
		key := wayKey(&way)
		switch at := w.told[key]; {
		case at != "" && at != n.Number:
			if !slices.Contains(told, at) {
				told = append(told, at)
			}
		case w.told["shown "+key] == n.Number:
			above = true
		default:
			fresh = append(fresh, way)
			w.told[key] = n.Number // with the finding, if not on the page
		}
	}
	if above && len(fresh)+len(told) == 0 {
		return []page.Block{w.para(page.Body, "finding.paths-above")}
	}
	shown := apart(fresh)
	for i, way := range shown {
		w.told["shown "+wayKey(&way)] = n.Number
		label := w.say("finding.path", "Grade", w.word("grade", way.Evidence.String()))
		if len(fresh) > 1 {
			label = w.say("finding.path-n", "I", i+1, "Of", len(fresh), "Grade", w.word("grade", way.Evidence.String()))
		}
		out = append(out, page.Para{Style: page.Label, Text: page.Text(label)}, page.List{Ordered: true, Items: w.steps(way.Steps)})
	}
	if more := len(fresh) - len(shown); more > 0 {
		out = append(out, w.para(page.Note, "finding.more-paths", "N", more))
	}
	if len(told) > 0 {
		id := "finding.paths-as"
		if len(fresh) > 0 {
			id = "finding.paths-also"
		}
		runs := page.Text(w.say(id) + " ")
		for i, at := range told {
			if i > 0 {
				runs = append(runs, page.Run{Text: ", "})
			}
			runs = append(runs, page.Run{Text: at, To: strings.ToLower(at)})
		}
		out = append(out, page.Para{Text: append(runs, page.Run{Text: "."})})
	}
	return out
}

// wayKey tells ways apart by what their steps say.
func wayKey(way *text.Way) string {
	key := "way"
	for _, s := range way.Steps {
		key += "\n" + s.Text
	}
	return key
}

// apart picks the ways to tell: the first, and those through other parties. Ways through
// the same party differ in the offer that they pass.
func apart(list []text.Way) []text.Way {
	var out []text.Way
	seen := map[graph.EntityID]bool{}
	for _, way := range list {
		if len(out) == shownWays || len(way.Steps) > 0 && seen[way.Steps[0].From] {
			continue
		}
		for _, s := range way.Steps {
			seen[s.From] = true
		}
		out = append(out, way)
	}
	return out
}

// schemeRows lists how the grounds of a scheme came out, without their paths: the tender
// annex and the JSON have those.
func (w *composer) schemeRows(f *queries.WhyFinding, rows []*queries.WhyRow) []page.Block {
	var items []page.Item
	for i, r := range rows {
		if i == shownScheme && len(rows) > shownScheme+1 {
			items = append(items, page.Item{Text: page.Text(w.say("finding.more-grounds", "N", len(rows)-i))})
			break
		}
		label := rowStanding(w.c.Voice, r)
		section := ""
		if r.Section != "" {
			section = " [" + r.Section + "]"
		}
		var claims []graph.ClaimID
		for _, p := range r.Paths[:min(len(r.Paths), 1)] {
			for _, s := range p.Steps {
				claims = append(claims, s.Step.Claims...)
			}
		}
		items = append(items, page.Item{Text: page.Cat([]page.Run{{Text: label + w.colon(), Bold: true}}, page.Text(r.Condition+section), w.cite(claims...), w.citeLaw(f.Law))})
	}
	return []page.Block{page.List{Items: items}}
}

// carriage tells the rule by which a ground travels; its note stands in full once.
func (w *composer) carriage(id string, r *queries.WhyRow, c *queries.Carriage) []page.Run {
	line := w.c.Voice.Say("carriage", "Power", w.word("power", string(c.Power)), "Carrier", w.word("carrier", string(r.Carrier)),
		"Confidence", w.word("confidence", string(c.Confidence)))
	head := page.Run{Text: w.say("finding.travels") + w.colon(), Bold: true}
	if c.Note == "" {
		return []page.Run{head, {Text: line}}
	}
	if w.told[c.Note] != "" {
		return []page.Run{head, {Text: line + " (" + w.say("finding.note-above") + ")"}}
	}
	w.told[c.Note] = id
	note := line + w.colon() + c.Note
	if c.Authority != "" {
		note += " [" + c.Authority + "]"
	}
	return []page.Run{head, {Text: note}}
}

// steps lists the steps of a way with their statements; nationalities of persons are
// told without a name.
func (w *composer) steps(list []queries.WhyStep) []page.Item {
	var out []page.Item
	for i := range list {
		s := &list[i]
		words := w.p.Prose(s.Text)
		if privateStep(w.c, &s.Step) {
			words = w.say("private.step", "Where", w.c.Name(s.To))
		}
		if rest, ok := strings.CutPrefix(words, "l’"); ok { // the article of an offer, in French
			words = "L’" + rest
		}
		out = append(out, page.Item{Text: page.Cat(page.Text(words), w.cite(s.Step.Claims...))})
	}
	return out
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
