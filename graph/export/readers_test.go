package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/graph/export/internal/exporttest"
	"longarm/loaders"
)

// count is how many nodes and edges a reader found.
type count struct{ nodes, edges int }

// readers read a document back with code that is not the encoder's: programs of others
// where they are installed, else the parser of the language the format is written in.
var readers = map[string]func(t *testing.T, doc []byte) count{
	"dot": readDot, "mermaid": readMermaid, "drawio": readDrawio, "graphml": readGraphML, "gexf": readGEXF,
	"cytoscape": readCytoscape, "json": readJSON, "csv": readCSV, "xlsx": readXLSX,
}

// readDot asks Graphviz to count.
func readDot(t *testing.T, doc []byte) count {
	out, ran := exporttest.Program(t, doc, "gc", "-n", "-e", "-")
	if !ran {
		return lines(doc, regexp.MustCompile(`(?m)^  n\d+ \[`), regexp.MustCompile(`(?m)^  n\d+ -> n\d+ \[`))
	}
	var c count
	if _, err := fmt.Sscan(string(out), &c.nodes, &c.edges); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return c
}

// readMermaid counts lines; [TestOthersReadThem] asks Mermaid itself, once for all.
func readMermaid(_ *testing.T, doc []byte) count {
	return lines(doc, regexp.MustCompile(`(?m)^  n\d+[\[{(]`), regexp.MustCompile(`(?m)^  n\d+ [-.=>x]+.* n\d+$`))
}

func lines(doc []byte, node, edge *regexp.Regexp) count {
	return count{len(node.FindAll(doc, -1)), len(edge.FindAll(doc, -1))}
}

