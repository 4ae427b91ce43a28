package text

import (
	"cmp"
	"slices"
	"strings"

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
		r.home(p, list)
	}
	r.schemes(p, pick(list, func(f *queries.Finding) bool { return f.Status != "" }))
	r.saidOfLaw(p, a.SaidOfLaw)
	r.header(p, &a.Header)
	r.disclaimer(p)
	p.add(foot{left: r.counts(a.Counts), right: r.next(a, main)})
	return p
}

// leading reports a finding that the first screen names by itself: neither home law
// nor a scheme.
func leading(f *queries.Finding) bool { return f.Status == "" && f.Scope != exposure.Home }

// foreign reports a leading finding of a law that is none of the provider's own
// state or bloc.
func foreign(f *queries.Finding) bool { return leading(f) && !f.OwnState }

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

// titleServices bounds how many of its trades a title names.
const titleServices = 3

// providerTitle is name · what it is · owners in one clause.
func (r *renderer) providerTitle(a *queries.ReachResult) string {
	parts := []string{Name(a.Provider.Name)}
	what := r.v.Code("kind", string(a.Provider.Kind))
	if s := a.Profile.Services; len(s) > 0 {
		what = r.v.List(s[:min(len(s), titleServices)], false)
		if more := len(s) - titleServices; more > 0 {
			what = strings.Join(s[:titleServices], ", ") + ", " + r.say("others", "N", more)
		}
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

// saidOfLaw lists claims on what a law does that the rules do not follow, the
// sources' words first.
func (r *renderer) saidOfLaw(p *page, list []queries.SaidOfLaw) {
	if len(list) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.say("section.said"), tone: strong, level: 2})
	for i := range list {
		k := &list[i]
		if i == shownMissing && len(list) > shownMissing+1 {
			p.add(item{text: r.say("more-facts", "N", len(list)-i), indent: 1})
			return
		}
		said := r.prose(Safe(k.Text))
		if k.Quote != "" {
			said = r.say("quote", "Text", Safe(k.Quote))
		}
		p.add(item{label: r.c.LawName(k.Law) + r.mark(), text: said + " (" + string(k.ID) + ", " + r.v.Code("assertion", string(k.Assertion)) + ")", indent: 1, tone: faint})
	}
}

func (r *renderer) counts(n queries.Counts) string {
	return strings.Join([]string{r.say("count.laws", "N", n.Laws), r.say("count.missing", "N", n.Missing), r.say("count.sources", "N", n.Sources)}, " · ")
}
