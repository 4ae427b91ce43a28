package queries_test

import (
	"testing"

	"go.yaml.in/yaml/v4"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/loaders/curated"
	"longarm/queries"
	"longarm/queries/text"
)

// embedded reads the facts and laws of the binary at a day.
func embedded(t testing.TB, day string) *queries.Context {
	t.Helper()
	c, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, data.FS, "facts/*.yaml"); err != nil {
		t.Fatal(err)
	}
	return context(t, b, c, day)
}

func context(t testing.TB, b *graph.Builder, c *law.Catalogue, day string) *queries.Context {
	t.Helper()
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	d, err := graph.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVoice("en")
	if err != nil {
		t.Fatal(err)
	}
	return &queries.Context{Graph: l.At(d, graph.Options{}), Catalogue: c, Voice: v}
}

// made builds a context from YAML in the curated format, with the embedded laws.
func made(t testing.TB, facts, day string) *queries.Context {
	t.Helper()
	c, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	b := graph.NewBuilder()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(facts), &doc); err != nil {
		t.Fatal(err)
	}
	if _, err := curated.LoadNode(b, doc.Content[0], "test.yaml"); err != nil {
		t.Fatal(err)
	}
	return context(t, b, c, day)
}
