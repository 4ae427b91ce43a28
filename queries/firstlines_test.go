package queries_test

import (
	"strings"
	"testing"

	"longarm/queries"
)

// TestAgreementsBindNobody: an agreement between States opens the way to orders; the
// first lines name the laws that bind, the matrix the agreement too.
func TestAgreementsBindNobody(t *testing.T) {
	c := embedded(t, "2026-11-22")
	a, err := queries.Reach(c, queries.Params{Args: []string{"ovh"}})
	if err != nil {
		t.Fatal(err)
	}
	first, rest, _ := strings.Cut(page(t, c, a), "\n\n")
	if strings.Contains(first, "data agreement") || !strings.Contains(rest, "data agreement") {
		t.Errorf("the first lines say that an agreement binds:\n%s", first)
	}
}

// TestAnOfficersNationalityLeadsNowhere: export control attaches to the controlled item;
// a French officer of a French company brings no finding of his own.
func TestAnOfficersNationalityLeadsNowhere(t *testing.T) {
	c := embedded(t, "2026-11-22")
	for _, law := range []string{"us-itar", "us-ear"} {
		a, err := queries.Reach(c, queries.Params{Args: []string{"ovh"}, Law: law})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Findings {
			for _, n := range f.Nexuses {
				if (n.ID == "dual-national" || n.ID == "deemed-export") && n.Because != "coverage" {
					t.Errorf("%s %s: %s (%s)", law, n.ID, n.Verdict, n.Because)
				}
			}
		}
	}
}
