package check_test

import (
	"os"
	"slices"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof/check"
)

// days are the dates of the worked cases, and one past every source.
var days = []graph.Date{20200914, 20240131, 20260301, 20261101}

// named are the providers of the worked cases.
var named = []graph.EntityID{"bleu", "orange", "capgemini", "microsoft", "bytedance", "tiktok", "tiktok-usds-jv"}

// soak asks for everything instead of a sample.
var soak = os.Getenv("SOAK") == "1"

// providers lists whom a law can reach.
func providers(l *graph.Ledger) []graph.EntityID {
	var out []graph.EntityID
	for _, id := range l.Entities() {
		switch l.Entity(id).Kind {
		case graph.Company, graph.Arrangement, graph.Person, graph.StateBody:
			out = append(out, id)
		}
	}
	return out
}

// dates are the days a run takes: all, or under the race detector the last.
func dates() []graph.Date {
	if testing.Short() {
		return days[len(days)-1:]
	}
	return days
}

// shared is one of so many shares of the laws, in turn, so that a few turns ask all
// of them; with soak always all, under the race detector a smaller share.
func shared(c *law.Catalogue, turn, shares int) []*law.Law {
	switch {
	case soak:
		return c.Laws
	case testing.Short():
		shares *= 4
	}
	var out []*law.Law
	for i := turn % shares; i < len(c.Laws); i += shares {
		out = append(out, c.Laws[i])
	}
	return out
}

// TestEveryEmbeddedFindingPasses asks every provider, those of the worked cases
// about all laws, the others about a share.
func TestEveryEmbeddedFindingPasses(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	for turn, d := range dates() {
		g := l.At(d, graph.Options{})
		a, k := exposure.New(c, g), check.New(c, g)
		for i, p := range providers(l) {
			shares := 16
			if slices.Contains(named, p) {
				shares = 1
			}
			for _, law := range shared(c, turn+i, shares) {
				for _, f := range a.Law(p, law) {
					if err := k.Finding(f.Proof); err != nil {
						t.Errorf("%s %s %s %s %s: %v", d, p, f.Law.ID, f.Effect, f.Verdict+exposure.Verdict(f.Status), err)
					}
				}
			}
		}
	}
}
