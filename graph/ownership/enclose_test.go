package ownership

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/internal/property"
)

// What is told of large closures holds what rationals give, whether each owner's
// ends are solved or only enclosed; solved ones and figures are as narrow.
func TestLargeClosuresEncloseTheExactFigures(t *testing.T) {
	narrow := big.NewRat(1, 1_000_000) // rings that hardly leak cost some digits
	property.Check(t, func(t *rapid.T) {
		o := marketOptions{companies: 6, people: 3, bands: rapid.IntRange(0, 3).Draw(t, "bands") > 0, extras: true}
		m := drawMarket(t, o)
		if rapid.IntRange(0, 3).Draw(t, "over") == 0 {
			m["c0"].Lo["p0"], m["c0"].Hi["p0"] = 80, 90 // often above 100 %
		}
		model := New(graphOf(m, nil))
		target := graph.EntityID(rapid.SampledFrom(m.companies()).Draw(t, "target"))
		want := model.Owners(target, graph.Capital)
		u := model.upstreamOf(target, graph.Capital)
		got := &OwnersAnswer{Entity: target, Basis: graph.Capital}
		model.ownersOfMany(u, got)
		figure := map[graph.EntityID]Range{"": want.Undisclosed.Integrated}
		for _, x := range want.Owners {
			figure[x.ID] = x.Integrated
		}
		if len(got.Owners) != len(want.Owners) {
			t.Fatalf("%d owners, want %d", len(got.Owners), len(want.Owners))
		}
		check := func(how string, id graph.EntityID, r Range, tight bool) {
			x := figure[id]
			if x.Min.Cmp(r.Min) < 0 || x.Max.Cmp(r.Max) > 0 {
				t.Fatalf("%s: %s of %s has %s, outside of %s\n%v", how, id, target, x, r, m)
			}
			for _, d := range []*big.Rat{new(big.Rat).Sub(x.Min, r.Min), new(big.Rat).Sub(r.Max, x.Max)} {
				if tight && u.lifted() == 0 && d.Cmp(narrow) > 0 {
					t.Fatalf("%s: %s of %s has %s, told as %s\n%v", how, id, target, x, r, m)
				}
			}
		}
		for _, x := range got.Owners {
			check("solved", x.ID, x.Integrated, true)
		}
		check("solved", "", got.Undisclosed.Integrated, true)
		f, number := u.freeze()
		loose := u.endsOver(f.In(graph.Capital, 0), number, false)
		for _, v := range u.nodes() {
			lo, hi := loose(v)
			check("enclosed", u.net.id(v), enclosing(lo, hi), false)
		}
	})
}

// Graphs made to be slow are answered: nothing here is exponential, and nothing
// cubic in the whole closure.
func TestNastyGraphsAreAnswered(t *testing.T) {
	type edge struct {
		holder, company string
		lo, hi          int
	}
	c := func(i int) string { return fmt.Sprintf("c%d", i) }
	ring := func(n, lo, hi int) (list []edge) {
		for i := range n {
			list = append(list, edge{c(i), c((i + 1) % n), lo, hi})
		}
		return append(list, edge{"p0", "c0", 20, 30})
	}
	chain := func(n, lo, hi int) (list []edge) {
		for i := range n {
			list = append(list, edge{c(i + 1), c(i), lo, hi})
		}
		return append(list, edge{"p0", c(n), 30, 30})
	}
	mutual := func(n, lo, hi int) (list []edge) {
		for i := range n {
			for j := range n {
				if i != j {
					list = append(list, edge{c(i), c(j), lo, hi})
				}
			}
			list = append(list, edge{fmt.Sprintf("p%d", i), c(i), 1, 1})
		}
		return list
	}
	hub := func(n int) (list []edge) {
		for i := range n {
			list = append(list, edge{fmt.Sprintf("p%d", i), "c0", 0, 5})
		}
		return list
	}
	ladder := func(n int) (list []edge) {
		for i := range n {
			for _, h := range "ab" {
				for _, y := range "ab" {
					list = append(list, edge{fmt.Sprintf("c%d%c", i+1, h), fmt.Sprintf("c%d%c", i, y), 48, 50})
				}
			}
		}
		for _, x := range "ab" {
			list = append(list, edge{"c0" + string(x), "c0", 50, 50})
		}
		return append(list, edge{"p0", fmt.Sprintf("c%da", n), 60, 60})
	}
	for name, edges := range map[string][]edge{
		"ring of 100": ring(100, 60, 60), "ring of 300": ring(300, 60, 60), "ring of 1000": ring(1000, 60, 60), "ring of 300 bands": ring(300, 40, 60),
		"chain of 1000": chain(1000, 60, 60), "chain of 400 bands": chain(400, 50, 75), "45 mutual": mutual(45, 2, 2), "20 mutual bands": mutual(20, 1, 4),
		"999 holders": hub(999), "ladder of 300": ladder(300),
	} {
		t.Run(name, func(t *testing.T) {
			b := graph.NewBuilder()
			seen := map[string]bool{}
			add := func(id string) graph.EntityID {
				if !seen[id] {
					seen[id] = true
					kind := graph.Company
					if id[0] == 'p' {
						kind = graph.Person
					}
					b.AddEntity(graph.Entity{ID: graph.EntityID(id), Kind: kind})
				}
				return graph.EntityID(id)
			}
			for i, e := range edges {
				b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%05d", i))}, Holder: add(e.holder), Subject: add(e.company),
					Interest: graph.Shareholding, Basis: graph.Both, Figure: true, Share: graph.Share{Min: pct(e.lo), Max: pct(e.hi)}})
			}
			l, err := b.Build()
			if err != nil {
				t.Fatal(err)
			}
			model := New(l.At(graph.NewDate(2026, 1, 1), graph.Options{}))
			owners := model.Owners("c0", graph.Capital)
			if len(owners.Owners) != len(seen)-1 {
				t.Errorf("%d owners of %d parties", len(owners.Owners), len(seen))
			}
			for _, o := range owners.Owners {
				if o.Integrated.Min.Cmp(o.Integrated.Max) > 0 || o.Integrated.Min.Sign() < 0 || o.Integrated.Max.Cmp(ratHundred) > 0 {
					t.Errorf("%s has %s", o.ID, o.Integrated)
				}
			}
			model.Controllers("c0", Majority, graph.Votes)
			model.Controls("p0", Majority, graph.Votes)
		})
	}
}
