// Package share reads shares as people and registers write them: "60 %", "38,85",
// "25-50", "more than 50", "75 or more". A text becomes an interval of percent with
// open and closed ends, or it is no figure; nothing is guessed from words it does
// not know.
package share

import (
	"errors"
	"strings"

	"longarm/graph"
)

// nothing are the words that stand for an absent figure.
var nothing = map[string]bool{"": true, "-": true, "n/a": true, "na": true, "n.a.": true, "none": true, "null": true, "nan": true,
	"unknown": true, "not known": true, "not available": true, "undisclosed": true, "not disclosed": true, "?": true, "inconnu": true, "unbekannt": true}

// Parse reads a percentage in free text. Figure is false when the text gives none: an
// absent one ("", "n/a") without an error, and with an error a text that cannot be
// read, or contradicts itself, or lies outside 0–100. The share is then [0, 100].
//
// Signs and words for bounds are read in English, French, German and Russian. An
// approximate figure ("about 30") is none, for nobody says how far off it is; so is a
// figure with words that change what it is a share of ("75 % of the B shares").
func Parse(text string) (s graph.Share, figure bool, err error) {
	plain := normalize(text)
	if nothing[plain] {
		return graph.Unknown(), false, nil
	}
	tokens, err := tokenize(plain)
	if err == nil {
		s, err = combine(tokens)
	}
	if err != nil {
		return graph.Unknown(), false, graph.Fault("%q: %v", "%q : %v", clip(text), err)
	}
	return s, true, nil
}

// All reads several texts that speak of one holding. Those that differ are alternatives:
// the share is their hull, never their sum.
func All(texts []string) (s graph.Share, figure bool, err error) {
	s = graph.Unknown()
	var faults []error
	for _, text := range texts {
		one, ok, bad := Parse(text)
		faults = append(faults, bad)
		switch {
		case !ok:
		case figure:
			s = s.Hull(one)
		default:
			s, figure = one, true
		}
	}
	return s, figure, errors.Join(faults...)
}

// Bounds reads the two ends of a band, each of which may be empty; open ends leave the
// bound itself out. Bounds that contradict each other are an error, and no figure.
func Bounds(low, high string, lowOpen, highOpen bool) (s graph.Share, figure bool, err error) {
	s = graph.Unknown()
	for _, end := range []struct {
		text  string
		open  bool
		lower bool
	}{{low, lowOpen, true}, {high, highOpen, false}} {
		text := strings.TrimSpace(end.text)
		if nothing[strings.ToLower(text)] {
			continue
		}
		floor, ceil, err := graph.ParsePercent(text)
		if err != nil {
			return graph.Unknown(), false, err
		}
		figure = true
		if end.lower {
			s.Min, s.MinOpen = floor, end.open && floor == ceil
		} else {
			s.Max, s.MaxOpen = ceil, end.open && floor == ceil
		}
	}
	if err := s.Validate(); err != nil {
		return graph.Unknown(), false, errContradiction
	}
	return s, figure, nil
}

var (
	errContradiction = graph.Fault("the bounds contradict each other", "les bornes se contredisent")
	errApproximate   = graph.Fault("an approximate figure, and nobody says how far off it may be", "un nombre approché, dont nul ne dit la marge")
	errUnreadable    = graph.Fault("this is no figure, band or bound of a percentage", "ce n’est ni un nombre, ni une fourchette, ni une borne de pourcentage")
)

// combine intersects what the tokens say.
func combine(tokens []token) (graph.Share, error) {
	s := graph.Unknown()
	said := false
	for i := 0; i < len(tokens); {
		t := tokens[i]
		switch t.kind {
		case glue:
			i++
			continue
		case whole:
			if t.share.Min > s.Min || t.share.Min == s.Min && t.share.MinOpen {
				s.Min, s.MinOpen = t.share.Min, t.share.MinOpen
			}
			if t.share.Max < s.Max || t.share.Max == s.Max && t.share.MaxOpen {
				s.Max, s.MaxOpen = t.share.Max, t.share.MaxOpen
			}
			said = true
			i++
			continue
		}
		one, next, err := constraint(tokens, i)
		if err != nil {
			return s, err
		}
		if said && one.exact {
			return s, errUnreadable // two figures side by side
		}
		said = true
		if one.share.Min > s.Min || one.share.Min == s.Min && one.share.MinOpen {
			s.Min, s.MinOpen = one.share.Min, one.share.MinOpen
		}
		if one.share.Max < s.Max || one.share.Max == s.Max && one.share.MaxOpen {
			s.Max, s.MaxOpen = one.share.Max, one.share.MaxOpen
		}
		i = next
	}
	if !said {
		return s, errUnreadable
	}
	if s.Validate() != nil {
		return s, errContradiction
	}
	return s, nil
}

type said struct {
	share graph.Share
	exact bool
}

// constraint reads one bound, figure or band.
func constraint(tokens []token, i int) (said, int, error) {
	at := func(n int) token {
		if n < len(tokens) {
			return tokens[n]
		}
		return token{kind: end}
	}
	sign := ""
	if at(i).kind == op {
		sign = at(i).text
		i++
	}
	if at(i).kind != number {
		return said{}, i, errUnreadable
	}
	n := at(i)
	i++
	out := said{share: graph.Unknown()}
	low := func(t token, open bool) { out.share.Min, out.share.MinOpen = t.floor, open && t.floor == t.ceil }
	high := func(t token, open bool) { out.share.Max, out.share.MaxOpen = t.ceil, open && t.floor == t.ceil }
	switch next := at(i); {
	case next.kind == to || sign == "between" && next.kind == glue && next.text == "and":
		second := at(i + 1)
		open := second.kind == op && second.text == "<"
		if second.kind == op && (second.text == "<" || second.text == "<=") {
			i++
			second = at(i + 1)
		}
		if second.kind != number || sign == "<" || sign == "<=" {
			return out, i, errUnreadable
		}
		if second.ceil < n.floor {
			return out, i, errContradiction
		}
		low(n, sign == ">")
		high(second, open)
		return out, i + 2, nil
	case sign == "between":
		return out, i, errUnreadable
	case next.kind == plus && at(i+1).kind == number: // 50 % + 1 share
		low(n, true)
		return out, i + 2, nil
	case next.kind == plus || next.kind == orMore:
		if sign != "" && sign != ">=" && sign != "=" {
			return out, i, errUnreadable
		}
		low(n, false)
		return out, i + 1, nil
	case next.kind == orLess:
		if sign != "" && sign != "<=" && sign != "=" {
			return out, i, errUnreadable
		}
		high(n, false)
		return out, i + 1, nil
	}
	switch sign {
	case ">", ">=":
		low(n, sign == ">")
	case "<", "<=":
		high(n, sign == "<")
	default:
		low(n, false)
		high(n, false)
		out.exact = true
	}
	return out, i, nil
}

func clip(text string) string {
	r := []rune(text)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
