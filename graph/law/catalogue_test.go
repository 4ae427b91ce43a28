package law_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/graph/law"
)

func TestCatalogueAnswers(t *testing.T) {
	c := load(t, tree(t))
	if got := []string{c.Laws[0].ID, c.Laws[1].ID}; !reflect.DeepEqual(got, []string{"eu-shield", "us-example"}) {
		t.Errorf("laws %v are not sorted by id", got)
	}
	if c.Law("us-exampl") != nil || c.Rule("us-example") != nil {
		t.Error("an id that does not exist is found")
	}
	example := c.Law("us-example")
	if example == nil || example.Row("act") == nil || !example.Row("act").Excludes || example.Row("act").Law != example {
		t.Fatalf("us-example is not whole: %+v", example)
	}
	if rule := c.Rule("us-example-24"); rule == nil || rule.Test != example.Row("incorporation").Test || rule.Outcome.No.In("fr") != "libre" {
		t.Errorf("the rule without a test does not have its row's: %+v", rule)
	}
	if got := example.Revives; got != day(t, "2027-01-01") {
		t.Errorf("revives %s", got)
	}
	if got := example.InForce.Marks["named_app_effective"]; got != day(t, "2025-01-19") {
		t.Errorf("the law's own date is %s", got)
	}
	if got := example.Row("act").Scope(); got != law.General {
		t.Errorf("a row without a scope hint has %q, not its law's", got)
	}
}

// A version of a test ends the day before the next begins.
func TestTestAt(t *testing.T) {
	row := load(t, tree(t)).Law("us-example").Row("incorporation")
	for date, want := range map[string]string{"2019-12-31": "control", "2020-01-01": "hybrid", "2026-01-01": "hybrid"} {
		if got := row.TestAt(day(t, date)).Reading; got != want {
			t.Errorf("on %s the reading is %s, want %s", date, got, want)
		}
	}
	if got, want := row.Test.Threshold, 24*graph.Hundred/100+graph.Hundred/200; got != want {
		t.Errorf("threshold %s, want %s", got, want)
	}
}

func TestInForceBounds(t *testing.T) {
	f := load(t, tree(t)).Law("us-example").InForce
	for date, want := range map[string][2]bool{
		"2018-03-22": {false, false}, "2018-03-23": {true, false}, "2025-02-01": {true, true}, "2025-02-02": {true, false},
		"2026-06-11": {true, false}, "2026-06-12": {false, false},
	} {
		if got := [2]bool{f.Contains(day(t, date)), f.SuspendedAt(day(t, date))}; got != want {
			t.Errorf("on %s in force and suspended are %v, want %v", date, got, want)
		}
	}
}

// Country lists name their last day: the United Kingdom left after 31 January.
func TestTerritoryDays(t *testing.T) {
	v := load(t, tree(t)).Vocabulary
	for date, want := range map[string][]string{
		"2013-06-30": nil,
		"2020-01-31": {"DE", "FR", "GB"},
		"2020-02-01": {"DE", "FR"},
		"2021-06-30": {"DE", "FR", "NO"},
		"2021-07-01": {"DE", "FR"},
	} {
		d := day(t, date)
		if got := v.Territories["eu"].ISO(d); !reflect.DeepEqual(got, want) {
			t.Errorf("on %s the territory is %v, want %v", date, got, want)
		}
		for _, iso := range []string{"GB", "NO", "FR"} {
			in := false
			for _, w := range want {
				in = in || w == iso
			}
			if got := v.TerritoryHas("eu", iso, d); got != in {
				t.Errorf("on %s TerritoryHas(eu, %s) is %v", date, iso, got)
			}
		}
	}
	if v.TerritoryHas("nowhere", "FR", day(t, "2020-01-01")) || !v.TerritoryHas("us", "US", day(t, "1900-01-01")) {
		t.Error("a territory without dates does not hold throughout, or an unknown one holds")
	}
}

func TestVocabularyGroups(t *testing.T) {
	v := load(t, tree(t)).Vocabulary
	if got, want := v.Services([]string{"rcs", "platform"}), []string{"email", "hosting", "mail", "platform", "rcs"}; !reflect.DeepEqual(got, want) {
		t.Errorf("services %v, want %v", got, want)
	}
	if got, want := v.ExpandCapabilities([]string{"custody", "updates"}), []string{"updates", "keys", "supportAccess"}; !reflect.DeepEqual(got, want) {
		t.Errorf("capabilities %v, want %v", got, want)
	}
	if got, want := v.ListsOf("us-example"), []graph.EntityID{"blocked-list", "watch-list"}; !reflect.DeepEqual(got, want) {
		t.Errorf("lists %v, want %v", got, want)
	}
	for name, want := range map[string][]graph.EntityID{"us-example": {"blocked-list", "watch-list"}, "us-elsewhere": {"watch-list"}, "us-nowhere": nil} {
		if got := v.ListsMeant(name); !reflect.DeepEqual(got, want) {
			t.Errorf("designated under %s means %v, want %v", name, got, want)
		}
	}
	if v.States[0].ID != "japan" {
		t.Errorf("states are not sorted by id: %v", v.States)
	}
}

func TestCarrierRule(t *testing.T) {
	c := load(t, tree(t))
	if got := c.CarrierRule(law.Surveillance, law.Custody, "hosts").Confidence; got != law.Settled {
		t.Errorf("the limited rule does not win: %s", got)
	}
	general := c.CarrierRule(law.Surveillance, law.Custody, "operates")
	if general.In("EU") != law.Contested || general.In("US") != law.Arguable {
		t.Errorf("the general rule is %s in the EU, %s in the US", general.In("EU"), general.In("US"))
	}
	if got := c.CarrierRule(law.Surveillance, law.Custody, ""); got != general {
		t.Errorf("without an interest %v is found", got)
	}
	if got := c.CarrierRule(law.AntiBribery, law.Custody, ""); got != nil {
		t.Errorf("an edge that is not listed carries: %v", got)
	}
}

func TestCountersOf(t *testing.T) {
	c := load(t, tree(t))
	if got := len(c.CountersOf("us-example")); got != 3 {
		t.Errorf("%d counters, want 3", got)
	}
	// A law of another catalogue is countered by whoever claims to.
	want := []law.Counter{{Law: "us-example"}}
	if diff := cmp.Diff(want, c.CountersOf("cn-elsewhere")); diff != "" {
		t.Error(diff)
	}
}

func TestConfidenceOrder(t *testing.T) {
	order := []law.Confidence{law.NoConfidence, law.Contested, law.Arguable, law.Settled}
	for i, weak := range order {
		for _, strong := range order[i:] {
			if weak.Weaker(strong) != weak || strong.Weaker(weak) != weak {
				t.Errorf("of %s and %s the weaker is not %s", weak, strong, weak)
			}
		}
	}
}

func TestTextIn(t *testing.T) {
	for _, c := range []struct {
		text     law.Text
		lang, in string
	}{
		{law.Text{EN: "law", FR: "loi"}, "fr", "loi"},
		{law.Text{EN: "law", FR: "loi"}, "en", "law"},
		{law.Text{EN: "law", FR: "loi"}, "", "law"},
		{law.Text{EN: "law"}, "fr", "law"},
		{law.Text{FR: "loi"}, "en", "loi"},
	} {
		if got := c.text.In(c.lang); got != c.in {
			t.Errorf("%v in %q is %q, want %q", c.text, c.lang, got, c.in)
		}
	}
}
