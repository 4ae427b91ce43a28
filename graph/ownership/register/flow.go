package register

import (
	"math/bits"
	"slices"

	"longarm/graph/columns"
)

// epsilon is the unit roundoff of float64.
const epsilon = 0x1p-53

// Flow is what one company's owners get of it: for every holder upstream the
// expected number of visits of a walk that starts at the company and steps to a
// holder with the probability of its share. For a holder that is on no cycle this
// is its integrated share; [Flow.Share] gives that of any holder.
type Flow struct {
	view   *columns.View
	Target uint32
	visits []float64 // by node number
	seen   set
	// Bound is what no visit count is off by, relative to itself, plus what stayed
	// unpushed.
	Relative, Unpushed float64
	// Reached is the number of holders upstream, Edges that of holdings looked at.
	Reached, Edges int
	// Closed lists the components that nothing leaves, by their first node: rings
	// owned by themselves.
	Closed []uint32

	hidden, ring float64
	inflow       map[uint32][]float64 // into each cyclic component, by its first node
	returned     map[uint32]float64
	returnErr    map[uint32]float64
	scratch      []float64
}

// Owners follows the target's shares up to every owner, taking lower ends as the
// figures, and rows above 100 % scaled to 100 %.
func Owners(v *columns.View, target uint32) *Flow {
	f := &Flow{view: v, Target: target, visits: make([]float64, v.Len()), seen: newSet(v.Len()), inflow: map[uint32][]float64{}, returned: map[uint32]float64{}, returnErr: map[uint32]float64{}}
	f.visits[target] = 1
	f.seen.add(target)
	hints := v.RowHints()
	off, _ := v.Rows()
	ops := 0
	for at, ok := target, true; ok; at, ok = f.seen.below(at) {
		if off[at] == off[at+1] {
			if hints[at]&columns.RowSealed == 0 {
				f.hidden += f.visits[at]
			}
			continue
		}
		if hints[at]&columns.RowCyclic != 0 {
			c := v.Component(at)
			ops += f.component(c)
			at = c.From
			continue
		}
		f.push(at)
	}
	// A figure is a sum of products of numbers that are none of them negative: its
	// relative error is at most the number of roundings it can have met, which is
	// three for each holding looked at.
	f.Relative = epsilon * 3 * float64(f.Edges+ops+8)
	return f
}

// push hands a company's visits on to its holders.
func (f *Flow) push(at uint32) {
	v := f.view
	off, holder := v.Rows()
	from, to := off[at], off[at+1]
	row := holder[from:to]
	total, self := 0.0, 0.0
	for i, h := range row {
		if s := v.Units(from + uint32(i)); h == at {
			self += s
		} else {
			total += s
		}
	}
	if total == 0 {
		f.hidden += f.visits[at]
		return
	}
	b := base(v.Whole(), total, self)
	rate := f.visits[at] / b
	f.hidden += rate * (b - total)
	for i, h := range row {
		if s := v.Units(from + uint32(i)); s != 0 && h != at {
			f.visits[h] += rate * s
			f.mark(h)
		}
	}
	f.Edges += len(row)
}

func (f *Flow) mark(h uint32) {
	if f.seen.add(h) {
		f.Reached++
	}
}

// base is what shares of a row are divided by: 100 % without the treasury shares,
// or their sum where that is more.
func base(whole, total, self float64) float64 {
	if self >= whole {
		return total
	}
	return max(whole-self, total)
}

// sweepLimit bounds the sweeps over one component, and workLimit the edges looked
// at in them. What is left then is in the bound that every answer prints.
const (
	sweepLimit = 20000
	workLimit  = 500_000_000
)

// component solves the visits of a cyclic component, small ones by elimination,
// others by pushing residuals until nothing of weight is left, and hands them on
// to the owners outside. It returns the roundings that a figure may have met.
func (f *Flow) component(c columns.Span) (ops int) {
	v := f.view
	off, holder := v.Rows()
	k := newComponent(v, c)
	n := len(k.rate)
	got := f.visits[c.From:c.To]
	inflow := 0.0
	for _, x := range got {
		inflow += x
	}
	f.inflow[c.From] = append([]float64(nil), got...)
	stuck := f.closedRings(k, got)
	left := 0.0
	if n <= denseLimit {
		ops = n * n * n
		k.dense().visits(got)
	} else {
		left, ops = k.push(got, inflow*1e-17)
	}
	f.Unpushed += left
	for i := range n {
		at := c.From + uint32(i)
		f.Edges += int(off[at+1] - off[at])
		if got[i] == 0 {
			continue
		}
		f.mark(at)
		if stuck[i] {
			f.ring += got[i]
			continue
		}
		r, out := k.rate[i]*got[i], 0.0
		for e := off[at]; e < off[at+1]; e++ {
			h := holder[e]
			if h >= c.From {
				break
			}
			if s := v.Units(e); s != 0 {
				out += s
				f.visits[h] += r * s
				f.mark(h)
			}
		}
		f.hidden += max(0, k.leak[i]*got[i]-r*out)
	}
	return ops
}

