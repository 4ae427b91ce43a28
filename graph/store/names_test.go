package store

import (
	"fmt"
	"slices"
	"testing"

	"longarm/graph"
)

// TestVeryManyNames: an entity of two hundred thousand names costs what they weigh, and
// repeated ones are indexed once.
func TestVeryManyNames(t *testing.T) {
	e := graph.Entity{ID: "x"}
	for i := range 200_000 {
		e.Aliases = append(e.Aliases, fmt.Sprintf("n%d", i%150_000))
	}
	names := keys(&e)
	if len(names) != 150_001 || names[0] != "x" || !slices.Contains(names, "n149999") {
		t.Errorf("%d keys", len(names))
	}
	w := newNameWriter(quick{}, t.TempDir())
	must(t, w.add(names, 0))
	if len(w.list) != 150_001 {
		t.Errorf("%d words", len(w.list))
	}
}
