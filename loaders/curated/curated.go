// Package curated reads longarm's own YAML: sources, entities, statements,
// attributes, coverage and notes that people review. Reading is strict: an
// unknown key, an impossible date, a share above 100 refuses the file, and every
// fault is named at once.
package curated

import (
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"sync"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Result counts the sources, entities and claims that were read. When anything is
// at fault, all is refused: every item is rejected and nothing is added.
type Result = source.Result

// Error is one fault. Columns count characters, from 1.
type Error = source.Error

// Option changes how files are read.
type Option func(*options)

type options struct {
	states func(iso string) (graph.Entity, bool)
}

// States hands in the list of states that the shorthands jurisdiction and
// headquarters may name by ISO 3166-1 alpha-2 code.
func States(find func(iso string) (graph.Entity, bool)) Option {
	return func(o *options) { o.states = find }
}

// File is one file to read.
type File struct {
	Name string // in messages and in the Origin of what is read
	Data []byte
}

// Load reads one file. The name stands in messages and in the Origin of claims.
// The error joins one [Error] per fault. What contradicts other files, or names an
// entity that none describes, is found by [graph.Builder.Build].
func Load(b *graph.Builder, name string, data []byte, opts ...Option) (Result, error) {
	return LoadFiles(b, []File{{name, data}}, opts...)
}

// LoadFiles reads files together: a state described in one may be named by
// another. Errors are in the order of the files.
func LoadFiles(b *graph.Builder, files []File, opts ...Option) (Result, error) {
	readers := make([]*reader, len(files))
	free := make(chan struct{}, runtime.GOMAXPROCS(0)) // one file each at a time
	var group sync.WaitGroup
	for i, f := range files {
		group.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			r := &reader{file: f.Name}
			if root := r.parse(f.Data); root != nil {
				r.document(root)
			}
			readers[i] = r
		})
	}
	group.Wait()
	return finish(b, readers, opts)
}

// LoadFS reads the files that match the pattern of [path.Match], in lexical order
// of their names, as [LoadFiles] does. No match is an error.
func LoadFS(b *graph.Builder, fsys fs.FS, pattern string, opts ...Option) (Result, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return Result{}, graph.Fault("pattern %q: %v", "motif %q : %v", pattern, err)
	}
	if len(names) == 0 {
		return Result{}, graph.Fault("no file matches %q", "aucun fichier ne correspond à %q", pattern)
	}
	files := make([]File, len(names))
	for i, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return Result{}, err
		}
		files[i] = File{path.Clean(name), data}
	}
	return LoadFiles(b, files, opts...)
}

// LoadNode reads a graph embedded in another YAML file, such as the case of a law
// test. Ids of statements, attributes, coverage and notes may be left out there
// (t1, t2 … are given in their order), and so may names, kinds and sources.
func LoadNode(b *graph.Builder, node *yaml.Node, name string, opts ...Option) (Result, error) {
	r := &reader{file: name, loose: true}
	r.document(node)
	r.number()
	return finish(b, []*reader{r}, opts)
}

// number gives ids to the claims that have none.
func (r *reader) number() {
	taken := map[graph.ClaimID]bool{}
	claims := r.claims()
	for _, c := range claims {
		taken[c.ID] = true
	}
	next := 0
	for _, c := range claims {
		for c.ID == "" {
			next++
			if id := graph.ClaimID(fmt.Sprintf("t%d", next)); !taken[id] {
				c.ID = id
			}
		}
	}
}

// claims lists the claims of all kinds: statements, attributes, coverage, notes.
func (r *reader) claims() []*graph.Claim {
	var out []*graph.Claim
	for i := range r.statements {
		out = append(out, &r.statements[i].Claim)
	}
	for i := range r.attributes {
		out = append(out, &r.attributes[i].Claim)
	}
	for i := range r.coverages {
		out = append(out, &r.coverages[i].Claim)
	}
	for i := range r.notes {
		out = append(out, &r.notes[i].Claim)
	}
	return out
}

// finish adds what was read to the builder unless anything is at fault.
func finish(b *graph.Builder, readers []*reader, opts []Option) (Result, error) {
	var o options
	for _, set := range opts {
		set(&o)
	}
	places := &source.Places{Known: b.Entity, Own: map[string]graph.EntityID{}, States: o.states}
	for _, r := range readers {
		for _, e := range r.entities {
			if first, ok := places.Own[e.ISO]; e.ISO != "" && (!ok || e.ID < first) {
				places.Own[e.ISO] = e.ID
			}
		}
	}
	ties := make([][]graph.Statement, len(readers))
	for i, r := range readers {
		ties[i] = r.ties(places)
	}
	var result Result
	for _, r := range readers {
		result.Add(r.result)
	}
	if err := result.Err(); err != nil {
		result.Accepted, result.Rejected = 0, result.Read
		return result, err
	}
	for i, r := range readers {
		r.add(b, ties[i])
	}
	for _, e := range places.Take() {
		b.AddEntity(e)
	}
	return result, nil
}
