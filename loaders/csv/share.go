package csv

import (
	"strings"

	"longarm/graph"
)

// share reads the three columns of a share. Figure is false when all are empty:
// a holding above 0. A leading > or < leaves the bound itself out. Bounds that equal
// the share beside them say the same twice.
func share(r *row, fraction bool) (s graph.Share, figure bool) {
	exact, low, high := r.cell(colShare), r.cell(colMin), r.cell(colMax)
	switch {
	case exact == "" && low == "" && high == "":
		return graph.SomeShare(), false
	case exact != "" && (low != "" && low != exact || high != "" && high != exact):
		r.fail(colShare, graph.Say("a share and bounds beside it; give either share, or share_min and share_max", "une part et des bornes à côté ; donnez soit share, soit share_min et share_max"))
		return s, true
	case exact != "":
		s = single(r, exact, fraction)
	default:
		s = graph.Unknown()
		bounds(r, &s, low, high, fraction)
	}
	if len(r.faults) == 0 {
		c := colShare
		if exact == "" {
			c = colMin
			if low == "" {
				c = colMax
			}
		}
		if err := s.Validate(); err != nil {
			r.fail(c, graph.Say("%s; shares run from 0 to 100 percent, the lower bound first", "%s ; une part va de 0 à 100 pour cent, la borne inférieure d’abord", err))
		}
	}
	return s, true
}

// single reads the column share: a figure, or one bound with its sign.
func single(r *row, text string, fraction bool) graph.Share {
	sign, number := cutSign(text)
	floor, ceil := figure(r, colShare, number, fraction)
	s := graph.Unknown()
	switch sign {
	case ">", ">=":
		s.Min, s.MinOpen = floor, sign == ">" && floor == ceil
	case "<", "<=":
		s.Max, s.MaxOpen = ceil, sign == "<" && floor == ceil
	default:
		s.Min, s.Max = floor, ceil
	}
	return s
}

func bounds(r *row, s *graph.Share, low, high string, fraction bool) {
	if low != "" {
		sign, number := cutSign(low)
		if strings.HasPrefix(sign, "<") {
			r.fail(colMin, graph.Say("a lower bound with the sign %s; write it into share_max, or turn the sign", "une borne inférieure de signe %s ; écrivez-la dans share_max, ou inversez le signe", sign))
		}
		floor, ceil := figure(r, colMin, number, fraction)
		s.Min, s.MinOpen = floor, sign == ">" && floor == ceil
	}
	if high != "" {
		sign, number := cutSign(high)
		if strings.HasPrefix(sign, ">") {
			r.fail(colMax, graph.Say("an upper bound with the sign %s; write it into share_min, or turn the sign", "une borne supérieure de signe %s ; écrivez-la dans share_min, ou inversez le signe", sign))
		}
		floor, ceil := figure(r, colMax, number, fraction)
		s.Max, s.MaxOpen = ceil, sign == "<" && floor == ceil
	}
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

func figure(r *row, c column, text string, fraction bool) (floor, ceil graph.Percent) {
	parse, unit := graph.ParsePercent, graph.Say("a number of percent, such as 25.5", "un nombre de pour cent, comme 25.5")
	if fraction {
		parse, unit = graph.ParseFraction, graph.Say("a fraction of one, such as 0.255", "une fraction de l’unité, comme 0.255")
		if strings.HasSuffix(text, "%") {
			r.fail(c, graph.Say("a percent sign although shares are fractions of one; drop the sign, or the option", "un signe pour cent alors que les parts sont des fractions de l’unité ; ôtez le signe, ou l’option"))
			return 0, 0
		}
	}
	if text == "" {
		r.fail(c, graph.Say("a sign without a figure; write one, such as >50", "un signe sans nombre ; écrivez-en un, comme >50"))
		return 0, 0
	}
	floor, ceil, err := parse(text)
	if err != nil {
		r.fail(c, graph.Say("%v; write %s", "%v ; écrivez %s", err, unit))
	} else if floor != ceil && !r.table.fine {
		r.table.fine = true // once is enough
		r.remark(c, graph.Say("%s has more than nine decimals of a percent; such figures are kept as the billionth of a percent they lie in, %s to %s %%", "%s a plus de neuf décimales de pour cent ; de tels nombres sont gardés comme le milliardième de pour cent où ils se trouvent, de %s à %s %%", quote(text), floor, ceil))
	}
	return floor, ceil
}
