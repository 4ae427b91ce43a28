// Package markdown writes a document as Markdown for wikis: headings, lists and
// tables that survive a paste. Anchors are written as HTML, which wikis that know
// none drop.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"longarm/queries/report/page"
)

// Encode writes the document. Two calls write the same bytes.
func Encode(w io.Writer, d *page.Document) error {
	e := &encoder{mark: ":"}
	if d.Lang == "fr" {
		e.mark = "\u00a0:"
	}
	e.f("# %s\n\n", escape(d.Title))
	if d.Subtitle != "" {
		e.f("*%s*\n\n", escape(d.Subtitle))
	}
	e.blocks(d.Cover)
	e.f("## %s\n\n", escape(d.Words.Contents))
	for i := range d.Sections {
		if s := &d.Sections[i]; !s.Unlisted {
			e.f("- [%s](#%s)\n", escape(s.Heading()), s.ID)
		}
	}
	e.f("\n")
	for i := range d.Sections {
		e.section(&d.Sections[i], 2)
	}
	e.f("---\n\n%s\n", escape(d.Footer))
	_, err := io.WriteString(w, e.b.String())
	return err
}

type encoder struct {
	b    strings.Builder
	mark string // the colon after a label, as the language of the document has it
}

func (e *encoder) f(format string, args ...any) { fmt.Fprintf(&e.b, format, args...) }

func (e *encoder) section(s *page.Section, level int) {
	e.f("<a id=\"%s\"></a>\n\n%s %s\n\n", s.ID, strings.Repeat("#", min(level, 6)), escape(s.Heading()))
	e.blocks(s.Blocks)
	for i := range s.Sections {
		e.section(&s.Sections[i], level+1)
	}
}

func (e *encoder) blocks(list []page.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case page.Para:
			text := runs(b.Text)
			switch b.Style {
			case page.Notice, page.Draft:
				text = "> " + text
			case page.Label:
				text = "**" + text + "**"
			}
			e.f("%s\n\n", text)
		case page.List:
			e.list(&b, 0)
			e.f("\n")
		case page.Fields:
			for _, r := range b.Rows {
				text := runs(r.Text)
				if r.Blank {
					text = "\\_\\_\\_\\_\\_\\_\\_\\_"
				}
				e.f("- **%s**%s %s\n", escape(r.Label), e.mark, text)
			}
			e.f("\n")
		case page.Table:
			e.table(&b)
		case page.Figure:
			e.f("**%s**\n\n", escape(b.Caption))
			if b.Twin != nil {
				e.list(b.Twin, 0)
				e.f("\n")
			}
		}
	}
}

func (e *encoder) list(l *page.List, depth int) {
	for i, item := range l.Items {
		mark := "-"
		if l.Ordered {
			mark = fmt.Sprintf("%d.", i+1)
		}
		e.f("%s%s %s\n", strings.Repeat("   ", depth), mark, runs(item.Text))
		if item.Sub != nil {
			e.list(item.Sub, depth+1)
		}
	}
}

func (e *encoder) table(t *page.Table) {
	e.f("**%s**\n\n", escape(t.Caption))
	for _, h := range t.Head {
		e.f("| %s ", escape(h))
	}
	e.f("|\n%s|\n", strings.Repeat("|---", len(t.Head)))
	for _, r := range t.Rows {
		for i := range t.Head {
			text := ""
			if i < len(r.Cells) {
				text = runs(r.Cells[i].Text)
			}
			if i == 0 && r.ID != "" {
				text = "<a id=\"" + r.ID + "\"></a>" + text
			}
			e.f("| %s ", text)
		}
		e.f("|\n")
	}
	e.f("\n")
}

func runs(list []page.Run) string {
	var b strings.Builder
	for _, r := range list {
		text := escape(r.Text)
		if r.Bold {
			text = mark(text, "**")
		}
		if r.Italic {
			text = mark(text, "*")
		}
		switch {
		case r.To != "":
			text = "[" + text + "](#" + r.To + ")"
		case strings.HasPrefix(r.URL, "https://"), strings.HasPrefix(r.URL, "http://"):
			text = "[" + text + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(r.URL) + ">)"
		}
		b.WriteString(text)
	}
	return b.String()
}

// mark sets a text between marks, its outer spaces outside them.
func mark(s, with string) string {
	inner := strings.TrimSpace(s)
	if inner == "" {
		return s
	}
	at := strings.Index(s, inner)
	return s[:at] + with + inner + with + s[at+len(inner):]
}

// escape makes a text literal in Markdown, on one line.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
			continue
		case strings.ContainsRune("\\`*_[]<>|#~&", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
