// Package sourcetest holds every [closure.Source] to one promise: an answer over the
// closure read from it is, byte for byte, the answer over the whole graph. Each
// implementation calls [Run] in a test of its own.
package sourcetest

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/loaders/curated"
	"longarm/queries"
	"longarm/queries/text"
)

// Open puts a ledger behind a source. What the source needs is given back when the
// test ends.
type Open func(t testing.TB, l *graph.Ledger) closure.Source

// Options say how much is compared.
type Options struct {
	// Graphs is how many random graphs are asked.
	Graphs int
	// Step asks every so manieth provider of the embedded facts; 1 asks all, 0 none.
	Step int
	// Cases is the folder of the worked cases; when it is not there they are left out.
	Cases string
}

// Run holds the sources that open makes to the promise, over the embedded facts,
// random graphs and the worked cases.
func Run(t *testing.T, o Options, open Open) {
	laws, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	voice, err := text.NewVoice("en")
	if err != nil {
		t.Fatal(err)
	}
	s := &suite{laws: laws, voice: voice, open: open}
	if o.Step > 0 {
		t.Run("embedded", func(t *testing.T) {
			day, err := graph.ParseDate(data.Release)
			if err != nil {
				t.Fatal(err)
			}
			s.hold(t, Embedded(t), day, o.Step, false)
		})
	}
	for seed := range uint64(o.Graphs) {
		c := graphtest.Mixed()
		if seed%3 == 2 {
			c = graphtest.Dirty()
		}
		s.hold(t, graphtest.Random(seed, c), graphtest.Day, 1, false)
	}
	files, err := filepath.Glob(filepath.Join(o.Cases, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Log("no worked cases beside this checkout: nothing of them is asked")
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { s.hold(t, worked(t, f), graphtest.Day, 1, true) })
	}
}

// Embedded is the ledger of the facts inside the binary.
func Embedded(t testing.TB) *graph.Ledger {
	t.Helper()
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, data.FS, "facts/*.yaml"); err != nil {
		t.Fatal(err)
	}
	return build(t, b)
}

func build(t testing.TB, b *graph.Builder) *graph.Ledger {
	t.Helper()
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

type suite struct {
	laws  *law.Catalogue
	voice queries.Voice
	open  Open
}

// timelines is of how many providers one is asked for its timeline, which asks every
// law again for every day on which a fact changes.
const timelines = 16

// hold asks about providers of a ledger, of the whole and of the closure; plain:
// only who holds and controls them.
func (s *suite) hold(t *testing.T, l *graph.Ledger, day graph.Date, step int, plain bool) {
	t.Helper()
	src := s.open(t, l)
	all := s.context(l, day)
	ids := slices.DeleteFunc(slices.Clone(l.Entities()), func(id graph.EntityID) bool { return !l.Entity(id).Kind.IsProvider() })
	for i := 0; i < len(ids); i += step {
		names := []string{"reach", "questions"}
		switch {
		case plain:
			names = nil
		case i/step%timelines == 0:
			names = append(names, "timeline")
		}
		s.provider(t, src, all, ids[i], names)
	}
	if plain {
		return
	}
	everyone := s.closed(t, src, closure.Need{All: true}, day)
	s.same(t, "everyone", all, everyone, ask{"reached-by", queries.Params{Args: []string{s.laws.Laws[0].ID}}})
}

// ask is one question.
type ask struct {
	name string
	p    queries.Params
}

// provider asks the questions named, and those that cost little.
func (s *suite) provider(t *testing.T, src closure.Source, all *queries.Context, id graph.EntityID, names []string) {
	t.Helper()
	day := all.Graph.Date()
	one := queries.Params{Args: []string{string(id)}}
	near := s.closed(t, src, closure.Need{Entities: []graph.EntityID{id}}, day)
	for _, name := range append(names, "show") {
		s.same(t, string(id), all, near, ask{name, one})
	}
	if k := all.Graph.Entity(id).Kind; k.HasHolders() {
		for _, name := range []string{"owners", "controllers"} {
			s.same(t, string(id), all, near, ask{name, one})
		}
		holders := all.Graph.To(id)
		if len(holders) > 0 {
			from := string(holders[0].Holder)
			both := s.closed(t, src, closure.Need{Entities: []graph.EntityID{graph.EntityID(from), id}}, day)
			s.same(t, from, all, both, ask{"paths", queries.Params{Args: []string{from, string(id)}}})
		}
	}
	// One law of many, another for each provider, with its proof in words.
	n := len(s.laws.Laws)
	for k := range min(2, len(names)) {
		l := s.laws.Laws[(len(id)*7+int(id[len(id)-1])+k*n/2)%n]
		s.same(t, string(id), all, near, ask{"why", queries.Params{Args: []string{string(id), l.ID}}})
	}
	down := s.closed(t, src, closure.Need{Entities: []graph.EntityID{id}, Down: true}, day)
	s.same(t, string(id), all, down, ask{"controls", one})
}

// closed reads a closure and makes a graph of it.
func (s *suite) closed(t *testing.T, src closure.Source, n closure.Need, day graph.Date) *queries.Context {
	t.Helper()
	n.Named = append(slices.Clone(n.Named), s.laws.Vocabulary.Parties...)
	b := graph.NewBuilder()
	if _, err := closure.Read(context.Background(), src, n, b.Add); err != nil {
		t.Fatal(err)
	}
	return s.context(build(t, b), day)
}

func (s *suite) context(l *graph.Ledger, day graph.Date) *queries.Context {
	return &queries.Context{Graph: l.At(day, graph.Options{}), Catalogue: s.laws, Voice: s.voice}
}

func (s *suite) same(t *testing.T, about string, all, near *queries.Context, a ask) {
	t.Helper()
	want, got := answer(all, a), answer(near, a)
	if bytes.Equal(want, got) {
		return
	}
	entities, claims, _, _ := near.Ledger().Size()
	t.Errorf("%s %s %s differs over its closure of %d entities and %d claims:\n%s", about, a.name, strings.Join(a.p.Args, " "), entities, claims, difference(want, got))
}

// answer is the JSON of an answer, or the error there is instead.
func answer(c *queries.Context, a ask) []byte {
	for _, q := range queries.All() {
		if q.Name != a.name {
			continue
		}
		out, err := q.Run(c, a.p)
		if err != nil {
			return []byte(err.Error())
		}
		text, err := json.MarshalIndent(out, "", " ")
		if err != nil {
			return []byte(err.Error())
		}
		return text
	}
	return []byte("no question is called " + a.name)
}

// shownLines is how many lines of a difference are printed.
const shownLines = 12

// difference shows the lines around the first that differs.
func difference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	i := 0
	for i < min(len(w), len(g)) && w[i] == g[i] {
		i++
	}
	from := max(0, i-2)
	cut := func(l []string) string {
		return strings.Join(l[min(from, len(l)):min(from+shownLines, len(l))], "\n  ")
	}
	return "whole:\n  " + cut(w) + "\nclosure:\n  " + cut(g)
}

// Soak reports that the long form of a test is wanted: SOAK=1.
func Soak() bool { return os.Getenv("SOAK") != "" }
