package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// Limbs whose name changes what their interests mean; any other limb is met by
// votes past the threshold or by a stated link of one of its interests.
const (
	limbBoardSeat     = "board-seat"    // any seat will do, not a majority
	limbPlurality     = "plurality"     // no equal or larger holder
	limbDeFacto       = "de-facto"      // votes below a majority leave it open
	limbJoint         = "joint"         // a coalition whose members are each needed
	limbAgreement     = "agreement"     // parties to a stated concert, together past the threshold
	limbParticipation = "participation" // any share at all
)

// ControlByClass says whether members of the class control the company by one of
// the limbs, themselves or through companies they control. Votes count through
// the control fixpoint at the threshold; another interest by a stated link to the
// company. With AggregateClass all members are one coalition, otherwise each
// stands alone or with its stated concert. A relation nobody states is open unless
// a coverage closes it: then no limb is ever "no" for want of a statement.
func (m *Model) ControlByClass(target graph.EntityID, c Class, limbs Limbs, g Aggregate, t Threshold, b graph.Basis) *ClassControl {
	list := []graph.Basis{graph.Votes}
	switch b {
	case Either:
		list = append(list, graph.Capital)
	case graph.Capital:
		list = []graph.Basis{graph.Capital}
	}
	q := &classQuery{m: m, limbs: limbs, threshold: t, out: &ClassControl{Met: No}}
	if g != AggregateClass && g != AggregateNone {
		g = AggregateConcert
	}
	names := make([]string, 0, len(limbs))
	for name := range limbs {
		names = append(names, name)
	}
	slices.Sort(names)
	results := map[string]*LimbResult{}
	for _, name := range names {
		results[name] = &LimbResult{Limb: name, Met: No}
	}
	for _, basis := range list {
		q.a = m.asking(Test{Class: c, Link: t.Percent, HasLink: true, LinkComparison: t.Comparison}, target, basis)
		for _, x := range q.a.units(g, ReadControl) {
			u := &classUnit{q: q, x: x, lower: q.a.coalition(x, false, nil), upper: q.a.coalition(x, true, nil)}
			led := false
			for _, name := range names {
				if u.limb(results[name]) {
					led = true
				}
			}
			if led {
				q.contribute(u)
			}
		}
	}
	q.finish(target, names, results)
	return q.out
}

type classQuery struct {
	m         *Model
	a         *asking
	limbs     Limbs
	threshold Threshold
	out       *ClassControl
}

type classUnit struct {
	q            *classQuery
	x            unit
	lower, upper *coalition
}

func (q *classQuery) contribute(u *classUnit) {
	y := q.a.u.target
	c := Contribution{Value: span(u.lower.share(y, false), u.upper.share(y, true)), Membership: u.x.member, Undisclosed: u.x.anonymous}
	if u.x.holder >= 0 {
		c.Holder = q.a.n.id(u.x.holder)
		c.Direct, _ = q.a.n.direct(y, u.x.holder)
	} else if !u.x.anonymous {
		return
	}
	for _, v := range q.a.through(func(v int) bool { return u.upper.in[v] && v != u.x.holder }) {
		c.Via = append(c.Via, q.a.n.id(v))
	}
	if !slices.ContainsFunc(q.out.Contributions, func(o Contribution) bool { return o.Holder == c.Holder }) {
		q.out.Contributions = append(q.out.Contributions, c)
	}
}

// limb adds to the result what the unit brings and reports whether it leads.
func (u *classUnit) limb(r *LimbResult) bool {
	before := len(r.Grounds) + len(r.Possible)
	for _, i := range u.q.limbs[r.Limb] {
		switch {
		case r.Limb == limbPlurality:
			u.plurality(r)
		case isConcert(i):
			u.together(r)
		case i == graph.ProfitRights:
			u.profit(r)
		case i.CarriesShare():
			u.votes(r)
		default:
			u.stated(r, i)
		}
	}
	return len(r.Grounds)+len(r.Possible) > before
}

func (u *classUnit) take(r *LimbResult, s Step, certain bool, missing ...Missing) {
	c := u.upper
	if certain {
		c = u.lower
	}
	if certain && u.x.member == Member {
		for _, g := range c.groundsOf(s) {
			r.Grounds = appendGround(r.Grounds, g)
		}
		return
	}
	for _, g := range c.groundsOf(s) {
		r.Possible = appendGround(r.Possible, g)
	}
	if u.x.member == Maybe && u.x.holder >= 0 {
		missing = append(missing, Missing{Kind: MissingMembership, Holder: u.q.a.n.id(u.x.holder)})
	}
	if !u.x.anonymous || s.Kind != GroundMajority {
		r.Lead = true
	}
	u.q.out.Missing = append(u.q.out.Missing, missing...)
}

