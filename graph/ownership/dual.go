package ownership

import (
	"math/big"
	"slices"
)

// num is an exact number with an infinitesimal part: a rational r and terms c·ε^k.
// An open lower end l is l + ε, an open upper end u is u − ε; every operation keeps
// the order of such numbers, so an open end survives sums, products and
// elimination. Arithmetic is that of power series up to ε^keptOrder, of which
// orders beyond judgedOrder are a reserve for divisions by ε and count as nothing:
// a product of more than judgedOrder holdings "above 0" loses its openness, never
// its figure. Values are shares as fractions of one and are never changed in place.
type num struct {
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
	zero    = num{}
	one     = num{r: ratOne}
	epsilon = num{e: []term{{1, ratOne}}}
)

func rat(r *big.Rat) num {
	if r.Sign() == 0 {
		return zero
	}
	return num{r: r}
}

// fraction turns a number of percent into a fraction of one.
func fraction(percent *big.Rat) num { return rat(new(big.Rat).Quo(percent, ratHundred)) }

func (a num) std() *big.Rat {
	if a.r == nil {
		return ratZero
	}
	return a.r
}

func (a num) isRat() bool { return len(a.e) == 0 }

func (a num) sign() int {
	switch {
	case len(a.e) > 0 && a.e[0].exp < 0:
		return a.e[0].c.Sign()
	case a.r != nil:
		return a.r.Sign()
	}
	return a.tail()
}

// tail is the sign of the infinitesimal part.
func (a num) tail() int {
	for _, t := range a.e {
		if t.exp > 0 && t.exp <= judgedOrder {
			return t.c.Sign()
		}
	}
	return 0
}

// plain drops the infinitesimal part.
func (a num) plain() num { return num{r: a.r} }

func (a num) neg() num {
	out := num{}
	if a.r != nil {
		out.r = new(big.Rat).Neg(a.r)
	}
	for _, t := range a.e {
		out.e = append(out.e, term{t.exp, new(big.Rat).Neg(t.c)})
	}
	return out
}

func (a num) add(b num) num {
	switch {
	case a.r == nil && len(a.e) == 0:
		return b
	case b.r == nil && len(b.e) == 0:
		return a
	}
	out := num{}
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

func (a num) sub(b num) num {
	if b.isRat() && a.isRat() {
		if b.r == nil {
			return a
		}
		if a.r == nil {
			return num{r: new(big.Rat).Neg(b.r)}
		}
		return rat(new(big.Rat).Sub(a.r, b.r))
	}
	return a.add(b.neg())
}

func (a num) mul(b num) num {
	if a.isRat() && b.isRat() {
		switch {
		case a.r == nil || b.r == nil:
			return zero
		case a.r == ratOne:
			return b
		case b.r == ratOne:
			return a
		}
		return num{r: new(big.Rat).Mul(a.r, b.r)}
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
func (a num) all() []term {
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

func collect(all []term) num {
	slices.SortStableFunc(all, func(x, y term) int { return x.exp - y.exp })
	out := num{}
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
func (a num) quo(b num) num {
	if b.isRat() {
		if b.r == ratOne {
			return a
		}
		return a.mul(num{r: new(big.Rat).Inv(b.r)})
	}
	// 1/(c·ε^k·(1+δ)) = ε^−k/c · (1 − δ + δ² − …)
	lead := b.all()[0]
	inv := num{}
	scale := new(big.Rat).Inv(lead.c)
	if lead.exp == 0 {
		inv.r = scale
	} else {
		inv.e = []term{{-lead.exp, scale}}
	}
	delta := b.mul(inv).sub(one).neg()
	sum, power := one, one
	for range 2 * keptOrder {
		if power = power.mul(delta); power.r == nil && len(power.e) == 0 {
			break
		}
		sum = sum.add(power)
	}
	return a.mul(inv).mul(sum)
}

func (a num) cmp(b num) int {
	if a.isRat() && b.isRat() {
		return a.std().Cmp(b.std())
	}
	return a.sub(b).sign()
}

func minNum(a, b num) num {
	if b.cmp(a) < 0 {
		return b
	}
	return a
}

func maxNum(a, b num) num {
	if b.cmp(a) > 0 {
		return b
	}
	return a
}

// passes holds the number against a threshold, a fraction of one.
func (a num) passes(threshold *big.Rat, c Comparison) bool {
	s := a.sub(rat(threshold)).sign()
	return s > 0 || s == 0 && c == AtLeast
}

// amount exports the number in percent.
func (a num) amount() Amount {
	return Amount{Percent: new(big.Rat).Mul(a.std(), ratHundred), Side: a.tail()}
}

// span exports an interval in percent, held to [0, 100].
func span(lo, hi num) Range {
	lo, hi = maxNum(zero, minNum(lo, one)), maxNum(zero, minNum(hi, one))
	return Range{
		Min: new(big.Rat).Mul(lo.std(), ratHundred), MinOpen: lo.tail() > 0,
		Max: new(big.Rat).Mul(hi.std(), ratHundred), MaxOpen: hi.tail() < 0,
	}
}
