package ownership

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"longarm/graph"
)

// A company that lies in a crowd is answered as if it were alone, and nobody is left
// out who has to do with it.
func TestCrowdChangesNothing(t *testing.T) {
	b := marketBuilder(1500, 0.3)
	for i := range 12 { // and some rights of control
		id := func(n int) graph.EntityID { return graph.EntityID(fmt.Sprintf("e%05d", n)) }
		b.AddStatement(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("r%d", i))}, Holder: id(7 + 31*i), Subject: id(401 + 83*i), Interest: graph.OtherInfluenceOrControl})
	}
	g := graphFrom(b)
	all := New(g)
	var targets []graph.EntityID
	for i := 1499; i > 0 && len(targets) < 4; i-- {
		id := graph.EntityID(fmt.Sprintf("e%05d", i))
		if u := all.upstreamOf(id, graph.Votes); u.size > largeControl {
			targets = append(targets, id)
		}
	}
	class := Class{Label: "third", Key: "third", RestMay: true, In: func(id graph.EntityID) Membership {
		return []Membership{Outside, Member, Outside, Maybe, Outside, Outside}[int(id[5]-'0')%6]
	}}
	tests := []Test{
		{Class: class, HasThreshold: true, Threshold: graph.WholePercent(25), Comparison: AtLeast, DecidingOnly: true},
		{Class: class, Reading: ReadControl, DecidingOnly: true, Limbs: Limbs{"majority": {graph.VotingRights}, "direction": {graph.OtherInfluenceOrControl}, limbPlurality: {graph.VotingRights}}},
		{Class: class, HasThreshold: true, Threshold: graph.WholePercent(50), Reading: ReadHybrid, DecidingOnly: true},
	}
	first := all.domainOf(all.net(graph.Votes), all.net(graph.Votes).node(targets[0]))
	settled := 0
	for _, target := range targets {
		for i := range tests {
			alone := New(g)
			plain := tests[i]
			plain.Class.Key = ""
			if a, b := told(t, all.Evaluate(tests[i], target)), told(t, alone.Evaluate(plain, target)); a != b {
				t.Fatalf("test %d of %s: in a crowd %s, alone %s", i, target, a, b)
			}
		}
		n := all.net(graph.Votes)
		for _, h := range append(n.row(n.node(target)).edges(), n.node(target)) {
			if d := all.domainOf(n, h); d.ranked() {
				checkNear(t, d)
				if d.crowd.d != d {
					settled++
				}
			}
		}
	}
	if settled == 0 || len(first.nodes) == 0 {
		t.Error("no domain lies in a crowd")
	}
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
