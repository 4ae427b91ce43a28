package queries_test

import (
	"strings"
	"testing"

	"longarm/graph"
	"longarm/queries"
	"longarm/queries/queriestest"
)

// TestNumbersOfRegistersStayWhole: only figures that laws ask for have their thousands
// set apart.
func TestNumbersOfRegistersStayWhole(t *testing.T) {
	b := graph.NewBuilder()
	b.AddEntity(graph.Entity{ID: "a", Kind: graph.Company, Name: "A"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "1"}, Entity: "a", Name: "ftm:registrationNumber", Value: "808000714"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "2"}, Entity: "a", Name: "users", Value: "45000000"})
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := queries.Show(queriestest.Over(t, l, "en", "2026-01-01"), queries.Params{Args: []string{"a"}})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range answer.Attributes {
		said = append(said, f.Text)
	}
	if text := strings.Join(said, "\n"); !strings.Contains(text, "808000714") || strings.Contains(text, "45000000") {
		t.Error(text)
	}
}
