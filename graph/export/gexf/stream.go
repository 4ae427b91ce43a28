// Package gexf writes GEXF 1.3, the format of Gephi, with the days each edge holds.
package gexf

import (
	"io"
	"strconv"
	"time"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// Stream writes a whole graph in two passes over the records, first the nodes, then
// an edge for each statement that counts. It keeps nothing of what it has written.
// Two statements between the same ends are two edges of different ids; their kind is
// the interest.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	w := document.NewWriter(to)
	nodes, edges := document.EntityFields(h.Lang), document.StatementFields(h.Lang)
	open(w, &h)
	w.S(`<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed" idtype="string">`, "\n")
	w.S(`<attributes class="node" mode="static">`, "\n")
	attribute(w, 0, "id", document.Text)
	for i, f := range nodes {
		attribute(w, i+1, f.Name, f.Type)
	}
	w.S("</attributes>\n", `<attributes class="edge" mode="static">`, "\n")
	for i, f := range edges {
		attribute(w, i, f.Name, f.Type)
	}
	w.S("</attributes>\n<nodes>\n")
	err := records.Entities(func(e graph.Entity) error {
		w.S(`<node id="`, document.Token(string(e.ID)), `" label="`, document.XML(document.Label(&e, h.Lang)), `"><attvalues>`)
		value(w, 0, string(e.ID))
		for i := range nodes {
			value(w, i+1, nodes[i].Get(&e))
		}
		w.S("</attvalues></node>\n")
		return w.Err()
	})
	if err != nil {
		return err
	}
	w.S("</nodes>\n<edges>\n")
	err = records.Statements(func(s graph.Statement) error {
		if !s.Assertion.Counts() {
			return nil
		}
		w.S(`<edge id="`, document.Token(string(s.ID)), `" source="`, document.Token(string(s.Holder)), `" target="`, document.Token(string(s.Subject)),
			`" kind="`, string(s.Interest), `" label="`, document.XML(label(&s)), `"`)
		days(w, s.Period)
		w.S("><attvalues>")
		for i := range edges {
			value(w, i, edges[i].Get(&s))
		}
		w.S("</attvalues></edge>\n")
		return w.Err()
	})
	if err != nil {
		return err
	}
	w.S("</edges>\n</graph>\n</gexf>\n")
	return w.Close()
}

// open writes the head of a document.
func open(w *document.Writer, h *document.Head) {
	w.S(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<gexf xmlns="http://gexf.net/1.3" version="1.3">`, "\n")
	w.S("<meta", lastModified(h.Release), "><creator>", document.XML(h.Generator), "</creator>")
	for _, line := range h.Lines {
		w.S("<description>", document.XML(line), "</description>")
	}
	w.S("</meta>\n")
}

// lastModified is the day of the data: the day of writing would make two runs differ.
func lastModified(release string) string {
	if _, err := time.Parse(time.DateOnly, release); err != nil {
		return ""
	}
	return ` lastmodifieddate="` + release + `"`
}

func attribute(w *document.Writer, i int, name string, t document.Type) {
	w.S(`<attribute id="`, strconv.Itoa(i), `" title="`, name, `" type="`, string(t), "\"/>\n")
}

func value(w *document.Writer, i int, text string) {
	if text != "" {
		w.S(`<attvalue for="`, strconv.Itoa(i), `" value="`, document.XML(text), `"/>`)
	}
}

// label is what an edge shows: the share, or the interest.
func label(s *graph.Statement) string {
	if text := document.ShareText(s); text != "" {
		return string(s.Interest) + " " + text
	}
	return string(s.Interest)
}

// days writes when an edge holds. An observation holds from its day on; GEXF counts
// the last day in, periods of the graph leave it out.
func days(w *document.Writer, p graph.Period) {
	from := p.From
	if p.IsObservation() {
		from = p.AsOf
	}
	if from != 0 {
		w.S(` start="`, from.String(), `"`)
	}
	if p.To != 0 {
		w.S(` end="`, dayBefore(p.To), `"`)
	}
}

func dayBefore(d graph.Date) string {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1).Format(time.DateOnly)
}
