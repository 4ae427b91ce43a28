package check

import (
	"math/big"

	"longarm/graph"
)

// rat is an exact fraction of one. An open end is a closed one moved inward by
// tiny, which is so small that every figure of a real table can be told from it
// again: see [figure].
type rat = *big.Rat

const (
	tinyDigits  = 400 // an open end is 10^-400 away from its bound
	plainDigits = 150 // figures have denominators well below 10^150
)

var (
	none  = new(big.Rat)
	whole = big.NewRat(1, 1)
	tiny  = new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(tinyDigits), nil))
)

// The four operations. Figures are never changed in place, so that nothing added and
// a factor of one hand back the other figure: most weights are one or nothing, and
// reducing long fractions is what takes the time.
func plus(a, b rat) rat {
	switch {
	case a.Sign() == 0:
		return b
	case b.Sign() == 0:
		return a
	}
	return new(big.Rat).Add(a, b)
}

func minus(a, b rat) rat {
	if b.Sign() == 0 {
		return a
	}
	return new(big.Rat).Sub(a, b)
}

func times(a, b rat) rat {
	switch {
	case a.Sign() == 0 || b.Sign() == 0:
		return none
	case isOne(a):
		return b
	case isOne(b):
		return a
	}
	return new(big.Rat).Mul(a, b)
}

func over(a, b rat) rat {
	if isOne(b) {
		return a
	}
	return new(big.Rat).Quo(a, b)
}

func isOne(a rat) bool { return a.IsInt() && a.Num().IsInt64() && a.Num().Int64() == 1 }

func least(a, b rat) rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func most(a, b rat) rat {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

func fraction(p graph.Percent) rat { return over(p.Rat(), big.NewRat(100, 1)) }

// figure splits a number into the percentage it stands for and the side it lies
// on: −1 just below, 0 exactly, +1 just above. The percentage is the simplest
// fraction nearby, by continued fraction.
func figure(x rat) (percent rat, side int) {
	if x.Denom().BitLen() < plainDigits*10/3 {
		return times(x, big.NewRat(100, 1)), 0
	}
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(plainDigits), nil)
	n, d := new(big.Int).Set(x.Num()), new(big.Int).Set(x.Denom())
	p0, q0, p1, q1 := big.NewInt(0), big.NewInt(1), big.NewInt(1), big.NewInt(0)
	for d.Sign() != 0 {
		a, m := new(big.Int).DivMod(n, d, new(big.Int))
		p := new(big.Int).Add(new(big.Int).Mul(a, p1), p0)
		q := new(big.Int).Add(new(big.Int).Mul(a, q1), q0)
		if q.Cmp(limit) > 0 {
			break
		}
		p0, q0, p1, q1 = p1, q1, p, q
		n, d = d, m
	}
	near := new(big.Rat).SetFrac(p1, q1)
	return times(near, big.NewRat(100, 1)), x.Cmp(near)
}
