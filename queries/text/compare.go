package text

import (
	"strconv"
	"strings"

	"longarm/graph/law"
	"longarm/queries"
)

// sideBySide bounds how many providers stand in columns; more are listed by what
// the laws come to.
const sideBySide = 4

func (r *renderer) comparePage(a *queries.CompareResult) *page {
	p := &page{}
	p.add(title{left: r.compareTitle(a), right: r.asOf(&a.Header)})
	if s := r.filterText(&a.Filter); s != "" {
		p.note(s)
	}
	if len(a.Providers) > sideBySide || a.All {
		r.groups(p, a)
	} else {
		r.columns(p, a)
	}
	p.space()
	p.note(r.say("compare.note"))
	r.header(p, &a.Header)
	r.disclaimer(p)
	return p
}

func (r *renderer) compareTitle(a *queries.CompareResult) string {
	if a.All {
		return r.say("compare.all", "N", len(a.Providers))
	}
	names := make([]string, len(a.Providers))
	for i, e := range a.Providers {
		names[i] = Name(e.Name)
	}
	return strings.Join(names, " · ")
}

func (r *renderer) filterText(f *queries.CompareFilter) string {
	var parts []string
	if f.Law != "" {
		parts = append(parts, r.c.LawName(f.Law))
	}
	for _, j := range f.Jurisdictions {
		parts = append(parts, r.lawOf(j))
	}
	for _, p := range f.Powers {
		parts = append(parts, r.v.Code("power", string(p)))
	}
	return strings.Join(parts, ", ")
}

// columns puts a few providers side by side: first where they differ, with the
// reason of each, then where they do not.
func (r *renderer) columns(p *page, a *queries.CompareResult) {
	head := []string{"", "", r.say("column.effect")}
	for _, e := range a.Providers {
		head = append(head, Name(e.Name))
	}
	silent := 0
	for _, differ := range []bool{true, false} {
		id := "compare.same"
		if differ {
			id = "compare.differ"
		}
		t := table{heading: r.v.Say(id), tone: strong, head: head, indent: 1, level: 2, group: "compare"}
		for i := range a.Rows {
			w := &a.Rows[i]
			if w.Differ != differ {
				continue
			}
			if quietRow(w) {
				silent++
				continue
			}
			t.rows = append(t.rows, r.compareRow(a, w))
		}
		if len(t.rows) > 0 {
			p.space()
			p.add(t)
		}
	}
	if silent > 0 {
		p.space()
		p.note(r.say("compare.silent", "N", silent))
	}
}

func (r *renderer) compareRow(a *queries.CompareResult, w *queries.CompareRow) row {
	brief := queries.Finding{Law: w.Law, Jurisdiction: w.Jurisdiction}
	out := row{cells: []string{w.Jurisdiction, r.shortLaw(&brief), r.v.Code("effect", string(w.Effect))}}
	for i := range w.Cells {
		out.cells = append(out.cells, r.outcome(w.Cells[i].Outcome))
		if why := w.Cells[i].Why; w.Differ && why != "" {
			out.under = append(out.under, item{label: Name(a.Providers[i].Name) + r.mark(), text: r.prose(Safe(why)), indent: 4, tone: faint})
		}
	}
	return out
}

// quietRow reports a law that leads to none of the providers.
func quietRow(w *queries.CompareRow) bool {
	for _, k := range w.Cells {
		if !k.Outcome.Quiet() {
			return false
		}
	}
	return true
}

// groups lists many providers by what the laws come to: not reached and
// undetermined apart.
func (r *renderer) groups(p *page, a *queries.CompareResult) {
	parts := []struct {
		id   string
		tone tone
		has  func(*queries.CompareTotals) bool
	}{
		{"compare.reached", bad, func(t *queries.CompareTotals) bool { return len(t.Reached) > 0 }},
		{"compare.undetermined", warn, func(t *queries.CompareTotals) bool { return len(t.Reached) == 0 && len(t.Undetermined) > 0 }},
		{"compare.no-path-group", strong, func(t *queries.CompareTotals) bool {
			return len(t.Reached)+len(t.Undetermined) == 0 && len(t.NoPath) > 0
		}},
		{"compare.not-reached", good, func(t *queries.CompareTotals) bool {
			return len(t.Reached)+len(t.Undetermined)+len(t.NoPath) == 0
		}},
	}
	for _, g := range parts {
		id := g.id
		t := table{heading: r.v.Say(id), tone: g.tone, head: []string{"", "", ""}, indent: 1, level: 2, group: "groups"}
		for i := range a.Summary {
			if s := &a.Summary[i]; g.has(s) {
				country := a.Providers[i].Country
				t.rows = append(t.rows, row{cells: []string{Name(a.Providers[i].Name), country, r.totals(s)}})
			}
		}
		p.space()
		if len(t.rows) == 0 {
			p.add(heading{text: t.heading, tone: g.tone, level: 2})
			p.empty(r.say("compare.nobody"))
			continue
		}
		p.add(t)
	}
}

