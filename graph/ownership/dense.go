package ownership

import "math/big"

const (
	// denseFrom is from how many variables a system that is filled anyway is solved
	// over integers.
	denseFrom = 6
	// denseFill is the part of the coefficients that makes it so: one in three.
	denseFill = 3
)

// dense solves a system most of whose coefficients are there, without infinitesimals,
// by elimination over integers (Bareiss 1968): every number on the way is a minor of the
// matrix, divisions leave no remainder, and no fraction has to be shortened. It reports
// false for a system that is not of this kind.
func (s *sparse) dense() (x [][]num, ok bool, err error) {
	n := len(s.a)
	if n < denseFrom {
		return nil, false, nil
	}
	filled := 0
	for i, row := range s.a {
		filled += len(row)
		for _, v := range row {
			if !v.isPlain() {
				return nil, false, nil
			}
		}
		for _, v := range s.b[i] {
			if !v.isPlain() {
				return nil, false, nil
			}
		}
	}
	if filled*denseFill < n*n {
		return nil, false, nil
	}
	m := make([][]*big.Int, n)
	for i := range m {
		m[i] = s.integers(i)
	}
	prev, t := big.NewInt(1), new(big.Int)
	for k := range n {
		pivot := -1
		for i := k; i < n && pivot < 0; i++ {
			if m[i][k].Sign() != 0 {
				pivot = i
			}
		}
		if pivot < 0 {
			return nil, true, errSingular
		}
		m[k], m[pivot] = m[pivot], m[k]
		p := m[k][k]
		for i := range n {
			if i == k {
				continue
			}
			f := m[i][k]
			for j := k + 1; j < len(m[i]); j++ {
				v := m[i][j]
				v.Mul(v, p)
				if f.Sign() != 0 && m[k][j].Sign() != 0 {
					v.Sub(v, t.Mul(f, m[k][j]))
				}
				if v.Sign() != 0 {
					v.Quo(v, prev)
				}
			}
			m[i][k] = new(big.Int)
		}
		prev = p
	}
	x = make([][]num, n)
	for i := range x {
		x[i] = make([]num, len(m[i])-n)
		for c := range x[i] {
			x[i][c] = rat(new(big.Rat).SetFrac(m[i][n+c], prev))
		}
	}
	return x, true, nil
}

// isPlain reports a number without an infinitesimal part.
func (a num) isPlain() bool { return a.w == nil && a.k == 0 || a.w != nil && a.w.isRat() }

// integers is row i of 1 − A with its right-hand sides, times what makes them whole.
func (s *sparse) integers(i int) []*big.Int {
	n := len(s.a)
	row := make([]*big.Rat, n+len(s.b[i]))
	for j := range n {
		row[j] = new(big.Rat)
	}
	row[i].SetInt64(1)
	for j, v := range s.a[i] {
		row[j].Sub(row[j], v.std())
	}
	for c, v := range s.b[i] {
		row[n+c] = v.std()
	}
	scale, g := big.NewInt(1), new(big.Int)
	for _, v := range row {
		if d := v.Denom(); new(big.Int).Rem(scale, d).Sign() != 0 {
			g.GCD(nil, nil, scale, d)
			scale = new(big.Int).Mul(scale, new(big.Int).Quo(d, g))
		}
	}
	out := make([]*big.Int, len(row))
	for j, v := range row {
		out[j] = new(big.Int).Mul(v.Num(), new(big.Int).Quo(scale, v.Denom()))
	}
	return out
}
