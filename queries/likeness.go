package queries

import (
	"strings"

	"longarm/graph/identity"
)

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
	s := max(dice(a, b), 1-float64(identity.Edits(a, b))/float64(max(len(a), len(b))))
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
