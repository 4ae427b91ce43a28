// Package cytoscape writes Cytoscape JSON of an answer: Cytoscape opens it, and
// cytoscape.js takes it as it is.
package cytoscape

import (
	"encoding/json"
	"io"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

type file struct {
	FormatVersion string         `json:"format_version"`
	GeneratedBy   string         `json:"generated_by"`
	Data          map[string]any `json:"data"`
	Elements      elements       `json:"elements"`
}

type elements struct {
	Nodes []element `json:"nodes"`
	Edges []element `json:"edges"`
}

type element struct {
	Data     map[string]any `json:"data"` // keys are written sorted
	Position *position      `json:"position,omitempty"`
}

type position struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Encode writes the answer with all its nodes, placed in rows, and an edge for each
// thing its edges say. Ids are short; the ids of the data are in longarm_id.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	nodes, links := document.NodeFields(), document.LinkFields(v)
	out := file{FormatVersion: "1.0", GeneratedBy: h.Generator, Elements: elements{[]element{}, []element{}}, Data: map[string]any{
		"name": v.Title, "as_of": h.AsOf, "data": h.Release, "licences": h.LicenceLine(), "non_commercial": h.NonCommercial(), "disclaimer": h.Disclaimer, "notes": v.Notes}}
	ids, places := document.Short(v), document.Arrange(v).Boxes
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		d := map[string]any{"id": ids[n.ID], "longarm_id": string(n.ID), "name": n.Name, "shared name": n.Name}
		fill(d, nodes, n)
		b := places[n.ID]
		out.Elements.Nodes = append(out.Elements.Nodes, element{d, &position{b.X + b.Width/2, b.Y + b.Height/2}})
	}
	for _, l := range document.Links(v) {
		d := map[string]any{"id": l.ID, "source": ids[l.From], "target": ids[l.To], "name": l.Label, "interaction": l.Code}
		fill(d, links, &l)
		out.Elements.Edges = append(out.Elements.Edges, element{Data: d})
	}
	e := json.NewEncoder(to)
	e.SetIndent("", " ")
	return e.Encode(out)
}

func fill[T any](d map[string]any, fields []document.Field[T], x *T) {
	for i := range fields {
		text := fields[i].Get(x)
		switch {
		case text == "":
		case fields[i].Type == document.Text:
			d[fields[i].Name] = text
		default:
			d[fields[i].Name] = json.RawMessage(text) // a number or truth value as JSON writes it
		}
	}
}
