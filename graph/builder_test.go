package graph_test

import (
	"errors"
	"strings"
	"testing"

	"longarm/graph"
)

func TestSourcesCompleteEachOther(t *testing.T) {
	cited := graph.Source{ID: "s", Origin: "edges.csv:2:1"}
	described := graph.Source{ID: "s", Title: "T", URL: "https://example.org/", Origin: "sources.yaml:1:3"}
	for name, order := range map[string][]graph.Source{"cited first": {cited, described}, "described first": {described, cited}} {
		t.Run(name, func(t *testing.T) {
			b := graph.NewBuilder()
			for _, s := range order {
				b.AddSource(s)
			}
			l, err := b.Build()
			if err != nil {
				t.Fatal(err)
			}
			if got := *l.Source("s"); got != described {
				t.Errorf("source = %+v, want %+v", got, described)
			}
		})
	}
	b := graph.NewBuilder()
	b.AddSource(described)
	b.AddSource(graph.Source{ID: "s", Title: "another", Origin: "x.yaml:9:3"})
	_, err := b.Build()
	var p *graph.Problem
	if !errors.As(err, &p) || p.Origin != "x.yaml:9:3" || !strings.Contains(p.Cause.EN, "sources.yaml:1:3") {
		t.Errorf("contradicting descriptions: err = %v, want a problem at x.yaml:9:3 that names sources.yaml:1:3", err)
	}
}

// TestEveryRefusal gives one defect each and wants it placed, with a next step.
func TestEveryRefusal(t *testing.T) {
	claim := func(id graph.ClaimID) graph.Claim { return graph.Claim{ID: id, Origin: "f:2:1"} }
	hold := graph.Statement{Claim: claim("x"), Holder: "a", Subject: "b", Interest: graph.Shareholding}
	for name, c := range map[string]struct {
		add  func(*graph.Builder)
		want string
	}{
		"entity without id": {func(b *graph.Builder) { b.AddEntity(graph.Entity{Origin: "f:2:1"}) }, "entity without an id"},
		"unknown kind":      {func(b *graph.Builder) { b.AddEntity(graph.Entity{ID: "c", Kind: "firm", Origin: "f:2:1"}) }, `unknown kind "firm"`},
		"two kinds":         {func(b *graph.Builder) { b.AddEntity(graph.Entity{ID: "a", Kind: graph.Person, Origin: "f:2:1"}) }, "a person here and a company at f:1:1"},
		"no claim id":       {func(b *graph.Builder) { s := hold; s.ID = ""; b.AddStatement(s) }, "statement without an id"},
		"id twice":          {func(b *graph.Builder) { b.AddStatement(hold); b.AddStatement(hold) }, `"x" is used twice (first at f:2:1)`},
		"id of two kinds": {func(b *graph.Builder) {
			b.AddStatement(hold)
			b.AddNote(graph.Note{Claim: claim("x"), Subject: "a", Object: "b"})
		}, "used twice"},
		"unknown interest":  {func(b *graph.Builder) { s := hold; s.Interest = "owns"; b.AddStatement(s) }, `unknown interest "owns"`},
		"unknown basis":     {func(b *graph.Builder) { s := hold; s.Basis = "money"; b.AddStatement(s) }, `unknown basis "money"`},
		"unknown assertion": {func(b *graph.Builder) { s := hold; s.Assertion = "said"; b.AddStatement(s) }, `unknown assertion "said"`},
		"impossible share": {func(b *graph.Builder) {
			s := hold
			s.Figure, s.Share = true, graph.Share{Min: 2, Max: 1}
			b.AddStatement(s)
		}, "minimum"},
		"ends too early": {func(b *graph.Builder) {
			s := hold
			s.Period = graph.Period{From: 20240101, To: 20240101}
			b.AddStatement(s)
		}, "not after it begins"},
		"dangling subject": {func(b *graph.Builder) { s := hold; s.Subject = "bb"; b.AddStatement(s) }, `names the subject "bb", which no entity has as id; did you mean`},
		"dangling source":  {func(b *graph.Builder) { s := hold; s.Source = "s"; b.AddStatement(s) }, `rests on the source "s"`},
		"dangling member": {func(b *graph.Builder) {
			b.AddCoverage(graph.Coverage{Claim: claim("x"), Entity: "b", Interest: graph.Shareholding, Kind: graph.Complete, Members: []graph.EntityID{"zzzzz"}})
		}, `names the member "zzzzz"`},
		"dangling place": {func(b *graph.Builder) { b.AddEntity(graph.Entity{ID: "c", Within: "nowhere", Origin: "f:2:1"}) }, `names the place "nowhere"`},
		"dangling place claim": {func(b *graph.Builder) {
			b.AddEntity(graph.Entity{ID: "c", Within: "a", WithinClaim: "st-9", Origin: "f:2:1"})
		}, `rests its place on the claim "st-9"`},
		"empty attribute": {func(b *graph.Builder) { b.AddAttribute(graph.Attribute{Claim: claim("x"), Entity: "a", Name: "n"}) }, "needs a name and a value"},
		"unknown coverage": {func(b *graph.Builder) {
			b.AddCoverage(graph.Coverage{Claim: claim("x"), Entity: "a", Interest: graph.Shareholding, Kind: "all"})
		}, `unknown kind "all"`},
		"floor of nothing": {func(b *graph.Builder) {
			b.AddCoverage(graph.Coverage{Claim: claim("x"), Entity: "a", Interest: graph.Shareholding, Kind: graph.Floor})
		}, "needs a percent"},
		"source without id": {func(b *graph.Builder) { b.AddSource(graph.Source{Origin: "f:2:1"}) }, "source without an id"},
	} {
		t.Run(name, func(t *testing.T) {
			b := graph.NewBuilder()
			b.AddEntity(graph.Entity{ID: "a", Origin: "f:1:1"})
			b.AddEntity(graph.Entity{ID: "b", Origin: "f:1:9"})
			c.add(b)
			_, err := b.Build()
			var p *graph.Problem
			if !errors.As(err, &p) {
				t.Fatalf("err = %v, want a problem", err)
			}
			if p.Origin != "f:2:1" || !strings.Contains(p.Error(), c.want) || p.Next.IsZero() {
				t.Errorf("problem = %v, want f:2:1, %q and a next step", p, c.want)
			}
		})
	}
}

func TestEntitiesCompleteEachOther(t *testing.T) {
	first := graph.Entity{ID: "a", Name: "Alpha", Names: map[string]string{"fr": "Alpha SA"}, Origin: "f:1:1"}
	second := graph.Entity{ID: "a", Name: "Alfa", LEI: "L", Aliases: []string{"A"}, Names: map[string]string{"de": "Alpha AG", "fr": "other"}, Origin: "g:1:1"}
	b := graph.NewBuilder()
	b.AddEntity(first)
	b.AddEntity(second)
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	e := l.Entity("a")
	if e.Name != "Alpha" || e.LEI != "L" || strings.Join(e.Aliases, ",") != "A,Alfa" || e.DisplayName("fr") != "Alpha SA" || e.DisplayName("de") != "Alpha AG" || e.DisplayName("en") != "Alpha" {
		t.Errorf("entity = %+v", e)
	}
	if len(first.Names) != 1 {
		t.Error("completing an entity wrote into what the loader gave")
	}
}
