package graphtest_test

import (
	"reflect"
	"testing"

	"longarm/graph"
	"longarm/graph/graphtest"
)

const draws = 300

// TestDrawnGraphsClose draws all mixtures and wants every one to close, twice
// alike, and read alike after shuffling.
func TestDrawnGraphsClose(t *testing.T) {
	for seed := range uint64(draws) {
		for name, c := range map[string]graphtest.Config{"plain": {}, "mixed": graphtest.Mixed(), "dirty": graphtest.Dirty(), "acyclic": {Acyclic: true, Band: 0.5}} {
			s := graphtest.Draw(seed, c)
			if !reflect.DeepEqual(s, graphtest.Draw(seed, c)) {
				t.Fatalf("%s %d: two draws differ", name, seed)
			}
			a, b := s.Graph(), s.Shuffled(seed+1).Graph()
			for _, id := range a.Entities() {
				if !reflect.DeepEqual(a.From(id), b.From(id)) || !reflect.DeepEqual(a.To(id), b.To(id)) || !reflect.DeepEqual(a.Facts(id), b.Facts(id)) {
					t.Fatalf("%s %d: %s reads differently after shuffling", name, seed, id)
				}
			}
			if !reflect.DeepEqual(a.Flags(), b.Flags()) {
				t.Fatalf("%s %d: flags differ after shuffling", name, seed)
			}
		}
	}
}

// TestTheWorldIsPossible holds the drawn truth against everything the graph says
// of capital: if it fails, the generator or the reading of slots is wrong.
func TestTheWorldIsPossible(t *testing.T) {
	for seed := range uint64(draws) {
		s := graphtest.Draw(seed, graphtest.Mixed())
		g := s.Graph()
		for company, truth := range s.Capital {
			c := g.CapTable(company, graph.Capital)
			var sum graph.Percent
			for _, p := range truth {
				sum += p
			}
			if sum > graph.Hundred || c.Complete && sum != graph.Hundred {
				t.Errorf("seed %d: %s sums to %s", seed, company, sum)
			}
			for _, h := range c.Holdings {
				if !contains(h.Share, truth[h.Holder]) {
					t.Errorf("seed %d: %s holds %s of %s, which is said to be %s", seed, h.Holder, truth[h.Holder], company, h.Share)
				}
			}
			for holder, p := range truth {
				if _, named := c.Holding(holder); !named && holder != company && c.Floor != 0 && p >= c.Floor {
					t.Errorf("seed %d: %s holds %s of %s and is not named above the floor %s", seed, holder, p, company, c.Floor)
				}
			}
			for _, total := range c.Totals {
				var together graph.Percent
				for _, m := range total.Members {
					together += truth[m]
				}
				if together != total.Percent {
					t.Errorf("seed %d: members hold %s of %s, which is said to be %s", seed, together, company, total.Percent)
				}
			}
		}
	}
}

func contains(s graph.Share, p graph.Percent) bool {
	return (p > s.Min || p == s.Min && !s.MinOpen) && (p < s.Max || p == s.Max && !s.MaxOpen)
}

// TestLosingAClaimKeepsTheWorld wants less to be known without a claim: what was
// possible stays possible.
func TestLosingAClaimKeepsTheWorld(t *testing.T) {
	for seed := range uint64(60) {
		s := graphtest.Draw(seed, graphtest.Mixed())
		l := s.Ledger()
		for _, id := range s.Claims() {
			g := l.Without(id).At(graphtest.Day, graph.Options{})
			for company, truth := range s.Capital {
				c := g.CapTable(company, graph.Capital)
				for _, h := range c.Holdings {
					if !contains(h.Share, truth[h.Holder]) {
						t.Fatalf("seed %d without %s: %s holds %s of %s, which is said to be %s", seed, id, h.Holder, truth[h.Holder], company, h.Share)
					}
				}
				for holder, p := range truth {
					if _, named := c.Holding(holder); !named && holder != company && c.Floor != 0 && p >= c.Floor {
						t.Fatalf("seed %d without %s: %s is not named in %s above the floor", seed, id, holder, company)
					}
				}
			}
		}
	}
}

// TestEveryShapeIsDrawn wants the generator to reach what tests count on.
func TestEveryShapeIsDrawn(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(draws) {
		s := graphtest.Draw(seed, graphtest.Dirty())
		g := s.Graph()
		for _, f := range g.Flags() {
			seen["flag "+string(f.Kind)] = true
		}
		for _, id := range g.Entities() {
			for _, k := range g.From(id) {
				seen["interest "+string(k.Interest)] = true
				if k.State == graph.UnknownState {
					seen["unknown"] = true
				}
			}
			for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
				c := g.CapTable(id, b)
				seen["complete"] = seen["complete"] || c.Complete
				seen["floor"] = seen["floor"] || c.Floor != 0
				seen["total"] = seen["total"] || len(c.Totals) > 0
				for _, h := range c.Holdings {
					if h.Assumed {
						seen["assumed"] = true
					}
				}
			}
		}
		renamed := s.Renamed(func(id graph.EntityID) graph.EntityID { return "x-" + id })
		if len(renamed.Graph().Entities()) != len(g.Entities()) {
			t.Fatalf("seed %d: renaming changed the number of entities", seed)
		}
	}
	for _, want := range []string{"flag sum-above-100", "flag self-holding", "flag conflict", "flag total-mismatch", "unknown", "complete", "floor",
		"total", "assumed", "interest goldenShare", "interest designatedUnder", "interest suppliesTechnology", "interest nationalOf"} {
		if !seen[want] {
			t.Errorf("%d draws never showed: %s", draws, want)
		}
	}
}
