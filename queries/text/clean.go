package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	pretty "github.com/jedib0t/go-pretty/v6/text"
)

// Isolates keep a right-to-left name from reordering what stands beside it.
const (
	firstStrongIsolate = '\u2068'
	popIsolate         = '\u2069'
)

// Name makes a text of the data safe beside other text on a terminal: [Safe], and
// in an isolate when it is written from right to left.
func Name(s string) string {
	s = safe(s, false)
	if strings.ContainsFunc(s, rightToLeft) {
		return string(firstStrongIsolate) + s + string(popIsolate)
	}
	return s
}

// Safe makes a text safe for a terminal: control characters become their pictures
// (␛), line breaks and tabs become spaces, marks that reorder or hide text are
// spelled out (<U+202E>), and bytes that are no text become �.
func Safe(s string) string { return safe(s, true) }

func safe(s string, isolates bool) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case r < 0x20:
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case r == firstStrongIsolate || r == popIsolate:
			if isolates {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "<U+%04X>", r)
			}
		case r >= 0x80 && r < 0xa0, hides(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		case r == utf8.RuneError:
			b.WriteRune('�')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= 0x7f {
			return false
		}
	}
	return true
}

// hides reports marks that reorder text, are not seen, or break a line where none
// is. The joiners U+200C and U+200D are letters' business in several scripts and
// stay.
func hides(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x061c, r == 0x200e, r == 0x200f, r == 0x200b,
		r == 0x2060, r == 0xfeff, r == 0x2028, r == 0x2029, r == 0x00ad, r == 0x180e, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam)
}

// width is the number of terminal cells the text takes; isolates take none.
func width(s string) int {
	n := pretty.StringWidthWithoutEscSequences(s)
	for _, r := range s {
		if r == firstStrongIsolate || r == popIsolate {
			n -= pretty.RuneWidth(r)
		}
	}
	return n
}

// wrap breaks a text into lines of at most limit cells, at spaces; a longer word
// is cut, but an address stays whole so that it can be copied. A space before ":", ";", "?", "!", "%" or "»", or after "«", does not
// break. The result has at least one line.
func wrap(s string, limit int) []string {
	limit = max(limit, 1)
	if width(s) <= limit {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line, used = "", 0
		}
	}
	for _, word := range words(s) {
		w := width(word)
		if used > 0 && used+1+w > limit {
			flush()
		}
		for w > limit && !strings.Contains(word, "://") {
			head, rest := cut(word, limit)
			if i := strings.LastIndex(head, noBreak); i > 0 { // rather there than within a word
				head, rest = word[:i], word[i+len(noBreak):]
			}
			flush()
			lines = append(lines, head)
			word, w = rest, width(rest)
		}
		if used > 0 {
			line, used = line+" "+word, used+1+w
		} else {
			line, used = word, w
		}
	}
	flush()
	if lines == nil {
		lines = []string{""}
	}
	return lines
}

// words splits at the spaces a line may break at.
func words(s string) []string {
	var out []string
	for _, w := range strings.Split(s, " ") {
		if w == "" {
			continue
		}
		if n := len(out); n > 0 && (strings.ContainsRune(":;?!%»", []rune(w)[0]) && len([]rune(w)) <= 2 || bindsNext(out[n-1])) {
			out[n-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// bindsNext reports a word that the next one stays with: an opening quotation mark,
// "n°" and "art." before their number.
func bindsNext(word string) bool {
	return strings.HasSuffix(word, "«") || word == "n°" || word == "art."
}

// cut splits a word after at most limit cells, at least one rune.
func cut(word string, limit int) (head, rest string) {
	used := 0
	for i, r := range word {
		w := pretty.RuneWidth(r)
		if i > 0 && used+w > limit {
			return word[:i], word[i:]
		}
		used += w
	}
	return word, ""
}

// pad fills the text with spaces up to the width.
func pad(s string, to int) string {
	if n := to - width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// formula guards a cell of CSV against being read as a formula by a spreadsheet.
func formula(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r', 0:
		return "'" + s
	}
	return s
}

// cellText is a cell of CSV: no formula, and no control character but tabs and
// line breaks, which CSV quotes.
func cellText(s string) string {
	s = formula(s)
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t', r == '\n', r == '\r':
			b.WriteRune(r)
		case unicode.IsControl(r):
			b.WriteString(Safe(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
