package columns

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/internal/property"
)

// small freezes a register of n companies in a chain, with what else is put in.
func small(t testing.TB, n int, put func(r *Register, e *Edges)) *Frozen {
	t.Helper()
	var rows NodeRows
	for i := range n {
		rows.Add(fmt.Appendf(nil, "c%d", i), graph.Company, []byte([]string{"", "FR", "US"}[i%3]))
	}
	r, _, err := NewRegister([]NodeRows{rows})
	if err != nil {
		t.Fatal(err)
	}
	var e Edges
	at := func(i int) uint32 { c, _ := r.Canonical(fmt.Sprintf("c%d", i)); return c }
	for i := range n - 1 {
		e.Put(at(i), at(i+1), Unit/2, PlainExtra(Unit/2))
	}
	if put != nil {
		put(r, &e)
	}
	f, err := r.Freeze([]Edges{e})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOwnersComeFirst(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "companies")
		var rows NodeRows
		for i := range n {
			rows.Add(fmt.Appendf(nil, "c%d", i), graph.Company, nil)
		}
		r, _, err := NewRegister([]NodeRows{rows})
		if err != nil {
			t.Fatal(err)
		}
		var e Edges
		for range rapid.IntRange(0, 80).Draw(t, "holdings") {
			e.Put(uint32(rapid.IntRange(0, n-1).Draw(t, "holder")), uint32(rapid.IntRange(0, n-1).Draw(t, "company")), Unit/100, PlainExtra(Unit/100))
		}
		f, err := r.Freeze([]Edges{e})
		if err != nil {
			t.Fatal(err)
		}
		off, holder := f.Rows()
		// Reach by brute force: two nodes are in one component when each reaches the other.
		reach := make([][]bool, n)
		for v := range reach {
			reach[v] = make([]bool, n)
			for stack := []uint32{uint32(v)}; len(stack) > 0; {
				x := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				for _, h := range holder[off[x]:off[x+1]] {
					if !reach[v][h] {
						reach[v][h] = true
						stack = append(stack, h)
					}
				}
			}
		}
		for v := range uint32(n) {
			c := f.Component(v)
			if !slices.IsSorted(holder[off[v]:off[v+1]]) {
				t.Fatal("a row is not sorted")
			}
			for w := range uint32(n) {
				together := v == w || reach[v][w] && reach[w][v]
				if together != (w >= c.From && w < c.To) {
					t.Fatalf("nodes %d and %d: one component %v, spans say %v", v, w, together, c)
				}
				if reach[v][w] && !together && w > v {
					t.Fatalf("owner %d comes after company %d", w, v)
				}
			}
			edges, companies := f.Holdings(v)
			for i, x := range edges {
				if y := companies[i]; holder[x] != v || x < off[y] || x >= off[y+1] {
					t.Fatal("the two directions differ")
				}
			}
		}
	})
}

func TestFilesComeBackWhole(t *testing.T) {
	f := small(t, 50, func(r *Register, e *Edges) {
		low, x := ExtraOf(graph.Share{Min: 1, Max: graph.WholePercent(3), MinOpen: true}, true, graph.Votes, graph.Period{From: 20200101, To: 20210101})
		e.Put(3, 7, low, x)
		r.Cover(4, Total, graph.Capital, graph.WholePercent(60), graph.Period{}, []uint32{1, 2})
		r.Ground(1, 9, GroundCode(graph.ControlByContract), 0, 0)
	})
	name := filepath.Join(t.TempDir(), "register.col")
	if err := f.Write(name); err != nil {
		t.Fatal(err)
	}
	g, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if err := g.Verify(); err != nil {
		t.Fatal(err)
	}
	for i, s := range f.sections() {
		if !bytes.Equal(s.data, g.sections()[i].data) {
			t.Errorf("column %d differs", i)
		}
	}
	if v, ok := g.Find("c17"); !ok || g.ID(v) != "c17" || g.Longest() != f.Longest() {
		t.Error("c17 is lost")
	}
	for _, d := range []graph.Date{20191231, 20200101, 20201231, 20210101} {
		n := 0
		for e, h := range g.In(graph.Votes, d).High {
			if h > 0 && g.flag[e]&InCapital == 0 {
				n++
			}
		}
		if want := map[bool]int{true: 1}[d >= 20200101 && d < 20210101]; n != want {
			t.Errorf("on %s %d votes are in force, want %d", d, n, want)
		}
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "register.col")
	if err := small(t, 20, nil).Write(name); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func([]byte) []byte{
		"empty":          func(b []byte) []byte { return nil },
		"cut short":      func(b []byte) []byte { return b[:len(b)-page] },
		"another header": func(b []byte) []byte { b[40]++; return b },
		"another file":   func(b []byte) []byte { return append([]byte("id,kind\n"), b...) },
	} {
		if err := os.WriteFile(name, change(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		if f, err := Open(name); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: opened as %v, %v", what, f, err)
		}
	}
	whole[page+3]++ // in the first column
	if err := os.WriteFile(name, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Verify(); !errors.Is(err, ErrDamaged) {
		t.Errorf("a changed byte passes: %v", err)
	}
}

func TestSlotsAreSetInTime(t *testing.T) {
	observed := func(percent int, day uint32) piece {
		low, x := ExtraOf(graph.Exact(graph.WholePercent(percent)), true, graph.Both, graph.Period{AsOf: graph.Date(day)})
		return piece{low, x}
	}
	out := resolve([]piece{observed(20, 20220101), observed(10, 20200101)})
	var got []string
	for _, p := range out {
		got = append(got, fmt.Sprintf("%d–%d %d %v", p.x.From, p.x.To, p.low/(Unit/100), p.x.Flag&Unknown != 0))
	}
	want := []string{"0–20200101 0 true", "20200101–20220101 10 false", "20220101–0 20 false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	two := resolve([]piece{{Unit / 4, PlainExtra(Unit / 4)}, {Unit / 2, PlainExtra(Unit / 2)}})
	if len(two) != 1 || two[0].low != Unit/4 || two[0].x.High != Unit/2 {
		t.Errorf("two figures make %+v, want their hull", two)
	}
}
