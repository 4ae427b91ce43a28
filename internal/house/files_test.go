package house

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines bounds what a person wrote to be read: code, tests, prose, scripts.
// Data, catalogues and goldens may be longer.
const maxLines = 600

// generated opens a page that a program wrote, however long.
const generated = "<!-- Generated from "

// bounded lists the endings maxLines applies to; scripts of .ci have none.
var bounded = []string{".go", ".md", ".sh", ".cypher"}

// topLevel lists what may lie beside go.mod. What .gitignore names with a leading
// slash may lie there too, uncommitted.
var topLevel = strings.Fields(`
	.ci .editorconfig .git .gitattributes .gitignore
	CONTRIBUTING.md LICENSE Makefile NOTICE README.md go.mod go.sum staticcheck.conf
	cmd data docs graph internal loaders queries scripts
`)

// dependencyRecord is where every direct dependency is argued for, one table row each.
const dependencyRecord = "docs/adr/0002-dependencies.md"

func TestTopLevelStaysAsItIs(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	ignored := ignoredAtTop(t)
	for _, e := range entries {
		if !ignored[e.Name()] && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s lies at the top level: the layout is fixed; place it below a folder of the import table, "+
				"or add it to topLevel in internal/house/files_test.go with a reason in docs/adr", e.Name())
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	for _, name := range files(t) {
		if !slices.Contains(bounded, path.Ext(name)) && !strings.HasPrefix(name, ".ci/") {
			continue
		}
		if strings.HasPrefix(read(t, name), generated) {
			continue
		}
		if n := strings.Count(read(t, name), "\n"); n > maxLines {
			t.Errorf("%s has %d lines, more than %d: split it by question or noun", name, n, maxLines)
		}
	}
}

func TestNoCgo(t *testing.T) {
	for _, s := range sources(t) {
		for _, imp := range s.file.Imports {
			if imp.Path.Value == `"C"` {
				t.Errorf("%s: import \"C\": the command is one static binary that builds without a C compiler", s.at(imp.Pos()))
			}
		}
	}
}

// TestDependenciesAreArguedFor holds the direct requirements of go.mod to the
// table of the decision record, both ways.
func TestDependenciesAreArguedFor(t *testing.T) {
	required := directRequirements(read(t, "go.mod"))
	recorded := recordedDependencies(read(t, dependencyRecord))
	for _, m := range required {
		if !slices.Contains(recorded, m) {
			t.Errorf("go.mod requires %s: add a row to %s: what it is for, and why it beats our own code", m, dependencyRecord)
		}
	}
	for _, m := range recorded {
		if !slices.Contains(required, m) {
			t.Errorf("%s argues for %s, which go.mod does not require directly: drop the row", dependencyRecord, m)
		}
	}
}

// TestGuidePagesShowACommand asks every page of the guide for a command in a
// fenced block, so that a reader can follow with their hands.
func TestGuidePagesShowACommand(t *testing.T) {
	for _, name := range files(t) {
		if ok, _ := path.Match("docs/guide/*.md", name); ok && !showsCommand(read(t, name)) {
			t.Errorf("%s shows no command: add a fenced block with a line that starts with "+
				"`longarm …` or `go run ./cmd/longarm …`", name)
		}
	}
}

// TestGuideIndexIsWhole holds the index of the guide to the pages beside it.
func TestGuideIndexIsWhole(t *testing.T) {
	index := read(t, "docs/guide/README.md")
	for _, name := range files(t) {
		page := path.Base(name)
		if ok, _ := path.Match("docs/guide/*.md", name); ok && page != "README.md" && !strings.Contains(index, "("+page+")") {
			t.Errorf("%s is not in docs/guide/README.md: add a line with a link to it", name)
		}
	}
}

// TestLinksLeadSomewhere follows the relative links of every page. Addresses
// outside the tree are not followed: tests make no request.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, name := range files(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, link := range links(read(t, name)) {
			target := path.Join(path.Dir(name), link)
			if _, err := os.Stat(filepath.Join(root(t), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s links to %s, which does not exist", name, target)
			}
		}
	}
}

