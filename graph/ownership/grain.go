package ownership

import (
	"math/big"
	"math/bits"
)

// Where a test of law asks a large closure for a verdict, figures are kept in whole
// billionths of a percent, rounded outward: each end stays a bound, and a cycle costs
// a few integer sums instead of fractions of hundreds of digits.

// grained sums w·s to a billionth of a percent, outward.
func (r *row) grained(w, s []num, up bool) num {
	var hi, lo uint64
	for i := range s {
		if w[i].sign() == 0 || s[i].sign() == 0 {
			continue
		}
		a, b := grain(w[i], up), grain(s[i], up)
		if a.k != 0 || b.k != 0 || a.n < 0 || b.n < 0 {
			return grain(r.value(w, s), up) // the side of an open end matters
		}
		h, l := bits.Mul64(uint64(a.n), uint64(b.n))
		var carry uint64
		lo, carry = bits.Add64(lo, l, 0)
		hi += h + carry
	}
	if hi >= uint64(unitOne) {
		return grain(r.value(w, s), up)
	}
	q, rest := bits.Div64(hi, lo, uint64(unitOne))
	if rest > 0 && up {
		q++
	}
	return num{n: int64(q)}
}

// grain rounds a figure outward to a billionth of a percent; one that is so already
// stays as it is.
func grain(x num, up bool) num {
	if x.w == nil || x.w.r == nil {
		return x
	}
	q, rest := new(big.Int).Mul(x.w.r.Num(), big.NewInt(unitOne)), new(big.Int)
	q.DivMod(q, x.w.r.Denom(), rest)
	if !q.IsInt64() {
		return x
	}
	out := num{n: q.Int64()}
	switch tail := x.tail(); {
	case rest.Sign() > 0 && up:
		out.n++
	case rest.Sign() == 0:
		out.k = int64(tail)
	}
	return out
}

// sweep encloses one component: values from above only fall, values from below only
// rise, and each is a bound wherever the sweeps end.
func (h *hybrid) sweep(open []int) {
	c := &cycle{h: h, local: map[int]int{}, rows: make([]*row, len(open))}
	edges := 0
	for k, v := range open {
		c.local[v] = k
		c.rows[k] = h.row(v)
		edges += len(c.rows[k].leaves)
	}
	v := make([]num, len(open))
	step := func(k int) num {
		w := h.worth(c.rows[k], c.local, v)
		return minNum(one, c.rows[k].grained(w, h.choose(c.rows[k], w), h.upper))
	}
	if h.upper {
		for again := true; again; { // who cannot be worth anything stays at nothing
			again = false
			for k := range v {
				if v[k].sign() == 0 && step(k).sign() > 0 {
					v[k], again = one, true
				}
			}
		}
	}
	for work := 0; work <= sweepWork; work += edges + len(open) {
		moved := false
		for k := range v {
			if x := step(k); h.upper && x.cmp(v[k]) < 0 || !h.upper && x.cmp(v[k]) > 0 {
				v[k], moved = x, true
			}
		}
		if !moved {
			break
		}
	}
	for k, node := range open {
		h.x[node] = v[k]
	}
}
