package ownership

import (
	"math"
	"slices"

	"longarm/graph"
)

// votes: the coalition's share passes the threshold; below it, "de facto" stays
// open for one who may lead, "participation" needs any share.
func (u *classUnit) votes(r *LimbResult) {
	y := u.q.a.u.target
	t := u.q.threshold
	percent := linkFraction(t)
	if r.Limb == limbParticipation {
		percent, t.Comparison = zero, MoreThan
	}
	lo, hi := u.lower.share(y, false), u.upper.share(y, true)
	if r.Limb == limbParticipation && !lo.passes(percent, t.Comparison) {
		u.leastStakes(r)
	}
	switch {
	case lo.passes(percent, t.Comparison):
		u.take(r, u.lower.majority(y), true)
	case hi.passes(percent, t.Comparison):
		u.take(r, u.upper.majority(y), false, u.unsettled()...)
	case r.Limb == limbDeFacto && hi.sign() > 0 && !u.x.anonymous && u.mayLead():
		u.take(r, u.upper.majority(y), false, Missing{Kind: MissingInterest, Holder: u.id(), Subject: u.q.a.n.id(y), Interest: graph.OtherInfluenceOrControl})
	}
}

// leastStakes takes holdings stated as more than nothing for which the figures of the
// others leave no room: fifty, fifty and a third without a figure.
func (u *classUnit) leastStakes(r *LimbResult) {
	n, y := u.q.a.n, u.q.a.u.target
	row := n.row(y)
	for i, l := range row.leaves {
		if i == row.self || l.raw == nil || l.raw.Unknown || !l.raw.Share.MinOpen || l.hi.sign() > 0 || !u.upper.has(l.node) {
			continue
		}
		s := Step{Kind: GroundMajority, Holders: []graph.EntityID{l.raw.Holder}, Subject: n.id(y), Claims: l.raw.Claims}
		u.take(r, s, u.lower.has(l.node))
	}
}

// mayLead reports a unit that may be the largest holder, or one of the largest while no
// source tells all who have influence.
func (u *classUnit) mayLead() bool {
	if u.rank(false) != No {
		return true
	}
	_, told := u.q.m.tables.IsComplete(u.q.a.n.id(u.q.a.u.target), graph.OtherInfluenceOrControl)
	return !told && u.rank(true) != No
}

func (u *classUnit) id() graph.EntityID {
	if u.x.holder >= 0 {
		return u.q.a.n.id(u.x.holder)
	}
	return ""
}

// unsettled lists the figures that keep the coalition's votes open.
func (u *classUnit) unsettled() []Missing {
	n, y := u.q.a.n, u.q.a.u.target
	var out []Missing
	row := func(v int) {
		r := n.row(v)
		for i, l := range r.leaves {
			if l.node >= 0 && i != r.self && u.upper.has(l.node) {
				out = append(out, missingShare(n, r, l)...)
			}
		}
		if u.upper.anonymous && r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
			out = append(out, Missing{Kind: MissingHolders, Subject: n.id(v), Basis: n.basis, Claims: sortedClaims(r.coverage())})
		}
	}
	row(y)
	for _, v := range u.upper.order {
		if !u.lower.has(v) {
			row(v)
		}
	}
	return out
}

// plurality compares the coalition with every other holder.
func (u *classUnit) plurality(r *LimbResult) {
	y := u.q.a.u.target
	switch u.rank(r.Limb == limbLargest) {
	case Yes:
		u.take(r, u.lower.majority(y), true)
	case Undetermined:
		if !u.x.anonymous {
			u.take(r, u.upper.majority(y), false, u.unsettled()...)
		}
	}
}

// rank says whether no other holder has as much as the coalition, or where equals will
// do, more.
func (u *classUnit) rank(equals bool) Verdict {
	least := 0
	if equals {
		least = 1
	}
	n, y := u.q.a.n, u.q.a.u.target
	row := n.row(y)
	lo, hi := u.lower.share(y, false), u.upper.share(y, true)
	if hi.sign() <= 0 {
		return No
	}
	verdict := Yes
	if lo.sign() <= 0 {
		verdict = Undetermined
	}
	for i, l := range row.leaves {
		switch {
		case i == row.self || l.node >= 0 && u.lower.has(l.node) || row.rest >= 0 && i == row.rest+1:
		case l.node >= 0 && !u.upper.has(l.node) && l.lo.cmp(hi) >= least:
			return No
		case l.hi.cmp(lo) >= least && l.hi.sign() > 0:
			verdict = Undetermined
		}
	}
	return verdict
}

