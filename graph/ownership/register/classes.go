package register

import "longarm/graph/columns"

// HeldBy is the integrated share of several classes in every company.
type HeldBy struct {
	K     int
	Share []float64 // of class j in node v: Share[v·K+j]; 1 for members
	Error float64   // no share is off by more
}

// Of is what each class holds of a company.
func (h *HeldBy) Of(v uint32) []float64 { return h.Share[int(v)*h.K : (int(v)+1)*h.K] }

// Classes is [Class] for up to 64 classes in one pass: the rows are read
// once, and a cycle without members is made ready once. Of says by bit which
// classes, of k, a holder belongs to.
func Classes(v *columns.View, k int, of func(uint32) uint64) *HeldBy {
	n := uint32(v.Len())
	p := &classes{HeldBy: &HeldBy{K: k, Share: make([]float64, int(n)*k)}, view: v, of: of, sum: make([]float64, k)}
	for y := range n {
		for j := range p.Of(y) {
			if of(y)>>j&1 == 1 {
				p.Of(y)[j] = 1
			}
		}
	}
	next := v.Cyclic()
	for y := uint32(0); y < n; y++ {
		if len(next) > 0 && next[0].From == y {
			p.component(next[0])
			y, next = next[0].To-1, next[1:]
			continue
		}
		p.row(y)
	}
	p.Error += epsilon * 3 * float64(v.Longest()+uint64(p.ops)+8)
	return p.HeldBy
}

type classes struct {
	*HeldBy
	view *columns.View
	of   func(uint32) uint64
	sum  []float64
	ops  int
}

// row computes a company that is on no cycle.
func (p *classes) row(y uint32) {
	off, holder := p.view.Rows()
	if off[y] == off[y+1] {
		return
	}
	clear(p.sum)
	total, self := 0.0, 0.0
	any := false
	for e := off[y]; e < off[y+1]; e++ {
		s := p.view.Units(e)
		h := holder[e]
		if h == y {
			self += s
			continue
		}
		total += s
		if s == 0 {
			continue
		}
		for j, x := range p.Of(h) {
			if x != 0 {
				p.sum[j] += s * x
				any = true
			}
		}
	}
	if !any {
		return
	}
	b, bits, x := base(p.view.Whole(), total, self), p.of(y), p.Of(y)
	for j, s := range p.sum {
		if bits>>j&1 == 0 {
			x[j] = s / b
		}
	}
}

func (p *classes) component(c columns.Span) {
	shared, members := (*solver)(nil), uint64(0)
	for y := c.From; y < c.To; y++ {
		members |= p.of(y)
	}
	off, holder := p.view.Rows()
	n := int(c.To - c.From)
	left, ops := 0.0, 0
	for j := range p.K {
		s := shared
		if s == nil || members>>j&1 == 1 {
			k := newComponent(p.view, c)
			for i := range n {
				if p.of(c.From+uint32(i))>>j&1 == 1 { // nothing passes through a member
					k.rate[i], k.leak[i] = 0, 1
				}
			}
			s = k.ready()
			if members>>j&1 == 0 {
				shared = s
			}
		}
		given := make([]float64, n)
		any := false
		for i := range n {
			y := c.From + uint32(i)
			if given[i] = p.Of(y)[j]; given[i] != 0 {
				any = true
				continue
			}
			for e := off[y]; e < s.inner[i]; e++ {
				given[i] += p.view.Units(e) * p.Of(holder[e])[j]
			}
			given[i] *= s.rate[i]
			any = any || given[i] != 0
		}
		if !any {
			continue
		}
		l, o := s.hold(given)
		left, ops = max(left, l), max(ops, o)
		for i, x := range given {
			p.Of(c.From + uint32(i))[j] = x
		}
	}
	p.Error += left
	p.ops += ops
}
