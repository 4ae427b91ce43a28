package register

import (
	"slices"

	"longarm/graph/columns"
)

// policies solves a component of up to denseLimit members by policy iteration: from
// fillings found by sweeps from below, each policy solved exactly, rows refilled
// where that is better, until none is. Members worth nothing by the least fixpoint
// stay at 0, so that every policy that follows leaks.
func (b *bander) policies(c columns.Span) {
	n := int(c.To - c.From)
	for range n + 20 { // what has worth is awake after n sweeps at the latest
		moved, woken := b.sweepNoting(c)
		if moved <= 1e-16 || woken == 0 && moved < 1e-3 {
			break
		}
	}
	if !b.upper { // the best answer to values from below
		for y := c.From; y < c.To; y++ {
			if b.isOpen(y) {
				b.row.best(y)
				b.note(y)
			}
		}
	}
	for range 50 + n {
		longest := b.evaluate(c)
		better := false
		for y := c.From; y < c.To; y++ {
			if b.x[y] == 0 || !b.isOpen(y) {
				continue
			}
			f := b.row.best(y)
			if gain := f.value - b.x[y]; b.upper && gain > 1e-14 || !b.upper && gain < -1e-14 {
				b.note(y)
				better = true
			}
		}
		if !better {
			b.slack += longest * (2e-14 + epsilon*float64(n*n))
			break
		}
	}
	if b.keep {
		return
	}
	for y := c.From; y < c.To; y++ {
		delete(b.chosen, y)
	}
}

// sweepNoting is a sweep that remembers what improves a company, at both ends.
func (b *bander) sweepNoting(c columns.Span) (moved float64, woken int) {
	keep := b.keep
	b.keep = true
	moved, woken = b.sweep(c)
	b.keep = keep
	return moved, woken
}

// evaluate solves the point graph of the remembered fillings. It returns how many
// steps a walk stays in the component at the most: what an error of each row is
// multiplied by.
func (b *bander) evaluate(c columns.Span) (longest float64) {
	n := int(c.To - c.From)
	d := &dense{p: make([][]float64, n), exit: make([]float64, n)}
	leak, given := make([]float64, n), make([]float64, n)
	_, holder := b.view.Rows()
	for i := range n {
		d.p[i] = make([]float64, n)
		y := c.From + uint32(i)
		f := b.chosen[y]
		leak[i] = 1
		switch {
		case b.member(y):
			given[i] = 1
			continue
		case b.x[y] == 0 || f == nil || !b.isOpen(y):
			continue
		}
		self, inner, out := 0.0, 0.0, f.Each*b.each+f.All*b.all
		for k, m := range f.Mass {
			if m == 0 {
				continue
			}
			switch h := holder[f.Edge+uint32(k)]; {
			case h == y:
				self += m
			case h >= c.From && h < c.To && b.x[h] == 0: // worth nothing
			case h >= c.From && h < c.To:
				d.p[i][h-c.From] += m
				inner += m
			default:
				out += m * b.x[h]
			}
		}
		base := f.Base - self
		if base <= 0 {
			continue
		}
		for j := range n {
			d.p[i][j] /= base
		}
		given[i], leak[i] = out/base, max(0, base-inner)/base
	}
	d.eliminate(leak)
	d.hits(given)
	for i := range n {
		if y := c.From + uint32(i); !b.member(y) && b.x[y] != 0 {
			b.x[y] = min(1, given[i])
		}
	}
	for i := range given {
		given[i] = 1
	}
	d.hits(given)
	return slices.Max(given)
}
