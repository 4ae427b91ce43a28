package ownership

import (
	"cmp"
	"slices"
	"sync"
)

// potential bounds, for a test on a company with a large closure, what each single
// holder can be worth to it in any reading: the direct holdings of the company that
// the holder is or stands above, and where undisclosed holders count, those and what
// may stand under them. It costs one step a holding for all holders together.
type potential struct {
	u    *upstream
	of   map[int]num
	base num // what counts for every holder alike

	ranks sync.Once
	rank  []int // of all holders, see worthwhile
}

// potentials returns nil where a cheap bound does not hold or is not worth having.
func (a *asking) potentials(reading Reading) *potential {
	if a.u.size <= largeControl || len(a.u.concerts()) > 0 {
		return nil
	}
	kind := potentialKey{a.u, reading, a.test.Class.RestMay}
	switch reading {
	case ReadTier, ReadHybrid:
		kind.reading = ReadTier
	}
	return remember(&a.m.mu, a.m.potential, kind, func() *potential { return a.potentialsOf(reading) })
}

type potentialKey struct {
	u       *upstream
	reading Reading
	restMay bool
}

func (a *asking) potentialsOf(reading Reading) *potential {
	n, y := a.n, a.u.target
	if reading == ReadControl {
		if len(a.domain().ruled) > 0 {
			return nil
		}
	}
	if a.u.later() {
		return nil
	}
	p := &potential{u: a.u, of: map[int]num{}, base: zero}
	r := n.row(y)
	if r.terminal {
		return p
	}
	if reading == ReadProduct {
		a.passing(p.of)
	} else {
		a.holdingBelow(r, p.of)
	}
	if a.test.Class.RestMay && reading != ReadControl && reading != ReadNone {
		p.base = a.restPotential(r)
	}
	return p
}

// passing bounds what each holder has of the company through all chains: no more than
// what those it holds shares of have, times its shares, and in a cycle no more than
// what enters the cycle.
func (a *asking) passing(of map[int]num) {
	of[a.u.target] = one
	for _, block := range slices.Backward(a.u.blocks) {
		if len(block) > 1 {
			whole := zero
			for _, v := range block {
				whole = minNum(one, whole.add(of[v]))
			}
			for _, v := range block {
				of[v] = whole
			}
		}
		for _, v := range block {
			r := a.n.row(v)
			if r.terminal || of[v].sign() == 0 {
				continue
			}
			if r.self >= 0 { // what a company has of itself is shared out again
				if leak := one.sub(r.reportedEnd(r.leaves[r.self], true)); leak.sign() > 0 {
					of[v] = minNum(one, shorten(of[v].quo(leak), true, shortLong))
				} else {
					of[v] = one
				}
			}
			for i, l := range r.leaves {
				if l.node >= 0 && i != r.self && a.u.blockOf(l.node) != a.u.blockOf(v) {
					of[l.node] = minNum(one, of[l.node].add(shorten(of[v].mul(r.reportedEnd(l, true)), true, shortLong)))
				}
			}
		}
	}
}

// holdingBelow bounds what each holder is worth by the direct holdings of the company
// that it is or stands above.
func (a *asking) holdingBelow(r *row, of map[int]num) {
	y := a.u.target
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self {
			of[l.node] = r.reportedEnd(l, true)
		}
	}
	// Down the blocks from the company: what stands above a holder is worth what
	// all it holds is worth together, and a member of a cycle what the cycle is.
	for _, block := range slices.Backward(a.u.blocks) {
		whole := zero
		for _, v := range block {
			sum := of[v]
			for c := range a.u.held(v) {
				if c != y && a.u.blockOf(c) != a.u.blockOf(v) {
					sum = minNum(one, sum.add(of[c]))
				}
			}
			of[v] = sum
			whole = minNum(one, whole.add(sum))
		}
		switch {
		case len(block) == 1:
			continue
		case a.u.blockOf(block[0]) == a.u.blockOf(y):
			whole = one
		}
		for _, v := range block {
			of[v] = whole
		}
	}
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

// settled reports a unit that cannot change the verdict, where some other may already
// pass, nor the lower end of the value.
func (p *potential) settled(x unit, may bool, lo, percent num, c Comparison) bool {
	return p != nil && x.holder >= 0 && may && !p.of[x.holder].passes(percent, c) && p.of[x.holder].cmp(lo) <= 0
}

// manyUnits is how many units of a large closure are told one by one; where only the
// verdict is asked, those that an explanation has room for.
func (a *asking) manyUnits() int {
	if a.test.DecidingOnly {
		return 2 * nearUnits
	}
	return max(nearUnits, min(maxUnits, 1_000_000/a.u.size))
}

// worthwhile puts units in the order of what they may be worth at most, so that
// when one can change nothing, none after it can.
func (p *potential) worthwhile(units []unit) []unit {
	if p == nil {
		return units
	}
	p.ranks.Do(func() { // the most first, then by id: node numbers follow what was asked before
		p.rank = p.u.nodes()
		most := make(map[int]num, len(p.rank))
		for _, v := range p.rank {
			most[v] = p.most(unit{holder: v})
		}
		slices.SortFunc(p.rank, func(v, w int) int { return cmp.Or(most[w].cmp(most[v]), cmp.Compare(p.u.net.id(v), p.u.net.id(w))) })
	})
	out := make([]unit, 0, len(units))
	at := make([]int32, len(p.u.place.table)) // from 1 on
	for i, x := range units {
		switch {
		case x.holder < 0: // may be worth everything
			out = append(out, x)
		case x.holder >= len(at):
			at = append(at, make([]int32, x.holder+1-len(at))...)
			fallthrough
		default:
			at[x.holder] = int32(i + 1)
		}
	}
	for _, v := range p.rank {
		if v < len(at) && at[v] > 0 {
			out = append(out, units[at[v]-1])
			at[v] = 0
		}
	}
	if len(out) < len(units) { // nobody upstream
		for _, x := range units {
			if x.holder >= 0 && at[x.holder] > 0 {
				out = append(out, x)
			}
		}
	}
	return out
}