// TestDecisionsAreNumbered wants each record to open with its number, and to
// carry a date and a status.
func TestDecisionsAreNumbered(t *testing.T) {
	taken := map[string]string{}
	for _, name := range files(t) {
		ok, _ := path.Match("docs/adr/*.md", name)
		if !ok || path.Base(name) == "README.md" {
			continue
		}
		number, _, _ := strings.Cut(path.Base(name), "-")
		if other, twice := taken[number]; twice {
			t.Errorf("%s and %s share a number", other, name)
		}
		taken[number] = name
		text := read(t, name)
		for what, pattern := range map[string]string{
			"heading with its number": `\A# ` + number + `\. `,
			"date":                    `(?m)^- Date: \d{4}-\d{2}-\d{2}$`,
			"status":                  `(?m)^- Status: (proposed|accepted|rejected|superseded by \d{4})$`,
		} {
			if !regexp.MustCompile(pattern).MatchString(text) {
				t.Errorf("%s has no %s (pattern %s)", name, what, pattern)
			}
		}
	}
	if len(taken) == 0 {
		t.Errorf("docs/adr holds no decision; it should hold %s at least", dependencyRecord)
	}
}

// TestReadersCatch shows what the small readers of this file take and leave.
func TestReadersCatch(t *testing.T) {
	mod := "module m\n\nrequire a.example/one v1.0.0\n\nrequire (\n\tb.example/two v1.0.0\n\tc.example/three v1.0.0 // indirect\n)\n"
	if got, want := directRequirements(mod), []string{"a.example/one", "b.example/two"}; !slices.Equal(got, want) {
		t.Errorf("directRequirements = %v, want %v", got, want)
	}
	table := "| module | for |\n|---|---|\n| `a.example/one` | x |\n| plain | `b.example/two` |\n"
	if got, want := recordedDependencies(table), []string{"a.example/one"}; !slices.Equal(got, want) {
		t.Errorf("recordedDependencies = %v, want %v", got, want)
	}
	text := "[a](a.md) [b](../b.md#part) [c](#here) [d](https://d.example/x) ![e](e.svg)"
	if got, want := links(text), []string{"a.md", "../b.md", "e.svg"}; !slices.Equal(got, want) {
		t.Errorf("links = %v, want %v", got, want)
	}
	for text, want := range map[string]bool{
		"```sh\nlongarm reach bleu\n```\n":                        true,
		"```console\n$ go run ./cmd/longarm reach bleu\n```\n":    true,
		"longarm reach bleu\n":                                    false,
		"```yaml\nid: bleu\n```\nlongarm reach bleu\n":            false,
		"```\n# longarm reach bleu\n```\n":                        false,
		"- in a list:\n\n  ```sh\n  longarm owners bleu\n  ```\n": true,
	} {
		if got := showsCommand(text); got != want {
			t.Errorf("showsCommand(%q) = %v, want %v", text, got, want)
		}
	}
}

// directRequirements returns the modules go.mod requires without "// indirect",
// sorted.
func directRequirements(mod string) []string {
	found := map[string]bool{}
	inBlock := false
	for line := range strings.Lines(mod) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 2 && fields[0] == "require" && fields[1] == "(":
			inBlock = true
		case len(fields) == 1 && fields[0] == ")":
			inBlock = false
		case len(fields) >= 3 && fields[0] == "require":
			fields = fields[1:]
			fallthrough
		case inBlock && len(fields) >= 2:
			if !strings.HasSuffix(strings.TrimSpace(line), "// indirect") {
				found[fields[0]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

var markdownLink = regexp.MustCompile(`\]\(([^()\s]+)\)`)

// links returns the targets of a Markdown text's links into the tree, without
// their fragments, in order.
func links(text string) []string {
	var list []string
	for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
		file, _, _ := strings.Cut(m[1], "#")
		if file != "" && !strings.Contains(file, ":") {
			list = append(list, file)
		}
	}
	return list
}

var dependencyRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\|")

// recordedDependencies returns the modules in the first column of the table of
// the dependency record, in its order.
func recordedDependencies(text string) []string {
	var list []string
	for _, row := range dependencyRow.FindAllStringSubmatch(text, -1) {
		list = append(list, row[1])
	}
	return list
}

var commandLine = regexp.MustCompile(`^\s*(\$ )?(longarm|go run \./cmd/longarm) [a-z]`)

// showsCommand tells whether a fenced block of a Markdown text holds a command.
func showsCommand(text string) bool {
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		} else if fenced && commandLine.MatchString(line) {
			return true
		}
	}
	return false
}