// totals names what a provider's laws come to, at most a few by name.
func (r *renderer) totals(s *queries.CompareTotals) string {
	var out []string
	add := func(id string, list []string) {
		if len(list) == 0 {
			return
		}
		names := make([]string, 0, len(list))
		for _, l := range list[:min(len(list), 4)] {
			names = append(names, r.c.LawName(l))
		}
		if more := len(list) - len(names); more > 0 {
			names = append(names, r.say("others", "N", more))
		}
		label := id
		out = append(out, r.v.Say(label)+r.colon()+strings.Join(names, ", "))
	}
	add("totals.reached", s.Reached)
	add("totals.undetermined", s.Undetermined)
	if len(s.Reached)+len(s.Undetermined) == 0 {
		add("totals.no-path", s.NoPath)
		add("totals.not-reached", s.NotReached)
	}
	return strings.Join(out, r.semicolon())
}

func (r *renderer) compareSheet(a *queries.CompareResult) (head []string, rows [][]string) {
	head = []string{"as_of", "law", "effect", "differ", "provider", "outcome", "activation", "confidence", "why", "statements"}
	for i := range a.Rows {
		w := &a.Rows[i]
		for _, k := range w.Cells {
			activation, confidence := law.Activation(""), law.Confidence("")
			if k.Outcome != nil {
				activation, confidence = k.Outcome.Activation, k.Outcome.Confidence
			}
			rows = append(rows, []string{a.AsOf.String(), w.Law, string(w.Effect), strconv.FormatBool(w.Differ), string(k.Provider), outcomeCode(k.Outcome),
				string(activation), string(confidence), k.Why, joinClaims(k.Claims)})
		}
	}
	return head, rows
}

func (r *renderer) reconcilePage(a *queries.ReconcileResult) *page {
	p := &page{}
	p.add(title{left: r.say("reconcile.title", "File", Name(a.File)), right: r.asOf(&a.Header)})
	p.para(sentence(r.say("reconcile.lead", "Agree", a.Agree, "Part", a.Part, "Open", a.Open)))
	for _, agrees := range []bool{false, true} {
		first := true
		for i := range a.Rows {
			w := &a.Rows[i]
			if w.Agrees != agrees {
				continue
			}
			if first {
				id := "reconcile.parts"
				if agrees {
					id = "reconcile.agrees"
				}
				p.space()
				p.add(heading{text: r.v.Say(id), tone: strong, level: 2})
				first = false
			}
			r.reconciled(p, w)
		}
	}
	if len(a.Errors) > 0 {
		p.space()
		p.add(heading{text: r.say("reconcile.errors"), tone: warn, level: 2})
		for _, e := range a.Errors {
			p.add(item{label: r.say("reconcile.line", "N", e.Line), text: Safe(e.Message), indent: 1, tone: faint})
		}
	}
	r.header(p, &a.Header)
	r.disclaimer(p)
	return p
}

func (r *renderer) reconciled(p *page, w *queries.Reconciled) {
	theirs := r.v.Code("verdict", w.Verdict)
	if theirs == w.Verdict {
		theirs = r.v.Code("status", w.Verdict)
	}
	text := r.say("reconcile.row", "Theirs", theirs, "Ours", r.outcome(w.Ours))
	if w.OurEffect != "" {
		text += " (" + r.v.Code("effect", string(w.OurEffect)) + ")"
	}
	p.add(item{label: Name(w.Name) + " · " + w.Short + r.mark(), text: text, indent: 1, tone: strong})
	if w.Source != "" {
		p.add(item{label: r.say("label.source"), text: Safe(w.Source), indent: 4, tone: faint})
	}
	if k := w.PartsOn; k != nil {
		text := r.prose(Safe(k.Text))
		if len(k.Claims) > 0 {
			text += " [" + joinClaims(k.Claims) + "]"
		}
		p.add(item{label: r.v.Code("part", k.Kind) + r.mark(), text: text, indent: 4, tone: warn})
		for i := range k.Sources {
			p.add(item{label: r.say("label.source"), text: Safe(r.source(&k.Sources[i])), indent: 6, tone: faint})
		}
	}
}

func (r *renderer) reconcileSheet(a *queries.ReconcileResult) (head []string, rows [][]string) {
	head = []string{"as_of", "line", "provider", "law", "effect", "theirs", "source", "ours", "agrees", "parts_on", "text", "statements"}
	for i := range a.Rows {
		w := &a.Rows[i]
		line := []string{a.AsOf.String(), strconv.Itoa(w.Line), string(w.ProviderID), w.LawID, string(w.OurEffect), w.Verdict, w.Source, outcomeCode(w.Ours),
			strconv.FormatBool(w.Agrees), "", "", ""}
		if k := w.PartsOn; k != nil {
			line[9], line[10], line[11] = k.Kind, k.Text, joinClaims(k.Claims)
		}
		rows = append(rows, line)
	}
	for _, e := range a.Errors {
		rows = append(rows, []string{a.AsOf.String(), strconv.Itoa(e.Line), "", "", "", "", "", "", "", "error", e.Message, ""})
	}
	return head, rows
}
