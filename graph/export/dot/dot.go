// Package dot writes DOT, the language of Graphviz, of an answer: folded, sorted, with
// every text escaped, so that no name ends a quotation.
package dot

import (
	"io"
	"strings"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Encode writes the answer as people look at it: [view.View.Folded].
func Encode(to io.Writer, h document.Head, v *view.View) error {
	v, err := v.Folded()
	if err != nil {
		return err
	}
	w := document.NewWriter(to)
	for _, line := range h.Lines {
		w.S("// ", document.Line(line), "\n")
	}
	w.S("digraph longarm {\n  graph [rankdir=TB, newrank=true, charset=\"UTF-8\", fontname=\"Helvetica\", labelloc=b, labeljust=l, fontsize=10, label=", Text(strings.Join(caption(&h, v), "\n"), true), "]\n")
	w.S("  node [fontname=\"Helvetica\", fontsize=11, style=filled, fillcolor=white, color=\"#444444\", shape=box]\n")
	w.S("  edge [fontname=\"Helvetica\", fontsize=10, color=\"#444444\"]\n")
	ids := document.Short(v)
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		w.S("  ", ids[n.ID], " [label=", Text(strings.Join(document.NodeLines(v, n), "\n"), n.Sort == view.LawsSort), ", ", shape(n), ", tooltip=", Text(string(n.ID), false), "]\n")
	}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		w.S("  ", ids[e.From], " -> ", ids[e.To], " [label=", Text(document.Clip(document.EdgeLabel(e), 80), false), ", ", line(e), "]\n")
	}
	w.S("}\n")
	return w.Close()
}

// caption stands below the graph: title, notes, disclaimer.
func caption(h *document.Head, v *view.View) []string {
	var out []string
	for _, s := range append([]string{v.Title, v.Dated()}, append(v.Notes, h.Disclaimer)...) {
		if s != "" {
			out = append(out, document.Wrapped(document.Line(s), 110)...)
		}
	}
	return out
}

func shape(n *view.Node) string {
	switch {
	case n.Focus:
		return `shape=box, penwidth=2.5, fillcolor="#eeeeee"`
	case n.Sort == view.LawsSort, n.Sort == view.LawSort:
		return `shape=note`
	case n.Sort == view.StackSort:
		return `shape=box3d`
	case n.Sort == view.RestSort:
		return `shape=box, style="filled,dashed"`
	case n.Kind == "person":
		return `shape=ellipse`
	case n.Kind == "state", n.Kind == "bloc", n.Kind == "stateBody":
		return `shape=octagon`
	case n.Kind == "arrangement", n.Kind == "group":
		return `shape=hexagon`
	case n.Kind == "offer":
		return `shape=component`
	}
	return `shape=box`
}

// line draws the family of an edge without colour: ownership a solid line, control a
// bold one, technology dashes, jurisdiction and law dots. What does not count is grey.
func line(e *view.Edge) string {
	if !e.Counts() {
		return `style=dashed, color="#aaaaaa", fontcolor="#777777", arrowhead=onormal`
	}
	switch document.Drawn(e) {
	case view.Ownership:
		if e.Unknown() {
			return `style=solid, arrowhead=onormal`
		}
		return `style=solid`
	case view.Control:
		return `style=bold, arrowhead=diamond`
	case view.Technology:
		return `style=dashed, arrowhead=vee`
	}
	return `style=dotted, arrowhead=open`
}

// Text is a quoted string of DOT. Lines end centred, or at the left.
func Text(s string, left bool) string {
	end := `\n`
	if left {
		end = `\l`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range document.Plain(s) {
		switch r {
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteString(`\\`)
		case '&': // Graphviz reads entities of HTML in every label
			b.WriteString("&amp;")
		case '\n', 0x2028, 0x2029:
			b.WriteString(end)
		case '\t':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	if left {
		b.WriteString(end)
	}
	b.WriteByte('"')
	return b.String()
}