// together: the unit belongs to a coalition that controls jointly, or to a stated
// concert past the threshold; or it may.
func (u *classUnit) together(r *LimbResult) {
	n, y := u.q.a.n, u.q.a.u.target
	ans := u.q.m.Controllers(n.id(y), u.q.threshold, n.basis)
	if u.x.anonymous {
		if r.Limb != limbAgreement && ans.restJoins {
			u.take(r, u.upper.majority(y), false, u.undecided()...)
		}
		return
	}
	certain := false
	for _, j := range ans.Joint {
		if r.Limb == limbAgreement && j.Ground.Kind == GroundJoint {
			continue
		}
		s := j.Ground.Steps[0]
		s.Claims = j.Ground.Claims // that parties decide as one too
		if slices.ContainsFunc(j.Members, func(id graph.EntityID) bool { return u.lower.has(n.node(id)) }) {
			s.Holders = slices.DeleteFunc(slices.Clone(s.Holders), func(h graph.EntityID) bool { return !u.lower.has(n.node(h)) })
			u.take(r, s, true)
			certain = true
		} else if slices.ContainsFunc(j.Members, func(id graph.EntityID) bool { return u.upper.has(n.node(id)) }) {
			s.Holders = slices.DeleteFunc(slices.Clone(s.Holders), func(h graph.EntityID) bool { return !u.upper.has(n.node(h)) })
			u.take(r, s, false, u.unsettled()...)
		}
	}
	for _, l := range n.tables.To(n.id(y)) {
		if isConcert(l.Interest) && u.upper.has(n.node(l.Holder)) && (l.State == graph.UnknownState || !u.lower.has(n.node(l.Holder))) {
			u.take(r, statedStep(l), false, Missing{Kind: MissingInterest, Holder: l.Holder, Subject: l.Subject, Interest: l.Interest, Claims: l.Claims})
		}
	}
	if certain {
		return
	}
	may := r.Limb != limbAgreement && slices.ContainsFunc(ans.halves, func(h half) bool { return u.upper.has(h.party) && ans.hasOther(h) })
	if may || slices.ContainsFunc(ans.concert, u.upper.has) {
		s := u.upper.majority(y)
		s.Kind = GroundJoint
		u.take(r, s, false, u.undecided()...)
		if u.x.holder < 0 { // of a class, who is said to act jointly is one of those in question
			for _, l := range n.tables.To(n.id(y)) {
				if isConcert(l.Interest) && u.upper.has(n.node(l.Holder)) {
					u.take(r, statedStep(l), false)
				}
			}
		}
	}
}

// undecided lists the figures of the company on which it hangs who controls it together.
func (u *classUnit) undecided() []Missing {
	n, y := u.q.a.n, u.q.a.u.target
	r := n.row(y)
	var out []Missing
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self {
			out = append(out, missingShare(n, r, l)...)
		}
	}
	if r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
		out = append(out, Missing{Kind: MissingHolders, Subject: n.id(y), Basis: n.basis, Claims: sortedClaims(r.coverage())})
	}
	return out
}

func statedStep(l *graph.Link) Step {
	return Step{Kind: GroundKind(l.Interest), Holders: []graph.EntityID{l.Holder}, Subject: l.Subject, Value: l.Value, Claims: l.Claims}
}

// profit: a majority of the profit rights.
func (u *classUnit) profit(r *LimbResult) {
	n := u.q.m.net(graph.Profit)
	table := u.q.m.tables.CapTable(u.q.a.n.id(u.q.a.u.target), graph.Profit)
	if table.Complete { // also when the list is empty: nobody has such rights
		u.q.out.Claims = append(u.q.out.Claims, table.CompleteClaim)
	}
	in := func(c *coalition) *coalition {
		out := &coalition{n: n, threshold: u.q.threshold, upper: c.upper, anonymous: c.anonymous && !table.Complete, wholeRest: c.wholeRest, in: map[int]int32{}, limit: math.MaxInt32}
		for v := range c.in {
			out.in[n.node(c.n.id(v))] = 1
		}
		return out
	}
	y := n.node(u.q.a.n.id(u.q.a.u.target))
	lower, upper := in(u.lower), in(u.upper)
	percent := linkFraction(u.q.threshold)
	if lower.share(y, false).passes(percent, u.q.threshold.Comparison) {
		s := lower.majority(y)
		s.Kind = GroundKind(graph.ProfitRights)
		u.take(r, s, true)
	} else if upper.share(y, true).passes(percent, u.q.threshold.Comparison) {
		s := upper.majority(y)
		s.Kind = GroundKind(graph.ProfitRights)
		u.take(r, s, false, Missing{Kind: MissingShare, Holder: u.id(), Subject: s.Subject, Basis: graph.Profit})
	}
}

// stated: a link of the interest from the unit, or from a company it controls.
func (u *classUnit) stated(r *LimbResult, i graph.Interest) {
	n, y := u.q.a.n, u.q.a.u.target
	for _, l := range n.tables.To(n.id(y)) {
		if !l.Interest.LeadsTo(i) {
			continue
		}
		h := n.node(l.Holder)
		if !u.upper.has(h) {
			continue
		}
		counts := Yes
		switch {
		case !l.Interest.Meets(i), i == graph.ConditionalRights:
			counts = Undetermined
		case i == graph.AppointmentOfBoard && r.Limb != limbBoardSeat:
			counts = BoardMajority(l.Value)
		}
		if counts == No {
			continue
		}
		s := statedStep(l)
		if counts == Yes && l.State == graph.InForce && u.lower.has(h) {
			u.take(r, s, true)
			continue
		}
		var missing []Missing
		if counts != Yes || l.State != graph.InForce {
			missing = append(missing, Missing{Kind: MissingInterest, Holder: l.Holder, Subject: l.Subject, Interest: i, Claims: l.Claims})
		}
		if !u.lower.has(h) {
			missing = append(missing, u.unsettledControl(h)...)
		}
		u.take(r, s, false, missing...)
	}
}

// unsettledControl lists the figures on which control of an intermediary hangs.
func (u *classUnit) unsettledControl(h int) []Missing {
	n := u.q.a.n
	r := n.row(h)
	var out []Missing
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self && u.upper.has(l.node) {
			out = append(out, missingShare(n, r, l)...)
		}
	}
	if u.upper.anonymous && r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
		out = append(out, Missing{Kind: MissingHolders, Subject: n.id(h), Basis: n.basis, Claims: sortedClaims(r.coverage())})
	}
	return out
}
