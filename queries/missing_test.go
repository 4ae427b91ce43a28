package queries_test

import (
	"slices"
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
)

func TestMissingFactsThatShareOneAreJoined(t *testing.T) {
	c := made(t, `
entities:
- {id: bleu, kind: company, name: Bleu}
- {id: orange, kind: company, name: Orange}
- {id: capgemini, kind: company, name: Capgemini}
- {id: microsoft, kind: company, name: Microsoft}
`, "2024-01-31")
	got := c.MissingSentences([]exposure.Missing{
		{Kind: exposure.MissingControl, Entity: "orange", Other: "bleu"},
		{Kind: exposure.MissingCapability, Entity: "microsoft", Other: "bleu", Codes: []string{"keys"}},
		{Kind: exposure.MissingControl, Entity: "capgemini", Other: "bleu"},
		{Kind: exposure.MissingCapability, Entity: "microsoft", Other: "bleu", Codes: []string{"supportAccess", "remoteAdministration"}},
		{Kind: exposure.MissingControl, Entity: "orange", Other: "bleu"}, // said once
		{Kind: exposure.MissingShare, Entity: "orange", Other: "bleu", Basis: graph.Capital},
		{Kind: exposure.MissingRelation, Entity: "bleu", Interest: []graph.Interest{graph.EstablishedIn}, Class: "us"},
	})
	want := []string{
		"does Orange or Capgemini control Bleu (votes, agreements)?",
		"does Microsoft keep remote administration, encryption keys or support sessions with access to content over Bleu?",
		"what is the share of Orange in Bleu (capital)?",
		"is Bleu established in the United States?",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// TestManyEntitiesAreCounted keeps a sentence short however many it could name.
func TestManyEntitiesAreCounted(t *testing.T) {
	c := made(t, "entities:\n- {id: t, kind: company, name: T}\n", "2024-01-31")
	var list []exposure.Missing
	for _, id := range []graph.EntityID{"a", "b", "c", "d", "e", "f", "g"} {
		list = append(list, exposure.Missing{Kind: exposure.MissingControl, Entity: id, Other: "t"})
	}
	want := []string{"does a, b, c, d or 3 others control T (votes, agreements)?"}
	if got := c.MissingSentences(list); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
