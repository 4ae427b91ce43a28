package columns

import "longarm/graph"

// View is the graph in one basis on one day. Edges that do not count have an upper
// end of 0; rows, order and components are those of the whole graph, of which the
// view's own components are parts.
type View struct {
	*Frozen
	Basis graph.Basis
	Date  graph.Date
	// Low and High are the ends of each edge in whole units, rounded outward where
	// the exact figure is finer. High is Low where every figure is exact.
	Low, High []uint32
	// Exact: every share is one figure, and nothing else restricts the rows.
	Exact bool
	bit   uint8
	// fineLow is what lower ends have beyond whole units, fine the same while they are
	// the figures in hand; nil when nothing.
	fineLow, fine []uint8
}

// In reads the graph in a basis (capital, votes or profit) on a day; without a day
// every period counts. It costs one pass over the columns, and nothing where all
// figures count for all bases and days.
func (f *Frozen) In(b graph.Basis, d graph.Date) *View {
	v := &View{Frozen: f, Basis: b, Date: d, Low: f.low, High: f.high, bit: basisFlags(b), fineLow: f.fineLow, fine: f.fineLow}
	v.Exact = (f.high == nil || !f.hasBands()) && len(f.covers) == 0
	if f.high == nil {
		v.High = f.low
	}
	if f.flag == nil && b == graph.Profit {
		v.Low = make([]uint32, len(f.low))
		v.High = v.Low
		return v
	}
	masked := f.flag != nil || f.from != nil && d != 0
	if f.fineHigh == nil && !masked {
		return v
	}
	low, high := make([]uint32, len(f.low)), []uint32(nil)
	if f.high != nil || f.fineHigh != nil {
		high = make([]uint32, len(f.low))
	}
	for e := range low {
		if !v.counts(uint32(e)) {
			continue
		}
		low[e] = f.low[e]
		if high != nil {
			high[e] = v.High[e]
			if f.fineHigh != nil && f.fineHigh[e] > 0 {
				high[e]++
			}
		}
	}
	v.Low, v.High = low, high
	if high == nil {
		v.High = low
	}
	v.lift()
	return v
}

// lift raises one share that is "more than" its figure by the least step where the lower
// ends of the row make 100 % to the last: the row is above 100 %, which integers do not
// see. A share of "more than nothing" is left as it is, the others are then rounded figures.
func (v *View) lift() {
	if v.flag == nil || v.high == nil {
		return
	}
	lifted := false
	for y, hints := range v.row {
		if hints&(RowOver|RowBand) != RowOver|RowBand {
			continue
		}
		var sum graph.Percent
		open := None
		for e := v.off[y]; e < v.off[y+1]; e++ {
			sum += v.Weight(e)
			if v.flag[e]&MinOpen != 0 && v.Low[e] > 0 && v.Low[e] < v.High[e] {
				open = e
			}
		}
		if sum != graph.Hundred || open == None {
			continue
		}
		if !lifted {
			lifted = true
			v.fineLow = make([]uint8, len(v.Low))
			copy(v.fineLow, v.Frozen.fineLow)
			v.fine = v.fineLow
		}
		unit, fine := split(join(v.Low[open], v.fineLow[open]) + 1)
		v.Low[open], v.fineLow[open] = unit, fine
	}
}

// counts reports that the edge is of the basis and in force on the day.
func (v *View) counts(e uint32) bool {
	if v.flag != nil && v.flag[e]&basisMask != 0 && v.flag[e]&v.bit == 0 {
		return false
	}
	return v.from == nil || v.Date == 0 || v.from[e] <= uint32(v.Date) && uint32(v.Date) < v.to[e]
}

// Share returns the exact share of an edge and whether it is stated; false for a
// slot of which nothing is known. An edge that does not count has the share 0.
func (v *View) Share(e uint32) (s graph.Share, stated bool) {
	if v.High[e] == 0 {
		return graph.Share{}, true
	}
	var fineLow, fineHigh uint8
	if v.Frozen.fineLow != nil {
		fineLow, fineHigh = v.Frozen.fineLow[e], v.fineHigh[e]
	}
	s.Min = join(v.low[e], fineLow)
	s.Max = s.Min
	if v.high != nil {
		s.Max = join(v.high[e], fineHigh)
	}
	if v.flag == nil {
		return s, true
	}
	x := v.flag[e]
	s.MinOpen, s.MaxOpen = x&MinOpen != 0, x&MaxOpen != 0
	return s, x&Unknown == 0
}

// CoversOf lists the covers of a company that are of the basis and in force.
func (v *View) CoversOf(company uint32) []Cover {
	all := v.Covers(company)
	if len(all) == 0 {
		return nil
	}
	var out []Cover
	for _, c := range all {
		if c.Bases&v.bit != 0 && v.inForce(c.From, c.To) {
			out = append(out, c)
		}
	}
	return out
}

// GroundsOf lists the grounds of control over a company that are in force.
func (v *View) GroundsOf(company uint32) []Ground {
	all := v.Grounds(company)
	if len(all) == 0 || v.Date == 0 {
		return all
	}
	var out []Ground
	for _, g := range all {
		if v.inForce(g.From, g.To) {
			out = append(out, g)
		}
	}
	return out
}

func (v *View) inForce(from, to uint32) bool {
	return v.Date == 0 || from <= uint32(v.Date) && uint32(v.Date) < to
}

// Weight is the exact lower end of an edge.
func (v *View) Weight(e uint32) graph.Percent {
	low := v.Low[e]
	if v.fineLow == nil || v.High[e] == 0 {
		return graph.Percent(int64(low) * finePerUnit)
	}
	return join(low, v.fineLow[e])
}

// Most is the exact upper end of an edge.
func (v *View) Most(e uint32) graph.Percent {
	if v.fineHigh == nil || v.High[e] == 0 {
		return graph.Percent(int64(v.High[e]) * finePerUnit)
	}
	return join(v.high[e], v.fineHigh[e])
}

// Open returns whether the ends of the edge are themselves excluded.
func (v *View) Open(e uint32) (lower, upper bool) {
	if v.flag == nil {
		return false, false
	}
	return v.flag[e]&MinOpen != 0, v.flag[e]&MaxOpen != 0
}

// Stated reports that the edge is a holding somebody states, not an unknown slot.
func (v *View) Stated(e uint32) bool { return v.flag == nil || v.flag[e]&Unknown == 0 }

// HasOpen reports that some edge may have an open end or be an unknown slot.
func (v *View) HasOpen() bool { return v.flag != nil }

// HasCovers reports that some cover speaks of a company's holders.
func (f *Frozen) HasCovers() bool { return len(f.covers) > 0 }

// Upper is the view that takes the upper end of every share as its figure.
func (v *View) Upper() *View {
	out := *v
	out.Low, out.fine = v.High, nil
	return &out
}

// Whole is 100 % in the grain of [View.Units].
func (v *View) Whole() float64 {
	if v.fine == nil {
		return Unit
	}
	return float64(graph.Hundred)
}

// Units is the lower end of an edge as a whole number of the grain in hand: units,
// or steps of graph.Percent where some figure is finer. Sums of them are exact.
func (v *View) Units(e uint32) float64 {
	if v.fine == nil {
		return float64(v.Low[e])
	}
	return float64(v.Weight(e))
}

// hasBands reports a share that is no single figure.
func (f *Frozen) hasBands() bool {
	for e, high := range f.high {
		if high != f.low[e] || f.fineHigh != nil && f.fineHigh[e] != f.fineLow[e] {
			return true
		}
	}
	return false
}
