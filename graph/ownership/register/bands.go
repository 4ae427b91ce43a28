package register

import (
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// Bounds are the tight ends of what a class holds of every company, over all ways
// to fill the bands: an interval Markov chain, in which each row gives its open mass
// to the worst (or best) holders first, solved in component order and from below.
// Rest says that undisclosed holders may belong to the class. Totals of several
// holders are not used: with them the ends are sound and may be wider than need be.
type Bounds struct {
	Low, High []float64
	// Moved is the most any value moved in the last sweep of its component: what the
	// ends still lack is of that order.
	Moved float64
}

// BoundsOf computes both ends for all companies at once.
func BoundsOf(v *columns.View, member func(uint32) bool, rest bool) *Bounds {
	out := &Bounds{}
	for _, upper := range []bool{false, true} {
		b := &bander{view: v, member: member, upper: upper, rest: rest && upper}
		b.solve()
		out.Moved = max(out.Moved, b.moved)
		if upper {
			out.High = b.x
		} else {
			out.Low = b.x
		}
	}
	return out
}

type bander struct {
	view        *columns.View
	member      func(uint32) bool
	upper, rest bool
	x           []float64
	moved       float64
	order       []uint32
}

func (b *bander) solve() {
	n := uint32(b.view.Len())
	b.x = make([]float64, n)
	hints := b.view.RowHints()
	for y := range n {
		if b.member(y) {
			b.x[y] = 1
		}
	}
	next := b.view.Cyclic()
	for y := uint32(0); y < n; y++ {
		c := columns.Span{From: y, To: y + 1}
		if len(next) > 0 && next[0].From == y {
			c, next = next[0], next[1:]
		} else {
			if b.x[y] == 0 && hints[y]&columns.RowSealed == 0 {
				b.x[y] = b.row(y)
			}
			continue
		}
		moved := 0.0
		for range sweepLimit {
			moved = 0
			for z := c.From; z < c.To; z++ {
				if b.member(z) || hints[z]&columns.RowSealed != 0 {
					continue
				}
				value := b.row(z)
				moved = max(moved, value-b.x[z])
				b.x[z] = max(b.x[z], value)
			}
			if moved <= 1e-16 {
				break
			}
		}
		b.moved = max(b.moved, moved)
		y = c.To - 1
	}
}

// row is the extreme value of one row, weights being the values so far. Treasury
// shares hand on the row's own value: they are weighed by a first guess of it, which
// the fillings that follow correct until none is better.
func (b *bander) row(y uint32) float64 {
	if b.view.RowHints()[y]&columns.RowSelf == 0 {
		value, _, base := b.fill(y, 0)
		return min(1, value/base)
	}
	guess := 1.0
	if b.upper {
		guess = 0
	}
	for range 100 {
		value, self, base := b.fill(y, guess)
		next := 0.0
		if base > self {
			next = min(1, value/(base-self))
		}
		if b.upper && next <= guess || !b.upper && next >= guess {
			break
		}
		guess = next
	}
	return guess
}

// fill gives the row's open mass to the best (or worst) holders, the company itself
// being worth own. It returns what the others' shares are worth, the treasury shares,
// and what makes the whole.
func (b *bander) fill(y uint32, own float64) (value, self, base float64) {
	v := b.view
	off, holder := v.Rows()
	base = float64(graph.Hundred)
	worth := func(e uint32) float64 {
		if holder[e] == y {
			return own
		}
		return b.x[holder[e]]
	}
	give := func(e uint32, mass float64) {
		if holder[e] == y {
			self += mass
		} else {
			value += mass * b.x[holder[e]]
		}
	}
	lows := 0.0
	b.order = b.order[:0]
	for e := off[y]; e < off[y+1]; e++ {
		if v.High[e] == 0 {
			continue
		}
		l := float64(v.Weight(e))
		lows += l
		give(e, l)
		if v.High[e] != v.Low[e] || v.Most(e) != v.Weight(e) {
			b.order = append(b.order, e)
		}
	}
	sort := func() {
		slices.SortFunc(b.order, func(i, j uint32) int {
			d := worth(i) - worth(j)
			if b.upper {
				d = -d
			}
			switch {
			case d < 0:
				return -1
			case d > 0:
				return 1
			}
			return int(int64(i) - int64(j))
		})
	}
	if lows > base { // scaled: the best are at their upper end, the others at the lower
		sort()
		total := lows
		top, topValue, topSelf, topBase := (value+self*own)/total, value, self, total
		for _, e := range b.order {
			d := float64(v.Most(e) - v.Weight(e))
			total += d
			give(e, d)
			if t := (value + self*own) / total; b.upper && t > top || !b.upper && t < top {
				top, topValue, topSelf, topBase = t, value, self, total
			}
		}
		return topValue, topSelf, topBase
	}
	room := base - lows
	complete := v.RowHints()[y]&columns.RowCovered != 0 && b.complete(y)
	if b.rest && !complete { // the rest counts in full
		return value + room, self, base
	}
	sort()
	for _, e := range b.order {
		if !b.upper && !complete && worth(e) > 0 {
			break // the rest takes what is open, and is worth nothing
		}
		d := min(room, float64(v.Most(e)-v.Weight(e)))
		give(e, d)
		room -= d
	}
	return value, self, base
}

// complete reports a list of holders said to be whole, and able to be.
func (b *bander) complete(y uint32) bool {
	for _, c := range b.view.CoversOf(y) {
		if c.Kind != columns.Complete {
			continue
		}
		off, _ := b.view.Rows()
		var top graph.Percent
		for e := off[y]; e < off[y+1]; e++ {
			top += b.view.Most(e)
		}
		return top >= graph.Hundred
	}
	return false
}
