package ownership

import (
	"maps"
	"slices"

	"longarm/graph"
)

// unit is one party, or one sum of parties, that a test compares with its
// threshold: a single holder (with those acting jointly with it, when concerts
// count), the whole class, or one holder nobody names.
type unit struct {
	holder    int // -1 for the class and the undisclosed holder
	anonymous bool
	member    Membership
	concert   bool
}

// asking is a test on one company in one basis.
type asking struct {
	m      *Model
	test   Test
	n      *net
	u      *upstream
	member roll
	memo   map[askKey]*bounds

	leading map[int]bool
	area    *domain // see domain
	signed  map[bool]string
}

type askKey struct {
	u       unit
	reading Reading
	chains  bool
}

// bounds is what one reading gives one unit, and how.
type bounds struct {
	lo, hi       num
	lower, upper any // *problem, *hit, *tier, *hybrid, *coalition
}

func (m *Model) asking(t Test, target graph.EntityID, b graph.Basis) *asking {
	n := m.net(b)
	a := &asking{m: m, test: t, n: n, u: m.upstreamOf(target, b), memo: map[askKey]*bounds{}, signed: map[bool]string{}}
	a.member = newRoll(a.u.place)
	a.enrol(a.u.nodes())
	return a
}

func (a *asking) link() Threshold { return a.test.link() }

// link is the threshold of intermediate links: more than 50 % unless stated.
func (t Test) link() Threshold {
	l := Majority
	if t.HasLink {
		l = Threshold{Percent: t.Link, Comparison: t.LinkComparison}
		if l.Comparison == "" {
			l.Comparison = MoreThan
		}
	}
	return l
}

// threshold is the test's own threshold; a test of control without one asks for a
// majority.
func (t Test) threshold() Threshold {
	if !t.HasThreshold {
		return Majority
	}
	c := t.Comparison
	if c == "" {
		c = MoreThan
	}
	return Threshold{Percent: t.Threshold, Comparison: c}
}

// units lists whom the aggregate compares, sorted by id, an undisclosed holder
// last.
func (a *asking) units(g Aggregate, reading Reading) []unit {
	if g == AggregateClass {
		return []unit{{holder: -1, member: Member}}
	}
	concert := g == AggregateConcert
	var nodes []int
	if reading == ReadControl {
		nodes = a.domain().nodes
		a.enrol(nodes)
	} else {
		nodes = a.u.sorted()
	}
	var out []unit
	for _, v := range nodes {
		if m := a.member.of(v); m != Outside {
			out = append(out, unit{holder: v, member: m, concert: concert})
		}
	}
	if a.test.Class.RestMay {
		out = append(out, unit{holder: -1, anonymous: true, member: Maybe, concert: concert}) // it may stand above a party to one
	}
	return out
}

// fixed says who counts 100 % for the unit at one end.
func (a *asking) fixed(x unit, upper bool) func(int) bool {
	switch {
	case x.anonymous:
		return func(int) bool { return false }
	case x.holder >= 0:
		return func(v int) bool { return v == x.holder }
	case upper:
		return func(v int) bool { return a.member.of(v) != Outside }
	}
	return func(v int) bool { return a.member.of(v) == Member }
}

// rest is what undisclosed holders weigh for the unit at the upper end: all of
// them for a class, and for a single holder what one of them may have, since it
// may be that holder or a company of its. A stated holding closes the pair, so
// where direct holdings alone count the rest is other people's there.
func (a *asking) rest(x unit, reading Reading, upper bool) func(*row) (num, num) {
	switch {
	case !upper:
		return nil
	case !a.test.Class.RestMay:
		return a.laterRest(x)
	case x.holder < 0 && !x.anonymous:
		return func(*row) (num, num) { return one, one }
	}
	return func(r *row) (num, num) {
		if reading == ReadNone && slices.ContainsFunc(r.leaves, func(l leaf) bool { return l.node >= 0 && l.node == x.holder }) {
			return zero, zero
		}
		return one, zero
	}
}

