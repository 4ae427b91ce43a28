package queries_test

import (
	"slices"
	"testing"

	"longarm/graph/law"
	"longarm/queries"
)

func whyOf(t *testing.T, day, provider, id string) *queries.WhyResult {
	t.Helper()
	a, err := queries.Why(embedded(t, day), queries.Params{Args: []string{provider, id}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestWhatIsSaidOfTheLawIsShown: a reader's claim on what the law does stands beside
// the verdict, that on another law does not.
func TestWhatIsSaidOfTheLawIsShown(t *testing.T) {
	a := whyOf(t, "2024-01-31", "bleu", "us-sox")
	at := slices.IndexFunc(a.Beside, func(b queries.BesideClaim) bool { return b.ID == "st-0603" })
	if at < 0 {
		t.Fatal("st-0603 (dollars bring Sarbanes-Oxley) is not shown")
	}
	if a.Beside[at].Points != queries.PointsAtLaw {
		t.Errorf("st-0603 points %q", a.Beside[at].Points)
	}
	for _, b := range a.Beside {
		if b.ID == "st-0883" {
			t.Error("a claim on the CLOUD Act stands beside Sarbanes-Oxley")
		}
	}
}

// TestPointsAreRecomputed: a claim points toward or away only where the answer with
// it differs, and every change is of a claim shown.
func TestPointsAreRecomputed(t *testing.T) {
	c := made(t, `
sources: [{id: s, title: S, date: 2024-01-01}]
entities:
- {id: us, kind: state, name: United States, iso: US}
- {id: fr, kind: state, name: France, iso: FR}
- {id: p, kind: company, name: P}
- {id: m, kind: company, name: M}
statements:
- {id: a, holder: p, interest: incorporatedIn, subject: fr, source: s}
- {id: b, holder: p, interest: headquarteredIn, subject: fr, source: s}
- {id: c, holder: m, interest: incorporatedIn, subject: us, source: s}
- {id: d, holder: m, interest: hosts, subject: p, assertion: denied, source: s, evidence: low}
- {id: e, holder: p, interest: dataLocatedIn, subject: fr, assertion: claimed, source: s, evidence: low}
attributes:
- {id: x, entity: p, name: serviceType, value: cloud-iaas, source: s}
- {id: y, entity: m, name: serviceType, value: cloud-iaas, source: s}
`, "2024-01-31")
	a, err := queries.Why(c, queries.Params{Args: []string{"p", "us-cloud-act"}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, b := range a.Beside {
		got[string(b.ID)] = b.Points
	}
	if got["d"] != queries.PointsToward || got["e"] != queries.PointsNowhere {
		t.Errorf("points %v", got)
	}
	for _, k := range a.Changes {
		if k.Effect != law.ViaSupplier || len(k.Claims) != 1 || k.Claims[0] != "d" {
			t.Errorf("change %+v", k)
		}
	}
	if len(a.Changes) == 0 {
		t.Error("hosting by an American company changes nothing")
	}
}

// TestCarriedRowsTellHow: the rule and its authority, the gate facts of the party
// bound, and the joint control that no source states.
func TestCarriedRowsTellHow(t *testing.T) {
	a := whyOf(t, "2026-11-22", "bleu", "us-cloud-act")
	for _, f := range a.Findings {
		if f.Effect != law.Obliged {
			continue
		}
		row := f.Rows[0]
		if len(row.Carriage) == 0 || row.Carriage[0].Note == "" || row.Carriage[0].Authority == "" {
			t.Errorf("no carrier's rule: %+v", row.Carriage)
		}
		if !slices.ContainsFunc(row.Gates, func(k queries.Claim) bool { return k.ID == "at-124" }) {
			t.Errorf("no at-124 among the gates: %+v", row.Gates)
		}
		if !slices.ContainsFunc(row.Inferred, func(x queries.Inferred) bool {
			return x.Joint && x.Company == "bleu" && len(x.Members) == 2 && len(x.Statements) > 2
		}) {
			t.Errorf("no joint control: %+v", row.Inferred)
		}
	}
}
