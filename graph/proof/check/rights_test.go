package check_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/proof/check"
)

// TestRightsOfABoundParty: a right over a provider that says control carries a law
// down, and one that may come to control leads there; only a right that is none
// leads nowhere. A half leads toward control in fact.
func TestRightsOfABoundParty(t *testing.T) {
	const head = `
sources: [{id: s, title: A register}]
entities:
- {id: m, kind: company, name: M, jurisdiction: US, headquarters: US}
- {id: q, kind: person, name: Q}
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: ofac-sdn-list, kind: list, name: A list}
- {id: uk-sanctions-list, kind: list, name: Another}
attributes:
- {id: a1, entity: m, name: serviceType, value: cloud-iaas, source: s}
- {id: a2, entity: p, name: serviceType, value: cloud-iaas, source: s}
statements:
- {id: s1, holder: m, interest: designatedUnder, subject: uk-sanctions-list, source: s}
`
	state := func(i graph.Interest) string {
		return "- {id: s2, holder: m, interest: " + string(i) + ", subject: p, source: s}\n"
	}
	const half = "- {id: s2, holder: m, interest: shareholding, subject: p, share: 50, basis: both, source: s}\n" +
		"- {id: s3, holder: q, interest: shareholding, subject: p, share: 50, basis: both, source: s}\n"
	for _, c := range []struct {
		name, facts, law string
		want             exposure.Verdict
		because          exposure.Because
	}{
		{"says control", state(graph.OtherInfluenceOrControl), "us-cloud-act", exposure.Reached, ""},
		{"by the articles", state(graph.ControlByRules), "us-cloud-act", exposure.Reached, ""},
		{"by law", state(graph.ControlByLaw), "us-cloud-act", exposure.Reached, ""},
		{"rights by contract", state(graph.ContractRights), "us-cloud-act", exposure.Undetermined, exposure.ByFacts},
		{"conditional rights", state(graph.ConditionalRights), "us-cloud-act", exposure.Undetermined, exposure.ByFacts},
		{"trustee", state(graph.Trustee), "us-cloud-act", exposure.Undetermined, exposure.ByFacts},
		{"nobody knows what", state(graph.UnknownInterest), "us-cloud-act", exposure.Undetermined, exposure.ByFacts},
		{"kept back", state(graph.UnpublishedInterest), "us-cloud-act", exposure.Undetermined, exposure.ByFacts},
		{"a seat", state(graph.BoardMember), "us-cloud-act", exposure.Undetermined, exposure.ByCoverage},
		{"by the articles, of a class", state(graph.ControlByRules), "gb-sanctions-ownership-control", exposure.Reached, ""},
		{"parent in the accounts, of a class", state(graph.AccountingParent), "gb-sanctions-ownership-control", exposure.Undetermined, exposure.ByFacts},
		{"conditional rights, of a class", state(graph.ConditionalRights), "gb-sanctions-ownership-control", exposure.Undetermined, exposure.ByFacts},
		{"half, of a class", half, "gb-sanctions-ownership-control", exposure.Undetermined, exposure.ByFacts},
	} {
		t.Run(c.name, func(t *testing.T) {
			laws := datatest.Laws(t)
			g := datatest.Written(t, head+c.facts).At(graph.NewDate(2025, 6, 1), graph.Options{})
			best := exposure.Finding{}
			for _, f := range exposure.New(laws, g).Reach("p").Findings {
				if err := check.New(laws, g).Finding(f.Proof); err != nil {
					t.Errorf("%s %s: %v", f.Law.ID, f.Effect, err)
				}
				if string(f.Law.ID) == c.law && (best.Law == nil || f.Verdict == exposure.Reached || best.Verdict != exposure.Reached && f.Because == exposure.ByFacts) {
					best = f
				}
			}
			if best.Verdict != c.want || best.Because != c.because {
				t.Errorf("%s is %s (%s), want %s (%s)", c.law, best.Verdict, best.Because, c.want, c.because)
			}
		})
	}
}
