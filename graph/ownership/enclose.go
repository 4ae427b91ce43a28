package ownership

import (
	"fmt"
	"math/big"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership/register"
)

// isLarge reports a closure whose exact figures would take too long: too many rows,
// a cycle of too many members, or chains so long that exact products fill pages.
func (u *upstream) isLarge() bool {
	if len(u.block) > largeShares {
		return true
	}
	depth := map[int]int{}
	for i, block := range u.blocks {
		if len(block) > largeBlock {
			return true
		}
		below := 0
		for _, v := range block {
			for _, h := range u.net.row(v).edges() {
				if b := u.block[h]; b != i {
					below = max(below, depth[b])
				}
			}
		}
		if depth[i] = below + len(block); depth[i] > largeDepth {
			return true
		}
	}
	return false
}

// ownersOfMany lists the owners of a company with a large closure: lower ends as
// hitting probabilities of the lower shares, upper ends of the upper shares, each
// enclosed by its bound of error. Where all shares are figures both differ by twice
// that bound; over bands the upper ends are sound and may be wider than need be.
func (m *Model) ownersOfMany(u *upstream, answer *OwnersAnswer) {
	n := u.net
	f, number := u.freeze()
	v := f.In(graph.Capital, 0)
	target := number[u.target]
	low := register.Owners(v, target)
	high := low
	if !v.Exact {
		high = register.Owners(v.Upper(), target)
	}
	worst := 0.0
	for _, x := range u.nodes() {
		o := Owner{ID: n.id(x)}
		if e := m.tables.Entity(o.ID); e != nil {
			o.Kind = e.Kind
		}
		o.Direct, o.Claims = n.direct(u.target, x)
		lo, errLow := low.Share(number[x])
		hi, errHigh := high.Share(number[x])
		worst = max(worst, errLow, errHigh)
		o.Integrated = enclosing(lo-errLow, hi+errHigh)
		answer.Owners = append(answer.Owners, o)
	}
	sortOwners(answer.Owners)
	from, to := n.row(u.target).restRange()
	hidden, errHidden := low.Hidden()
	answer.Undisclosed = Undisclosed{Direct: span(from, to), Integrated: enclosing(0, 1)}
	if v.Exact {
		answer.Undisclosed.Integrated = enclosing(hidden-errHidden, hidden+errHidden)
	}
	answer.Flags = append(u.flagsOf(), graph.Flag{Kind: graph.LargeClosure, Entity: n.id(u.target),
		Message: fmt.Sprintf("%d parties stand upstream of %s: integrated shares are enclosed within %.2g percentage points, not exact", len(u.block)-1, n.id(u.target), 200*worst)})
	graph.SortFlags(answer.Flags)
}

// enclosing is the interval of percent between two fractions, rounded outward to
// a billionth of a percent and held to 0–100.
func enclosing(lo, hi float64) Range {
	at := func(x float64, up bool) *big.Rat {
		r := new(big.Rat)
		if r.SetFloat64(max(0, min(1, x))) == nil {
			r.SetInt64(0)
		}
		r.Mul(r, ratHundred)
		if up {
			return graph.PercentCeil(r).Rat()
		}
		return graph.PercentFloor(r).Rat()
	}
	return Range{Min: at(lo, false), Max: at(hi, true)}
}

// freeze puts the rows of a closure into columns, shares between their feasible
// ends, as of capital.
func (u *upstream) freeze() (*columns.Frozen, map[int]uint32) {
	n := u.net
	all := append(u.nodes(), u.target)
	slices.Sort(all)
	var rows columns.NodeRows
	for _, v := range all {
		id := n.id(v)
		kind := graph.Company
		if e := n.tables.Entity(id); e != nil {
			kind = e.Kind
		}
		rows.Add([]byte(id), kind, nil)
	}
	r, _, err := columns.NewRegister([]columns.NodeRows{rows})
	if err != nil {
		panic("ownership: " + err.Error()) // a closure in memory is no larger than columns can be
	}
	canonical := func(v int) uint32 {
		c, _ := r.Canonical(string(n.id(v)))
		return c
	}
	var edges columns.Edges
	for _, v := range all {
		row := n.row(v)
		if row.terminal {
			continue
		}
		c := canonical(v)
		for _, l := range row.leaves {
			if l.node < 0 || l.hi.sign() <= 0 {
				continue
			}
			s := l.raw.Share
			if !row.scaled && l.lo.w == nil && l.hi.w == nil {
				s = graph.Share{Min: graph.Percent(max(0, l.lo.n)), Max: graph.Percent(min(l.hi.n, unitOne))}
			}
			low, x := columns.ExtraOf(s, true, graph.Both, graph.Period{})
			edges.Put(canonical(l.node), c, low, x)
		}
	}
	f, err := r.Freeze([]columns.Edges{edges})
	if err != nil {
		panic("ownership: " + err.Error())
	}
	number := make(map[int]uint32, len(all))
	for _, v := range all {
		number[v], _ = f.Find(string(n.id(v)))
	}
	return f, number
}
