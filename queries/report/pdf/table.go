package pdf

import "longarm/queries/report/page"

// The room around the text of a cell.
const (
	padX, padY = 1.4, 0.9
)

// columns are the widths of a table's columns, which fill the page.
func columns(t *page.Table) []float64 {
	n := len(t.Head)
	out := make([]float64, n)
	total := 0
	for i := range n {
		weight := 1
		if i < len(t.Widths) {
			weight = t.Widths[i]
		}
		out[i] = float64(weight)
		total += weight
	}
	for i := range out {
		out[i] *= body / float64(total)
	}
	return out
}

// laid is a row of a table broken into lines.
type laid struct {
	id    string
	cells [][][]piece
	right []bool
	blank []bool
	lines int // of the tallest cell
}

func (w *writer) lay(r *page.Row, widths []float64, bold bool) laid {
	out := laid{id: r.ID, lines: 1}
	for i := range widths {
		var c page.Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		runs := c.Text
		if bold {
			runs = make([]page.Run, len(c.Text))
			copy(runs, c.Text)
			for j := range runs {
				runs[j].Bold = true
			}
		}
		lines := w.lines(runs, widths[i]-2*padX, tableSize)
		out.cells = append(out.cells, lines)
		out.right = append(out.right, c.Right)
		out.blank = append(out.blank, c.Blank)
		out.lines = max(out.lines, len(lines))
	}
	return out
}

func (l *laid) height() float64 {
	return float64(l.lines)*tableSize*point*spacing + 2*padY
}

// head is the row of headings.
func (w *writer) head(t *page.Table, widths []float64) laid {
	row := page.Row{}
	for _, h := range t.Head {
		row.Cells = append(row.Cells, page.Cell{Text: page.Text(h)})
	}
	return w.lay(&row, widths, true)
}

// leastTable is the height of a caption, the headings and the first row.
func (w *writer) leastTable(t *page.Table) float64 {
	widths := columns(t)
	head := w.head(t, widths)
	out := noteSize*point*spacing + 2 + head.height()
	if len(t.Rows) > 0 {
		row := w.lay(&t.Rows[0], widths, false)
		out += min(row.height(), 40)
	}
	return out
}

// table lays out a table. The headings come again on each page; a row is split only
// when it is taller than a page.
func (w *writer) table(t *page.Table) {
	widths := columns(t)
	head := w.head(t, widths)
	if w.y+w.leastTable(t) > floor {
		w.newPage()
	}
	w.anchor(t.ID)
	w.paragraph(page.Strong(t.Caption), left, body, noteSize)
	w.y += 0.8
	w.row(&head, widths, true)
	full := floor - top - head.height()
	for i := range t.Rows {
		row := w.lay(&t.Rows[i], widths, false)
		need := row.height()
		if i > 0 && i == len(t.Rows)-2 { // the last row has company on its page
			last := w.lay(&t.Rows[i+1], widths, false)
			need += last.height()
		}
		if w.y+need > floor && need <= full {
			w.newPage()
			w.row(&head, widths, true)
		}
		w.anchor(row.id)
		for row.lines > 0 {
			room := int((floor - w.y - 2*padY) / (tableSize * point * spacing))
			if room < 1 || room < row.lines && room < 3 {
				w.newPage()
				w.row(&head, widths, true)
				continue
			}
			part := row.take(min(room, row.lines))
			w.row(&part, widths, false)
		}
	}
	w.y += 3
}

// take cuts the first lines of a row off.
func (l *laid) take(n int) laid {
	part := laid{lines: n, right: l.right, blank: l.blank}
	for i := range l.cells {
		have := min(n, len(l.cells[i]))
		part.cells = append(part.cells, l.cells[i][:have])
		l.cells[i] = l.cells[i][have:]
	}
	l.lines -= n
	return part
}

// row draws a row at the place reached.
func (w *writer) row(l *laid, widths []float64, head bool) {
	h := l.height()
	if head {
		w.pdf.SetFillColor(242, 244, 247)
		w.pdf.Rect(left, w.y, body, h, "F")
	}
	x := left
	for i, lines := range l.cells {
		y := w.y + padY
		for _, line := range lines {
			at := x + padX
			if l.right[i] {
				at = x + widths[i] - padX - lineWidth(line)
			}
			w.line(line, at, y, tableSize)
			y += tableSize * point * spacing
		}
		x += widths[i]
	}
	w.y += h
	w.pdf.SetDrawColor(150, 150, 150)
	w.pdf.SetLineWidth(0.15)
	w.pdf.Line(left, w.y, pageWidth-right, w.y)
}

func lineWidth(l []piece) float64 {
	sum := 0.0
	for _, p := range l {
		sum += p.width
	}
	return sum
}
