package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/identity"
)

func company(id, name string, more ...string) graph.Entity {
	return graph.Entity{ID: graph.EntityID(id), Kind: graph.Company, Name: name, Aliases: more}
}

func workspace(t testing.TB, loads map[string][]graph.Record) *Workspace {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for n := range loads {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := write(t, disk{}, dir, Load{Source: n}, loads[n]); err != nil {
			t.Fatal(err)
		}
	}
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func ids(hits []Hit) []graph.EntityID {
	var out []graph.EntityID
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

func TestNamesAreFound(t *testing.T) {
	w := workspace(t, map[string][]graph.Record{
		"a": {company("lei:1", "Société Générale S.A."), company("lei:2", "Orange", "France Télécom"), company("lei:3", "Orange Business Services SA"), company("x:4", "名古屋鉄道")},
		"b": {company("gb:7", "Microsoft Corporation"), company("gb:8", "MICROSOFT IRELAND OPERATIONS LIMITED"), company("ru:9", "ПАО Газпром")},
	})
	for _, c := range []struct {
		ask   string
		exact []graph.EntityID
		first graph.EntityID // of Search; "" for none
	}{
		{"societe generale sa", []graph.EntityID{"lei:1"}, "lei:1"},
		{"orange", []graph.EntityID{"lei:2"}, "lei:2"},
		{"FRANCE TELECOM", []graph.EntityID{"lei:2"}, "lei:2"},
		{"gb:7", []graph.EntityID{"gb:7"}, "gb:7"},
		{"micorsoft corporation", nil, "gb:7"},
		{"microsft ireland", nil, "gb:8"},
		{"orange buisness", nil, "lei:3"},
		{"Gazprom", nil, "ru:9"},
		{"pao gazprom", []graph.EntityID{"ru:9"}, "ru:9"},
		{"名古屋鉄道", []graph.EntityID{"x:4"}, "x:4"},
		{"zzzzzz", nil, ""},
		{"", nil, ""},
	} {
		hits, err := w.Exactly(c.ask)
		if err != nil || !slices.Equal(ids(hits), c.exact) {
			t.Errorf("Exactly(%q) = %v, %v, want %v", c.ask, ids(hits), err, c.exact)
		}
		hits, err = w.Search(c.ask, 5)
		if err != nil || c.first == "" && len(hits) > 0 || c.first != "" && (len(hits) == 0 || hits[0].ID != c.first) {
			t.Errorf("Search(%q) = %v, %v, want %s first", c.ask, hits, err, c.first)
		}
	}
	hits, err := w.Complete("micro", 10)
	if err != nil || !slices.Equal(ids(hits), []graph.EntityID{"gb:7", "gb:8"}) {
		t.Errorf("Complete: %v, %v", hits, err)
	}
	if hits, _ := w.Complete("orange b", 10); !slices.Equal(ids(hits), []graph.EntityID{"lei:3"}) {
		t.Errorf("Complete: %v", hits)
	}
	if hits, _ := w.Complete("gb", 10); len(hits) != 2 {
		t.Errorf("ids are not completed: %v", hits)
	}
}

// TestTheAutomatonAgreesWithTheDistance compares the walk over sorted words with the
// distance computed for each by itself.
func TestTheAutomatonAgreesWithTheDistance(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, 1+rng.IntN(7))
		for i := range b {
			b[i] = "abc"[rng.IntN(3)]
		}
		return string(b)
	}
	for range 300 {
		var list []string
		for range 60 {
			list = append(list, word())
		}
		slices.Sort(list)
		list = slices.Compact(list)
		asked, most := word(), rng.IntN(3)
		a := newAutomaton([]byte(asked), most)
		prev := ""
		for _, w := range list {
			shared := 0
			for shared < min(len(prev), len(w)) && prev[shared] == w[shared] {
				shared++
			}
			got, ok := a.read([]byte(w), shared)
			want := identity.Edits(asked, w)
			if ok != (want <= most) || ok && got != want {
				t.Fatalf("%q and %q: %d %v, want %d of at most %d", asked, w, got, ok, want, most)
			}
			prev = w
		}
	}
}

// TestManyNames spills words and pairs to disk and finds every entity again.
func TestManyNames(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(dir, Load{Source: "many"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.part.index.names.limit, w.part.index.pairs.limit = 4096, 512
	const n = 5000
	for i := range n {
		if err := w.Add(company(fmt.Sprintf("m:%d", i), fmt.Sprintf("Firm %d number %c%c", i, 'a'+i%26, 'a'+i/26%26))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for i := 0; i < n; i += 37 {
		hits, err := r.Exactly(fmt.Sprintf("firm %d number %c%c", i, 'a'+i%26, 'a'+i/26%26))
		if err != nil || len(hits) != 1 || hits[0].ID != graph.EntityID(fmt.Sprintf("m:%d", i)) {
			t.Fatalf("%d: %v, %v", i, hits, err)
		}
	}
	checks, err := r.Verify(context.Background())
	if err != nil || checks[0].Err != nil {
		t.Error(err, checks)
	}
}

// BenchmarkSlips looks for words within two edits among 300 000 of letters, beside a
// million numbers: the dictionary of a register of some millions of names.
func BenchmarkSlips(b *testing.B) {
	dir := b.TempDir()
	w, err := create(quick{}, dir, Load{Source: "words"})
	must(b, err)
	defer w.Close()
	syllables := strings.Fields("ba co di fe gra hol in ka lo mar ne or pro qui ra so tech un vi west xan ye zo th s ing er")
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 300_000 {
		word := ""
		for range 2 + rng.IntN(4) {
			word += syllables[rng.IntN(len(syllables))]
		}
		must(b, w.Add(company(fmt.Sprintf("%08d", i), word)))
	}
	must(b, w.Commit(context.Background()))
	r := reopen(b, dir)
	for b.Loop() {
		if _, err := r.parts[0].words.alike([]byte("holxmartechco"), 2); err != nil {
			b.Fatal(err)
		}
	}
}
