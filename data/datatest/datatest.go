// Package datatest reads, for tests, the facts and laws that are inside the command, and
// small ledgers written in the same YAML.
package datatest

import (
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/loaders/curated"
)

var laws = sync.OnceValues(func() (*law.Catalogue, error) { return law.Load(data.FS) })

var ledger = sync.OnceValues(func() (*graph.Ledger, error) {
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, data.FS, "facts/*.yaml"); err != nil {
		return nil, err
	}
	return b.Build()
})

// Laws is the catalogue inside the command, read once for all tests of a package: who
// wants another one copies it.
func Laws(t testing.TB) *law.Catalogue {
	t.Helper()
	return must(laws())(t)
}

// Ledger is the facts inside the command, read once for all tests of a package.
func Ledger(t testing.TB) *graph.Ledger {
	t.Helper()
	return must(ledger())(t)
}

// Written is the ledger of a text in the format of the facts. The states of the
// vocabulary are known to it.
func Written(t testing.TB, facts string) *graph.Ledger {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(facts), &doc); err != nil {
		t.Fatal(err)
	}
	return Noded(t, &doc, "test.yaml")
}

// Noded is [Written] for a node of the file that is named.
func Noded(t testing.TB, node *yaml.Node, file string) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	if r, err := curated.LoadNode(b, node, file, curated.States(state(Laws(t)))); err != nil || len(r.Errors) > 0 {
		t.Fatal(err, r.Errors)
	}
	return must(b.Build())(t)
}

// state finds the states of the vocabulary by their code.
func state(c *law.Catalogue) func(iso string) (graph.Entity, bool) {
	byISO := map[string]graph.Entity{}
	for _, s := range c.Vocabulary.States {
		byISO[s.ISO] = graph.Entity{ID: s.ID, Kind: graph.State, Name: s.Name.EN, Names: map[string]string{"fr": s.Name.FR}, ISO: s.ISO}
	}
	return func(iso string) (graph.Entity, bool) { e, ok := byISO[iso]; return e, ok }
}

func must[T any](x T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}
