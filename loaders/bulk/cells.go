package bulk

import (
	"errors"
	"fmt"
	"strings"

	"longarm/graph"
)

func readPeriod(from, to, asOf string) (p graph.Period, err error) {
	for _, c := range []struct {
		text string
		dst  *graph.Date
	}{{from, &p.From}, {to, &p.To}, {asOf, &p.AsOf}} {
		if c.text == "" {
			continue
		}
		if *c.dst, err = graph.ParseDate(c.text); err != nil {
			return p, err
		}
	}
	if p.From != 0 && p.To != 0 && p.From >= p.To {
		return p, fmt.Errorf("the row ends on %s, not after it begins on %s", p.To, p.From)
	}
	return p, nil
}

var errBoth = errors.New("a share and bounds beside it; give either share, or share_min and share_max")

// readShare reads the three columns of a share; figure is false when all are empty.
// Bounds that equal the share beside them say the same twice.
func readShare(exact, low, high string, fraction bool) (s graph.Share, figure bool, err error) {
	switch {
	case exact == "" && low == "" && high == "":
		return graph.SomeShare(), false, nil
	case exact != "" && (low != "" && low != exact || high != "" && high != exact):
		return s, true, errBoth
	case exact != "":
		sign, number := cutSign(exact)
		floor, ceil, err := readFigure(number, fraction)
		if err != nil {
			return s, true, err
		}
		s = graph.Unknown()
		switch sign {
		case ">", ">=":
			s.Min, s.MinOpen = floor, sign == ">" && floor == ceil
		case "<", "<=":
			s.Max, s.MaxOpen = ceil, sign == "<" && floor == ceil
		default:
			s.Min, s.Max = floor, ceil
		}
		return s, true, s.Validate()
	}
	s = graph.Unknown()
	if low != "" {
		sign, number := cutSign(low)
		floor, ceil, err := readFigure(number, fraction)
		if err != nil || strings.HasPrefix(sign, "<") {
			return s, true, errors.Join(err, signed(sign, "<"))
		}
		s.Min, s.MinOpen = floor, sign == ">" && floor == ceil
	}
	if high != "" {
		sign, number := cutSign(high)
		floor, ceil, err := readFigure(number, fraction)
		if err != nil || strings.HasPrefix(sign, ">") {
			return s, true, errors.Join(err, signed(sign, ">"))
		}
		s.Max, s.MaxOpen = ceil, sign == "<" && floor == ceil
	}
	return s, true, s.Validate()
}

func signed(sign, wrong string) error {
	if strings.HasPrefix(sign, wrong) {
		return fmt.Errorf("the bound has the sign %s of the other end", sign)
	}
	return nil
}

func readFigure(text string, fraction bool) (floor, ceil graph.Percent, err error) {
	if fraction {
		if strings.HasSuffix(text, "%") {
			return 0, 0, errors.New("a percent sign although shares are fractions of one")
		}
		return graph.ParseFraction(text)
	}
	return graph.ParsePercent(text)
}

// cutSign takes >, >=, <, <=, ≥ or ≤ from the head of a figure.
func cutSign(text string) (sign, number string) {
	for _, s := range []struct{ written, sign string }{{">=", ">="}, {"<=", "<="}, {"≥", ">="}, {"≤", "<="}, {">", ">"}, {"<", "<"}} {
		if rest, ok := strings.CutPrefix(text, s.written); ok {
			return s.sign, strings.TrimSpace(rest)
		}
	}
	return "", text
}
