package register

import (
	"longarm/graph"
	"longarm/graph/columns"
)

// Rest says what holders whom nobody names may be to the class asked about.
type Rest uint8

// What undisclosed holders may be.
const (
	RestOutside Rest = iota // none of them belongs to the class
	RestOne                 // one of them in each company may, with what a floor leaves to one
	RestAll                 // all of them may
	// RestIs asks about the undisclosed themselves: they are the class, at both ends.
	RestIs
)

// weights are what the part one undisclosed holder may have, and the remainder, are
// worth at an end.
func (r Rest) weights(upper bool) (each, all float64) {
	switch {
	case r == RestIs, r == RestAll && upper:
		return 1, 1
	case r == RestOne && upper:
		return 1, 0
	}
	return 0, 0
}

// Asked is the class of holders that bounds are asked for.
type Asked struct {
	Member func(uint32) bool
	Rest   Rest
}

// Bounds are the tight ends of what a class holds of every company, over all ways
// to fill the bands: an interval Markov chain, in which each row gives its open mass
// to the worst (or best) holders first, as far as totals and a complete list allow,
// solved in component order and from below. Totals that cross one another are used
// as in package ownership: the larger, then the first by the ids of its members.
type Bounds struct {
	Low, High []float64
	// Moved is the most any value moved in the last sweep of its component: what the
	// ends still lack is of that order. Components of up to a hundred members are
	// solved by policy iteration and lack nothing but rounding.
	Moved float64
	// Error is what ends are off by at most beside that.
	Error float64
}

// BoundsOf computes both ends for all companies at once.
func BoundsOf(v *columns.View, a Asked) *Bounds {
	out := &Bounds{}
	for _, upper := range []bool{false, true} {
		b := newBander(v, a, upper)
		b.solve()
		out.Moved, out.Error = max(out.Moved, b.moved), max(out.Error, b.slack+epsilon*3*float64(v.Longest()+8))
		if upper {
			out.High = b.x
		} else {
			out.Low = b.x
		}
	}
	return out
}

// End is one end of what a class holds of one company, and the policy that attains
// it.
type End struct {
	Share  float64
	Moved  float64 // as in [Bounds]
	Error  float64 // what Share is off by at most, Moved apart
	Policy []Filling
}

// Filling is what an extremal policy gives the holders of one company.
type Filling struct {
	Company uint32
	Edge    uint32    // of the first holder
	Mass    []float64 // of each holder of the row, in steps of graph.Percent
	// Each is what one undisclosed holder has, All what the others have.
	Each, All float64
	// Base is what makes the whole, treasury shares among it.
	Base float64
}

// BoundsAt computes both ends for one company: it looks at what stands upstream of
// it only, not past members of the class. Fillings are sorted by company.
func BoundsAt(v *columns.View, target uint32, a Asked) (low, high End) {
	return endsAt(v, target, a, true)
}

// EndsAt is [BoundsAt] without the policies.
func EndsAt(v *columns.View, target uint32, a Asked) (low, high End) {
	return endsAt(v, target, a, false)
}

func endsAt(v *columns.View, target uint32, a Asked, keep bool) (low, high End) {
	member := a.Member
	a.Member = func(x uint32) bool { return x != target && member(x) }
	list := upstream(v, target, a.Member)
	ends := [2]*End{&low, &high}
	for i, upper := range []bool{false, true} {
		b := newBander(v, a, upper)
		b.keep = keep
		b.solveList(list)
		*ends[i] = End{Share: b.x[target], Moved: b.moved, Error: b.slack + epsilon*3*float64(v.Longest()+8)*b.x[target]}
		if keep {
			ends[i].Policy = b.policy(target)
		}
	}
	return low, high
}

// upstream lists the target and whom it is held by, directly or through others, up
// to members of a class; ascending.
func upstream(v *columns.View, target uint32, member func(uint32) bool) []uint32 {
	seen := newSet(v.Len())
	seen.add(target)
	queue, list := []uint32{target}, []uint32{target}
	off, holder := v.Rows()
	for len(queue) > 0 {
		x := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for e := off[x]; e < off[x+1]; e++ {
			if h := holder[e]; v.High[e] > 0 && seen.add(h) {
				list = append(list, h)
				if !member(h) {
					queue = append(queue, h)
				}
			}
		}
	}
	sortNumbers(list)
	return list
}

