package ownership

import (
	"slices"
)

func linkFraction(t Threshold) num { return figure(t.Percent) }

// maxUncertain bounds the links of one row that may or may not pass and are tried
// in every combination; beyond it the row's bound is sound, not tight.
const maxUncertain = 6

// hybrid computes one end of the hybrid reading: the least fixpoint of
// v(y) = min(100, Σ w(y,h)·v(h)), v(class) = 100, where a link that passes the
// threshold weighs 100 % and another its share.
type hybrid struct {
	u     *upstream
	upper bool
	fixed func(node int) bool
	mate  func(company, node int) bool // counts 100 % in this company's row only
	rest  func(r *row) (a, b num)
	link  Threshold
	kept  bool // links held by the class itself keep their figure
	grain bool // figures are rounded outward

	x     map[int]num
	bases map[int]*row
}

func (h *hybrid) solve() num {
	h.x, h.bases = map[int]num{}, map[int]*row{}
	for _, block := range h.u.blocks {
		var open []int
		for _, v := range block {
			if v != h.u.target && h.fixed(v) {
				h.x[v] = one
			} else if h.row(v).terminal {
				h.x[v] = zero
			} else {
				open = append(open, v)
			}
		}
		switch {
		case len(open) == 0:
		case len(open) == 1 && !slices.Contains(h.row(open[0]).edges(), open[0]):
			r := h.row(open[0])
			worth := h.worth(r, nil, nil)
			coef := h.choose(r, worth)
			if h.grain {
				h.x[open[0]] = minNum(one, r.grained(worth, coef, h.upper))
			} else {
				h.x[open[0]] = minNum(one, r.value(worth, coef))
			}
		case h.grain:
			h.sweep(open)
		default:
			h.solveCycle(open)
		}
	}
	return h.x[h.u.target]
}

func (h *hybrid) row(v int) *row {
	r := h.bases[v]
	if r == nil {
		r = h.u.net.row(v).withoutTreasury()
		h.bases[v] = r
	}
	return r
}

func (h *hybrid) worth(r *row, local map[int]int, inner []num) []num {
	p := &problem{u: h.u, x: h.x, rest: h.rest, mate: h.mate}
	w := p.weights(r, local, inner)
	if r.self >= 0 { // scaled rows keep the leaf; treasury shares count nothing
		w[r.self] = zero
	}
	return w
}

// choose returns the weight of every link under the extreme way to fill the row.
func (h *hybrid) choose(r *row, worth []num) []num {
	percent := linkFraction(h.link)
	exempt := func(l leaf) bool {
		return h.kept && (l.node < 0 || l.node != h.u.target && h.fixed(l.node) || h.mate != nil && h.mate(r.company, l.node))
	}
	passes := func(v num, l leaf) bool { return !exempt(l) && v.passes(percent, h.link.Comparison) }
	out := make([]num, len(r.leaves))
	if !anyWeight(worth) {
		return out
	}
	if r.scaled {
		for i, l := range r.leaves {
			if i == r.self {
				continue
			}
			if out[i] = r.reportedEnd(l, h.upper); passes(out[i], l) {
				out[i] = one
			}
		}
		return out
	}
	if r.point && r.rest >= 0 && r.table.Floor == 0 && len(r.groups) == 1 {
		return h.choosePoint(r, worth, passes)
	}
	var sure, unsure []int
	for i, l := range r.leaves {
		switch {
		case worth[i].sign() == 0 || r.rest >= 0 && i == r.rest+1: // the remainder is many holders
		case passes(l.lo, l):
			sure = append(sure, i)
		case passes(l.hi, l):
			unsure = append(unsure, i)
		}
	}
	if len(unsure) > maxUncertain {
		if h.upper {
			sure = append(sure, unsure...)
		}
		w := slices.Clone(worth)
		for _, i := range sure {
			w[i] = zero
		}
		copy(out, r.extreme(w, h.upper))
		for _, i := range sure {
			out[i] = one
		}
		return out
	}
	best, found := zero, false
	for set := range 1 << len(unsure) {
		coef, ok := h.fill(r, worth, percent, sure, unsure, set)
		if !ok {
			continue
		}
		v := r.value(worth, coef)
		if c := v.cmp(best); !found || h.upper && c > 0 || !h.upper && c < 0 {
			best, out, found = v, coef, true
		}
	}
	return out
}

// choosePoint is choose for exact figures: only the rest may or may not pass, and does
// where that is wanted.
func (h *hybrid) choosePoint(r *row, worth []num, passes func(num, leaf) bool) []num {
	out := slices.Clone(r.extreme(worth, h.upper))
	for i, l := range r.leaves[:r.rest+1] {
		if worth[i].sign() != 0 && passes(l.hi, l) {
			out[i] = one
		}
	}
	return out
}

