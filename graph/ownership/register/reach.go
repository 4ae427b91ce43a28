package register

import (
	"math/bits"

	"longarm/graph"
	"longarm/graph/columns"
)

// part is what a set of holders has of one company, of the base without treasury
// shares: an exact fraction. Open says that the figure itself is excluded: at a
// lower end the set has more, at an upper end less.
type part struct {
	held, base graph.Percent
	open       bool
}

func (p part) share() float64 {
	if p.base <= 0 {
		return 0
	}
	return min(1, float64(p.held)/float64(p.base))
}

// holds compares a lower end with a test, for certain.
func (p part) holds(t Test) bool {
	c := p.compare(t)
	return c > 0 || c == 0 && (t.AtLeast || p.open)
}

// may compares an upper end with a test.
func (p part) may(t Test) bool {
	c := p.compare(t)
	return c > 0 || c == 0 && t.AtLeast && !p.open
}

func (p part) compare(t Test) int {
	if p.base <= 0 || p.held <= 0 {
		return -1
	}
	h1, l1 := bits.Mul64(uint64(min(p.held, p.base)), uint64(graph.Hundred))
	h2, l2 := bits.Mul64(uint64(t.Percent), uint64(p.base))
	switch {
	case h1 != h2:
		return sign(h1, h2)
	default:
		return sign(l1, l2)
	}
}

func sign(a, b uint64) int {
	switch {
	case a > b:
		return 1
	case a < b:
		return -1
	}
	return 0
}

// reacher gives the ends of what a set has of companies, over all ways to fill their
// rows. The set is kept in the values of the bander: 1 within, 0 outside.
type reacher struct {
	*bander
	scaled bool // rows above 100 % are scaled instead of taken as reported
}

func newReacher(v *columns.View, a Asked, upper bool) *reacher {
	return &reacher{bander: newBander(v, a, upper)}
}

// of is one end of what the set has of a company. Rows whose lower ends pass 100 %
// are taken as reported.
func (r *reacher) of(y uint32) part {
	v := r.view
	if v.RowHints()[y]&columns.RowSealed != 0 {
		return part{}
	}
	var set, others, self ends2
	off, holder := v.Rows()
	for e := off[y]; e < off[y+1]; e++ {
		if v.High[e] == 0 {
			continue
		}
		switch h := holder[e]; {
		case h == y:
			self.add(v, e)
		case r.x[h] == 1:
			set.add(v, e)
		default:
			others.add(v, e)
		}
	}
	if !r.rest && set.high == 0 {
		return part{}
	}
	if set.low+others.low+self.low > graph.Hundred {
		if r.scaled {
			f := r.row.fill(y, 0)
			held := graph.Percent(f.others)
			return part{held: held, base: graph.Percent(f.base - f.self), open: held > 0 && (set.openLow || others.openHigh)}
		}
		return r.reported(set, self)
	}
	saved := r.x[y]
	r.x[y] = 0
	f := r.row.best(y)
	r.x[y] = saved
	p := part{held: graph.Percent(f.others), base: graph.Percent(f.base - f.self)}
	if v.HasOpen() && r.keepsOpen(y, set.high+others.high+self.high) {
		lows := set.low + others.low + self.low
		if !r.upper {
			p.open = lows < graph.Hundred && (set.openLow && p.held == set.low || self.openLow && p.held > 0)
		} else {
			p.open = set.openHigh && p.held == set.high || others.openLow && p.held == graph.Hundred-others.low-graph.Percent(f.self)
			p.open = p.open && lows < graph.Hundred
		}
	}
	return p
}

// keepsOpen reports that the open ends of a row count: no total is stated, and its
// list is not complete with nothing to spare, either of which may close them.
func (b *bander) keepsOpen(y uint32, highs graph.Percent) bool {
	if b.view.RowHints()[y]&columns.RowCovered == 0 {
		return true
	}
	return b.row.nest(y) == nil && (highs > graph.Hundred || !isComplete(b.view, y))
}

func (r *reacher) reported(set, self ends2) part {
	held, treasury := set.low, self.low
	if r.upper {
		held, treasury = set.high, self.high
	}
	switch {
	case held == 0:
		return part{}
	case treasury >= graph.Hundred:
		return part{held: graph.Hundred, base: graph.Hundred}
	}
	base := graph.Hundred - treasury
	return part{held: min(held, base), base: base, open: r.upper && set.openHigh && held < base || !r.upper && set.openLow && held < base}
}

// ends2 adds the ends of some holders of a row.
type ends2 struct {
	low, high         graph.Percent
	openLow, openHigh bool
}

func (s *ends2) add(v *columns.View, e uint32) {
	s.low, s.high = s.low+v.Weight(e), s.high+v.Most(e)
	low, high := v.Open(e)
	s.openLow, s.openHigh = s.openLow || low, s.openHigh || high
}
