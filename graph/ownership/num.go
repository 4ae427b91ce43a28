package ownership

import (
	"math/big"
	"math/bits"

	"longarm/graph"
)

// num is an exact number, a fraction of one with an infinitesimal part. Figures of
// a cap table, their sums and differences fit in two words: n billionths of a
// percent and k·ε. Everything else is wide. The zero num is 0; values are never
// changed in place.
type num struct {
	n, k int64
	w    *wide // when set, n and k are not used
}

// unitOne is one in billionths of a percent, the grain of graph.Percent.
const unitOne = int64(graph.Hundred)

// maxSmall bounds n so that sums of two cannot overflow.
const maxSmall = 1 << 61

var (
	zero    = num{}
	one     = num{n: unitOne}
	epsilon = num{k: 1}
)

// figure is a percentage as a fraction of one.
func figure(p graph.Percent) num { return num{n: int64(p)} }

func rat(r *big.Rat) num { return narrow(wide{r: r}) }

// narrow keeps the number in two words when it fits.
func narrow(a wide) num {
	var out num
	switch {
	case len(a.e) == 1 && a.e[0].exp == 1 && a.e[0].c.IsInt() && a.e[0].c.Num().IsInt64():
		out.k = a.e[0].c.Num().Int64()
	case len(a.e) > 0:
		return num{w: &a}
	}
	if a.r == nil || a.r.Sign() == 0 {
		return out
	}
	if d := a.r.Denom(); d.IsInt64() && unitOne%d.Int64() == 0 && a.r.Num().IsInt64() {
		scale, n := unitOne/d.Int64(), a.r.Num().Int64()
		hi, lo := bits.Mul64(uint64(max(n, -n)), uint64(scale))
		if hi == 0 && lo < maxSmall {
			out.n = n * scale
			return out
		}
	}
	return num{w: &a}
}

// widen gives the general form.
func (a num) widen() wide {
	if a.w != nil {
		return *a.w
	}
	var out wide
	if a.n != 0 {
		out.r = big.NewRat(a.n, unitOne)
	}
	if a.k != 0 {
		out.e = []term{{1, new(big.Rat).SetInt64(a.k)}}
	}
	return out
}

func small(a, b num) bool { return a.w == nil && b.w == nil }

func (a num) fits() bool {
	return a.n < maxSmall && a.n > -maxSmall && a.k < maxSmall && a.k > -maxSmall
}

func (a num) std() *big.Rat {
	if a.w != nil {
		return a.w.std()
	}
	return big.NewRat(a.n, unitOne)
}

func (a num) sign() int {
	switch {
	case a.w != nil:
		return a.w.sign()
	case a.n != 0:
		return signOf(a.n)
	}
	return signOf(a.k)
}

func signOf(n int64) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// tail is the sign of the infinitesimal part.
func (a num) tail() int {
	if a.w != nil {
		return a.w.tail()
	}
	return signOf(a.k)
}

// plain drops the infinitesimal part.
func (a num) plain() num {
	if a.w != nil {
		return narrow(a.w.plain())
	}
	return num{n: a.n}
}

func (a num) add(b num) num {
	if small(a, b) {
		if out := (num{n: a.n + b.n, k: a.k + b.k}); out.fits() {
			return out
		}
	}
	return narrow(a.widen().add(b.widen()))
}

func (a num) sub(b num) num {
	if small(a, b) {
		if out := (num{n: a.n - b.n, k: a.k - b.k}); out.fits() {
			return out
		}
	}
	return narrow(a.widen().sub(b.widen()))
}

func (a num) mul(b num) num {
	switch {
	case a == one:
		return b
	case b == one:
		return a
	case a == zero || b == zero:
		return zero
	case small(a, b) && a.k == 0 && b.k == 0 && a.n > 0 && b.n > 0:
		hi, lo := bits.Mul64(uint64(a.n), uint64(b.n))
		if hi < uint64(unitOne) {
			if q, rest := bits.Div64(hi, lo, uint64(unitOne)); rest == 0 && q < maxSmall {
				return num{n: int64(q)}
			}
		}
	}
	return narrow(a.widen().mul(b.widen()))
}

// quo divides; b must not be 0.
func (a num) quo(b num) num {
	if b == one {
		return a
	}
	return narrow(a.widen().quo(b.widen()))
}

func (a num) cmp(b num) int {
	if small(a, b) {
		if a.n != b.n {
			return signOf(a.n - b.n)
		}
		return signOf(a.k - b.k)
	}
	return a.widen().cmp(b.widen())
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
func (a num) passes(threshold num, c Comparison) bool {
	s := a.cmp(threshold)
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
