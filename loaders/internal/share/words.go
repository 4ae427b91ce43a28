package share

import (
	"strings"

	"longarm/graph"
)

type kind uint8

const (
	end    kind = iota
	number      // a figure
	op          // > >= < <= = between
	to          // from one figure to another
	plus
	orMore
	orLess
	glue  // words that change nothing
	whole // words that are a share by themselves
)

type token struct {
	kind        kind
	text        string
	floor, ceil graph.Percent
	share       graph.Share
}

// phrases are the words for signs, the longer ones first where one begins another.
var phrases = []struct{ words, sign string }{
	{"more than or equal to", ">="}, {"greater than or equal to", ">="}, {"less than or equal to", "<="},
	{"equal to or more than", ">="}, {"equal to or greater than", ">="}, {"equal to or less than", "<="},
	{"up to and including", "<="}, {"not more than", "<="}, {"no more than", "<="}, {"not less than", ">="}, {"no less than", ">="},
	{"not greater than", "<="}, {"not over", "<="}, {"not above", "<="}, {"not exceeding", "<="}, {"does not exceed", "<="},
	{"more than", ">"}, {"greater than", ">"}, {"in excess of", ">"}, {"over", ">"}, {"above", ">"}, {"exceeding", ">"}, {"exceeds", ">"},
	{"at least", ">="}, {"minimum of", ">="}, {"a minimum", ">="}, {"minimum", ">="}, {"min", ">="}, {"min.", ">="},
	{"up to", "<="}, {"at most", "<="}, {"maximum of", "<="}, {"maximum", "<="}, {"max", "<="}, {"max.", "<="},
	{"less than", "<"}, {"fewer than", "<"}, {"below", "<"}, {"under", "<"},
	{"or more", "orMore"}, {"or over", "orMore"}, {"or above", "orMore"}, {"and above", "orMore"}, {"and over", "orMore"}, {"and more", "orMore"},
	{"or greater", "orMore"}, {"or less", "orLess"}, {"or below", "orLess"}, {"or under", "orLess"}, {"and below", "orLess"},
	{"exactly", "="}, {"equal to", "="}, {"equals", "="}, {"between", "between"}, {"from", "between"}, {"to", "to"}, {"through", "to"},
	{"pas plus de", "<="}, {"plus de", ">"}, {"au moins", ">="}, {"moins de", "<"}, {"au plus", "<="}, {"jusqu'à", "<="}, {"supérieur à", ">"},
	{"inférieur à", "<"}, {"et plus", "orMore"}, {"ou plus", "orMore"}, {"ou moins", "orLess"}, {"entre", "between"}, {"de", "between"}, {"à", "to"},
	{"et", "and"}, {"mais", "and"},
	{"nicht mehr als", "<="}, {"mehr als", ">"}, {"über", ">"}, {"mindestens", ">="}, {"weniger als", "<"}, {"unter", "<"}, {"höchstens", "<="},
	{"bis zu", "<="}, {"zwischen", "between"}, {"von", "between"}, {"bis", "to"}, {"und", "and"},
	{"не менее", ">="}, {"не более", "<="}, {"более", ">"}, {"свыше", ">"}, {"менее", "<"}, {"от", "between"}, {"до", "to"}, {"и", "and"},
	{"and", "and"}, {"but", "and"},
	{"approximately", "~"}, {"approx", "~"}, {"approx.", "~"}, {"about", "~"}, {"around", "~"}, {"circa", "~"}, {"ca.", "~"}, {"ca", "~"}, {"c.", "~"},
	{"environ", "~"}, {"nearly", "~"}, {"almost", "~"}, {"roughly", "~"}, {"etwa", "~"}, {"rund", "~"}, {"около", "~"},
}

// harmless words stand beside a figure and change nothing about it.
var harmless = map[string]bool{"of": true, "the": true, "its": true, "shares": true, "share": true, "stock": true, "capital": true, "equity": true,
	"stake": true, "issued": true, "owned": true, "ownership": true, "owns": true, "holds": true, "held": true, "holding": true, "shareholding": true,
	"interest": true, "directly": true, "indirectly": true, "direct": true, "indirect": true, "total": true, "company": true, "a": true, "an": true,
	"du": true, "capital.": true, "des": true, "actions": true, "parts": true, "anteile": true, "der": true, "акций": true, "one": true}

