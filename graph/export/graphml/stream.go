// Package graphml writes GraphML, with keys that carry their types, as yEd, Gephi,
// igraph and NetworkX read it.
package graphml

import (
	"io"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`

// Stream writes a whole graph: a node for each entity, an edge for each statement
// that counts, in the order of the records. It keeps nothing of what it has written.
// Ids are tokens ([document.Token]); the ids of the data stand in the field "id".
func Stream(to io.Writer, h document.Head, records document.Records) error {
	w := document.NewWriter(to)
	nodes, edges := document.EntityFields(h.Lang), document.StatementFields(h.Lang)
	w.S(opening)
	for _, line := range h.Lines {
		w.S("<!-- ", document.XMLComment(line), " -->\n")
	}
	key := func(of, name string, t document.Type) {
		w.S(`<key id="`, of, "-", name, `" for="`, of, `" attr.name="`, name, `" attr.type="`, string(t), "\"/>\n")
	}
	for _, k := range graphKeys {
		key("graph", k.name, document.Text)
	}
	key("node", "id", document.Text)
	key("node", "label", document.Text)
	for _, f := range nodes {
		key("node", f.Name, f.Type)
	}
	key("edge", "id", document.Text)
	for _, f := range edges {
		key("edge", f.Name, f.Type)
	}
	w.S(`<graph id="longarm" edgedefault="directed">`, "\n")
	datum := func(of, name, value string) {
		if value != "" {
			w.S(`<data key="`, of, "-", name, `">`, document.XML(value), "</data>")
		}
	}
	for _, k := range graphKeys {
		datum("graph", k.name, k.get(&h))
		w.S("\n")
	}
	err := records(func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Entity:
			w.S(`<node id="`, document.Token(string(r.ID)), `">`)
			datum("node", "id", string(r.ID))
			datum("node", "label", document.Label(&r, h.Lang))
			for i := range nodes {
				datum("node", nodes[i].Name, nodes[i].Get(&r))
			}
			w.S("</node>\n")
		case graph.Statement:
			if !r.Assertion.Counts() {
				return nil
			}
			w.S(`<edge id="`, document.Token(string(r.ID)), `" source="`, document.Token(string(r.Holder)), `" target="`, document.Token(string(r.Subject)), `">`)
			datum("edge", "id", string(r.ID))
			for i := range edges {
				datum("edge", edges[i].Name, edges[i].Get(&r))
			}
			w.S("</edge>\n")
		}
		return w.Err()
	})
	if err != nil {
		return err
	}
	w.S("</graph>\n</graphml>\n")
	return w.Close()
}

// graphKeys are what the graph says of itself.
var graphKeys = []struct {
	name string
	get  func(*document.Head) string
}{
	{"title", func(h *document.Head) string { return h.Title }},
	{"as_of", func(h *document.Head) string { return h.AsOf.String() }},
	{"data", func(h *document.Head) string { return h.Release }},
	{"generator", func(h *document.Head) string { return h.Generator }},
	{"licences", func(h *document.Head) string { return h.LicenceLine() }},
	{"disclaimer", func(h *document.Head) string { return h.Disclaimer }},
}
