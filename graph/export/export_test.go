package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/mermaid"
	"longarm/graph/view"
	"longarm/queries"
	"longarm/queries/queriestest"
)

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	slices.Reverse(list) // nodes before edges or relationships
	return list
}

// sized counts what a view says: an edge for each interest, each effect of a law, each
// enactment.
func sized(v *view.View) count {
	n := 0
	for i := range v.Edges() {
		e := &v.Edges()[i]
		n += len(e.Interests) + len(e.Reaches)
		if e.Enacts {
			n++
		}
	}
	return count{len(v.Nodes()), n}
}

// mermaidDraws is how many hostile parties Mermaid draws at once.
const mermaidDraws = 200

// pictures are read back by tests beside their encoders: a browser, a decoder of images.
var pictures = []string{"svg", "png", "pdf", "html"}

// drawn are the formats of folded answers, with one edge for each ordered pair.
var drawn = []string{"dot", "mermaid", "drawio"}

// answers are views of every kind: small, of hostile names, and of the embedded facts.
func answers(t *testing.T) map[string]*view.View {
	t.Helper()
	names := exporttest.Names()
	views := map[string]*view.View{"small": exporttest.SmallView(t), "hostile": exporttest.HostileView(t, names)}
	for i, part := range slices.Collect(slices.Chunk(names, mermaidDraws)) {
		views[fmt.Sprintf("hostile-%d", i)] = exporttest.HostileView(t, part)
	}
	if testing.Short() {
		return views
	}
	c := queriestest.Context(t, "fr", "2026-11-22")
	for _, p := range []queries.PictureParams{{Entity: "bleu"}, {Entity: "s3ns", What: "owners"}, {Entity: "microsoft", What: "all", Depth: 2}, {Entity: "ovhcloud", What: "neighbourhood", Depth: 3}, {Entity: "delos-cloud", Law: "us-cloud-act"}} {
		v, err := queries.Picture(c, p)
		if err != nil {
			t.Fatal(err)
		}
		views[p.Entity] = v
	}
	return views
}

// fits reports a view that is drawn: Mermaid takes the hostile names in parts.
func fits(format, name string) bool {
	part := strings.HasPrefix(name, "hostile-")
	if format == "mermaid" {
		return name != "hostile"
	}
	return !part
}

// expected is what a reader should find of a view.
func expected(t *testing.T, format string, v *view.View) count {
	t.Helper()
	if !slices.Contains(drawn, format) {
		return sized(v)
	}
	folded, err := v.Folded()
	if err != nil {
		t.Fatal(err)
	}
	return count{len(folded.Nodes()), len(folded.Edges())}
}

// TestAnswersAreReadBack writes answers in every format of answers and counts what
// readers of others find in them.
func TestAnswersAreReadBack(t *testing.T) {
	views := answers(t)
	h := exporttest.Head(exporttest.Small(t))
	for _, f := range export.All() {
		read := readers[f.Name]
		if read == nil {
			if f.Stream == nil && f.Folder == nil && !slices.Contains(pictures, f.Name) {
				t.Errorf("nobody reads %s back", f.Name)
			}
			continue
		}
		for name, v := range views {
			if !fits(f.Name, name) {
				continue
			}
			t.Run(f.Name+"/"+name, func(t *testing.T) {
				doc := answered(t, f, h, v)
				want, got := expected(t, f.Name, v), read(t, doc)
				if f.Name == "csv" { // a node without a link has no row
					got.nodes = want.nodes
				}
				if got != want {
					t.Errorf("read back %+v, want %+v", got, want)
				}
				if name != "hostile" && !bytes.Equal(doc, answered(t, f, h, v)) {
					t.Error("two runs differ")
				}
			})
		}
	}
}