// alone are the words that say a share without a figure.
var alone = map[string]graph.Share{
	"majority": {Min: graph.WholePercent(50), MinOpen: true, Max: graph.Hundred},
	"minority": {Max: graph.WholePercent(50), MaxOpen: true},
	"wholly":   graph.Exact(graph.Hundred), "sole": graph.Exact(graph.Hundred), "entirety": graph.Exact(graph.Hundred),
}

// replacer spells signs in one way.
var replacer = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "–", "-", "—", "-", "−", "-", "‑", "-", "’", "'",
	"per cent", "%", "percent", "%", "pour cent", "%", "pourcent", "%", "prozent", "%", "процентов", "%", "процента", "%", "pct", "%", "％", "%", "≥", ">=", "≤", "<=", "⩾", ">=", "⩽", "<=",
	"(", " ", ")", " ", "\"", " ", "[", " ", "]", " ", "\t", " ", "\n", " ", "\r", " ")

// normalize returns the text in small letters, with plain signs and single spaces.
func normalize(text string) string {
	if len(text) > 256 {
		return "\x00" // no figure is told at such length
	}
	return strings.Join(strings.Fields(replacer.Replace(strings.ToLower(text))), " ")
}

// tokenize cuts a normalized text into figures, signs and words.
func tokenize(text string) ([]token, error) {
	var out []token
	for rest := text; rest != ""; {
		rest = strings.TrimLeft(rest, " ,;")
		if rest == "" {
			break
		}
		switch c := rest[0]; {
		case c >= '0' && c <= '9' || c == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
			n := 0
			for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || (rest[n] == '.' || rest[n] == ',') && n+1 < len(rest) && rest[n+1] >= '0' && rest[n+1] <= '9') {
				n++
			}
			floor, ceil, err := graph.ParsePercent(rest[:n])
			if err != nil {
				return nil, err
			}
			out = append(out, token{kind: number, floor: floor, ceil: ceil})
			rest = strings.TrimLeft(rest[n:], " ")
			rest = strings.TrimPrefix(rest, "%")
		case strings.HasPrefix(rest, ">=") || strings.HasPrefix(rest, "<="):
			out, rest = append(out, token{kind: op, text: rest[:2]}), rest[2:]
		case c == '>' || c == '<' || c == '=':
			out, rest = append(out, token{kind: op, text: rest[:1]}), rest[1:]
		case c == '-' && len(out) > 0 && out[len(out)-1].kind == number:
			out, rest = append(out, token{kind: to}), rest[1:]
		case c == '+' && len(out) > 0 && out[len(out)-1].kind == number:
			out, rest = append(out, token{kind: plus}), rest[1:]
		case c == '~':
			return nil, errApproximate
		default:
			t, n, err := word(rest)
			if err != nil {
				return nil, err
			}
			out, rest = append(out, t), rest[n:]
		}
	}
	return out, nil
}

// word reads a phrase for a sign, or a word that changes nothing.
func word(rest string) (token, int, error) {
	for _, p := range phrases {
		if strings.HasPrefix(rest, p.words) && (len(rest) == len(p.words) || strings.IndexByte(" ,;0123456789", rest[len(p.words)]) >= 0) {
			switch p.sign {
			case "~":
				return token{}, 0, errApproximate
			case "to":
				return token{kind: to}, len(p.words), nil
			case "orMore":
				return token{kind: orMore}, len(p.words), nil
			case "orLess":
				return token{kind: orLess}, len(p.words), nil
			case "and":
				return token{kind: glue, text: "and"}, len(p.words), nil
			}
			return token{kind: op, text: p.sign}, len(p.words), nil
		}
	}
	n := strings.IndexAny(rest, " ,;")
	if n < 0 {
		n = len(rest)
	}
	if s, ok := alone[rest[:n]]; ok {
		return token{kind: whole, share: s}, n, nil
	}
	if harmless[rest[:n]] {
		return token{kind: glue}, n, nil
	}
	return token{}, 0, errUnreadable
}
