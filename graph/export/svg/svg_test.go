package svg_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/svg"
	"longarm/graph/view"
	"longarm/queries"
	"longarm/queries/queriestest"
)

// asked builds the view of a question about the embedded facts.
func asked(t testing.TB, lang, day string, p queries.PictureParams) *view.View {
	t.Helper()
	v, err := queries.Picture(queriestest.Context(t, lang, day), p)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestPictureOfTheReadme holds the pictures of the documentation to what the program
// makes: a new fact, law or word that is in them, or in the titles of their lines,
// wants them drawn anew.
func TestPictureOfTheReadme(t *testing.T) {
	for name, lang := range map[string]string{"bleu.svg": "en", "bleu.fr.svg": "fr"} {
		got := exporttest.Encoded(t, svg.Encode, asked(t, lang, "2026-11-22", queries.PictureParams{Entity: "bleu"}), svg.Options{})
		exporttest.Kept(t, "../../../docs/pictures/"+name, got)
		read(t, got)
	}
}

// drawing is what an independent reader finds in a picture.
type drawing struct {
	nodes, edges int
	texts        []string
	ids          map[string]bool
}

// read parses a picture as XML and fails on what no picture may hold: an element that
// runs or loads something, an id of the data's, a reference that leads out.
func read(t testing.TB, picture []byte) drawing {
	t.Helper()
	out := drawing{ids: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(picture))
	d.Strict = true
	inText := false
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("no XML: %v", err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "text"
			switch e.Name.Local {
			case "svg", "title", "desc", "style", "g", "rect", "path", "text":
			default:
				t.Errorf("an element <%s>", e.Name.Local)
			}
			for _, a := range e.Attr {
				switch {
				case strings.HasPrefix(a.Name.Local, "on"), a.Name.Local == "href", strings.Contains(a.Value, "url("):
					t.Errorf("<%s %s=%q>", e.Name.Local, a.Name.Local, a.Value)
				case a.Name.Local == "id":
					if out.ids[a.Value] || strings.Trim(a.Value, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
						t.Errorf("id %q is given twice or is not the program's own", a.Value)
					}
					out.ids[a.Value] = true
				case a.Name.Local == "class" && a.Value == "node":
					out.nodes++
				case a.Name.Local == "class" && a.Value == "edge":
					out.edges++
				}
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				out.texts = append(out.texts, string(e))
			}
		}
	}
	return out
}

// TestEveryNodeAndEdgeIsDrawn counts what an XML reader finds against the folded view.
func TestEveryNodeAndEdgeIsDrawn(t *testing.T) {
	for _, p := range []queries.PictureParams{
		{Entity: "bleu"}, {Entity: "delos-cloud"}, {Entity: "tiktok"}, {Entity: "ovh"}, {Entity: "orange", What: queries.PictureOwners},
		{Entity: "microsoft", What: queries.PictureNeighbourhood}, {Entity: "bleu", What: queries.PictureAll},
	} {
		v := asked(t, "en", "2026-11-22", p)
		page, err := v.Folded()
		if err != nil {
			t.Fatal(err)
		}
		first := exporttest.Encoded(t, svg.Encode, v, svg.Options{})
		got := read(t, first)
		if got.nodes != len(page.Nodes()) || got.edges != len(page.Edges()) {
			t.Errorf("%s %s: %d nodes and %d edges drawn of %d and %d", p.Entity, p.What, got.nodes, got.edges, len(page.Nodes()), len(page.Edges()))
		}
		if !bytes.Equal(first, exporttest.Encoded(t, svg.Encode, page, svg.Options{})) {
			t.Errorf("%s: the folded view gives another picture", p.Entity)
		}
	}
}

// hostile makes names that have broken other programs, and many mixtures of them.
func hostile() []string {
	seeds := []string{
		`</text><script>alert(1)</script>`, `"><svg onload=alert(1)>`, `]]>`, `<!--`, `-->`, `&lt;&amp;&#0;`, "\x00\x01\x1b[31m", "a\nb\rc\td", "\xff\xfe\xc3\x28",
		"\u202eevil\u202c", "e\u0301\u0301\u0301", "字节跳动", "شركة", "חברה", "👩‍👩‍👧‍👦", "\ufeffBOM", "\uffff", "$(rm -rf /)", "'; DROP TABLE entities; --", `\`, "%s%n%x", "{{.}}",
		"=cmd|' /C calc'!A0", strings.Repeat("W", 300), strings.Repeat("long name ", 60), "", " ", "\u200b", "&", "<", "]]]]><![CDATA[>", "law:us-cloud-act", "n0", "e1",
	}
	out := append([]string{}, seeds...)
	for i := 0; len(out) < 500; i++ {
		out = append(out, seeds[i%len(seeds)]+seeds[(i*7+3)%len(seeds)]+fmt.Sprint(i))
	}
	return out
}

// TestHostileNames draws five hundred names as nodes, captions, marks and labels.
func TestHostileNames(t *testing.T) {
	names := hostile()
	for at := 0; at < len(names); at += 50 {
		c := view.Content{Lang: "en", Question: "owners", Title: names[at], Subtitle: names[at+1], Focus: "focus", Notes: []string{names[at+2]}, Disclaimer: names[at+3]}
		c.Nodes = append(c.Nodes, view.Node{ID: "focus", Sort: view.EntitySort, Kind: graph.Company, Name: "focus", Focus: true})
		for i, name := range names[at : at+50] {
			id := view.NodeID(fmt.Sprint(name, i))
			share := graph.Exact(graph.WholePercent(i))
			c.Nodes = append(c.Nodes, view.Node{ID: id, Sort: view.EntitySort, Kind: graph.Company, KindIn: name, Name: name, Caption: name, Country: name, Marks: []string{name}})
			c.Edges = append(c.Edges, view.Edge{From: id, To: "focus", Interests: []view.Interest{{Code: graph.Shareholding, Basis: graph.Capital, Share: &share,
				Label: name, Text: name, Claims: []graph.ClaimID{graph.ClaimID(name)}}}})
			c.Edges = append(c.Edges, view.Edge{From: "focus", To: id, Interests: []view.Interest{{Code: graph.SuppliesTechnology, Label: name}}})
		}
		v, err := view.New(c)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, exporttest.Encoded(t, svg.Encode, v, svg.Options{})); got.nodes != 51 || got.edges != 100 {
			t.Errorf("names from %d: %d nodes, %d edges", at, got.nodes, got.edges)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range hostile()[:34] {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) > 2000 {
			return
		}
		v, err := view.New(view.Content{Title: name, Focus: "a", Nodes: []view.Node{
			{ID: "a", Sort: view.EntitySort, Name: name, Country: name, Focus: true}, {ID: view.NodeID("b" + name), Sort: view.LawsSort, Role: view.LawRole, Name: name, Country: name,
				Laws: []view.LawGroup{{Standing: view.Open, Heading: name, Laws: []view.LawLine{{Name: name, Only: []string{name}}}}}}},
			Edges: []view.Edge{{From: view.NodeID("b" + name), To: "a", Reaches: []view.Reach{{Law: name, Ties: []string{name}}}}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, exporttest.Encoded(t, svg.Encode, v, svg.Options{})); got.nodes != 2 || got.edges != 1 {
			t.Errorf("%d nodes, %d edges", got.nodes, got.edges)
		}
	})
}
