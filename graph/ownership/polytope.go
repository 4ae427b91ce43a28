package ownership

import "slices"

// feasible sets the groups' sums from the ends of the leaves and reports whether
// some way to fill the company meets every constraint.
func (r *row) feasible() bool {
	for g := range r.groups {
		r.groups[g].sumLo, r.groups[g].sumHi = zero, zero
	}
	for _, l := range r.leaves {
		if l.lo.cmp(l.hi) > 0 {
			return false
		}
		g := &r.groups[l.group]
		g.sumLo, g.sumHi = g.sumLo.add(l.lo), g.sumHi.add(l.hi)
	}
	for g := len(r.groups) - 1; g >= 0; g-- { // parents come before children
		x := &r.groups[g]
		lo, hi := x.least(), x.most()
		if lo.cmp(hi) > 0 {
			return false
		}
		if x.parent >= 0 {
			p := &r.groups[x.parent]
			p.sumLo, p.sumHi = p.sumLo.add(lo), p.sumHi.add(hi)
		}
	}
	return true
}

func (g *group) least() num { return maxNum(g.lo, g.sumLo) }
func (g *group) most() num  { return minNum(g.hi, g.sumHi) }

// chain lists the groups around a leaf, innermost first.
func (r *row) chain(i int) []int {
	var out []int
	for g := r.leaves[i].group; g >= 0; g = r.groups[g].parent {
		out = append(out, g)
	}
	return out
}

// mostOf is the largest share of the leaf that leaves the others room for their least.
func (r *row) mostOf(i int) num {
	chain := r.chain(i)
	slices.Reverse(chain)
	room := one
	for k, g := range chain {
		x := &r.groups[g]
		if k == 0 {
			room = x.hi
		} else {
			room = minNum(x.hi, room)
		}
		inner := r.leaves[i].lo
		if k+1 < len(chain) {
			inner = r.groups[chain[k+1]].least()
		}
		room = room.sub(x.sumLo.sub(inner))
	}
	return minNum(room, r.leaves[i].hi)
}

// leastOf is the smallest share of the leaf, the others taking their most.
func (r *row) leastOf(i int) num {
	chain := r.chain(i)
	slices.Reverse(chain)
	need := zero
	for k, g := range chain {
		x := &r.groups[g]
		if k == 0 {
			need = x.lo
		} else {
			need = maxNum(x.lo, need)
		}
		inner := r.leaves[i].hi
		if k+1 < len(chain) {
			inner = r.groups[chain[k+1]].most()
		}
		need = need.sub(x.sumHi.sub(inner))
	}
	return maxNum(need, r.leaves[i].lo)
}

// extreme returns the shares that make Σ w·s largest (or smallest): mass goes to
// the leaf of best weight as far as every constraint allows, then to the next.
// The constraints are nested sums, a polymatroid, for which this greedy order is
// optimal. Equal weights are served in order of the leaves. The row is not
// changed, nor may the answer be: rows of exact figures have theirs ready.
func (r *row) extreme(w []num, most bool) []num {
	if r.scaled {
		return r.extremeScaled(w, most)
	}
	if r.point && r.rest >= 0 && r.table.Floor == 0 {
		if c := w[r.rest].cmp(w[r.rest+1]); c != 0 && c < 0 == most {
			return r.fillings[1]
		}
		return r.fillings[0]
	}
	if len(r.groups) == 1 {
		return r.extremePlain(w, most)
	}
	fill := *r
	fill.leaves, fill.groups = slices.Clone(r.leaves), slices.Clone(r.groups)
	for _, i := range order(w, most) {
		fill.fix(i, fill.mostOf(i))
	}
	out := make([]num, len(fill.leaves))
	for i, l := range fill.leaves {
		out[i] = l.lo
	}
	return out
}

// extremePlain is extreme without totals: everyone at the least, the remaining
// mass in order of weight.
func (r *row) extremePlain(w []num, most bool) []num {
	out := make([]num, len(r.leaves))
	room := one
	for i, l := range r.leaves {
		out[i] = l.lo
		room = room.sub(l.lo)
	}
	for _, i := range order(w, most) {
		if room.sign() <= 0 {
			break
		}
		more := minNum(r.leaves[i].hi.sub(out[i]), room)
		out[i], room = out[i].add(more), room.sub(more)
	}
	return out
}

// anyWeight reports that some weight is above 0.
func anyWeight(w []num) bool {
	for _, x := range w {
		if x.sign() > 0 {
			return true
		}
	}
	return false
}

// pointShares fills a row of exact figures; only where the rest goes is free.
func (r *row) pointShares(secondRest bool) []num {
	out := make([]num, len(r.leaves))
	rest := one
	for i, l := range r.leaves[:r.rest] {
		out[i] = l.lo
		rest = rest.sub(l.lo)
	}
	if secondRest {
		out[r.rest+1] = rest
	} else {
		out[r.rest] = rest
	}
	return out
}

// fix sets a leaf to one figure and brings the groups around it up to date.
func (r *row) fix(i int, v num) {
	l := &r.leaves[i]
	dLo, dHi := v.sub(l.lo), v.sub(l.hi)
	l.lo, l.hi = v, v
	for g := l.group; g >= 0; g = r.groups[g].parent {
		x := &r.groups[g]
		lo, hi := x.least(), x.most()
		x.sumLo, x.sumHi = x.sumLo.add(dLo), x.sumHi.add(dHi)
		dLo, dHi = x.least().sub(lo), x.most().sub(hi)
	}
}

// order sorts the leaves by weight, best first, keeping equal ones in place.
func order(w []num, most bool) []int {
	idx := make([]int, len(w))
	for i := range idx {
		idx[i] = i
	}
	slices.SortStableFunc(idx, func(a, b int) int {
		if most {
			a, b = b, a
		}
		return w[a].cmp(w[b])
	})
	return idx
}

// extremeScaled does the same over shares s/Σs with s between the reported ends:
// at the optimum the best k holders are at their upper end and the others at
// their lower one, for some k.
func (r *row) extremeScaled(w []num, most bool) []num {
	idx := order(w, most)
	s := make([]num, len(r.leaves))
	sum, weighted := zero, zero
	for i, l := range r.leaves {
		s[i] = l.lo
		sum, weighted = sum.add(l.lo), weighted.add(l.lo.mul(w[i]))
	}
	best, bestK := weighted.quo(sum), 0
	for k, i := range idx {
		d := r.leaves[i].hi.sub(r.leaves[i].lo)
		if d.sign() == 0 {
			continue
		}
		sum, weighted = sum.add(d), weighted.add(d.mul(w[i]))
		v := weighted.quo(sum)
		if c := v.cmp(best); most && c > 0 || !most && c < 0 {
			best, bestK = v, k+1
		}
	}
	total := zero
	for k, i := range idx {
		if k < bestK {
			s[i] = r.leaves[i].hi
		}
		total = total.add(s[i])
	}
	for i := range s {
		s[i] = s[i].quo(total)
	}
	return s
}
