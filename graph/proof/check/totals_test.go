package check_test

import (
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/proof/check"
)

// TestMembersOfATotal: a listed party that is named among those who together hold a
// total may hold all of it, in the basis stated and in the others. No law that asks
// what listed parties own may say that they own too little, and every derivation stands.
func TestMembersOfATotal(t *testing.T) {
	const head = `
sources: [{id: s, title: A register}]
entities:
- {id: m, kind: person, name: M}
- {id: k, kind: company, name: K}
- {id: c, kind: company, name: C}
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: ofac-sdn-list, kind: list, name: A list}
statements:
- {id: s1, holder: m, interest: designatedUnder, subject: ofac-sdn-list, source: s}
`
	const own = "- {id: s2, holder: k, interest: shareholding, subject: p, share: 5, basis: capital, source: s}\n"
	const votes = "- {id: s3, holder: k, interest: votingRights, subject: p, share: 5, basis: votes, source: s}\n"
	const between = "- {id: s4, holder: c, interest: shareholding, subject: p, share: 80, basis: both, source: s}\n"
	total := func(of, basis string) string {
		return "coverage:\n- {id: t1, entity: " + of + ", interest: shareholding, basis: " + basis + ", kind: total, percent: 80, members: [k, m], source: s}\n"
	}
	const trust = "attributes:\n- {id: a1, entity: p, name: votingTrust, value: 'true', source: s}\n"
	for name, facts := range map[string]string{
		"capital":                       total("p", "capital"),
		"votes":                         total("p", "votes"),
		"profit":                        total("p", "profit"),
		"both":                          total("p", "both"),
		"capital, votes of another":     votes + total("p", "capital"),
		"votes, capital of another":     own + total("p", "votes"),
		"capital, held in trust":        total("p", "capital") + trust,
		"capital, of the one between":   between + total("c", "capital"),
		"votes, of the one between":     between + total("c", "votes"),
		"votes, and capital of another": own + votes + total("p", "votes"),
	} {
		t.Run(name, func(t *testing.T) {
			laws := datatest.Laws(t)
			g := datatest.Written(t, head+facts).At(graph.NewDate(2025, 6, 1), graph.Options{})
			asked := 0
			for _, f := range exposure.New(laws, g).Reach("p").Findings {
				if err := check.New(laws, g).Finding(f.Proof); err != nil {
					t.Errorf("%s %s: %v", f.Law.ID, f.Effect, err)
				}
				if f.Law.ID == "us-ofac-blocking" && strings.HasPrefix(string(f.Effect), "target") {
					if asked++; f.Verdict != exposure.Undetermined {
						t.Errorf("%s %s is %s", f.Law.ID, f.Effect, f.Verdict)
					}
				}
			}
			if asked == 0 {
				t.Error("the law that asks for the list says nothing")
			}
		})
	}
}

// TestWhatIsToldInPart holds the derivations on ledgers in which figures of capital and
// votes are told in bands, totals and floors, or not at all, to the checker.
func TestWhatIsToldInPart(t *testing.T) {
	laws := datatest.Laws(t)
	graphs := uint64(10)
	switch {
	case soak:
		graphs = 400
	case testing.Short(): // with the race detector
		graphs = 2
	}
	for seed := range graphs {
		told := graphtest.DrawTold(seed).Part.Kept()
		g := told.Graph()
		for _, p := range told.Companies() {
			for _, f := range exposure.New(laws, g).Reach(p).Findings {
				if err := check.New(laws, g).Finding(f.Proof); err != nil {
					t.Errorf("seed %d, %s %s on %s: %v", seed, f.Law.ID, f.Effect, p, err)
				}
			}
		}
	}
}