// bander computes one end of bounds.
type bander struct {
	view      *columns.View
	member    func(uint32) bool
	upper     bool
	rest      bool // undisclosed holders are worth something
	each, all float64
	x         []float64
	moved     float64
	slack     float64 // what policies solved exactly may be off by
	row       rowFiller
	keep      bool // remember the policy
	chosen    map[uint32]*Filling
}

func newBander(v *columns.View, a Asked, upper bool) *bander {
	b := &bander{view: v, member: a.Member, upper: upper, x: make([]float64, v.Len()), chosen: map[uint32]*Filling{}}
	b.each, b.all = a.Rest.weights(upper)
	b.rest = b.each > 0
	b.row = rowFiller{bander: b}
	return b
}

// isOpen reports that a node has a row to fill: no member, and of a kind that has
// holders.
func (b *bander) isOpen(y uint32) bool {
	return b.view.RowHints()[y]&columns.RowSealed == 0 && !b.member(y)
}

func (b *bander) solve() {
	n := uint32(b.view.Len())
	for y := range n {
		if b.member(y) {
			b.x[y] = 1
		}
	}
	next := b.view.Cyclic()
	for y := uint32(0); y < n; y++ {
		if len(next) > 0 && next[0].From == y {
			b.component(next[0])
			y, next = next[0].To-1, next[1:]
			continue
		}
		b.alone(y)
	}
}

// solveList solves the listed nodes, ascending, and those of their components.
func (b *bander) solveList(list []uint32) {
	for _, y := range list {
		if b.member(y) {
			b.x[y] = 1
		}
	}
	done := uint32(0)
	for _, y := range list {
		switch {
		case y < done:
		case b.view.RowHints()[y]&columns.RowCyclic == 0:
			b.alone(y)
		default:
			c := b.view.Component(y)
			for z := c.From; z < c.To; z++ { // members beyond the list do not matter to it
				if b.member(z) {
					b.x[z] = 1
				}
			}
			b.component(c)
			done = c.To
		}
	}
}

// alone solves a company that is on no cycle.
func (b *bander) alone(y uint32) {
	if b.x[y] != 0 || !b.isOpen(y) {
		return
	}
	f := b.row.best(y)
	b.x[y] = f.value
	if b.keep {
		b.note(y)
	}
}

// component solves the members of a cycle: sweeps from below, which leave at 0 what
// is worth nothing, and for up to [denseLimit] members policies solved exactly.
func (b *bander) component(c columns.Span) {
	if c.To-c.From <= denseLimit {
		b.policies(c)
		return
	}
	moved := 0.0
	for range sweepLimit {
		moved, _ = b.sweep(c)
		if moved <= 1e-16 {
			break
		}
	}
	b.moved = max(b.moved, moved)
	if b.keep && !b.upper {
		for y := c.From; y < c.To; y++ {
			if b.isOpen(y) {
				b.row.best(y)
				b.note(y)
			}
		}
	}
}

// sweep improves every member once. It returns the greatest movement and how many
// members left 0. At the upper end a filling is remembered when it improves its
// company strictly: so no set of companies is left that only feeds itself.
func (b *bander) sweep(c columns.Span) (moved float64, woken int) {
	for y := c.From; y < c.To; y++ {
		if !b.isOpen(y) {
			continue
		}
		f := b.row.best(y)
		if f.value > b.x[y] {
			if b.x[y] == 0 {
				woken++
			}
			moved = max(moved, f.value-b.x[y])
			b.x[y] = f.value
			if b.upper && b.keep {
				b.note(y)
			}
		}
	}
	return moved, woken
}

// note remembers the filling in hand.
func (b *bander) note(y uint32) {
	b.chosen[y] = b.row.filling(y)
}

// policy lists the fillings that the walk from the target meets, by company.
func (b *bander) policy(target uint32) []Filling {
	seen := map[uint32]bool{target: true}
	queue, list := []uint32{target}, []uint32{}
	_, holder := b.view.Rows()
	for len(queue) > 0 {
		y := queue[0]
		queue = queue[1:]
		if !b.isOpen(y) {
			continue
		}
		if b.chosen[y] == nil { // worth nothing whatever it is filled with
			b.row.best(y)
			b.note(y)
		}
		list = append(list, y)
		f := b.chosen[y]
		for i, m := range f.Mass {
			if h := holder[f.Edge+uint32(i)]; m > 0 && !seen[h] {
				seen[h] = true
				queue = append(queue, h)
			}
		}
	}
	sortNumbers(list)
	out := make([]Filling, len(list))
	for i, y := range list {
		out[i] = *b.chosen[y]
	}
	return out
}

// whole is 100 % in the grain of fillings.
const whole = float64(graph.Hundred)
