package queries_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/queries"
)

// explained returns one ground of an embedded law in plain words.
func explained(t *testing.T, c *queries.Context, id, row string) *queries.Explained {
	t.Helper()
	a, err := queries.Laws(c, queries.Params{Args: []string{id}, Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range a.Detail.Rows {
		if r.ID == row {
			return r.Explained
		}
	}
	t.Fatalf("%s has no ground %s", id, row)
	return nil
}

// TestClausesReadAsTheyAreComputed holds words to typed forms: negation, alternatives,
// a condition on the party at the other end.
func TestClausesReadAsTheyAreComputed(t *testing.T) {
	c := embedded(t, "2026-11-22")
	for _, k := range []struct {
		law, row string
		gate     bool
		want     queries.Clause
	}{
		{"us-cloud-act", "incorporation", true, queries.Clause{Text: "the type of service is electronic communication or remote computing service (US law)"}},
		{"us-cloud-act", "establishment", false, queries.Clause{Join: "all", Parts: []queries.Clause{
			{Text: "it is established or serving customers in the United States"},
			{Text: "it is not incorporated in the United States"},
			{Text: "it is not headquartered in the United States"}}}},
		{"in-it-rules-2021", "ssmi", true, queries.Clause{Text: "users in India (registered): more than 5,000,000"}},
		{"eu-cada-com-2026-502", "public-buyer", false, queries.Clause{Text: "it is one whose buyers include somebody of whom this holds", Join: "where",
			Parts: []queries.Clause{{Text: "the status of the buyer is contracting authority in the Union"}}}},
		{"eu-cada-com-2026-502", "level-4-software", false, queries.Clause{
			Text: "source code over it is not kept by: a third State, a national of one, or an entity established in one"}},
	} {
		e := explained(t, c, k.law, k.row)
		got := e.Holds
		if k.gate {
			i := slices.IndexFunc(e.Speaks, func(s queries.Clause) bool { return s.Text == k.want.Text })
			if i < 0 {
				t.Errorf("%s %s speaks only when %v, not when %q", k.law, k.row, e.Speaks, k.want.Text)
				continue
			}
			got = &e.Speaks[i]
		}
		if d := cmp.Diff(&k.want, got); d != "" {
			t.Errorf("%s %s (-want +got):\n%s", k.law, k.row, d)
		}
	}
}

// TestTestsAreWordedByTheirDays: the asset freeze of the Union asked for more than
// half until July 2024 and asks for half since.
func TestTestsAreWordedByTheirDays(t *testing.T) {
	for day, now := range map[string]int{"2023-01-01": 0, "2024-07-02": 0, "2024-07-03": 1, "2026-11-22": 1} {
		e := explained(t, embedded(t, day), "eu-sanctions-269-2014", "owned-aggregate")
		if len(e.Tests) != 2 {
			t.Fatalf("%s: %d wordings, want 2", day, len(e.Tests))
		}
		turn := graph.NewDate(2024, 7, 3)
		if e.Tests[0].To != turn || e.Tests[1].From != turn || e.Tests[0].Test.Comparison != ">" || e.Tests[1].Test.Comparison != ">=" {
			t.Errorf("%s: wordings %+v", day, e.Tests)
		}
		for i := range e.Tests {
			if e.Tests[i].Now != (i == now) {
				t.Errorf("%s: wording %d is this day's: %v", day, i, e.Tests[i].Now)
			}
		}
	}
}

// TestOnlyWhatObligesTravels holds the words on carriers to the rule of the analyzer.
func TestOnlyWhatObligesTravels(t *testing.T) {
	c := embedded(t, "2026-11-22")
	for _, l := range c.Catalogue.Laws {
		for _, r := range l.Rows {
			for _, w := range explained(t, c, l.ID, r.ID).Travels {
				if w.Confidence == "" {
					continue
				}
				if r.Effect != law.Obliged || r.Excludes || r.Sense != law.NoSense || r.Computable == law.ComputableNo {
					t.Errorf("%s %s is told to travel by %s", l.ID, r.ID, w.Carrier)
				}
				if w.Confidence.Rank() > r.Confidence.Rank() {
					t.Errorf("%s %s travels by %s as %s, more firmly than it stands (%s)", l.ID, r.ID, w.Carrier, w.Confidence, r.Confidence)
				}
			}
		}
	}
}

// TestLawsAreNarrowed: filters join, and a slip is answered with the nearest word.
func TestLawsAreNarrowed(t *testing.T) {
	c := embedded(t, "2026-11-22")
	a, err := queries.Laws(c, queries.Params{Jurisdictions: []string{"us", "Germany"}, Powers: []law.Power{law.Certification, law.Divestiture}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range a.Laws {
		if l.Jurisdiction != "US" && l.Jurisdiction != "DE" || !slices.Contains(l.Powers, law.Certification) && !slices.Contains(l.Powers, law.Divestiture) {
			t.Errorf("%s is listed: %s %v", l.ID, l.Jurisdiction, l.Powers)
		}
	}
	if len(a.Laws) == 0 {
		t.Error("nothing is listed")
	}
	rules, err := queries.Rules(c, queries.Params{Jurisdictions: []string{"FR"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.Rules {
		if r.Place != "FR" {
			t.Errorf("%s is a rule of %s", r.ID, r.Place)
		}
	}
	for _, k := range []struct {
		p    queries.Params
		want string
	}{
		{queries.Params{Statuses: []law.Status{"inforce"}}, "did you mean in-force?"},
		{queries.Params{Powers: []law.Power{"surveilance"}}, "did you mean surveillance?"},
		{queries.Params{Jurisdictions: []string{"germny"}}, "did you mean DE (Germany)?"},
		{queries.Params{Explain: true}, "longarm laws ID --explain"},
	} {
		if _, err := queries.Laws(c, k.p); err == nil || !strings.Contains(err.Error(), k.want) {
			t.Errorf("%+v: %v, want %q", k.p, err, k.want)
		}
	}
}

// TestEveryRuleAnswersInItsOwnWords: no rule falls back on "the condition is met".
func TestEveryRuleAnswersInItsOwnWords(t *testing.T) {
	c := embedded(t, "2026-11-22")
	for _, r := range c.Catalogue.Rules() {
		if r.Outcome == nil {
			t.Errorf("%s (%s) has no outcome: say what yes, no and undetermined mean under the law", r.ID, r.Origin)
		}
	}
}

// TestShieldsMirrorCounters: what a law is said to stand against names it.
func TestShieldsMirrorCounters(t *testing.T) {
	c := embedded(t, "2026-11-22")
	told := 0
	for _, l := range c.Catalogue.Laws {
		a, err := queries.Laws(c, queries.Params{Args: []string{l.ID}, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range a.Detail.Shields {
			told++
			if !slices.ContainsFunc(c.Catalogue.CountersOf(s.Law), func(k law.Counter) bool { return k.Law == l.ID }) {
				t.Errorf("%s is told to stand against %s, which does not name it", l.ID, s.Law)
			}
		}
		if _, err := json.Marshal(a); err != nil {
			t.Error(err)
		}
	}
	if told == 0 {
		t.Error("no law stands against another")
	}
}
