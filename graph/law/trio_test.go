package law_test

import (
	"io/fs"
	"strings"
	"testing"

	"longarm/data"
	"longarm/graph/law"
)

func TestTrio(t *testing.T) {
	trio, err := law.LoadTrio(tree(t), trioFile)
	if err != nil {
		t.Fatal(err)
	}
	first := trio.Cases[0].Expect[0]
	if first.Verdict != "reached" || first.Because != "" || !first.Gives("because") || first.Gives("status") {
		t.Errorf("%+v", first)
	}
	if got := trio.Uncovered(false); len(got) != 0 {
		t.Errorf("uncovered %v, though unattainable explains not-reached", got)
	}
	if got := trio.Uncovered(true); len(got) != 4 {
		t.Errorf("of a scheme %v are uncovered, want all four statuses", got)
	}
}

// Another loader reads a case's graph, and names the places of the test file.
func TestTrioGraphKeepsItsPlaces(t *testing.T) {
	files, err := fs.Glob(data.FS, "laws/*/*.test.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no trios", err)
	}
	for _, f := range files {
		text, err := fs.ReadFile(data.FS, f)
		if err != nil {
			t.Fatal(err)
		}
		trio, err := law.LoadTrio(data.FS, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range trio.Cases {
			placed(t, f, text, c)
		}
	}
}

// placed fails unless the first key of a case's graph stands in the file where its node
// says.
func placed(t *testing.T, file string, text []byte, c *law.Case) {
	t.Helper()
	if len(c.Graph.Content) == 0 {
		return
	}
	key := c.Graph.Content[0]
	lines := strings.Split(string(text), "\n")
	if key.Line < 1 || key.Line > len(lines) || key.Column < 1 || key.Column > len(lines[key.Line-1])+1 {
		t.Fatalf("%s: %s: %s at %d:%d", file, c.Name, key.Value, key.Line, key.Column)
	}
	if rest := string([]rune(lines[key.Line-1])[key.Column-1:]); key.Style == 0 && !strings.HasPrefix(rest, key.Value[:1]) {
		t.Errorf("%s: %s: %s is not at %d:%d", file, c.Name, key.Value, key.Line, key.Column)
	}
}

// As TestFaults, for tests beside laws.
func TestTrioFaults(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "  why: because", "  because: it is",
			`laws/us/us-example.test.yaml:5:3: unknown key "because" in the case; use one of as_of, expect, graph, name, provider, why`},
		{"law and file differ", "law: us-example", "law: us-other",
			"laws/us/us-example.test.yaml:1:6: the test of us-other lies in us-example.test.yaml; name the file us-other.test.yaml"},
		{"reason missing", "not-reached: it reaches everyone", "not-reached: ",
			"laws/us/us-example.test.yaml:2:29: the reason is empty; write it, or remove the key"},
		{"verdict unknown", "not-reached: it reaches everyone", "never: it reaches everyone",
			`laws/us/us-example.test.yaml:2:16: verdict "never" is unknown; use one of barred, certified, eligible, not-reached, reached, undetermined`},
		{"graph in words", "  graph: {entities: [{id: p, kind: company,\n    name: 'it''s \"}\"'}], # }\n    notes: []}", "  graph: none",
			"laws/us/us-example.test.yaml:23:10: the graph is a plain text; write its entities and statements"},
		{"case twice", "- name: a flow graph", "- name: a block graph",
			`laws/us/us-example.test.yaml:20:3: case "a block graph" is given twice; rename one`},
		{"verdict and status", "verdict: undetermined", "verdict: undetermined, status: barred",
			"laws/us/us-example.test.yaml:27:5: the expectation has both verdict and status; keep one"},
		{"neither verdict nor status", "verdict: undetermined, ", "",
			"laws/us/us-example.test.yaml:27:5: the expectation has neither verdict nor status; give one of them"},
		{"because unknown", "because: facts", "because: fact",
			`laws/us/us-example.test.yaml:27:55: because "fact" is unknown; did you mean "facts"?`},
		{"impossible day", "as_of: 2024-01-31", "as_of: 2023-02-29",
			`laws/us/us-example.test.yaml:6:10: as_of: date "2023-02-29": 2023-02 has no day 29; write a day that exists, as 2024-01-31, or a month, as 2024-01`},
		{"nothing expected", "  expect:\n  - {effect: obliged, verdict: undetermined, because: facts}", "  expect: []",
			"laws/us/us-example.test.yaml:26:11: the case expects nothing; write what a finding must say"},
		{"provider with blanks", "  as_of: 2024-01\n  provider: p", "  as_of: 2024-01\n  provider: p q",
			`laws/us/us-example.test.yaml:22:13: provider "p q" is no id; write an id without blanks`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := tree(t)
			edit(t, f, trioFile, c.old, c.new)
			_, err := law.LoadTrio(f, trioFile)
			expectFaults(t, err, c.want)
		})
	}
}
