package bulk

import (
	"errors"
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
			return p, graph.Fault("%v; write a day that exists as 2024-01-31, or a month or a year", "%v ; écrivez un jour qui existe, comme 2024-01-31, ou un mois, ou une année", err)
		}
	}
	if p.From != 0 && p.To != 0 && p.From >= p.To {
		return p, graph.Fault("the row ends on %s, not after it begins on %s; the end is exclusive: give a later day", "la ligne finit le %s, qui n’est pas après son début, le %s ; la fin est exclue de la période : indiquez un jour plus tardif", p.To, p.From)
	}
	return p, nil
}

var errBoth = graph.Fault("a share and bounds beside it; give either share, or share_min and share_max", "une part et des bornes à côté ; donnez soit share, soit share_min et share_max")

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
		return s, true, valid(s)
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
	return s, true, valid(s)
}

func signed(sign, wrong string) error {
	if strings.HasPrefix(sign, wrong) {
		return graph.Fault("the bound has the sign %s of the other end; write it into the other column, or turn the sign", "la borne porte le signe %s de l’autre bout ; écrivez-la dans l’autre colonne, ou inversez le signe", sign)
	}
	return nil
}

func valid(s graph.Share) error {
	if err := s.Validate(); err != nil {
		return graph.Fault("%v; shares run from 0 to 100 percent, the lower bound first", "%v ; une part va de 0 à 100 pour cent, la borne inférieure d’abord", err)
	}
	return nil
}

func readFigure(text string, fraction bool) (floor, ceil graph.Percent, err error) {
	parse, unit := graph.ParsePercent, graph.Say("a number of percent, such as 25.5", "un nombre de pour cent, comme 25.5")
	if fraction {
		if strings.HasSuffix(text, "%") {
			return 0, 0, graph.Fault("a percent sign although shares are fractions of one; drop the sign, or the option", "un signe pour cent alors que les parts sont des fractions de l’unité ; ôtez le signe, ou l’option")
		}
		parse, unit = graph.ParseFraction, graph.Say("a fraction of one, such as 0.255", "une fraction de l’unité, comme 0.255")
	}
	if text == "" {
		return 0, 0, graph.Fault("a sign without a figure; write one, such as >50", "un signe sans nombre ; écrivez-en un, comme >50")
	}
	if floor, ceil, err = parse(text); err != nil {
		return 0, 0, graph.Fault("%v; write %s", "%v ; écrivez %s", err, unit)
	}
	return floor, ceil, nil
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
