package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
)

// Supposed is a statement that does not count (claimed, denied, proposed,
// withdrawn) with what it would change if it did.
type Supposed struct {
	Claim   graph.ClaimID
	Changes []Change // empty: it would change nothing; sorted by effect
}

// Change is one finding before and after.
type Change struct {
	Law      string     `json:"law"`
	Effect   law.Effect `json:"effect"`
	From, To string     // verdicts or statuses
}

// Suppose tells, for each statement about the provider and its neighbours that
// does not count, which verdicts of the law it would change. Sorted by claim.
func (a *Analyzer) Suppose(provider graph.EntityID, l *law.Law) []Supposed {
	var out []Supposed
	seen := map[graph.ClaimID]bool{}
	before := a.Law(provider, l)
	near := a.near(provider)
	for _, s := range a.g.From(provider) {
		near[s.Subject] = true
	}
	for _, id := range a.g.Entities() {
		if !near[id] {
			continue
		}
		for _, s := range a.g.Ledger().Uncounted(id) {
			if seen[s.ID] {
				continue
			}
			seen[s.ID] = true
			g := a.g.Ledger().Supposing(s.ID).At(a.date, a.g.Options())
			out = append(out, Supposed{Claim: s.ID, Changes: changes(before, New(a.laws, g).Law(provider, l))})
		}
	}
	slices.SortFunc(out, func(x, y Supposed) int { return cmpString(x.Claim, y.Claim) })
	return out
}

func changes(before, after []Finding) []Change {
	var out []Change
	for _, f := range before {
		for _, h := range after {
			if h.Effect == f.Effect && h.answer() != f.answer() {
				out = append(out, Change{Law: f.Law.ID, Effect: f.Effect, From: f.answer(), To: h.answer()})
			}
		}
	}
	return out
}

// answer is the verdict or status in one word, with why it is undetermined.
func (f *Finding) answer() string {
	s := string(f.Verdict) + string(f.Status)
	if f.Because != "" {
		s += " (" + string(f.Because) + ")"
	}
	return s
}
