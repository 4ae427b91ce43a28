package register_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership"
	"longarm/graph/ownership/register"
	"longarm/internal/property"
)

// A threshold is decided as the oracle does, above all where a figure is exactly
// at it: each company is held against its own share.
func TestDecisionsRestOnNoRounding(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, false, rapid.Bool().Draw(t, "dirty"))
		v := m.frozen.In(graph.Capital, 0)
		p0, _ := m.frozen.Find("p0")
		member := func(x uint32) bool { return x == p0 }
		class := ownership.Named("class", "p0")
		model := ownership.New(m.exact)
		for id, k := range m.kinds {
			if k == graph.Person {
				continue
			}
			at, _ := m.frozen.Find(id)
			r, _, _ := model.Integrated(graph.EntityID(id), class, graph.Capital)
			down := graph.PercentFloor(r.Min)
			for _, p := range []graph.Percent{down, down + 1, graph.WholePercent(50), graph.WholePercent(25)} {
				if p <= 0 || p > graph.Hundred {
					continue
				}
				for _, atLeast := range []bool{false, true} {
					test := register.Test{Percent: p, AtLeast: atLeast}
					want := register.Fails
					if c := r.Min.Cmp(p.Rat()); c > 0 || c == 0 && atLeast {
						want = register.Passes
					}
					if got := register.Decide(v, at, member, test); got != want {
						t.Fatalf("%s has %s of %s; passing %s (at least: %v) is decided %v\n%s", p0Name, r, id, p, atLeast, got, m.string())
					}
					if all, _ := register.Passing(v, member, test); all[at] != want {
						t.Fatalf("%s has %s of %s; passing %s (at least: %v) is %v of all\n%s", p0Name, r, id, p, atLeast, all[at], m.string())
					}
				}
			}
		}
	})
}

const p0Name = "p0"

// A ladder of forty levels whose figure is exactly 50 %, and one that lacks of it
// what no float can tell.
func TestDecisionsBeyondFloats(t *testing.T) {
	build := func(top graph.Percent) (*columns.View, uint32, uint32) {
		var edges []edge
		for i := range 40 {
			for _, h := range "ab" {
				for _, y := range "ab" {
					edges = append(edges, edge{fmt.Sprintf("c%d%c", i+1, h), fmt.Sprintf("c%d%c", i, y), "50"})
				}
			}
		}
		for _, x := range "ab" {
			edges = append(edges, edge{"p0", "c40" + string(x), top.String()})
		}
		f := freezeEdges(t, edges, false)
		at, _ := f.Find("c0a")
		p, _ := f.Find("p0")
		return f.In(graph.Capital, 0), at, p
	}
	half := graph.WholePercent(50)
	for _, c := range []struct {
		top     graph.Percent
		test    register.Test
		passing register.Decision
	}{
		{half, register.Test{Percent: half}, register.Fails},
		{half, register.Test{Percent: half, AtLeast: true}, register.Passes},
		{half + 1, register.Test{Percent: half}, register.Passes},
		{half - 1, register.Test{Percent: half, AtLeast: true}, register.Fails},
	} {
		v, at, p := build(c.top)
		if got := register.Decide(v, at, func(x uint32) bool { return x == p }, c.test); got != c.passing {
			t.Errorf("%s against %+v: %v, want %v", c.top, c.test, got, c.passing)
		}
	}
	// A ring of 300 companies that hold 50 % of the next and of which a person holds
	// the other half: everything is the person's.
	var edges []edge
	for i := range 300 {
		edges = append(edges, edge{fmt.Sprintf("c%d", i), fmt.Sprintf("c%d", (i+1)%300), "50"}, edge{"p0", fmt.Sprintf("c%d", i), "50"})
	}
	f := freezeEdges(t, edges, false)
	p, _ := f.Find("p0")
	got, exact := register.Passing(f.In(graph.Capital, 0), func(x uint32) bool { return x == p }, register.Test{Percent: graph.Hundred, AtLeast: true})
	if exact != 300 || slices.Contains(got, register.Fails) {
		t.Errorf("%d decided exactly, some fail: %v", exact, slices.Contains(got, register.Fails))
	}
	for _, d := range got {
		if d != register.Passes {
			t.Fatalf("a company wholly a person's is %v", d)
		}
	}
}
