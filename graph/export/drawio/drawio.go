// Package drawio writes a diagram that diagrams.net (draw.io) opens and edits, of an
// answer: folded, placed, uncompressed.
package drawio

import (
	"io"
	"strconv"
	"strings"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Encode writes the answer as people look at it: [view.View.Folded]. Labels are plain
// text; what the data knows beside them stands in the properties of each shape.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	v, err := v.Folded()
	if err != nil {
		return err
	}
	w := document.NewWriter(to)
	w.S(`<?xml version="1.0" encoding="UTF-8"?>`, "\n")
	for _, line := range h.Lines {
		w.S("<!-- ", document.XMLComment(line), " -->\n")
	}
	title := v.Title
	if title == "" {
		title = "longarm"
	}
	w.S(`<mxfile host="longarm"><diagram id="d1" name="`, document.XML(document.Clip(document.Line(title), 60)), `"><mxGraphModel grid="0" page="0" tooltips="1" arrows="1"><root>`, "\n",
		`<mxCell id="0"/><mxCell id="1" parent="0"/>`, "\n")
	ids, plan := document.Short(v), document.Arrange(v)
	bottom := 0
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		b := plan.Boxes[n.ID]
		bottom = max(bottom, b.Y+b.Height)
		lines := document.NodeLines(v, n)
		w.S(`<object id="`, ids[n.ID], `" label="`, document.XML(strings.Join(lines, "\n")), `"`)
		for _, p := range []struct{ name, value string }{{"longarm_id", string(n.ID)}, {"kind", n.KindIn}, {"country", n.Place}, {"tooltip", n.Name}} {
			if p.value != "" {
				w.S(" ", p.name, `="`, document.XML(document.Line(p.value)), `"`)
			}
		}
		w.S(`><mxCell style="`, shape(n), `" vertex="1" parent="1"><mxGeometry x="`, strconv.Itoa(b.X), `" y="`, strconv.Itoa(b.Y), `" width="`, strconv.Itoa(b.Width), `" height="`, strconv.Itoa(b.Height),
			`" as="geometry"/></mxCell></object>`, "\n")
	}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		w.S(`<object id="e`, strconv.Itoa(i+1), `" label="`, document.XML(document.Clip(document.Line(document.EdgeLabel(e)), 80)), `"`)
		if text := text(e); text != "" {
			w.S(` tooltip="`, document.XML(text), `"`)
		}
		w.S(`><mxCell style="`, line(e), `" edge="1" parent="1" source="`, ids[e.From], `" target="`, ids[e.To], `"><mxGeometry relative="1" as="geometry">`)
		if i < len(plan.Bends) && len(plan.Bends[i]) > 0 && e.From != e.To {
			w.S(`<Array as="points">`)
			for _, p := range plan.Bends[i] {
				w.S(`<mxPoint x="`, strconv.Itoa(p.X), `" y="`, strconv.Itoa(p.Y), `"/>`)
			}
			w.S("</Array>")
		}
		w.S("</mxGeometry></mxCell></object>\n")
	}
	remarks := append([]string{v.Title + " · " + v.Dated()}, v.Notes...)
	remarks = append(remarks, h.Disclaimer)
	if h.NonCommercial() {
		remarks = append(remarks, h.LicenceLine())
	}
	for i := range remarks {
		remarks[i] = document.Line(remarks[i])
	}
	w.S(`<mxCell id="remarks" value="`, document.XML(strings.Join(remarks, "\n")), `" style="text;whiteSpace=wrap;html=0;align=left;verticalAlign=top;fontSize=10" vertex="1" parent="1"><mxGeometry x="0" y="`,
		strconv.Itoa(bottom+40), `" width="700" height="`, strconv.Itoa(40+16*len(remarks)), `" as="geometry"/></mxCell>`, "\n")
	w.S("</root></mxGraphModel></diagram></mxfile>\n")
	return w.Close()
}

// text is all an edge says, a line each.
func text(e *view.Edge) string {
	var out []string
	for _, i := range e.Interests {
		out = append(out, document.Line(i.Text))
	}
	for _, r := range e.Reaches {
		out = append(out, document.Line(r.Name+": "+r.Words))
	}
	return strings.Join(out, "\n")
}

func shape(n *view.Node) string {
	style := "rounded=0"
	switch {
	case n.Sort == view.LawsSort, n.Sort == view.LawSort:
		style = "shape=note;size=14;align=left;spacingLeft=6"
	case n.Sort == view.StackSort:
		style = "shape=cube;size=8"
	case n.Sort == view.RestSort:
		style = "rounded=0;dashed=1"
	case n.Kind == "person":
		style = "ellipse"
	case n.Kind == "state", n.Kind == "bloc", n.Kind == "stateBody", n.Kind == "arrangement", n.Kind == "group":
		style = "shape=hexagon;perimeter=hexagonPerimeter2;size=0.06"
	case n.Kind == "offer":
		style = "rounded=1"
	}
	style += ";whiteSpace=wrap;html=0;fillColor=#FFFFFF;strokeColor=#444444;fontColor=#111111"
	if n.Focus {
		style += ";strokeWidth=3;fillColor=#EEEEEE"
	}
	return style
}

// line draws the family of an edge without colour; what does not count is grey.
func line(e *view.Edge) string {
	style := "edgeStyle=orthogonalEdgeStyle;rounded=0;html=0;fontSize=11;labelBackgroundColor=#FFFFFF"
	family := document.Drawn(e)
	switch {
	case !e.Counts():
		return style + ";dashed=1;strokeColor=#AAAAAA;fontColor=#777777;endArrow=cross"
	case family == view.Ownership && e.Unknown():
		return style + ";strokeColor=#444444;endArrow=block;endFill=0"
	case family == view.Ownership:
		return style + ";strokeColor=#444444;endArrow=block;endFill=1"
	case family == view.Control:
		return style + ";strokeColor=#444444;strokeWidth=2.5;endArrow=diamond;endFill=1"
	case family == view.Technology:
		return style + ";strokeColor=#444444;dashed=1;endArrow=open"
	}
	return style + ";strokeColor=#444444;dashed=1;dashPattern=1 3;endArrow=open"
}
