package text

import (
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/queries"
)

// whyPage tells every ground of one law: the text, what the facts say to it step
// by step, who said so, what is missing, what stands against it.
func (r *renderer) whyPage(a *queries.WhyResult) *page {
	p := &page{}
	r.numberSources(a.Sources)
	p.add(title{left: r.say("why.title", "Law", a.Law.Short, "Who", Name(a.Provider.Name)), right: r.say("as-of", "Date", a.AsOf.String())})
	p.para(a.Law.Title)
	p.add(item{label: r.say("label.citation"), text: a.Law.Citation + urlSuffix(a.Law.URL), tone: faint})
	p.add(item{label: r.say("label.status"), text: r.lawStatus(&a.Law), tone: faint})
	p.space()
	p.para(a.Law.Summary)
	for i := range a.Findings {
		r.whyFinding(p, &a.Findings[i])
	}
	r.counters(p, a)
	r.besideClaims(p, a)
	if a.Law.Note != "" {
		p.space()
		p.add(heading{text: r.say("why.note"), tone: strong, level: 2})
		p.para(a.Law.Note)
	}
	if len(a.Law.Sources) > 0 {
		p.space()
		p.add(heading{text: r.say("why.law-sources"), tone: strong, level: 2})
		for _, s := range a.Law.Sources {
			p.add(item{text: s, indent: 2})
		}
	}
	r.sourceList(p, a.Sources)
	r.header(p, &a.Header)
	r.disclaimer(p)
	p.add(foot{left: r.say("count.sources", "N", len(a.Sources)), right: r.say("reviewed", "Date", a.Law.LastReviewed.String())})
	return p
}

func urlSuffix(u string) string {
	if u == "" {
		return ""
	}
	return " · " + u
}

func (r *renderer) lawStatus(l *queries.LawDetail) string {
	s := r.v.Code("law-status", string(l.Status))
	if l.InForceFrom != 0 {
		s += ", " + r.say("dates.from", "From", l.InForceFrom.String())
	}
	if l.InForceTo != 0 {
		s += ", " + r.say("dates.until", "To", l.InForceTo.String())
	}
	if l.StatusKnownTo != 0 {
		s += ", " + r.say("status-known-to", "Date", l.StatusKnownTo.String())
	}
	return s
}

func (r *renderer) whyFinding(p *page, f *queries.WhyFinding) {
	p.space()
	p.add(heading{text: strings.ToUpper(r.v.Code("effect", string(f.Effect))) + r.colon() + strings.ToUpper(r.fullVerdict(&f.Finding)), tone: r.verdictTone(&f.Finding), level: 2})
	p.para(r.findingSentence(f))
	if f.Trigger != "" {
		p.add(item{label: r.say("label.trigger"), text: f.Trigger, indent: 2, tone: faint})
	}
	var closed, open []*queries.WhyRow
	for i := range f.Rows {
		row := &f.Rows[i]
		switch {
		case row.Verdict == exposure.NotReached:
			closed = append(closed, row)
		case row.Verdict == exposure.Undetermined && row.Because == exposure.ByCoverage:
			open = append(open, row)
		default:
			r.whyRow(p, row, &f.Finding)
		}
	}
	r.weakest(p, f)
	r.whyCollapsed(p, f.Law, r.say("why.no-path"), open)
	r.whyCollapsed(p, f.Law, r.say("why.not-met"), closed)
	for i := range f.Closed {
		r.rests(p, &f.Closed[i], 2)
	}
	for _, x := range f.Exclusions {
		p.add(item{label: r.say("label.excludes"), text: x.Condition + " (" + x.Section + r.semicolon() + x.Authority + ")", indent: 2, tone: faint})
	}
	for i := range f.Determinations {
		d := &f.Determinations[i]
		voice := r.say("determination.evidentiary")
		if d.Constitutive {
			voice = r.say("determination.constitutive")
		}
		p.add(item{label: r.say("label.decided"), text: r.decided(d) + " (" + voice + ")", indent: 2, tone: strong})
		r.facts(p, d.Claims)
	}
}

