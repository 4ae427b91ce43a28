package ownership

import (
	"maps"
	"math/big"

	"longarm/graph"
)

// margin measures how far the verdict is from turning. For yes it is the distance of
// the least value from the threshold, for undetermined that of the nearer end; for no
// the least shortfall over the comparisons that decide, a failed link that would turn
// the answer among them.
func (e *evaluation) margin() {
	threshold := e.t.threshold()
	o := e.out
	best := bounds{}
	take := func(b *bounds, m *big.Rat, n Nearest) {
		if n.Holder == "" && len(o.Holders) > 0 { // indirect members only: the one that brings most
			n.Holder = o.Holders[0].Holder
		}
		if m.Sign() < 0 {
			m = new(big.Rat).Neg(m)
		}
		if o.Margin == nil || nearerThan(m, n, b, o.Margin, o.Nearest, &best) {
			o.Margin, o.Nearest, best = m, n, *b
		}
	}
	for _, r := range e.deciding {
		for i, x := range r.units {
			b := r.bounds[i]
			if x.anonymous && e.verdict != No {
				continue
			}
			at := Nearest{Reading: r.reading, Subject: e.target, Holder: r.nearestHolder(x, r.a.u.target)}
			value := b.lo
			if e.verdict == No {
				value = b.hi
			} else if e.verdict == Yes && (r.verdict != Yes || !b.lo.passes(linkFraction(threshold), threshold.Comparison)) {
				continue
			}
			take(b, distance(threshold, value), at)
			if e.verdict == Undetermined {
				take(b, distance(threshold, b.hi), at)
			}
			if e.verdict != Yes && (i < nearUnits || r.a.u.size <= largeControl) {
				r.failedLinks(x, b, threshold, func(m *big.Rat, n Nearest) { take(b, m, n) })
			}
		}
	}
	if o.Margin == nil && len(e.deciding) > 0 { // nobody of the class is a holder
		o.Margin = threshold.Percent.Rat()
		o.Nearest = Nearest{Reading: e.deciding[0].reading, Subject: e.target}
	}
}

// distance is how far, in percent, the value is below the threshold; negative above.
func distance(t Threshold, value num) *big.Rat {
	return new(big.Rat).Sub(t.Percent.Rat(), new(big.Rat).Mul(value.std(), ratHundred))
}

// nearerThan prefers the smaller margin, then what is compared with the threshold to
// a link further up, then the figure that is surely there; else the first stays.
func nearerThan(m *big.Rat, n Nearest, b *bounds, than *big.Rat, other Nearest, best *bounds) bool {
	switch d := m.Cmp(than); {
	case d != 0:
		return d < 0
	case n.Link != other.Link:
		return other.Link
	}
	return b.lo.cmp(best.lo) > 0
}

// nearestHolder names the party behind a comparison on a company: the single
// holder, or of a class the member with the largest holding there, certain members
// before possible ones.
func (r *result) nearestHolder(x unit, company int) (id graph.EntityID) {
	if x.holder >= 0 {
		return r.a.n.id(x.holder)
	}
	row := r.a.n.row(company)
	for _, m := range []Membership{Member, Maybe} {
		best := zero
		for i, l := range row.leaves {
			if l.node >= 0 && i != row.self && r.a.member.of(l.node) == m && l.hi.cmp(best) > 0 {
				best, id = l.hi, r.a.n.id(l.node)
			}
		}
		if id != "" {
			break
		}
	}
	return id
}

// failedLinks tries each company that just misses the link threshold: if letting
// it pass would turn the answer, its shortfall is a margin.
func (r *result) failedLinks(x unit, b *bounds, threshold Threshold, take func(*big.Rat, Nearest)) {
	percent := linkFraction(threshold)
	limit := r.a.link()
	report := func(v int, value num) {
		take(new(big.Rat).Sub(limit.Percent.Rat(), new(big.Rat).Mul(value.std(), ratHundred)),
			Nearest{Reading: r.reading, Subject: r.a.n.id(v), Holder: r.nearestHolder(x, v), Link: true})
	}
	nodes := r.a.u.nodes()
	if len(nodes) > largeControl { // the direct holders: a nearer miss lies further up only by chance
		nodes = r.a.through(func(int) bool { return true })
		nodes = nodes[:min(len(nodes), 20)]
	}
	switch t := b.upper.(type) {
	case *tier:
		for _, v := range nodes {
			if value, ok := t.value(v); ok && !t.counts(v) && value.sign() > 0 {
				if t.letting(v).passes(percent, threshold.Comparison) {
					report(v, value)
				}
			}
		}
	case *coalition:
		for _, v := range nodes {
			if t.has(v) {
				continue
			}
			if value := t.share(v, true); value.sign() > 0 {
				if r.a.letting(t, x, v).passes(percent, threshold.Comparison) {
					report(v, value)
				}
			}
		}
	}
}

// letting is what the coalition, possible control, would have of the company if it
// controlled the node too.
func (a *asking) letting(c *coalition, x unit, v int) num {
	if c.book == nil {
		return a.coalition(x, true, []int{v}).share(a.u.target, true)
	}
	return remember(&c.book.mu, c.book.letting, v, func() num {
		if value := c.adding(v, a.u.target); value.sign() >= 0 {
			return value
		}
		return a.coalition(x, true, []int{v}).share(a.u.target, true)
	})
}

// adding is letting where no further company is gained through the node, else below 0.
func (c *coalition) adding(v, target int) num {
	d := c.domain
	if d == nil || c.concert || c.anonymous || len(d.ruled[v]) > 0 {
		return num{n: -1}
	}
	percent := linkFraction(c.threshold)
	more := *c
	more.book, more.in = nil, maps.Clone(c.in)
	more.in[v] = 1
	for _, y := range d.holds[v] {
		if y != target && y != v && d.in.has(y) && !c.has(y) && more.share(y, true).passes(percent, c.threshold.Comparison) {
			return num{n: -1}
		}
	}
	return more.share(target, true)
}
