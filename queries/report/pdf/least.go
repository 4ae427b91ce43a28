package pdf

import "longarm/queries/report/page"

// label is the width of the labels of fields; together is the height up to which a list
// of fields is kept on one page.
const label, together = 36.0, 60.0

// least is the height without which a heading and the beginning of what follows do not
// stand on one page.
func (w *writer) least(s *page.Section, depth int) float64 {
	h := headings[min(depth, len(headings))-1]
	lines := len(w.lines([]page.Run{{Text: s.Heading(), Bold: true}}, body, h.size))
	out := h.before + h.after + float64(lines)*h.size*point*spacing
	if depth == 1 {
		out += 1.5
	}
	below, whole := w.leastOf(s.Blocks)
	out += below
	if whole && len(s.Sections) > 0 {
		out += w.least(&s.Sections[0], depth+1)
	}
	return min(out, floor-top)
}

// leastOf is the height of the beginning of blocks, and whether that is all of them: a
// few lines that lead to what stands below.
func (w *writer) leastOf(list []page.Block) (height float64, whole bool) {
	line := textSize * point * spacing
	for i, b := range list {
		switch b := b.(type) {
		case page.Para:
			size, wide, pad := textSize, body, 1.6
			switch b.Style {
			case page.Lead:
				size = 10.5
			case page.Notice, page.Draft:
				wide, pad = body-10, 5.2
			}
			n := len(w.lines(b.Text, wide, size))
			if n > 5 {
				return height + 3*size*point*spacing + pad, false
			}
			height += float64(n)*size*point*spacing + pad
			if next := i + 1; next == len(list) || b.Style != page.Label && i > 1 {
				return height, next == len(list)
			}
		case page.List:
			return height + 2*line, false
		case page.Fields:
			all := w.fieldsHeight(&b)
			if all > together {
				all = 3 * line
			}
			return height + all, false
		case page.Table:
			return height + w.leastTable(&b), false
		case page.Figure:
			if isTurned(b) {
				return height + 6*line, false // its caption and first words
			}
			return height + w.figureHeight(&b) + 8, false
		}
	}
	return height, true
}

// fieldsHeight is the height of a list of fields.
func (w *writer) fieldsHeight(l *page.Fields) float64 {
	h := textSize * point * spacing
	out := 1.4
	for _, r := range l.Rows {
		if r.Blank {
			out += h + 5
			continue
		}
		lines, labels := w.lines(r.Text, body-label, textSize), w.lines([]page.Run{{Text: r.Label, Bold: true}}, label-3, textSize)
		out += float64(max(len(lines), len(labels)))*h + 0.6
	}
	return out
}

// nextLeast is the height of the beginning of blocks.
func (w *writer) nextLeast(list []page.Block) float64 {
	height, _ := w.leastOf(list)
	return height
}

// whole is the height of a section of paragraphs, lists and fields, to keep it on one
// page; that of a longer one, or one with tables or sections, is that of its beginning.
func (w *writer) whole(s *page.Section, depth int) float64 {
	h := headings[min(depth, len(headings))-1]
	line := textSize * point * spacing
	out := h.before + h.after + h.size*point*spacing
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case page.Para:
			size := textSize
			if b.Style == page.Lead {
				size = 10.5
			}
			out += float64(len(w.lines(b.Text, body, size)))*size*point*spacing + 1.7
		case page.List:
			for _, item := range b.Items {
				out += float64(len(w.lines(item.Text, body-6, textSize)))*line + 0.5
			}
			out += 1.2
		case page.Fields:
			out += w.fieldsHeight(&b)
		default:
			return w.least(s, depth)
		}
	}
	if len(s.Sections) > 0 || out > (floor-top)/3 {
		return w.least(s, depth)
	}
	return out
}
