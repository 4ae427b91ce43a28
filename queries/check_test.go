package queries_test

import (
	"slices"
	"testing"

	"longarm/graph/ownership"
	"longarm/queries"
)

// TestUndeterminedNamesWhatIsOpen asks every rule of companies with much and little
// known: an answer that is open says what is missing, with a language of words and
// the entity itself first.
func TestUndeterminedNamesWhatIsOpen(t *testing.T) {
	c := embedded(t, "2026-03-01")
	limbs := 0
	for _, r := range c.Catalogue.Rules() {
		for _, id := range []string{"bleu", "bytedance", "tiktok-usds-jv", "orange"} {
			a, err := queries.Check(c, queries.Params{Args: []string{r.ID, id}})
			if err != nil {
				t.Fatal(err)
			}
			if a.ConditionMet != ownership.Undetermined {
				if len(a.Open) > 0 {
					t.Errorf("%s on %s is decided and has open limbs %v", r.ID, id, a.Open)
				}
				continue
			}
			if len(a.Missing) == 0 && a.Because != ownership.BecauseLaw {
				t.Errorf("%s on %s is undetermined with nothing missing", r.ID, id)
			}
			for _, o := range a.Open {
				limbs++
				if !slices.Contains(a.Missing, o.Text) || o.Text == "" {
					t.Errorf("%s on %s: the open limb %s is not among what is missing", r.ID, id, o.Limb)
				}
			}
		}
	}
	if limbs == 0 {
		t.Error("no rule has an open limb; is anything tested?")
	}
}
