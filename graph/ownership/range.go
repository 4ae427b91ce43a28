package ownership

import (
	"encoding/json"
	"math/big"
	"strings"

	"longarm/graph"
)

var (
	ratZero    = new(big.Rat)
	ratOne     = big.NewRat(1, 1)
	ratHundred = big.NewRat(100, 1)
)

// Range is an interval of percent with exact ends. An open end is itself
// excluded. The ends are shared; treat them as constants.
type Range struct {
	Min, Max         *big.Rat
	MinOpen, MaxOpen bool
}

// RangeOf returns the interval of a stated share.
func RangeOf(s graph.Share) Range {
	return Range{Min: s.Min.Rat(), Max: s.Max.Rat(), MinOpen: s.MinOpen, MaxOpen: s.MaxOpen}
}

// IsExact reports a single figure.
func (r Range) IsExact() bool { return r.Min.Cmp(r.Max) == 0 }

// IsZero reports exactly 0 %.
func (r Range) IsZero() bool { return r.Max.Sign() == 0 }

// IsPositive reports a value above 0 in every world.
func (r Range) IsPositive() bool { return r.Min.Sign() > 0 || r.MinOpen }

// Contains reports that every figure of s lies in r.
func (r Range) Contains(s Range) bool {
	lo, hi := r.Min.Cmp(s.Min), r.Max.Cmp(s.Max)
	return (lo < 0 || lo == 0 && (!r.MinOpen || s.MinOpen)) && (hi > 0 || hi == 0 && (!r.MaxOpen || s.MaxOpen))
}

// Verdict holds the interval against a threshold: yes when every figure passes,
// no when none does.
func (r Range) Verdict(t Threshold) Verdict {
	p := t.Percent.Rat()
	switch lo, hi := r.Min.Cmp(p), r.Max.Cmp(p); {
	case lo > 0, lo == 0 && (r.MinOpen || t.Comparison == AtLeast):
		return Yes
	case hi < 0, hi == 0 && (r.MaxOpen || t.Comparison != AtLeast):
		return No
	}
	return Undetermined
}

// String renders the interval as shares are: "5.18 %", ">25–50 %".
func (r Range) String() string {
	if r.IsExact() {
		return FormatPercent(r.Min) + " %"
	}
	lo, hi := FormatPercent(r.Min), FormatPercent(r.Max)
	if r.MinOpen {
		lo = ">" + lo
	}
	if r.MaxOpen {
		hi = "<" + hi
	}
	return lo + "–" + hi + " %"
}

// MarshalJSON renders {"min","max","min_open"?,"max_open"?} in percent.
func (r Range) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Min     json.Number `json:"min"`
		Max     json.Number `json:"max"`
		MinOpen bool        `json:"min_open,omitempty"`
		MaxOpen bool        `json:"max_open,omitempty"`
	}{json.Number(FormatPercent(r.Min)), json.Number(FormatPercent(r.Max)), r.MinOpen, r.MaxOpen})
}

// FormatPercent prints a number of percent to the nearest of at most nine
// decimals, without trailing zeros. Verdicts are never taken from the print.
func FormatPercent(p *big.Rat) string {
	s := p.FloatString(9)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
