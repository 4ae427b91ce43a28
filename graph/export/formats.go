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
	"slices"

	"longarm/graph"
	"longarm/graph/export/bods"
	"longarm/graph/export/csv"
	"longarm/graph/export/cypher"
	"longarm/graph/export/cytoscape"
	"longarm/graph/export/dot"
	"longarm/graph/export/drawio"
	"longarm/graph/export/ftm"
	"longarm/graph/export/gexf"
	"longarm/graph/export/graphml"
	"longarm/graph/export/html"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/jsongraph"
	"longarm/graph/export/mermaid"
	"longarm/graph/export/neo4jadmin"
	"longarm/graph/export/pdf"
	"longarm/graph/export/png"
	"longarm/graph/export/svg"
	"longarm/graph/export/turtle"
	"longarm/graph/export/xlsx"
	"longarm/graph/view"
)

// Head is what a document says of itself.
type Head = document.Head

// Assumption is what an answer takes for granted.
type Assumption = document.Assumption

// Records hands on every record of a graph, in the same order each time.
type Records = document.Records

// Create begins the next file of a folder; the file before it is complete.
type Create = document.Create

// Columns names a shape of the tables of csv.
type Columns = csv.Columns

// BothEnds are the columns that only an answer can be written in.
const BothEnds = csv.I2

// Answer is an answer, in both of the shapes that encoders take.
type Answer struct {
	View    *view.View
	Records Records // what it rests on: see [Within]
}

// Format is one format. Of its encoders at least one is there.
type Format struct {
	Name    string
	Doc     string // one line in English
	Ending  string // of file names, without a point
	Binary  bool   // not for a terminal
	Picture bool   // takes a theme and a layout

	// Answer writes an answer into one document.
	Answer func(io.Writer, Head, Answer, Options) error
	// Stream writes a whole graph into one document.
	Stream func(io.Writer, Head, Records, Options) error
	// AnswerFolder and Folder write several files.
	AnswerFolder func(Create, Head, Answer, Options) error
	Folder       func(Create, Head, Records, Options) error
}

// Whole reports a format that whole graphs can be written in.
func (f *Format) Whole() bool { return f.Stream != nil || f.Folder != nil }

// Options are what single formats can be asked for.
type Options struct {
	Columns Columns // csv; "" for those of an answer, or of longarm
	Theme   string  // pictures: "light" or "dark"; "" follows the reader's screen where the format can
	Layout  string  // pictures: "dot" lets Graphviz place the nodes; "" for longarm's own layout
}

