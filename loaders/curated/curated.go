// Package curated reads longarm's own YAML: sources, entities, statements,
// attributes, coverage and notes that people review. Reading is strict: an
// unknown key, an impossible date, a share above 100 refuses the file, and every
// fault is named at once.
package curated

import (
	"errors"
	"io/fs"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Result counts the sources, entities and claims of the files. A file with any
// fault is refused whole: all its items are rejected and nothing is added.
type Result = source.Result

// Error is one fault. Columns count characters, from 1.
type Error = source.Error

// Option changes how files are read.
type Option func(*options)

type options struct {
	states func(iso string) (graph.Entity, bool)
	loose  bool
}

// States hands in the list of states that the shorthands jurisdiction and
// headquarters may name by ISO 3166-1 alpha-2 code.
func States(find func(iso string) (graph.Entity, bool)) Option {
	return func(o *options) { o.states = find }
}

// Load reads one file. The name stands in messages and in the Origin of claims.
// The error joins one [Error] per fault.
func Load(b *graph.Builder, name string, data []byte, opts ...Option) (Result, error) {
	return Result{}, errors.New("not read")
}

// LoadFS reads the files that match the pattern, in lexical order of their names.
// A state described in one file may be named by another.
func LoadFS(b *graph.Builder, fsys fs.FS, pattern string, opts ...Option) (Result, error) {
	return Result{}, errors.New("not read")
}

// LoadNode reads a graph embedded in another YAML file, such as the case of a law
// test. Ids of statements, attributes, coverage and notes may be left out there
// (t1, t2 … are given in order), and so may sources.
func LoadNode(b *graph.Builder, node *yaml.Node, name string, opts ...Option) (Result, error) {
	return Result{}, errors.New("not read")
}