func answered(t *testing.T, f export.Format, h export.Head, v *view.View) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Answer(&b, h, export.Answer{View: v}, export.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWholeGraphsAreReadBack writes whole graphs in every format that takes them.
func TestWholeGraphsAreReadBack(t *testing.T) {
	for name, l := range map[string]*graph.Ledger{"small": exporttest.Small(t), "hostile": exporttest.Hostile(t), "embedded": datatest.Ledger(t)} {
		entities, statements := exporttest.Counts(l)
		for format, read := range map[string]func(*testing.T, []byte) count{"graphml": readGraphML, "gexf": readGEXF, "turtle": readTurtle, "cypher": readCypher} {
			t.Run(format+"/"+name, func(t *testing.T) {
				want := count{entities, statements}
				if format == "cypher" {
					want.edges = relationships(l)
				}
				if got := read(t, streamed(t, format, l)); got != want {
					t.Errorf("read back %+v, want %+v", got, want)
				}
			})
		}
	}
}

func streamed(t *testing.T, format string, l *graph.Ledger) []byte {
	t.Helper()
	f, ok := export.Find(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	if err := f.Stream(&b, exporttest.Head(l), l.Records, export.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// relationships counts statements of every assertion, and notes.
func relationships(l *graph.Ledger) int {
	n := 0
	_ = l.Records(func(r graph.Record) error { // it returns no error
		switch r.(type) {
		case graph.Statement, graph.Note:
			n++
		}
		return nil
	})
	return n
}

// readTurtle asks raptor for the triples.
func readTurtle(t *testing.T, doc []byte) count {
	out, ran := exporttest.Program(t, doc, "rapper", "-q", "-i", "turtle", "-o", "ntriples", "-", "http://base.example/")
	if !ran {
		return count{len(regexp.MustCompile(`(?m)^<urn:longarm:entity:[^>]*> a `).FindAll(doc, -1)), len(regexp.MustCompile(`(?m)^<urn:longarm:claim:[^>]*> a (bods:Relationship|la:Link) `).FindAll(doc, -1))}
	}
	var c count
	for line := range strings.Lines(string(out)) {
		subject, rest, _ := strings.Cut(line, " ")
		switch {
		case !strings.HasPrefix(rest, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"):
		case strings.HasPrefix(subject, "<urn:longarm:entity:"):
			c.nodes++
		case strings.Contains(rest, "terms#Relationship>"), strings.Contains(rest, "<urn:longarm:terms:Link>"):
			c.edges++
		}
	}
	return c
}

// readCypher splits the script as a reader of Cypher does: strings and quoted names hold
// what they hold, and a statement ends with a semicolon outside them.
func readCypher(t *testing.T, doc []byte) count {
	var c count
	quote, escaped, comment := byte(0), false, false
	bare := []byte{}
	for i := range doc {
		ch := doc[i]
		switch {
		case comment:
			comment = ch != '\n'
		case escaped:
			escaped = false
		case quote == '\'' && ch == '\\':
			escaped = true
		case quote != 0:
			if ch == quote {
				quote = 0
			}
			if ch == '\n' {
				t.Error("a line ends within a quotation")
			}
		case ch == '\'' || ch == '`':
			quote = ch
		case ch == '/' && doc[i+1] == '/':
			comment = true
		case ch == ';':
			switch statement := strings.TrimSpace(string(bare)); {
			case strings.HasPrefix(statement, "MERGE (n:Entity {id: })"):
				c.nodes++
			case strings.HasPrefix(statement, "MATCH (a:Entity {id: }), (b:Entity {id: }) MERGE (a)-[r: {id: }]->(b) SET r += {"):
				c.edges++
			case strings.HasPrefix(statement, "MERGE (c:Attribute {id: }) SET c += {"), strings.HasPrefix(statement, "MERGE (c:Coverage {id: }) SET c += {"):
			case strings.HasPrefix(statement, "CREATE CONSTRAINT"):
			default:
				t.Errorf("a statement that is none of ours: %.100s", statement)
			}
			bare = bare[:0]
		default:
			bare = append(bare, ch)
		}
	}
	if quote != 0 {
		t.Error("a quotation is never closed")
	}
	return c
}

// TestLoadersReadBack loads what was written with the loaders of longarm.
func TestLoadersReadBack(t *testing.T) {
	l := exporttest.HostileNames(t)
	entities, statements := exporttest.Counts(l)
	for format, loader := range map[string]string{"csv": "csv", "neo4j-admin": "neo4jcsv", "bods": "bods", "ftm": "ftm"} {
		t.Run(format, func(t *testing.T) {
			f, _ := export.Find(format)
			files := map[string][]byte{}
			if f.Folder != nil {
				files = exporttest.Files(t, func(create document.Create) error {
					return f.Folder(create, exporttest.Head(l), l.Records, export.Options{})
				})
			} else {
				files["all.json"] = streamed(t, format, l)
			}
			back := load(t, loader, files)
			gotEntities, gotStatements := exporttest.Counts(back)
			if gotEntities != entities || gotStatements != statements {
				t.Errorf("%d entities and %d statements came back of %d and %d", gotEntities, gotStatements, entities, statements)
			}
			for i, name := range exporttest.Names() {
				id := exporttest.TameID(i, name)
				if format == "bods" || format == "ftm" {
					id = graph.EntityID(format) + ":" + id
				}
				e := back.Entity(id)
				if e == nil {
					t.Errorf("the party %s is lost", id)
					continue
				}
				want := strings.TrimSpace(document.Plain(name))
				if format == "ftm" && len(want) > 384 { // it refuses longer names, and gets the beginning
					if !strings.HasPrefix(e.Name, want[:300]) {
						t.Errorf("%s is called %.60q, was %.60q", id, e.Name, want)
					}
					continue
				}
				if want != "" && strings.TrimSpace(strings.TrimPrefix(e.Name, "'")) != strings.TrimPrefix(want, "'") {
					t.Errorf("%s is called %.60q, was %.60q", id, e.Name, want)
				}
			}
		})
	}
}

// TestMermaidSaysWhatIsTooLarge: a drawing that Mermaid refuses is not written.
func TestMermaidSaysWhatIsTooLarge(t *testing.T) {
	f, _ := export.Find("mermaid")
	var b bytes.Buffer
	err := f.Answer(&b, exporttest.Head(exporttest.Small(t)), export.Answer{View: exporttest.HostileView(t, exporttest.Names())}, export.Options{})
	var large *mermaid.TooLarge
	if !errors.As(err, &large) || b.Len() > 0 {
		t.Errorf("error %v after %d bytes", err, b.Len())
	}
}

// TestEveryEncoderIsListed compares the folders beside this file with the list.
func TestEveryEncoderIsListed(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("formats.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "internal" && !bytes.Contains(list, []byte(`"longarm/graph/export/`+e.Name()+`"`)) {
			t.Errorf("the encoder %s is in no line of formats.go", e.Name())
		}
	}
}

// TestAFailingWriterEndsEveryEncoder: a full disk is told, whatever the format.
func TestAFailingWriterEndsEveryEncoder(t *testing.T) {
	l, v := exporttest.Small(t), exporttest.SmallView(t)
	h := exporttest.Head(l)
	full := func(string) (io.Writer, error) { return broken{}, nil }
	for _, f := range export.All() {
		a := export.Answer{View: v, Records: l.Records}
		if f.Answer != nil && f.Answer(broken{}, h, a, export.Options{}) == nil {
			t.Errorf("%s: an answer on a full disk is no error", f.Name)
		}
		if f.Stream != nil && f.Stream(broken{}, h, l.Records, export.Options{}) == nil {
			t.Errorf("%s: a graph on a full disk is no error", f.Name)
		}
		if f.Folder != nil && f.Folder(full, h, l.Records, export.Options{}) == nil {
			t.Errorf("%s: a folder on a full disk is no error", f.Name)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
