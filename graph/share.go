package graph

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
)

// Percent is a percentage in billionths of a percent, so that published figures
// with up to nine decimals are exact. 100 % is [Hundred].
type Percent int64

const (
	onePercent Percent = 1_000_000_000
	// Hundred is 100 %.
	Hundred = 100 * onePercent
)

// WholePercent returns n percent.
func WholePercent(n int) Percent { return Percent(n) * onePercent }

// ParsePercent reads a plain decimal number of percent, 0 to 100, with a point or
// a comma. It returns the enclosing pair: floor and ceil are equal when the figure
// has at most nine decimals, else they bracket it, so that nothing is rounded in
// silence. Signs, exponents, infinities and empty text are errors.
func ParsePercent(text string) (floor, ceil Percent, err error) {
	return parseDecimal(text, onePercent)
}

// ParseFraction is [ParsePercent] for figures given as a fraction of one.
func ParseFraction(text string) (floor, ceil Percent, err error) {
	return parseDecimal(text, Hundred)
}

func parseDecimal(text string, unit Percent) (floor, ceil Percent, err error) {
	if p, ok := plainDecimal(text, unit); ok {
		return p, p, nil
	}
	return exactDecimal(text, unit)
}

func exactDecimal(text string, unit Percent) (floor, ceil Percent, err error) {
	t := strings.Replace(strings.TrimSpace(text), ",", ".", 1)
	t = strings.TrimSpace(strings.TrimSuffix(t, "%"))
	digits := 0
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && strings.Count(t, ".") == 1:
		default:
			return 0, 0, Fault("share %q is not a plain decimal number", "la part %q n’est pas un nombre décimal", clip(text))
		}
	}
	if digits == 0 || len(t) > 64 {
		return 0, 0, Fault("share %q is not a plain decimal number", "la part %q n’est pas un nombre décimal", clip(text))
	}
	r, ok := new(big.Rat).SetString(t)
	if !ok {
		return 0, 0, Fault("share %q is not a plain decimal number", "la part %q n’est pas un nombre décimal", clip(text))
	}
	r.Mul(r, new(big.Rat).SetInt64(int64(unit)))
	if r.Cmp(new(big.Rat).SetInt64(int64(Hundred))) > 0 {
		return 0, 0, Fault("share %s is above 100 %%", "la part %s dépasse 100 %%", clip(text))
	}
	q := new(big.Int).Quo(r.Num(), r.Denom())
	floor = Percent(q.Int64())
	ceil = floor
	if !r.IsInt() {
		ceil++
	}
	return floor, ceil, nil
}

// plainDecimal reads the figures that registers write, "51" or "38.85": digits with at
// most one point or comma, up to 100 %, exact. Anything else is for parseDecimal.
func plainDecimal(text string, unit Percent) (p Percent, ok bool) {
	if len(text) == 0 || len(text) > 15 {
		return 0, false
	}
	scale, point := unit, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && !point:
			if p = p*10 + Percent(c-'0')*unit; p > Hundred {
				return 0, false
			}
		case c >= '0' && c <= '9' && scale%10 == 0:
			scale /= 10
			p += Percent(c-'0') * scale
		case (c == '.' || c == ',') && !point && i > 0 && i+1 < len(text):
			point = true
		default:
			return 0, false
		}
	}
	return p, p <= Hundred
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

// Rat returns the percentage as an exact rational number of percent.
func (p Percent) Rat() *big.Rat { return big.NewRat(int64(p), int64(onePercent)) }

// PercentFloor returns the largest Percent not above r, a number of percent.
func PercentFloor(r *big.Rat) Percent {
	s := new(big.Rat).Mul(r, big.NewRat(int64(onePercent), 1))
	q := new(big.Int)
	q.Div(s.Num(), s.Denom()) // Euclidean: floor, the denominator being positive
	return Percent(q.Int64())
}

// PercentCeil returns the smallest Percent not below r, a number of percent.
func PercentCeil(r *big.Rat) Percent {
	f := PercentFloor(r)
	if f.Rat().Cmp(r) < 0 {
		f++
	}
	return f
}

// String renders the figure without trailing zeros: "5.18", "50".
func (p Percent) String() string {
	var b [24]byte
	return string(p.Append(b[:0]))
}

// Append appends what [Percent.String] renders.
func (p Percent) Append(b []byte) []byte {
	if p < 0 {
		b, p = append(b, '-'), -p
	}
	b = strconv.AppendInt(b, int64(p/onePercent), 10)
	rest := p % onePercent
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for unit := onePercent / 10; rest > 0; unit /= 10 {
		b = append(b, '0'+byte(rest/unit))
		rest %= unit
	}
	return b
}