// All lists the formats in the order a reader meets them: drawings, graph programs,
// tables, databases, standards.
func All() []Format {
	return []Format{
		picture(Format{Name: "svg", Doc: "a picture for pages and memos, to edit in Inkscape or Illustrator", Ending: "svg"}, svgAnswer),
		picture(Format{Name: "html", Doc: "the picture as a page without network: to move and magnify, with what it rests on, and as text", Ending: "html"}, htmlAnswer),
		picture(Format{Name: "png", Doc: "the picture in pixels, for slides and mail", Ending: "png", Binary: true}, pngAnswer),
		picture(Format{Name: "pdf", Doc: "the picture on one page, to print", Ending: "pdf", Binary: true}, pdfAnswer),
		drawn(Format{Name: "dot", Doc: "DOT, for Graphviz", Ending: "dot"}, dot.Encode),
		drawn(Format{Name: "mermaid", Doc: "Mermaid, for Markdown pages and wikis", Ending: "mmd"}, mermaid.Encode),
		drawn(Format{Name: "drawio", Doc: "a diagram to edit in draw.io (diagrams.net)", Ending: "drawio"}, drawio.Encode),
		both(Format{Name: "graphml", Doc: "GraphML with typed keys: yEd, Gephi, igraph, NetworkX", Ending: "graphml"}, graphml.Encode, graphml.Stream),
		both(Format{Name: "gexf", Doc: "GEXF 1.3 with the days each edge holds: Gephi", Ending: "gexf"}, gexf.Encode, gexf.Stream),
		drawn(Format{Name: "cytoscape", Doc: "Cytoscape JSON: Cytoscape, cytoscape.js", Ending: "cyjs"}, cytoscape.Encode),
		both(Format{Name: "json", Doc: "JSON: nodes and edges of an answer, all records of a whole graph", Ending: "json"}, jsongraph.Encode, jsongraph.Stream),
		{Name: "csv", Doc: "tables: the i2 import wizard, Gephi, longarm itself (--columns)", Ending: "csv", Answer: csvAnswer, Stream: csvStream, AnswerFolder: csvAnswerFolder, Folder: csvFolder},
		drawn(Format{Name: "xlsx", Doc: "an Excel workbook: nodes, links, statements, sources", Ending: "xlsx", Binary: true}, xlsx.Encode),
		streamed(Format{Name: "cypher", Doc: "a Cypher script for Neo4j, for small graphs", Ending: "cypher"}, cypher.Stream),
		{Name: "neo4j-admin", Doc: "tables for neo4j-admin database import, for large graphs", Ending: "zip", Binary: true, AnswerFolder: neo4jAnswer, Folder: neo4jFolder},
		streamed(Format{Name: "bods", Doc: "Beneficial Ownership Data Standard 0.4: ownership and control", Ending: "json"}, bods.Stream),
		streamed(Format{Name: "ftm", Doc: "FollowTheMoney, JSON lines: Aleph, OpenSanctions", Ending: "ftm.json"}, ftm.Stream),
		streamed(Format{Name: "turtle", Doc: "RDF Turtle in the vocabularies of BODS and GLEIF", Ending: "ttl"}, turtle.Stream),
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

// drawn completes a format of answers alone.
func drawn(f Format, encode func(io.Writer, Head, *view.View) error) Format {
	f.Answer = func(w io.Writer, h Head, a Answer, _ Options) error { return encode(w, h, a.View) }
	return f
}

// picture completes a format that draws answers: what a document must say beside the
// answer stands below the drawing.
func picture(f Format, encode func(io.Writer, *view.View, Options) error) Format {
	f.Picture = true
	f.Answer = func(w io.Writer, h Head, a Answer, o Options) error {
		folded, err := a.View.Folded()
		if err != nil {
			return err
		}
		c := folded.Content
		c.Notes = append(slices.Clone(c.Notes), h.Remarks...)
		v, err := view.New(c)
		if err != nil {
			return err
		}
		return encode(w, v, o)
	}
	return f
}

func svgAnswer(w io.Writer, v *view.View, o Options) error {
	return svg.Encode(w, v, svg.Options{Theme: o.Theme, Layout: o.Layout})
}

func htmlAnswer(w io.Writer, v *view.View, o Options) error {
	return html.Encode(w, v, html.Options{Theme: o.Theme, Layout: o.Layout})
}

func pngAnswer(w io.Writer, v *view.View, o Options) error {
	return png.Encode(w, v, png.Options{Theme: o.Theme, Layout: o.Layout})
}

func pdfAnswer(w io.Writer, v *view.View, o Options) error {
	return pdf.Encode(w, v, pdf.Options{Theme: o.Theme, Layout: o.Layout})
}

// streamed completes a format that is made of records.
func streamed(f Format, encode func(io.Writer, Head, Records) error) Format {
	f.Stream = func(w io.Writer, h Head, r Records, _ Options) error { return encode(w, h, r) }
	f.Answer = func(w io.Writer, h Head, a Answer, _ Options) error { return encode(w, h, a.Records) }
	return f
}

// both completes a format that has an encoder for each.
func both(f Format, answer func(io.Writer, Head, *view.View) error, stream func(io.Writer, Head, Records) error) Format {
	f = streamed(f, stream)
	return drawn(f, answer)
}

// csvAnswer writes one table: links with both ends, or the edges of the columns asked.
func csvAnswer(w io.Writer, h Head, a Answer, o Options) error {
	switch o.Columns {
	case csv.Longarm:
		return csv.Edges(w, h, a.Records, o.Columns)
	case csv.Gephi:
		return csv.ViewEdges(w, h, a.View)
	}
	return csv.Links(w, h, a.View)
}

func csvAnswerFolder(create Create, h Head, a Answer, o Options) error {
	switch o.Columns {
	case csv.Longarm:
		return csv.Folder(create, h, a.Records, o.Columns)
	case csv.Gephi:
		return csv.ViewFolder(create, h, a.View)
	}
	return csv.LinksFolder(create, h, a.View)
}

// csvStream writes the table of edges: a stream holds one table.
func csvStream(w io.Writer, h Head, r Records, o Options) error {
	return csv.Edges(w, h, r, columns(o))
}

func csvFolder(create Create, h Head, r Records, o Options) error {
	return csv.Folder(create, h, r, columns(o))
}

func columns(o Options) Columns {
	if o.Columns == "" {
		return csv.Longarm
	}
	return o.Columns
}

func neo4jFolder(create Create, h Head, r Records, _ Options) error {
	return neo4jadmin.Folder(create, h, r)
}

func neo4jAnswer(create Create, h Head, a Answer, _ Options) error {
	return neo4jadmin.Folder(create, h, a.Records)
}
