package pdf

import (
	"fmt"
	"math"

	"longarm/queries/report/page"
)

// contentsDepth bounds the headings the contents list.
const contentsDepth = 2

// contentsLeast is how far the lines of the contents may close up so that they do not
// spill a few lines onto one more page.
const contentsLeast = 0.84

// entry is a line of the contents, broken where it is longer than the page is wide.
type entry struct {
	id          string
	lines       [][]piece
	size        float64
	indent, gap float64
}

func (e *entry) height(scale float64) float64 {
	return scale * (e.gap + float64(len(e.lines))*e.size*point*spacing)
}

// entries are the headings that the contents list.
func (w *writer) entries() []entry {
	var out []entry
	w.d.Walk(func(s *page.Section, depth int) {
		if s.Unlisted || depth > contentsDepth {
			return
		}
		e := entry{id: s.ID, size: 10, gap: 1.6}
		if depth > 1 {
			e.size, e.indent, e.gap = 9, 6, 0
		}
		e.lines = w.lines([]page.Run{{Text: s.Heading(), Bold: depth == 1}}, body-e.indent-14, e.size)
		out = append(out, e)
	})
	return out
}

// contents lists the headings with their pages.
func (w *writer) contents() {
	w.newPage()
	w.pdf.Bookmark(w.d.Words.Contents, 0, 0)
	w.paragraph(page.Strong(w.d.Words.Contents), left, body, 16)
	w.y += 3
	list := w.entries()
	scale := fit(list, floor-w.y, floor-top)
	for i := range list {
		e := &list[i]
		if w.y+e.height(scale) > floor {
			w.newPage()
		}
		w.y += scale * e.gap
		h := scale * e.size * point * spacing
		begin := w.y
		for _, l := range e.lines {
			w.line(l, left+e.indent, w.y, e.size)
			w.y += h
		}
		if n, ok := w.known[e.id]; ok {
			number := fmt.Sprint(n)
			w.font(styleOf(&page.Run{Bold: e.indent == 0}), e.size)
			w.pdf.Text(pageWidth-right-w.pdf.GetStringWidth(number), w.y-h+e.size*point*1.02, number)
		}
		w.pdf.Link(left, begin, body, w.y-begin, w.link(e.id))
	}
}

// fit is by how much the lines close up: as little as saves a page, or not at all.
func fit(list []entry, first, full float64) float64 {
	total := 0.0
	for i := range list {
		total += list[i].height(1)
	}
	pages := func(scale float64) float64 { return 1 + math.Ceil(max(0, scale*total-first)/full) }
	if pages(contentsLeast) == pages(1) {
		return 1
	}
	for scale := 0.99; scale > contentsLeast; scale -= 0.01 {
		if pages(scale) < pages(1) {
			return scale
		}
	}
	return contentsLeast
}
