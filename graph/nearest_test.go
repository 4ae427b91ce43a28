package graph_test

import (
	"strings"
	"testing"

	"longarm/graph"
)

func TestNearest(t *testing.T) {
	words := []string{"shareholding", "votingRights", "votes", "kind"}
	for word, want := range map[string]string{"sharholding": "shareholding", "VOTINGRIGHTS": "votingRights", "vote": "votes",
		"knid": "kind", "x": "", "": "", "headquarters": "", strings.Repeat("x", 1000): ""} {
		if got := graph.Nearest(word, words); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
}
