package queries_test

import (
	"strings"
	"testing"

	"longarm/queries"
)

// TestWhatMayBeIsNotHeld walks every near miss of the embedded data: a holding that
// is only possible is told as such, and one further up names the company.
func TestWhatMayBeIsNotHeld(t *testing.T) {
	for _, day := range []string{"2024-01-31", "2026-03-01"} {
		c := embedded(t, day)
		most, up := 0, 0
		for _, id := range []string{"bleu", "orange", "tiktok-usds-jv", "s3ns", "capgemini"} {
			a, err := queries.Reach(c, queries.Params{Args: []string{id}})
			if err != nil {
				continue
			}
			for _, f := range a.Findings {
				m := f.NearestMiss
				if m == nil || m.Margin == "" {
					continue
				}
				if m.AtMost {
					most++
					if !strings.Contains(m.Text, "at most") {
						t.Errorf("%s, %s: %q tells a bound as held", id, f.Law, m.Text)
					}
				}
				if m.Subject != "" && m.Subject != a.Provider.ID {
					up++
					if !strings.Contains(m.Text, "this concerns "+c.Name(m.Subject)) {
						t.Errorf("%s, %s: %q does not say whom it concerns", id, f.Law, m.Text)
					}
				}
			}
		}
		t.Logf("%s: %d possible, %d further up", day, most, up)
	}
}
