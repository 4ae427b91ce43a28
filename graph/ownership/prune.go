package ownership

import (
	"cmp"
	"slices"
)

// potential bounds, for a test on a company with a large closure, what each single
// holder can be worth to it in any reading: the direct holdings of the company that
// the holder is or stands above, and where undisclosed holders count, those and what
// may stand under them. It costs one step a holding for all holders together.
type potential struct {
	of   map[int]num
	base num // what counts for every holder alike
}

// potentials returns nil where a cheap bound does not hold or is not worth having.
func (a *asking) potentials(reading Reading) *potential {
	if len(a.u.block) <= largeControl || len(a.u.concerts()) > 0 {
		return nil
	}
	n, y := a.n, a.u.target
	if reading == ReadControl {
		for v := range a.controlClosure() {
			for _, l := range n.tables.To(n.id(v)) {
				if isControlInterest(l.Interest) {
					return nil
				}
			}
		}
	}
	for _, v := range append(a.u.nodes(), y) {
		if t := n.row(v).table; t != nil && len(t.Later) > 0 {
			return nil
		}
	}
	p := &potential{of: map[int]num{}, base: zero}
	r := n.row(y)
	if r.terminal {
		return p
	}
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self {
			p.of[l.node] = r.reportedEnd(l, true)
		}
	}
	// Down the blocks from the company: what stands above a holder is worth what
	// all it holds is worth together.
	reverse := a.u.reverse()
	for _, block := range slices.Backward(a.u.blocks) {
		cyclic := len(block) > 1
		for _, v := range block {
			sum := p.of[v]
			for _, c := range reverse[v] {
				switch {
				case c == y:
				case a.u.block[c] == a.u.block[v] && c != v: // its own worth is not known yet
					sum = one
				case c != v:
					sum = minNum(one, sum.add(p.of[c]))
				}
			}
			if cyclic && a.u.block[v] == a.u.block[y] {
				sum = one
			}
			p.of[v] = sum
		}
	}
	if a.test.Class.RestMay && reading != ReadControl && reading != ReadNone {
		p.base = a.restPotential(r)
	}
	return p
}

// restPotential is what undisclosed holders may be worth: the rest of the company,
// and every direct holding under which somebody undisclosed may stand.
func (a *asking) restPotential(r *row) num {
	open := map[int]bool{} // may have undisclosed holders upstream
	for _, block := range a.u.blocks {
		any := false
		for _, v := range block {
			row := a.n.row(v)
			if row.terminal {
				continue
			}
			any = any || row.rest >= 0 && (row.leaves[row.rest].hi.sign() > 0 || row.leaves[row.rest+1].hi.sign() > 0)
			for _, l := range row.leaves {
				any = any || l.node >= 0 && open[l.node]
			}
		}
		for _, v := range block {
			open[v] = any
		}
	}
	sum := zero
	for i, l := range r.leaves {
		if i == r.rest+1 && r.rest >= 0 {
			continue // no one holder has any of the remainder
		}
		if i != r.self && (l.node < 0 || open[l.node]) {
			sum = minNum(one, sum.add(r.reportedEnd(l, true)))
		}
	}
	return sum
}

func (p *potential) most(x unit) num {
	if p == nil || x.holder < 0 {
		return one
	}
	return minNum(one, p.of[x.holder].add(p.base))
}

// idle reports a unit that can change neither the verdict nor the value, whose ends
// are lo and hi so far.
func (p *potential) idle(x unit, lo, hi, percent num, c Comparison) bool {
	if p == nil || x.holder < 0 {
		return false
	}
	most := p.most(x)
	return !most.passes(percent, c) && most.cmp(hi) <= 0 && p.of[x.holder].cmp(lo) <= 0
}

// manyUnits is how many units of a large closure are told one by one.
func (a *asking) manyUnits() int { return max(8, min(maxUnits, 1_000_000/len(a.u.block))) }

// worthwhile puts units in the order of what they may be worth at most, so that
// when one can change nothing, none after it can.
func (p *potential) worthwhile(units []unit) []unit {
	if p == nil {
		return units
	}
	out := slices.Clone(units)
	slices.SortStableFunc(out, func(x, y unit) int { return cmp.Or(p.most(y).cmp(p.most(x)), cmp.Compare(x.holder, y.holder)) })
	return out
}
