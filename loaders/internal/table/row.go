package table

import (
	"bytes"
	"strings"

	"longarm/graph"
)

// Bytes returns the field at a place, trimmed of white space; empty when the place is
// -1. Doubled quotes are as in the file.
func (r *Row) Bytes(i int) []byte {
	if i < 0 || i >= len(r.cells) {
		return nil
	}
	c := r.cells[i]
	return bytes.TrimSpace(r.raw[c.from:c.to])
}

// Text returns the field at a place as a string, trimmed; "" when the place is -1.
func (r *Row) Text(i int) string {
	b := r.Bytes(i)
	if len(b) == 0 {
		return ""
	}
	if r.cells[i].doubled {
		return strings.ReplaceAll(string(b), `""`, `"`)
	}
	// many columns say the same in row after row
	t := r.table
	for len(t.last) <= i {
		t.last = append(t.last, "")
	}
	if t.last[i] != string(b) {
		t.last[i] = string(b)
	}
	return t.last[i]
}

// Unquoted returns the field at a place as bytes, with doubled quotes made single.
func (r *Row) Unquoted(i int) []byte {
	b := r.Bytes(i)
	if len(b) > 0 && r.cells[i].doubled {
		return bytes.ReplaceAll(b, []byte(`""`), []byte(`"`))
	}
	return b
}

// Column returns the place of the first of these names, as [Table.Column] does.
func (r *Row) Column(names ...string) int { return r.table.Column(names...) }

// Get returns the field of the first of these columns that the header has.
func (r *Row) Get(names ...string) string { return r.Text(r.table.Column(names...)) }

// Place returns the line and the column, in bytes from 1, where a field begins; of
// place -1, where the row does.
func (r *Row) Place(i int) (line, column int) {
	if i < 0 || i >= len(r.cells) {
		return r.Line, 1
	}
	return int(r.cells[i].line), int(r.cells[i].column)
}

// name is the column of a place, as its header has it; empty where there is none.
func (r *Row) name(i int) string {
	if i < 0 || i >= len(r.table.columns) {
		return ""
	}
	return r.table.columns[i]
}

// Reject refuses the row for a fault of the field at a place.
func (r *Row) Reject(i int, cause, next graph.Text) {
	line, column := r.Place(i)
	r.table.in.Reject(line, column, r.name(i), cause, next)
	if r.table.Rejected != nil {
		r.table.Rejected()
	}
}

// Remark notes what deserves a word about the field at a place.
func (r *Row) Remark(i int, cause, next graph.Text) {
	line, column := r.Place(i)
	r.table.in.Remark(line, column, r.name(i), cause, next)
}

// Once is Remark for what one row stands for many: the first time a key is met, and for
// a thousand keys at most.
func (r *Row) Once(key string, i int, cause, next graph.Text) {
	t := r.table
	if t.told[key] || len(t.told) >= maxTold {
		return
	}
	if t.told == nil {
		t.told = map[string]bool{}
	}
	t.told[key] = true
	r.Remark(i, cause, next)
}

const maxTold = 1000