// weakest names what an opponent would attack: what is missing, the theory, or the
// step with the least evidence.
func (r *renderer) weakest(p *page, f *queries.WhyFinding) {
	w := f.Weakest
	if w == nil {
		return
	}
	text := r.say("weakest", "Text", r.prose(Safe(w.Text)), "Grade", r.v.Code("grade", w.Evidence.String()),
		"Confidence", r.v.Code("confidence", string(w.Confidence)))
	switch f.Because {
	case exposure.ByFacts:
		text = r.say("weakest-missing", "Text", text)
	case exposure.ByLaw:
		text = r.say("weakest-law", "Text", text, "Row", r.c.GroundName(f.Law, f.Nexus))
	}
	p.space()
	p.add(item{label: r.say("label.weakest"), text: text, indent: 2, tone: warn})
}

func (r *renderer) verdictTone(f *queries.Finding) tone {
	switch {
	case f.Verdict == exposure.Reached, f.Status == exposure.Barred:
		return bad
	case f.Verdict == exposure.NotReached, f.Status == exposure.Eligible, f.Status == exposure.Certified:
		return good
	}
	return warn
}

// findingSentence says in words what the verdict means and on which row it rests.
func (r *renderer) findingSentence(f *queries.WhyFinding) string {
	key := string(f.Verdict)
	switch {
	case f.Status != "":
		key = "status-" + string(f.Status)
	case f.Verdict == exposure.Undetermined:
		key += "-" + string(f.Because)
		if f.Because == exposure.ByLaw && f.IfTheoryHolds != exposure.Reached {
			key = "undetermined-readings"
		}
	}
	return r.v.Code("means", key) + " " + r.say("rests-on", "Row", r.c.GroundName(f.Law, f.Nexus), "Confidence", r.v.Code("confidence", string(f.Confidence)),
		"Scope", r.v.Code("scope", string(f.Scope)))
}

// whyRow tells one ground in full.
func (r *renderer) whyRow(p *page, row *queries.WhyRow, f *queries.Finding) {
	p.space()
	head := r.say("why.ground", "ID", r.c.GroundName(f.Law, row.ID), "Via", r.v.Code("via", string(row.Via)), "Verdict", r.rowVerdict(row), "Confidence", r.v.Code("confidence", string(row.Firmness)))
	p.add(heading{text: "● " + head, tone: strong, level: 3})
	p.add(item{label: r.say("label.text"), text: row.Condition + bracketed(r.c.GroundName(f.Law, row.ID), row.Section), indent: 2, tone: faint})
	if row.Partly && (row.Verdict == exposure.Reached || row.Because == exposure.ByLaw) {
		p.add(item{label: r.say("label.judgement"), text: r.say("judgement-left"), indent: 2, tone: faint})
	}
	if bound := r.boundBy(row); row.Carrier != "" && bound != "" {
		p.add(item{label: r.say("label.carried"), text: r.say("carried", "Bound", bound, "Carrier", r.v.Code("carrier", string(row.Carrier))), indent: 2, tone: faint})
	}
	r.carriage(p, row)
	r.whyPaths(p, row)
	r.basis(p, row)
	for _, m := range row.Missing {
		p.add(item{label: r.say("label.missing"), text: r.prose(Safe(m)), indent: 2, tone: warn})
	}
	if row.Miss != nil && row.Verdict != exposure.Reached {
		p.add(item{label: r.say("label.near"), text: r.prose(Safe(row.Miss.Text)), indent: 2, tone: faint})
		r.facts(p, row.Miss.Claims)
	}
	p.add(item{label: r.say("label.authority"), text: row.Authority + verifiedSuffix(r, row.Verified), indent: 2, tone: faint})
	if row.Against != "" {
		p.add(item{label: r.say("label.against"), text: row.Against, indent: 2, tone: faint})
	}
}

