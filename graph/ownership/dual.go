package ownership

import (
	"math/big"
	"slices"
)

// wide is an exact number with an infinitesimal part: a rational r and terms c·ε^k.
// An open lower end l is l + ε, an open upper end u is u − ε; every operation keeps
// the order of such numbers, so an open end survives sums, products and
// elimination. Arithmetic is that of power series up to ε^keptOrder, of which
// orders beyond judgedOrder are a reserve for divisions by ε and count as nothing:
// a product of more than judgedOrder holdings "above 0" loses its openness, never
// its figure. Values are shares as fractions of one and are never changed in place.
type wide struct {
	r *big.Rat // nil is 0
	e []term   // exponents other than 0, ascending, no zero coefficients
}

type term struct {
	exp int
	c   *big.Rat
}

const (
	keptOrder   = 6
	judgedOrder = 4
)

var (
	wideZero = wide{}
	wideOne  = wide{r: ratOne}
)

func wideRat(r *big.Rat) wide {
	if r.Sign() == 0 {
		return wideZero
	}
	return wide{r: r}
}

func (a wide) std() *big.Rat {
	if a.r == nil {
		return ratZero
	}
	return a.r
}

func (a wide) isRat() bool { return len(a.e) == 0 }

func (a wide) sign() int {
	switch {
	case len(a.e) > 0 && a.e[0].exp < 0:
		return a.e[0].c.Sign()
	case a.r != nil:
		return a.r.Sign()
	}
	return a.tail()
}

// tail is the sign of the infinitesimal part.
func (a wide) tail() int {
	for _, t := range a.e {
		if t.exp > 0 && t.exp <= judgedOrder {
			return t.c.Sign()
		}
	}
	return 0
}

// plain drops the infinitesimal part.
func (a wide) plain() wide { return wide{r: a.r} }

func (a wide) neg() wide {
	out := wide{}
	if a.r != nil {
		out.r = new(big.Rat).Neg(a.r)
	}
	for _, t := range a.e {
		out.e = append(out.e, term{t.exp, new(big.Rat).Neg(t.c)})
	}
	return out
}

func (a wide) add(b wide) wide {
	switch {
	case a.r == nil && len(a.e) == 0:
		return b
	case b.r == nil && len(b.e) == 0:
		return a
	}
	out := wide{}
	switch {
	case a.r == nil:
		out.r = b.r
	case b.r == nil:
		out.r = a.r
	default:
		if s := new(big.Rat).Add(a.r, b.r); s.Sign() != 0 {
			out.r = s
		}
	}
	if len(a.e)+len(b.e) > 0 {
		out.e = addTerms(a.e, b.e)
	}
	return out
}

func addTerms(a, b []term) []term {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]term, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].exp < b[0].exp:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0].exp < a[0].exp:
			out, b = append(out, b[0]), b[1:]
		default:
			if s := new(big.Rat).Add(a[0].c, b[0].c); s.Sign() != 0 {
				out = append(out, term{a[0].exp, s})
			}
			a, b = a[1:], b[1:]
		}
	}
	return out
}

func (a wide) sub(b wide) wide {
	if b.isRat() && a.isRat() {
		if b.r == nil {
			return a
		}
		if a.r == nil {
			return wide{r: new(big.Rat).Neg(b.r)}
		}
		return wideRat(new(big.Rat).Sub(a.r, b.r))
	}
	return a.add(b.neg())
}

func (a wide) mul(b wide) wide {
	if a.isRat() && b.isRat() {
		switch {
		case a.r == nil || b.r == nil:
			return wideZero
		case a.r == ratOne:
			return b
		case b.r == ratOne:
			return a
		}
		return wide{r: new(big.Rat).Mul(a.r, b.r)}
	}
	var all []term
	for _, x := range a.all() {
		for _, y := range b.all() {
			if x.exp+y.exp <= keptOrder {
				all = append(all, term{x.exp + y.exp, new(big.Rat).Mul(x.c, y.c)})
			}
		}
	}
	return collect(all)
}

// all lists every term, the rational one with exponent 0, ascending.
func (a wide) all() []term {
	if a.r == nil {
		return a.e
	}
	out := make([]term, 0, len(a.e)+1)
	for i, t := range a.e {
		if t.exp > 0 {
			out = append(append(out, term{0, a.r}), a.e[i:]...)
			return out
		}
		out = append(out, t)
	}
	return append(out, term{0, a.r})
}

func collect(all []term) wide {
	slices.SortStableFunc(all, func(x, y term) int { return x.exp - y.exp })
	out := wide{}
	for i := 0; i < len(all); {
		sum, j := all[i].c, i+1
		for ; j < len(all) && all[j].exp == all[i].exp; j++ {
			sum = new(big.Rat).Add(sum, all[j].c)
		}
		switch {
		case sum.Sign() == 0:
		case all[i].exp == 0:
			out.r = sum
		case all[i].exp <= keptOrder:
			out.e = append(out.e, term{all[i].exp, sum})
		}
		i = j
	}
	return out
}

// quo divides; b must not be 0.
func (a wide) quo(b wide) wide {
	if b.isRat() {
		if b.r == ratOne {
			return a
		}
		return a.mul(wide{r: new(big.Rat).Inv(b.r)})
	}
	// 1/(c·ε^k·(1+δ)) = ε^−k/c · (1 − δ + δ² − …)
	lead := b.all()[0]
	inv := wide{}
	scale := new(big.Rat).Inv(lead.c)
	if lead.exp == 0 {
		inv.r = scale
	} else {
		inv.e = []term{{-lead.exp, scale}}
	}
	delta := b.mul(inv).sub(wideOne).neg()
	sum, power := wideOne, wideOne
	for range 2 * keptOrder {
		if power = power.mul(delta); power.r == nil && len(power.e) == 0 {
			break
		}
		sum = sum.add(power)
	}
	return a.mul(inv).mul(sum)
}

func (a wide) cmp(b wide) int {
	if a.isRat() && b.isRat() {
		return a.std().Cmp(b.std())
	}
	return a.sub(b).sign()
}
