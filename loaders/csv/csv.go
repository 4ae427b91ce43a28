// Package csv reads plain tables of nodes and edges, as any register or
// spreadsheet can be saved: columns by header name in any order, all but the ids
// optional.
//
// Memory: sixteen bytes and some room for every id of a node, for every edge, by which
// repeated rows are known, and for every id given to an edge. They are kept as hashes of
// 64 bits; two of ten million share one with a probability below one in a hundred
// thousand.
package csv

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"

	"longarm/graph"
	"longarm/loaders/internal/seen"
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
	// Open begins to read. Tables of nodes, and edges without nodes, are read twice.
	Open func() (io.ReadCloser, error)
	Size int64 // in bytes on disk, for the progress; 0 when unknown
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
	// MaxBytes is the most one table may hold after decompression; 0: no limit.
	MaxBytes int64
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code, or with an id.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
	// Rejects takes one JSON line for every refusal; nil: none is written.
	Rejects io.Writer
	// Lang is the language of their messages, "en" or "fr"; empty is English.
	Lang string
	// Progress counts the rows; nil: nobody looks.
	Progress *source.Progress
}

// load is one call of Load or Stream.
type load struct {
	ctx      context.Context
	add      func(graph.Record) error
	have     func(graph.EntityID) *graph.Entity // what is known beside the tables
	options  Options
	words    *vocabulary
	places   *source.Places
	hasNodes bool
	files    []*table
	parties  rows     // by id: of nodes, or of parties that only edges name
	repeats  rows     // of edges, by all that they say
	named    rows     // of edges, by the id given in a column
	cited    seen.Set // sources
	known    []string // ids of accepted nodes, for suggestions
	compared int      // how many unknown ids were compared with them
	doubles  []double
	withheld []graph.Entity // states that a later row of the tables may describe
	text     []byte         // reused
	subjects []graph.EntityID
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
	return read(context.Background(), files, o, b.Entity, b.Add)
}

// Stream reads tables as [Load] does and hands the records on as the rows come: nodes
// first, then edges, an entity before the first statement that names it, but for states
// that the tables themselves describe: they come where they stand. Rows about one node
// are handed on one by one. An error of add ends the reading and is returned.
func Stream(ctx context.Context, files []File, o Options, add func(graph.Record) error) (Result, error) {
	return read(ctx, files, o, func(graph.EntityID) *graph.Entity { return nil }, add)
}

// maxFiles bounds the tables of one load.
const maxFiles = 1<<16 - 1

func read(ctx context.Context, files []File, o Options, have func(graph.EntityID) *graph.Entity, add func(graph.Record) error) (Result, error) {
	l := &load{ctx: ctx, add: add, have: have, options: o, words: newVocabulary()}
	l.places = &source.Places{Known: l.entity, Own: map[string]graph.EntityID{}, States: o.States}
	if e := source.Encoding(o.Encoding); e != source.Detect && !slices.Contains(source.Encodings(), o.Encoding) {
		return Result{}, graph.Fault("unknown encoding %q; %s", "encodage inconnu, %q ; %s", e, source.DidYouMean(o.Encoding, source.Encodings(), graph.Text{}))
	}
	if len(files) > maxFiles {
		return Result{}, graph.Fault("%d tables at once; at most %d can be read, load them in parts", "%d tables à la fois ; %d au plus peuvent être lues, chargez-les en plusieurs fois", len(files), maxFiles)
	}
	err := l.openAll(files)
	if err == nil {
		err = l.readAll()
	}
	var result Result
	for _, t := range l.files {
		err = errors.Join(err, t.close())
		t.finish(&result)
	}
	return result, err
}

// openAll reads the headers.
func (l *load) openAll(files []File) error {
	var faults []error
	names := map[string]int{}
	for _, f := range files {
		names[filepath.Base(f.Name)]++
	}
	for _, f := range files {
		t, err := open(f, l.options)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		t.short = filepath.Base(f.Name)
		if names[t.short] > 1 {
			t.short = filepath.ToSlash(f.Name)
		}
		t.number = uint16(len(l.files))
		l.hasNodes = l.hasNodes || t.role == Nodes
		l.files = append(l.files, t)
	}
	return errors.Join(faults...)
}

// readAll reads the tables: nodes, and edges where there are none, a first time for
// what must be known of later rows.
func (l *load) readAll() error {
	scout, role := l.scoutNodes, Nodes
	if !l.hasNodes {
		scout, role = l.scoutEdges, Edges
	}
	var faults []error
	each := func(role Role, read func(*table) error) {
		for _, t := range l.files {
			if t.role == role && l.ctx.Err() == nil {
				faults = append(faults, read(t))
			}
		}
	}
	each(role, func(t *table) error {
		if t.role == Edges && t.at[colInterest] < 0 {
			return nil // all are shareholdings of companies
		}
		return l.scout(t, scout)
	})
	if err := errors.Join(append(faults, l.ctx.Err())...); err != nil {
		return err
	}
	each(Nodes, func(t *table) error { return t.each(l.ctx, l.node) })
	each(Edges, func(t *table) error { return t.each(l.ctx, l.edge) })
	if err := errors.Join(append(faults, l.ctx.Err())...); err != nil {
		return err
	}
	if err := l.addWithheld(); err != nil {
		return err
	}
	return l.flagDoubles()
}

// scout reads the rows of a table that can be split into fields, and keeps nothing else
// of it: faults are told when the table is read in earnest.
func (l *load) scout(t *table, look func(*row)) error {
	s, err := open(t.file, l.options)
	if err != nil {
		return err
	}
	l.options.Progress.Expect(t.file.Size)
	s.options.Rejects, s.options.Progress, s.number, s.short = nil, nil, t.number, t.short
	return errors.Join(s.each(l.ctx, func(r *row) error { look(r); return nil }), s.close())
}

// finish adds the table's result to the whole.
func (t *table) finish(to *Result) {
	if e := t.rows.lines.Encoding(); e != source.UTF8 && e != source.Detect {
		t.result.Remark(Error{File: t.file.Name}.Saying(graph.Say("read as %s", "lu comme %s", string(e))))
	}
	order := func(a, b Error) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) }
	slices.SortStableFunc(t.result.Errors, order)
	slices.SortStableFunc(t.result.Notes, order)
	to.Add(t.result)
}

// origin is where the row begins, for messages of later stages.
func (r *row) origin() string {
	if r.at == "" {
		var b [64]byte
		text := append(append(b[:0], r.table.file.Name...), ':')
		r.at = string(append(strconv.AppendInt(text, int64(r.line), 10), ":1"...))
	}
	return r.at
}

// id is what the statement of a row without an id of its own is called: the file's name
// and the line.
func (r *row) id() graph.ClaimID {
	at := r.origin()
	at = at[:len(at)-len(":1")]
	if name := r.table.file.Name; len(r.table.short) <= len(name) && name[len(name)-len(r.table.short):] == r.table.short {
		return graph.ClaimID(at[len(name)-len(r.table.short):])
	}
	return graph.ClaimID(r.table.short + at[len(r.table.file.Name):])
}

// source is what the row rests on: its own source, or the file.
func (r *row) source() graph.SourceID {
	if id := graph.SourceID(r.cell(colSource)); id != "" {
		return id
	}
	return graph.SourceID(r.table.short)
}

// cite hands on the source of an accepted row. Where another file describes a source
// of that id, the two become one.
func (l *load) cite(id graph.SourceID, origin string) error {
	if !l.cited.Add(string(id)) {
		return nil
	}
	return l.add(graph.Source{ID: id, Origin: origin})
}
