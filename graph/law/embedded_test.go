package law_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph"
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

// A French reader cites an article, a point or an annex, not "s. 7 and Sch. 1".
func TestEmbeddedCitationsInFrench(t *testing.T) {
	english := regexp.MustCompile(`\b(arts|paras?\.?|and|of|with|as amended|before|regs?\.|Sch(ed|s)?(ule)?s?\.?|Regulation \((EU|EC)\)|Annex|No\.|Decree)( |$)|\bss?\. ?\d|\d{4}-\d{2}-\d{2}|\S;`)
	own := regexp.MustCompile(`Trading with the Enemy Act|Foreign Acquisitions and Takeovers Regulation|Collecting data on direct and ultimate parents`)
	c := load(t, data.FS)
	check := func(where string, s law.Text) {
		if m := english.FindString(own.ReplaceAllString(s.FR, "")); m != "" {
			t.Errorf("%s: %q is cited in English: %q", where, s.FR, m)
		}
	}
	for _, l := range c.Laws {
		check(l.ID, l.Citation)
		for _, r := range l.Rows {
			check(l.ID+" "+r.ID, r.Section)
		}
		for _, r := range l.Rules {
			check(r.ID, r.Source)
		}
	}
}

// A ground that asks for an interest is met by what registers publish: of two codes
// for one thing, laws ask for the one of the ownership standard.
func TestEmbeddedLimbsAskForPublishedCodes(t *testing.T) {
	v := load(t, data.FS).Vocabulary
	if l := v.Limbs["direction"]; l == nil || !slices.Contains(l.Interests, graph.ConditionalRights) {
		t.Errorf("direction asks for %v, not for %s", l, graph.ConditionalRights)
	}
	for id, l := range v.Limbs {
		for _, i := range l.Interests {
			if !i.Valid() {
				t.Errorf("limb %s asks for %q", id, i)
			}
		}
	}
}
