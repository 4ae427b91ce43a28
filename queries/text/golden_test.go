package text

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/queries"
)

var update = flag.Bool("update", false, "write the goldens anew; a change needs a reason in the commit")

// evil is a name that tries everything on a terminal.
const evil = "Evil\x1b[31m\u202eCorp | *x*"

// small is a graph of six parties, one of them named to do harm.
func small(t *testing.T, lang string) *queries.Context {
	t.Helper()
	b := graph.NewBuilder()
	for _, e := range []graph.Entity{
		{ID: "bleu", Kind: graph.Company, Name: "Bleu"},
		{ID: "microsoft", Kind: graph.Company, Name: "Microsoft"},
		{ID: "orange", Kind: graph.Company, Name: "Orange"},
		{ID: "capgemini", Kind: graph.Company, Name: "Capgemini"},
		{ID: "evil", Kind: graph.Company, Name: evil},
		{ID: "bank", Kind: graph.Company, Name: "بنك النيل"},
		{ID: "united-states", Kind: graph.State, Name: "United States of America", ISO: "US"},
	} {
		b.AddEntity(e)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVoice(lang)
	if err != nil {
		t.Fatal(err)
	}
	return &queries.Context{Graph: l.At(graph.NewDate(2024, 1, 31), graph.Options{}), Catalogue: datatest.Laws(t), Voice: v}
}

func header() queries.Header {
	return queries.Header{SchemaVersion: queries.SchemaVersion, AsOf: graph.NewDate(2024, 1, 31),
		Flags:       []graph.Flag{{Kind: graph.SumAboveHundred, Entity: "evil", Message: "holdings of evil sum to 110 % (votes)"}},
		Assumptions: []queries.Assumption{{Kind: "votes-from-capital", Text: "one share, one vote: Bleu"}}}
}

func step(from, to graph.EntityID, i graph.Interest) exposure.Step {
	return exposure.Step{From: from, To: to, Interest: i, Claims: []graph.ClaimID{"s1"}, Evidence: graph.Medium}
}

// reachAnswer has one finding in every section of the first screen.
func reachAnswer() *queries.ReachResult {
	f := func(id, iso string, e law.Effect, v exposure.Verdict, b exposure.Because, a law.Activation, c law.Confidence, powers ...law.Power) queries.Finding {
		return queries.Finding{Law: id, Title: id, Jurisdiction: iso, Powers: powers, Effect: e, Scope: exposure.Extraterritorial, Verdict: v, Because: b,
			Activation: a, Confidence: c, Nexus: "row", Nexuses: []queries.Nexus{}, Paths: []queries.Path{}, Missing: []string{}, Shields: []queries.Shield{},
			Determinations: []queries.Determination{}}
	}
	supply := []queries.Path{{Nexus: "row", Evidence: graph.Medium, Steps: []exposure.Step{
		step("microsoft", "united-states", graph.IncorporatedIn), step("microsoft", "bleu", graph.SuppliesTechnology)}}}
	sanctions := f("us-sanctions", "US", law.ViaSupplier, exposure.Reached, "", law.Latent, law.Settled, law.ServiceDenial)
	sanctions.Trigger, sanctions.Paths = "Bleu or an owner is listed", supply
	theory := f("us-data", "US", law.ViaSupplier, exposure.Undetermined, exposure.ByLaw, law.Active, law.Contested, law.CompelledDisclosure)
	theory.IfTheoryHolds, theory.Paths = exposure.Reached, supply
	facts := f("us-data", "US", law.Obliged, exposure.Undetermined, exposure.ByFacts, law.Active, law.Arguable, law.CompelledDisclosure)
	facts.Missing = []string{"does Orange or Capgemini control Bleu (votes, agreements)?"}
	facts.Paths = []queries.Path{
		{Steps: []exposure.Step{step("orange", "united-states", graph.EstablishedIn), step("orange", "bleu", graph.Shareholding)}},
		{Steps: []exposure.Step{step("capgemini", "united-states", graph.EstablishedIn), step("capgemini", "bleu", graph.Shareholding)}},
		{Steps: []exposure.Step{step("evil", "bleu", graph.Shareholding)}},
		{Steps: []exposure.Step{step("bank", "bleu", graph.Shareholding)}},
	}
	ear := f("us-spy", "US", law.Obliged, exposure.Undetermined, exposure.ByFacts, law.Active, law.Settled, law.Surveillance)
	ear.Missing = facts.Missing // told once for both
	near := f("us-divest", "US", law.Targeted, exposure.NotReached, "", law.Active, law.Settled, law.Divestiture)
	near.NearestMiss = &queries.Miss{Miss: exposure.Miss{Nexus: "row"}, Margin: "0.1", Text: "ByteDance has 19.9 % of TikTok, the law asks >= 20 %: 0.1 points short"}
	far := f("cn-intel", "CN", law.Obliged, exposure.Undetermined, exposure.ByCoverage, law.Active, law.Settled, law.Surveillance)
	far.MissingFacts = []exposure.Missing{{Kind: exposure.MissingRelation, Interest: []graph.Interest{graph.EstablishedIn}}, {Kind: exposure.MissingHolders}}
	home := f("fr-home", "FR", law.Obliged, exposure.Reached, "", law.Active, law.Settled, law.Blocking)
	home.Scope = exposure.Home
	scheme := f("fr-scheme", "FR", law.Obliged, "", exposure.ByFacts, law.Active, law.Settled, law.Certification)
	scheme.Scope, scheme.Status, scheme.Missing = exposure.SchemeScope, exposure.StatusUndetermined, []string{"what is the share of Orange in Bleu (capital)?"}
	return &queries.ReachResult{Header: header(), Provider: queries.EntityBrief{ID: "bleu", Name: "Bleu", Kind: graph.Company, Country: "FR"},
		Profile:  queries.Profile{Services: []string{"cloud provider"}, Owners: "Capgemini and Orange together 100 %"},
		Findings: []queries.Finding{far, home, scheme, facts, theory, near, sanctions, ear}, Counts: queries.Counts{Laws: 7, Missing: 2, Sources: 5}, SaidOfLaw: []queries.SaidOfLaw{}}
}

func rat(n, d int64) *big.Rat { return big.NewRat(n, d) }

func ownersAnswer() *queries.OwnersResult {
	half := ownership.Range{Min: rat(50, 1), Max: rat(50, 1)}
	band := ownership.Range{Min: rat(100, 3), Max: rat(60, 1), MaxOpen: true}
	return &queries.OwnersResult{Header: header(), Entity: "bleu", Name: "Bleu", Basis: graph.Capital, Hidden: 2,
		Owners: []queries.OwnerRow{
			{ID: "orange", Name: "Orange", Kind: graph.Company, Country: "FR", Direct: &half, Integrated: half, Evidence: graph.Low, Claims: []graph.ClaimID{"s1"}},
			{ID: "bank", Name: "بنك النيل", Kind: graph.Company, Integrated: band, Evidence: graph.High},
			{ID: "evil", Name: evil, Kind: graph.Company, Integrated: band},
			{ID: "cn", Name: "字节跳动有限公司及其全资子公司和关联方", Kind: graph.Company, Integrated: band},
		},
		Undisclosed: queries.Undisclosed{Direct: ownership.Range{Min: rat(0, 1), Max: rat(0, 1)}, Integrated: ownership.Range{Min: rat(0, 1), Max: rat(50, 1)}}}
}

func checkAnswer() *queries.CheckResult {
	margin := json.Number("4.1")
	threshold := graph.WholePercent(24)
	value := ownership.Range{Min: rat(199, 10), Max: rat(30, 1)}
	return &queries.CheckResult{Header: header(), Rule: "custom", Entity: "bleu", Name: "Bleu", ConditionMet: ownership.Undetermined, Because: ownership.BecauseFacts,
		Outcome: "undetermined", Governing: ownership.ReadProduct, Disagree: true,
		Readings: []queries.ReadingRow{{Reading: ownership.ReadTier, Value: ownership.Range{Min: rat(0, 1), Max: rat(0, 1)}, ConditionMet: ownership.No},
			{Reading: ownership.ReadProduct, Value: value, ConditionMet: ownership.Undetermined}},
		Holders: []queries.CheckHolder{{ID: "evil", Name: evil, Value: value, Via: []graph.EntityID{"orange"}}},
		Margin:  &margin, Nearest: &ownership.Nearest{Reading: ownership.ReadProduct, Holder: "orange", Subject: "bleu"},
		Missing: []string{"share of Orange in Bleu (capital)"}, Grounds: []ownership.Ground{{Holder: "orange", Kind: "goldenShare", Claims: []graph.ClaimID{"s9"}}},
		Test: queries.TestBrief{Threshold: &threshold, Comparison: ownership.MoreThan, Basis: ownership.Either, Aggregate: ownership.AggregateNone,
			Reading: ownership.ReadUnspecified, Holders: "Orange"}, Statements: []graph.ClaimID{}}
}

func controlAnswer() *queries.ControlResult {
	sixty := ownership.Range{Min: rat(60, 1), Max: rat(60, 1)}
	return &queries.ControlResult{Header: header(), Question: "controllers", Entity: "bleu", Name: "Bleu", Threshold: graph.WholePercent(50),
		Comparison: ownership.MoreThan, Basis: graph.Votes, RestMay: true,
		Certain: []queries.Controller{{ID: "orange", Name: "Orange", Kind: graph.Company, Country: "FR",
			Grounds: []ownership.Ground{{Kind: ownership.GroundMajority, Share: &sixty, Via: []graph.EntityID{"capgemini"}, Claims: []graph.ClaimID{"s1", "s2"}}}}},
		Possible: []queries.Controller{{ID: "evil", Name: evil, Grounds: []ownership.Ground{{Kind: "appointmentOfBoard", Value: "4 of 7\x1b[2J"}}}},
		Groups:   []queries.JointControl{{Members: []graph.EntityID{"capgemini", "orange"}, Company: "bleu", Ground: ownership.Ground{Kind: ownership.GroundJoint}}},
		Other:    []queries.Controller{}}
}

func TestGoldens(t *testing.T) {
	answers := map[string]queries.Answer{"reach": reachAnswer(), "owners": ownersAnswer(), "check": checkAnswer(), "control": controlAnswer()}
	for name, a := range answers {
		for _, format := range Formats() {
			for _, lang := range Languages() {
				if lang == "fr" && format != Table {
					continue
				}
				file := name + "." + lang + "." + string(format)
				t.Run(file, func(t *testing.T) {
					var b bytes.Buffer
					if err := Write(&b, small(t, lang), a, Options{Format: format}); err != nil {
						t.Fatal(err)
					}
					golden(t, file, b.Bytes())
					if format == Table {
						readable(t, b.String())
					}
				})
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// readable holds a screen to 80 cells a line and to no control byte.
func readable(t *testing.T, screen string) {
	t.Helper()
	for line := range strings.Lines(screen) {
		line = strings.TrimSuffix(line, "\n")
		if w := width(line); w > DefaultWidth {
			t.Errorf("%d cells: %q", w, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("spaces at the end of %q", line)
		}
		for _, r := range line {
			if unicode.IsControl(r) || r == '\u202e' {
				t.Errorf("%U on the screen: %q", r, line)
			}
		}
	}
}

// TestColourOnlyRepeats: without the escape sequences a coloured screen is the
// plain one.
func TestColourOnlyRepeats(t *testing.T) {
	var coloured, bare bytes.Buffer
	if err := Write(&coloured, small(t, "en"), reachAnswer(), Options{Format: Table, Colour: true}); err != nil {
		t.Fatal(err)
	}
	if err := Write(&bare, small(t, "en"), reachAnswer(), Options{Format: Table}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(coloured.String(), "\x1b[") {
		t.Error("no colour where it was asked for")
	}
	var stripped strings.Builder
	in := false
	for _, r := range coloured.String() {
		switch {
		case r == '\x1b':
			in = true
		case in:
			in = r != 'm'
		default:
			stripped.WriteRune(r)
		}
	}
	if d := cmp.Diff(bare.String(), stripped.String()); d != "" {
		t.Errorf("colour changes the text (-bare +coloured):\n%s", d)
	}
}

// TestNarrowAndWide: the same answer at other widths still keeps to them.
func TestNarrowAndWide(t *testing.T) {
	for _, w := range []int{60, 100, 120} {
		for name, a := range map[string]queries.Answer{"reach": reachAnswer(), "owners": ownersAnswer(), "check": checkAnswer(), "control": controlAnswer()} {
			var b bytes.Buffer
			if err := Write(&b, small(t, "en"), a, Options{Format: Table, Width: w}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if got := width(strings.TrimSuffix(line, "\n")); got > w {
					t.Errorf("%s at %d: %d cells: %q", name, w, got, line)
				}
			}
		}
	}
}
