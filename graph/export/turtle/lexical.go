package turtle

import (
	"maps"
	"slices"
	"strings"

	"longarm/graph/export/internal/document"
)

// Text is a literal of Turtle on one line.
func Text(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range document.Plain(s) {
		switch r {
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteString(`\\`)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// iri names a thing of the data: every byte that is no letter, digit or one of - . ~
// is written in percent, so that no id can end it and two ids never meet.
func iri(class, id string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.WriteString("<urn:longarm:")
	b.WriteString(class)
	b.WriteByte(':')
	for i := 0; i < len(id); i++ {
		switch c := id[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '-', c == '.', c == '~', c == '_', c == ':':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	b.WriteByte('>')
	return b.String()
}

// language reports a tag that Turtle takes.
func language(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if part == "" || len(part) > 8 {
			return false
		}
		for _, c := range []byte(part) {
			if !(c|0x20 >= 'a' && c|0x20 <= 'z') && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

func sorted(names map[string]string) []string { return slices.Sorted(maps.Keys(names)) }
