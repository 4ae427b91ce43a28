package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// half is a party without which, in some world, nobody else passes. Where it does not
// pass alone either, as at 50/50, it may control together with another one.
type half struct {
	c     *coalition // what it may control
	party int        // -1: one that nobody names
	nodes []int      // the direct holders that may follow it
}

// half returns the party of the coalition as a half of the company, when it may be one.
func (c *coalition) half(party, y int) (half, bool) {
	r := c.n.row(y)
	h := half{c: c, party: party}
	for i, l := range r.leaves {
		if i != r.self && l.node >= 0 && c.has(l.node) {
			h.nodes = append(h.nodes, l.node)
		}
	}
	return h, r.needs(c.threshold, func(i int) bool {
		return r.leaves[i].node >= 0 && c.has(r.leaves[i].node) || c.anonymous && i == r.rest
	})
}

// needs reports that in some world all others than these do not pass.
func (r *row) needs(t Threshold, these func(leaf int) bool) bool {
	if r.terminal {
		return false
	}
	w := make([]num, len(r.leaves))
	most := zero
	for i, l := range r.leaves {
		switch {
		case i == r.self:
		case these(i):
			most = most.add(l.hi)
		default:
			w[i] = one
		}
	}
	return most.sign() > 0 && !r.passesWithout(most, t) && !controlShare(r, w, false).passes(linkFraction(t), t.Comparison)
}

// passesWithout is a quick test that everybody else passes, whatever the company holds
// of itself, where a party has so much at most.
func (r *row) passesWithout(most num, t Threshold) bool {
	base := one
	if r.self >= 0 {
		base = one.sub(r.leaves[r.self].hi)
	}
	return base.sign() > 0 && base.sub(most).passes(linkFraction(t).mul(base), t.Comparison)
}

// mayJoin finds who may control the company only together with another: as one of two
// halves, or by a stated concert that may pass. It adds to the answer those who are not
// in it, and whether one that nobody names may be such a half.
func (d *domain) mayJoin(answer *ControlAnswer, t Threshold, halves []half) {
	n, y := d.n, d.target
	if n.row(y).terminal || slices.ContainsFunc(answer.Certain, func(k Controller) bool {
		return slices.ContainsFunc(k.Grounds, func(g Ground) bool { return g.Kind == GroundMajority })
	}) {
		return
	}
	rest, restMay := d.of(unit{holder: -1, anonymous: true}, true, t).half(-1, y)
	answer.row, answer.halves, answer.restHalf = n.row(y), halves, restMay
	for _, h := range halves {
		if answer.hasOther(h) {
			answer.mayJoin(h, y)
		}
	}
	answer.restJoins = restMay && (len(halves) > 0 || len(rest.nodes) > 0 || n.row(y).unnamed())
	answer.RestMayJoin = answer.restJoins && !answer.RestMay
	d.mayConcert(answer, t)
	slices.SortFunc(answer.MayJoin, func(a, b Controller) int { return cmp.Compare(a.ID, b.ID) })
}

// unnamed reports a row of which nobody who is named surely holds anything.
func (r *row) unnamed() bool {
	return !slices.ContainsFunc(r.leaves, func(l leaf) bool { return l.node >= 0 && l.lo.sign() > 0 })
}

// hasOther reports another half, named or not, beside this one: by the direct holders that
// do not follow this one.
func (a *ControlAnswer) hasOther(h half) bool {
	return a.restHalf || slices.ContainsFunc(a.halves, func(o half) bool {
		r := a.row
		return r.needs(a.Threshold, func(i int) bool {
			v := r.leaves[i].node
			return v >= 0 && slices.Contains(o.nodes, v) && !slices.Contains(h.nodes, v)
		})
	})
}

// mayConcert adds who acts, or may act, in a stated concert that may pass together.
func (d *domain) mayConcert(answer *ControlAnswer, t Threshold) {
	n, y := d.n, d.target
	group := map[int]bool{}
	for _, l := range n.tables.To(n.id(y)) {
		if isConcert(l.Interest) {
			group[n.node(l.Holder)] = true
		}
	}
	if len(group) < 2 {
		return
	}
	r := n.row(y)
	w := make([]num, len(r.leaves))
	for v := range group {
		c := d.of(unit{holder: v}, true, t)
		for i, l := range r.leaves {
			if i != r.self && l.node >= 0 && (l.node == v || c.has(l.node)) {
				w[i] = one
			}
		}
	}
	if !controlShare(r, w, true).passes(linkFraction(t), t.Comparison) {
		return
	}
	for v := range group {
		answer.concert = append(answer.concert, v)
		answer.mayJoin(half{c: d.of(unit{holder: v}, true, t), party: v}, y)
	}
}

// mayJoin adds a party unless it controls, or may, already.
func (a *ControlAnswer) mayJoin(h half, y int) {
	id := h.c.n.id(h.party)
	is := func(k Controller) bool { return k.ID == id }
	if slices.ContainsFunc(a.Certain, is) || slices.ContainsFunc(a.Possible, is) || slices.ContainsFunc(a.MayJoin, is) ||
		slices.ContainsFunc(a.Joint, func(j Joint) bool { return slices.Contains(j.Members, id) }) {
		return
	}
	s := h.c.majority(y)
	s.Kind = GroundJoint
	a.MayJoin = append(a.MayJoin, Controller{ID: id, Grounds: []Ground{h.c.ground([]int{h.party}, s)}})
}

// MayBeShared is a quick test whether several may control the company only together:
// false where one direct holder surely passes, where all that are named have too little
// for a half, and where nobody can hold anything. Bases are read as in [Model.Controllers].
func (m *Model) MayBeShared(company graph.EntityID, t Threshold, b graph.Basis) bool {
	for _, basis := range bases(controlBasis(b)) {
		n := m.net(basis)
		if r := n.row(n.node(company)); !r.terminal && (r.mayBeShared(t) || slices.ContainsFunc(n.tables.To(company), func(l *graph.Link) bool { return isConcert(l.Interest) })) {
			return true
		}
	}
	return false
}

func (r *row) mayBeShared(t Threshold) bool {
	most := zero
	for i, l := range r.leaves {
		switch {
		case i == r.self || r.rest >= 0 && i == r.rest+1:
		case r.self < 0 && !r.scaled && l.lo.passes(linkFraction(t), t.Comparison):
			return false
		default:
			most = most.add(l.hi)
		}
	}
	return most.sign() > 0 && !r.passesWithout(most, t)
}
