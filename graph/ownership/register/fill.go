package register

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

func sortNumbers(list []uint32) { slices.Sort(list) }

// rowFiller fills one row after another for a bander; its scratch space is reused,
// and what it returns holds until the next row.
type rowFiller struct {
	*bander
	order     []uint32
	mass      []float64 // of each edge of the row
	each, all float64   // of the undisclosed
	nests     map[uint32]*nest
}

// filled is the row in hand: the value of its company, what the others' shares are
// worth, treasury shares, and what makes the whole.
type filled struct{ value, others, self, base float64 }

// best is the extreme value of one row, weights being the values so far. Treasury
// shares hand on the row's own value: they are weighed by a first guess of it, which
// the fillings that follow correct until none is better.
func (r *rowFiller) best(y uint32) filled {
	if r.view.RowHints()[y]&columns.RowSelf == 0 {
		f := r.fill(y, 0)
		f.value = min(1, f.others/f.base)
		return f
	}
	guess := 0.0
	var f filled
	if !r.upper {
		if f = r.fill(y, 0); f.others == 0 { // what it keeps for itself and for what is worth nothing stays there
			f.value = 0
			return f
		}
		guess = 1
	}
	for from, n := guess, 0; ; n++ { // from is the guess whose filling is worth guess
		f = r.fill(y, guess)
		f.value = 0
		if f.base > f.self {
			f.value = min(1, f.others/(f.base-f.self))
		}
		if r.upper && f.value > guess && n < 100 || !r.upper && f.value < guess && n < 100 {
			from, guess = guess, f.value
			continue
		}
		if n > 0 {
			f = r.fill(y, from)
			f.value = guess
		}
		break
	}
	return f
}

// fill gives the row's open mass to the best (or worst) holders, the company itself
// being worth own.
func (r *rowFiller) fill(y uint32, own float64) filled {
	v := r.view
	off, holder := v.Rows()
	from, to := off[y], off[y+1]
	n := int(to - from)
	if cap(r.mass) < n {
		r.mass = make([]float64, 2*n)
	}
	r.mass, r.order = r.mass[:n], r.order[:0]
	r.each, r.all = 0, 0
	hints := v.RowHints()[y]
	lows := 0.0
	open := hints&(columns.RowBand|columns.RowOver) != 0
	for i := range n {
		e := from + uint32(i)
		l := 0.0
		if v.High[e] != 0 {
			l = float64(v.Weight(e))
			if open && v.Most(e) != v.Weight(e) {
				r.order = append(r.order, uint32(i))
			}
		}
		r.mass[i] = l
		lows += l
	}
	worth := func(i uint32) float64 {
		if h := holder[from+i]; h != y {
			return r.x[h]
		}
		return own
	}
	base := whole
	switch {
	case lows > whole:
		base = r.scaled(y, lows, worth)
	case hints&columns.RowCovered != 0 && r.nest(y) != nil:
		r.nest(y).fill(r, worth)
	case open || r.rest:
		r.plain(y, whole-lows, worth)
	}
	f := filled{others: r.each*r.bander.each + r.all*r.bander.all, base: base}
	for i, m := range r.mass {
		if m == 0 {
			continue
		}
		if h := holder[from+uint32(i)]; h == y {
			f.self += m
		} else {
			f.others += m * r.x[h]
		}
	}
	return f
}

// byWorth sorts the open places of the row, the best (or worst) first, equal ones in
// the order of the row.
func (r *rowFiller) byWorth(worth func(uint32) float64) {
	slices.SortFunc(r.order, func(i, j uint32) int {
		c := cmp.Compare(worth(i), worth(j))
		if r.upper {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(i, j))
	})
}

func (r *rowFiller) width(y, i uint32) float64 {
	off, _ := r.view.Rows()
	return float64(r.view.Most(off[y]+i) - r.view.Weight(off[y]+i))
}

// plain fills a row without totals: what is open goes to the first in order, the
// undisclosed among them where the list is not complete.
func (r *rowFiller) plain(y uint32, room float64, worth func(uint32) float64) {
	each, all := 0.0, 0.0 // how much the undisclosed can take
	if !(r.view.RowHints()[y]&columns.RowCovered != 0 && r.complete(y)) {
		each, all = whole, whole
		if r.view.RowHints()[y]&columns.RowCovered != 0 {
			each = float64(r.floor(y))
		}
	}
	if len(r.order) > 1 && room > 0 {
		r.byWorth(worth)
	}
	take := func(until float64, rest bool) { // the undisclosed, once their turn has come
		for _, p := range []struct {
			worth float64
			room  *float64
			mass  *float64
		}{{r.bander.each, &each, &r.each}, {r.bander.all, &all, &r.all}} {
			if rest || r.upper && p.worth >= until || !r.upper && p.worth <= until {
				d := min(room, *p.room)
				*p.mass, *p.room, room = *p.mass+d, *p.room-d, room-d
			}
		}
	}
	for _, i := range r.order {
		if room <= 0 {
			return
		}
		take(worth(i), false)
		d := min(room, r.width(y, i))
		r.mass[i] += d
		room -= d
	}
	take(0, true)
}

// scaled fills a row whose lower ends pass 100 %: shares are over their sum, and at
// the optimum the best are at their upper end, the others at the lower.
func (r *rowFiller) scaled(y uint32, total float64, worth func(uint32) float64) float64 {
	r.byWorth(worth)
	value := 0.0
	for i, m := range r.mass {
		if m > 0 {
			value += m * worth(uint32(i))
		}
	}
	best, k, sum := value/total, 0, total
	for n, i := range r.order {
		d := r.width(y, i)
		sum += d
		value += d * worth(i)
		if t := value / sum; r.upper && t > best || !r.upper && t < best {
			best, k, total = t, n+1, sum
		}
	}
	for _, i := range r.order[:k] {
		r.mass[i] += r.width(y, i)
	}
	return total
}

// complete reports a list of holders said to be whole, and able to be.
func (r *rowFiller) complete(y uint32) bool { return isComplete(r.view, y) }

func isComplete(v *columns.View, y uint32) bool {
	for _, c := range v.CoversOf(y) {
		if c.Kind != columns.Complete {
			continue
		}
		off, _ := v.Rows()
		var top graph.Percent
		for e := off[y]; e < off[y+1]; e++ {
			top += v.Most(e)
		}
		return top >= graph.Hundred
	}
	return false
}

// floor is what one undisclosed holder stays below: the least figure from which
// every holder is said to be named, else 100 %.
func (r *rowFiller) floor(y uint32) graph.Percent {
	least := graph.Hundred
	for _, c := range r.view.CoversOf(y) {
		if c.Kind == columns.Floor && c.Percent > 0 {
			least = min(least, c.Percent)
		}
	}
	return least
}

// filling copies the row in hand.
func (r *rowFiller) filling(y uint32) *Filling {
	off, _ := r.view.Rows()
	f := &Filling{Company: y, Edge: off[y], Mass: slices.Clone(r.mass), Each: r.each, All: r.all}
	if open := whole - f.sum(); open > 0 { // where the undisclosed are worth nothing, what nobody else has
		f.All += open
	}
	f.Base = max(whole, f.sum())
	return f
}

func (f *Filling) sum() (s float64) {
	for _, m := range f.Mass {
		s += m
	}
	return s + f.Each + f.All
}
