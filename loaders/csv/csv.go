// Package csv reads plain tables of nodes and edges, as any register or
// spreadsheet can be saved: columns by header name in any order, all but the ids
// optional.
package csv

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Result counts the rows of the files. Its Errors and Notes are sorted by file as
// given, then by line and column.
type Result = source.Result

// Error is one rejected field. Columns are bytes of the line as UTF-8, from 1,
// not counting a byte order mark.
type Error = source.Error

// Role says what the rows of a table are.
type Role uint8

// The roles of a table.
const (
	Nodes Role = iota + 1
	Edges
)

// File is one table to read.
type File struct {
	Name string // in messages; its last part, with the line, becomes the id of a statement
	Open func() (io.ReadCloser, error)
}

// Path is the file at a path of this machine; gzip is recognised.
func Path(path string) File {
	return File{Name: path, Open: func() (io.ReadCloser, error) { return source.Open(path) }}
}

// Options set how tables are read.
type Options struct {
	// Fraction: shares are fractions of one, not percent.
	Fraction bool
	// Encoding is "utf-8", "windows-1252", "utf-16", "utf-16le" or "utf-16be"; ""
	// finds out.
	Encoding string
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code, or with an id.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
}

// load is one call of Load.
type load struct {
	b        *graph.Builder
	options  Options
	words    *vocabulary
	places   *source.Places
	hasNodes bool
	shorts   []string // what ids of rows begin with
	nodes    []*node
	ids      []string                     // of accepted nodes, for suggestions
	compared int                          // how many unknown ids were compared with them
	made     map[graph.EntityID]madeParty // parties that only edges name
	seen     map[pair][]*graph.Statement  // rows, for duplicates
	named    map[graph.ClaimID]string     // ids given in a column, with their origin
	cited    map[graph.SourceID]bool
}

// Load reads tables of nodes and edges, in any order, into the builder. Rejected
// rows are in the Result, and the caller decides how many are too many; the error
// joins what makes whole files unusable: missing files, unknown columns, an open
// quote, a line beyond 16 MiB.
//
// Without any table of nodes, the parties that edges name are created as
// companies; with one, an edge to an unknown id is rejected. A row that repeats
// another in everything is flagged and kept once.
func Load(b *graph.Builder, files []File, o Options) (Result, error) {
	l := &load{b: b, options: o, words: newVocabulary(),
		places: &source.Places{Builder: b, Own: map[string]graph.EntityID{}, States: o.States},
		made:   map[graph.EntityID]madeParty{}, seen: map[pair][]*graph.Statement{},
		named: map[graph.ClaimID]string{}, cited: map[graph.SourceID]bool{}}
	if e := source.Encoding(o.Encoding); e != source.Detect && !slices.Contains(source.Encodings(), o.Encoding) {
		return Result{}, fmt.Errorf("unknown encoding %q; %s", e, source.DidYouMean(o.Encoding, source.Encodings(), ""))
	}
	tables, err := l.openAll(files)
	if err == nil {
		err = l.readAll(tables)
	}
	var result Result
	for _, t := range tables {
		err = errors.Join(err, t.in.Close())
		t.finish(&result)
	}
	return result, err
}

func (l *load) openAll(files []File) ([]*table, error) {
	var tables []*table
	var faults []error
	names := map[string]int{}
	for _, f := range files {
		names[filepath.Base(f.Name)]++
	}
	for _, f := range files {
		t, err := open(f, source.Encoding(l.options.Encoding))
		if err != nil {
			faults = append(faults, err)
			continue
		}
		t.short = filepath.Base(f.Name)
		if names[t.short] > 1 {
			t.short = filepath.ToSlash(f.Name)
		}
		l.hasNodes = l.hasNodes || t.role == Nodes
		l.shorts = append(l.shorts, t.short)
		tables = append(tables, t)
	}
	return tables, errors.Join(faults...)
}

func (l *load) readAll(tables []*table) error {
	var faults []error
	for _, t := range tables {
		if t.role == Nodes {
			faults = append(faults, l.readNodes(t))
		}
	}
	l.addNodes()
	for _, t := range tables {
		if t.role == Edges {
			faults = append(faults, l.readEdges(t))
		}
	}
	l.addMade()
	return errors.Join(faults...)
}

// finish adds the table's result to the whole.
func (t *table) finish(to *Result) {
	if e := t.rows.lines.Encoding(); e != source.UTF8 && e != source.Detect {
		t.result.Remark(Error{File: t.name, Message: "read as " + string(e)})
	}
	order := func(a, b Error) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) }
	slices.SortStableFunc(t.result.Errors, order)
	slices.SortStableFunc(t.result.Notes, order)
	to.Add(t.result)
}

// origin is where the row begins, for messages of later stages.
func (r *row) origin() string {
	if r.at == "" {
		r.at = r.table.name + ":" + strconv.Itoa(r.line) + ":1"
	}
	return r.at
}

// source is what the row rests on: its own source, or the file.
func (r *row) source() graph.SourceID {
	if id := graph.SourceID(r.cell("source")); id != "" {
		return id
	}
	return graph.SourceID(r.table.short)
}

// cite adds the source of an accepted row. Where another file describes a source
// of that id, the two become one.
func (l *load) cite(id graph.SourceID, origin string) {
	if !l.cited[id] {
		l.cited[id] = true
		l.b.AddSource(graph.Source{ID: id, Origin: origin})
	}
}
