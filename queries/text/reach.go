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

// shownMissing bounds the missing lines below one finding of the first screen; the
// rest is counted and told by why.
const shownMissing = 3

// reachPage is the first screen: one sentence, a matrix, then the findings by how
// firmly they stand.
func (r *renderer) reachPage(a *queries.ReachResult) *page {
	p := &page{}
	p.add(title{left: r.providerTitle(a), right: r.say("as-of", "Date", a.AsOf.String())})
	list := r.firstScreen(a.Findings)
	p.para(r.conclusion(a.Provider, list))
	if !r.o.Filter {
		p.space()
		p.add(r.matrix(list))
	}
	main := pick(list, func(f *queries.Finding) bool { return r.o.Filter || leading(f) })
	r.sections(p, main)
	r.notReached(p, main)
	r.noPath(p, main)
	if !r.o.Filter {
		r.otherScopes(p, list)
	}
	r.schemes(p, pick(list, func(f *queries.Finding) bool { return f.Status != "" }))
	r.header(p, &a.Header)
	r.disclaimer(p)
	p.add(foot{left: r.counts(a.Counts), right: r.next(a, main)})
	return p
}

// leading reports a finding that the first screen names by itself: neither home
// nor host law, nor a scheme.
func leading(f *queries.Finding) bool {
	return f.Status == "" && f.Scope != exposure.Home && f.Scope != exposure.Host
}

// firstScreen leaves out laws that only define control, unless asked for.
func (r *renderer) firstScreen(list []queries.Finding) []*queries.Finding {
	var out []*queries.Finding
	for i := range list {
		f := &list[i]
		if !r.o.Filter && len(f.Powers) == 1 && f.Powers[0] == law.ControlDefinition {
			continue
		}
		out = append(out, f)
	}
	return out
}

func pick(list []*queries.Finding, keep func(*queries.Finding) bool) []*queries.Finding {
	var out []*queries.Finding
	for _, f := range list {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// providerTitle is name · what it is · owners in one clause.
func (r *renderer) providerTitle(a *queries.ReachResult) string {
	parts := []string{Name(a.Provider.Name)}
	what := r.v.Code("kind", string(a.Provider.Kind))
	if s := a.Profile.Services; len(s) > 0 {
		what = s[0]
	}
	if a.Provider.Country != "" {
		what += ", " + r.c.Place(a.Provider.Country)
	}
	parts = append(parts, what)
	if a.Profile.Owners != "" {
		parts = append(parts, r.prose(Safe(a.Profile.Owners)))
	}
	return strings.Join(parts, " · ")
}

// conclusion is one plain sentence, computed: whom foreign law is shown to bind,
// what could be cut or forced, how much stays open.
func (r *renderer) conclusion(p queries.EntityBrief, list []*queries.Finding) string {
	if r.o.Filter {
		return r.filtered(list)
	}
	abroad := pick(list, leading)
	who := Name(p.Name)
	var clauses []string
	binds := pick(abroad, func(f *queries.Finding) bool { return f.Effect == law.Obliged && f.Verdict == exposure.Reached })
	for _, iso := range jurisdictions(binds) {
		for _, firm := range []bool{true, false} {
			of := pick(binds, func(f *queries.Finding) bool { return f.Jurisdiction == iso && (f.Confidence == law.Settled) == firm })
			if len(of) == 0 {
				continue
			}
			id := "lead.binds"
			if !firm {
				id = "lead.binds-arguably"
			}
			clauses = append(clauses, r.v.Say(id, "Law", r.lawOf(iso), "Who", who, "Laws", r.lawNames(of)))
		}
	}
	if len(binds) == 0 {
		near := jurisdictions(pick(abroad, (*queries.Finding).Leads))
		if len(near) == 1 {
			clauses = append(clauses, r.say("lead.not-shown", "Law", r.lawOf(near[0]), "Who", who))
		} else {
			clauses = append(clauses, r.say("lead.none", "Who", who))
		}
	}
	clauses = append(clauses, r.cuts(abroad, p.ID)...)
	sales := pick(abroad, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && has(f, law.Divestiture) })
	for _, iso := range jurisdictions(sales) {
		clauses = append(clauses, r.say("lead.sale", "Under", r.under(iso), "Who", who))
	}
	open := map[string]bool{}
	for _, f := range abroad {
		if f.Verdict == exposure.Undetermined && f.Leads() {
			open[f.Law] = true
		}
	}
	if len(open) > 0 {
		clauses = append(clauses, r.say("lead.open", "N", len(open)))
	}
	return sentence(strings.Join(clauses, r.say("clause-joint")+" "))
}

// cuts says through whom a service could be cut, and where others must refuse the
// provider.
func (r *renderer) cuts(list []*queries.Finding, provider graph.EntityID) []string {
	var out []string
	cut := pick(list, func(f *queries.Finding) bool {
		return f.Verdict == exposure.Reached && (has(f, law.ServiceDenial) || has(f, law.ExportControl)) && f.Effect != law.Obliged
	})
	for _, iso := range jurisdictions(cut) {
		of := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect != law.Targeted })
		refuse := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect == law.Targeted })
		if len(of) > 0 {
			out = append(out, r.cutThrough(of, iso, provider))
		}
		if len(refuse) > 0 {
			id := "lead.refuse-latent"
			if anyActive(refuse) {
				id = "lead.refuse"
			}
			out = append(out, r.v.Say(id, "Under", r.under(iso), "Laws", r.lawNames(refuse)))
		}
	}
	return out
}

func anyActive(list []*queries.Finding) bool {
	return slices.ContainsFunc(list, func(f *queries.Finding) bool { return f.Activation == law.Active })
}

