package queries_test

import (
	"errors"
	"testing"

	"longarm/graph"
	"longarm/queries"
)

const namesakes = `
entities:
- {id: sg, kind: company, name: Société Générale, legal_name: Société Générale SA, aliases: [SocGen], lei: O2RNE8IBXP4R0TD8PU41}
- {id: orion-fr, kind: company, name: Orion}
- {id: orion-us, kind: company, name: ORION}
- {id: Case, kind: company, name: Upper}
- {id: case, kind: company, name: Lower}
- {id: tiktok, kind: company, name: TikTok, names: {fr: Tic-Toc}}
- {id: tiktok-app, kind: offer, name: TikTok app}
`

func TestResolve(t *testing.T) {
	c := made(t, namesakes, "2024-01-31")
	for _, x := range []struct {
		name string
		want graph.EntityID
	}{
		{"sg", "sg"},
		{"societe generale", "sg"},
		{"SOCIÉTÉ GÉNÉRALE S.A.", "sg"},
		{"socgen", "sg"},
		{"o2rne8ibxp4r0td8pu41", "sg"}, // an LEI in any case
		{"Case", "Case"},               // an id is exact before all
		{"case", "case"},
		{"tic-toc", "tiktok"}, // a published translation
		{"TikTok", "tiktok"},  // the app has a longer name
	} {
		got, err := c.Resolve(x.name)
		if err != nil || got != x.want {
			t.Errorf("Resolve(%q) = %q, %v; want %q", x.name, got, err, x.want)
		}
	}
}

func TestResolveNeverGuesses(t *testing.T) {
	c := made(t, namesakes, "2024-01-31")
	_, err := c.Resolve("orion")
	var several *queries.Ambiguous
	if !errors.As(err, &several) || len(several.Candidates) != 2 || several.Candidates[0].ID != "orion-fr" {
		t.Errorf("orion: %v, want both of that name, sorted", err)
	}
	_, err = c.Resolve("tiktk")
	var missing *queries.NotFound
	if !errors.As(err, &missing) || len(missing.Nearest) == 0 || missing.Nearest[0].ID != "tiktok" {
		t.Errorf("tiktk: %v, want tiktok suggested first", err)
	}
	_, err = c.Resolve("zzzzzz")
	if !errors.As(err, &missing) || len(missing.Nearest) != 0 {
		t.Errorf("zzzzzz: %v, want no suggestion", err)
	}
	if _, err = c.Resolve(""); !errors.As(err, &missing) {
		t.Errorf("an empty name: %v, want not found", err)
	}
}

func TestResolveLawsAndRules(t *testing.T) {
	c := embedded(t, "2024-01-31")
	for _, name := range []string{"us-cloud-act", "CLOUD Act", "cloud-act", "US-CLOUD-ACT"} {
		if l, err := c.ResolveLaw(name); err != nil || l.ID != "us-cloud-act" {
			t.Errorf("ResolveLaw(%q): %v", name, err)
		}
	}
	var missing *queries.NotFound
	if _, err := c.ResolveLaw("us-clod-act"); !errors.As(err, &missing) || missing.Nearest[0].ID != "us-cloud-act" {
		t.Errorf("us-clod-act: %v, want us-cloud-act suggested", err)
	}
	if _, err := c.ResolveRule("no such rule at all"); !errors.As(err, &missing) {
		t.Errorf("an unknown rule: %v, want not found", err)
	}
}
