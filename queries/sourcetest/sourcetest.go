// Package sourcetest holds every [closure.Source] to one promise: an answer over the
// closure read from it is, byte for byte, the answer over the whole graph. Each
// implementation calls [Run] in a test of its own.
package sourcetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/queriestest"
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
	// EachCase asks every so manieth provider of a worked case; 1 asks all.
	EachCase int
}

// Run holds the sources that open makes to the promise, over the embedded facts,
// random graphs and the worked cases.
func Run(t *testing.T, o Options, open Open) {
	s := &suite{laws: datatest.Laws(t), voice: queriestest.Voice(t, "en"), open: open, asked: map[string]bool{}}
	if o.Step > 0 {
		t.Run("embedded", func(t *testing.T) {
			day, err := graph.ParseDate(data.Release)
			if err != nil {
				t.Fatal(err)
			}
			s.hold(t, datatest.Ledger(t), day, 0, o.Step)
		})
	}
	t.Run("small", func(t *testing.T) { s.hold(t, small(t), graphtest.Day, 0, 1) })
	for seed := range uint64(o.Graphs) {
		c := graphtest.Mixed()
		if seed%3 == 2 {
			c = graphtest.Dirty()
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { s.hold(t, graphtest.Random(seed, c), graphtest.Day, 0, 1) })
	}
	files, err := filepath.Glob(filepath.Join(o.Cases, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Log("no worked cases beside this checkout: nothing of them is asked")
	}
	for i, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { s.hold(t, worked(t, f), graphtest.Day, i, max(o.EachCase, 1)) })
	}
	for _, q := range queries.All() {
		if !s.asked[q.Name] && !factless[q.Name] {
			t.Errorf("the question %s is asked of nobody", q.Name)
		}
	}
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
	asked map[string]bool // names of questions
}

// hold asks about providers of a ledger, of the whole and of the closure: one for each
// step, at least one, in turns the first, the second …
func (s *suite) hold(t *testing.T, l *graph.Ledger, day graph.Date, turn, step int) {
	t.Helper()
	src := s.open(t, l)
	all := s.context(l, day)
	ids := slices.DeleteFunc(slices.Clone(l.Entities()), func(id graph.EntityID) bool { return !l.Entity(id).Kind.IsProvider() })
	step = min(step, max(len(ids), 1))
	for i := turn % step; i < len(ids); i += step {
		for _, n := range s.about(all, ids, i, turn+i/step) {
			near := s.closed(t, src, n.need, day)
			for _, a := range n.asks {
				s.same(t, string(ids[i]), all, near, a)
			}
		}
	}
	everyone := s.closed(t, src, closure.Need{All: true}, day)
	for _, a := range s.everyone(all) {
		s.same(t, "everyone", all, everyone, a)
	}
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
	s.asked[a.name] = true
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
