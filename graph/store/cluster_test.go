package store

import (
	"context"
	"fmt"
	"testing"

	"longarm/graph"
)

// TestAnIdentifierOfThousands: what very many entities have in a field is a word, not
// an identifier. They stay apart, and only some of them are looked at to find that out.
func TestAnIdentifierOfThousands(t *testing.T) {
	const many = 2000
	dir := t.TempDir()
	w, err := create(quick{}, dir, Load{Source: "dirty"})
	must(t, err)
	for i := range many {
		must(t, w.Add(graph.Entity{ID: graph.EntityID(fmt.Sprintf("d:%d", i)), Kind: graph.Company, Identifiers: []graph.Identifier{{Scheme: "register-gb", ID: "0123"}}}))
	}
	must(t, w.Commit(context.Background()))
	r := reopen(t, dir)
	for i := range many {
		groups, err := r.groups(graph.EntityID(fmt.Sprintf("d:%d", i)), &known{})
		if err != nil || len(groups) != 1 || len(groups[0].Members) != 1 {
			t.Fatalf("d:%d hangs together with others: %v, %v", i, groups, err)
		}
	}
	if ids, err := r.identified("REGISTER-GB:0123"); err != nil || len(ids) != mostAlike+1 {
		t.Errorf("%d were looked at, %v", len(ids), err)
	}
}
