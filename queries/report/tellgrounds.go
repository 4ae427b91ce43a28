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
