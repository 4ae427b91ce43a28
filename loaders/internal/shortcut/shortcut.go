// Package shortcut keeps edges that skip over others apart from them: the ultimate
// parent of a company beside its direct one. Where the direct parent is stated, the
// ultimate one is a note, so that nobody walks both as one path; where it is not, it is
// all that is known of who consolidates the company, and a statement.
package shortcut

import (
	"longarm/graph"
	"longarm/loaders/internal/seen"
)

// Edges holds back the shortcuts of a stream until the direct edges are known: about
// half a kilobyte for each shortcut that comes before its direct edge, or has none.
// The zero Edges is ready for use.
type Edges struct {
	direct seen.Set
	held   []graph.Statement
}

// Direct notes that the subject of a shortcut has a direct edge.
func (e *Edges) Direct(subject graph.EntityID) { e.direct.Add(string(subject)) }

// Add hands a shortcut on as a note when its direct edge was met, and keeps it
// otherwise. The relation is what the note is called.
func (e *Edges) Add(s graph.Statement, relation string, add func(graph.Record) error) error {
	if e.direct.Has(string(s.Subject)) {
		return add(note(s, relation))
	}
	e.held = append(e.held, s)
	return nil
}

// Flush hands on what was kept, in the order of the input.
func (e *Edges) Flush(relation string, add func(graph.Record) error) error {
	for _, s := range e.held {
		var r graph.Record = s
		if e.direct.Has(string(s.Subject)) {
			r = note(s, relation)
		}
		if err := add(r); err != nil {
			return err
		}
	}
	e.held = nil
	return nil
}

func note(s graph.Statement, relation string) graph.Note {
	return graph.Note{Claim: s.Claim, Subject: s.Holder, Relation: relation, Object: s.Subject, Value: s.Value, Words: s.Words}
}
