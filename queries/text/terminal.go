package text

import (
	"io"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/text"
)

const (
	// minColumn is the width no column is made narrower than for want of space.
	minColumn = 10
	// longWord is the length up to which a word is kept whole in a column, longID
	// that of an identifier, which people copy.
	longWord = 20
	longID   = 34
)

// terminal lays a page out in lines of at most width cells, words permitting.
type terminal struct {
	b      strings.Builder
	width  int
	colour bool
	groups map[string]columns
}

// columns are the widths of a table's columns, shared by the tables of a group.
type columns struct {
	widest []int // as wide as their cells
	least  []int // as narrow as they may become before a title is cut or a word broken
}

func writeTerminal(w io.Writer, p *page, lineWidth int, colour bool) error {
	t := &terminal{width: lineWidth, colour: colour, groups: map[string]columns{}}
	for _, b := range p.blocks {
		if tb, ok := b.(table); ok && tb.group != "" {
			t.groups[tb.group] = t.groups[tb.group].with(tb)
		}
	}
	for _, b := range p.blocks {
		t.block(b)
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

func (t *terminal) block(b block) {
	switch b := b.(type) {
	case title:
		t.sides(b.left, b.right, strong, faint)
	case foot:
		if left, right := Safe(b.left), Safe(b.right); left != "" && right != "" && width(left)+2+width(right) > t.width {
			t.sides(left, "", faint, plain)
			t.sides("", right, faint, plain)
			return
		}
		t.sides(b.left, b.right, faint, plain)
	case heading:
		t.lines("", b.text, b.tone)
	case para:
		t.lines(strings.Repeat(" ", b.indent), b.text, b.tone)
	case item:
		t.item(b)
	case table:
		t.table(b)
	case gap:
		t.b.WriteByte('\n')
	}
}

// paint puts a tone around a text, where colour is wanted.
func (t *terminal) paint(s string, as tone) string {
	if !t.colour || as == plain || s == "" {
		return s
	}
	codes := map[tone]pretty.Colors{strong: {pretty.Bold}, faint: {pretty.Faint}, good: {pretty.Bold, pretty.FgGreen},
		warn: {pretty.Bold, pretty.FgYellow}, bad: {pretty.Bold, pretty.FgRed}}
	return codes[as].EscapeSeq() + s + pretty.Reset.EscapeSeq()
}

func (t *terminal) line(s string) {
	t.b.WriteString(strings.TrimRight(s, " "))
	t.b.WriteByte('\n')
}

func (t *terminal) lines(prefix, s string, as tone) {
	for _, l := range wrap(Safe(s), t.width-width(prefix)) {
		t.line(prefix + t.paint(l, as))
	}
}

// sides puts one text left and one right; the right one moves to a line of its own
// when they do not fit.
func (t *terminal) sides(left, right string, asLeft, asRight tone) {
	left, right = Safe(left), Safe(right)
	room := t.width - width(right) - 2
	if right == "" {
		room = t.width
	}
	lines := wrap(left, max(room, t.width/2))
	for i, l := range lines {
		if i > 0 || right == "" {
			t.line(t.paint(l, asLeft))
			continue
		}
		if width(l) > room {
			t.line(t.paint(l, asLeft))
			t.line(strings.Repeat(" ", max(t.width-width(right), 0)) + t.paint(right, asRight))
			continue
		}
		t.line(t.paint(l, asLeft) + strings.Repeat(" ", t.width-width(l)-width(right)) + t.paint(right, asRight))
	}
}

// hanging is the width of the longest label that its text hangs beside; below a
// longer one it hangs by four.
const hanging = 16

func (t *terminal) item(i item) {
	label := Safe(i.label)
	prefix := strings.Repeat(" ", i.indent)
	if label == "" {
		for _, l := range wrap(Safe(i.text), t.width-i.indent) {
			t.line(prefix + l)
		}
		return
	}
	room := i.indent + width(label) + 1
	hang := room
	if width(label) > hanging {
		hang = i.indent + 4
	}
	lines := wrap(Safe(i.text), max(t.width-room, minColumn))
	t.line(prefix + t.paint(label, i.tone) + " " + lines[0])
	if len(lines) > 1 {
		for _, l := range wrap(strings.Join(lines[1:], " "), t.width-hang) {
			t.line(strings.Repeat(" ", hang) + l)
		}
	}
}

// with takes the larger of the widths known and those of a table's cells.
func (k columns) with(tb table) columns {
	grow := func(cells []string, split bool) {
		for i, c := range cells {
			for len(k.widest) <= i {
				k.widest, k.least = append(k.widest, 0), append(k.least, minColumn)
			}
			c = Safe(c)
			k.widest[i] = max(k.widest[i], width(c))
			if !split {
				k.least[i] = max(k.least[i], width(c))
				continue
			}
			for _, w := range words(c) {
				most := longWord
				if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
					most = longID
				}
				k.least[i] = max(k.least[i], min(width(w), most))
			}
		}
	}
	grow(tb.head, false)
	for _, r := range tb.rows {
		grow(r.cells, true)
	}
	return k
}

// fit shrinks the widest columns until the table fits: first those that can be
// narrower without breaking a word, then any.
func (k columns) fit(room int) []int {
	out := append([]int(nil), k.widest...)
	for _, floor := range [][]int{k.least, make([]int, len(out))} {
		for {
			total, at := 2*(len(out)-1), -1
			for i, w := range out {
				total += w
				if w > max(floor[i], minColumn) && (at < 0 || w > out[at]) {
					at = i
				}
			}
			if total <= room {
				return out
			}
			if at < 0 {
				break
			}
			out[at] = max(out[at]-(total-room), second(out, at), floor[at], minColumn)
			if out[at] == second(out, at) && out[at] > max(floor[at], minColumn) {
				out[at]--
			}
		}
	}
	return out
}

// second is the width of the widest column but one.
func second(widths []int, but int) int {
	best := 0
	for i, w := range widths {
		if i != but {
			best = max(best, w)
		}
	}
	return min(best, widths[but]-1)
}

func (t *terminal) table(tb table) {
	indent := strings.Repeat(" ", tb.indent)
	known := columns{}.with(tb)
	if tb.group != "" {
		known = t.groups[tb.group]
	}
	widths := known.fit(t.width - tb.indent)
	t.tableHead(tb, widths, indent)
	for _, r := range tb.rows {
		t.cells(indent, r.cells, widths, tb.right)
		for _, u := range r.under {
			u.indent += tb.indent
			t.item(u)
		}
	}
}

// tableHead writes the heading and the column titles, on one line where the
// heading leaves them room.
func (t *terminal) tableHead(tb table, widths []int, indent string) {
	h := Safe(tb.heading)
	note := ""
	if tb.note != "" {
		note = " (" + Safe(tb.note) + ")"
	}
	columns := false
	for _, c := range tb.head {
		columns = columns || c != ""
	}
	if !columns {
		if h != "" {
			t.headingLine(h, note, tb.tone)
		}
		return
	}
	offset := len(indent)
	first := len(tb.head)
	for i, c := range tb.head {
		if c != "" {
			first = i
			break
		}
		offset += widths[i] + 2
	}
	if h != "" && (width(h)+width(note) >= offset || note != "") {
		t.headingLine(h, note, tb.tone)
		h = ""
	}
	var line strings.Builder
	line.WriteString(t.paint(pad(h, 0), tb.tone))
	line.WriteString(strings.Repeat(" ", max(offset-width(h), 0)))
	for i := first; i < len(tb.head); i++ {
		cell := pad(Safe(tb.head[i]), widths[i])
		if i < len(tb.right) && tb.right[i] {
			cell = strings.Repeat(" ", max(widths[i]-width(Safe(tb.head[i])), 0)) + Safe(tb.head[i])
		}
		if i == len(tb.head)-1 {
			cell = strings.TrimRight(cell, " ")
		}
		line.WriteString(t.paint(cell, faint))
		if i < len(tb.head)-1 {
			line.WriteString("  ")
		}
	}
	t.line(line.String())
}

func (t *terminal) headingLine(h, note string, as tone) {
	for i, l := range wrap(h+note, t.width) {
		if head, ok := strings.CutPrefix(l, h); ok && i == 0 {
			t.line(t.paint(h, as) + head)
			continue
		}
		t.line(l)
	}
}

func (t *terminal) cells(indent string, cells []string, widths []int, right []bool) {
	columns := make([][]string, len(cells))
	height := 1
	for i, c := range cells {
		columns[i] = wrap(Safe(c), widths[i])
		height = max(height, len(columns[i]))
	}
	for y := range height {
		var line strings.Builder
		line.WriteString(indent)
		for i := range columns {
			cell := ""
			if y < len(columns[i]) {
				cell = columns[i][y]
			}
			if i < len(right) && right[i] {
				cell = strings.Repeat(" ", max(widths[i]-width(cell), 0)) + cell
			}
			line.WriteString(pad(cell, widths[i]))
			if i < len(columns)-1 {
				line.WriteString("  ")
			}
		}
		t.line(line.String())
	}
}
