package exposure_test

import (
	"fmt"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/graphtest"
	"longarm/graph/law"
)

// turned reports two answers of which one is the contrary of the other. A law that
// has no finding does not reach.
func turned(before, after string) bool {
	yes := map[string]bool{"reached": true, "eligible": true}
	no := map[string]bool{"not-reached": true, "barred": true, "": true}
	return yes[before] && no[after] || no[before] && yes[after]
}

// lose takes claims away one by one and looks for answers that turn round.
//
// In the plain run each loss is put to a share of the laws; turn says which begins.
func lose(t *testing.T, name string, c *law.Catalogue, l *graph.Ledger, d graph.Date, providers []graph.EntityID, claims []graph.ClaimID, about, turn, shares int) {
	t.Helper()
	a := exposure.New(c, l.At(d, graph.Options{}))
	each(claims, about, turn, func(i int, id graph.ClaimID) {
		turn++
		laws, without := shared(c.Laws, turn, shares), exposure.New(c, l.Without(id).At(d, graph.Options{}))
		for _, p := range providers {
			before, after := verdicts(a, laws, p), verdicts(without, laws, p)
			for k, was := range before {
				if turned(was, after[k]) {
					t.Errorf("%s: without %s, %s on %s is %q instead of %q", name, id, k, p, after[k], was)
				}
			}
			for k, is := range after {
				if _, had := before[k]; !had && turned("", is) {
					t.Errorf("%s: without %s, %s on %s is %q and was not found before", name, id, k, p, is)
				}
			}
		}
	})
}

// TestLosingAClaimNeverTurnsAnAnswer is property 1: deleting a statement leaves an
// answer as it is or undetermined.
func TestLosingAClaimNeverTurnsAnAnswer(t *testing.T) {
	c, l := datatest.Laws(t), datatest.Ledger(t)
	for i, d := range dates() {
		lose(t, d.String(), c, l, d, named, claimsNear(l, named), 12, i, 8)
	}
	for seed := range upTo(12, 60) {
		s := graphtest.Closed(seed)
		l := s.Ledger()
		lose(t, fmt.Sprint("seed ", seed), c, l, graphtest.Day, s.Companies(), s.Claims(), 12, int(seed), 8)
	}
}

// TestLossesThatTurnedAnAnswer holds small graphs on which losing a claim once
// turned an answer round.
func TestLossesThatTurnedAnAnswer(t *testing.T) {
	c := datatest.Laws(t)
	for _, x := range []struct{ name, graph string }{
		{"one of two nationalities", `
entities:
- {id: p, kind: person, name: P}
- {id: china, kind: state, name: China, iso: CN}
- {id: france, kind: state, name: France, iso: FR}
statements:
- {id: s1, holder: p, interest: nationalOf, subject: china}
- {id: s2, holder: p, interest: nationalOf, subject: france}`},
		{"who operates the service", `
entities:
- {id: p, kind: company, name: P, jurisdiction: US, headquarters: US}
- {id: o, kind: offer, name: O}
statements:
- {id: s1, holder: p, interest: operates, subject: o}
attributes:
- {id: a1, entity: p, name: serviceType, value: consulting}
- {id: a2, entity: o, name: serviceType, value: cloud-iaas}`},
		{"where the service keeps its data", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: o, kind: offer, name: O}
- {id: china, kind: state, name: China, iso: CN}
statements:
- {id: s1, holder: p, interest: operates, subject: o}
- {id: s2, holder: o, interest: dataLocatedIn, subject: china}
coverage:
- {id: c1, entity: p, interest: dataLocatedIn, kind: complete}
- {id: c2, entity: p, interest: establishedIn, kind: complete}
attributes:
- {id: a1, entity: p, name: serviceType, value: cloud-iaas}`},
		{"who supplies the service", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: s, kind: company, name: S, jurisdiction: US, headquarters: US}
- {id: o, kind: offer, name: O}
statements:
- {id: s1, holder: p, interest: operates, subject: o}
- {id: s2, holder: s, interest: hasCustody, subject: o}
coverage:
- {id: c1, entity: p, interest: hasCustody, kind: complete}
- {id: c2, entity: p, interest: operates, kind: complete}
- {id: c3, entity: p, interest: hosts, kind: complete}
- {id: c4, entity: p, interest: suppliesTechnology, kind: complete}
attributes:
- {id: a1, entity: p, name: serviceType, value: cloud-iaas}
- {id: a2, entity: s, name: serviceType, value: cloud-iaas}`},
		{"a capability of a supplier", `
entities:
- {id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR}
- {id: s, kind: company, name: S, jurisdiction: US, headquarters: US}
statements:
- {id: s2, holder: s, interest: suppliesTechnology, subject: p}
coverage:
- {id: c1, entity: p, interest: hasCustody, kind: complete}
- {id: c2, entity: p, interest: operates, kind: complete}
- {id: c3, entity: p, interest: hosts, kind: complete}
- {id: c4, entity: p, interest: suppliesTechnology, kind: complete}
attributes:
- {id: a1, entity: p, name: serviceType, value: cloud-iaas}
- {id: a2, entity: s, name: serviceType, value: cloud-iaas}
- {id: a3, entity: s, name: capability, value: keys, at: p}`},
	} {
		t.Run(x.name, func(t *testing.T) {
			l := datatest.Written(t, x.graph)
			lose(t, x.name, c, l, 20240131, []graph.EntityID{"p"}, claimsNear(l, []graph.EntityID{"p"}), 1000, 0, 1)
		})
	}
}
