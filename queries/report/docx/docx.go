// Package docx writes a document as Office Open XML for word processors: real headings,
// lists, tables with heading rows, links and page numbers, so that an office can go on
// working in it.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"longarm/queries/report/page"
)

// Encode writes the document. Two calls write the same bytes.
func Encode(w io.Writer, d *page.Document) error {
	e := &encoder{d: d, bookmarks: map[string]int{}}
	e.body()
	z := zip.NewWriter(w)
	for _, part := range e.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := f.Write(part.content); err != nil {
			return err
		}
	}
	return z.Close()
}

// Measures in twentieths of a point: A4 with margins, and the width between them.
const (
	pageWidth, pageHeight = 11906, 16838
	margin                = 1020
	bodyWidth             = pageWidth - 2*margin
)

// encoder collects the body and what it refers to.
type encoder struct {
	b         strings.Builder
	d         *page.Document
	bookmarks map[string]int
	urls      []string // of links outside; relationship "u1" is the first
	images    [][]byte // relationship "i1" is the first
	lists     []bool   // numbering instances: ordered or not; number 1 is the first
}

func (e *encoder) f(format string, args ...any) { fmt.Fprintf(&e.b, format, args...) }

// x escapes a text, and drops what XML cannot hold.
func x(s string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ', r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(clean)) // a buffer takes everything
	return b.String()
}

func (e *encoder) body() {
	d := e.d
	e.para("Title", page.Text(d.Title), "")
	if d.Subtitle != "" {
		e.para("Subtitle", page.Text(d.Subtitle), "")
	}
	e.blocks(d.Cover)
	e.f(`<w:p><w:pPr><w:pStyle w:val="ContentsHeading"/><w:pageBreakBefore/></w:pPr>%s</w:p>`, e.runs(page.Text(d.Words.Contents)))
	d.Walk(func(s *page.Section, depth int) {
		if depth <= 2 && !s.Unlisted {
			e.para(fmt.Sprintf("Contents%d", depth), []page.Run{{Text: s.Heading(), To: s.ID}}, "")
		}
	})
	for i := range d.Sections {
		e.section(&d.Sections[i], 1)
	}
}

func (e *encoder) section(s *page.Section, depth int) {
	before := ""
	if s.Break {
		before = "<w:pageBreakBefore/>"
	}
	e.f(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/>%s</w:pPr>%s%s</w:p>`, min(depth, 4), before, e.bookmark(s.ID), e.runs(page.Text(s.Heading())))
	e.blocks(s.Blocks)
	for i := range s.Sections {
		e.section(&s.Sections[i], depth+1)
	}
}

// bookmark marks where links to an id lead.
func (e *encoder) bookmark(id string) string {
	if id == "" {
		return ""
	}
	n := len(e.bookmarks) + 1
	e.bookmarks[id] = n
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>`, n, anchor(id), n)
}

// anchor is the name of a bookmark: letters, digits and underscores, at most forty.
func anchor(id string) string {
	name := "a_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, id)
	return name[:min(len(name), 40)]
}

func (e *encoder) para(style string, runs []page.Run, extra string) {
	e.f(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, extra, e.runs(runs))
}

// styleOf names the style of a paragraph.
func styleOf(s page.Style) string {
	switch s {
	case page.Lead:
		return "Lead"
	case page.Note:
		return "SmallPrint"
	case page.Notice:
		return "Notice"
	case page.Label:
		return "Label"
	case page.Draft:
		return "Draft"
	}
	return "BodyText"
}

func (e *encoder) blocks(list []page.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case page.Para:
			e.para(styleOf(b.Style), b.Text, "")
		case page.List:
			e.list(&b, 0)
		case page.Fields:
			e.fields(&b)
		case page.Table:
			e.table(&b)
		case page.Figure:
			e.figure(&b)
		}
	}
}

// list writes a list with a numbering of its own, so that each begins at one.
func (e *encoder) list(l *page.List, depth int) {
	e.lists = append(e.lists, l.Ordered)
	n := len(e.lists)
	for _, i := range l.Items {
		e.para("ListParagraph", i.Text, fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(depth, 2), n))
		if i.Sub != nil {
			e.list(i.Sub, depth+1)
		}
	}
}

