package source

import (
	"strings"

	"longarm/graph"
)

// DidYouMean suggests the nearest word of the list, or else lists all, or else
// gives the advice.
func DidYouMean(word string, list []string, advice graph.Text) graph.Text {
	if n := graph.Nearest(word, list); n != "" {
		return graph.Say("did you mean %s?", "vouliez-vous dire %s ?", quoted(n))
	}
	if len(list) > 0 && len(list) <= 20 {
		return graph.Say("use one of: %s", "écrivez l’un de ceux-ci : %s", strings.Join(list, ", "))
	}
	return advice
}

func quoted(s string) graph.Text { return graph.Say(`"%s"`, "« %s »", s) }

// Assertions lists the voices a claim can have.
func Assertions() []string {
	return []string{"stated", "inferred", "reported", "readerComment", "claimed", "denied", "proposed", "withdrawn"}
}
