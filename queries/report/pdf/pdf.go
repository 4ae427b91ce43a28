// Package pdf writes a document as a PDF: embedded fonts, a table of contents with page
// numbers, bookmarks, links, and the same bytes each time. The PDF has no tags for
// screen readers; the HTML is the accessible original.
package pdf

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"

	"longarm/queries/report/page"
)

// Measures in millimetres, sizes of type in points.
const (
	pageWidth, pageHeight = 210.0, 297.0
	left, right           = 18.0, 18.0
	top, bottom           = 18.0, 20.0
	body                  = pageWidth - left - right
	floor                 = pageHeight - bottom

	textSize  = 9.2
	tableSize = 7.8
	noteSize  = 8.2
	spacing   = 1.31 // line height in type sizes
	point     = 25.4 / 72
)

const family = "Liberation"

// Encode writes the document. Two calls write the same bytes.
func Encode(w io.Writer, d *page.Document) error {
	first := newWriter(d, nil) // to learn on which page each heading stands
	first.document()
	if err := first.pdf.Error(); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	second := newWriter(d, first)
	second.document()
	if err := second.pdf.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// Pages counts the pages the document has as a PDF.
func Pages(d *page.Document) (int, error) {
	w := newWriter(d, nil)
	w.document()
	return w.pdf.PageNo(), w.pdf.Error()
}

// writer lays a document out on pages.
type writer struct {
	pdf   *fpdf.Fpdf
	d     *page.Document
	y     float64
	links map[string]int
	pages map[string]int // anchor to page, as laid out
	known map[string]int // the same of an earlier pass; nil in the first
	total int            // pages, of an earlier pass
	width map[string]float64
	glyph map[rune]bool // whether the font has a character
	wide  float64       // of the page being laid out
	seen  inspection
}

func newWriter(d *page.Document, earlier *writer) *writer {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetMargins(left, top, right)
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	day, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		day = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	f.SetCreationDate(day)
	f.SetModificationDate(day)
	f.SetProducer("longarm", true)
	f.SetCreator("longarm", true)
	f.SetTitle(d.Title, true)
	f.SetSubject(d.Subject, true)
	f.SetLang(d.Lang)
	f.AddUTF8FontFromBytes(family, "", liberationsansregular.TTF)
	f.AddUTF8FontFromBytes(family, "B", liberationsansbold.TTF)
	f.AddUTF8FontFromBytes(family, "I", liberationsansitalic.TTF)
	f.AddUTF8FontFromBytes(family, "BI", liberationsansbolditalic.TTF)
	w := &writer{pdf: f, d: d, links: map[string]int{}, pages: map[string]int{}, width: map[string]float64{}, glyph: map[rune]bool{}, wide: pageWidth}
	if earlier != nil {
		w.known, w.total, w.width, w.glyph = earlier.pages, earlier.pdf.PageNo(), earlier.width, earlier.glyph
	}
	return w
}

// document lays out the cover, the contents and every section.
func (w *writer) document() {
	w.cover()
	w.contents()
	for i := range w.d.Sections {
		w.section(&w.d.Sections[i], 1)
	}
	w.footer()
}

// newPage ends the page with its footer and begins another.
func (w *writer) newPage() {
	if w.pdf.PageNo() > 0 {
		w.footer()
	}
	w.pdf.AddPageFormat("P", fpdf.SizeType{Wd: pageWidth, Ht: pageHeight})
	w.y, w.wide = top, pageWidth
}

// turnPage ends the page and begins one in landscape.
func (w *writer) turnPage() {
	w.footer()
	w.pdf.AddPageFormat("L", fpdf.SizeType{Wd: pageWidth, Ht: pageHeight})
	w.y, w.wide = top, pageHeight
}

// footer writes the line below a page. The cover has none.
func (w *writer) footer() {
	n := w.pdf.PageNo()
	if n <= 1 {
		return
	}
	w.font("", 7.5)
	w.pdf.SetTextColor(80, 80, 80)
	wide, high := w.pdf.GetPageSize() // a turned page has its own
	y := high - 11
	w.pdf.Text(left, y, clip(w, w.printable(w.d.Footer), body-35))
	number := fmt.Sprintf(w.d.Words.Page, n, w.total)
	w.pdf.Text(wide-right-w.pdf.GetStringWidth(number), y, number)
	w.pdf.SetTextColor(0, 0, 0)
}

// clip shortens a text to a width.
func clip(w *writer, s string, width float64) string {
	runes := []rune(s)
	for len(runes) > 1 && w.pdf.GetStringWidth(string(runes)) > width {
		runes = runes[:len(runes)-1]
	}
	if len(runes) < len([]rune(s)) {
		runes[len(runes)-1] = '…'
	}
	return string(runes)
}

func (w *writer) font(style string, size float64) { w.pdf.SetFont(family, style, size) }

// anchor marks the place where links to the id lead.
func (w *writer) anchor(id string) {
	if id == "" {
		return
	}
	w.pages[id] = w.pdf.PageNo()
	w.pdf.SetLink(w.link(id), max(w.y-2, 0), w.pdf.PageNo())
}

// link is the link to an id, made when first asked for.
func (w *writer) link(id string) int {
	n, ok := w.links[id]
	if !ok {
		n = w.pdf.AddLink()
		w.links[id] = n
	}
	return n
}

// cover is the first page.
func (w *writer) cover() {
	w.newPage()
	w.pdf.SetFillColor(11, 74, 143)
	w.pdf.Rect(0, 0, pageWidth, 6, "F")
	w.y = 34
	w.paragraph([]page.Run{{Text: w.d.Title, Bold: true}}, left, body, 24)
	w.y += 1
	w.paragraph(page.Text(w.d.Subtitle), left, body, 12)
	w.y += 5
	w.blocks(w.d.Cover)
}

// headings are the sizes of the headings by depth, with the space before them.
var headings = []struct{ size, before, after float64 }{{16, 7, 2.2}, {12.5, 6, 1.6}, {10.5, 4.5, 1.2}, {9.5, 3.5, 0.8}}

// started is how much of a page may be taken for a section that begins a page to follow
// on it, so that no page holds a few lines only.
const started = 28.0

// section lays out a heading with what stands below it. A heading never ends a page.
func (w *writer) section(s *page.Section, depth int) {
	h := headings[min(depth, len(headings))-1]
	switch {
	case s.Break && w.y > top+started, w.y+w.least(s, depth) > floor, s.Unlisted && w.y+w.whole(s, depth) > floor:
		w.newPage()
	}
	if w.y > top {
		w.y += h.before
	}
	w.anchor(s.ID)
	w.pdf.Bookmark(s.Heading(), depth-1, max(w.y-2, 0))
	w.paragraph([]page.Run{{Text: s.Heading(), Bold: true}}, left, w.wide-left-right, h.size)
	w.seen.heading(w.pdf.PageNo(), s.Heading())
	if depth == 1 {
		w.pdf.SetDrawColor(11, 74, 143)
		w.pdf.SetLineWidth(0.5)
		w.pdf.Line(left, w.y+0.8, w.wide-right, w.y+0.8)
		w.y += 1.5
	}
	w.y += h.after
	w.blocks(s.Blocks)
	for i := range s.Sections {
		w.section(&s.Sections[i], depth+1)
	}
}

// blocks lays out blocks one below the other.
func (w *writer) blocks(list []page.Block) {
	for i, b := range list {
		switch b := b.(type) {
		case page.Para:
			w.para(&b, list[i+1:])
		case page.List:
			w.list(&b, 0)
			w.y += 1.2
		case page.Fields:
			w.fields(&b)
		case page.Table:
			w.table(&b)
		case page.Figure:
			w.figure(&b)
		}
	}
}

// para lays out a paragraph by its style; a label stays with what it titles.
func (w *writer) para(p *page.Para, next []page.Block) {
	switch p.Style {
	case page.Lead:
		w.paragraph(p.Text, left, body, 10.5)
	case page.Note:
		w.pdf.SetTextColor(70, 70, 70)
		w.paragraph(p.Text, left, body, noteSize)
		w.pdf.SetTextColor(0, 0, 0)
	case page.Label:
		bold := make([]page.Run, len(p.Text))
		copy(bold, p.Text)
		for i := range bold {
			bold[i].Bold = true
		}
		h := float64(len(w.lines(bold, body, textSize))) * textSize * point * spacing
		if w.y+1.5+h+w.nextLeast(next) > floor {
			w.newPage()
		}
		w.y += 1.5
		w.paragraph(bold, left, body, textSize)
		w.y += 0.2
		return
	case page.Notice, page.Draft:
		w.framed(p)
	default:
		w.paragraph(p.Text, left, body, textSize)
	}
	w.y += 1.6
}

// framed lays a paragraph out on a tinted ground with a bar at its left.
func (w *writer) framed(p *page.Para) {
	lines := w.lines(p.Text, body-10, textSize)
	h := textSize * point * spacing
	if n := float64(len(lines)); w.y+min(n, 4)*h+4 > floor {
		w.newPage()
	}
	pad := func(height float64) {
		w.pdf.SetFillColor(242, 244, 247)
		w.pdf.Rect(left, w.y, body, height, "F")
		w.pdf.SetFillColor(11, 74, 143)
		w.pdf.Rect(left, w.y, 1.1, height, "F")
	}
	pad(1.8)
	w.y += 1.8
	for _, l := range lines {
		if w.y+h > floor {
			w.newPage()
		}
		pad(h + 0.1)
		w.line(l, left+5, w.y, textSize)
		w.y += h
	}
	pad(1.8)
	w.y += 1.8
}

// list lays out a list, each item hanging beside its mark.
func (w *writer) list(l *page.List, depth int) {
	h := textSize * point * spacing
	hang := 6.0
	x := left + float64(depth)*hang
	for i, item := range l.Items {
		mark := "•"
		if l.Ordered {
			mark = fmt.Sprintf("%d.", i+1)
		}
		lines := w.lines(item.Text, pageWidth-right-x-hang, textSize)
		if w.y+float64(min(len(lines), 2))*h > floor {
			w.newPage()
		}
		w.font("", textSize)
		w.pdf.Text(x+hang-2-w.pdf.GetStringWidth(mark), w.y+textSize*point, mark)
		for j, line := range lines {
			if w.y+h > floor && j > 0 {
				w.newPage()
			}
			w.line(line, x+hang, w.y, textSize)
			w.y += h
		}
		w.y += 0.5
		if item.Sub != nil {
			w.list(item.Sub, depth+1)
		}
	}
}

// fields lays out labels with what they say beside them, or a line to write on.
func (w *writer) fields(l *page.Fields) {
	h := textSize * point * spacing
	if all := w.fieldsHeight(l); all <= together && w.y+all > floor {
		w.newPage()
	}
	for _, r := range l.Rows {
		labels := w.lines([]page.Run{{Text: r.Label, Bold: true}}, label-3, textSize)
		if r.Blank {
			if w.y+9 > floor {
				w.newPage()
			}
			w.y += 4
			w.line(labels[0], left, w.y, textSize)
			w.pdf.SetDrawColor(120, 120, 120)
			w.pdf.SetLineWidth(0.2)
			w.pdf.Line(left+label, w.y+h, pageWidth-right, w.y+h)
			w.y += h + 1
			continue
		}
		lines := w.lines(r.Text, body-label, textSize)
		n := max(len(lines), len(labels))
		if w.y+float64(min(n, 3))*h > floor {
			w.newPage()
		}
		for i := range n {
			if w.y+h > floor {
				w.newPage()
			}
			if i < len(labels) {
				w.line(labels[i], left, w.y, textSize)
			}
			if i < len(lines) {
				w.line(lines[i], left+label, w.y, textSize)
			}
			w.y += h
		}
		w.y += 0.6
	}
	w.y += 1.4
}
