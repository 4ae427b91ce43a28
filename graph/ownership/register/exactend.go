package register

import (
	"math/big"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// Bounds of an exact end: companies upstream, and bits of its figure.
const (
	exactRows = 2000
	exactBits = 100_000
)

// exactEnd is one end of what a class has of a company, over rationals; false where
// something upstream is on a cycle, treasury shares or sums above 100 % are bands, or
// figures grow too long. Ends that bands exclude are taken as included.
func exactEnd(v *columns.View, target uint32, a Asked, upper bool) (*big.Rat, bool) {
	member := func(x uint32) bool { return x != target && a.Member(x) }
	list := upstream(v, target, member)
	if len(list) > exactRows {
		return nil, false
	}
	b := newBander(v, Asked{Member: member, Rest: a.Rest}, upper)
	each, all := b.each, b.all
	off, holder := v.Rows()
	value := map[uint32]*big.Rat{}
	for _, y := range list {
		value[y] = new(big.Rat)
		if member(y) {
			value[y].SetInt64(1)
			continue
		}
		hints := v.RowHints()[y]
		switch {
		case hints&columns.RowCyclic != 0, hints&columns.RowOver != 0 && hints&columns.RowBand != 0:
			return nil, false
		case hints&columns.RowSealed != 0:
			continue
		}
		// The order of worth is all that a filling needs: ranks stand for the values.
		order := []*big.Rat{new(big.Rat), big.NewRat(1, 1)}
		for e := off[y]; e < off[y+1]; e++ {
			if h := holder[e]; h == y && v.Weight(e) != v.Most(e) {
				return nil, false
			} else if h != y && v.High[e] > 0 {
				order = append(order, value[h])
			}
		}
		slices.SortFunc(order, (*big.Rat).Cmp)
		order = slices.CompactFunc(order, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
		rank := func(x *big.Rat) float64 {
			i, _ := slices.BinarySearchFunc(order, x, (*big.Rat).Cmp)
			return float64(i)
		}
		top := float64(len(order) - 1)
		b.each, b.all = each*top, all*top
		for e := off[y]; e < off[y+1]; e++ {
			if h := holder[e]; h != y && v.High[e] > 0 {
				b.x[h] = rank(value[h])
			}
		}
		f := b.row.fill(y, 0)
		sum := value[y]
		for i, m := range b.row.mass {
			if h := holder[off[y]+uint32(i)]; m > 0 && h != y {
				sum.Add(sum, new(big.Rat).Mul(value[h], new(big.Rat).SetInt64(int64(m))))
			}
		}
		sum.Add(sum, new(big.Rat).SetInt64(int64(b.row.each*each+b.row.all*all)))
		if base := int64(f.base - f.self); base > 0 {
			sum.Quo(sum, new(big.Rat).SetInt64(base))
		} else {
			sum.SetInt64(0)
		}
		if sum.Num().BitLen()+sum.Denom().BitLen() > exactBits {
			return nil, false
		}
	}
	return value[target], true
}

// decideEnds holds both ends over bands against a threshold, exactly.
func decideEnds(v *columns.View, y uint32, a Asked, t Test) Decision {
	at := big.NewRat(int64(t.Percent), int64(graph.Hundred))
	passes := func(x *big.Rat) bool { c := x.Cmp(at); return c > 0 || c == 0 && t.AtLeast }
	if x, ok := exactEnd(v, y, a, false); ok && passes(x) {
		return Passes
	}
	if x, ok := exactEnd(v, y, a, true); ok && !passes(x) {
		return Fails
	}
	return Undecided
}
