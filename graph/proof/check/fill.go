package check

import (
	"math/big"
	"slices"

	"longarm/graph"
)

// row is one company's capital as an interval polytope: the holders in order of
// id, treasury shares, what one undisclosed holder may have, and the remainder.
type row struct {
	who      id
	leaves   []leaf
	self     int // treasury leaf, or -1
	rest     int // first of the two rest leaves, or -1
	sums     []sum
	over     bool // lower ends exceed 100 %: shares are relative
	closed   bool // the kind of entity has no holders
	slack    bool // totals overlap and some were set aside: bounds are sound, not tight
	complete bool
	later    []id             // holders among the rest that only a later source names
	filled   map[string][]rat // by weights of nothing and one; nil while the ends change
}

type leaf struct {
	id     id // empty for the rest
	lo, hi rat
}

type sum struct {
	at     []int
	lo, hi rat
}

func ends(s graph.Share) (lo, hi rat) {
	lo, hi = fraction(s.Min), fraction(s.Max)
	if s.MinOpen {
		lo = plus(lo, tiny)
	}
	if s.MaxOpen {
		hi = minus(hi, tiny)
	}
	return lo, hi
}

func (f *facts) row(company id, b graph.Basis) *row {
	r := &row{who: company, self: -1, rest: -1}
	if k := f.kind(company); k != "" && k != graph.Company && k != graph.Arrangement {
		r.closed = true
		return r
	}
	t := f.table(company, b)
	r.later = t.later
	stated, firm := new(big.Rat), new(big.Rat) // firm: without those who have "more than nothing"
	add := func(s graph.Share, lo rat) {
		stated = plus(stated, lo)
		if s.Min > 0 {
			firm = plus(firm, lo)
		}
	}
	for _, h := range t.holders {
		lo, hi := ends(h.share)
		add(h.share, lo)
		r.leaves = append(r.leaves, leaf{h.id, lo, hi})
	}
	if t.treasury != nil && t.treasury.Max > 0 {
		lo, hi := ends(*t.treasury)
		add(*t.treasury, lo)
		r.self = len(r.leaves)
		r.leaves = append(r.leaves, leaf{company, lo, hi})
	}
	if p, _ := figure(stated); p.Cmp(big.NewRat(100, 1)) > 0 || firm.Cmp(whole) > 0 {
		r.over, r.filled = true, map[string][]rat{}
		return r
	}
	top := new(big.Rat)
	for _, l := range r.leaves {
		top = plus(top, l.hi)
	}
	p, _ := figure(top)
	r.complete = t.complete && p.Cmp(big.NewRat(100, 1)) >= 0
	r.rest = len(r.leaves)
	r.open(t)
	r.total(t)
	r.settle(t)
	r.filled = map[string][]rat{}
	return r
}

// apart is a copy whose ends may change.
func (r *row) apart() *row {
	f := *r
	f.leaves, f.filled = slices.Clone(r.leaves), nil
	return &f
}

// open adds the undisclosed rest: one holder's part, and the remainder.
func (r *row) open(t *table) {
	r.leaves = r.leaves[:r.rest]
	each, all := whole, whole
	switch {
	case r.complete:
		each, all = none, none
	case t.floor > 0:
		each = minus(fraction(t.floor), tiny)
	}
	r.leaves = append(r.leaves, leaf{"", none, each}, leaf{"", none, all})
}

// total nests the stated totals, larger ones first; one that crosses another is
// set aside.
func (r *row) total(t *table) {
	type set struct {
		sum
		claim graph.ClaimID
	}
	var sets []set
	for _, s := range t.totals {
		x := set{sum{lo: fraction(s.percent), hi: fraction(s.percent)}, s.claim}
		for i, l := range r.leaves[:r.rest] {
			if slices.Contains(s.members, l.id) {
				x.at = append(x.at, i)
			}
		}
		if len(x.at) > 0 {
			sets = append(sets, x)
		}
	}
	slices.SortStableFunc(sets, func(a, b set) int {
		if d := len(b.at) - len(a.at); d != 0 {
			return d
		}
		if d := slices.Compare(a.at, b.at); d != 0 {
			return d
		}
		return a.lo.Cmp(b.lo)
	})
next:
	for _, s := range sets {
		for i, k := range r.sums {
			common := 0
			for _, m := range s.at {
				if slices.Contains(k.at, m) {
					common++
				}
			}
			switch {
			case common == len(s.at) && common == len(k.at):
				r.sums[i].lo, r.sums[i].hi = least(k.lo, s.lo), most(k.hi, s.hi)
				continue next
			case common > 0 && common < len(s.at):
				r.slack = true
				continue next
			}
		}
		r.sums = append(r.sums, s.sum)
	}
}

// settle drops what cannot all be true, in this order: open ends, totals,
// completeness; then narrows every leaf to what the others leave it.
func (r *row) settle(t *table) {
	if !r.feasible() {
		for i, l := range r.leaves {
			lo, _ := figure(l.lo)
			hi, _ := figure(l.hi)
			r.leaves[i].lo, r.leaves[i].hi = over(lo, big.NewRat(100, 1)), over(hi, big.NewRat(100, 1))
		}
	}
	if !r.feasible() {
		r.sums = nil
	}
	if !r.feasible() && r.complete {
		r.complete = false
		last := &r.leaves[r.rest]
		last.hi, r.leaves[r.rest+1].hi = whole, whole
	}
	narrowed := make([]leaf, len(r.leaves))
	for i, l := range r.leaves {
		w := zeros(len(r.leaves))
		w[i] = whole
		lo, hi := r.fill(w, false), r.fill(w, true)
		narrowed[i] = leaf{l.id, lo[i], hi[i]}
	}
	r.leaves = narrowed
}

