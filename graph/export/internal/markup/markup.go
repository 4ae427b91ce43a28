// Package markup writes a drawing in the elements of SVG: as a document, or as a part of
// a page.
package markup

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"longarm/graph/export/internal/scene"
)

// Options are how to write.
type Options struct {
	// Theme is "light" or "dark" for these colours whatever the screen; empty follows the
	// screen.
	Theme string
	// Part leaves out what only a document of its own has, and lets nodes have the focus.
	Part bool
}

// Write writes a drawing. Every text is escaped, every id is the drawing's own.
func Write(w io.Writer, s *scene.Scene, o Options) error {
	b := bufio.NewWriter(w)
	e := &encoder{b: b, part: o.Part}
	e.document(s, o)
	return b.Flush()
}

type encoder struct {
	b    *bufio.Writer
	part bool
}

func (e *encoder) printf(format string, args ...any) { fmt.Fprintf(e.b, format, args...) }

func (e *encoder) document(s *scene.Scene, o Options) {
	if !o.Part {
		e.printf(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	}
	top := 0.0
	if o.Part { // the page has the title
		top = s.Body.Y - 14
	}
	e.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 %s %s %s" role="graphics-document document" aria-labelledby="title desc" xml:lang="%s" lang="%s">`+"\n",
		number(s.W), number(s.H-top), number(top), number(s.W), number(s.H-top), s.Lang, s.Lang)
	e.printf("<title id=\"title\">%s</title>\n<desc id=\"desc\">%s\n%s</desc>\n", Escape(s.Title), Escape(s.Desc), Escape(strings.Join(s.Twin, "\n")))
	e.printf("<style>\n%s</style>\n", styles(o.Theme))
	e.printf(`<rect class="f%d" width="%s" height="%s"/>`+"\n", scene.Paper, number(s.W), number(s.H))
	e.groups(s)
	e.printf("</svg>\n")
}

// groups writes the drawing: each class of groups as a list.
func (e *encoder) groups(s *scene.Scene) {
	class := ""
	for _, g := range s.Groups {
		if g.Class != class {
			if class != "" {
				e.printf("</g>\n")
			}
			class = g.Class
			switch class {
			case "edge", "node":
				e.printf(`<g class="%ss" role="list" aria-label="%s">`+"\n", class, Escape(s.Page.Word(class+"s")))
			case "label":
				e.printf(`<g class="labels" aria-hidden="true">` + "\n")
			default:
				e.printf(`<g class="%s">`+"\n", class)
			}
		}
		switch class {
		case "edge", "node":
			e.printf(`<g id="%s" class="%s" role="listitem" aria-label="%s"%s><title>%s</title>`, g.ID, class, Escape(g.Name), e.walk(s, &g), Escape(g.Title))
		case "label":
			e.printf(`<g class="label" data-edge="e%d"><title>%s</title>`, g.Edge, Escape(g.Title))
		default:
			e.printf(`<g id="%s">`, g.ID)
		}
		for i := range g.Shapes {
			e.shape(&g.Shapes[i])
		}
		e.printf("</g>\n")
	}
	if class != "" {
		e.printf("</g>\n")
	}
}

// walk says, on a page, where the keys lead from a group.
func (e *encoder) walk(s *scene.Scene, g *scene.Group) string {
	switch {
	case !e.part:
		return ""
	case g.Node >= 0:
		return ` tabindex="0"`
	}
	edge := &s.Page.Edges()[g.Edge]
	return fmt.Sprintf(` data-from="n%d" data-to="n%d"`, s.Page.Index(edge.From), s.Page.Index(edge.To))
}

func (e *encoder) shape(s *scene.Shape) {
	switch s.Kind {
	case scene.RectShape:
		e.printf(`<rect x="%s" y="%s" width="%s" height="%s"`, number(s.X), number(s.Y), number(s.W), number(s.H))
		if s.R > 0 {
			e.printf(` rx="%s"`, number(s.R))
		}
		e.paint(s)
	case scene.PathShape:
		e.printf(`<path d="%s"`, pathData(s.Path))
		e.paint(s)
	case scene.TextShape:
		weight := ""
		if s.Bold {
			weight = " b"
		}
		e.printf(`<text class="f%d%s" x="%s" y="%s" font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`,
			s.Fill, weight, number(s.X), number(s.Y), number(s.Size), number(s.W), Escape(s.Text))
	}
}

func (e *encoder) paint(s *scene.Shape) {
	class := "f" + strconv.Itoa(int(s.Fill))
	if s.Stroke != scene.None {
		class += " s" + strconv.Itoa(int(s.Stroke))
	}
	e.printf(` class="%s"`, class)
	if s.Stroke != scene.None {
		e.printf(` stroke-width="%s"`, number(s.Line))
		if len(s.Dash) > 0 {
			parts := make([]string, len(s.Dash))
			for i, d := range s.Dash {
				parts[i] = decimals(d, 4) // it adds up over a long line
			}
			e.printf(` stroke-dasharray="%s"`, strings.Join(parts, " "))
			if s.Phase > 0 {
				e.printf(` stroke-dashoffset="%s"`, number(s.Phase))
			}
		}
		if s.Round {
			e.printf(` stroke-linecap="round"`)
		}
	}
	e.printf("/>")
}

func pathData(p []scene.Segment) string {
	var b strings.Builder
	for _, s := range p {
		b.WriteByte(s.Op)
		n := map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.Op]
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(number(s.P[i].X) + " " + number(s.P[i].Y))
		}
	}
	return b.String()
}

// number writes a length with at most two decimals.
func number(x float64) string { return decimals(x, 2) }

func decimals(x float64, n int) string {
	s := strconv.FormatFloat(x, 'f', n, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// Escape makes a text safe in XML text and attributes.
func Escape(s string) string {
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "\n", "&#10;")

// styles are the colours of the themes as classes: fN fills and sN strokes with the
// N-th colour.
func styles(theme string) string {
	var b strings.Builder
	b.WriteString(`text{font-family:"Liberation Sans",Arial,Helvetica,"Noto Sans","DejaVu Sans",sans-serif;white-space:pre}.b{font-weight:700}` + "\n")
	b.WriteString(".f0{fill:none}path{stroke-linejoin:round}g[role=listitem]:focus{outline:none}g[role=listitem]:focus-visible .f5{stroke-width:3}\n")
	colours := func(t scene.Theme) string {
		var c strings.Builder
		for i := scene.Paper; i < scene.Colours; i++ {
			hex := fmt.Sprintf("#%02x%02x%02x", t[i].R, t[i].G, t[i].B)
			fmt.Fprintf(&c, ".f%d{fill:%s}.s%d{stroke:%s}", i, hex, i, hex)
		}
		return c.String()
	}
	switch theme {
	case "dark":
		b.WriteString(colours(scene.Dark()) + "\n@media print{" + colours(scene.Light()) + "}\n")
	case "light":
		b.WriteString(colours(scene.Light()) + "\n")
	default:
		b.WriteString(colours(scene.Light()) + "\n@media screen and (prefers-color-scheme:dark){" + colours(scene.Dark()) + "}\n")
	}
	return b.String()
}
