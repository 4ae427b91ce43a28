package graph

import "strings"

// Nearest returns the word of the list that differs from the given one by the
// fewest edits, letters' case apart, or "" when none is near. Of equals the first
// wins.
func Nearest(word string, list []string) string {
	if len(word) > 100 {
		return ""
	}
	w := strings.ToLower(word)
	best, dist := "", min(max(2, len(w)/3), len(w)-1)+1
	for _, have := range list {
		if d := editDistance(w, strings.ToLower(have), dist); d < dist {
			best, dist = have, d
		}
	}
	return best
}

// editDistance counts the letters to insert, delete, replace or swap with their
// neighbour (optimal string alignment), up to the limit.
func editDistance(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return min(above[len(b)], limit)
}
