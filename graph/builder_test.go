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
	if !errors.As(err, &p) || p.Origin != "x.yaml:9:3" || !strings.Contains(p.Cause, "sources.yaml:1:3") {
		t.Errorf("contradicting descriptions: err = %v, want a problem at x.yaml:9:3 that names sources.yaml:1:3", err)
	}
}
