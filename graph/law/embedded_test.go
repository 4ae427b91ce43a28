package law_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph/law"
)

func TestEmbeddedCatalogueLoads(t *testing.T) {
	c := load(t, data.FS)
	if len(c.Laws) == 0 || len(c.Rules()) == 0 || len(c.Carriers) == 0 {
		t.Fatalf("%d laws, %d rules, %d carriers", len(c.Laws), len(c.Rules()), len(c.Carriers))
	}
}

// Every law has its test beside it, and each verdict is shown by a case or said to
// be unattainable.
func TestEmbeddedLawsHaveTheirTrio(t *testing.T) {
	for _, l := range load(t, data.FS).Laws {
		file := fmt.Sprintf("laws/%s/%s.test.yaml", strings.ToLower(l.Jurisdiction), l.ID)
		trio, err := law.LoadTrio(data.FS, file)
		if err != nil {
			t.Error(err)
			continue
		}
		if left := trio.Uncovered(l.ScopeHint == law.SchemeScope); len(left) > 0 {
			t.Errorf("%s: no case shows %s; add one, or say under unattainable why there is none", file, strings.Join(left, ", "))
		}
	}
}
