package ownership

// reach is the least or greatest Σ w·s of a row over the base without treasury
// shares: (Σ w·s)/(1 − self), tight. Rows whose reports exceed 100 % are taken as
// reported, the sum held to 100 %.
func (r *row) reach(w []num, upper bool) num {
	switch {
	case r.terminal || !anyWeight(w):
		return zero
	case r.scaled:
		return r.reported(w, upper)
	}
	return r.apart(w, upper)
}

// apart is reach with a row above 100 % scaled instead of taken as reported.
func (r *row) apart(w []num, upper bool) num {
	if r.self < 0 {
		return r.value(w, r.extreme(w, upper))
	}
	w[r.self] = zero
	if upper {
		return r.ratio(w, zero, true)
	}
	positive := make([]num, len(w))
	for i := range w {
		if w[i].sign() > 0 {
			positive[i] = one
		}
	}
	if r.value(positive, r.extreme(positive, false)).sign() == 0 {
		return zero
	}
	return r.ratio(w, one, false)
}

// ratio improves v = Σ w·s + self·v from the start value until nothing gains.
func (r *row) ratio(w []num, v num, upper bool) num {
	for range 100 {
		w[r.self] = v
		s := r.extreme(w, upper)
		w[r.self] = zero
		base := one.sub(s[r.self])
		if base.sign() <= 0 { // nothing is left for anybody: no better than before
			if upper {
				return v
			}
			return zero
		}
		next := r.value(w, s).quo(base)
		if c := next.cmp(v); upper && c <= 0 || !upper && c >= 0 {
			return v
		}
		v = next
	}
	return v
}

func (r *row) reported(w []num, upper bool) num {
	sum := zero
	for i, l := range r.leaves {
		if i != r.self && w[i].sign() != 0 {
			sum = sum.add(w[i].mul(r.reportedEnd(l, upper)))
		}
	}
	return minNum(sum, one)
}

// reportedEnd is one end of a holder's share in the base without treasury shares.
func (r *row) reportedEnd(l leaf, upper bool) num {
	end := l.lo
	if upper {
		end = l.hi
	}
	if r.self < 0 || end.sign() == 0 {
		return end
	}
	treasury := r.leaves[r.self].lo
	if upper {
		treasury = r.leaves[r.self].hi
	}
	if treasury.cmp(one) >= 0 {
		return one
	}
	return minNum(one, end.quo(one.sub(treasury)))
}

// withoutTreasury is the row in the base that excludes treasury shares. For an
// exact treasury it is the same polytope scaled; for a band the hull, which is
// sound and may be wider.
func (r *row) withoutTreasury() *row {
	if r.self < 0 || r.terminal || r.scaled {
		return r
	}
	self := r.leaves[r.self]
	out := &row{company: r.company, self: -1, table: r.table, holders: r.holders, complete: r.complete}
	for i, l := range r.leaves {
		switch {
		case i == r.self:
			continue
		case l.node >= 0 && self.lo.cmp(one) >= 0:
			l.lo, l.hi = zero, zero
		case l.node >= 0:
			l.lo, l.hi = r.reportedEnd(l, false), r.reportedEnd(l, true)
		default:
			if l.hi.sign() > 0 {
				l.hi = r.reportedEnd(l, true)
			}
			if l.lo.sign() > 0 {
				l.lo = r.reportedEnd(l, false)
			}
		}
		out.leaves = append(out.leaves, l)
	}
	out.rest = r.rest - 1
	if self.lo.cmp(one) >= 0 {
		out.complete = false
		out.leaves[out.rest].hi, out.leaves[out.rest+1].hi = one, one
	}
	out.groups = []group{{parent: -1, lo: one, hi: one}}
	for i := range out.leaves {
		out.leaves[i].group = 0
	}
	if self.lo.cmp(self.hi) == 0 && self.lo.cmp(one) < 0 {
		out.keepTotals(r, one.sub(self.lo))
	}
	out.settle()
	return out
}

// keepTotals carries the totals of the row over, divided by the base.
func (r *row) keepTotals(from *row, base num) {
	for _, g := range from.groups[1:] {
		r.groups = append(r.groups, group{parent: g.parent, lo: g.lo.quo(base), hi: minNum(one, g.hi.quo(base))})
	}
	at := 0
	for i, l := range from.leaves {
		if i == from.self {
			if l.group > 0 { // the total counts treasury shares: take them out
				for g := l.group; g > 0; g = from.groups[g].parent {
					r.groups[g].lo = maxNum(zero, r.groups[g].lo.sub(l.lo.quo(base)))
					r.groups[g].hi = maxNum(zero, r.groups[g].hi.sub(l.lo.quo(base)))
				}
			}
			continue
		}
		r.leaves[at].group = l.group
		at++
	}
}
