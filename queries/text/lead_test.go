package text

import (
	"bytes"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

func findingOf(id, iso string, s exposure.Scope, e law.Effect, v exposure.Verdict, a law.Activation, c law.Confidence, powers ...law.Power) queries.Finding {
	f := queries.Finding{Law: id, Title: id, Jurisdiction: iso, Powers: powers, Effect: e, Scope: s, Verdict: v, Activation: a, Confidence: c, Nexus: "row",
		OwnState: s == exposure.Home}
	if v == exposure.Undetermined {
		f.Because = exposure.ByFacts
	}
	return f
}

func screen(t *testing.T, list ...queries.Finding) string {
	t.Helper()
	var b bytes.Buffer
	a := &queries.ReachResult{Header: queries.Header{AsOf: graph.NewDate(2024, 1, 31)}, Provider: queries.EntityBrief{ID: "orange", Name: "Orange", Kind: graph.Company, Country: "FR"},
		Findings: list}
	if err := Write(&b, small(t, "en"), a, Options{Format: Table}); err != nil {
		t.Fatal(err)
	}
	readable(t, b.String())
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestHostLawCounts: what binds a provider where it is established or sells is in
// the sentence, the matrix and a section of its own.
func TestHostLawCounts(t *testing.T) {
	got := screen(t, findingOf("us-data", "US", exposure.Host, law.Obliged, exposure.Reached, law.Active, law.Arguable, law.CompelledDisclosure))
	for _, want := range []string{"US law, as host law, arguably binds Orange itself (us-data).", "obtain data US us-data", "REACHED · HOST LAW"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// TestSupplyIsNoCustody: a law that binds by supply alone can order help; only where
// custody is shown too are data obtained.
func TestSupplyIsNoCustody(t *testing.T) {
	f := findingOf("us-data", "US", exposure.Extraterritorial, law.Obliged, exposure.Reached, law.Active, law.Settled, law.Surveillance)
	supply := queries.Nexus{ID: "row", Verdict: exposure.Reached, Via: law.ByTechnology}
	f.Nexuses = []queries.Nexus{supply, {ID: "other", Verdict: exposure.Undetermined, Via: law.ByCustody}}
	if got := screen(t, f); !strings.Contains(got, "order help, no custody shown US us-data") || strings.Contains(got, "obtain data US") {
		t.Error(got)
	}
	f.Nexuses = []queries.Nexus{supply, {ID: "other", Verdict: exposure.Reached, Via: law.ByCustody, Carrier: law.Supply}}
	if got := screen(t, f); !strings.Contains(got, "obtain data US us-data") || strings.Contains(got, "order help") {
		t.Error(got)
	}
}

// TestOwnLawIsNotForeign: an ownership screen of the provider's own state is named
// for what it is.
func TestOwnLawIsNotForeign(t *testing.T) {
	f := findingOf("fr-screen", "FR", exposure.OwnershipScreen, law.Targeted, exposure.Undetermined, law.Active, law.Settled, law.OwnershipRestriction)
	f.OwnState = true
	got := screen(t, f)
	if strings.Contains(got, "1 foreign law") || !strings.Contains(got, "1 law of its own state or bloc stays open or disputed (fr-screen)") {
		t.Error(got)
	}
}

// TestTheEffectDecidesTheRow: a duty of the provider to refuse others is no power to
// cut it off or to have it sold, and a scheme forbids no purchase.
func TestTheEffectDecidesTheRow(t *testing.T) {
	scheme := findingOf("fr-scheme", "FR", exposure.SchemeScope, law.Obliged, "", law.Active, law.Settled, law.Certification)
	scheme.Status = exposure.Barred
	for _, c := range []struct {
		f    queries.Finding
		want string // the row that names the law; empty: none does
	}{
		{findingOf("x", "US", exposure.Host, law.Obliged, exposure.Reached, law.Active, law.Settled, law.ServiceDenial), ""},
		{findingOf("x", "US", exposure.Extraterritorial, law.ViaSupplier, exposure.Reached, law.Active, law.Settled, law.ServiceDenial), "cut the service"},
		{findingOf("x", "US", exposure.Extraterritorial, law.Item, exposure.Reached, law.Active, law.Settled, law.ExportControl), "cut the service"},
		{findingOf("x", "US", exposure.Extraterritorial, law.Obliged, exposure.Reached, law.Active, law.Settled, law.Divestiture), ""},
		{findingOf("x", "US", exposure.Extraterritorial, law.Targeted, exposure.Reached, law.Active, law.Settled, law.Divestiture), "force a sale"},
		{findingOf("x", "US", exposure.Extraterritorial, law.Holder, exposure.Reached, law.Active, law.Settled, law.Divestiture), "force a sale"},
		{findingOf("x", "US", exposure.Extraterritorial, law.Holder, exposure.Reached, law.Active, law.Settled, law.OwnershipRestriction), ""},
		{findingOf("x", "US", exposure.Extraterritorial, law.Holder, exposure.Reached, law.Active, law.Settled, law.CompelledDisclosure), ""},
		{findingOf("x", "FR", exposure.Extraterritorial, law.Buyer, exposure.Reached, law.Active, law.Settled, law.ProcurementRequirement), "forbid purchase"},
		{findingOf("x", "US", exposure.Home, law.Obliged, exposure.Reached, law.Active, law.Settled, law.CompelledDisclosure), ""},
		{scheme, ""},
	} {
		r := &renderer{c: small(t, "en"), o: Options{Format: Table}}
		r.v = r.c.Voice
		named := ""
		for _, line := range r.matrix([]*queries.Finding{&c.f}).rows {
			if line.cells[1] != "–" {
				named = line.cells[0]
			}
		}
		if named != c.want {
			t.Errorf("%s of %v, %s: in row %q, want %q", c.f.Effect, c.f.Powers, c.f.Scope, named, c.want)
		}
	}
}

// TestHomeLineNamesWhatWeakens: home law is one line, with firmness, weak evidence
// and the day a pending law binds.
func TestHomeLineNamesWhatWeakens(t *testing.T) {
	arguable := findingOf("fr-a", "FR", exposure.Home, law.Obliged, exposure.Reached, law.Active, law.Arguable, law.Surveillance)
	arguable.Evidence, arguable.Weak = graph.Low, []graph.ClaimID{"st-1"}
	pending := findingOf("fr-b", "FR", exposure.Home, law.Obliged, exposure.Reached, law.Pending, law.Settled, law.Blocking)
	pending.PendingUntil = graph.NewDate(2027, 7, 10)
	undated := findingOf("fr-c", "FR", exposure.Home, law.Obliged, exposure.Reached, law.Pending, law.Settled, law.Blocking)
	got := screen(t, arguable, pending, undated)
	want := "home law: reached: fr-a (arguable, on low evidence: st-1); pending: fr-b (from 2027-07-10) and fr-c (from a date that is not set)"
	if !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// TestWeakEvidenceIsSaid: a reach that stands on low evidence alone says so in the
// sentence and beside the finding.
func TestWeakEvidenceIsSaid(t *testing.T) {
	weak := findingOf("us-data", "US", exposure.Extraterritorial, law.Obliged, exposure.Reached, law.Active, law.Arguable, law.CompelledDisclosure)
	weak.Evidence, weak.Weak = graph.Low, []graph.ClaimID{"st-1"}
	firm := weak
	firm.Law, firm.Evidence = "us-other", graph.Medium
	got := screen(t, weak)
	for _, want := range []string{"(us-data), on weak evidence.", "evidence: low (st-1)"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := screen(t, weak, firm); strings.Contains(got, "on weak evidence") {
		t.Errorf("a second ground stands on better evidence:\n%s", got)
	}
}