// laterRest is what the rest weighs for parties that are named: nothing, unless a
// later source names them as holders of the company and a floor keeps what they
// may have had before in its undisclosed part.
func (a *asking) laterRest(x unit) func(*row) (num, num) {
	is := func(v int) bool {
		if x.holder >= 0 {
			return v == x.holder
		}
		return !x.anonymous && a.test.Class.In(a.n.id(v)) != Outside
	}
	among := func(id graph.EntityID) bool { // itself, or someone above it
		v := a.n.node(id)
		return is(v) || slices.ContainsFunc(a.n.upstream(v, nil).nodes(), is)
	}
	count := func(r *row) int {
		n := 0
		if r.table != nil {
			for _, id := range r.table.Later {
				if among(id) {
					n++
				}
			}
		}
		return n
	}
	if !slices.ContainsFunc(append(a.u.nodes(), a.u.target), func(v int) bool { return count(a.n.row(v)) > 0 }) {
		return nil
	}
	return func(r *row) (num, num) {
		switch count(r) {
		case 0:
			return zero, zero
		case 1:
			return one, zero
		}
		return one, one
	}
}

// mate says who counts with the unit in one company because they act jointly
// there; nil when concerts do not count or the unit is in none.
func (a *asking) mate(x unit, upper bool) func(company, node int) bool {
	if !x.concert || x.holder < 0 {
		return nil
	}
	groups := map[int][]int{}
	for company, all := range a.u.concerts() {
		var group []int
		for _, c := range all {
			if c.stated || upper {
				group = append(group, c.holder)
			}
		}
		if slices.Contains(group, x.holder) && len(group) > 1 {
			groups[company] = group
		}
	}
	if len(groups) == 0 {
		return nil
	}
	return func(company, node int) bool { return slices.Contains(groups[company], node) }
}

// bounds computes one reading for one unit.
func (a *asking) bounds(x unit, reading Reading, chains bool) *bounds {
	single := x
	single.member = Outside // makes no difference to a holder's own figures
	single.concert = x.concert && (len(a.u.concerts()) > 0 || reading == ReadControl && len(a.domain().jointly) > 0)
	key := memoKey{u: a.u, x: single, reading: reading, restMay: a.test.Class.RestMay && reading != ReadControl, deciding: a.test.DecidingOnly}
	class := x.holder < 0 && !x.anonymous
	if class {
		if !a.test.Class.RestMay && a.u.later() { // who may be meant by the rest is not told by who is upstream
			key := askKey{u: x, reading: reading, chains: chains && reading == ReadTier}
			if a.memo[key] == nil {
				a.memo[key] = a.compute(x, reading, chains)
			}
			return a.memo[key]
		}
		key.x.concert, key.members, key.restMay = false, a.signature(reading == ReadControl), a.test.Class.RestMay
	}
	switch reading {
	case ReadTier:
		key.chains, key.link = chains, a.link()
	case ReadHybrid:
		key.hybrid, key.link = a.test.Hybrid, a.link()
	case ReadControl:
		key.link = a.link()
	}
	a.m.mu.Lock()
	b := a.m.memo[key]
	a.m.mu.Unlock()
	if b == nil {
		b = a.compute(x, reading, chains)
		a.m.mu.Lock()
		if class {
			if a.m.memoSize += a.u.size; a.m.memoSize > maxMemo {
				maps.DeleteFunc(a.m.memo, func(k memoKey, _ *bounds) bool { return k.members != "" })
				a.m.memoSize = a.u.size
			}
		}
		a.m.memo[key] = b
		a.m.mu.Unlock()
	}
	return b
}

// maxMemo bounds the rows of what is remembered of whole classes.
const maxMemo = 1 << 18

// signature says of everybody upstream whether it is of the class. Classes that are the
// same there share their answers.
func (a *asking) signature(control bool) string {
	if s, ok := a.signed[control]; ok {
		return s
	}
	nodes := a.u.nodes()
	if control {
		nodes = a.domain().nodes
		a.enrol(nodes)
	}
	out := make([]byte, len(nodes)+1) // never empty
	for i, v := range nodes {
		out[i] = byte(a.member.of(v))
	}
	a.signed[control] = string(out)
	return a.signed[control]
}

