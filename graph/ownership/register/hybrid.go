package register

import (
	"math/big"

	"longarm/graph"
	"longarm/graph/columns"
)

// hybrid is the least fixpoint of v(y) = min(100, Σ w·v(h)) with links that pass in
// full weight: lower ends on lower shares, upper ends on upper ones. On cycles it is
// swept from below; upper ends that still move when that is given up are 100 %.
func (r *reader) hybrid(out *Values) {
	low := r.hybridEnd(false)
	high := low
	if !r.view.Exact || r.Rest != RestOutside {
		high = r.hybridEnd(true)
	}
	at := float64(r.Threshold.Percent) / float64(graph.Hundred)
	err := epsilon * 3 * float64(r.view.Longest()+8)
	r.asked(func(y uint32) {
		out.Low[y], out.High[y] = low.x[y], high.x[y]
		if high.stuck[r.view.Component(y).From] { // values from below only
			out.High[y] = 1
		}
		if out.Met[y] = against(out.Low[y]*(1-err), out.High[y]*(1+err), at); out.Met[y] == Undecided && r.view.Exact && r.Rest == RestOutside {
			out.Met[y] = r.decideHybrid(y)
		}
	})
}

type hybridEnd struct {
	*reader
	upper bool
	rows  *bander // what totals and lists do to open ends
	x     []float64
	stuck map[uint32]bool // components that did not settle, by their first node
}

func (r *reader) hybridEnd(upper bool) *hybridEnd {
	h := &hybridEnd{reader: r, upper: upper, rows: newBander(r.view, r.Asked, upper), x: make([]float64, r.view.Len()), stuck: map[uint32]bool{}}
	done := uint32(0)
	r.nodes(func(y uint32) {
		if r.Member(y) {
			h.x[y] = 1
		}
	})
	r.nodes(func(y uint32) {
		switch {
		case y < done || r.view.RowHints()[y]&columns.RowSealed != 0:
		case r.view.RowHints()[y]&columns.RowCyclic != 0:
			c := r.view.Component(y)
			h.component(c)
			done = c.To
		case h.x[y] == 0:
			h.x[y] = h.row(y)
		}
	})
	return h
}

func (h *hybridEnd) component(c columns.Span) {
	for range sweepLimit {
		moved := 0.0
		for z := c.From; z < c.To; z++ {
			if h.x[z] < 1 && !h.Member(z) && h.view.RowHints()[z]&columns.RowSealed == 0 {
				y := h.row(z)
				moved = max(moved, y-h.x[z])
				h.x[z] = max(h.x[z], y)
			}
		}
		if moved <= 1e-15 {
			return
		}
	}
	h.stuck[c.From] = true
}

// row is the value of a company by the values of its holders.
func (h *hybridEnd) row(y uint32) float64 {
	v := h.view
	sum := 0.0
	base, link := h.links(y)
	off, holder := v.Rows()
	var lows graph.Percent
	for e := off[y]; e < off[y+1]; e++ {
		k := holder[e]
		lows += v.Weight(e)
		if k == y || h.x[k] == 0 || v.High[e] == 0 {
			continue
		}
		w, full := h.weight(y, e, base, link)
		switch {
		case w == 0:
		case full || base == 0:
			sum += h.x[k]
		default:
			sum += min(1, float64(w)/float64(base)) * h.x[k]
		}
	}
	if each, all := h.Rest.weights(h.upper); each+all > 0 && (lows < graph.Hundred || base == 0) { // somebody nobody names, with all that is open
		room := graph.Hundred - min(lows, graph.Hundred)
		if base == 0 || link.ok(min(room, base), 0) {
			return 1
		}
		sum += float64(room) / float64(base)
	}
	return min(1, sum)
}

// links is the base of a row without treasury shares, and the link test on it.
func (h *hybridEnd) links(y uint32) (base graph.Percent, link pass) {
	off, holder := h.view.Rows()
	var self graph.Percent
	for e := off[y]; e < off[y+1]; e++ {
		if holder[e] == y {
			if h.upper {
				self += h.view.Most(e)
			} else {
				self += h.view.Weight(e)
			}
		}
	}
	base = max(0, graph.Hundred-self)
	return base, h.Link.over(base)
}

// highs adds the upper ends of a row, treasury shares among them.
func (h *hybridEnd) highs(y uint32) (sum graph.Percent) {
	off, _ := h.view.Rows()
	for e := off[y]; e < off[y+1]; e++ {
		sum += h.view.Most(e)
	}
	return sum
}

// weight is the end of a link, and whether it passes and counts in full.
func (h *hybridEnd) weight(y, e uint32, base graph.Percent, link pass) (w graph.Percent, full bool) {
	_, holder := h.view.Rows()
	w = h.view.Weight(e)
	low, high := h.view.Open(e)
	if low || high {
		highs := h.highs(y)
		low, high = low && h.rows.keepsOpen(y, highs), high && h.rows.keepsOpen(y, highs)
	}
	open := 0
	if low {
		open = 1
	}
	if h.upper {
		if w, open = h.view.Most(e), 0; high && h.Link.AtLeast && link.need == w {
			return w, false // less than the threshold
		}
	}
	return w, !(h.Kept && h.Member(holder[e])) && link.ok(min(w, base), open)
}

// decideHybrid holds the value of a company against the threshold over rationals,
// where nothing upstream of it is on a cycle.
func (r *reader) decideHybrid(target uint32) Decision {
	list := upstream(r.view, target, r.Member)
	if len(list) > 2000 {
		return Undecided
	}
	h := &hybridEnd{reader: r, rows: newBander(r.view, r.Asked, false)}
	off, holder := r.view.Rows()
	value := map[uint32]*big.Rat{}
	one := big.NewRat(1, 1)
	for _, y := range list {
		if r.Member(y) && y != target {
			value[y] = one
			continue
		}
		if r.view.RowHints()[y]&columns.RowCyclic != 0 {
			return Undecided
		}
		base, link := h.links(y)
		sum := new(big.Rat)
		for e := off[y]; e < off[y+1]; e++ {
			k := holder[e]
			if k == y || r.view.High[e] == 0 || value[k] == nil || value[k].Sign() == 0 {
				continue
			}
			w, full := h.weight(y, e, base, link)
			if full || w >= base {
				sum.Add(sum, value[k])
			} else {
				sum.Add(sum, new(big.Rat).Mul(value[k], big.NewRat(int64(w), int64(base))))
			}
			if sum.Num().BitLen() > 100_000 {
				return Undecided
			}
		}
		if sum.Cmp(one) > 0 {
			sum = one
		}
		value[y] = sum
	}
	switch c := value[target].Cmp(big.NewRat(int64(r.Threshold.Percent), int64(graph.Hundred))); {
	case c > 0 || c == 0 && r.Threshold.AtLeast:
		return Passes
	}
	return Fails
}
