package check

import "math/big"

// program is fill by linear programming, for rows with totals: a two-phase simplex
// over exact numbers, smallest index first so that it ends.
//
// Variables are what each leaf has above its lower end. Rows: one upper bound a
// leaf (with a slack variable), the sum of all, and the ends of every total.
func (r *row) program(w []rat, upper bool) []rat {
	n := len(r.leaves)
	p := &simplex{}
	left := whole
	for i, l := range r.leaves {
		d := minus(l.hi, l.lo)
		if d.Sign() < 0 {
			return nil
		}
		left = minus(left, l.lo)
		p.row([]int{i}, d, true)
	}
	if left.Sign() < 0 {
		return nil
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	p.row(all, left, false)
	for _, s := range r.sums {
		lo, hi := s.lo, s.hi
		for _, i := range s.at {
			lo, hi = minus(lo, r.leaves[i].lo), minus(hi, r.leaves[i].lo)
		}
		if hi.Sign() < 0 {
			return nil
		}
		if lo.Cmp(hi) == 0 {
			p.row(s.at, hi, false)
			continue
		}
		p.row(s.at, hi, true)
		if lo.Sign() > 0 {
			p.least(s.at, lo)
		}
	}
	x := p.solve(n, func(i int) rat {
		if upper {
			return w[i]
		}
		return new(big.Rat).Neg(w[i])
	})
	if x == nil {
		return nil
	}
	for i, l := range r.leaves {
		x[i] = plus(x[i], l.lo)
	}
	return x
}

// simplex holds the constraints Σ x (± slack) = b with b ≥ 0, as sparse rows.
type simplex struct {
	rows []constraint
}

type constraint struct {
	at    []int
	b     rat
	slack int // +1 for ≤, -1 for ≥, 0 for =
}

func (p *simplex) row(at []int, b rat, atMost bool) {
	c := constraint{at: at, b: b}
	if atMost {
		c.slack = 1
	}
	p.rows = append(p.rows, c)
}

func (p *simplex) least(at []int, b rat) {
	p.rows = append(p.rows, constraint{at: at, b: b, slack: -1})
}

// solve maximises Σ gain·x over the first n variables; nil when nothing is feasible.
func (p *simplex) solve(n int, gain func(int) rat) []rat {
	m := len(p.rows)
	cols := n
	for _, c := range p.rows {
		if c.slack != 0 {
			cols++
		}
	}
	first := cols // artificial variables from here on
	for _, c := range p.rows {
		if c.slack != 1 {
			cols++
		}
	}
	a := make([][]rat, m)
	basis := make([]int, m)
	slack, art := n, first
	for i, c := range p.rows {
		a[i] = zeros(cols + 1)
		for _, j := range c.at {
			a[i][j] = whole
		}
		a[i][cols] = c.b
		if c.slack != 0 {
			a[i][slack] = big.NewRat(int64(c.slack), 1)
			basis[i] = slack
			slack++
		}
		if c.slack != 1 {
			a[i][art] = whole
			basis[i] = art
			art++
		}
	}
	cost := zeros(cols)
	for j := first; j < cols; j++ {
		cost[j] = big.NewRat(-1, 1)
	}
	pivots(a, basis, cost, cols)
	for i, b := range basis {
		if b >= first && a[i][cols].Sign() != 0 {
			return nil
		}
	}
	for i, b := range basis { // an artificial variable at 0 leaves, where anything else can come in
		if b < first {
			continue
		}
		for j := range first {
			if a[i][j].Sign() != 0 {
				pivot(a, basis, i, j)
				break
			}
		}
	}
	for i := range a { // and none comes back
		for j := first; j < cols; j++ {
			a[i][j] = none
		}
	}
	cost = zeros(cols)
	for j := range n {
		cost[j] = gain(j)
	}
	pivots(a, basis, cost, first)
	x := zeros(n)
	for i, b := range basis {
		if b < n {
			x[b] = a[i][cols]
		}
	}
	return x
}

// pivots improves until no column below the limit does.
func pivots(a [][]rat, basis []int, cost []rat, limit int) {
	end := len(cost)
	for {
		in := -1
		for j := 0; j < limit && in < 0; j++ {
			gain := cost[j]
			for i := range a {
				if a[i][j].Sign() != 0 && cost[basis[i]].Sign() != 0 {
					gain = minus(gain, times(cost[basis[i]], a[i][j]))
				}
			}
			if gain.Sign() > 0 {
				in = j
			}
		}
		if in < 0 {
			return
		}
		out := -1
		var ratio rat
		for i := range a {
			if a[i][in].Sign() <= 0 {
				continue
			}
			q := over(a[i][end], a[i][in])
			if out < 0 || q.Cmp(ratio) < 0 || q.Cmp(ratio) == 0 && basis[i] < basis[out] {
				out, ratio = i, q
			}
		}
		if out < 0 {
			return // unbounded: cannot be, every variable is
		}
		pivot(a, basis, out, in)
	}
}

func pivot(a [][]rat, basis []int, r, c int) {
	d := a[r][c]
	for j := range a[r] {
		if a[r][j].Sign() != 0 {
			a[r][j] = over(a[r][j], d)
		}
	}
	for i := range a {
		if i == r || a[i][c].Sign() == 0 {
			continue
		}
		m := a[i][c]
		for j := range a[i] {
			if a[r][j].Sign() != 0 {
				a[i][j] = minus(a[i][j], times(m, a[r][j]))
			}
		}
	}
	basis[r] = c
}
