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
	limbLargest       = "largest"       // no larger holder; an equal one will do
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
		q.a.area = m.domainOf(q.a.n, q.a.u.target, q.holders(target)...)
		idle := q.idle()
		for _, x := range q.a.units(g, ReadControl) {
			if x.holder >= 0 && idle(x.holder) {
				continue
			}
			u := q.unit(x)
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

// unit runs what the party, or the class, comes to control.
func (q *classQuery) unit(x unit) *classUnit {
	u := &classUnit{q: q, x: x}
	if d := q.a.domain(); x.holder >= 0 && d.ranked() {
		end := func(upper bool) *coalition {
			if c := d.toward(upper, q.a.link(), q.profits())[x.holder]; c != nil {
				return c
			}
			return d.apart(x.holder, upper, q.a.link())
		}
		u.lower, u.upper = end(false), end(true)
	} else {
		u.lower, u.upper = q.a.coalition(x, false, nil), q.a.coalition(x, true, nil)
	}
	return u
}

// idle tells which parties of a large domain have nothing to do with the company: they
// meet no limb.
func (q *classQuery) idle() func(holder int) bool {
	d := q.a.domain()
	if !d.ranked() || q.profits() || zero.passes(linkFraction(q.threshold), q.threshold.Comparison) {
		return func(int) bool { return false }
	}
	lower, upper := d.toward(false, q.a.link(), false), d.toward(true, q.a.link(), false)
	return func(v int) bool { return lower[v] == nil && upper[v] == nil }
}

// profits reports a limb of profit rights, which others may have than those who hold
// shares of the company or a right in it.
func (q *classQuery) profits() bool {
	for _, list := range q.limbs {
		if slices.Contains(list, graph.ProfitRights) {
			return true
		}
	}
	return false
}

// holders lists the parties that hold an interest of some limb in the company.
func (q *classQuery) holders(target graph.EntityID) []int {
	var out []int
	for _, l := range q.m.tables.To(target) {
		for _, list := range q.limbs {
			if slices.ContainsFunc(list, l.Interest.LeadsTo) || l.Interest.CarriesShare() && slices.ContainsFunc(list, graph.Interest.CarriesShare) {
				out = append(out, q.a.n.node(l.Holder))
				break
			}
		}
	}
	return out
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
	for _, v := range q.a.through(func(v int) bool { return u.upper.has(v) && v != u.x.holder }) {
		c.Via = append(c.Via, q.a.n.id(v))
	}
	if !slices.ContainsFunc(q.out.Contributions, func(o Contribution) bool { return o.Holder == c.Holder }) {
		q.out.Contributions = append(q.out.Contributions, c)
	}
}

// narrows reports a limb that compares a holder with all others: beside a threshold it
// is met only together with it.
func narrows(limb string) bool { return limb == limbPlurality || limb == limbLargest }

// limb adds to the result what the unit brings and reports whether it leads.
func (u *classUnit) limb(r *LimbResult) bool {
	before := len(r.Grounds) + len(r.Possible)
	for _, i := range u.q.limbs[r.Limb] {
		switch {
		case narrows(r.Limb):
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
	if c.book == nil || s.Kind != GroundMajority {
		return c.attribute(s)
	}
	y := c.n.node(s.Subject)
	return remember(&c.book.mu, c.book.ground, y, func() []Ground { return c.attribute(s) })
}

func (c *coalition) attribute(s Step) []Ground {
	g := c.ground(c.start, s)
	var out []Ground
	for _, v := range c.start {
		id := c.n.id(v)
		if len(c.start) == 1 || slices.ContainsFunc(g.Steps, func(s Step) bool { return slices.Contains(s.Holders, id) }) {
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

// finish settles each limb, what is open, and the claims.
func (q *classQuery) finish(target graph.EntityID, names []string, results map[string]*LimbResult) {
	o := q.out
	open := map[graph.Interest]bool{}
	used, seen := map[graph.ClaimID]bool{}, map[*trail]bool{}
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
			for _, c := range g.Claims {
				used[c] = true
			}
			g.rests.collect(seen, used)
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
	for c := range used {
		o.Claims = append(o.Claims, c)
	}
	o.Claims = sortedClaims(o.Claims)
	slices.SortFunc(o.Open, func(a, b OpenRelation) int { return cmp.Compare(a.Interest, b.Interest) })
	slices.SortFunc(o.Contributions, func(a, b Contribution) int {
		return cmp.Or(b.Value.Min.Cmp(a.Value.Min), cmp.Compare(a.Holder, b.Holder))
	})
}

func compareGrounds(a, b Ground) int {
	return cmp.Or(cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Kind, b.Kind), slices.Compare(a.Via, b.Via), slices.Compare(a.Claims, b.Claims))
}
