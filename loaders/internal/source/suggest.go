package source

import (
	"strings"

	"longarm/graph"
)

// DidYouMean suggests the nearest word of the list, or else lists all, or else
// gives the advice.
func DidYouMean(word string, list []string, advice string) string {
	if n := graph.Nearest(word, list); n != "" {
		return "did you mean " + quoted(n) + "?"
	}
	if len(list) > 0 && len(list) <= 20 {
		return "use one of: " + strings.Join(list, ", ")
	}
	return advice
}

func quoted(s string) string { return "\"" + s + "\"" }

// Assertions lists the voices a claim can have.
func Assertions() []string {
	return []string{"stated", "inferred", "reported", "readerComment", "claimed", "denied", "proposed", "withdrawn"}
}