func appendGround(list []Ground, g Ground) []Ground {
	if slices.ContainsFunc(list, func(o Ground) bool {
		return o.Holder == g.Holder && o.Kind == g.Kind && slices.Equal(o.Claims, g.Claims)
	}) {
		return list
	}
	return append(list, g)
}

// groundsOf attributes a step to each start member its derivation begins with.
func (c *coalition) groundsOf(s Step) []Ground {
	g := c.ground(c.start, s)
	var out []Ground
	for _, v := range c.start {
		id := c.n.id(v)
		if slices.ContainsFunc(g.Steps, func(s Step) bool { return slices.Contains(s.Holders, id) }) {
			one := g
			one.Holder = id
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		out = []Ground{g}
	}
	return out
}

// votes: the coalition's share passes the threshold; below it, "de facto" stays
// open for one who may be the largest holder, "participation" needs any share.
func (u *classUnit) votes(r *LimbResult) {
	y := u.q.a.u.target
	t := u.q.threshold
	percent := linkFraction(t)
	if r.Limb == limbParticipation {
		percent, t.Comparison = ratZero, MoreThan
	}
	lo, hi := u.lower.share(y, false), u.upper.share(y, true)
	switch {
	case lo.passes(percent, t.Comparison):
		u.take(r, u.lower.majority(y), true)
	case hi.passes(percent, t.Comparison):
		u.take(r, u.upper.majority(y), false, u.unsettled()...)
	case r.Limb == limbDeFacto && hi.sign() > 0 && !u.x.anonymous && u.rank() != No:
		u.take(r, u.upper.majority(y), false, Missing{Kind: MissingInterest, Holder: u.id(), Subject: u.q.a.n.id(y), Interest: graph.OtherInfluenceOrControl})
	}
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
			if l.node >= 0 && i != r.self && u.upper.in[l.node] {
				out = append(out, missingShare(n, r, l)...)
			}
		}
		if u.upper.anonymous && r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
			out = append(out, Missing{Kind: MissingHolders, Subject: n.id(v), Basis: n.basis, Claims: sortedClaims(r.coverage())})
		}
	}
	row(y)
	for _, v := range u.upper.order {
		if !u.lower.in[v] {
			row(v)
		}
	}
	return out
}

// plurality compares the coalition with every other holder.
func (u *classUnit) plurality(r *LimbResult) {
	y := u.q.a.u.target
	switch u.rank() {
	case Yes:
		u.take(r, u.lower.majority(y), true)
	case Undetermined:
		if !u.x.anonymous {
			u.take(r, u.upper.majority(y), false, u.unsettled()...)
		}
	}
}

// rank says whether no other holder has as much as the coalition.
func (u *classUnit) rank() Verdict {
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
		case i == row.self || l.node >= 0 && u.lower.in[l.node] || row.rest >= 0 && i == row.rest+1:
		case l.node >= 0 && !u.upper.in[l.node] && l.lo.cmp(hi) >= 0:
			return No
		case l.hi.cmp(lo) >= 0 && l.hi.sign() > 0:
			verdict = Undetermined
		}
	}
	return verdict
}

// together: the unit belongs to a coalition that controls jointly, or to a stated
// concert past the threshold.
func (u *classUnit) together(r *LimbResult) {
	if u.x.anonymous {
		return
	}
	n, y := u.q.a.n, u.q.a.u.target
	for _, j := range u.q.joints() {
		if r.Limb == limbAgreement && j.Ground.Kind == GroundJoint {
			continue
		}
		if slices.ContainsFunc(j.Members, func(id graph.EntityID) bool { return u.lower.in[n.node(id)] }) {
			s := j.Ground.Steps[0]
			s.Holders = slices.DeleteFunc(slices.Clone(s.Holders), func(h graph.EntityID) bool { return !u.lower.in[n.node(h)] })
			u.take(r, s, true)
		}
	}
	for _, l := range n.tables.To(n.id(y)) {
		if isConcert(l.Interest) && u.upper.in[n.node(l.Holder)] && (l.State == graph.UnknownState || !u.lower.in[n.node(l.Holder)]) {
			u.take(r, statedStep(l), false, Missing{Kind: MissingInterest, Holder: l.Holder, Subject: l.Subject, Interest: l.Interest, Claims: l.Claims})
		}
	}
}