// closedRings notes members from which nothing leaves; flow into them ends there,
// among companies that own each other.
func (f *Flow) closedRings(k *component, got []float64) (stuck []bool) {
	stuck = make([]bool, len(k.rate))
	escapes := k.escapes()
	if slices.Contains(escapes, false) { // all that is reached, before nothing moves on
		var queue []int
		met := make([]bool, len(got))
		for i, x := range got {
			if met[i] = x > 0; met[i] {
				queue = append(queue, i)
			}
		}
		for len(queue) > 0 {
			i := queue[0]
			queue = queue[1:]
			f.mark(k.From + uint32(i))
			k.each(i, func(j int, p float64) {
				if p > 0 && !met[j] {
					met[j] = true
					queue = append(queue, j)
				}
			})
		}
	}
	found := false
	for i, ok := range escapes {
		if ok {
			continue
		}
		if !found {
			f.Closed = append(f.Closed, k.From+uint32(i))
		}
		found, stuck[i] = true, true
		k.leak[i], k.rate[i] = 1, 0
	}
	return stuck
}

// push moves residuals along the shares until no more than tiny is left in all.
func (k *component) push(got []float64, tiny float64) (left float64, ops int) {
	off, holder := k.view.Rows()
	n := len(got)
	rest := make([]float64, n)
	copy(rest, got)
	clear(got)
	for sweeps := range min(sweepLimit, workLimit/(k.edges+n)+1) {
		for i := n - 1; i >= 0; i-- {
			x := rest[i]
			if x == 0 {
				continue
			}
			rest[i] = 0
			got[i] += x
			at := k.From + uint32(i)
			r := k.rate[i] * x
			for e := k.inner[i]; e < off[at+1]; e++ {
				h := holder[e]
				if s := k.view.Units(e); s != 0 && h != at {
					rest[h-k.From] += r * s
				}
			}
		}
		left, ops = 0, (sweeps+1)*(k.edges+n)
		for _, x := range rest {
			left += x
		}
		if left <= tiny {
			break
		}
	}
	return left, ops
}

// Each calls fn with every holder reached, in descending order of number.
func (f *Flow) Each(fn func(h uint32, visits float64)) {
	for at, ok := f.seen.below(f.Target + 1); ok; at, ok = f.seen.below(at) {
		if at != f.Target {
			fn(at, f.visits[at])
		}
	}
	top := f.view.Component(f.Target)
	for at := f.Target + 1; at < top.To; at++ {
		if f.seen.has(at) {
			fn(at, f.visits[at])
		}
	}
}

// Error is what the figure of a holder may be off by at most.
func (f *Flow) Error(visits float64) float64 { return f.Relative*visits + f.Unpushed }

// set is a set of node numbers that is read from the top.
type set struct {
	words []uint64
	upper []uint64 // which words are not 0
}

func newSet(n int) set {
	w := (n + 63) / 64
	return set{make([]uint64, w), make([]uint64, (w+63)/64)}
}

// add reports that v was new.
func (s set) add(v uint32) bool {
	w, b := v>>6, uint64(1)<<(v&63)
	old := s.words[w]
	if old&b != 0 {
		return false
	}
	s.words[w] = old | b
	s.upper[w>>6] |= 1 << (w & 63)
	return true
}

func (s set) has(v uint32) bool { return s.words[v>>6]>>(v&63)&1 == 1 }

// below returns the greatest member smaller than v.
func (s set) below(v uint32) (uint32, bool) {
	if v == 0 {
		return 0, false
	}
	v--
	w := int(v >> 6)
	if w >= len(s.words) {
		w = len(s.words) - 1
		v = uint32(w)<<6 | 63
	}
	if x := s.words[w] << (63 - v&63); x != 0 {
		return v - uint32(bits.LeadingZeros64(x)), true
	}
	u := w >> 6
	x := uint64(0)
	if w&63 != 0 {
		x = s.upper[u] & (1<<(w&63) - 1)
	}
	for x == 0 {
		if u--; u < 0 {
			return 0, false
		}
		x = s.upper[u]
	}
	w = u<<6 + 63 - bits.LeadingZeros64(x)
	return uint32(w)<<6 + 63 - uint32(bits.LeadingZeros64(s.words[w])), true
}
