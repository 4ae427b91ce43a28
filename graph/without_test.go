package graph_test

import (
	"testing"

	"longarm/graph"
)

func TestWithoutForgetsTheClaimsThemselves(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []graph.EntityID{"a", "b"} {
		b.AddEntity(graph.Entity{ID: id})
	}
	b.AddStatement(graph.Statement{Claim: graph.Claim{ID: "s"}, Holder: "a", Subject: "b", Interest: graph.Shareholding})
	b.AddAttribute(graph.Attribute{Claim: graph.Claim{ID: "f"}, Entity: "b", Name: "sector", Value: "telecom"})
	b.AddCoverage(graph.Coverage{Claim: graph.Claim{ID: "c"}, Entity: "b", Interest: graph.Shareholding, Kind: graph.Complete, Members: []graph.EntityID{"a"}})
	b.AddNote(graph.Note{Claim: graph.Claim{ID: "n"}, Subject: "a", Object: "b", Relation: "customer_of"})
	full, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	less := full.Without("s", "f", "c", "n")
	for _, id := range []graph.ClaimID{"s", "f", "c", "n"} {
		if less.Claim(id) != nil {
			t.Errorf("Without keeps %q", id)
		}
		if full.Claim(id) == nil {
			t.Errorf("Without took %q from the whole ledger too", id)
		}
	}
	if len(less.StatementsOf("b"))+len(less.AttributesOf("b"))+len(less.CoverageOf("b"))+len(less.NotesOf("b")) != 0 {
		t.Error("Without still lists the claims of b")
	}
	g := less.At(20240101, graph.Options{})
	if l := g.To("b"); len(l) != 1 || l[0].State != graph.UnknownState {
		t.Errorf("the slot of the missing claim reads %+v, want it unknown", l)
	}
	if f := g.Facts("b"); len(f) != 1 || f[0].State != graph.UnknownState {
		t.Errorf("the fact of the missing claim reads %+v, want it unknown", f)
	}
	if g.CapTable("b", graph.Capital).Complete {
		t.Error("the missing coverage still closes")
	}
}
