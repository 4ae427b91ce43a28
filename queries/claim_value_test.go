package queries_test

import (
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/queries"
)

// TestNumbersOfRegistersStayWhole: only figures that laws ask for have their thousands
// set apart.
func TestNumbersOfRegistersStayWhole(t *testing.T) {
	catalogue, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	b := graph.NewBuilder()
	b.AddEntity(graph.Entity{ID: "a", Kind: graph.Company, Name: "A"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "1"}, Entity: "a", Name: "ftm:registrationNumber", Value: "808000714"})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "2"}, Entity: "a", Name: "users", Value: "45000000"})
	answer, err := queries.Show(context(t, b, catalogue, "2026-01-01"), queries.Params{Args: []string{"a"}})
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
