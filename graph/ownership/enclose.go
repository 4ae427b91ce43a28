package ownership

import (
	"math/big"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership/register"
)

// isLarge reports a closure whose exact figures would take too long: too many rows,
// a cycle of too many members, or chains so long that exact products fill pages.
func (u *upstream) isLarge() bool {
	if u.size > largeShares {
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
				if b := u.blockOf(h); b != i {
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

// exactBeside gives the share of every holder whose exact figure in the company itself is
// all it has there: nobody else above the company is held by it, and nobody by the
// company.
func (u *upstream) exactBeside() map[int]*big.Rat {
	r, out := u.net.row(u.target), map[int]*big.Rat{}
	if r.scaled || r.self >= 0 || slices.ContainsFunc(u.blocks, func(b []int) bool { return len(b) > 1 && slices.Contains(b, u.target) }) {
		return out
	}
	held := map[int]int{}
	for _, v := range append(u.nodes(), u.target) {
		for _, h := range u.net.row(v).edges() {
			held[h]++
		}
	}
	for _, l := range r.leaves {
		if l.node >= 0 && l.lo.sign() > 0 && held[l.node] == 1 && l.lo.cmp(l.hi) == 0 {
			out[l.node] = l.lo.amount().Percent
		}
	}
	return out
}

// hasBands reports a share that is no single figure.
func (u *upstream) hasBands() bool {
	return slices.ContainsFunc(u.blocks, func(block []int) bool {
		return slices.ContainsFunc(block, func(v int) bool { return !u.net.row(v).point })
	})
}

// tightWork bounds owners times holdings up to which each owner's ends over bands
// are solved one by one.
const tightWork = 20_000_000

// ownersOfMany lists the owners of a company with a large closure. Where all shares
// are figures, those that no cycle and no very long chain stands before are exact,
// and the others enclosed by their bound of error. Over bands the ends of each owner
// are solved one by one where that is affordable, and otherwise enclosed: from below
// by the lower shares, from above by what no filling passes.
func (m *Model) ownersOfMany(u *upstream, answer *OwnersAnswer) {
	n := u.net
	f, number := u.freeze()
	v := f.In(graph.Capital, 0)
	target := number[u.target]
	low, pad := register.Owners(v, target), u.lifted()
	var exact map[int]*big.Rat
	ends, hidden := u.endsOver(v, number, u.isAffordable(v)), Range{}
	if v.Exact {
		exact = u.exactNear()
		x, err := low.Hidden()
		hidden = enclosing(x-err-pad, x+err+pad)
	} else {
		exact = u.exactBeside()
		lo, hi := register.BoundsAt(v, target, register.Asked{Member: func(uint32) bool { return false }, Rest: register.RestIs})
		hidden = enclosing(lo.Share-lo.Error-pad, hi.Share+hi.Error+pad)
		if u.widest() > register.SolvedCycle {
			hidden.Max = ratHundred
		}
	}
	worst := 0.0
	for _, x := range u.nodes() {
		o := Owner{ID: n.id(x)}
		if e := m.tables.Entity(o.ID); e != nil {
			o.Kind = e.Kind
		}
		o.Direct, o.Claims = n.direct(u.target, x)
		if r := exact[x]; r != nil {
			o.Integrated = Range{Min: r, Max: r}
		} else if v.Exact {
			s, err := low.Share(number[x])
			worst = max(worst, err)
			o.Integrated = enclosing(s-err-pad, s+err+pad)
		} else {
			lo, hi := ends(x)
			o.Integrated = enclosing(lo-pad, hi+pad)
		}
		answer.Owners = append(answer.Owners, o)
	}
	sortOwners(answer.Owners)
	from, to := n.row(u.target).restRange()
	answer.Undisclosed = Undisclosed{Direct: span(from, to), Integrated: hidden}
	message := graph.Say("%d parties stand upstream of %s: integrated shares beyond cycles and long chains are enclosed within %.2g percentage points, not exact",
		"%d parties se trouvent en amont de %s : les parts intégrées au-delà des cycles et des longues chaînes sont encadrées à %.2g points près, non exactes", u.size-1, n.id(u.target), 200*worst)
	switch {
	case v.Exact && worst == 0:
		message = graph.Say("%d parties stand upstream of %s: what the undisclosed have in all is enclosed, not exact",
			"%d parties se trouvent en amont de %s : ce que les non déclarés ont en tout est encadré, non exact", u.size-1, n.id(u.target))
	case !v.Exact && u.isAffordable(v):
		message = graph.Say("%d parties stand upstream of %s: integrated shares are rounded outward to a billionth of a percent",
			"%d parties se trouvent en amont de %s : les parts intégrées sont arrondies vers l’extérieur au milliardième de pour cent", u.size-1, n.id(u.target))
	case !v.Exact:
		message = graph.Say("%d parties stand upstream of %s: bands of integrated shares hold the figure but may be wider than the sources leave it",
			"%d parties se trouvent en amont de %s : les fourchettes des parts intégrées contiennent le chiffre mais peuvent être plus larges que les sources ne le permettent", u.size-1, n.id(u.target))
	}
	answer.Flags = append(u.flagsOf(), graph.Remark(graph.LargeClosure, n.id(u.target), nil, message))
	graph.SortFlags(answer.Flags)
}

// lifted is what figures may be off by where a row is above 100 % by an open end only:
// columns raise one of its shares by the least step, which a cycle may multiply.
func (u *upstream) lifted() float64 {
	for _, v := range append(u.nodes(), u.target) {
		if r := u.net.row(v); r.scaled && r.total.std().Cmp(ratOne) == 0 {
			return 1e-9
		}
	}
	return 0
}

// widest is the number of members of the largest cycle.
func (u *upstream) widest() (n int) {
	for _, b := range u.blocks {
		n = max(n, len(b))
	}
	return n
}

func (u *upstream) isAffordable(v *columns.View) bool {
	return u.size*v.Edges() <= tightWork && u.widest() <= register.SolvedCycle
}

// endsOver returns what gives the ends of an owner's share over bands, tight or
// else enclosing them.
func (u *upstream) endsOver(v *columns.View, number map[int]uint32, tight bool) func(owner int) (lo, hi float64) {
	target := number[u.target]
	if tight {
		return func(owner int) (float64, float64) {
			h := number[owner]
			lo, hi := register.EndsAt(v, target, register.Asked{Member: func(x uint32) bool { return x == h }})
			return lo.Share - lo.Error, hi.Share + hi.Error
		}
	}
	f, at := u.freezeShares()
	shares := f.In(graph.Capital, 0)
	low, high := register.Owners(shares, at[u.target]), register.Ceilings(shares, at[u.target])
	return func(owner int) (float64, float64) {
		lo, err := low.Share(at[owner])
		return lo - err, high[at[owner]]
	}
}

// exactBits bounds the length of exact figures of a large closure.
const exactBits = 4096

// exactNear pushes exact shares from the target up as far as rows are single figures
// on no cycle: numerators over powers of 100 %, in percent. A party that anything
// else stands before, or whose figure grows too long, has none.
func (u *upstream) exactNear() map[int]*big.Rat {
	type figure struct {
		n     *big.Int
		level uint
	}
	unit := big.NewInt(unitOne)
	at := map[int]*figure{u.target: {n: big.NewInt(1)}}
	lost := map[int]bool{}
	raise := func(f *figure, level uint) {
		for ; f.level < level; f.level++ {
			f.n.Mul(f.n, unit)
		}
	}
	for _, block := range slices.Backward(u.blocks) {
		for _, v := range block {
			r, f := u.net.row(v), at[v]
			plain := len(block) == 1 && !lost[v] && f != nil && f.n.BitLen() < exactBits && r.point && !r.scaled && r.self < 0
			for _, l := range r.leaves {
				if l.node < 0 || l.node == v || l.hi.sign() <= 0 {
					continue
				}
				if !plain || l.lo.w != nil || l.lo.k != 0 {
					lost[l.node] = true
					continue
				}
				g := at[l.node]
				if g == nil {
					g = &figure{n: new(big.Int), level: f.level + 1}
					at[l.node] = g
				}
				add := &figure{new(big.Int).Mul(f.n, big.NewInt(l.lo.n)), f.level + 1}
				raise(g, add.level)
				raise(add, g.level)
				g.n.Add(g.n, add.n)
			}
			if len(block) > 1 {
				lost[v] = true
			}
		}
	}
	out := map[int]*big.Rat{}
	for v, f := range at {
		if v == u.target || lost[v] || f.n.BitLen() >= exactBits {
			continue
		}
		den := new(big.Int).Exp(unit, new(big.Int).SetUint64(uint64(f.level)), nil)
		r := new(big.Rat).SetFrac(f.n, den)
		out[v] = r.Mul(r, ratHundred)
	}
	return out
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
// ends and with their coverage, as of capital.
func (u *upstream) freeze() (*columns.Frozen, map[int]uint32) {
	return u.frozen(func(r *columns.Register, number func(int) uint32, row *row, put func(holder int, s graph.Share)) {
		for _, l := range row.leaves {
			if l.node < 0 || l.hi.sign() <= 0 {
				continue
			}
			s := l.raw.Share
			if !row.scaled && l.lo.w == nil && l.hi.w == nil {
				s = graph.Share{Min: graph.Percent(max(0, l.lo.n)), Max: graph.Percent(min(l.hi.n, unitOne))}
			}
			put(l.node, s)
		}
		if row.scaled || row.point {
			return
		}
		c := number(row.company)
		if row.complete {
			r.Cover(c, columns.Complete, graph.Both, 0, graph.Period{}, nil)
		}
		if row.table.Floor > 0 {
			r.Cover(c, columns.Floor, graph.Both, row.table.Floor, graph.Period{}, nil)
		}
		for _, t := range row.table.Totals {
			var members []uint32
			for _, id := range t.Members {
				if i := row.leafOf(u.net.node(id)); i >= 0 && row.leaves[i].hi.sign() > 0 {
					members = append(members, number(row.leaves[i].node))
				}
			}
			r.Cover(c, columns.Total, graph.Both, t.Percent, graph.Period{}, members)
		}
	})
}

// freezeShares puts the rows into columns as bands of what each holder can have of
// the base without treasury shares, whatever the others have.
func (u *upstream) freezeShares() (*columns.Frozen, map[int]uint32) {
	percent := func(x num, up bool) graph.Percent {
		r := new(big.Rat).Mul(x.std(), ratHundred)
		if up {
			return min(graph.Hundred, graph.PercentCeil(r))
		}
		return max(0, graph.PercentFloor(r))
	}
	return u.frozen(func(_ *columns.Register, _ func(int) uint32, row *row, put func(holder int, s graph.Share)) {
		row = row.withoutTreasury()
		lows, highs := zero, zero
		for i, l := range row.leaves {
			if l.node >= 0 && i != row.self {
				lows, highs = lows.add(l.lo), highs.add(l.hi)
			}
		}
		for i, l := range row.leaves {
			if l.node < 0 || i == row.self || l.hi.sign() <= 0 {
				continue
			}
			lo, hi := l.lo, l.hi
			if row.scaled {
				if lo.sign() > 0 {
					lo = lo.quo(highs.sub(l.hi).add(l.lo))
				}
				hi = hi.quo(lows.sub(l.lo).add(l.hi))
			}
			put(l.node, graph.Share{Min: percent(lo, false), Max: percent(hi, true)})
		}
	})
}

// frozen puts the rows of a closure into columns, each written by write.
func (u *upstream) frozen(write func(r *columns.Register, number func(int) uint32, row *row, put func(holder int, s graph.Share))) (*columns.Frozen, map[int]uint32) {
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
		if row := n.row(v); !row.terminal {
			c := canonical(v)
			write(r, canonical, row, func(holder int, s graph.Share) {
				low, x := columns.ExtraOf(s, true, graph.Both, graph.Period{})
				edges.Put(canonical(holder), c, low, x)
			})
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
