// Package html writes a document as one HTML file: the accessible original of a
// dossier. It asks for nothing over a network, runs no script and prints well.
package html

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"longarm/queries/report/page"
)

//go:embed style.css
var style string

// Encode writes the document. Two calls write the same bytes.
func Encode(w io.Writer, d *page.Document) error {
	e := &encoder{d: d}
	e.document()
	_, err := io.WriteString(w, e.b.String())
	return err
}

type encoder struct {
	b strings.Builder
	d *page.Document
}

func (e *encoder) f(format string, args ...any) { fmt.Fprintf(&e.b, format, args...) }

// x escapes a text for HTML, text or attribute.
func x(s string) string { return html.EscapeString(s) }

func (e *encoder) document() {
	d := e.d
	e.f("<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", x(d.Lang), x(d.Title))
	e.f("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"description\" content=\"%s\">\n", x(d.Subject))
	e.f("<meta name=\"date\" content=\"%s\">\n", x(d.Date))
	e.f("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<style>\n%s</style>\n</head>\n<body>\n", style)
	e.f("<a class=\"skip\" href=\"#%s\">%s</a>\n", x(e.first()), x(d.Words.Skip))
	e.f("<header>\n<h1>%s</h1>\n", x(d.Title))
	if d.Subtitle != "" {
		e.f("<p class=\"subtitle\">%s</p>\n", x(d.Subtitle))
	}
	e.blocks(d.Cover)
	e.f("</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n", x(d.Words.Contents))
	e.contents(d.Sections, 1)
	e.f("</nav>\n<main>\n")
	for i := range d.Sections {
		e.section(&d.Sections[i], 2)
	}
	e.f("</main>\n<footer><p>%s</p></footer>\n</body>\n</html>\n", x(d.Footer))
}

func (e *encoder) first() string {
	if len(e.d.Sections) == 0 {
		return "contents"
	}
	return e.d.Sections[0].ID
}

// contentsDepth bounds the headings the contents list.
const contentsDepth = 2

func (e *encoder) contents(list []page.Section, depth int) {
	open := false
	for i := range list {
		s := &list[i]
		if s.Unlisted {
			continue
		}
		if !open {
			e.f("<ol>\n")
			open = true
		}
		e.f("<li><a href=\"#%s\">%s</a>", x(s.ID), x(s.Heading()))
		if depth < contentsDepth {
			e.f("\n")
			e.contents(s.Sections, depth+1)
		}
		e.f("</li>\n")
	}
	if open {
		e.f("</ol>\n")
	}
}

func (e *encoder) section(s *page.Section, level int) {
	class := ""
	if s.Break {
		class = ` class="break"`
	}
	level = min(level, 6)
	e.f("<section aria-labelledby=\"%s\"%s>\n<h%d id=\"%s\">%s</h%d>\n", x(s.ID), class, level, x(s.ID), x(s.Heading()), level)
	e.blocks(s.Blocks)
	for i := range s.Sections {
		e.section(&s.Sections[i], level+1)
	}
	e.f("</section>\n")
}

func (e *encoder) blocks(list []page.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case page.Para:
			e.f("<p%s>%s</p>\n", [...]string{page.Body: "", page.Lead: ` class="lead"`, page.Note: ` class="note"`, page.Notice: ` class="notice"`,
				page.Label: ` class="label"`, page.Draft: ` class="draft"`}[b.Style], e.runs(b.Text))
		case page.List:
			e.list(&b)
		case page.Fields:
			e.fields(&b)
		case page.Table:
			e.table(&b)
		case page.Figure:
			e.figure(&b)
		}
	}
}

func (e *encoder) list(l *page.List) {
	if len(l.Items) == 0 {
		return
	}
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	e.f("<%s>\n", tag)
	for _, i := range l.Items {
		e.f("<li>%s", e.runs(i.Text))
		if i.Sub != nil {
			e.f("\n")
			e.list(i.Sub)
		}
		e.f("</li>\n")
	}
	e.f("</%s>\n", tag)
}

func (e *encoder) fields(l *page.Fields) {
	e.f("<dl>\n")
	for _, r := range l.Rows {
		text := e.runs(r.Text)
		class := ""
		if r.Blank {
			text, class = "&#160;", ` class="blank"`
		}
		e.f("<div><dt>%s</dt><dd%s>%s</dd></div>\n", x(r.Label), class, text)
	}
	e.f("</dl>\n")
}

func (e *encoder) table(t *page.Table) {
	id := ""
	if t.ID != "" {
		id = fmt.Sprintf(" id=\"%s\"", x(t.ID))
	}
	e.f("<table%s>\n<caption>%s</caption>\n", id, x(t.Caption))
	total := 0
	for _, w := range t.Widths {
		total += w
	}
	if total > 0 {
		e.f("<colgroup>")
		for _, w := range t.Widths {
			e.f("<col style=\"width:%d%%\">", w*100/total)
		}
		e.f("</colgroup>\n")
	}
	e.f("<thead><tr>")
	for _, h := range t.Head {
		e.f("<th scope=\"col\">%s</th>", x(h))
	}
	e.f("</tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		id = ""
		if r.ID != "" {
			id = fmt.Sprintf(" id=\"%s\"", x(r.ID))
		}
		e.f("<tr%s>", id)
		for i, c := range r.Cells {
			class := ""
			if c.Right {
				class = ` class="figure"`
			}
			if i == 0 {
				e.f("<th scope=\"row\"%s>%s</th>", class, e.runs(c.Text))
				continue
			}
			e.f("<td%s>%s</td>", class, e.runs(c.Text))
		}
		e.f("</tr>\n")
	}
	e.f("</tbody>\n</table>\n")
}

func (e *encoder) figure(f *page.Figure) {
	e.f("<figure id=\"%s\">\n", x(f.ID))
	if len(f.SVG) > 0 {
		e.f("<img src=\"data:image/svg+xml;base64,%s\" alt=\"%s\">\n", base64.StdEncoding.EncodeToString(f.SVG), x(f.Alt))
	}
	e.f("<figcaption>%s</figcaption>\n", x(f.Caption))
	if f.Twin != nil {
		e.list(f.Twin)
	}
	e.f("</figure>\n")
}

func (e *encoder) runs(list []page.Run) string {
	var b strings.Builder
	for _, r := range list {
		text := x(r.Text)
		if r.Lang != "" && r.Lang != e.d.Lang {
			text = "<span lang=\"" + x(r.Lang) + "\">" + text + "</span>"
		}
		if r.Bold {
			text = "<strong>" + text + "</strong>"
		}
		if r.Italic {
			text = "<em>" + text + "</em>"
		}
		switch {
		case r.To != "":
			text = "<a href=\"#" + x(r.To) + "\">" + text + "</a>"
		case outside(r.URL):
			text = "<a href=\"" + x(r.URL) + "\">" + text + "</a>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// outside reports an address a document may link to.
func outside(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}