func verifiedSuffix(r *renderer, verified string) string {
	switch verified {
	case "":
		return ""
	case "from-knowledge":
		return " [" + r.say("unverified") + "]"
	}
	return " [" + verified + "]"
}

func (r *renderer) rowVerdict(row *queries.WhyRow) string {
	s := r.v.Code("verdict", string(row.Verdict))
	if row.Sense != "" {
		s = r.v.Code("sense", string(row.Sense)) + r.colon() + r.v.Code("row-met", string(row.Verdict))
	}
	if row.Because != "" {
		s += " (" + r.v.Code("because", string(row.Because)) + ")"
	}
	if row.IfTheory == exposure.Reached {
		s += ", " + r.say("if-theory")
	}
	return s
}

// bracketed says in brackets where a ground stands, unless its name has said so.
func bracketed(name, where string) string {
	if strings.HasPrefix(strings.ReplaceAll(name, noBreak, " "), where) {
		return ""
	}
	return " [" + where + "]"
}

// longLabel is the width, in columns, past which a label is told with its text.
const longLabel = 40

// whyCollapsed lists the grounds nothing leads to, or that fail, one line each.
func (r *renderer) whyCollapsed(p *page, lawID, head string, rows []*queries.WhyRow) {
	if len(rows) == 0 {
		return
	}
	p.space()
	p.add(heading{text: head, tone: strong, level: 3})
	told := map[string]bool{}
	for _, row := range rows {
		name := r.c.GroundName(lawID, row.ID)
		label, text := name+r.mark(), row.Condition+bracketed(name, row.Section)
		if row.Carrier != "" {
			label = name + " (" + r.carriedShort(row) + ")" + r.mark()
		}
		if told[row.ID] {
			text = r.say("as-above")
		}
		told[row.ID] = true
		if width(label) > longLabel { // it would leave no room beside it
			label, text = "", label+" "+text
		}
		p.add(item{label: label, text: text, indent: 2, tone: faint})
		if row.Miss != nil && row.Miss.Text != "" {
			p.add(item{label: r.say("label.near"), text: r.prose(Safe(row.Miss.Text)), indent: 6, tone: faint})
			r.facts(p, row.Miss.Claims)
		}
		for j := range row.Closed {
			r.rests(p, &row.Closed[j], 6)
		}
		for i, c := range row.Facts {
			if i == shownMissing && len(row.Facts) > shownMissing+1 {
				p.add(item{label: r.say("label.facts"), text: r.say("more-facts", "N", len(row.Facts)-i), indent: 6, tone: faint})
				break
			}
			p.add(item{label: r.say("label.facts"), text: r.prose(Safe(c.Text)) + " (" + Safe(r.claim(&c)) + ")", indent: 6, tone: faint})
		}
		if row.Verdict == exposure.Undetermined {
			for _, m := range row.Missing {
				p.add(item{label: r.say("label.missing"), text: r.prose(Safe(m)), indent: 6, tone: faint})
			}
		}
	}
}

// facts cites claims, one line each.
func (r *renderer) facts(p *page, ids []graph.ClaimID) {
	for i, id := range ids {
		if i == shownMissing && len(ids) > shownMissing+1 {
			p.add(item{label: r.say("label.facts"), text: r.say("more-facts", "N", len(ids)-i), indent: 6, tone: faint})
			return
		}
		p.add(item{label: r.say("label.facts"), text: r.claimByID(id), indent: 6, tone: faint})
	}
}

func (r *renderer) counters(p *page, a *queries.WhyResult) {
	var shields []queries.Shield
	if len(a.Findings) > 0 {
		shields = a.Findings[0].Shields
	}
	if len(shields) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.say("why.shields"), tone: strong, level: 2})
	p.note(r.say("why.shields-note"))
	for _, s := range shields {
		text := s.Text
		if s.Note != "" {
			text += " (" + s.Note + ")"
		}
		switch {
		case len(s.Claims) > 0: // of a contract the text says so
		case s.Applies != "":
			text += r.colon() + r.v.Code("applies", string(s.Applies))
		case s.Law != "":
			text += r.colon() + r.say("not-in-catalogue")
		}
		p.add(item{label: r.v.Code("shield", s.Kind) + r.mark(), text: text, indent: 2, tone: faint})
	}
}

