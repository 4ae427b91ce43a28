package exposure_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph/law"
)

// TestGuideAddsALaw takes the two files that the guide shows, lays them beside the
// embedded ones in a folder of its own, and runs them as a newcomer would: the law
// loads, its cases hold, no verdict is left without a case.
func TestGuideAddsALaw(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "guide", "laws.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, data.FS); err != nil {
		t.Fatal(err)
	}
	var trio, id string
	for _, block := range strings.Split(string(page), "```yaml\n")[1:] {
		text, _, _ := strings.Cut(block, "```")
		name, rest, _ := strings.Cut(text, "\n")
		file := ""
		switch {
		case strings.HasPrefix(name, "id: "):
			id = strings.TrimPrefix(name, "id: ")
			file = id + ".yaml"
		case strings.HasPrefix(name, "law: ") && rest != "":
			file = strings.TrimPrefix(name, "law: ") + ".test.yaml"
			trio = "laws/fr/" + file
		}
		if file == "" {
			t.Fatalf("the guide shows a block that is neither a law nor its test: %q", name)
		}
		if err := os.WriteFile(filepath.Join(folder, "laws", "fr", file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if id == "" || trio == "" {
		t.Fatalf("the guide shows no law (%q) or no test beside it (%q)", id, trio)
	}
	c, err := law.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	l := c.Law(id)
	if l == nil {
		t.Fatalf("%s is not in the catalogue", id)
	}
	cases, err := law.LoadTrio(os.DirFS(folder), trio)
	if err != nil {
		t.Fatal(err)
	}
	if missing := cases.Uncovered(false); len(missing) > 0 {
		t.Errorf("no case shows %v", missing)
	}
	for _, k := range cases.Cases {
		t.Run(k.Name, func(t *testing.T) { runCase(t, c, l, k, trio) })
	}
	for _, r := range l.Rules {
		if c.Rule(r.ID) == nil {
			t.Errorf("the rule %s cannot be asked", r.ID)
		}
	}
}