func (r *renderer) cutThrough(of []*queries.Finding, iso string, provider graph.EntityID) string {
	id := "lead.cut"
	if anyActive(of) {
		id = "lead.cut-now"
	}
	suppliers := []string{}
	for _, f := range of {
		for _, path := range f.Paths {
			s := supplierOf(path, provider)
			e := r.c.Graph.Entity(s)
			if e != nil && e.Kind != graph.Offer && !slices.Contains(suppliers, r.name(s)) {
				suppliers = append(suppliers, r.name(s))
			}
		}
	}
	if len(suppliers) == 0 {
		return r.v.Say(id+"-plain", "Under", r.under(iso))
	}
	return r.v.Say(id, "Under", r.under(iso), "Supplier", r.v.List(suppliers[:min(len(suppliers), 3)], false))
}

func supplierOf(p queries.Path, provider graph.EntityID) graph.EntityID {
	if p.Bound != "" && p.Bound != provider {
		return p.Bound
	}
	for _, s := range p.Steps {
		if s.Interest.Family() == graph.Technology && s.Interest != graph.Operates && s.From != provider {
			return s.From
		}
	}
	return ""
}

func (r *renderer) filtered(list []*queries.Finding) string {
	var reached, open, not int
	for _, f := range list {
		switch {
		case f.Verdict == exposure.Reached, f.Status != "" && f.Status != exposure.StatusUndetermined:
			reached++
		case f.Verdict == exposure.NotReached:
			not++
		default:
			open++
		}
	}
	return sentence(r.say("lead.counts", "Reached", reached, "Open", open, "Not", not))
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	runes := []rune(s)
	return strings.ToUpper(string(runes[0])) + string(runes[1:]) + "."
}

func has(f *queries.Finding, p law.Power) bool { return slices.Contains(f.Powers, p) }

// jurisdictions lists those of the findings in the order they come up: the one
// with most findings first, then by code.
func jurisdictions(list []*queries.Finding) []string {
	count := map[string]int{}
	for _, f := range list {
		count[f.Jurisdiction]++
	}
	var out []string
	for iso := range count {
		out = append(out, iso)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return out
}

// lawOf says "US law"; under says "under US law".
func (r *renderer) lawOf(iso string) string {
	if s := r.v.Code("law-of", strings.ToLower(iso)); s != strings.ToLower(iso) {
		return s
	}
	return r.say("law-of-place", "Place", r.c.Place(iso))
}

func (r *renderer) under(iso string) string {
	if s := r.v.Code("under", strings.ToLower(iso)); s != strings.ToLower(iso) {
		return s
	}
	return r.say("under-place", "Place", r.c.Place(iso))
}

// lawNames joins the short names of the laws, each once, in order.
func (r *renderer) lawNames(list []*queries.Finding) string {
	var names []string
	for _, f := range list {
		if n := r.shortLaw(f); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return r.v.List(names, false)
}

// matrixRow is what a state could do, and the powers that let it.
type matrixRow struct {
	id     string
	powers []law.Power
}

// matrix says what could be done today, what once triggered, what is open.
func (r *renderer) matrix(list []*queries.Finding) table {
	t := table{head: []string{"", r.say("matrix.today"), r.say("matrix.triggered"), r.say("matrix.open")}, indent: 1}
	for _, m := range []matrixRow{
		{"matrix.obtain", []law.Power{law.CompelledDisclosure, law.Surveillance}},
		{"matrix.cut", []law.Power{law.ServiceDenial, law.ExportControl}},
		{"matrix.sale", []law.Power{law.Divestiture, law.OwnershipRestriction}},
		{"matrix.purchase", []law.Power{law.ProcurementRequirement, law.Certification}},
	} {
		cells := make([][]string, 3)
		for _, f := range list {
			at := column(f)
			if at < 0 || !slices.ContainsFunc(m.powers, func(p law.Power) bool { return has(f, p) }) {
				continue
			}
			if n := r.law(f); !slices.Contains(cells[at], n) {
				cells[at] = append(cells[at], n)
			}
		}
		out := []string{r.say(m.id)}
		for _, c := range cells {
			if len(c) == 0 {
				c = []string{"–"}
			}
			out = append(out, strings.Join(c, ", "))
		}
		t.rows = append(t.rows, row{cells: out})
	}
	return t
}

// column places a finding in the matrix: today, if triggered, open; -1 for none.
func column(f *queries.Finding) int {
	switch {
	case f.Status == exposure.Barred:
		return 0
	case f.Status == exposure.StatusUndetermined:
		return 2
	case f.Status != "", !leading(f), !f.Leads():
		return -1
	case f.Verdict == exposure.Undetermined:
		return 2
	case f.Activation == law.Active:
		return 0
	}
	return 1
}

func (r *renderer) counts(n queries.Counts) string {
	return strings.Join([]string{r.say("count.laws", "N", n.Laws), r.say("count.missing", "N", n.Missing), r.say("count.sources", "N", n.Sources)}, " · ")
}

// next suggests the finding a reader would ask about first.
func (r *renderer) next(a *queries.ReachResult, list []*queries.Finding) string {
	best, rank := (*queries.Finding)(nil), -1
	for _, f := range list {
		at := 0
		switch {
		case f.Verdict == exposure.Reached && f.Activation == law.Active:
			at = 4
		case f.Verdict == exposure.Undetermined && f.Because == exposure.ByFacts:
			at = 3
		case f.Verdict == exposure.Undetermined && f.Leads():
			at = 2
		case f.Verdict == exposure.Reached:
			at = 1
		}
		if at > rank {
			best, rank = f, at
		}
	}
	if best == nil {
		return ""
	}
	return r.say("next", "Command", "longarm why "+string(a.Provider.ID)+" "+best.Law)
}
