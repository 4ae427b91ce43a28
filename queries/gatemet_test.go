package queries_test

import (
	"testing"

	"longarm/graph"
	"longarm/queries"
)

// Beside the data that meet the gate of a law, those that do not are no condition met.
func TestOnlyWhatMeetsAGateIsTold(t *testing.T) {
	c := made(t, `
sources: [{id: s, title: S}]
entities: [{id: p, kind: company, name: P, jurisdiction: FR, headquarters: FR, source: s}, {id: gb, kind: state, name: United Kingdom, iso: GB, source: s}]
statements: [{id: s1, holder: p, interest: servesMarket, subject: gb, source: s}]
attributes:
- {id: a1, entity: p, name: dataCategory, value: personal, source: s}
- {id: a2, entity: p, name: dataCategory, value: non-personal, source: s}`, "2026-11-22")
	answer, err := queries.Why(c, queries.Params{Args: []string{"p", "gb-uk-gdpr"}})
	if err != nil {
		t.Fatal(err)
	}
	var met []graph.ClaimID
	for _, f := range answer.Findings {
		for _, r := range f.Rows {
			for _, g := range r.Gates {
				met = append(met, g.ID)
			}
		}
	}
	if len(met) != 1 || met[0] != "a1" {
		t.Errorf("conditions met by %v, want a1 alone", met)
	}
}
