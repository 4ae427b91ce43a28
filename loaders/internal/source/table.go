package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// Table reads rows of comma-separated values under a header, columns by name. A
// row that cannot be read is rejected and reading goes on.
type Table struct {
	in      *Input
	r       *csv.Reader
	gate    *gate
	columns map[string]int
	names   []string
	row     Row
}

// Row is one row of a Table, valid until the next.
type Row struct {
	t     *Table
	cells []string
	line  int
}

// Table begins to read: the first line that is not blank names the columns. Names
// are compared without the white space around them. The error is for a file
// without a header.
func (in *Input) Table(comma rune) (*Table, error) {
	text, err := in.text()
	if err != nil {
		return nil, err
	}
	t := &Table{in: in, gate: &gate{r: text, left: MaxRecord}, columns: map[string]int{}}
	t.r = csv.NewReader(t.gate)
	t.r.Comma, t.r.ReuseRecord, t.r.FieldsPerRecord = comma, true, -1
	header, err := t.r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, in.Fail(1, 1, errors.New("the file is empty; its first line names the columns"))
	case err != nil:
		return nil, t.fatal(err)
	}
	for i, name := range header {
		name = strings.TrimSpace(strings.Clone(name))
		if _, twice := t.columns[name]; twice && name != "" {
			line, col := t.r.FieldPos(i)
			return nil, in.Fail(line, col, fmt.Errorf("the column %q stands twice; keep one", Clip(name)))
		}
		t.columns[name] = i
		t.names = append(t.names, name)
	}
	return t, nil
}

// text is the stream as UTF-8, when its first bytes that are not ASCII tell that it
// is Windows-1252.
func (in *Input) text() (io.Reader, error) {
	if in.encoding == UTF8 {
		return in.R, nil
	}
	head, err := in.Head()
	if err != nil {
		return nil, err
	}
	if legacy(head, len(head) < HeadSize) {
		in.was, in.encoding = Windows1252, UTF8
		return transform.NewReader(in.R, Windows1252.decoder()), nil
	}
	return in.R, nil
}

// legacy reports bytes that are Windows-1252 rather than damaged UTF-8: some are no
// UTF-8, none beside them is UTF-8 of more than one byte, and all are characters
// there. When the bytes are not the whole text, a character may be cut at their end.
func legacy(head []byte, whole bool) bool {
	wrong := 0
	for i := 0; i < len(head); {
		if head[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRune(head[i:])
		switch {
		case n > 1:
			return false
		case !whole && !utf8.FullRune(head[i:]): // cut at the end of the head
			return wrong > 0
		}
		switch head[i] {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return false
		}
		wrong++
		i++
	}
	return wrong > 0
}

// Columns are the names of the header.
func (t *Table) Columns() []string { return t.names }

// Has reports a column of that name.
func (t *Table) Has(name string) bool { _, ok := t.columns[name]; return ok }

// Next returns the next row. The error is io.EOF at the end, and ends the table
// otherwise.
func (t *Table) Next() (Row, error) {
	for {
		t.gate.left = MaxRecord
		cells, err := t.r.Read()
		if errors.Is(err, io.EOF) {
			return Row{}, io.EOF
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			t.in.Reject(parse.Line, parse.Column, "", "a quote that does not stand around a whole field", "quote the field and double the quotes in it")
			continue
		}
		if err != nil {
			return Row{}, t.fatal(err)
		}
		line, _ := t.r.FieldPos(0)
		t.row = Row{t, cells, line}
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		if len(cells) != len(t.names) {
			t.in.Reject(line, 1, "", fmt.Sprintf("%d fields where the header has %d", len(cells), len(t.names)), "quote fields that hold the delimiter")
			continue
		}
		if i := badCell(cells); i >= 0 {
			l, c := t.r.FieldPos(i)
			t.in.Reject(l, c, t.names[i], "the field is not UTF-8", "save the file as UTF-8, or give its encoding")
			continue
		}
		return t.row, nil
	}
}

func badCell(cells []string) int {
	for i, c := range cells {
		if !utf8.ValidString(c) {
			return i
		}
	}
	return -1
}

func (t *Table) fatal(err error) error {
	line := t.row.line + 1 // no row was read, and encoding/csv knows no line
	return t.in.Fail(line, 0, err)
}

// Line is the line where the row begins.
func (r Row) Line() int { return r.line }

// Get returns the trimmed text of a column, "" when the table lacks it. The text is
// part of the row: clone what is kept.
func (r Row) Get(column string) string {
	i, ok := r.t.columns[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// Reject rejects the row at a column.
func (r Row) Reject(column, cause, next string) {
	col := 1
	line := r.line
	if i, ok := r.t.columns[column]; ok {
		line, col = r.t.r.FieldPos(i)
	}
	r.t.in.Reject(line, col, column, cause, next)
}
