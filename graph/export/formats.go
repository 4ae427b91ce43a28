// Package export lists the formats in which graphs leave longarm. An encoder is a
// package of its own below this one, with one line here.
//
// There are two kinds. A view encoder draws or lists an answer: a [view.View] of at
// most ten thousand edges. A stream encoder takes a whole graph record by record and
// keeps next to nothing of it. Formats that are made of records take an answer as the
// records it rests on ([Within]).
package export

import (
	"io"

	"longarm/graph"
	"longarm/graph/export/bods"
	"longarm/graph/export/csv"
	"longarm/graph/export/cypher"
	"longarm/graph/export/ftm"
	"longarm/graph/export/gexf"
	"longarm/graph/export/graphml"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/jsongraph"
	"longarm/graph/export/neo4jadmin"
	"longarm/graph/export/turtle"
	"longarm/graph/view"
)

// Head is what a document says of itself.
type Head = document.Head

// Records hands on every record of a graph, in the same order each time.
type Records = document.Records

// Create begins the next file of a folder; the file before it is complete.
type Create = document.Create

// Columns names a shape of the tables of csv.
type Columns = csv.Columns

// Format is one format.
type Format struct {
	Name   string
	Doc    string // one line in English
	Ending string // of file names, without a point
	Binary bool   // not for a terminal

	// View writes an answer; nil for formats that are made of records.
	View func(io.Writer, Head, *view.View, Options) error
	// Stream writes a whole graph into one document; nil for formats of answers alone
	// and for those of several files.
	Stream func(io.Writer, Head, Records, Options) error
	// Folder writes a whole graph into several files; nil for formats of one.
	Folder func(Create, Head, Records, Options) error
}

// Options are what single formats can be asked for.
type Options struct {
	Columns Columns // csv
}

// All lists the formats in the order a reader meets them: pictures, graph programs,
// tables, databases, standards.
func All() []Format {
	return []Format{
		{Name: "graphml", Doc: "GraphML with typed keys: yEd, Gephi, igraph, NetworkX", Ending: "graphml", Stream: plain(graphml.Stream)},
		{Name: "gexf", Doc: "GEXF 1.3 with the days each edge holds: Gephi", Ending: "gexf", Stream: plain(gexf.Stream)},
		{Name: "json", Doc: "JSON: nodes and edges of an answer, all records of a whole graph", Ending: "json", Stream: plain(jsongraph.Stream)},
		{Name: "csv", Doc: "tables of nodes and edges: longarm, Gephi, the i2 import wizard (--columns)", Ending: "csv", Stream: csvStream, Folder: csvFolder},
		{Name: "cypher", Doc: "a Cypher script for Neo4j, for small graphs", Ending: "cypher", Stream: plain(cypher.Stream)},
		{Name: "neo4j-admin", Doc: "tables for neo4j-admin database import, for large graphs", Ending: "zip", Binary: true, Folder: neo4jFolder},
		{Name: "bods", Doc: "Beneficial Ownership Data Standard 0.4: ownership and control", Ending: "json", Stream: plain(bods.Stream)},
		{Name: "ftm", Doc: "FollowTheMoney, JSON lines: Aleph, OpenSanctions", Ending: "ftm.json", Stream: plain(ftm.Stream)},
		{Name: "turtle", Doc: "RDF Turtle in the vocabularies of BODS and GLEIF", Ending: "ttl", Stream: plain(turtle.Stream)},
	}
}

// Find returns the format with the name.
func Find(name string) (Format, bool) {
	for _, f := range All() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Nearest returns the name of a format most like the text, "" when none is.
func Nearest(text string) string {
	names := make([]string, 0, len(All()))
	for _, f := range All() {
		names = append(names, f.Name)
	}
	return graph.Nearest(text, names)
}

// CSVColumns lists the shapes of tables of csv.
func CSVColumns() []Columns { return csv.Shapes() }

func plain(encode func(io.Writer, Head, Records) error) func(io.Writer, Head, Records, Options) error {
	return func(w io.Writer, h Head, r Records, _ Options) error { return encode(w, h, r) }
}

// csvStream writes the table of edges: a stream holds one table.
func csvStream(w io.Writer, h Head, r Records, o Options) error {
	return csv.Edges(w, h, r, o.Columns)
}

func csvFolder(create Create, h Head, r Records, o Options) error {
	return csv.Folder(create, h, r, o.Columns)
}

func neo4jFolder(create Create, h Head, r Records, _ Options) error {
	return neo4jadmin.Folder(create, h, r)
}
