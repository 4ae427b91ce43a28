package law

import (
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
)

// instead says what to do about an unknown word: the nearest of the known ones,
// else all of them.
func instead(word string, known []string) string {
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	if near := graph.Nearest(word, sorted); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(sorted) == 0 {
		return "remove it"
	}
	if len(sorted) == 1 {
		return fmt.Sprintf("use %q", sorted[0])
	}
	if len(sorted) > 24 {
		return fmt.Sprintf("use one of the %d known: %s …", len(sorted), strings.Join(sorted[:24], ", "))
	}
	return "use one of " + strings.Join(sorted, ", ")
}
