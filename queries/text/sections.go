package text

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// section is one heading of the reach screen and what belongs below it.
type section struct {
	id   string
	tone tone
	has  func(*queries.Finding) bool
}

func undetermined(b exposure.Because, theory bool) func(*queries.Finding) bool {
	return func(f *queries.Finding) bool {
		return f.Verdict == exposure.Undetermined && f.Because == b && (b != exposure.ByLaw || (f.IfTheoryHolds == exposure.Reached) == theory)
	}
}

func reachedSections() []section {
	reached := func(a law.Activation) func(*queries.Finding) bool {
		return func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation == a }
	}
	return []section{
		{"section.reached", bad, reached(law.Active)},
		{"section.latent", warn, reached(law.Latent)},
		{"section.pending", warn, reached(law.Pending)},
		{"section.disputed", warn, undetermined(exposure.ByLaw, true)},
		{"section.readings", warn, undetermined(exposure.ByLaw, false)},
		{"section.undetermined", strong, undetermined(exposure.ByFacts, false)},
		{"section.status", strong, undetermined(exposure.ByStatus, false)},
		{"section.conduct", strong, undetermined(exposure.ByConduct, false)},
	}
}

// sections lists the findings by how firmly they stand; below each heading host law
// has one of its own.
func (r *renderer) sections(p *page, list []*queries.Finding) {
	first, explained := true, false
	for _, s := range reachedSections() {
		of := pick(list, func(f *queries.Finding) bool { return f.Status == "" && s.has(f) })
		for _, host := range []bool{false, true} {
			part := pick(of, func(f *queries.Finding) bool { return (f.Scope == exposure.Host) == host })
			if len(part) == 0 {
				continue
			}
			t := table{heading: r.say(s.id), tone: s.tone, group: "findings", indent: 1, level: 2, rows: r.findingRows(part)}
			if host {
				t.heading = r.say("section.host", "Section", t.heading)
				if !explained {
					t.note, explained = r.say("section.host-note"), true
				}
			}
			first = r.sectionHead(&t, first)
			p.space()
			p.add(t)
		}
	}
}

// sectionHead titles the columns of the first section of a screen, and of each in
// Markdown.
func (r *renderer) sectionHead(t *table, first bool) bool {
	named := []string{"", "", r.say("column.effect"), r.say("column.through"), r.say("column.firmness")}
	if r.o.Format == Markdown {
		named[0], named[1] = r.say("column.state"), r.say("column.law")
	}
	if first || r.o.Format == Markdown {
		t.head = named
		return false
	}
	t.head = make([]string, len(named))
	return false
}

// findingRows lists findings by state, law and effect; those that miss the same
// facts stand together, and the facts are said once.
func (r *renderer) findingRows(list []*queries.Finding) []row {
	of := slices.Clone(list)
	first := map[string]int{}
	for i, f := range of {
		if key := strings.Join(f.Missing, "\n"); len(f.Missing) > 0 {
			if _, ok := first[key]; !ok {
				first[key] = i
			}
		}
	}
	slices.SortStableFunc(of, func(a, b *queries.Finding) int {
		x, okX := first[strings.Join(a.Missing, "\n")]
		y, okY := first[strings.Join(b.Missing, "\n")]
		if !okX || !okY {
			return 0
		}
		return cmp.Compare(x, y)
	})
	rows := make([]row, 0, len(of))
	for i, f := range of {
		out := row{cells: []string{f.Jurisdiction, r.shortLaw(f), r.v.Code("effect", string(f.Effect)), r.through(f), r.v.Code("confidence", string(f.Confidence))}}
		if f.Verdict == exposure.Reached && f.Activation == law.Pending {
			out.under = append(out.under, item{label: r.say("label.pending"), text: r.pendingFrom(f), indent: 4, tone: faint})
		}
		if on := r.lowEvidence(f); on != "" {
			out.under = append(out.under, item{label: r.say("label.evidence"), text: on, indent: 4, tone: warn})
		}
		if f.Trigger != "" && f.Verdict == exposure.Reached {
			out.under = append(out.under, item{label: r.say("label.trigger"), text: f.Trigger, indent: 4, tone: faint})
		}
		if i+1 == len(of) || !slices.Equal(of[i+1].Missing, f.Missing) {
			out.under = append(out.under, r.missing(f)...)
		}
		if r.close(f) {
			out.under = append(out.under, item{label: r.say("label.near"), text: r.prose(Safe(f.NearestMiss.Text)), indent: 4, tone: faint})
		}
		for _, d := range f.Determinations {
			out.under = append(out.under, item{label: r.say("label.decided"), text: r.decided(&d), indent: 4, tone: faint})
		}
		rows = append(rows, out)
	}
	return rows
}

