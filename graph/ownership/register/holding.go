package register

import "longarm/graph/columns"

// Held is the integrated share of one class of holders in every company.
type Held struct {
	Share []float64 // by node number; 1 for members
	Error float64   // no share is off by more
}

// Class computes what the members, taken together, hold of every entity: one pass
// down the numbers, with sweeps inside cyclic components. Lower ends are the
// figures, rows above 100 % are scaled.
func Class(v *columns.View, member func(uint32) bool) *Held {
	n := uint32(v.Len())
	out := &Held{Share: make([]float64, n)}
	x := out.Share
	off, holder := v.Rows()
	hints := v.RowHints()
	for i := range n {
		if member(i) {
			x[i] = 1
		}
	}
	cyclic := v.Cyclic()
	longest := 0 // roundings of sweeps
	for at := uint32(0); at < n; at++ {
		if len(cyclic) > 0 && cyclic[0].From == at {
			c := cyclic[0]
			cyclic = cyclic[1:]
			left, ops := sweep(v, x, member, c)
			out.Error += left
			longest += ops
			at = c.To - 1
			continue
		}
		from, to := off[at], off[at+1]
		if from == to || x[at] != 0 {
			continue
		}
		sum, total := 0.0, 0.0
		for i, h := range holder[from:to] {
			s := v.Units(from + uint32(i))
			total += s
			sum += s * x[h]
		}
		if sum == 0 {
			continue
		}
		self := 0.0
		if hints[at]&columns.RowSelf != 0 {
			for i, h := range holder[from:to] {
				if h == at {
					self += v.Units(from + uint32(i))
				}
			}
		}
		x[at] = sum / base(v.Whole(), total-self, self)
	}
	// As in [Owners]: three roundings for each holding on the longest chain.
	out.Error += epsilon * 3 * float64(v.Longest()+uint64(longest)+8)
	return out
}

// sweep solves one cyclic component. It returns what the values may still lack and
// the roundings a value may have met.
func sweep(v *columns.View, x []float64, member func(uint32) bool, c columns.Span) (left float64, ops int) {
	off, holder := v.Rows()
	k := newComponent(v, c)
	n := len(k.rate)
	given := make([]float64, n) // from owners outside
	any := false
	for i := range n {
		at := c.From + uint32(i)
		if x[at] != 0 { // a member: nothing passes through it
			any = true
			k.rate[i], k.leak[i], given[i] = 0, 1, 1
			continue
		}
		sum := 0.0
		for e := off[at]; e < k.inner[i]; e++ {
			sum += v.Units(e) * x[holder[e]]
		}
		given[i] = sum * k.rate[i]
		any = any || sum != 0
	}
	if !any {
		return 0, 0
	}
	left, ops = k.ready().hold(given)
	copy(x[c.From:c.To], given)
	return left, ops
}

// solver is a component ready to be solved for one class after another.
type solver struct {
	*component
	stuck []bool // rings owned by themselves: worth nothing
	d     *dense // of up to denseLimit members
}

func (k *component) ready() *solver {
	s := &solver{component: k, stuck: k.escapes()}
	for i, ok := range s.stuck {
		if s.stuck[i] = !ok; !ok {
			k.rate[i], k.leak[i] = 0, 1
		}
	}
	if len(k.rate) <= denseLimit {
		s.d = k.dense()
	}
	return s
}

// hold turns what each member gets from outside into what it gets in all, in place:
// by elimination when there are few, else from below by Gauss and Seidel. What the
// class does not hold is solved beside it from below: both make up the whole, so what
// is missing to it bounds the error of either.
func (s *solver) hold(given []float64) (left float64, ops int) {
	k, n := s.component, len(given)
	for i, stuck := range s.stuck {
		if stuck {
			given[i] = 0
		}
	}
	if s.d != nil {
		s.d.hits(given)
		return 0, n * n * n
	}
	off, holder := k.view.Rows()
	other := make([]float64, n)
	for i := range n {
		other[i] = max(0, k.leak[i]-given[i])
	}
	in, out := append([]float64(nil), given...), append([]float64(nil), other...)
	for range min(sweepLimit, workLimit/(k.edges+n)+1) {
		ops += k.edges + n
		left = 0
		for i := range n {
			at := k.From + uint32(i)
			a, b := 0.0, 0.0
			for e := k.inner[i]; e < off[at+1]; e++ {
				if h := holder[e]; h != at {
					u := k.view.Units(e)
					a += u * in[h-k.From]
					b += u * out[h-k.From]
				}
			}
			in[i], out[i] = given[i]+a*k.rate[i], other[i]+b*k.rate[i]
			left = max(left, 1-in[i]-out[i])
		}
		if left <= 1e-15 {
			break
		}
	}
	copy(given, in)
	return left, ops
}
