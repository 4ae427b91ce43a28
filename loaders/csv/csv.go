// Package csv reads plain tables of nodes and edges, as any register or
// spreadsheet can be saved: columns by header name in any order, all but the ids
// optional.
package csv

import (
	"errors"
	"io"
	"os"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Result counts the rows of the files.
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

// Sniff tells nodes from edges by the header, the first line of the file in UTF-8;
// false when it is neither.
func Sniff(header []byte) (Role, bool) { return 0, false }

// File is one table to read.
type File struct {
	Name string // in messages and ids of statements
	Open func() (io.ReadCloser, error)
}

// Path is the file at a path of this machine.
func Path(path string) File {
	return File{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// Options set how tables are read.
type Options struct {
	// Fraction: shares are fractions of one, not percent.
	Fraction bool
	// Encoding is "utf-8", "windows-1252" or "utf-16"; "" finds out.
	Encoding string
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
}

// Load reads tables of nodes and edges, in any order, into the builder. Rejected
// rows are in the Result, and the caller decides how many are too many; the error
// is for files that cannot be used at all. Without any table of nodes, the
// parties that edges name are created as companies.
func Load(b *graph.Builder, files []File, o Options) (Result, error) {
	return Result{}, errors.New("not read")
}
