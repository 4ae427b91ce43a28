package ownership

import (
	"cmp"
	"iter"
	"math/big"
	"slices"

	"longarm/graph"
)

func ratInt(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// Owners lists every upstream holder of the company with its direct and its
// integrated share. Under either, each holder is shown in the basis that gives it
// more. Undisclosed holders are one mass, never attributed to a stated holder.
func (m *Model) Owners(target graph.EntityID, b graph.Basis) *OwnersAnswer {
	list := bases(b)
	answer := m.ownersIn(target, list[0])
	answer.Basis = b
	if len(list) == 1 {
		return answer
	}
	byID := map[graph.EntityID]int{}
	for i := range answer.Owners {
		answer.Owners[i].Basis = list[0]
		byID[answer.Owners[i].ID] = i
	}
	for _, other := range list[1:] {
		second := m.ownersIn(target, other)
		for _, o := range second.Owners {
			o.Basis = other
			if i, ok := byID[o.ID]; !ok {
				answer.Owners = append(answer.Owners, o)
			} else if compareRange(o.Integrated, answer.Owners[i].Integrated) > 0 {
				answer.Owners[i] = o
			}
		}
		for _, f := range second.Flags {
			if !slices.ContainsFunc(answer.Flags, func(g graph.Flag) bool { return g.Kind == f.Kind && g.Message == f.Message }) {
				answer.Flags = append(answer.Flags, f)
			}
		}
	}
	graph.SortFlags(answer.Flags)
	sortOwners(answer.Owners)
	return answer
}

// compareRange orders ranges by least value, then by greatest.
func compareRange(a, b Range) int {
	open := func(x bool) int {
		if x {
			return 1
		}
		return 0
	}
	return cmp.Or(a.Min.Cmp(b.Min), open(a.MinOpen)-open(b.MinOpen), a.Max.Cmp(b.Max), open(b.MaxOpen)-open(a.MaxOpen))
}

// compareEnd orders ranges by their upper ends.
func compareEnd(a, b Range) int {
	switch d := a.Max.Cmp(b.Max); {
	case d != 0 || a.MaxOpen == b.MaxOpen:
		return d
	case a.MaxOpen:
		return -1
	}
	return 1
}

func sortOwners(list []Owner) {
	slices.SortFunc(list, func(a, b Owner) int {
		return cmp.Or(b.Integrated.Min.Cmp(a.Integrated.Min), cmp.Compare(a.ID, b.ID))
	})
}

func (m *Model) ownersIn(target graph.EntityID, b graph.Basis) *OwnersAnswer {
	n := m.net(b)
	u := m.upstreamOf(target, b)
	answer := &OwnersAnswer{Entity: target, Basis: b}
	if u.isLarge() || u.size > largeBands && u.hasBands() {
		m.ownersOfMany(u, answer)
		return answer
	}
	exact := u.exactShares()
	for _, v := range u.nodes() {
		o := Owner{ID: n.id(v)}
		if e := m.tables.Entity(o.ID); e != nil {
			o.Kind = e.Kind
		}
		o.Direct, o.Claims = n.direct(u.target, v)
		if x, ok := exact[v]; ok {
			o.Integrated = span(x, x)
		} else {
			o.Integrated = u.holderRange(v)
		}
		answer.Owners = append(answer.Owners, o)
	}
	sortOwners(answer.Owners)
	lo, hi := n.row(u.target).restRange()
	answer.Undisclosed = Undisclosed{Direct: span(lo, hi), Integrated: u.undisclosed()}
	answer.Flags = u.flagsOf()
	return answer
}

// direct is the holder's own share in the company, between its feasible ends (as
// reported where reports exceed 100 %), nil when none is stated.
func (n *net) direct(company, holder int) (*Range, []graph.ClaimID) {
	r := n.row(company)
	if i := r.leafOf(holder); i >= 0 && holder != company {
		s := span(r.leaves[i].lo, r.leaves[i].hi)
		return &s, r.leaves[i].raw.Claims
	}
	return nil, nil
}

// undisclosed is the probability of ending with holders nobody states.
func (u *upstream) undisclosed() Range {
	var ends [2]num
	for i, upper := range []bool{false, true} {
		p := &problem{u: u, upper: upper, fixed: func(int) bool { return false }, rest: func(*row) (num, num) { return one, one }}
		p.solve()
		ends[i] = p.x[u.target]
	}
	return span(ends[0], ends[1])
}

// held yields the nodes of the closure that a node of it holds shares of, in no order
// to rely on.
func (u *upstream) held(v int) iter.Seq[int] {
	u.once.Do(func() {
		if c := u.net.crowded(nil); u.size > largeControl && c.covers(u.target, nil) {
			u.holds, u.among = c.d.holds, true
		} else {
			u.holds = u.listReverse()
		}
	})
	return func(yield func(int) bool) {
		for _, c := range u.holds[v] {
			if u.among && u.blockOf(c) < 0 {
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

func (u *upstream) listReverse() map[int][]int {
	out := map[int][]int{}
	for _, block := range u.blocks {
		for _, v := range block {
			for _, h := range u.net.row(v).edges() {
				out[h] = append(out[h], v)
			}
		}
	}
	return out
}

// between lists the blocks of the nodes from which one of the holders can be
// reached, owners first.
func (u *upstream) between(holders []int) (only map[int]bool, blocks [][]int) {
	only = map[int]bool{}
	queue := slices.Clone(holders)
	for _, h := range holders {
		only[h] = true
	}
	byBlock := map[int][]int{}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		byBlock[u.blockOf(v)] = append(byBlock[u.blockOf(v)], v)
		for c := range u.held(v) {
			if !only[c] {
				only[c] = true
				queue = append(queue, c)
			}
		}
	}
	order := make([]int, 0, len(byBlock))
	for b := range byBlock {
		order = append(order, b)
	}
	slices.Sort(order)
	for _, b := range order {
		u.net.sortByID(byBlock[b])
		blocks = append(blocks, byBlock[b])
	}
	return only, blocks
}

// holderRange is the integrated share of one holder, the undisclosed rest apart.
func (u *upstream) holderRange(h int) Range {
	only, blocks := u.between([]int{h})
	var ends [2]num
	for i, upper := range []bool{false, true} {
		p := &problem{u: u, upper: upper, fixed: func(v int) bool { return v == h }, only: only}
		p.solveBlocks(blocks)
		ends[i] = p.x[u.target]
	}
	return span(ends[0], ends[1])
}

// exactShares gives the integrated share of every holder at once when all figures
// are exact: N(t,h)/N(h,h) with N = (I−A)⁻¹, by one pass over expected visits.
// Holders inside a ring without a leak are left out.
func (u *upstream) exactShares() map[int]num {
	for _, block := range u.blocks {
		for _, v := range block {
			if !u.net.row(v).point {
				return nil
			}
		}
	}
	visits := map[int]num{u.target: one}
	out := map[int]num{}
	for _, block := range slices.Backward(u.blocks) {
		if !u.visit(block, visits, out) {
			continue
		}
		for _, v := range block {
			if v != u.target && visits[v].sign() == 0 {
				out[v] = zero
			}
		}
	}
	return out
}

// visit turns the inflow of a block into expected visits, passes them on to the
// holders outside, and records each node's hitting probability.
func (u *upstream) visit(block []int, visits, out map[int]num) bool {
	local := map[int]int{}
	for k, v := range block {
		local[v] = k
	}
	sys := newSparse(len(block), len(block)+1)
	cyclic := false
	for k, v := range block {
		sys.b[k][0] = visits[v]
		sys.b[k][k+1] = one
		r := u.net.row(v)
		if r.terminal {
			continue
		}
		for i, s := range r.extreme(make([]num, len(r.leaves)), true) {
			if in, ok := local[r.leaves[i].node]; ok && r.leaves[i].node >= 0 && s.sign() != 0 {
				sys.plus(in, k, s)
				cyclic = true
			}
		}
	}
	if cyclic {
		x, err := sys.solve()
		if err != nil {
			return false // no leak: left to the least fixpoint, holder by holder
		}
		for k, v := range block {
			visits[v] = x[k][0]
			out[v] = x[k][0].quo(x[k][k+1])
		}
	} else {
		for _, v := range block {
			out[v] = visits[v]
		}
	}
	for _, v := range block {
		r := u.net.row(v)
		if r.terminal || visits[v].sign() == 0 {
			continue
		}
		for i, s := range r.extreme(make([]num, len(r.leaves)), true) {
			if h := r.leaves[i].node; h >= 0 && s.sign() != 0 {
				if _, in := local[h]; !in {
					visits[h] = visits[h].add(visits[v].mul(s))
				}
			}
		}
	}
	delete(out, u.target)
	return true
}
