// Package loaders is the list of loaders and the way to use them without knowing
// which file is in which format: [Load] recognises every file by its content.
package loaders

import (
	"errors"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Result tells what was read, accepted and rejected; Read = Accepted + Rejected.
type Result = source.Result

// Error is one refusal or remark with its file, line and column.
type Error = source.Error

// Options set how files are read. The zero value suits a file that describes
// every state it names.
type Options struct {
	// States gives the state or bloc with an ISO 3166-1 alpha-2 code.
	States func(iso string) (graph.Entity, bool)
	// Lists gives the designation lists that a law keeps, none for another name.
	Lists func(name string) []graph.EntityID
	// Fraction: shares of CSV files are fractions of one, not percent.
	Fraction bool
	// Encoding of CSV files: "utf-8", "windows-1252", "utf-16", or "" to find out.
	Encoding string
}

// Names lists the known formats, sorted.
func Names() []string { return []string{"csv", "curated"} }

// Load reads files, and the .yaml, .yml and .csv files of folders, into the
// builder. A format of [Names] may be given; "" recognises each file. All CSV
// files of one call are read together, in any order: an edge may name an entity of
// any of them.
//
// Rejected rows of CSV are in the Result, and the caller decides how many are too
// many. The error is for files that cannot be used at all: missing, unreadable,
// with an unknown column, or curated files with any fault. What contradicts
// between files is found by [graph.Builder.Build].
func Load(b *graph.Builder, format string, paths []string, o Options) (Result, error) {
	return Result{}, errors.New("no loader is linked")
}
