package check_test

import (
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/proof/check"
)

// TestWhatOnceDisagreed holds small graphs on which the analyzer and the checker
// once read a law apart.
func TestWhatOnceDisagreed(t *testing.T) {
	c := datatest.Laws(t)
	for _, x := range []struct{ name, graph string }{
		{"an undisclosed holder above a party to a concert", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: b, kind: company, name: B, jurisdiction: FR, headquarters: FR}
- {id: s, kind: person, name: S}
- {id: france, kind: state, name: France, iso: FR}
statements:
- {id: s1, holder: s, interest: votingRights, basis: votes, subject: p, share: 21.14}
- {id: s2, holder: b, interest: votingRights, basis: votes, subject: p, share: 8.35}
- {id: s3, holder: s, interest: actingInConcert, subject: p}
- {id: s4, holder: b, interest: actingInConcert, subject: p}
- {id: s5, holder: s, interest: nationalOf, subject: france}
coverage:
- {id: c1, entity: p, interest: votingRights, basis: votes, kind: floor, percent: 5}`},
		{"two who control only together", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: a, kind: company, name: A, jurisdiction: US, headquarters: US}
- {id: b, kind: company, name: B, jurisdiction: US, headquarters: US}
statements:
- {id: s1, holder: a, interest: shareholding, subject: p, share: 49.2}
- {id: s2, holder: b, interest: shareholding, subject: p, share: 49.2}
- {id: s3, holder: a, interest: actingJointly, subject: p}
- {id: s4, holder: b, interest: actingJointly, subject: p}`},
		{"a right to the board that is stated later", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: a, kind: company, name: A, jurisdiction: US, headquarters: US}
- {id: b, kind: company, name: B, jurisdiction: US, headquarters: US}
statements:
- {id: s1, holder: a, interest: shareholding, subject: p, share: 51}
- {id: s2, holder: b, interest: appointmentOfBoard, subject: p, value: "the chair and one more", as_of: 2025}
attributes:
- {id: a1, entity: p, name: serviceType, value: cloud-iaas}
- {id: a2, entity: b, name: serviceType, value: cloud-iaas}`},
		{"an operator that is stated later", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: r, kind: company, name: R}
- {id: o, kind: offer, name: O}
statements:
- {id: s1, holder: p, interest: operates, subject: o, as_of: 2025}
- {id: s2, holder: r, interest: operates, subject: o, as_of: 2025}`},
		{"profits without shares", `
entities:
- {id: p, kind: company, name: P, jurisdiction: DE, headquarters: DE}
- {id: h, kind: company, name: H, jurisdiction: FR, headquarters: FR}
- {id: q, kind: person, name: Q}
- {id: germany, kind: state, name: Germany, iso: DE}
statements:
- {id: s1, holder: h, interest: rightsToProfitOrIncomeDistribution, basis: profit, subject: p, share: 60}
- {id: s2, holder: q, interest: shareholding, subject: h, share: 80}
- {id: s3, holder: q, interest: nationalOf, subject: germany}`},
	} {
		t.Run(x.name, func(t *testing.T) {
			l := datatest.Written(t, x.graph)
			g := l.At(20240131, graph.Options{})
			for _, f := range exposure.New(c, g).Reach("p").Findings {
				if err := check.Finding(c, g, f.Proof); err != nil {
					t.Errorf("%s %s %s: %v", f.Law.ID, f.Effect, f.Verdict+exposure.Verdict(f.Status), err)
				}
			}
		})
	}
}