// closeBy is the margin, in percentage points, within which a first screen
// mentions a near miss.
const closeBy = 5

// close reports a threshold missed by little; asked about one law, by anything.
func (r *renderer) close(f *queries.Finding) bool {
	if f.NearestMiss == nil || f.NearestMiss.Margin == "" || f.Verdict == exposure.Reached {
		return false
	}
	points, err := f.NearestMiss.Margin.Float64()
	return r.o.Filter || err == nil && points <= closeBy
}

func (r *renderer) decided(d *queries.Determination) string {
	s := Safe(d.Text)
	if d.Differs {
		s += " " + r.say("differs")
	}
	if d.Doubt != "" {
		s += r.semicolon() + Safe(d.Doubt)
	}
	return s
}

func (r *renderer) missing(f *queries.Finding) []item {
	var out []item
	for i, m := range f.Missing {
		if i == shownMissing && len(f.Missing) > shownMissing+1 {
			out = append(out, item{label: r.say("label.missing"), text: r.say("more-missing", "N", len(f.Missing)-i), indent: 4, tone: faint})
			break
		}
		out = append(out, item{label: r.say("label.missing"), text: r.prose(Safe(m)), indent: 4, tone: faint})
	}
	return out
}

// through says by whom a law comes, down to the provider: "Orange, Capgemini ›
// Bleu".
func (r *renderer) through(f *queries.Finding) string {
	type way struct{ heads, tail []string }
	var ways []way
	for _, p := range f.Paths {
		chain := r.chain(p)
		if len(chain) == 0 {
			continue
		}
		head, tail := chain[0], chain[1:]
		i := slices.IndexFunc(ways, func(w way) bool { return slices.Equal(w.tail, tail) })
		if i < 0 {
			ways = append(ways, way{[]string{head}, tail})
			continue
		}
		if !slices.Contains(ways[i].heads, head) {
			ways[i].heads = append(ways[i].heads, head)
		}
	}
	if len(ways) == 0 {
		return "–"
	}
	var out []string
	for i, w := range ways {
		if i == 2 {
			out = append(out, r.say("more-paths", "N", len(ways)-i))
			break
		}
		heads := w.heads
		if len(heads) > 3 {
			heads = append(slices.Clone(heads[:3]), r.say("others", "N", len(w.heads)-3))
		}
		out = append(out, strings.Join(append([]string{strings.Join(heads, ", ")}, w.tail...), " › "))
	}
	return strings.Join(out, r.semicolon())
}

// chain names the parties of a path in the order it runs, without the states,
// lists and exchanges at its far ends and without the provider's own offers.
func (r *renderer) chain(p queries.Path) []string {
	var out []string
	var before graph.EntityID
	for _, id := range partiesOf(p) {
		e := r.c.Graph.Entity(id)
		if e != nil {
			switch e.Kind {
			case graph.State, graph.Bloc, graph.List, graph.Exchange, graph.Scheme, graph.Offer:
				continue
			}
		}
		switch n := r.name(id); {
		case len(out) > 0 && before != "" && beside(p, before, id): // several together, none above the other
			list := append(strings.Split(out[len(out)-1], ", "), n)
			slices.Sort(list)
			out[len(out)-1] = strings.Join(list, ", ")
		case len(out) == 0 || out[len(out)-1] != n:
			out = append(out, n)
		}
		before = id
	}
	return out
}

// beside reports two parties that both own or control a third, and neither the
// other.
func beside(p queries.Path, a, b graph.EntityID) bool {
	above := func(s exposure.Step) bool {
		f := s.Interest.Family()
		return f == graph.Ownership || f == graph.Control
	}
	direct := func(s exposure.Step) bool { return s.From == a && s.To == b || s.From == b && s.To == a }
	return !slices.ContainsFunc(p.Steps, direct) && slices.ContainsFunc(p.Steps, func(s exposure.Step) bool {
		return s.From == a && above(s) && slices.ContainsFunc(p.Steps, func(t exposure.Step) bool { return t.From == b && t.To == s.To && above(t) })
	})
}

