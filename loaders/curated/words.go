package curated

import (
	"cmp"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// words reads a text beside a fact: plain, which is the source's own words, or in
// both languages as {en: …, fr: …}.
func (r *reader) words(n *yaml.Node) graph.Text {
	if n.Kind != yaml.MappingNode {
		return graph.Own(r.text(n))
	}
	var t graph.Text
	r.mapping(n, graph.Own(r.key), []string{"en", "fr"}, func(key string, v *yaml.Node) {
		switch key {
		case "en":
			t.EN = r.text(v)
		case "fr":
			t.FR = r.text(v)
		}
	}, "en", "fr")
	return t
}

// value reads the detail of a statement or note. What is computed on is the
// plain text, or the English one of two.
func (r *reader) value(n *yaml.Node) (string, graph.Text) {
	t := r.words(n)
	if n.Kind != yaml.MappingNode {
		return t.Own, graph.Text{}
	}
	return t.EN, t
}

// titled reads a title or citation: plain as published, or an editor's in both
// languages.
func (r *reader) titled(n *yaml.Node) (title, inFrench string) {
	t := r.words(n)
	return cmp.Or(t.Own, t.EN), t.FR
}
