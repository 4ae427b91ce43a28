package exposure

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// shields lists what stands against the law, and of each law among them whether
// it binds the provider itself. A shield never removes a finding.
func (a *Analyzer) shields(l *law.Law, provider graph.EntityID) []Shield {
	var out []Shield
	for _, c := range a.laws.CountersOf(l.ID) {
		s := Shield{Law: c.Law, Kind: c.Kind, Text: c.Text, Note: c.Note}
		if other := a.laws.Law(c.Law); other != nil {
			s.Applies = a.binding(other, provider)
		}
		out = append(out, s)
	}
	return out
}

// undertakings lists what a supplier through whom the finding comes has promised
// against powers of the law, agreed or proposed: contracts of the provider or over
// its offers. They are read like claims beside the verdict, whether they count or
// not. Against the law of the provider's own state nobody promises anything.
func (a *Analyzer) undertakings(f *Finding, provider graph.EntityID) []Shield {
	if f.Effect != law.ViaSupplier && f.Effect != law.Item || f.Scope == Home {
		return nil
	}
	l := f.Law
	through := func(party graph.EntityID) bool {
		return slices.ContainsFunc(f.Paths, func(p Path) bool {
			return p.Bound == party || slices.ContainsFunc(p.Steps, func(s Step) bool { return s.From == party })
		})
	}
	var out []Shield
	for _, o := range a.owns(provider) {
		for _, c := range a.g.Ledger().AttributesOf(o.id) {
			if c.Name != law.UndertakingAttribute || !through(c.At) || !l.HasPower(law.Power(c.Value)) || c.Period.Start() > a.date || c.Period.To != 0 && a.date >= c.Period.To {
				continue
			}
			s := Shield{Kind: "contractual", Party: o.id, Other: c.At, Claims: []graph.ClaimID{c.ID}, Applies: Undetermined}
			if c.Assertion == graph.Stated {
				s.Applies = Reached
			}
			out = append(out, s)
		}
	}
	return out
}

// binding is the verdict of a law's own duty on the provider.
func (a *Analyzer) binding(l *law.Law, provider graph.EntityID) Verdict {
	if l.Scheme != nil {
		if a.certificate(l, provider) != nil {
			return Reached
		}
		return Undetermined
	}
	s := a.stands(l)
	best := NotReached
	for _, r := range l.Rows {
		if r.Excludes || r.Effect != law.Obliged {
			continue
		}
		rs := a.rowStands(r, s)
		n := a.nexusOf(r, a.direct(r, provider, provider), rs, r.Confidence, law.Active)
		switch {
		case n.Verdict == Reached:
			return Reached
		case n.Verdict == Undetermined && n.Because != ByConduct:
			best = Undetermined
		}
	}
	return best
}

// determinations lists what authorities decided about the provider, its offers and
// its holders under this law: facts named …Determination of the law's
// jurisdiction, and entries on lists the law keeps.
func (a *Analyzer) determinations(l *law.Law, provider graph.EntityID, f *Finding) []Determination {
	out := f.Determinations
	about := []graph.EntityID{provider}
	for _, o := range a.owns(provider)[1:] {
		about = append(about, o.id)
	}
	territory := strings.ToLower(l.Jurisdiction)
	for _, id := range about {
		for _, fact := range a.g.Facts(id) {
			if f.Effect != law.Targeted && f.Effect != law.Holder {
				break // an authority decides about the party, not about who serves it
			}
			if fact.State != graph.InForce || !strings.HasSuffix(fact.Name, "Determination") || !slices.Contains(l.Determinations, fact.Name) {
				continue
			}
			if fact.At != "" && !a.placedIn(fact.At, territory) {
				continue
			}
			out = append(out, Determination{Entity: id, Name: fact.Name, Value: fact.Value, Other: fact.At, Constitutive: true, Claims: fact.Claims})
		}
		for _, link := range a.g.From(id) {
			if link.Interest == graph.DesignatedUnder && link.State == graph.InForce && slices.Contains(a.laws.Vocabulary.Lists[link.Subject], l.ID) {
				out = append(out, Determination{Entity: id, Name: string(link.Interest), Other: link.Subject, Constitutive: true, Claims: link.Claims,
					Differs: f.Verdict == NotReached})
			}
		}
	}
	return out
}

// beside collects what is printed with the answer: flags on the data it used,
// assumptions and presumptions.
func (a *Analyzer) beside(r *Reach) {
	near := a.near(r.Provider)
	for _, f := range a.g.Flags() {
		if near[f.Entity] {
			r.Flags = append(r.Flags, f)
		}
	}
	var votes []graph.EntityID
	for _, id := range a.g.AssumedVotes() {
		if near[id] {
			votes = append(votes, id)
		}
	}
	if len(votes) > 0 {
		r.Assumptions = append(r.Assumptions, Assumption{Kind: "votes-from-capital", Entities: votes})
	}
	seen := map[string]bool{}
	for _, f := range r.Findings {
		f.Proof.Walk(func(n *proof.Node) {
			if n.Rule == proof.Presumed {
				seen[strings.TrimPrefix(n.Text, "law:")] = true
			}
		})
	}
	for _, id := range sortedStrings(seen) {
		if a.laws.Law(id) != nil {
			r.Presumed = append(r.Presumed, id)
		}
	}
	if len(r.Presumed) > 0 {
		r.Assumptions = append(r.Assumptions, Assumption{Kind: "not-listed", Name: strings.Join(r.Presumed, " ")})
	}
}

// near is the provider, its offers, its suppliers and everyone upstream.
func (a *Analyzer) near(provider graph.EntityID) map[graph.EntityID]bool {
	out := map[graph.EntityID]bool{}
	for _, o := range a.owns(provider) {
		out[o.id] = true
	}
	for _, s := range a.suppliersOf(provider) {
		out[s.party] = true
	}
	for _, u := range a.upstream(provider).order {
		out[u] = true
	}
	return out
}

func sortedStrings(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
