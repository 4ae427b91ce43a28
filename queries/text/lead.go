package text

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// shownTriggers bounds what the first lines say of powers that wait for a trigger;
// the tables have them all.
const shownTriggers = 3

// lead collects the clauses of the first lines: what holds today, and what waits
// for a trigger or a date.
type lead struct {
	today, later []string
	told         map[*queries.Finding]bool // the findings the clauses speak of
}

// tell notes that a clause speaks of the findings.
func (l *lead) tell(list []*queries.Finding) {
	for _, f := range list {
		l.told[f] = true
	}
}

// conclusion is a few plain sentences, computed: whom law that is not its own is
// shown to bind, what can be obtained, cut or forced today; what could be once
// triggered; how much stays open.
func (r *renderer) conclusion(p queries.EntityBrief, list []*queries.Finding) string {
	if r.o.Filter {
		return r.filtered(list)
	}
	parts, _ := r.conclusionParts(p, list)
	return strings.Join(slices.DeleteFunc(parts[:], func(s string) bool { return s == "" }), " ")
}

// conclusionParts are the sentences of the conclusion: what holds today, what would
// once triggered, what stays open; "" where there is nothing to say. Told are the
// findings that they speak of.
func (r *renderer) conclusionParts(p queries.EntityBrief, list []*queries.Finding) (parts [3]string, told map[*queries.Finding]bool) {
	abroad := pick(list, leading)
	l := lead{told: map[*queries.Finding]bool{}}
	r.bound(&l, pick(abroad, foreign), Name(p.Name))
	r.obtained(&l, abroad, p.ID)
	r.cuts(&l, abroad, p.ID)
	r.sales(&l, abroad)
	if n := len(l.later) - shownTriggers; n > 0 {
		l.later = append(l.later[:shownTriggers], r.say("lead.more-triggers", "N", n))
	}
	open := func(own bool) []*queries.Finding {
		return pick(abroad, func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Leads() && f.Because != exposure.ByConduct && f.OwnState == own
		})
	}
	var rest []string
	l.tell(open(false))
	l.tell(open(true))
	if n := laws(open(false)); n > 0 {
		rest = append(rest, r.say("lead.open", "N", n))
	}
	if own := open(true); len(own) > 0 {
		rest = append(rest, r.say("lead.open-own", "N", laws(own), "Laws", r.lawNames(own)))
	}
	for i, clauses := range [][]string{l.today, l.later, rest} {
		parts[i] = sentence(strings.Join(clauses, r.semicolon()))
	}
	return parts, l.told
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
func (r *renderer) bound(l *lead, list []*queries.Finding, who string) {
	binds := pick(list, func(f *queries.Finding) bool {
		return f.Effect == law.Obliged && f.Verdict == exposure.Reached && !r.opensTheWay(f)
	})
	l.tell(binds)
	today := pick(binds, func(f *queries.Finding) bool { return f.Activation == law.Active })
	for _, iso := range jurisdictions(today) {
		of := pick(today, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		settled := pick(of, func(f *queries.Finding) bool { return f.Confidence == law.Settled })
		rest := pick(of, func(f *queries.Finding) bool { return f.Confidence != law.Settled })
		args := []any{"Law", r.hostLaw(of), "Who", who}
		if through := r.carriers(of); through != "" { // who is bound is somebody else
			id := "lead.reaches"
			if len(settled) == 0 {
				id = "lead.reaches-arguably"
			}
			l.today = append(l.today, r.weakly(of, r.v.Say(id, append(args, "Supplier", through, "Laws", r.lawNames(of))...)))
			continue
		}
		switch {
		case len(rest) == 0:
			l.today = append(l.today, r.weakly(of, r.say("lead.binds", append(args, "Laws", r.lawNames(settled))...)))
		case len(settled) == 0:
			l.today = append(l.today, r.weakly(of, r.say("lead.binds-arguably", append(args, "Laws", r.lawNames(rest))...)))
		default:
			l.today = append(l.today, r.weakly(of, r.say("lead.binds-both", append(args, "Laws", r.lawNames(settled), "More", r.lawNames(rest))...)))
		}
	}
	if len(today) == 0 {
		near := jurisdictions(pick(list, (*queries.Finding).Leads))
		if len(near) == 1 {
			l.today = append(l.today, r.say("lead.not-shown", "Law", r.lawOf(near[0]), "Who", who))
		} else {
			l.today = append(l.today, r.say("lead.none", "Who", who))
		}
	}
	for _, f := range pick(binds, func(f *queries.Finding) bool { return f.Activation == law.Pending }) {
		l.later = append(l.later, r.say("lead.binds-pending", "Law", r.lawOf(f.Jurisdiction), "Laws", r.lawNames([]*queries.Finding{f}), "Who", who, "When", r.pendingFrom(f)))
	}
	latent := pick(binds, func(f *queries.Finding) bool {
		return f.Activation == law.Latent && !slices.ContainsFunc(today, func(o *queries.Finding) bool { return o.Law == f.Law })
	})
	for _, iso := range jurisdictions(latent) {
		of := pick(latent, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		l.later = append(l.later, r.weakly(of, r.say("lead.binds-latent", "Law", r.hostLaw(of), "Who", who, "Laws", r.lawsByFirmness(of))))
	}
}

// opensTheWay reports a finding under an agreement between States, which binds nobody by
// itself: an order has its force from the law it is made under, a finding of its own.
func (r *renderer) opensTheWay(f *queries.Finding) bool {
	l := r.c.Catalogue.Law(f.Law)
	return l != nil && l.Status == law.Instrument && l.HasPower(law.CompelledDisclosure)
}

// carriers names, at most three, those whom the law binds in the provider's place;
// empty where any of the findings binds the provider itself.
func (r *renderer) carriers(of []*queries.Finding) string {
	var names []string
	for _, f := range of {
		if len(f.Paths) == 0 {
			return ""
		}
		for _, p := range f.Paths {
			if p.Bound == "" {
				return ""
			}
			if n := r.name(p.Bound); !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return r.v.List(names[:min(len(names), 3)], false)
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
func (r *renderer) obtained(l *lead, list []*queries.Finding, provider graph.EntityID) {
	row := matrixRows()[0]
	of := pick(list, func(f *queries.Finding) bool {
		return f.Verdict == exposure.Reached && f.Activation == law.Active && f.Effect == law.ViaSupplier && row.lets(f)
	})
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		if s := r.suppliers(in, provider); s != "" {
			l.tell(in)
			id, laws := "lead.obtain", r.lawsByFirmness(in)
			if !slices.ContainsFunc(in, settledFinding) {
				id, laws = "lead.obtain-arguably", r.lawNames(in)
			}
			l.today = append(l.today, r.weakly(in, r.say(id, "Under", r.under(iso), "Supplier", s, "Laws", laws)))
		}
	}
}

// cuts says through whom a service could be cut, and where others must refuse the
// provider.
func (r *renderer) cuts(l *lead, list []*queries.Finding, provider graph.EntityID) {
	row := matrixRows()[1]
	cut := pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && row.lets(f) })
	l.tell(cut)
	for _, iso := range jurisdictions(cut) {
		of := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect != law.Targeted })
		refuse := pick(cut, func(f *queries.Finding) bool { return f.Jurisdiction == iso && f.Effect == law.Targeted })
		if len(of) > 0 {
			l.add(anyActive(of), r.weakly(of, r.cutThrough(of, iso, provider)))
		}
		if len(refuse) > 0 {
			id := "lead.refuse-latent"
			if anyActive(refuse) {
				id = "lead.refuse"
			}
			l.add(anyActive(refuse), r.weakly(refuse, r.v.Say(id, "Under", r.under(iso), "Laws", r.lawsByFirmness(refuse))))
		}
	}
}

