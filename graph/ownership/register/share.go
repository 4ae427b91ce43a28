package register

import "longarm/graph/columns"

// Share is the integrated share of a holder: the probability that the walk from the
// target ever meets it; err is what it is off by at most. For a holder on a cycle it
// is the visits of a walk divided by those of one that begins there, which costs the
// solution of its component and is remembered.
func (f *Flow) Share(h uint32) (share, err float64) {
	if h == f.Target || !f.seen.has(h) {
		return 0, 0
	}
	x := f.visits[h]
	if f.view.RowHints()[h]&columns.RowCyclic == 0 {
		return min(x, 1), f.Error(x)
	}
	c := f.view.Component(h)
	if in := f.inflow[c.From]; in != nil {
		if y, ok := f.returned[h]; ok {
			return y, f.Error(y) + f.returnErr[h]
		}
		y, left := f.hit(c, in, h)
		f.returned[h], f.returnErr[h] = y, left
		return y, f.Error(y) + left
	}
	return min(x, 1), f.Error(x)
}

// hit is the probability that what flows into a component ever meets one member.
func (f *Flow) hit(c columns.Span, in []float64, h uint32) (share, left float64) {
	if f.scratch == nil {
		f.scratch = make([]float64, f.view.Len())
	}
	x := f.scratch // 0 outside of the component: no owner of it is asked about
	defer clear(x[c.From:c.To])
	x[h] = 1
	left, _ = sweep(f.view, x, func(v uint32) bool { return v == h }, c)
	for i, b := range in {
		share += b * x[c.From+uint32(i)]
	}
	return min(share, 1), left
}

// Hidden is what ends with holders nobody names: undisclosed parts of companies, and
// companies without any holder named.
func (f *Flow) Hidden() (share, err float64) { return f.hidden, f.Error(f.hidden) }

// Ring is what ends in rings of companies owned by themselves alone.
func (f *Flow) Ring() (share, err float64) { return f.ring, f.Error(f.ring) }
