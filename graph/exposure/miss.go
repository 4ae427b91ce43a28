package exposure

import "math/big"

// nearer keeps the miss that comes closer: by margin where both have one, else
// the one with a margin, else the first.
func nearer(a, b *Miss) *Miss {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	x, okX := new(big.Rat).SetString(a.Margin)
	y, okY := new(big.Rat).SetString(b.Margin)
	switch {
	case okX && okY && y.Cmp(x) < 0, !okX && okY:
		return b
	}
	return a
}
