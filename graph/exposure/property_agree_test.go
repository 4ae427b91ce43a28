package exposure_test

import (
	"slices"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
)

// agree asks both ways round (property 6): what the law does to each entity, and
// what each entity is answered about the law.
func agree(t *testing.T, name string, c *law.Catalogue, g *graph.Graph, about, turn int) {
	t.Helper()
	c = less(c, shared(c.Laws, turn, 8))
	reach := map[graph.EntityID]*exposure.Reach{}
	each(g.Entities(), about, turn, func(_ int, p graph.EntityID) { reach[p] = exposure.New(c, g).Reach(p) })
	each(c.Laws, 16, 0, func(_ int, l *law.Law) {
		found := map[graph.EntityID]bool{}
		var order []graph.EntityID
		for _, by := range exposure.New(c, g).ReachedBy(l) {
			found[by.Entity] = true
			order = append(order, by.Entity)
			r := reach[by.Entity]
			if r == nil {
				continue
			}
			var mine []string
			for _, f := range r.Findings {
				if f.Law == l {
					mine = append(mine, answerOf(f))
				}
			}
			var theirs []string
			for _, f := range by.Findings {
				theirs = append(theirs, answerOf(f))
			}
			if !slices.Equal(mine, theirs) {
				t.Errorf("%s: %s on %s is %v asked by provider, %v asked by law", name, l.ID, by.Entity, mine, theirs)
			}
		}
		if !slices.IsSorted(order) {
			t.Errorf("%s: %s: not sorted by id", name, l.ID)
		}
		for p, r := range reach {
			if found[p] || !g.Entity(p).Kind.IsProvider() {
				continue
			}
			for _, f := range r.Findings {
				if f.Law == l && f.Verdict == exposure.Reached {
					t.Errorf("%s: %s reaches %s, which asking by law leaves out", name, l.ID, p)
				}
			}
		}
	})
}

func answerOf(f exposure.Finding) string {
	return string(f.Effect) + " " + string(f.Verdict) + string(f.Status) + " " + string(f.Because) + " " + f.Nexus + " " + string(f.Confidence) + " " + string(f.Activation) + " " + string(f.Scope)
}

func TestBothWaysRoundAgree(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	for i, d := range dates() {
		agree(t, d.String(), c, l.At(d, graph.Options{}), 16, i)
	}
	for seed := range upTo(8, 60) {
		agree(t, "drawn", c, graphtest.Closed(seed).Ledger().At(graphtest.Day, graph.Options{}), 20, int(seed))
	}
}

// TestShieldsChangeNoVerdict is property 7: without its counters a law reaches
// whom it reached, and so without any law that stands against it.
func TestShieldsChangeNoVerdict(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	for i, d := range dates() {
		g := l.At(d, graph.Options{})
		a, whole := exposure.New(c, g), map[graph.EntityID]map[string]string{}
		for j, p := range named {
			whole[p] = verdicts(a, shared(c.Laws, i+j, 4), p)
		}
		against := func(what string, less *law.Catalogue) {
			a := exposure.New(less, g)
			for j, p := range named {
				var laws []*law.Law
				for _, l := range shared(c.Laws, i+j, 4) {
					if l = less.Law(l.ID); l != nil {
						laws = append(laws, l)
					}
				}
				for k, is := range verdicts(a, laws, p) {
					if was, ok := whole[p][k]; ok && was != is {
						t.Errorf("%s: without %s, %s on %s is %q instead of %q", d, what, k, p, is, was)
					}
				}
			}
		}
		against("any counter", bare(c))
		var shields []*law.Law
		for _, x := range c.Laws {
			if len(x.ShieldsAgainst) > 0 || slices.ContainsFunc(c.Laws, func(y *law.Law) bool {
				return slices.ContainsFunc(y.Counters, func(k law.Counter) bool { return k.Law == x.ID })
			}) {
				shields = append(shields, x)
			}
		}
		if len(shields) == 0 {
			t.Fatal("no law stands against another")
		}
		each(shields, 2, i, func(_ int, x *law.Law) {
			against(x.ID, less(c, slices.DeleteFunc(slices.Clone(c.Laws), func(y *law.Law) bool { return y == x })))
		})
	}
}

// bare is the catalogue without counters. Rows point to their law, so that these
// are copied with it.
func bare(c *law.Catalogue) *law.Catalogue {
	less := *c
	less.Laws = nil
	for _, l := range c.Laws {
		copied := *l
		copied.Counters, copied.ShieldsAgainst, copied.Rows = nil, nil, nil
		for _, r := range l.Rows {
			row := *r
			row.Law = &copied
			copied.Rows = append(copied.Rows, &row)
		}
		less.Laws = append(less.Laws, &copied)
	}
	return &less
}
