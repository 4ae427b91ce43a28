package sourcetest

import (
	"testing"

	"longarm/graph"
)

// small is a graph of what a walk once left out: companies that a party holds only as a
// member of a stated total, and a bystander of a path whose own holders are not read.
func small(t testing.TB) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "cases", Title: "A hand-made graph"})
	b.AddEntity(graph.Entity{ID: "us", Kind: graph.State, Name: "United States", ISO: "US"})
	for _, id := range []graph.EntityID{"cloud", "partner", "plant", "fund", "bank", "host", "customer"} {
		b.AddEntity(graph.Entity{ID: id, Kind: graph.Company, Name: string(id)})
	}
	claim := func(id graph.ClaimID) graph.Claim { return graph.Claim{ID: id, Source: "cases", Evidence: graph.High} }
	hold := func(id graph.ClaimID, holder, subject graph.EntityID, percent int) {
		b.AddStatement(graph.Statement{Claim: claim(id), Holder: holder, Subject: subject, Interest: graph.Shareholding, Basis: graph.Capital,
			Figure: true, Share: graph.Exact(graph.WholePercent(percent))})
	}
	tie := func(id graph.ClaimID, holder, subject graph.EntityID, i graph.Interest) {
		b.AddStatement(graph.Statement{Claim: claim(id), Holder: holder, Subject: subject, Interest: i})
	}
	b.AddCoverage(graph.Coverage{Claim: claim("total"), Entity: "partner", Interest: graph.Shareholding, Basis: graph.Capital, Kind: graph.Total,
		Percent: graph.WholePercent(60), Members: []graph.EntityID{"bank", "fund"}})
	hold("s1", "partner", "plant", 70)
	hold("s2", "fund", "cloud", 20)
	hold("s3", "customer", "customer", 10)
	hold("s4", "cloud", "bank", 5)
	hold("s5", "bank", "customer", 95)
	tie("s6", "host", "cloud", graph.Hosts)
	tie("s7", "host", "customer", graph.Hosts)
	tie("s8", "host", "us", graph.IncorporatedIn)
	tie("s9", "fund", "us", graph.IncorporatedIn)
	return build(t, b)
}
