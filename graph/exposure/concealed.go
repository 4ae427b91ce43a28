package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/ownership"
)

// ruling reports a ground of control that makes a holding likely: nobody who is stated to
// run a company, or who may, is presumed to own nothing of it.
func ruling(i graph.Interest) bool {
	switch i {
	case graph.ControlByContract, graph.MajorityOfDirectors, graph.AppointmentOfBoard:
		return true
	}
	return i.StatesControl() || i.MayControl()
}

// evaluate reads a test of shares. The undisclosed rest is presumed not to belong
// to parties on a list. That speaks of people nobody knows: a listed party, or one
// it owns, that is stated to control a company may well hold part of its rest. Where
// that could turn a No, the answer is open, and what is missing is that share.
func (a *Analyzer) evaluate(t ownership.Test, e graph.EntityID) (out *ownership.Outcome, concealed bool) {
	out = a.model().Evaluate(t, e)
	if out.ConditionMet != ownership.No || !t.HasThreshold || t.Reading == ownership.ReadControl || t.Class.RestMay {
		return out, false
	}
	pairs := a.concealed(t, e)
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
// and those above it; ordered by company as it lies above, then as they are tied to it.
func (a *Analyzer) concealed(t ownership.Test, e graph.EntityID) []ownership.Missing {
	ties := a.ties(t, e)
	passing := a.passing(t, e, ties)
	if len(passing) == 0 {
		return nil
	}
	var out []ownership.Missing
	for _, y := range append([]graph.EntityID{e}, a.upstream(e).order...) {
		for _, h := range ties.hidden[y] {
			m := ownership.Missing{Kind: ownership.MissingShare, Holder: h, Subject: y, Basis: graph.Capital}
			if t.Basis == graph.Votes {
				m.Basis = graph.Votes
			}
			if passing[h] && !slices.ContainsFunc(out, func(o ownership.Missing) bool { return o.Holder == h && o.Subject == y }) {
				out = append(out, m)
			}
		}
	}
	return out
}

// ties are the parties above an entity by shares and by stated control.
type ties struct {
	all    []graph.EntityID
	below  map[graph.EntityID][]graph.EntityID // what each holds shares of
	hidden map[graph.EntityID][]graph.EntityID // by company, who is tied to it and states no share of it
}

func (a *Analyzer) ties(t ownership.Test, e graph.EntityID) ties {
	out := ties{all: []graph.EntityID{e}, below: map[graph.EntityID][]graph.EntityID{}, hidden: map[graph.EntityID][]graph.EntityID{}}
	seen := map[graph.EntityID]bool{e: true}
	for i := 0; i < len(out.all); i++ {
		y := out.all[i]
		for _, h := range a.holders(y) {
			out.below[h.id] = append(out.below[h.id], y)
			if !seen[h.id] {
				seen[h.id] = true
				out.all = append(out.all, h.id)
			}
		}
		for _, h := range a.involved(y) {
			if !seen[h] {
				seen[h] = true
				out.all = append(out.all, h)
			}
			if h != e && !slices.Contains(out.hidden[y], h) && !a.holdsStated(h, y, t.Basis) {
				out.hidden[y] = append(out.hidden[y], h)
			}
		}
	}
	return out
}

// involved lists who is stated to hold shares of a company, to run it, or to be among those
// who together hold a total of it. A share of another basis than the one asked for ties
// too: who has votes, alone or with others, may well have capital.
func (a *Analyzer) involved(company graph.EntityID) []graph.EntityID {
	var out []graph.EntityID
	for _, l := range a.g.To(company) {
		if l.Holder != company && (l.Interest.CarriesShare() || ruling(l.Interest)) {
			out = append(out, l.Holder)
		}
	}
	for _, b := range shareBases {
		for _, h := range a.g.CapTable(company, b).Holdings {
			out = append(out, h.Holder)
		}
	}
	return out
}

var shareBases = []graph.Basis{graph.Capital, graph.Votes, graph.Profit}

// passing finds the parties of the list, those that the list's parties own past the
// test or may, and those in which, or above which, one of these may hold a share that
// nobody states: the least set.
func (a *Analyzer) passing(t ownership.Test, e graph.EntityID, ties ties) map[graph.EntityID]bool {
	out := map[graph.EntityID]bool{}
	var listed []graph.EntityID
	for _, h := range ties.all {
		if h != e && t.Class.In(h) != ownership.Outside {
			out[h] = true
			listed = append(listed, h)
		}
	}
	if len(listed) == 0 {
		return nil
	}
	var candidates []graph.EntityID
	owned := ties.down(listed)
	for _, y := range ties.all {
		for _, h := range ties.hidden[y] {
			switch {
			case out[h] || slices.Contains(candidates, h) || !a.kind(h).HasHolders():
			case owned[h] && a.model().Evaluate(t, h).ConditionMet != ownership.No:
				out[h] = true
			default:
				candidates = append(candidates, h)
			}
		}
	}
	for more := true; more; {
		more = false
		var tainted []graph.EntityID
		for _, y := range ties.all {
			if slices.ContainsFunc(ties.hidden[y], func(h graph.EntityID) bool { return out[h] }) {
				tainted = append(tainted, y)
			}
		}
		under := ties.down(tainted)
		for _, h := range candidates {
			if under[h] && !out[h] {
				out[h], more = true, true
			}
		}
	}
	return out
}

// down lists the parties with those they hold shares of, directly or through others.
func (t *ties) down(from []graph.EntityID) map[graph.EntityID]bool {
	out := map[graph.EntityID]bool{}
	queue := slices.Clone(from)
	for len(queue) > 0 {
		h := queue[0]
		queue = queue[1:]
		if !out[h] {
			out[h] = true
			queue = append(queue, t.below[h]...)
		}
	}
	return out
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
		if l.Holder == m.Holder && (l.Interest.CarriesShare() || ruling(l.Interest)) {
			return append([]Step{step(l)}, a.upstream(e).steps(m.Subject)...)
		}
	}
	for _, b := range shareBases {
		if h, ok := a.g.CapTable(m.Subject, b).Holding(m.Holder); ok {
			return append(memberChain(h, m.Subject, b).steps, a.upstream(e).steps(m.Subject)...)
		}
	}
	return nil
}
