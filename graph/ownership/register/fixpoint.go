package register

import (
	"math/bits"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// Sweep is control as a least fixpoint with counters, for one party or set after
// another: any threshold, bands, other grounds of control. It keeps its memory
// between questions and is for one goroutine.
type Sweep struct {
	b     *forestBuilder
	test  Test
	stamp []uint32 // the question a counter belongs to
	ask   uint32
	low   []graph.Percent // of the coalition in each company, in the grain of the row
	high  []graph.Percent
	openL []uint32
	openU []uint32
	in    []uint32 // the question a node was gained in
	queue []uint32
	// Counts tells by code which stated links control by themselves.
	Counts func(code uint8) bool
	byHand map[uint32][]columns.Ground // grounds by holder
}

// NewSweep makes room for questions about the view.
func NewSweep(v *columns.View, t Test) *Sweep {
	n := v.Len()
	s := &Sweep{test: t, stamp: make([]uint32, n), low: make([]graph.Percent, n), high: make([]graph.Percent, n),
		openL: make([]uint32, n), openU: make([]uint32, n), in: make([]uint32, n), byHand: map[uint32][]columns.Ground{}}
	s.b = &forestBuilder{Forest: &Forest{}, view: v, test: t, plain: t.over(graph.Hundred)}
	for _, g := range v.AllGrounds() {
		s.byHand[g.Holder] = append(s.byHand[g.Holder], g)
	}
	return s
}

// Controlled lists the companies that the parties, taken together, control: for
// certain on lower ends, or possibly on the upper ends of stated holdings, the
// coalition's own capped by what the others have at least. Sorted by number.
// Totals of several holders are not used: what is certain stays certain, what is
// possible may be more than the totals allow.
func (s *Sweep) Controlled(parties []uint32, possible bool) []uint32 {
	s.ask++
	s.queue = append(s.queue[:0], parties...)
	for _, p := range parties {
		s.in[p] = s.ask
	}
	v := s.b.view
	for i := 0; i < len(s.queue); i++ {
		h := s.queue[i]
		edges, companies := v.Holdings(h)
		for k, e := range edges {
			y := companies[k]
			if v.High[e] == 0 || y == h {
				continue
			}
			if s.stamp[y] != s.ask {
				s.stamp[y], s.low[y], s.high[y], s.openL[y], s.openU[y] = s.ask, 0, 0, 0, 0
			}
			lower, upper := v.Open(e)
			s.low[y] += v.Weight(e)
			s.high[y] += v.Most(e)
			if lower {
				s.openL[y]++
			}
			if upper {
				s.openU[y]++
			}
			if s.in[y] != s.ask && s.passes(y, possible) {
				s.in[y] = s.ask
				s.queue = append(s.queue, y)
			}
		}
		for _, g := range s.byHand[h] {
			if s.in[g.Subject] != s.ask && s.Counts != nil && s.Counts(g.Code) && (v.Date == 0 || g.From <= uint32(v.Date) && uint32(v.Date) < g.To) {
				s.in[g.Subject] = s.ask
				s.queue = append(s.queue, g.Subject)
			}
		}
	}
	out := slices.Clone(s.queue[len(parties):])
	slices.Sort(out)
	return out
}

// passes is the test on a company with the counters as they stand.
func (s *Sweep) passes(y uint32, possible bool) bool {
	hints := s.b.view.RowHints()[y]
	if possible {
		return s.may(y)
	}
	p := s.b.row(y, hints)
	open := int(s.openL[y])
	if s.b.shut {
		open = 0
	}
	if s.b.odd != nil {
		return p.ok((s.b.odd.q-s.b.odd.p)*s.low[y]+s.b.odd.p*s.high[y], open)
	}
	if p.ok(s.low[y], open) {
		return true
	}
	return hints&columns.RowCovered != 0 && s.lifted(y, p)
}

// row sums the row of a company apart from its treasury shares.
func (s *Sweep) row(y uint32) (low, high, selfLow, selfHigh graph.Percent, openL uint32, selfOpen [2]bool) {
	v := s.b.view
	off, holder := v.Rows()
	for e := off[y]; e < off[y+1]; e++ {
		if v.High[e] == 0 {
			continue
		}
		if holder[e] == y {
			selfLow, selfHigh = selfLow+v.Weight(e), selfHigh+v.Most(e)
			selfOpen[0], selfOpen[1] = v.Open(e)
			continue
		}
		low, high = low+v.Weight(e), high+v.Most(e)
		if lower, _ := v.Open(e); lower {
			openL++
		}
	}
	return
}

// may tests the most the coalition can have: its upper ends, but no more than the
// others' lower ends leave; reported figures where they pass 100 % together. Of a
// band of treasury shares the best figure is taken.
func (s *Sweep) may(y uint32) bool {
	low, _, selfLow, selfHigh, openL, selfOpen := s.row(y)
	most, open := s.high[y], s.openU[y] > 0
	if low+selfLow > graph.Hundred { // as reported
		if selfHigh >= graph.Hundred {
			return s.reach(graph.Hundred, graph.Hundred, false)
		}
		return s.reach(min(most, graph.Hundred-selfHigh), graph.Hundred-selfHigh, open)
	}
	others := low - s.low[y]
	self := min(max(graph.Hundred-others-most, selfLow), selfHigh)
	if s.test.KeepTreasury {
		self = selfLow
	} else if self > selfLow { // an open end keeps treasury shares below their figure
		open = open || self == selfHigh && selfOpen[1] || self == graph.Hundred-others-most && openL > s.openL[y]
	}
	short := openL > s.openL[y] || self == selfLow && selfOpen[0]
	switch room := graph.Hundred - others - self; {
	case room < most:
		most, open = room, short
	case room == most: // either may exclude it
		open = open || short
	}
	base := graph.Hundred - self
	if s.test.KeepTreasury {
		base = graph.Hundred
	}
	return s.reach(most, base, open && low+selfLow < graph.Hundred)
}

// reach holds a figure over a base against the threshold; short says that the
// figure itself is excluded.
func (s *Sweep) reach(x, base graph.Percent, short bool) bool {
	if base <= 0 || x <= 0 {
		return false
	}
	h1, l1 := bits.Mul64(uint64(x), uint64(graph.Hundred))
	h2, l2 := bits.Mul64(uint64(s.test.Percent), uint64(base))
	switch {
	case h1 != h2:
		return h1 > h2
	case l1 != l2:
		return l1 > l2
	}
	return s.test.AtLeast && !short
}

// lifted tests what is left for the coalition when every other holder of a complete
// list takes the most it can.
func (s *Sweep) lifted(y uint32, p pass) bool {
	for _, c := range s.b.view.CoversOf(y) {
		if c.Kind == columns.Complete {
			_, high, _, selfHigh, _, _ := s.row(y)
			return selfHigh == 0 && p.ok(graph.Hundred-(high-s.high[y]), 0)
		}
	}
	return false
}
