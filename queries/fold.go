package queries

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// fold returns the key under which a name is compared: without case, accents,
// punctuation, format characters and repeated spaces. "Société  Générale S.A."
// and "societe generale sa" have one key.
func fold(name string) string {
	var b strings.Builder
	space := false
	for _, r := range cases.Fold().String(norm.NFKD.String(name)) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == '.', r == '\'', r == '’':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	return b.String()
}

// longestKey bounds the keys that are compared by likeness, in bytes.
const longestKey = 512

// similarity compares two keys: 1 for equal ones, 0 for strangers. It is the
// better of the share of common trigrams (Dice) and of one minus the edit distance
// over the longer length; a key that opens with the other counts at least 0.7. A key
// longer than any name is like none but itself: nobody types one, and comparing it
// with every name takes minutes.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	if a == "" || b == "" || len(a) > longestKey || len(b) > longestKey {
		return 0
	}
	s := max(dice(a, b), 1-float64(edits(a, b))/float64(max(len(a), len(b))))
	if strings.HasPrefix(b, a) && len(a) >= 3 {
		s = max(s, 0.7)
	}
	return s
}

func dice(a, b string) float64 {
	x, y := trigrams(a), trigrams(b)
	common := 0
	for t := range x {
		if y[t] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

func trigrams(s string) map[string]bool {
	r := []rune("  " + s + " ")
	out := make(map[string]bool, len(r))
	for i := 0; i+3 <= len(r); i++ {
		out[string(r[i:i+3])] = true
	}
	return out
}

// edits is Levenshtein's distance over bytes with neighbouring swaps counted once
// (Damerau's restricted distance), for keys of at most 64 bytes; longer ones are
// cut.
func edits(a, b string) int {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows = [3][]int{prev, row, before}
	}
	return rows[1][len(b)]
}