// fields writes labels and what they say as a table without lines.
func (e *encoder) fields(l *page.Fields) {
	if len(l.Rows) == 0 {
		return
	}
	label := bodyWidth * 22 / 100
	e.f(`<w:tbl><w:tblPr><w:tblStyle w:val="Fields"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`,
		bodyWidth, label, bodyWidth-label)
	for _, r := range l.Rows {
		edge := ""
		if r.Blank {
			edge = `<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tcBorders>`
		}
		e.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>%s</w:p></w:tc>`,
			label, e.runs(page.Strong(r.Label)))
		e.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>%s</w:p></w:tc></w:tr>`, bodyWidth-label, edge, e.runs(r.Text))
	}
	e.f(`</w:tbl>`)
	e.para("Gap", nil, "")
}

func (e *encoder) table(t *page.Table) {
	widths := columns(t)
	e.f(`<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>%s%s</w:p>`, e.bookmark(t.ID), e.runs(page.Text(t.Caption)))
	e.f(`<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`,
		bodyWidth, x(t.Caption))
	for _, w := range widths {
		e.f(`<w:gridCol w:w="%d"/>`, w)
	}
	e.f(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, h := range t.Head {
		e.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E6EAF0"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>%s</w:p></w:tc>`,
			widths[i], e.runs(page.Strong(h)))
	}
	e.f(`</w:tr>`)
	for _, r := range t.Rows {
		e.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i := range t.Head {
			var c page.Cell
			if i < len(r.Cells) {
				c = r.Cells[i]
			}
			mark, align := "", ""
			if i == 0 {
				mark = e.bookmark(r.ID)
			}
			if c.Right {
				align = `<w:jc w:val="right"/>`
			}
			e.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>%s</w:pPr>%s%s</w:p></w:tc>`, widths[i], align, mark, e.runs(c.Text))
		}
		e.f(`</w:tr>`)
	}
	e.f(`</w:tbl>`)
	e.para("Gap", nil, "")
}

func columns(t *page.Table) []int {
	total := 0
	out := make([]int, len(t.Head))
	for i := range out {
		out[i] = 1
		if i < len(t.Widths) {
			out[i] = t.Widths[i]
		}
		total += out[i]
	}
	for i := range out {
		out[i] = out[i] * bodyWidth / total
	}
	return out
}

// figure writes a picture as wide as the page, or as high as it may be.
func (e *encoder) figure(f *page.Figure) {
	if len(f.PNG) > 0 && f.Width > 0 && f.Height > 0 {
		e.images = append(e.images, f.PNG)
		n := len(e.images)
		const emu = 635 // in a twentieth of a point
		wide, high := float64(bodyWidth*emu), float64(bodyWidth*emu)*f.Height/f.Width
		if most := float64((pageHeight - 2*margin - 2400) * emu); high > most {
			wide, high = wide*most/high, most
		}
		e.f(`<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%.0f" cy="%.0f"/><wp:docPr id="%d" name="%s %d" descr="%s"/>`,
			wide, high, n, x(e.d.Words.Figure), n, x(f.Alt))
		e.f(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="i%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%.0f" cy="%.0f"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
			n, n, n, wide, high)
	}
	e.f(`<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>%s%s</w:p>`, e.bookmark(f.ID), e.runs(page.Text(f.Caption)))
	if f.Twin != nil {
		e.list(f.Twin, 0)
	}
}

func (e *encoder) runs(list []page.Run) string {
	var b strings.Builder
	for _, r := range list {
		if r.Text == "" {
			continue
		}
		link := r.To != "" || strings.HasPrefix(r.URL, "https://") || strings.HasPrefix(r.URL, "http://")
		style := ""
		if link {
			style += `<w:rStyle w:val="Hyperlink"/>`
		}
		if r.Bold {
			style += "<w:b/>"
		}
		if r.Italic {
			style += "<w:i/>"
		}
		run := `<w:r><w:rPr>` + style + `</w:rPr><w:t xml:space="preserve">` + x(r.Text) + `</w:t></w:r>`
		switch {
		case r.To != "":
			run = `<w:hyperlink w:anchor="` + anchor(r.To) + `" w:history="1">` + run + `</w:hyperlink>`
		case link:
			e.urls = append(e.urls, r.URL)
			run = fmt.Sprintf(`<w:hyperlink r:id="u%d" w:history="1">%s</w:hyperlink>`, len(e.urls), run)
		}
		b.WriteString(run)
	}
	return b.String()
}
