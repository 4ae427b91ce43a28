package ownership

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"longarm/graph"
)

// A company that lies in a crowd is answered as if it were alone, and nobody is left
// out who has to do with it.
func TestCrowdChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	b := graph.NewBuilder()
	const parties = 700
	id := func(n int) graph.EntityID { return graph.EntityID(fmt.Sprintf("e%05d", n)) }
	claims := 0
	state := func(s graph.Statement) {
		claims++
		s.ID = graph.ClaimID(fmt.Sprintf("s%05d", claims))
		b.AddStatement(s)
	}
	for i := range parties {
		b.AddEntity(graph.Entity{ID: id(i), Kind: graph.Company})
		room := 100
		for k := range min(i, 8) { // mostly of those before, so that very many stand above the last
			h := r.IntN(i)
			if k == 3 && r.IntN(60) == 0 {
				h = r.IntN(parties)
			}
			v := min(room, []int{5, 5, 10, 10, 51}[r.IntN(5)])
			if room -= v; v == 0 || h == i {
				continue
			}
			share := graph.Exact(graph.WholePercent(v))
			if r.IntN(4) == 0 {
				share = graph.Share{Min: graph.WholePercent(v / 2), Max: graph.WholePercent(v), MinOpen: true}
			}
			state(graph.Statement{Holder: id(h), Subject: id(i), Interest: graph.Shareholding, Basis: graph.Both, Figure: true, Share: share})
		}
		if i > 0 && r.IntN(50) == 0 {
			state(graph.Statement{Holder: id(r.IntN(i)), Subject: id(i), Interest: graph.OtherInfluenceOrControl})
		}
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	g := l.At(graph.NewDate(2026, 1, 1), graph.Options{})
	fresh := func() *Model {
		m := New(g)
		for i := range parties { // of equals, those met first are told
			m.net(graph.Capital).node(id(i))
			m.net(graph.Votes).node(id(i))
		}
		return m
	}
	all := fresh()
	var targets []graph.EntityID
	for i := parties - 1; i > 0 && len(targets) < 1; i-- {
		if u := all.upstreamOf(id(i), graph.Votes); u.size > largeControl {
			targets = append(targets, id(i))
		}
	}
	class := Class{Label: "third", Key: "third", RestMay: true, In: func(id graph.EntityID) Membership {
		return []Membership{Outside, Member, Outside, Maybe, Outside, Outside}[int(id[5]-'0')%6]
	}}
	tests := []Test{
		{Class: class, HasThreshold: true, Threshold: graph.WholePercent(25), Comparison: AtLeast, DecidingOnly: true},
		{Class: class, Reading: ReadControl, DecidingOnly: true, Limbs: Limbs{"majority": {graph.VotingRights}, "direction": {graph.OtherInfluenceOrControl}, limbPlurality: {graph.VotingRights}}},
	}
	if len(targets) == 0 {
		t.Fatal("nobody has very many parties upstream")
	}
	first := all.domainOf(all.net(graph.Votes), all.net(graph.Votes).node(targets[0]))
	settled := 0
	for _, target := range targets {
		for i := range tests {
			alone := fresh()
			plain := tests[i]
			plain.Class.Key = ""
			if a, b := told(t, all.Evaluate(tests[i], target)), told(t, alone.Evaluate(plain, target)); a != b {
				t.Fatalf("test %d of %s: in a crowd %s", i, target, differing(a, b))
			}
		}
		n := all.net(graph.Votes)
		for _, h := range append(n.row(n.node(target)).edges(), n.node(target)) {
			if d := all.domainOf(n, h); d.ranked() && settled < 3 {
				checkNear(t, d)
				if d.crowd.d != d {
					settled++
				}
			}
		}
	}
	if settled == 0 || len(first.nodes) <= largeControl {
		t.Error("no domain lies in a crowd")
	}
}

// differing is where two answers part.
func differing(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%s, alone %s", a[max(0, i-80):min(len(a), i+80)], b[max(0, i-80):min(len(b), i+80)])
}

func told(t *testing.T, o *Outcome) string {
	t.Helper()
	out, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func checkNear(t *testing.T, d *domain) {
	t.Helper()
	for _, upper := range []bool{false, true} {
		whole, near := d.toward(upper, Majority, true), d.toward(upper, Majority, false)
		for v, c := range whole {
			k := near[v]
			switch {
			case k == nil && (len(c.tops) > 0 || d.tops[v]):
				t.Errorf("%s has to do with %s and is left out", d.n.id(v), d.n.id(d.target))
			case k != nil && (!maps.Equal(c.in, k.in) || !slices.Equal(c.order, k.order)):
				t.Errorf("%s comes to control %v, beside others %v", d.n.id(v), k.order, c.order)
			}
		}
	}
}