// sales says under whose law a sale can be, or once triggered could be, forced.
func (r *renderer) sales(l *lead, list []*queries.Finding) {
	row := matrixRows()[2]
	of := pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && row.lets(f) })
	l.tell(of)
	for _, iso := range jurisdictions(of) {
		in := pick(of, func(f *queries.Finding) bool { return f.Jurisdiction == iso })
		id := "lead.sale-latent"
		if anyActive(in) {
			id = "lead.sale"
		}
		l.add(anyActive(in), r.weakly(in, r.v.Say(id, "Under", r.under(iso), "Laws", r.lawsByFirmness(in))))
	}
}

func settledFinding(f *queries.Finding) bool { return f.Confidence == law.Settled }

// lawsByFirmness names the laws of the findings, those apart that no settled finding
// stands on: a clause is never firmer than what it names.
func (r *renderer) lawsByFirmness(of []*queries.Finding) string {
	firm := pick(of, settledFinding)
	rest := pick(of, func(f *queries.Finding) bool {
		return !slices.ContainsFunc(firm, func(o *queries.Finding) bool { return o.Law == f.Law })
	})
	switch {
	case len(rest) == 0:
		return r.lawNames(firm)
	case len(firm) == 0:
		return r.say("lead.laws-arguably", "Laws", r.lawNames(rest))
	}
	return r.say("lead.laws-both", "Laws", r.lawNames(firm), "More", r.lawNames(rest))
}

func (l *lead) add(today bool, clause string) {
	if today {
		l.today = append(l.today, clause)
		return
	}
	l.later = append(l.later, clause)
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