func zeros(n int) []rat {
	out := make([]rat, n)
	for i := range out {
		out[i] = none
	}
	return out
}

func (r *row) feasible() bool { return r.fill(zeros(len(r.leaves)), true) != nil }

// fill returns the shares that make Σ w·s most (or least), or nil when no shares
// meet every bound. The answer is kept and shared.
func (r *row) fill(w []rat, upper bool) []rat {
	key, plain := counted(w, upper)
	if r.filled == nil || !plain {
		return r.extreme(w, upper)
	}
	s, known := r.filled[key]
	if !known {
		s = r.extreme(w, upper)
		r.filled[key] = s
	}
	return s
}

// counted spells weights that are each nothing or one.
func counted(w []rat, upper bool) (key string, ok bool) {
	b := make([]byte, len(w)+1)
	for i, x := range w {
		switch {
		case x == whole:
			b[i] = '1'
		case x == none || x.Sign() == 0:
			b[i] = '0'
		case x.Cmp(whole) == 0:
			b[i] = '1'
		default:
			return "", false
		}
	}
	b[len(w)] = '-'
	if upper {
		b[len(w)] = '+'
	}
	return string(b), true
}

func (r *row) extreme(w []rat, upper bool) []rat {
	if r.over {
		return r.relative(w, upper)
	}
	if len(r.sums) > 0 {
		return r.program(w, upper)
	}
	s := make([]rat, len(r.leaves))
	left := whole
	order := make([]int, len(r.leaves))
	for i, l := range r.leaves {
		if l.lo.Cmp(l.hi) > 0 {
			return nil
		}
		s[i], order[i] = l.lo, i
		left = minus(left, l.lo)
	}
	if left.Sign() < 0 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if upper {
			return w[b].Cmp(w[a])
		}
		return w[a].Cmp(w[b])
	})
	for _, i := range order {
		d := least(left, minus(r.leaves[i].hi, r.leaves[i].lo))
		s[i], left = plus(s[i], d), minus(left, d)
	}
	if left.Sign() > 0 {
		return nil
	}
	return s
}

// relative is fill for a row stated above 100 %: shares s/Σs with every s between
// its ends. The best ratio is found from any start by Dinkelbach's steps.
func (r *row) relative(w []rat, upper bool) []rat {
	v := none
	if !upper {
		v = whole
	}
	for {
		all, part := none, none
		s := make([]rat, len(r.leaves))
		for i, l := range r.leaves {
			s[i] = l.lo
			if c := w[i].Cmp(v); upper && c > 0 || !upper && c < 0 {
				s[i] = l.hi
			}
			all, part = plus(all, s[i]), plus(part, times(s[i], w[i]))
		}
		next := over(part, all)
		if c := next.Cmp(v); upper && c <= 0 || !upper && c >= 0 {
			for i := range s {
				s[i] = over(s[i], all)
			}
			return s
		}
		v = next
	}
}

func weigh(w, s []rat) rat {
	v := none
	for i := range s {
		if w[i].Sign() != 0 && s[i].Sign() != 0 {
			v = plus(v, times(w[i], s[i]))
		}
	}
	return v
}

// part is the class's share of the company over the base without treasury shares;
// a row above 100 % is taken as reported.
func (r *row) part(w []rat, upper bool) rat {
	switch {
	case r.closed:
		return none
	case r.over:
		v := none
		for i := range r.leaves {
			if i != r.self && w[i].Sign() > 0 {
				v = plus(v, times(w[i], r.reported(i, upper)))
			}
		}
		return least(v, whole)
	}
	return r.scaledPart(w, upper)
}

// scaledPart is part with a row above 100 % scaled instead of taken as reported.
func (r *row) scaledPart(w []rat, upper bool) rat {
	if r.self < 0 {
		return weigh(w, r.fill(w, upper))
	}
	v := none
	if !upper {
		v = whole
	}
	w = slices.Clone(w)
	w[r.self] = none
	if !upper {
		w2 := slices.Clone(w)
		if weigh(w2, r.fill(w2, false)).Sign() == 0 {
			return none
		}
	}
	for {
		w[r.self] = v
		s := r.fill(w, upper)
		w[r.self] = none
		base := minus(whole, s[r.self])
		if base.Sign() <= 0 { // the company may hold all of itself: no better than before
			if upper {
				return v
			}
			return none
		}
		next := over(weigh(w, s), base)
		if c := next.Cmp(v); upper && c <= 0 || !upper && c >= 0 {
			return v
		}
		v = next
	}
}

// reported is one end of a stated share over the base without treasury shares.
func (r *row) reported(i int, upper bool) rat {
	pick := func(l leaf) rat {
		if upper {
			return l.hi
		}
		return l.lo
	}
	v := pick(r.leaves[i])
	if r.self < 0 || v.Sign() == 0 {
		return v
	}
	t := pick(r.leaves[r.self])
	if t.Cmp(whole) >= 0 {
		return whole
	}
	return least(whole, over(v, minus(whole, t)))
}
