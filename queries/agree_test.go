package queries_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"longarm/queries"
	"longarm/queries/text"
)

// TestReachAndReachedByAgree asks both ways about every law and two providers.
func TestReachAndReachedByAgree(t *testing.T) {
	c := embedded(t, "2024-01-31")
	byProvider := map[string]map[string]string{}
	for _, p := range []string{"bleu", "tiktok"} {
		r, err := queries.Reach(c, queries.Params{Args: []string{p}})
		if err != nil {
			t.Fatal(err)
		}
		byProvider[p] = map[string]string{}
		for _, f := range r.Findings {
			byProvider[p][f.Law+" "+string(f.Effect)] = string(f.Verdict) + string(f.Status) + " " + string(f.Because)
		}
	}
	for _, l := range c.Catalogue.Laws[:min(len(c.Catalogue.Laws), 4)] { // each law asks every entity
		r, err := queries.ReachedBy(c, queries.Params{Args: []string{l.ID}})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range r.ReachedBy {
			for _, f := range row.Findings {
				want, asked := byProvider[string(row.ID)][f.Law+" "+string(f.Effect)]
				if got := string(f.Verdict) + string(f.Status) + " " + string(f.Because); asked && got != want {
					t.Errorf("%s on %s (%s): reached-by says %q, reach says %q", l.ID, row.ID, f.Effect, got, want)
				}
			}
		}
	}
}

// TestJSONKeepsItsContract holds every answer to the keys of the outside contract.
func TestJSONKeepsItsContract(t *testing.T) {
	c := embedded(t, "2024-01-31")
	header := []string{"schema_version", "as_of", "flags", "assumptions"}
	for _, x := range []struct {
		query string
		args  []string
		keys  []string
		item  string
		keys2 []string
	}{
		{"reach", []string{"bleu"}, []string{"provider", "findings"}, "findings", []string{"law", "jurisdiction", "powers", "effect", "scope", "activation",
			"confidence", "nexus", "nexuses", "paths", "missing", "shields", "determinations", "proof"}},
		{"owners", []string{"bleu"}, []string{"entity", "basis", "owners", "undisclosed"}, "owners", []string{"id", "kind", "direct", "integrated"}},
		{"controllers", []string{"bleu"}, []string{"entity", "threshold", "comparison", "basis", "certain", "possible", "joint", "other"}, "", nil},
		{"controls", []string{"orange"}, []string{"entity", "threshold", "comparison", "basis", "certain", "possible", "joint", "other"}, "certain", []string{"id", "grounds"}},
		{"check", []string{c.Catalogue.Rules()[0].ID, "bleu"}, []string{"rule", "entity", "condition_met", "outcome", "governing_reading", "readings", "holders", "missing", "grounds"},
			"readings", []string{"reading", "value", "condition_met"}},
		{"why", []string{"bleu", "us-cloud-act"}, []string{"provider", "law", "findings", "beside", "changes", "sources"}, "findings", []string{"law", "effect", "rows"}},
		{"reached-by", []string{"us-sox"}, []string{"law", "reached_by"}, "reached_by", []string{"id", "name", "findings"}},
		{"paths", []string{"microsoft", "bleu"}, []string{"from", "to", "paths", "truncated"}, "paths", []string{"steps", "strength", "evidence"}},
		{"search", []string{"bleu"}, []string{"query", "matches"}, "matches", []string{"id", "name", "kind"}},
		{"show", []string{"bleu"}, []string{"entity", "holds", "held_by", "attributes", "coverage", "notes", "other", "sources"}, "holds", []string{"from", "to", "interest", "statements"}},
		{"laws", nil, []string{"laws"}, "laws", []string{"id", "title", "jurisdiction", "powers", "status"}},
		{"rules", nil, []string{"rules"}, "rules", []string{"id", "name", "law", "test"}},
		{"sources", nil, []string{"sources"}, "sources", []string{"id", "claims"}},
	} {
		t.Run(x.query, func(t *testing.T) {
			i := slices.IndexFunc(queries.All(), func(q queries.Query) bool { return q.Name == x.query })
			a, err := queries.All()[i].Run(c, queries.Params{Args: x.args})
			if err != nil {
				t.Fatal(err)
			}
			doc := encode(t, c, a)
			for _, k := range append(header, x.keys...) {
				if _, ok := doc[k]; !ok {
					t.Errorf("the key %q is missing", k)
				}
			}
			if x.item == "" {
				return
			}
			list, _ := doc[x.item].([]any)
			if len(list) == 0 {
				t.Fatalf("%s is empty", x.item)
			}
			first, _ := list[0].(map[string]any)
			for _, k := range x.keys2 {
				if _, ok := first[k]; !ok {
					t.Errorf("%s[0] lacks %q", x.item, k)
				}
			}
		})
	}
}

// encode renders the answer twice and decodes it.
func encode(t *testing.T, c *queries.Context, a queries.Answer) map[string]any {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := text.Write(b, c, a, text.Options{Format: text.JSON}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two renderings differ")
	}
	for line := range bytes.Lines(first.Bytes()) {
		if bytes.Contains(line, []byte(": null")) && !bytes.Contains(line, []byte(`"direct": null`)) { // held only through others
			t.Errorf("a list is null where it should be empty: %s", line)
		}
	}
	var doc map[string]any
	if err := json.Unmarshal(first.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}