func (r *renderer) besideClaims(p *page, a *queries.WhyResult) {
	if len(a.Beside) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.say("why.beside"), tone: strong, level: 2})
	p.note(r.say("why.beside-note"))
	for _, points := range []string{queries.PointsToward, queries.PointsAway, queries.PointsAtLaw, queries.PointsNowhere} {
		first := true
		for i := range a.Beside {
			b := &a.Beside[i]
			if b.Points != points {
				continue
			}
			if first {
				p.add(item{text: r.v.Code("points", points) + r.mark(), indent: 2})
				first = false
			}
			r.besideClaim(p, b, a.Changes)
		}
	}
}

// besideClaim tells one claim, what it would change, and the words that came with
// it.
func (r *renderer) besideClaim(p *page, b *queries.BesideClaim, changes []queries.Change) {
	text := r.prose(Safe(b.Text))
	if b.Assertion == graph.Denied && b.Points != queries.PointsAtLaw {
		text = r.say("denied-text", "Text", text)
	}
	p.add(item{text: text, indent: 4})
	p.add(item{text: Safe(r.claim(&b.Claim)), indent: 6})
	if b.Points == queries.PointsAtLaw && b.Note != "" {
		p.add(item{text: r.noted(&b.Claim), indent: 6})
	}
	for _, c := range changes {
		if slices.Contains(c.Claims, b.ID) {
			p.add(item{label: r.say("label.would-change"), text: r.say("would-change", "Effect", r.v.Code("effect", string(c.Effect)),
				"From", r.anyVerdict(c.From), "To", r.anyVerdict(c.To)), indent: 6, tone: warn})
		}
	}
}

// anyVerdict says a verdict or status, with the reason that may stand behind it in
// brackets.
func (r *renderer) anyVerdict(answer string) string {
	code, because, _ := strings.Cut(answer, " (")
	s := r.v.Code("verdict", code)
	if s == code {
		s = r.v.Code("status", code)
	}
	if because = strings.TrimSuffix(because, ")"); because != "" {
		s += " (" + r.v.Code("because", because) + ")"
	}
	return s
}

func (r *renderer) whySheet(a *queries.WhyResult) (head []string, rows [][]string) {
	head = []string{"as_of", "provider", "law", "effect", "verdict", "nexus", "nexus_verdict", "confidence", "section", "path", "step", "from", "interest",
		"to", "share", "statement", "assertion", "evidence", "source", "url", "quote", "missing"}
	for i := range a.Findings {
		f := &a.Findings[i]
		verdict := string(f.Verdict)
		if f.Status != "" {
			verdict = string(f.Status)
		}
		for j := range f.Rows {
			row := &f.Rows[j]
			base := []string{a.AsOf.String(), string(a.Provider.ID), a.Law.ID, string(f.Effect), verdict, row.ID, string(row.Verdict), string(row.Firmness), row.Section}
			if len(row.Paths) == 0 {
				rows = append(rows, append(base, "", "", "", "", "", "", "", "", "", "", "", "", strings.Join(row.Missing, "; ")))
			}
			for k := range row.Paths {
				for n, s := range row.Paths[k].Steps {
					share := ""
					if s.Share != nil {
						share = s.Share.String()
					}
					for _, c := range s.Claims {
						title, url := "", ""
						if c.Source != nil {
							title, url = c.Source.Title, c.Source.URL
						}
						line := append([]string{}, base...)
						rows = append(rows, append(line, strconv.Itoa(k+1), strconv.Itoa(n+1), string(s.From), string(s.Interest), string(s.To), share,
							string(c.ID), string(c.Assertion), c.Evidence.String(), title, url, c.Quote, strings.Join(row.Missing, "; ")))
					}
				}
			}
		}
	}
	return head, rows
}
