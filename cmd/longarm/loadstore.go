package main

import (
	"cmp"
	"context"

	"longarm/graph"
	"longarm/graph/store"
	"longarm/loaders"
)

// openWorkspace is where a load meets the workspace: one writer for each group of
// files.
func openWorkspace(f *loadFlags, g group) (keeper, error) {
	l := store.Load{Source: g.name, Delta: f.delta, Loader: g.format, Lasting: loaders.Lasting(g.format)}
	for _, path := range g.paths {
		l.Files = append(l.Files, store.Input{Name: path})
	}
	l.Bytes = loaders.Size(g.paths)
	w, err := store.Create(f.workspace, l)
	if err != nil {
		return nil, err
	}
	return &stored{w: w}, nil
}

// stored keeps the records of one load in a workspace.
type stored struct {
	w    *store.Writer
	done bool
}

func (s *stored) add(r graph.Record) error {
	if src, ok := r.(graph.Source); ok { // the first source describes the load
		s.w.Describe(func(l *store.Load) {
			if l.Title == "" {
				l.Title, l.URL, l.Licence = src.Title, src.URL, src.Licence
				if d, err := graph.ParseDate(src.Date); err == nil {
					l.DataOf = d
				}
			}
			if l.Licence == "" || src.NonCommercial && !l.NonCommercial { // what binds most is told
				l.Licence = cmp.Or(src.Licence, l.Licence)
			}
			l.NonCommercial = l.NonCommercial || src.NonCommercial
		})
	}
	return s.w.Add(r)
}

func (s *stored) remove(id string) error { return s.w.Remove(id) }

// earlier may be called while the other methods run: it reads what was published.
func (s *stored) earlier(record string, visit func(claim graph.Record, own bool) error) error {
	return s.w.Earlier(record, visit)
}

func (s *stored) commit(ctx context.Context) error {
	s.done = true
	return s.w.Commit(ctx)
}

func (s *stored) close() error {
	if s.done {
		return nil
	}
	return s.w.Close()
}
