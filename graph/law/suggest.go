package law

import (
	"fmt"
	"slices"
	"strings"
)

// instead says what to do about an unknown word: the nearest of the known ones,
// else all of them.
func instead(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return "remove it"
	}
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	if len(sorted) == 1 {
		return fmt.Sprintf("use %q", sorted[0])
	}
	if len(sorted) > 24 {
		return fmt.Sprintf("use one of the %d known: %s …", len(sorted), strings.Join(sorted[:24], ", "))
	}
	return "use one of " + strings.Join(sorted, ", ")
}

// nearest returns the known word within a third of the letters of the given one,
// the first in alphabetical order among equals, or "". A single character is near nothing.
func nearest(word string, known []string) string {
	if len(word) < 2 || len(word) > 64 {
		return ""
	}
	best, distance := "", max(1, len(word)/3)+1
	for _, k := range known {
		d := edits(strings.ToLower(word), strings.ToLower(k))
		if d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	return best
}

// edits is the Damerau–Levenshtein distance over bytes, with swaps of neighbours
// (optimal string alignment).
func edits(a, b string) int {
	older, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
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
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, prev, row = prev, row, older
	}
	return prev[len(b)]
}
