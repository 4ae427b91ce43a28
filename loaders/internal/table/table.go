// Package table reads tables of registers row by row: columns by header name, any of
// three delimiters, quoted fields over several lines (RFC 4180), in memory bounded by
// one row. Cells point into the row and are copied only when asked for.
package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// maxFields bounds the fields of a row; registers of legal entities have hundreds.
const maxFields = 2000

// Table is a stream of which the header has been read.
type Table struct {
	// Rejected is told of every row that was refused; it may be nil.
	Rejected func()

	in      *source.Input
	lines   *source.Lines
	delim   byte
	columns []string
	at      map[string]int
	buf     []byte   // the row, when it stands on several lines
	last    []string // what was read of a column last
	told    map[string]bool
	row     Row
}

// Row is one row, valid until the next.
type Row struct {
	Line  int // where it begins
	table *Table
	cells []cell
	raw   []byte
}

// cell is one field: its bytes in the row, and where it begins in the file.
type cell struct {
	from, to     int32
	line, column int32
	doubled      bool // holds doubled quotes
}

// Header returns the columns of a text's first line as they are written, without a
// byte order mark, quotes and white space around them, and the delimiter that
// separates most. Loaders recognise their tables by it.
func Header(head []byte) (columns []string, delim byte) {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\ufeff")), []byte{'\n'})
	if len(line) > 64<<10 {
		return nil, ','
	}
	delim = ','
	for _, d := range []byte{';', '\t', '|'} {
		if bytes.Count(line, []byte{d}) > bytes.Count(line, []byte{delim}) {
			delim = d
		}
	}
	for part := range bytes.SplitSeq(bytes.TrimSuffix(line, []byte{'\r'}), []byte{delim}) {
		columns = append(columns, strings.TrimSpace(strings.Trim(strings.TrimSpace(string(part)), `"`)))
	}
	return columns, delim
}

// Open reads the header. Names are trimmed, for some registers write spaces before
// them; of a name that stands twice the first column counts.
func Open(in *source.Input) (*Table, error) {
	head, err := in.Head()
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, in.Fail(1, 1, graph.Fault("the file is empty; its first line names the columns", "le fichier est vide ; sa première ligne doit nommer les colonnes"))
	}
	_, delim := Header(head)
	t, err := open(in, delim)
	if err != nil {
		return nil, err
	}
	row, err := t.header()
	if err != nil {
		return nil, err
	}
	for i := range row.cells {
		name := strings.TrimSpace(row.Text(i))
		t.columns = append(t.columns, name)
		if _, twice := t.at[name]; !twice && name != "" {
			t.at[name] = i
		}
	}
	return t, nil
}

// header reads the first line. A fault in it is fatal.
func (t *Table) header() (*Row, error) {
	line, bad, err := t.lines.Next()
	if err != nil {
		return nil, t.in.Fail(1, 0, err)
	}
	r := &t.row
	r.table, r.Line, r.raw = t, 1, line
	w, err := t.split(r, bad)
	if err != nil {
		return nil, err
	}
	if w != nil {
		return nil, t.in.Fail(w.line, w.column, graph.Fault(w.cause.EN, w.cause.FR))
	}
	return r, nil
}

// OpenBare opens a table without a header, whose columns are the ones given.
func OpenBare(in *source.Input, delim byte, columns ...string) (*Table, error) {
	t, err := open(in, delim)
	if err != nil {
		return nil, err
	}
	t.columns = columns
	for i, name := range columns {
		t.at[name] = i
	}
	return t, nil
}

func open(in *source.Input, delim byte) (*Table, error) {
	lines, err := in.Lines()
	if err != nil {
		return nil, in.Fail(1, 0, err)
	}
	return &Table{in: in, lines: lines, delim: delim, at: map[string]int{}}, nil
}

// Columns lists the names of the header, in order.
func (t *Table) Columns() []string { return t.columns }

// Column returns the place of the first of these names that the header has, -1 when
// it has none.
func (t *Table) Column(names ...string) int {
	for _, name := range names {
		if i, ok := t.at[name]; ok {
			return i
		}
	}
	return -1
}

// Series returns the places of the columns that a pattern with one "#" names for 1,
// 2, 3 …, as far as the header goes without a gap of more than one.
func (t *Table) Series(pattern string) []int {
	var out []int
	for n := 1; n < maxFields; n++ {
		i := t.Column(strings.Replace(pattern, "#", fmt.Sprint(n), 1))
		if i < 0 {
			break
		}
		out = append(out, i)
	}
	return out
}

// Holds reports that all of these names are among the columns.
func Holds(columns []string, names ...string) bool {
	for _, n := range names {
		if !slices.Contains(columns, n) {
			return false
		}
	}
	return true
}

// Each visits the rows one by one, as [Table.Next] gives them, until visit returns an
// error or the context ends.
func (t *Table) Each(ctx context.Context, visit func(*Row) error) error {
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(row)
		}
		if err != nil {
			return err
		}
	}
}

