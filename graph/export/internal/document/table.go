package document

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// Create begins the next file of a folder. A file ends where the next one begins.
type Create func(name string) (io.Writer, error)

// Table writes rows of CSV: commas, lines that end with LF, quotes where needed.
type Table struct {
	w     *csv.Writer
	row   []string
	guard bool
}

// NewTable begins a table with its head. A cell that a spreadsheet would run as a
// formula begins with an apostrophe.
func NewTable(w io.Writer, head ...string) (*Table, error) {
	t := &Table{w: csv.NewWriter(w), guard: true}
	return t, t.w.Write(head)
}

// NewBareTable begins a table that no spreadsheet opens: its cells are what they are.
func NewBareTable(w io.Writer, head ...string) (*Table, error) {
	t := &Table{w: csv.NewWriter(w)}
	return t, t.w.Write(head)
}

// Row writes a row. Cells hold no control characters but line ends and tabs, and no
// byte that is no UTF-8.
func (t *Table) Row(cells ...string) error {
	t.row = t.row[:0]
	for _, c := range cells {
		c = Plain(c)
		if t.guard {
			c = Guarded(c)
		}
		t.row = append(t.row, c)
	}
	return t.w.Write(t.row)
}

// Close writes what is buffered and returns the first error met.
func (t *Table) Close() error {
	t.w.Flush()
	return t.w.Error()
}

// Readme is the file that says in a folder of tables what every other format says of
// itself.
const Readme = "README.txt"

// WriteReadme writes the lines of the head, and what else there is to say.
func WriteReadme(to io.Writer, h *Head, more ...string) error {
	w := NewWriter(to)
	for _, line := range h.Lines {
		w.S(Line(line), "\n")
	}
	for _, line := range more {
		w.S(line, "\n")
	}
	return w.Close()
}

// Guarded puts an apostrophe before a text that a spreadsheet would run as a formula:
// one that begins, after blanks, with = + - @ or a sign of their full width. Numbers
// are left alone.
func Guarded(s string) string {
	t := strings.TrimLeft(s, " \t\r\n\u00a0\ufeff")
	if t == "" || number(t) {
		return s
	}
	switch r, _ := utf8.DecodeRuneInString(t); r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%':
		return "'" + s
	}
	if s[0] == '\t' || s[0] == '\r' || s[0] == '\n' {
		return "'" + s
	}
	return s
}

func number(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' && i == 0, c == '.' && digits > 0:
		default:
			return false
		}
	}
	return digits > 0
}

// Plain takes what no text should hold out of one: control characters other than
// line ends and tabs become U+FFFD, and so do bytes that are no UTF-8; CR LF and CR
// become LF.
func Plain(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= ' ' && s[i] < 0x7f
	}
	if clean {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xFFFE || r == 0xFFFF:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Line is Plain on one line: line ends and tabs become spaces.
func Line(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, Plain(s))
}
