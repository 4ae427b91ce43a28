package ownership

import (
	"cmp"
	"errors"
	"slices"
)

// errSingular reports a system without a unique solution.
var errSingular = errors.New("singular system")

// sparse is a square system x = b + Σ a·x over nodes 0…n-1, one map of
// coefficients a row.
type sparse struct {
	a []map[int]num
	b [][]num // one column a right-hand side
}

func newSparse(n, columns int) *sparse {
	s := &sparse{a: make([]map[int]num, n), b: make([][]num, n)}
	for i := range s.a {
		s.a[i], s.b[i] = map[int]num{}, make([]num, columns)
	}
	return s
}

// plus adds c to the coefficient of x_j in row i.
func (s *sparse) plus(i, j int, c num) {
	if v := s.a[i][j].add(c); v.sign() == 0 {
		delete(s.a[i], j)
	} else {
		s.a[i][j] = v
	}
}

// solve eliminates exactly, a variable of least fill first: x_j is replaced in
// the rows that use it by its own row divided by 1 − a_jj. The cost is that of
// sparse elimination over rationals whose length grows with the number of
// variables: components of a few hundred companies take seconds.
func (s *sparse) solve() ([][]num, error) {
	if x, ok, err := s.dense(); ok {
		return x, err
	}
	n := len(s.a)
	users := make([]map[int]bool, n) // users[j]: rows i ≠ j with a_ij
	for j := range users {
		users[j] = map[int]bool{}
	}
	for i, row := range s.a {
		for j := range row {
			if i != j {
				users[j][i] = true
			}
		}
	}
	done := make([]bool, n)
	var elim []int
	for range n {
		j, best := -1, 0
		for k := range n {
			if done[k] {
				continue
			}
			if fill := len(users[k]) * len(s.a[k]); j < 0 || fill < best {
				j, best = k, fill
			}
		}
		done[j] = true
		elim = append(elim, j)
		pivot := one.sub(s.a[j][j])
		if pivot.sign() == 0 {
			return nil, errSingular
		}
		delete(s.a[j], j)
		if pivot.cmp(one) != 0 {
			for k, c := range s.a[j] {
				s.a[j][k] = c.quo(pivot)
			}
			for k, v := range s.b[j] {
				s.b[j][k] = v.quo(pivot)
			}
		}
		rows := make([]int, 0, len(users[j]))
		for i := range users[j] {
			if !done[i] {
				rows = append(rows, i)
			}
		}
		for _, i := range rows {
			c := s.a[i][j]
			delete(s.a[i], j)
			for k, d := range s.a[j] {
				had := s.a[i][k].sign() != 0
				s.plus(i, k, c.mul(d))
				if !had && k != i {
					users[k][i] = true
				}
			}
			for k, v := range s.b[j] {
				s.b[i][k] = s.b[i][k].add(c.mul(v))
			}
		}
		for k := range s.a[j] {
			delete(users[k], j)
		}
	}
	x := make([][]num, n)
	for _, j := range slices.Backward(elim) {
		x[j] = s.b[j]
		keys := make([]int, 0, len(s.a[j]))
		for k := range s.a[j] {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, cmp.Compare[int])
		for _, k := range keys {
			for m, v := range x[k] {
				x[j][m] = x[j][m].add(s.a[j][k].mul(v))
			}
		}
	}
	return x, nil
}
