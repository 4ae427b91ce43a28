package text

import (
	"io"
	"strings"
)

func writeMarkdown(w io.Writer, p *page) error {
	var b strings.Builder
	for _, x := range p.blocks {
		markdownBlock(&b, x)
	}
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

func markdownBlock(b *strings.Builder, x block) {
	switch x := x.(type) {
	case title:
		b.WriteString("# " + escape(x.left) + "\n\n")
		if x.right != "" {
			b.WriteString("*" + escape(x.right) + "*\n\n")
		}
	case heading:
		b.WriteString(strings.Repeat("#", max(x.level, 2)) + " " + escape(x.text) + "\n\n")
	case para:
		text := escape(x.text)
		if x.tone == strong {
			text = "**" + text + "**"
		}
		b.WriteString(text + "\n\n")
	case item:
		b.WriteString(markdownItem(x) + "\n")
	case gap:
		if !strings.HasSuffix(b.String(), "\n\n") {
			b.WriteByte('\n')
		}
	case foot:
		b.WriteString("\n" + escape(x.left) + "\n")
		if x.right != "" {
			b.WriteString("\n" + escape(x.right) + "\n")
		}
	case table:
		markdownTable(b, x)
	}
}

func markdownItem(i item) string {
	line := strings.Repeat("  ", min(i.indent/4, 3)) + "- "
	if i.label != "" {
		line += "**" + escape(i.label) + "** "
	}
	return line + escape(i.text)
}

func markdownTable(b *strings.Builder, t table) {
	if t.heading != "" {
		h := strings.Repeat("#", max(t.level, 2)) + " " + escape(t.heading)
		if t.note != "" {
			h += " (" + escape(t.note) + ")"
		}
		b.WriteString(h + "\n\n")
	}
	columns := len(t.head)
	for _, r := range t.rows {
		columns = max(columns, len(r.cells))
	}
	if columns == 0 || len(t.rows) == 0 {
		return
	}
	write := func(cells []string) {
		for i := range columns {
			c := ""
			if i < len(cells) {
				c = escape(cells[i])
			}
			b.WriteString("| " + c + " ")
		}
		b.WriteString("|\n")
	}
	write(t.head)
	for i := range columns {
		if i < len(t.right) && t.right[i] {
			b.WriteString("|---:")
			continue
		}
		b.WriteString("|---")
	}
	b.WriteString("|\n")
	for _, r := range t.rows {
		write(r.cells)
	}
	b.WriteByte('\n')
	hangs := false
	for _, r := range t.rows {
		for _, u := range r.under {
			lead := r.cells[0]
			if len(r.cells) > 1 && len([]rune(lead)) <= 3 {
				lead = strings.TrimSpace(lead + " " + r.cells[1])
			}
			u.label = strings.TrimSpace(lead + " · " + u.label)
			u.indent = 0
			b.WriteString(markdownItem(u) + "\n")
			hangs = true
		}
	}
	if hangs {
		b.WriteByte('\n')
	}
}

// escape makes a text literal in Markdown.
func escape(s string) string {
	s = Safe(s)
	if !strings.ContainsAny(s, "\\`*_[]<>|#~&") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>|#~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
