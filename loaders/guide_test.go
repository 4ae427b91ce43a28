package loaders_test

import (
	"os"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders"
)

// TestGuideExamples loads every example of the guide's page on data files.
func TestGuideExamples(t *testing.T) {
	page, err := os.ReadFile("../docs/guide/data-files.md")
	if err != nil {
		t.Fatal(err)
	}
	fences := strings.Split(string(page), "```")
	tables, facts := map[string]string{}, map[string]string{}
	for i := 1; i < len(fences); i += 2 {
		language, content, _ := strings.Cut(fences[i], "\n")
		switch {
		case language == "csv" && strings.HasPrefix(content, "id,"):
			tables["nodes.csv"] = content
		case language == "csv":
			tables["edges.csv"] = content
		case language == "yaml":
			facts["facts.yaml"] = content
		}
	}
	if len(tables) != 2 || len(facts) != 1 {
		t.Fatalf("the page shows %d tables and %d YAML files, want 2 and 1", len(tables), len(facts))
	}
	o := loaders.Options{
		States: func(iso string) (graph.Entity, bool) {
			return graph.Entity{ID: graph.EntityID("state-" + strings.ToLower(iso)), Kind: graph.State, ISO: iso}, len(iso) == 2
		},
		Lists: func(name string) []graph.EntityID {
			return map[string][]graph.EntityID{"us-ofac-blocking": {"sdn"}}[name]
		},
	}
	for name, files := range map[string]map[string]string{"CSV": tables, "YAML": facts} {
		b := graph.NewBuilder()
		r, err := loaders.Load(b, "", []string{folder(t, files)}, o)
		if err != nil || len(r.Errors) > 0 || len(r.Notes) > 0 {
			t.Errorf("%s: %v, %v, %v", name, err, r.Errors, r.Notes)
			continue
		}
		l, err := b.Build()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		g := l.At(graph.NewDate(2024, 2, 1), graph.Options{})
		if h, ok := g.CapTable("target", graph.Capital).Holding("fund"); !ok || !h.Share.IsPositive() {
			t.Errorf("%s: the holding of fund in target is %+v", name, h)
		}
	}
	for _, column := range []string{"owner", "owned", "interest", "share", "share_min", "share_max", "basis", "valid_from", "valid_to", "as_of", "source",
		"value", "note", "evidence", "assertion", "id", "kind", "name", "jurisdiction", "headquarters", "designated_under", "lei", "aliases"} {
		if !strings.Contains(string(page), "`"+column+"`") {
			t.Errorf("the page does not explain the column %s", column)
		}
	}
}
