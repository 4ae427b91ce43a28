package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/ownership"
)

// rulingInterests are the grounds of control that make a holding likely: nobody who is
// stated to run a company is presumed to own nothing of it.
var rulingInterests = []graph.Interest{graph.OtherInfluenceOrControl, graph.ControlByContract, graph.AccountingParent, graph.MajorityOfDirectors, graph.AppointmentOfBoard}

// evaluate reads a test of shares. The undisclosed rest is presumed not to belong
// to parties on a list. That speaks of people nobody knows: a listed party, or one
// it owns, that is stated to control a company may well hold part of its rest. Where
// that could turn a No, the answer is open, and what is missing is that share.
func (a *Analyzer) evaluate(t ownership.Test, e graph.EntityID) (out *ownership.Outcome, concealed bool) {
	out = a.model().Evaluate(t, e)
	if out.ConditionMet != ownership.No || !t.HasThreshold || t.Reading == ownership.ReadControl || t.Class.RestMay {
		return out, false
	}
	pairs := a.concealed(t, e, map[graph.EntityID]bool{e: true})
	if len(pairs) == 0 {
		return out, false
	}
	wide := t
	wide.Class.RestMay = true
	if a.model().Evaluate(wide, e).ConditionMet == ownership.No {
		return out, false
	}
	out.ConditionMet, out.Because, out.Missing = ownership.Undetermined, ownership.BecauseFacts, pairs
	return out, true
}

// concealed lists the shares nobody states of listed parties, and of those that
// would pass for them, in companies they are stated to control: the company itself
// and those above it; sorted by company, then holder.
func (a *Analyzer) concealed(t ownership.Test, e graph.EntityID, seen map[graph.EntityID]bool) []ownership.Missing {
	var out []ownership.Missing
	for _, y := range append([]graph.EntityID{e}, a.upstream(e).order...) {
		for _, l := range a.g.To(y) {
			ties := l.Interest.CarriesShare() || slices.Contains(rulingInterests, l.Interest) // a share of the other basis ties too
			if !ties || l.Holder == y || seen[l.Holder] || a.holdsStated(l.Holder, y, t.Basis) || !a.passesFor(t, l.Holder, seen) {
				continue
			}
			m := ownership.Missing{Kind: ownership.MissingShare, Holder: l.Holder, Subject: y, Basis: graph.Capital}
			if t.Basis == graph.Votes {
				m.Basis = graph.Votes
			}
			if !slices.ContainsFunc(out, func(o ownership.Missing) bool { return o.Holder == m.Holder && o.Subject == m.Subject }) {
				out = append(out, m)
			}
		}
	}
	return out
}

// passesFor reports a party of the list, or one that the list's parties own past
// the test, or may.
func (a *Analyzer) passesFor(t ownership.Test, h graph.EntityID, seen map[graph.EntityID]bool) bool {
	if t.Class.In(h) != ownership.Outside {
		return true
	}
	if !a.kind(h).HasHolders() {
		return false
	}
	if a.model().Evaluate(t, h).ConditionMet != ownership.No {
		return true
	}
	seen[h] = true
	defer delete(seen, h)
	return len(a.concealed(t, h, seen)) > 0
}

// holdsStated reports a stated holding in every basis the test reads.
func (a *Analyzer) holdsStated(h, company graph.EntityID, b graph.Basis) bool {
	for _, basis := range []graph.Basis{graph.Capital, graph.Votes} {
		if b != basis && (b == graph.Capital || b == graph.Votes) {
			continue
		}
		if _, ok := a.g.CapTable(company, basis).Holding(h); !ok {
			return false
		}
	}
	return true
}

// tiesTo is the way from the party down to the entity: how it is stated to run the
// company, and the shares below that.
func (a *Analyzer) tiesTo(m ownership.Missing, e graph.EntityID) []Step {
	for _, l := range a.g.To(m.Subject) {
		if l.Holder == m.Holder && (l.Interest.CarriesShare() || slices.Contains(rulingInterests, l.Interest)) {
			return append([]Step{step(l)}, a.upstream(e).steps(m.Subject)...)
		}
	}
	return nil
}