// Next returns the next row that is not blank. Rows that are no text, or that have
// more or fewer fields than the header, are rejected and passed over. The error is
// io.EOF at the end, and fatal otherwise: a quote that is never closed, a line that is
// too long.
func (t *Table) Next() (*Row, error) {
	for {
		row, err := t.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil, io.EOF
			}
			return nil, t.in.Fail(t.lines.Number()+1, 0, err)
		}
		if row == nil {
			continue
		}
		if len(row.cells) != len(t.columns) {
			if len(row.cells) == len(t.columns)+1 && row.Text(len(row.cells)-1) == "" {
				row.cells = row.cells[:len(t.columns)] // a delimiter at the end of the line
				return row, nil
			}
			last := row.cells[min(len(row.cells), len(t.columns)+1)-1]
			t.reject(int(last.line), int(last.column), graph.Say("%d fields where the header has %d", "%d champs là où l’en-tête en a %d", len(row.cells), len(t.columns)), graph.Say("quote fields that hold the delimiter", "mettez entre guillemets les champs qui contiennent le séparateur"))
			continue
		}
		return row, nil
	}
}

func (t *Table) reject(line, column int, cause, next graph.Text) {
	t.in.Reject(line, column, "", cause, next)
	if t.Rejected != nil {
		t.Rejected()
	}
}

// next is one row, nil when it was blank or refused.
func (t *Table) next() (*Row, error) {
	line, bad, err := t.lines.Next()
	if err != nil {
		return nil, err
	}
	r := &t.row
	r.table, r.Line, r.cells, r.raw = t, t.lines.Number(), r.cells[:0], line
	if len(bytes.TrimSpace(line)) == 0 {
		return nil, nil
	}
	if wrong, err := t.split(r, bad); err != nil {
		return nil, err
	} else if wrong != nil {
		t.reject(wrong.line, wrong.column, wrong.cause, wrong.next)
		return nil, nil
	}
	return r, nil
}

type wrong struct {
	line, column int
	cause, next  graph.Text
}

// split cuts the row into cells, and takes in further lines while a quote is open.
func (t *Table) split(r *Row, bad *source.Bad) (*wrong, error) {
	var first *wrong
	refuse := func(line, column int, cause, next graph.Text) {
		if first == nil {
			first = &wrong{line, column, cause, next}
		}
	}
	if bad != nil {
		refuse(r.Line, bad.Column, bad.Message, graph.Text{})
	}
	line, base, at := r.Line, 0, 0 // base: where the line begins in raw
	own := false                   // raw is buf, and not the reader's
	for {
		if len(r.cells) >= maxFields {
			refuse(line, at-base+1, graph.Say("more than 2000 fields in one row", "plus de 2000 champs sur une ligne"), graph.Say("no table of this kind has them", "aucune table de cette sorte n’en a autant"))
			return first, nil
		}
		if at < len(r.raw) && r.raw[at] == '"' {
			c := cell{from: int32(at + 1), line: int32(line), column: int32(at - base + 1)}
			i := at + 1
			for {
				n := bytes.IndexByte(r.raw[i:], '"')
				if n < 0 {
					if !own {
						t.buf, own = append(t.buf[:0], r.raw...), true
					}
					next, wrong, err := t.lines.Next()
					if errors.Is(err, io.EOF) || err == nil && len(r.raw)+len(next) > source.MaxRecord {
						return nil, t.in.Fail(int(c.line), int(c.column), graph.Fault("the quote opened here is never closed; close it, or double it inside a quoted field", "le guillemet ouvert ici n’est jamais fermé ; fermez-le, ou doublez-le dans un champ entre guillemets"))
					}
					if err != nil {
						return nil, err
					}
					if wrong != nil {
						refuse(t.lines.Number(), wrong.Column, wrong.Message, graph.Text{})
					}
					i = len(t.buf) + 1
					t.buf = append(append(t.buf, '\n'), next...)
					r.raw, base, line = t.buf, i, t.lines.Number()
					continue
				}
				i += n
				if i+1 < len(r.raw) && r.raw[i+1] == '"' {
					c.doubled = true
					i += 2
					continue
				}
				break
			}
			c.to = int32(i)
			r.cells = append(r.cells, c)
			at = i + 1
			if at < len(r.raw) && r.raw[at] != t.delim {
				refuse(line, at-base+1, graph.Say("text after the closing quote of a field", "du texte après le guillemet fermant d’un champ"), graph.Say("quote the whole field and double the quotes in it", "mettez tout le champ entre guillemets et doublez ceux qu’il contient"))
				n := bytes.IndexByte(r.raw[at:], t.delim)
				if n < 0 {
					return first, nil
				}
				at += n
			}
			if at >= len(r.raw) {
				return first, nil
			}
			at++
			continue
		}
		stop := len(r.raw)
		if n := bytes.IndexByte(r.raw[at:], t.delim); n >= 0 {
			stop = at + n
		}
		if n := bytes.IndexByte(r.raw[at:stop], '"'); n >= 0 {
			refuse(line, at+n-base+1, graph.Say("a quote inside a field", "un guillemet dans un champ"), graph.Say("quote the whole field and double the quote", "mettez tout le champ entre guillemets et doublez celui-ci"))
		}
		r.cells = append(r.cells, cell{from: int32(at), to: int32(stop), line: int32(line), column: int32(at - base + 1)})
		if stop == len(r.raw) {
			return first, nil
		}
		at = stop + 1
	}
}