// elements reads XML and hands on every element; xmllint has its say too.
func elements(t *testing.T, doc []byte, visit func(xml.StartElement)) {
	t.Helper()
	exporttest.Program(t, doc, "xmllint", "--noout", "--huge", "-")
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			visit(e)
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// graphOf counts nodes and edges and makes sure that ids are unique and that every edge
// has its ends.
func graphOf(t *testing.T, doc []byte, isNode, isEdge func(xml.StartElement) bool) count {
	t.Helper()
	nodes, edges := map[string]bool{}, map[string]bool{}
	var ends []string
	elements(t, doc, func(e xml.StartElement) {
		switch {
		case isNode(e):
			if nodes[attr(e, "id")] {
				t.Errorf("the node %q stands twice", attr(e, "id"))
			}
			nodes[attr(e, "id")] = true
		case isEdge(e):
			if edges[attr(e, "id")] && attr(e, "id") != "" {
				t.Errorf("the edge %q stands twice", attr(e, "id"))
			}
			edges[attr(e, "id")+"#"+strconv.Itoa(len(ends))] = true
			ends = append(ends, attr(e, "source"), attr(e, "target"))
		}
	})
	for _, id := range ends {
		if !nodes[id] {
			t.Errorf("an edge ends at %q, which is no node", id)
		}
	}
	return count{len(nodes), len(edges)}
}

func local(name string) func(xml.StartElement) bool {
	return func(e xml.StartElement) bool { return e.Name.Local == name }
}

var nmtoken = regexp.MustCompile(`^[A-Za-z0-9._:-]+$`)

// readGraphML validates against a schema of GraphML, and without xmllint makes sure of
// the most of it: that ids are name tokens and every datum has a declared key.
func readGraphML(t *testing.T, doc []byte) count {
	exporttest.Program(t, doc, "xmllint", "--noout", "--huge", "--schema", "graphml/testdata/graphml.xsd", "-")
	keys := map[string]string{}
	elements(t, doc, func(e xml.StartElement) {
		switch e.Name.Local {
		case "key":
			keys[attr(e, "id")] = attr(e, "attr.type")
		case "data":
			if _, ok := keys[attr(e, "key")]; !ok {
				t.Errorf("the key %q is not declared", attr(e, "key"))
			}
		case "node", "edge":
			if !nmtoken.MatchString(attr(e, "id")) {
				t.Errorf("%q is no name token", attr(e, "id"))
			}
		}
	})
	return graphOf(t, doc, local("node"), local("edge"))
}

// readGEXF validates against the schema of GEXF.
func readGEXF(t *testing.T, doc []byte) count {
	if schema := exporttest.Shared(t, "gexf-schema-1.3/gexf.xsd"); schema != "" {
		exporttest.Program(t, doc, "xmllint", "--noout", "--huge", "--schema", schema, "-")
	}
	return graphOf(t, doc, local("node"), local("edge"))
}

// readDrawio counts shapes that are vertices and edges by the cell within.
func readDrawio(t *testing.T, doc []byte) count {
	id := ""
	vertices, edges := map[string]bool{}, 0
	var ends []string
	elements(t, doc, func(e xml.StartElement) {
		switch {
		case e.Name.Local == "object":
			id = attr(e, "id")
		case attr(e, "vertex") == "1" && attr(e, "id") == "":
			vertices[id] = true
		case attr(e, "edge") == "1":
			edges++
			ends = append(ends, attr(e, "source"), attr(e, "target"))
		}
	})
	for _, end := range ends {
		if !vertices[end] {
			t.Errorf("an edge ends at %q, which is no shape", end)
		}
	}
	return count{len(vertices), edges}
}

func readCytoscape(t *testing.T, doc []byte) count {
	var g struct {
		Elements struct {
			Nodes, Edges []struct {
				Data struct{ ID, Source, Target string }
			}
		}
	}
	if err := json.Unmarshal(doc, &g); err != nil {
		t.Fatal(err)
	}
	nodes := map[string]bool{}
	for _, n := range g.Elements.Nodes {
		nodes[n.Data.ID] = true
	}
	for _, e := range g.Elements.Edges {
		if !nodes[e.Data.Source] || !nodes[e.Data.Target] {
			t.Errorf("the edge %s has no ends", e.Data.ID)
		}
	}
	return count{len(nodes), len(g.Elements.Edges)}
}

func readJSON(t *testing.T, doc []byte) count {
	var g struct {
		Nodes []json.RawMessage
		Edges []struct {
			Interests, Reaches []json.RawMessage
			Enacts             bool
		}
		Disclaimer, Generator string
	}
	if err := json.Unmarshal(doc, &g); err != nil {
		t.Fatal(err)
	}
	if g.Disclaimer == "" || g.Generator == "" {
		t.Error("no disclaimer, or no generator")
	}
	n := 0
	for _, e := range g.Edges {
		n += len(e.Interests) + len(e.Reaches)
		if e.Enacts {
			n++
		}
	}
	return count{len(g.Nodes), n}
}

// readCSV reads the table of links, the nodes being those at its ends.
func readCSV(t *testing.T, doc []byte) count {
	rows, err := csv.NewReader(bytes.NewReader(doc)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	nodes := map[string]bool{}
	for _, r := range rows[1:] {
		nodes[r[2]], nodes[r[6]] = true, true
		for i, cell := range r {
			noFormula(t, rows[0][i], cell)
		}
	}
	return count{len(nodes), len(rows) - 1}
}

// noFormula refuses a cell that a spreadsheet would run.
func noFormula(t *testing.T, column, cell string) {
	t.Helper()
	if strings.TrimSpace(cell) == "" {
		return
	}
	if _, err := strconv.ParseFloat(cell, 64); err != nil && strings.ContainsAny(cell[:1], "=+-@\t\r") {
		t.Errorf("the cell %.40q of the column %s is a formula", cell, column)
	}
}

func readXLSX(t *testing.T, doc []byte) count {
	f, err := excelize.OpenReader(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") && bytes.Contains(text, []byte("<f>")) {
			t.Errorf("%s holds a formula", part.Name)
		}
	}
	rows := func(sheet string) int {
		list, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		return len(list) - 1
	}
	return count{rows("Nodes"), rows("Links")}
}

// load reads files with the loaders of longarm and returns what they make.
func load(t *testing.T, format string, files map[string][]byte) *graph.Ledger {
	t.Helper()
	folder := t.TempDir()
	var paths []string
	for name, text := range files {
		if strings.HasSuffix(name, ".txt") {
			continue
		}
		path := filepath.Join(folder, name)
		write(t, path, text)
		paths = append(paths, path)
	}
	b := graph.NewBuilder()
	r, err := loaders.Load(b, format, sorted(paths), loaders.Options{States: func(string) (graph.Entity, bool) { return graph.Entity{}, false }})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range r.Errors {
		if i < 5 {
			t.Errorf("%s: %v", format, e)
		}
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}