func (q *classQuery) joints() []Joint {
	return q.m.Controllers(q.a.n.id(q.a.u.target), q.threshold, q.a.n.basis).Joint
}

func statedStep(l *graph.Link) Step {
	return Step{Kind: GroundKind(l.Interest), Holders: []graph.EntityID{l.Holder}, Subject: l.Subject, Value: l.Value, Claims: l.Claims}
}

// profit: a majority of the profit rights.
func (u *classUnit) profit(r *LimbResult) {
	n := u.q.m.net(graph.Profit)
	in := func(c *coalition) *coalition {
		out := &coalition{n: n, threshold: u.q.threshold, upper: c.upper, in: map[int]bool{}, steps: map[int][]Step{}}
		for v, ok := range c.in {
			if ok {
				out.in[n.node(c.n.id(v))] = true
			}
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
		if l.Interest != i {
			continue
		}
		h := n.node(l.Holder)
		if !u.upper.in[h] {
			continue
		}
		counts := Yes
		if i == graph.AppointmentOfBoard && r.Limb != limbBoardSeat {
			counts = BoardMajority(l.Value)
		}
		if counts == No {
			continue
		}
		s := statedStep(l)
		if counts == Yes && l.State == graph.InForce && u.lower.in[h] {
			u.take(r, s, true)
			continue
		}
		var missing []Missing
		if counts != Yes || l.State != graph.InForce {
			missing = append(missing, Missing{Kind: MissingInterest, Holder: l.Holder, Subject: l.Subject, Interest: i, Claims: l.Claims})
		}
		if !u.lower.in[h] {
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
		if l.node >= 0 && i != r.self && u.upper.in[l.node] {
			out = append(out, missingShare(n, r, l)...)
		}
	}
	if u.upper.anonymous && r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
		out = append(out, Missing{Kind: MissingHolders, Subject: n.id(h), Basis: n.basis, Claims: sortedClaims(r.coverage())})
	}
	return out
}

// finish settles each limb, what is open, and the claims.
func (q *classQuery) finish(target graph.EntityID, names []string, results map[string]*LimbResult) {
	o := q.out
	open := map[graph.Interest]bool{}
	lead := false
	for _, name := range names {
		r := results[name]
		unclosed := false
		for _, i := range q.limbs[name] {
			if i.CarriesShare() {
				continue
			}
			if claim, ok := q.m.tables.IsComplete(target, i); ok {
				o.Claims = append(o.Claims, claim)
				continue
			}
			unclosed = true
			if !open[i] {
				open[i] = true
				o.Open = append(o.Open, OpenRelation{Interest: i, Subject: target})
			}
		}
		for _, list := range [][]Ground{r.Grounds, r.Possible} {
			slices.SortFunc(list, compareGrounds)
		}
		switch {
		case len(r.Grounds) > 0:
			r.Met = Yes
			o.Met = Yes
			o.Grounds = append(o.Grounds, r.Grounds...)
		case len(r.Possible) > 0 || unclosed:
			r.Met = Undetermined
			lead = lead || r.Lead
			if o.Met == No {
				o.Met = Undetermined
			}
		}
		for _, g := range slices.Concat(r.Grounds, r.Possible) {
			o.Claims = append(o.Claims, g.Claims...)
		}
		o.Limbs = append(o.Limbs, *r)
	}
	if row := q.a.n.row(q.a.u.target); o.Met == No { // the whole table keeps others out
		o.Claims = append(o.Claims, row.claims()...)
	}
	if o.Met == Undetermined && lead {
		o.Because = BecauseFacts
	}
	if o.Met != Undetermined {
		o.Missing, o.Open = nil, nil
	}
	o.Missing = sortMissing(o.Missing)
	o.Claims = sortedClaims(o.Claims)
	slices.SortFunc(o.Open, func(a, b OpenRelation) int { return cmp.Compare(a.Interest, b.Interest) })
	slices.SortFunc(o.Contributions, func(a, b Contribution) int {
		return cmp.Or(b.Value.Min.Cmp(a.Value.Min), cmp.Compare(a.Holder, b.Holder))
	})
}

func compareGrounds(a, b Ground) int {
	return cmp.Or(cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Kind, b.Kind), slices.Compare(a.Via, b.Via), slices.Compare(a.Claims, b.Claims))
}
