package export_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/export/csv"
	"longarm/graph/export/internal/exporttest"
)

// handed is one document for the libraries of others, with what they should find.
type handed struct {
	name   string
	Format string `json:"format"`
	Doc    []byte `json:"doc"`
	want   count
}

// unread is the count of what a reader does not tell.
const unread = -1

// programs read several documents at once: they take seconds to start. Each stands for
// libraries that people load exports with: see .ci/readers.
var programs = map[string][]string{
	"longarm-read-node":   {"mermaid", "cytoscape"},
	"longarm-read-python": {"graphml", "gexf", "xlsx", "csv", "ftm", "bods"},
}

// TestOthersReadThem hands answers and whole graphs to the libraries of others and
// compares what they count.
func TestOthersReadThem(t *testing.T) {
	var docs []handed
	docs = append(docs, answersFor(t)...)
	docs = append(docs, graphsFor(t)...)
	for program, formats := range programs {
		list := slices.DeleteFunc(slices.Clone(docs), func(d handed) bool { return !slices.Contains(formats, d.Format) })
		for _, f := range formats {
			if !slices.ContainsFunc(list, func(d handed) bool { return d.Format == f }) {
				t.Errorf("%s is handed no %s", program, f)
			}
		}
		ask(t, program, list)
	}
}

func ask(t *testing.T, program string, list []handed) {
	t.Helper()
	input, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	out, ran := exporttest.Program(t, input, program)
	if !ran {
		return
	}
	var found []struct {
		Nodes, Edges int
		Error        string
	}
	if err := json.Unmarshal(out, &found); err != nil || len(found) != len(list) {
		t.Fatalf("%s: %v: %d answers for %d documents: %.500s", program, err, len(found), len(list), out)
	}
	for i, d := range list {
		got := count{found[i].Nodes, found[i].Edges}
		if found[i].Error != "" || got != d.want {
			t.Errorf("%s of %s: %s finds %+v %s, want %+v", d.Format, d.name, program, got, found[i].Error, d.want)
		}
	}
}

// answersFor writes every answer in every format of answers that a library reads.
func answersFor(t *testing.T) []handed {
	t.Helper()
	h := exporttest.Head(exporttest.Small(t))
	views := answers(t)
	var out []handed
	for _, name := range slices.Sorted(maps.Keys(views)) {
		v := views[name]
		for _, format := range []string{"mermaid", "cytoscape", "graphml", "gexf", "xlsx"} {
			if f, _ := export.Find(format); fits(format, name) {
				out = append(out, handed{name, format, answered(t, f, h, v), expected(t, format, v)})
			}
		}
		for _, columns := range []export.Columns{csv.I2, csv.Gephi} {
			f, _ := export.Find("csv")
			var b bytes.Buffer
			if err := f.Answer(&b, h, export.Answer{View: v}, export.Options{Columns: columns}); err != nil {
				t.Fatal(err)
			}
			out = append(out, handed{name + ", " + string(columns), "csv", b.Bytes(), count{unread, sized(v).edges}})
		}
	}
	return out
}

// graphsFor writes whole graphs in the formats of records.
func graphsFor(t *testing.T) []handed {
	t.Helper()
	var out []handed
	for name, l := range map[string]*graph.Ledger{"small": exporttest.Small(t), "hostile": exporttest.Hostile(t), "embedded": datatest.Ledger(t)} {
		entities, statements := exporttest.Counts(l)
		for _, format := range []string{"graphml", "gexf", "ftm", "bods"} {
			d := handed{name, format, streamed(t, format, l), count{entities, statements}}
			if name != "hostile" && (format == "ftm" || format == "bods") { // they have no place for everything
				d.want = told(t, format, d.Doc)
			}
			out = append(out, d)
		}
	}
	return out
}

// told counts the parties and links that a document of a standard holds.
func told(t *testing.T, format string, doc []byte) count {
	t.Helper()
	var c count
	d := json.NewDecoder(bytes.NewReader(doc))
	if format == "bods" {
		var list []struct{ RecordType string }
		if err := d.Decode(&list); err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			if s.RecordType == "relationship" {
				c.edges++
			}
		}
		return count{len(list) - c.edges, c.edges}
	}
	for d.More() {
		var one struct{ Schema string }
		if err := d.Decode(&one); err != nil {
			t.Fatal(err)
		}
		switch one.Schema {
		case "Ownership", "Directorship", "UnknownLink", "Family", "Associate", "Representation", "Membership", "Employment", "Occupancy", "Succession":
			c.edges++
		default:
			c.nodes++
		}
	}
	return c
}