// partiesOf lists the entities of a path, each once, in the order of its steps; a
// step that continues from the end of the one before is read onward, any other
// from its far end. Ties to a place come last: they say what a party is, not how
// it stands to the next.
func partiesOf(p queries.Path) []graph.EntityID {
	steps := slices.Clone(p.Steps)
	slices.SortStableFunc(steps, func(a, b exposure.Step) int {
		return cmp.Compare(bit(a.Interest.Family() == graph.Jurisdiction), bit(b.Interest.Family() == graph.Jurisdiction))
	})
	p.Steps = steps
	var out []graph.EntityID
	add := func(id graph.EntityID) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for i, s := range p.Steps {
		switch {
		case i > 0 && slices.Contains(out, s.To) && !slices.Contains(out, s.From): // beside who stands above it
			out = slices.Insert(out, slices.Index(out, s.To), s.From)
		case i == 0 && len(p.Steps) > 1 && p.Steps[1].Interest.Family() != graph.Jurisdiction && (p.Steps[1].From == s.From || p.Steps[1].To == s.From):
			add(s.To)
			add(s.From)
		case i == 0 && len(p.Steps) == 1 && s.Interest.Family() == graph.Jurisdiction:
			add(s.To)
			add(s.From)
		default:
			add(s.From)
			add(s.To)
		}
	}
	return out
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lowEvidence says of a reach that stands on low evidence only, on which claims.
func (r *renderer) lowEvidence(f *queries.Finding) string {
	if f.Verdict != exposure.Reached || f.Evidence != graph.Low {
		return ""
	}
	return r.say("low-evidence", "Claims", joinClaims(f.Weak))
}

func (r *renderer) schemes(p *page, list []*queries.Finding) {
	if len(list) == 0 {
		return
	}
	p.space()
	t := table{heading: r.say("section.schemes"), tone: strong, group: "schemes", indent: 1, head: []string{"", "", ""}, level: 2}
	if r.o.Format == Markdown {
		t.head = []string{r.say("column.state"), r.say("column.law"), r.say("column.status")}
	}
	for _, f := range list {
		out := row{cells: []string{f.Jurisdiction, r.shortLaw(f), r.fullVerdict(f)}}
		if f.Status == exposure.StatusUndetermined && f.Because != exposure.ByCoverage {
			out.under = append(out.under, r.missing(f)...)
		}
		if l := r.c.Catalogue.Law(f.Law); l != nil && f.Because == exposure.ByStatus && r.c.Graph.Date() < l.InForce.From {
			out.under = append(out.under, item{text: r.say("miss.since", "Since", l.InForce.From.String()), indent: 4, tone: faint})
		}
		if r.close(f) {
			out.under = append(out.under, item{label: r.say("label.near"), text: r.prose(Safe(f.NearestMiss.Text)), indent: 4, tone: faint})
		}
		for _, d := range f.Determinations {
			out.under = append(out.under, item{label: r.say("label.decided"), text: r.decided(&d), indent: 4, tone: faint})
		}
		t.rows = append(t.rows, out)
	}
	p.add(t)
}

// findingsSheet is one line per finding.
func (r *renderer) findingsSheet(asOf graph.Date, who queries.EntityBrief, list []queries.Finding) (head []string, rows [][]string) {
	head = []string{"as_of", "provider", "name", "law", "jurisdiction", "powers", "effect", "scope", "verdict", "undetermined_because",
		"if_theory_holds", "activation", "trigger", "confidence", "nexus", "through", "evidence", "missing", "nearest_miss"}
	for i := range list {
		f := &list[i]
		verdict, evidence, miss := string(f.Verdict), "", ""
		if f.Status != "" {
			verdict = string(f.Status)
		}
		if len(f.Paths) > 0 {
			evidence = f.Paths[0].Evidence.String()
		}
		if f.NearestMiss != nil {
			miss = f.NearestMiss.Text
		}
		powers := make([]string, len(f.Powers))
		for j, p := range f.Powers {
			powers[j] = string(p)
		}
		through := r.through(f)
		if through == "–" {
			through = ""
		}
		rows = append(rows, []string{asOf.String(), string(who.ID), who.Name, f.Law, f.Jurisdiction, strings.Join(powers, "; "), string(f.Effect),
			string(f.Scope), verdict, string(f.Because), string(f.IfTheoryHolds), string(f.Activation), f.Trigger, string(f.Confidence), f.Nexus,
			through, evidence, strings.Join(f.Missing, "; "), miss})
	}
	return head, rows
}
