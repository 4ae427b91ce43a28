// Package mermaid writes Mermaid, which GitHub and many wikis draw from text, of an
// answer: folded, with short ids, every text escaped.
package mermaid

import (
	"fmt"
	"io"
	"strings"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Bounds that Mermaid sets and a page cannot lift.
const (
	maxEdges = 500
	maxText  = 50_000
)

// TooLarge says that Mermaid would refuse the drawing.
type TooLarge struct{ Edges, Bytes int }

// Error tells the bounds.
func (e *TooLarge) Error() string {
	return fmt.Sprintf("the drawing has %d edges and %d bytes; Mermaid draws at most %d edges and %d bytes: take svg or dot, or narrow the question", e.Edges, e.Bytes, maxEdges, maxText)
}

// Encode writes the answer as people look at it: [view.View.Folded]. The error is
// [*TooLarge] for more than Mermaid draws; nothing is written then.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	v, err := v.Folded()
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, line := range h.Lines {
		b.WriteString("%% " + comment(line) + "\n")
	}
	b.WriteString("flowchart TB\n")
	ids := document.Short(v)
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		lines := document.NodeLines(v, n)
		for j := range lines {
			lines[j] = escape(lines[j])
		}
		left, right := brackets(n)
		b.WriteString("  " + ids[n.ID] + left + `"` + strings.Join(lines, "<br/>") + `"` + right + "\n")
	}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		b.WriteString("  " + ids[e.From] + " " + arrow(e))
		if label := escape(document.Clip(document.Line(document.EdgeLabel(e)), 80)); strings.TrimSpace(label) != "" {
			b.WriteString(`|"` + label + `"|`)
		}
		b.WriteString(" " + ids[e.To] + "\n")
	}
	for i := range v.Nodes() {
		if v.Nodes()[i].Focus {
			b.WriteString("  style " + ids[v.Nodes()[i].ID] + " stroke-width:3px\n")
		}
	}
	if len(v.Edges()) > maxEdges || b.Len() > maxText {
		return &TooLarge{len(v.Edges()), b.Len()}
	}
	_, err = io.WriteString(to, b.String())
	return err
}

// brackets are those of the shape of a node.
func brackets(n *view.Node) (left, right string) {
	switch {
	case n.Sort == view.LawsSort, n.Sort == view.LawSort:
		return "[/", "/]"
	case n.Sort == view.StackSort:
		return "[[", "]]"
	case n.Kind == "person":
		return "([", "])"
	case n.Kind == "state", n.Kind == "bloc", n.Kind == "stateBody":
		return "{{", "}}"
	}
	return "[", "]"
}

// arrow draws the family of an edge: ownership a line, control a thick one, all else
// dots; what does not count ends in a cross.
func arrow(e *view.Edge) string {
	if !e.Counts() {
		return "-.-x"
	}
	switch document.Drawn(e) {
	case view.Ownership:
		return "-->"
	case view.Control:
		return "==>"
	}
	return "-.->"
}

// escape writes a text between quotes: what Mermaid, Markdown or HTML would read is an
// entity by its number.
func escape(s string) string {
	var b strings.Builder
	for _, r := range document.Line(s) {
		switch {
		case r < 0x80 && !(r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' || strings.ContainsRune(" .,:%()+-=/?!", r)):
			fmt.Fprintf(&b, "#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// comment is a line of a comment, which must not begin a directive.
func comment(s string) string {
	return strings.NewReplacer("{", "(", "}", ")").Replace(document.Line(s))
}
