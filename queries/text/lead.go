package text

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// conclusion is one plain sentence, computed: whom law that is not its own is shown
// to bind, what could be obtained, cut or forced, how much stays open.
func (r *renderer) conclusion(p queries.EntityBrief, list []*queries.Finding) string {
	if r.o.Filter {
		return r.filtered(list)
	}
	abroad := pick(list, leading)
	clauses := r.bound(pick(abroad, foreign), Name(p.Name))
	clauses = append(clauses, r.obtained(abroad, p.ID)...)
	clauses = append(clauses, r.cuts(abroad, p.ID)...)
	clauses = append(clauses, r.sales(abroad)...)
	open := func(own bool) []*queries.Finding {
		return pick(abroad, func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Leads() && f.OwnState == own
		})
	}
	if n := laws(open(false)); n > 0 {
		clauses = append(clauses, r.say("lead.open", "N", n))
	}
	if own := open(true); len(own) > 0 {
		clauses = append(clauses, r.say("lead.open-own", "N", laws(own), "Laws", r.lawNames(own)))
	}
	return sentence(strings.Join(clauses, r.semicolon()))
}

// laws counts the laws of the findings.
func laws(list []*queries.Finding) int {
	set := map[string]bool{}
	for _, f := range list {
		set[f.Law] = true
	}
	return len(set)
}

// bound says whose law binds the provider itself: today by how firm it is, else
// that none does; then what would once triggered, or will from a date.
func (r *renderer) bound(list []*queries.Finding, who string) []string {
	binds := pick(list, func(f *queries.Finding) bool { return f.Effect == law.Obliged && f.Verdict == exposure.Reached })
	today := pick(binds, func(f *queries.Finding) bool { return f.Activation == law.Active })
	var out []string
	for _, iso := range jurisdictions(today) {
		of := pick(today, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		settled := pick(of, func(f *queries.Finding) bool { return f.Confidence == law.Settled })
		rest := pick(of, func(f *queries.Finding) bool { return f.Confidence != law.Settled })
		args := []any{"Law", r.hostLaw(of), "Who", who}
		switch {
		case len(rest) == 0:
			out = append(out, r.weakly(of, r.say("lead.binds", append(args, "Laws", r.lawNames(settled))...)))
		case len(settled) == 0:
			out = append(out, r.weakly(of, r.say("lead.binds-arguably", append(args, "Laws", r.lawNames(rest))...)))
		default:
			out = append(out, r.weakly(of, r.say("lead.binds-both", append(args, "Laws", r.lawNames(settled), "More", r.lawNames(rest))...)))
		}
	}
	if len(today) == 0 {
		near := jurisdictions(pick(list, (*queries.Finding).Leads))
		if len(near) == 1 {
			out = append(out, r.say("lead.not-shown", "Law", r.lawOf(near[0]), "Who", who))
		} else {
			out = append(out, r.say("lead.none", "Who", who))
		}
	}
	for _, f := range pick(binds, func(f *queries.Finding) bool { return f.Activation == law.Pending }) {
		out = append(out, r.say("lead.binds-pending", "Laws", r.law(f), "Who", who, "When", r.pendingFrom(f)))
	}
	latent := pick(binds, func(f *queries.Finding) bool {
		return f.Activation == law.Latent && !slices.ContainsFunc(today, func(o *queries.Finding) bool { return o.Law == f.Law })
	})
	for _, iso := range jurisdictions(latent) {
		of := pick(latent, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		out = append(out, r.weakly(of, r.say("lead.binds-latent", "Law", r.hostLaw(of), "Who", who, "Laws", r.lawNames(of))))
	}
	return out
}

// hostLaw names the law of the findings' one jurisdiction, as host law when it is
// all that.
func (r *renderer) hostLaw(of []*queries.Finding) string {
	name := r.lawOf(of[0].Jurisdiction)
	if slices.ContainsFunc(of, func(f *queries.Finding) bool { return f.Scope != exposure.Host }) {
		return name
	}
	return r.say("lead.host", "Law", name)
}

// weakly adds that a clause rests on low evidence alone.
func (r *renderer) weakly(of []*queries.Finding, clause string) string {
	if slices.ContainsFunc(of, func(f *queries.Finding) bool { return f.Evidence != graph.Low }) {
		return clause
	}
	return r.say("lead.weak", "Text", clause)
}

// pendingFrom says from when a pending law binds.
func (r *renderer) pendingFrom(f *queries.Finding) string {
	if f.PendingUntil == 0 {
		return r.say("pending-undated")
	}
	return r.say("dates.from", "From", f.PendingUntil.String())
}

// obtained says through whom data can be obtained today.
func (r *renderer) obtained(list []*queries.Finding, provider graph.EntityID) []string {
	row := matrixRows()[0]
	of := pick(list, func(f *queries.Finding) bool {
		return f.Verdict == exposure.Reached && f.Activation == law.Active && f.Effect == law.ViaSupplier && row.lets(f)
	})
	var out []string
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		if s := r.suppliers(in, provider); s != "" {
			out = append(out, r.weakly(in, r.say("lead.obtain", "Under", r.under(iso), "Supplier", s, "Laws", r.lawNames(in))))
		}
	}
	return out
}

// cuts says through whom a service could be cut, and where others must refuse the
// provider.
func (r *renderer) cuts(list []*queries.Finding, provider graph.EntityID) []string {
	var out []string
	row := matrixRows()[1]
	cut := pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && row.lets(f) })
	for _, iso := range jurisdictions(cut) {
		of := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect != law.Targeted })
		refuse := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect == law.Targeted })
		if len(of) > 0 {
			out = append(out, r.weakly(of, r.cutThrough(of, iso, provider)))
		}
		if len(refuse) > 0 {
			id := "lead.refuse-latent"
			if anyActive(refuse) {
				id = "lead.refuse"
			}
			out = append(out, r.weakly(refuse, r.v.Say(id, "Under", r.under(iso), "Laws", r.lawNames(refuse))))
		}
	}
	return out
}

// sales says under whose law a sale can be, or once triggered could be, forced.
func (r *renderer) sales(list []*queries.Finding) []string {
	var out []string
	row := matrixRows()[2]
	of := pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && row.lets(f) })
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		id := "lead.sale-latent"
		if anyActive(in) {
			id = "lead.sale"
		}
		out = append(out, r.weakly(in, r.v.Say(id, "Under", r.under(iso), "Laws", r.lawNames(in))))
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
	s := r.suppliers(of, provider)
	if s == "" {
		return r.v.Say(id+"-plain", "Under", r.under(iso))
	}
	return r.v.Say(id, "Under", r.under(iso), "Supplier", s)
}

// suppliers names, at most three, those through whom the findings come.
func (r *renderer) suppliers(of []*queries.Finding, provider graph.EntityID) string {
	var names []string
	for _, f := range of {
		for _, path := range f.Paths {
			s := supplierOf(path, provider)
			e := r.c.Graph.Entity(s)
			if e != nil && e.Kind != graph.Offer && !slices.Contains(names, r.name(s)) {
				names = append(names, r.name(s))
			}
		}
	}
	return r.v.List(names[:min(len(names), 3)], false)
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

func sentence(s string) string {
	if s == "" {
		return ""
	}
	runes := []rune(s)
	return strings.ToUpper(string(runes[0])) + string(runes[1:]) + "."
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
