// Package loadertest runs a loader over a text or a file and holds what came of it,
// for the tests of loaders.
package loadertest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/hazy"
	"longarm/loaders/internal/source"
)

// Load is what every loader exports.
type Load = func(context.Context, *source.Input, func(graph.Record) error) (source.Result, error)

// Loaded is what came of one stream.
type Loaded struct {
	Head    []byte // of the stream
	Records []graph.Record
	Result  source.Result
	Err     error
}

// Text loads a text under a name. Like [Delta] and [File], it wants every message of the
// load in both languages.
func Text(t testing.TB, name, text string, load Load) *Loaded {
	t.Helper()
	in, err := source.NewInput(name, strings.NewReader(text), source.Options{})
	if err != nil {
		return &Loaded{Err: err}
	}
	l := &Loaded{}
	l.run(t, in, load)
	return l
}

// Delta is Text for changes to what was loaded before, of which it holds nothing; it returns what goes as well.
func Delta(t testing.TB, name, text string, load Load) (l *Loaded, gone []string) {
	t.Helper()
	in, err := source.NewInput(name, strings.NewReader(text), source.Options{Remove: func(id string) error {
		gone = append(gone, id)
		return nil
	}, Earlier: func(string, func(graph.Record, bool) error) error { return nil }})
	if err != nil {
		return &Loaded{Err: err}, nil
	}
	l = &Loaded{}
	l.run(t, in, load)
	return l, gone
}

// File loads the streams of a file, one after another.
func File(t testing.TB, path string, load Load) *Loaded {
	t.Helper()
	l := &Loaded{}
	err := source.Each(path, source.Options{}, func(in *source.Input) error {
		l.run(t, in, load)
		return l.Err
	})
	if l.Err == nil {
		l.Err = err
	}
	return l
}

func (l *Loaded) run(t testing.TB, in *source.Input, load Load) {
	t.Helper()
	if l.Head, l.Err = in.Head(); l.Err != nil {
		return
	}
	l.Head = append([]byte(nil), l.Head...)
	var r source.Result
	r, l.Err = load(context.Background(), in, func(rec graph.Record) error {
		l.Records = append(l.Records, rec)
		return nil
	})
	French(t, r, l.Err)
	l.Result.Add(r)
}

// Build makes a ledger of the records. Parties without a kind count as companies
// unless another record tells theirs.
func (l *Loaded) Build() (*graph.Ledger, error) {
	b := graph.NewBuilder()
	var parties hazy.Parties
	for _, r := range l.Records {
		if e, ok := r.(graph.Entity); ok && e.Kind == "" {
			parties.Add(e)
			continue
		}
		if err := b.Add(r); err != nil {
			return nil, err
		}
	}
	if err := parties.Flush(b, b.Add); err != nil {
		return nil, err
	}
	return b.Build()
}

// MustBuild is Build for a stream that must load without a refusal.
func (l *Loaded) MustBuild(t testing.TB) *graph.Ledger {
	t.Helper()
	if l.Err != nil || l.Result.Rejected > 0 {
		t.Fatalf("%v %v", l.Err, l.Result.Errors)
	}
	ledger, err := l.Build()
	if err != nil {
		t.Fatal(err)
	}
	return ledger
}

// Sound reports counts that do not add up, and records that a builder refuses
// although the loader accepted them: what fuzzing looks for.
func (l *Loaded) Sound(t testing.TB) {
	t.Helper()
	if r := l.Result; r.Read != r.Accepted+r.Rejected {
		t.Fatalf("read %d, accepted %d, rejected %d", r.Read, r.Accepted, r.Rejected)
	}
	if l.Err != nil {
		return
	}
	_, err := l.Build()
	for _, line := range strings.Split(fmt.Sprint(err), "\n") {
		if err != nil && !strings.Contains(line, "is used twice") { // a loader of constant memory cannot see a repeat
			t.Fatalf("accepted, and then: %v", err)
		}
	}
}

func pick[T graph.Record](l *Loaded) []T {
	var out []T
	for _, r := range l.Records {
		if v, ok := r.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// Entities are those loaded, in order.
func (l *Loaded) Entities() []graph.Entity { return pick[graph.Entity](l) }

// Entity is the last one loaded under an id, or nil.
func (l *Loaded) Entity(id graph.EntityID) *graph.Entity {
	var out *graph.Entity
	for _, e := range l.Entities() {
		if e.ID == id {
			out = &e
		}
	}
	return out
}

// Statements are those loaded, in order.
func (l *Loaded) Statements() []graph.Statement { return pick[graph.Statement](l) }

// Attributes are those loaded, in order.
func (l *Loaded) Attributes() []graph.Attribute { return pick[graph.Attribute](l) }

// Notes are those loaded, in order.
func (l *Loaded) Notes() []graph.Note { return pick[graph.Note](l) }

// Coverages are those loaded, in order.
func (l *Loaded) Coverages() []graph.Coverage { return pick[graph.Coverage](l) }

// Sources are those loaded, in order.
func (l *Loaded) Sources() []graph.Source { return pick[graph.Source](l) }
