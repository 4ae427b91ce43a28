package sourcetest

import (
	"cmp"
	"fmt"
	"os"
	"testing"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// workedCase is the graph of one worked case.
type workedCase struct {
	Entities []struct{ ID, Kind string }
	Stakes   []struct {
		Owner, Owned, Basis string
		Share               struct {
			Min, Max string
			MinOpen  bool `yaml:"min_open"`
			MaxOpen  bool `yaml:"max_open"`
		}
		Valid struct{ From, To string }
	}
	OtherEdges []struct{ From, To, Interest string } `yaml:"other_edges"`
}

// worked reads the graph of a worked case.
func worked(t testing.TB, file string) *graph.Ledger {
	t.Helper()
	var c workedCase
	text, err := os.ReadFile(file)
	if err == nil {
		err = yaml.Load(text, &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := graph.NewBuilder()
	b.AddSource(graph.Source{ID: "cases", Title: "Worked cases"}) // a store gives its own to claims that have none
	seen := map[string]bool{}
	entity := func(id, kind string) graph.EntityID {
		if !seen[id] {
			seen[id] = true
			b.AddEntity(graph.Entity{ID: graph.EntityID(id), Kind: graph.Kind(kind), Name: id})
		}
		return graph.EntityID(id)
	}
	for _, e := range c.Entities {
		entity(e.ID, e.Kind)
	}
	date := func(s string) graph.Date {
		if s == "" {
			return 0
		}
		d, err := graph.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	percent := func(s string) graph.Percent {
		p, _, err := graph.ParsePercent(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for i, s := range c.Stakes {
		claim := graph.Claim{ID: graph.ClaimID(fmt.Sprintf("stake%03d", i)), Source: "cases", Period: graph.Period{From: date(s.Valid.From), To: date(s.Valid.To)}}
		b.AddStatement(graph.Statement{Claim: claim, Holder: entity(s.Owner, ""), Subject: entity(s.Owned, ""), Interest: graph.Shareholding,
			Basis: graph.Basis(s.Basis), Figure: true,
			Share: graph.Share{Min: percent(cmp.Or(s.Share.Min, "0")), Max: percent(cmp.Or(s.Share.Max, "100")), MinOpen: s.Share.MinOpen, MaxOpen: s.Share.MaxOpen}})
	}
	for i, o := range c.OtherEdges {
		b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("other%03d", i)), Source: "cases"}, Holder: entity(o.From, ""), Subject: entity(o.To, ""),
			Interest: graph.Interest(o.Interest)})
	}
	return build(t, b)
}
