package identity

import "strings"

// Likeness compares two keys: 1 for equal ones, 0 for strangers. It is the better of
// the share of common trigrams (Dice's coefficient), of one minus the edit distance over
// the longer length, and of how well the words of the first are found among those of
// the second, in any order; a key that opens with the other counts at least 0.7.
func Likeness(a, b string) float64 {
	if a == b {
		return 1
	}
	if a == "" || b == "" {
		return 0
	}
	s := max(dice(a, b), 1-float64(Edits(a, b))/float64(max(len(a), len(b))))
	if strings.HasPrefix(b, a) && len(a) >= 3 {
		s = max(s, 0.7)
	}
	return max(s, 0.95*wordwise(a, b)*(0.8+0.2*float64(min(len(a), len(b)))/float64(len(b))))
}

// wordwise is how well each word of a is found in b, longer ones counting more.
func wordwise(a, b string) float64 {
	sum, all := 0.0, 0.0
	for x := range strings.FieldsSeq(a) {
		best := 0.0
		for y := range strings.FieldsSeq(b) {
			best = max(best, 1-float64(Edits(x, y))/float64(max(len(x), len(y))))
		}
		sum += best * float64(len(x))
		all += float64(len(x))
	}
	if all == 0 {
		return 0
	}
	return sum / all
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
	s = "  " + s + " "
	out := make(map[string]bool, len(s))
	for i := 0; i+3 <= len(s); i++ {
		out[s[i:i+3]] = true
	}
	return out
}

// maxEdits bounds the bytes compared; the rest of longer keys is cut.
const maxEdits = 64

// Edits is Levenshtein's distance over bytes with neighbouring swaps counted once
// (Damerau's restricted distance), of the first 64 bytes of each.
func Edits(a, b string) int {
	a, b = a[:min(len(a), maxEdits)], b[:min(len(b), maxEdits)]
	var rows [3][maxEdits + 1]int
	before, prev, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
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
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
