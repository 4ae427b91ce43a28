package queries_test

import (
	"testing"

	"longarm/queries/queriestest"
)

// In French no two grounds of a law are called alike, and none by an English id.
func TestGroundsAreNamedInFrench(t *testing.T) {
	c := made(t, "entities: [{id: p, kind: company, name: P}]", "2026-11-22")
	c.Voice = queriestest.Voice(t, "fr")
	for _, l := range c.Catalogue.Laws {
		seen := map[string]string{}
		for _, r := range l.Rows {
			name := c.GroundName(l.ID, r.ID)
			if other := seen[name]; other != "" {
				t.Errorf("%s: %s and %s are both called %q", l.ID, other, r.ID, name)
			}
			seen[name] = r.ID
			if name == r.ID {
				t.Errorf("%s: %s is named by its id alone", l.ID, r.ID)
			}
		}
	}
}

func TestDaysInFrenchProse(t *testing.T) {
	v := queriestest.Voice(t, "fr")
	for day, want := range map[string]string{"2024-10-18": "au 18 octobre 2024", "2013-09-01": "au 1er septembre 2013", "2024-13-01": "au 2024-13-01", "2024-10": "au 2024-10"} {
		if got := v.Say("as-of", "Date", day); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}