func (a *asking) compute(x unit, reading Reading, chains bool) *bounds {
	if b := a.hit(x, reading); b != nil {
		return b
	}
	b := &bounds{}
	b.lo, b.lower = a.end(x, reading, chains, false)
	b.hi, b.upper = a.end(x, reading, chains, true)
	return b
}

func (a *asking) end(x unit, reading Reading, chains, upper bool) (num, any) {
	fixed, mate, rest := a.fixed(x, upper), a.mate(x, upper), a.rest(x, reading, upper)
	grain := a.test.DecidingOnly && a.u.size > largeControl
	switch reading {
	case ReadNone:
		p := &problem{u: a.u, upper: upper, fixed: fixed, mate: mate, rest: rest}
		return p.direct(), p
	case ReadTier:
		t := &tier{u: a.u, upper: upper, fixed: fixed, mate: mate, rest: rest, link: link{a.link(), chains}, forced: -1}
		if x.holder >= 0 && mate == nil && (rest == nil || a.test.Class.RestMay) {
			t.base, t.changed = a.nobody(chains, upper), []int{x.holder}
		}
		return t.solve(), t
	case ReadHybrid:
		h := &hybrid{u: a.u, upper: upper, fixed: fixed, mate: mate, rest: rest, link: a.link(), kept: a.test.Hybrid == TopLinkKept, grain: grain}
		return h.solve(), h
	case ReadControl:
		c := a.coalition(x, upper, nil)
		return c.share(a.u.target, upper), c
	}
	p := &problem{u: a.u, upper: upper, fixed: fixed, mate: mate, rest: rest, grain: grain}
	if x.holder >= 0 && rest == nil && mate == nil {
		only, blocks := a.u.between([]int{x.holder})
		p.only = only
		p.solveBlocks(blocks)
	} else {
		p.solve()
	}
	return p.x[a.u.target], p
}

// nobody is the tier reading in which no party that anybody names counts. It is the
// same for all single holders, each of whom changes only the rows below itself.
func (a *asking) nobody(chains, upper bool) *tier {
	b := a.bounds(unit{holder: -1, anonymous: true}, ReadTier, chains)
	if upper {
		return b.upper.(*tier)
	}
	return b.lower.(*tier)
}

// coalition runs the control fixpoint for the unit below the company tested,
// intermediate links at the link threshold. Extra nodes join the start.
func (a *asking) coalition(x unit, upper bool, extra []int) *coalition {
	d := a.domain()
	if extra == nil && (x.holder >= 0 || x.anonymous) {
		return d.of(x, upper, a.link())
	}
	c := d.coalition(domainParty{concert: x.concert && len(d.jointly) > 0, anonymous: x.anonymous && upper, domainEnd: domainEnd{upper, a.link()}})
	var start, everywhere []int
	switch {
	case x.holder >= 0:
		start = []int{x.holder}
	case !x.anonymous:
		fixed := a.fixed(x, upper)
		a.enrol(d.nodes)
		for _, v := range d.nodes {
			if fixed(v) {
				start = append(start, v)
			}
		}
		if upper && a.test.Class.RestMay {
			c.anonymous = true
			c.wholeRest = true
		}
	}
	if c.anonymous {
		everywhere = d.nodes
	}
	c.start = append(start, extra...)
	c.run(c.start, everywhere)
	return c
}

func (a *asking) domain() *domain {
	if a.area == nil {
		a.area = a.m.domainOf(a.n, a.u.target)
	}
	return a.area
}

// later reports that the source of some company upstream, or of the company, names
// holders later that it did not name before.
func (u *upstream) later() bool {
	u.laterOnce.Do(func() {
		for _, block := range u.blocks {
			for _, v := range block {
				if t := u.net.row(v).table; t != nil && len(t.Later) > 0 {
					u.hasLater = true
				}
			}
		}
	})
	return u.hasLater
}
