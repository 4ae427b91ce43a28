package ownership

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"longarm/graph"
	"longarm/internal/property"
)

// halves lists the parties that have one half of a company each, with what they
// control, of whom no two decide for the same holder, where nobody has more; sorted. What is left of a company
// is with one party, but where a floor keeps it in small pieces.
func (m market) halves(w world, y string) []string {
	parties := set{}
	for _, t := range w.companies() {
		parties[t] = t != y
		for h := range w[t] {
			parties[h] = h != y && (h != "rest@"+t || m[t].Floor == 0)
		}
	}
	deciding := map[string]set{}
	for x := range parties {
		if !parties[x] {
			continue
		}
		k := set{x: true}
		for c := range w.controlled(set{x: true}, 50, true) {
			k[c] = c != y
		}
		switch w.sum(y, k).Cmp(big.NewRat(1, 2)) {
		case 1:
			return nil // alone
		case -1:
			continue
		}
		deciding[x] = set{}
		for h, s := range w[y] {
			if k[h] && s.Sign() > 0 {
				deciding[x][h] = true
			}
		}
	}
	var out []string
	for x, mine := range deciding {
		for z, others := range deciding {
			apart := x != z
			for h := range mine {
				apart = apart && !others[h]
			}
			if apart && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Whoever has a half beside another half in some corner is told: alone, jointly or
// perhaps with another.
func TestHalvesOfAllWorldsAreTold(t *testing.T) {
	met := 0
	property.Check(t, func(t *rapid.T) {
		m := drawMarket(t, marketOptions{companies: 3, people: 2, bands: true, extras: true})
		if tab := m[m.companies()[0]]; rapid.Bool().Draw(t, "half") { // up to two halves, of which one may be less or more
			tab.Self, tab.Total, tab.Percent, tab.Complete = [2]int{}, nil, 0, false
			for i, h := range tab.holders() {
				tab.Lo[h], tab.Hi[h] = 0, 0
				if i < 2 {
					tab.Lo[h] = rapid.SampledFrom([]int{50, 40}).Draw(t, "from")
					tab.Hi[h] = rapid.SampledFrom([]int{50, 60}).Draw(t, "to")
				}
			}
		}
		worlds := m.worlds(4000)
		model := New(graphOf(m, nil))
		for _, w := range worlds {
			for _, y := range m.companies() {
				a := model.Controllers(graph.EntityID(y), Majority, graph.Votes)
				told := map[graph.EntityID]bool{}
				for _, list := range [][]Controller{a.Certain, a.Possible, a.MayJoin} {
					for _, k := range list {
						told[k.ID] = true
					}
				}
				for _, j := range a.Joint {
					for _, id := range j.Members {
						told[id] = true
					}
				}
				for _, x := range m.halves(w, y) {
					if met++; strings.HasPrefix(x, "rest@") {
						if !a.RestMay && !a.RestMayJoin {
							t.Fatalf("in some world one that nobody names has half of %s\n%s", y, m.string())
						}
					} else if !told[graph.EntityID(x)] {
						t.Fatalf("in some world %s has half of %s; told are %v\n%s", x, y, slices.Sorted(maps.Keys(told)), m.string())
					}
				}
			}
		}
	})
	if met == 0 {
		t.Error("no world has halves")
	}
}
