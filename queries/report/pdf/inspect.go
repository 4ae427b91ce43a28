package pdf

import (
	"fmt"
	"slices"

	"longarm/queries/report/page"
)

// scant is the number of lines a page has at least, its footer apart.
const scant = 3

// inspection notes while a document is laid out what a reader would call a fault.
type inspection struct {
	lines  map[int]int // by page; a picture counts as many
	head   string      // the heading laid out last, while nothing follows it
	at     int         // its page
	faults []string
}

func (s *inspection) heading(page int, title string) { s.head, s.at = title, page }

// ink notes a line, or a picture, from x to end on a page so wide.
func (s *inspection) ink(page, lines int, end, wide float64) {
	if s.lines == nil {
		s.lines = map[int]int{}
	}
	s.lines[page] += lines
	if s.head != "" && page != s.at {
		s.faults = append(s.faults, fmt.Sprintf("page %d ends with the heading %q", s.at, s.head))
	}
	s.head = ""
	if end > wide-right+0.5 {
		s.faults = append(s.faults, fmt.Sprintf("page %d: a line ends %.1f mm beyond the margin", page, end-wide+right))
	}
}

func (s *inspection) picture(page int) { s.ink(page, scant, 0, pageWidth) }

// Faults lays the document out and lists, sorted, what a reader would call a fault of the
// layout: a heading at the foot of a page, a page of a line or two, a line that leaves
// the page. A document without faults has none.
func Faults(d *page.Document) ([]string, error) {
	w := newWriter(d, nil)
	w.document()
	if err := w.pdf.Error(); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	out := w.seen.faults
	if w.seen.head != "" {
		out = append(out, fmt.Sprintf("nothing follows the heading %q", w.seen.head))
	}
	for n := 1; n <= w.pdf.PageNo(); n++ {
		if w.seen.lines[n] < scant {
			out = append(out, fmt.Sprintf("page %d has %d lines", n, w.seen.lines[n]))
		}
	}
	slices.Sort(out)
	return out, nil
}
