package exposure

import (
	"math/big"

	"longarm/graph/law"
)

// nearer keeps the miss that says more: the smaller margin, else any margin, else
// a tie to another state, else a date, else an attribute; of equals the first.
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
	case okX && okY && y.Cmp(x) < 0, okX != okY && okY:
		return b
	case !okX && !okY && b.telling() > a.telling():
		return b
	}
	return a
}

// of is the miss told of the row, nil for none.
func (m *Miss) of(r *law.Row) *Miss {
	if m == nil {
		return nil
	}
	out := *m
	out.Nexus = r.ID
	return &out
}

func (m *Miss) telling() int {
	switch {
	case len(m.Interests) > 0:
		return 2
	case m.Since != 0 || m.Until != 0 || m.Proposal:
		return 1
	}
	return 0
}
