package exposure_test

import (
	"os"
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// soak asks the properties of everything instead of a sample.
var soak = os.Getenv("SOAK") == "1"

// days are the dates of the worked cases and one past every source.
var days = []graph.Date{20200914, 20240131, 20260301, 20261101}

// named are the providers of the worked cases.
var named = []graph.EntityID{"bleu", "orange", "capgemini", "microsoft", "bytedance", "tiktok", "tiktok-usds-jv"}

// verdicts are the answers of some laws on one provider, by law and effect.
func verdicts(a *exposure.Analyzer, laws []*law.Law, p graph.EntityID) map[string]string {
	out := map[string]string{}
	for _, l := range laws {
		for _, f := range a.Law(p, l) {
			out[f.Law.ID+" "+string(f.Effect)] = string(f.Verdict) + string(f.Status)
		}
	}
	return out
}

// claimsNear lists the claims about the providers, what stands above and beside
// them, and the places and lists they are tied to, in order.
func claimsNear(l *graph.Ledger, start []graph.EntityID) []graph.ClaimID {
	near := map[graph.EntityID]bool{}
	queue := append([]graph.EntityID(nil), start...)
	claims := map[graph.ClaimID]bool{}
	for len(queue) > 0 {
		e := queue[0]
		queue = queue[1:]
		if near[e] || l.Entity(e) == nil {
			continue
		}
		near[e] = true
		for _, s := range l.StatementsOf(e) {
			if !s.Assertion.Counts() {
				continue
			}
			claims[s.ID] = true
			if s.Subject == e {
				queue = append(queue, s.Holder)
			} else if l.Entity(s.Subject).Kind == graph.Offer {
				queue = append(queue, s.Subject)
			}
		}
		for _, a := range l.AttributesOf(e) {
			claims[a.ID] = true
		}
		for _, v := range l.CoverageOf(e) {
			claims[v.ID] = true
		}
	}
	return graph.SortedClaims(claims)
}

// each runs the deterministic share of a list that a run without soak takes; the
// next turn takes the next share.
func each[T any](list []T, about, turn int, do func(i int, x T)) {
	stride := 1
	if !soak && len(list) > about {
		stride = (len(list) + about - 1) / about
	}
	for i := turn % stride; i < len(list); i += stride {
		do(i, list[i])
	}
}

// shared is one of so many shares of the laws, in turn, so that a few turns ask all
// of them; with soak always all, under the race detector a smaller share.
func shared(laws []*law.Law, turn, shares int) []*law.Law {
	if testing.Short() {
		shares *= 4
	}
	var out []*law.Law
	each(laws, (len(laws)+shares-1)/shares, turn, func(_ int, l *law.Law) { out = append(out, l) })
	return out
}

// less is the catalogue with only some laws.
func less(c *law.Catalogue, laws []*law.Law) *law.Catalogue {
	out := *c
	out.Laws = laws
	return &out
}

// days are the dates a run takes: all, or under the race detector the last.
func dates() []graph.Date {
	if testing.Short() {
		return days[len(days)-1:]
	}
	return days
}

// upTo is how many random graphs a run takes.
func upTo(plain, all uint64) uint64 {
	switch {
	case soak:
		return all
	case testing.Short(): // with the race detector
		return min(plain, 2)
	}
	return plain
}