// fill supposes that exactly the unsure links in the set pass, and gives the
// extreme weights under that supposition.
func (h *hybrid) fill(r *row, worth []num, percent num, sure, unsure []int, set int) ([]num, bool) {
	f := *r
	f.leaves, f.groups = slices.Clone(r.leaves), slices.Clone(r.groups)
	f.point = false
	passing := slices.Clone(sure)
	edge := percent
	for k, i := range unsure {
		l := &f.leaves[i]
		if set>>k&1 == 1 {
			low := edge
			if h.link.Comparison != AtLeast {
				low = low.add(epsilon)
			}
			l.lo = maxNum(l.lo, low)
			passing = append(passing, i)
		} else {
			high := edge
			if h.link.Comparison == AtLeast {
				high = high.sub(epsilon)
			}
			l.hi = minNum(l.hi, high)
		}
	}
	if !f.feasible() {
		return nil, false
	}
	w := slices.Clone(worth)
	for _, i := range passing {
		w[i] = zero
	}
	coef := f.extreme(w, h.upper)
	for _, i := range passing {
		coef[i] = one
	}
	return coef, true
}

// solveCycle finds the least fixpoint on one component. The map is concave and
// monotone for a fixed filling, so its positive fixpoint is unique and is reached
// from above; the upper end improves fillings from below.
func (h *hybrid) solveCycle(open []int) {
	c := &cycle{h: h, local: map[int]int{}, rows: make([]*row, len(open))}
	for k, v := range open {
		c.local[v] = k
		c.rows[k] = h.row(v)
	}
	var v []num
	if h.upper {
		v = c.greatest()
	} else {
		v = c.least()
	}
	for k, node := range open {
		h.x[node] = v[k]
	}
}

type cycle struct {
	h     *hybrid
	local map[int]int
	rows  []*row
}

func (c *cycle) apply(k int, coef, v []num) num {
	r := c.rows[k]
	return minNum(one, r.value(c.h.worth(r, c.local, v), coef))
}

// least: nodes that some filling keeps at 0 are out; the others come down from 1.
func (c *cycle) least() []num {
	n := len(c.rows)
	v := make([]num, n)
	for again := true; again; {
		again = false
		for k, r := range c.rows {
			if v[k].sign() > 0 {
				continue
			}
			w := c.h.worth(r, c.local, v)
			for i := range w {
				if w[i].sign() > 0 {
					w[i] = one
				}
			}
			if r.value(w, c.h.choose(r, w)).sign() > 0 {
				v[k], again = one, true
			}
		}
	}
	coef := make([][]num, n)
	return c.descend(v, func(k int, v []num) []num {
		coef[k] = c.h.choose(c.rows[k], c.h.worth(c.rows[k], c.local, v))
		return coef[k]
	})
}

// descend iterates from above: every positive node is at its cap or on its linear
// branch; solving the linear ones only lowers values, until nothing falls.
func (c *cycle) descend(v []num, choose func(k int, v []num) []num) []num {
	n := len(v)
	linear := make([][]num, n) // nil: at the cap, or worth nothing
	for range 200 + 20*n {
		changed := false
		for k := range v {
			if v[k].sign() == 0 {
				continue
			}
			coef := choose(k, v)
			if c.apply(k, coef, v).cmp(v[k]) < 0 {
				linear[k], changed = coef, true
			}
		}
		if !changed {
			return v
		}
		next, err := c.solveLinear(linear, v)
		if err != nil {
			return v
		}
		v = next
	}
	return v
}

func (c *cycle) solveLinear(linear [][]num, v []num) ([]num, error) {
	place, n := make([]int, len(v)), 0
	for k := range v {
		place[k] = -1
		if linear[k] != nil {
			place[k] = n
			n++
		}
	}
	sys := newSparse(n, 1)
	for k, coef := range linear {
		if coef == nil {
			continue
		}
		r, i := c.rows[k], place[k]
		w := c.h.worth(r, c.local, v)
		for j, l := range r.leaves {
			if coef[j].sign() == 0 {
				continue
			}
			if in, ok := c.local[l.node]; ok && l.node >= 0 && place[in] >= 0 && j != r.self && !(c.h.mate != nil && c.h.mate(r.company, l.node)) {
				sys.plus(i, place[in], coef[j])
			} else if w[j].sign() != 0 {
				sys.b[i][0] = sys.b[i][0].add(coef[j].mul(w[j]))
			}
		}
	}
	x, err := sys.solve()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(v)
	for k := range v {
		if place[k] >= 0 {
			out[k] = x[place[k]][0]
		}
	}
	return out, nil
}

// greatest: fillings start from ones that lead to something of worth and are
// switched while a better one exists.
func (c *cycle) greatest() []num {
	n := len(c.rows)
	v, coef := make([]num, n), make([][]num, n)
	for again := true; again; { // grow the set that can be worth something
		again = false
		for k, r := range c.rows {
			if v[k].sign() > 0 {
				continue
			}
			w := c.h.worth(r, c.local, v)
			chosen := c.h.choose(r, w)
			if x := r.value(w, chosen); x.sign() > 0 {
				v[k], coef[k], again = minNum(one, x), chosen, true
			}
		}
	}
	for range 200 + 20*n {
		start := make([]num, n)
		for k := range v {
			if coef[k] != nil {
				start[k] = one
			}
		}
		v = c.descend(start, func(k int, _ []num) []num { return coef[k] })
		changed := false
		for k, r := range c.rows {
			if coef[k] == nil {
				continue
			}
			chosen := c.h.choose(r, c.h.worth(r, c.local, v))
			if c.apply(k, chosen, v).cmp(v[k]) > 0 {
				coef[k], changed = chosen, true
			}
		}
		if !changed {
			break
		}
	}
	return v
}