// MarshalJSON renders the figure as a JSON number of percent.
func (p Percent) MarshalJSON() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalJSON reads what [Percent.MarshalJSON] writes: a number from 0 to 100 with at
// most nine decimals.
func (p *Percent) UnmarshalJSON(data []byte) error {
	floor, ceil, err := ParsePercent(string(data))
	if err == nil && floor != ceil {
		err = Fault("share %s has more than nine decimals", "la part %s a plus de neuf décimales", clip(string(data)))
	}
	*p = floor
	return err
}

// Share is an interval of percent. An end is open when its bound itself is
// excluded ("more than 25"). Min = Max with closed ends is an exact figure.
// The zero Share is exactly 0 %.
type Share struct {
	Min, Max         Percent
	MinOpen, MaxOpen bool
}

// Exact is the share of exactly p.
func Exact(p Percent) Share { return Share{Min: p, Max: p} }

// Unknown is [0, 100]: nothing is known, not even that there is a holding.
func Unknown() Share { return Share{Max: Hundred} }

// SomeShare is (0, 100]: a holding is stated without a figure.
func SomeShare() Share { return Share{Max: Hundred, MinOpen: true} }

// Validate reports an impossible interval: ends outside 0–100, Min above Max, or
// an empty interval such as (25, 25].
func (s Share) Validate() error {
	switch {
	case s.Min < 0 || s.Max > Hundred:
		return Fault("share %s lies outside 0–100 %%", "la part %s sort de l’intervalle 0–100 %%", s)
	case s.Min > s.Max:
		return Fault("share has its minimum %s above its maximum %s", "la part a un minimum, %s, supérieur à son maximum, %s", s.Min, s.Max)
	case s.Min == s.Max && (s.MinOpen || s.MaxOpen):
		return Fault("share %s is an empty interval", "la part %s est un intervalle vide", s)
	}
	return nil
}

// IsExact reports a single figure.
func (s Share) IsExact() bool { return s.Min == s.Max }

// IsZero reports exactly 0 %.
func (s Share) IsZero() bool { return s.Max == 0 }

// IsPositive reports that the share is above 0 in every case.
func (s Share) IsPositive() bool { return s.Min > 0 || s.MinOpen }

// Hull is the smallest interval that contains both shares.
func (s Share) Hull(t Share) Share {
	out := s
	if t.Min < s.Min || t.Min == s.Min && s.MinOpen {
		out.Min, out.MinOpen = t.Min, t.MinOpen
	}
	if t.Max > s.Max || t.Max == s.Max && s.MaxOpen {
		out.Max, out.MaxOpen = t.Max, t.MaxOpen
	}
	return out
}

// Overlaps reports that some figure lies in both intervals.
func (s Share) Overlaps(t Share) bool {
	before := func(a, b Share) bool { return a.Max < b.Min || a.Max == b.Min && (a.MaxOpen || b.MinOpen) }
	return !before(s, t) && !before(t, s)
}

// String renders the share for a reader: "5.18 %", ">25–50 %", "0–100 %".
func (s Share) String() string {
	if s.IsExact() {
		return s.Min.String() + " %"
	}
	lo, hi := s.Min.String(), s.Max.String()
	if s.MinOpen {
		lo = ">" + lo
	}
	if s.MaxOpen {
		hi = "<" + hi
	}
	return lo + "–" + hi + " %"
}

// MarshalJSON renders {"min","max","min_open"?,"max_open"?} in percent.
func (s Share) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Min     Percent `json:"min"`
		Max     Percent `json:"max"`
		MinOpen bool    `json:"min_open,omitempty"`
		MaxOpen bool    `json:"max_open,omitempty"`
	}{s.Min, s.Max, s.MinOpen, s.MaxOpen})
}

// UnmarshalJSON reads what [Share.MarshalJSON] writes, and refuses an impossible
// interval.
func (s *Share) UnmarshalJSON(data []byte) error {
	var in struct {
		Min     Percent `json:"min"`
		Max     Percent `json:"max"`
		MinOpen bool    `json:"min_open"`
		MaxOpen bool    `json:"max_open"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*s = Share{Min: in.Min, Max: in.Max, MinOpen: in.MinOpen, MaxOpen: in.MaxOpen}
	return s.Validate()
}
