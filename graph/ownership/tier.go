package ownership

import (
	"slices"
	"sync"
)

// link is the test an intermediate link must pass.
type link struct {
	Threshold
	chains bool // each single link by itself, instead of the sum of all
}

// tier computes one end of the tier reading: v(y) = Σ s(y,h) over h in the class
// or in Q, Q the least set of companies whose v passes the link. Rows are
// independent, so the bounds are tight but for a company that helps to hold its
// own holders, where the upper end is sound.
type tier struct {
	u      *upstream
	upper  bool
	fixed  func(node int) bool
	mate   func(company, node int) bool // counts in this company's row only
	rest   func(r *row) (a, b num)
	link   link
	forced int // a node taken into Q whatever its value; -1 for none
	// base is a solution that differs only in what the changed nodes count for, and
	// then only the rows below these are solved anew.
	base    *tier
	changed []int

	in map[int]bool // class and Q; with a base, what differs from it
	v  map[int]num

	mu    sync.Mutex
	tried map[int]num // see letting
}

// letting is what the class would have of the company if the node passed its link.
func (t *tier) letting(v int) num {
	t.mu.Lock()
	x, ok := t.tried[v]
	t.mu.Unlock()
	if !ok {
		if x, alone := t.adding(v); alone {
			return x
		}
		try := &tier{u: t.u, upper: t.upper, fixed: t.fixed, mate: t.mate, rest: t.rest, link: t.link, forced: v, base: t, changed: []int{v}}
		x = try.solve()
		t.mu.Lock()
		if t.tried == nil {
			t.tried = map[int]num{}
		}
		t.tried[v] = x
		t.mu.Unlock()
	}
	return x
}

// adding is letting where no other company passes its link because of the node, and
// whether that is so.
func (t *tier) adding(v int) (num, bool) {
	percent := linkFraction(t.link.Threshold)
	total, _ := t.value(t.u.target)
	for c := range t.u.held(v) {
		r := t.u.net.row(c)
		i := r.leafOf(v)
		if i < 0 || !r.point || r.scaled || r.self >= 0 || t.mate != nil || t.link.chains {
			return zero, false
		}
		if c == t.u.target {
			total = total.add(r.leaves[i].lo)
			continue
		}
		x, known := t.value(c)
		if !t.counts(c) && (!known || x.add(r.leaves[i].lo).passes(percent, t.link.Comparison)) {
			return zero, false
		}
	}
	return total, true
}

// has is what the class, and the companies that count for it, have of a company.
func (t *tier) has(r *row) num {
	if !r.point || r.scaled || r.self >= 0 || t.mate != nil {
		return r.reach(t.weights(r), t.upper)
	}
	sum := zero
	for _, l := range r.leaves {
		if l.node >= 0 && t.counts(l.node) {
			sum = sum.add(l.lo)
		}
	}
	if t.rest != nil && r.rest >= 0 {
		w := make([]num, len(r.leaves))
		w[r.rest], w[r.rest+1] = t.rest(r)
		s := r.extreme(w, t.upper)
		sum = sum.add(w[r.rest].mul(s[r.rest])).add(w[r.rest+1].mul(s[r.rest+1]))
	}
	return sum
}

// counts reports a node of the class or of Q.
func (t *tier) counts(v int) bool {
	if in, ok := t.in[v]; ok || t.base == nil {
		return in
	}
	return t.base.counts(v)
}

// value is what the class has of the company, if that was asked.
func (t *tier) value(v int) (num, bool) {
	if x, ok := t.v[v]; ok || t.base == nil {
		return x, ok
	}
	return t.base.value(v)
}

func (t *tier) solve() num {
	t.in, t.v = map[int]bool{}, map[int]num{}
	if t.base != nil {
		t.spread()
	} else {
		for _, block := range t.u.blocks {
			t.settle(block)
		}
	}
	v, _ := t.value(t.u.target)
	return v
}

// spread solves the blocks of the changed nodes, and of those only that hang on a node
// which now counts otherwise than in the base, owners first.
func (t *tier) spread() {
	waiting := map[int]bool{}
	for _, v := range t.changed {
		waiting[t.u.blockOf(v)] = true
	}
	for len(waiting) > 0 {
		b := len(t.u.blocks)
		for w := range waiting {
			b = min(b, w)
		}
		delete(waiting, b)
		t.settle(t.u.blocks[b])
		for _, v := range t.u.blocks[b] {
			if t.counts(v) == t.base.counts(v) {
				continue
			}
			for c := range t.u.held(v) {
				if t.u.blockOf(c) != b {
					waiting[t.u.blockOf(c)] = true
				}
			}
		}
	}
}

// settle solves one block, those it hangs on being settled.
func (t *tier) settle(block []int) {
	for _, v := range block {
		t.in[v] = v != t.u.target && t.fixed(v) || v == t.forced && v != t.u.target
	}
	for again := true; again; {
		again = false
		for _, v := range block {
			if v != t.u.target && t.fixed(v) {
				continue
			}
			r := t.u.net.row(v)
			if r.terminal || t.in[v] && v != t.forced {
				continue
			}
			t.v[v] = t.has(r)
			if !t.in[v] && t.passes(r, t.v[v]) {
				t.in[v], again = true, true
			}
		}
	}
	for _, v := range block { // values once the block is settled
		if r := t.u.net.row(v); !r.terminal && (v == t.u.target || !t.fixed(v)) {
			t.v[v] = t.has(r)
		}
	}
}

func (t *tier) weights(r *row) []num {
	w := make([]num, len(r.leaves))
	for i, l := range r.leaves {
		if l.node >= 0 && l.node != r.company && (t.counts(l.node) || t.mate != nil && t.mate(r.company, l.node)) {
			w[i] = one
		}
	}
	if r.rest >= 0 && t.rest != nil {
		w[r.rest], w[r.rest+1] = t.rest(r)
	}
	return w
}

func (t *tier) passes(r *row, v num) bool {
	percent := linkFraction(t.link.Threshold)
	if !t.link.chains {
		return v.passes(percent, t.link.Comparison)
	}
	w := t.weights(r)
	for i, l := range r.leaves {
		if i != r.self && w[i].sign() > 0 && r.reportedEnd(l, t.upper).passes(percent, t.link.Comparison) {
			return true
		}
	}
	return false
}

// via lists the holders of the company that count toward its value, sorted by id.
func (t *tier) via() []int {
	r := t.u.net.row(t.u.target)
	if r.terminal {
		return nil
	}
	var out []int
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self && l.hi.sign() > 0 && (t.counts(l.node) || t.mate != nil && t.mate(r.company, l.node)) {
			out = append(out, l.node)
		}
	}
	t.u.net.sortByID(out)
	return slices.Compact(out)
}

// direct computes one end of the reading "none": the class's own holdings.
func (p *problem) direct() num {
	r := p.u.net.row(p.u.target)
	if r.terminal {
		return zero
	}
	w := make([]num, len(r.leaves))
	for i, l := range r.leaves {
		if l.node >= 0 && l.node != r.company && (p.fixed(l.node) || p.mate != nil && p.mate(r.company, l.node)) {
			w[i] = one
		}
	}
	if r.rest >= 0 && p.rest != nil {
		w[r.rest], w[r.rest+1] = p.rest(r)
	}
	return r.reach(w, p.upper)
}
