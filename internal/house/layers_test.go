package house

import (
	"fmt"
	"path"
	"strings"
	"testing"
)

// layers is the import table, top first. A package may import only packages of
// rows below its own; packages of one row are strangers to each other. "x/*" is
// every package one level below x.
var layers = []layer{
	{"benchmarks, their generator and their peers", "internal/bench/*"},
	{"the command: wiring, settings, exit codes; the writer of the catalogue page", "cmd/longarm internal/catalogue"},
	{"what only the command needs: the server", "cmd/longarm/internal/*"},
	{"the promise every source of facts is held to", "queries/sourcetest"},
	{"what a question is asked of, for tests", "queries/queriestest"},
	{"compositions of several questions", "queries/report queries/ask"},
	{"what a dossier is written as, and the wording it offers", "queries/report/docx queries/report/html queries/report/markdown queries/report/pdf queries/report/xlsx queries/report/texts"},
	{"a document as a tree", "queries/report/page"},
	{"renderings of an answer", "queries/text queries/cypher"},
	{"one file per question", "queries"},
	{"what would have to change", "graph/remedy"},
	{"the analyzer, and the check that must not lean on it", "graph/exposure graph/proof/check"},
	{"derivations", "graph/proof"},
	{"what is inside the command, read for tests", "data/datatest"},
	{"the mathematics; law and rule types", "graph/ownership graph/law"},
	{"the mathematics on the columns of a whole register", "graph/ownership/register"},
	{"the lists of loaders and encoders", "loaders graph/export"},
	{"a server for tests", "graph/neo4j/neo4jtest"},
	{"one loader, store or encoder each", "loaders/* graph/export/* graph/store graph/neo4j"},
	{"what tests of encoders share", "graph/export/internal/exporttest"},
	{"what several encoders share", "graph/export/internal/document"},
	{"a drawing in elements", "graph/export/internal/markup"},
	{"a view as a drawing", "graph/export/internal/scene"},
	{"a graph in rows; letters", "graph/export/internal/layered graph/export/internal/typeface"},
	{"what several loaders share", "loaders/internal/loadertest loaders/internal/share loaders/internal/shortcut loaders/internal/table"},
	{"an answer as a graph; names; what a question needs; what every loader starts from", "graph/view graph/identity graph/closure graph/graphtest loaders/internal/hazy loaders/internal/seen loaders/internal/source"},
	{"the frozen graph in columns", "graph/columns"},
	{"nouns and statements", "graph"},
	{"embedded facts and laws; the tree tests; how properties draw", "data internal/house internal/property"},
}

// soleImporters lists, for an import path and everything below it, the only
// packages that may import it, tests included.
var soleImporters = map[string]string{
	"github.com/spf13/viper":           "cmd/longarm",
	"github.com/spf13/cobra":           "cmd/longarm",
	"github.com/dominikbraun/graph":    "graph/view",
	"github.com/neo4j/neo4j-go-driver": "graph/neo4j",
	"net/http":                         "cmd/longarm/internal/* loaders/internal/source",
	"honnef.co/go/tools":               "",
	"gopkg.in/yaml.v3":                 "",
	"go.yaml.in/yaml/v3":               "",
}

// stdlibOnly lists the packages whose code imports nothing but the standard
// library; their tests may use the test modules.
var stdlibOnly = []string{"graph", "data", "internal/house"}

// never lists imports that the order of the layers would allow.
var never = []ban{
	{"graph/proof/check", "graph/ownership", "the check recomputes numbers with code of its own"},
}

// testModules serve tests and are never linked into the command.
var testModules = []string{"github.com/google/go-cmp", "github.com/rogpeppe/go-internal", "github.com/santhosh-tekuri/jsonschema", "pgregory.net/rapid"}

type layer struct{ what, packages string }

type ban struct{ from, to, why string }

func TestImportsPointDownward(t *testing.T) {
	report(t, brokenImports(packages(t)))
}

func TestTestModulesStayOutOfTheCommand(t *testing.T) {
	var broken []string
	for dep := range strings.FieldsSeq(string(goList(t, "-deps", "./cmd/..."))) {
		for _, m := range testModules {
			if under(dep, m) {
				broken = append(broken, fmt.Sprintf("cmd/longarm links %s, which is for tests (see `go mod why %s`)", dep, m))
			}
		}
	}
	report(t, broken)
}

// TestTheTableCatches shows that each rule of the table can fail.
func TestTheTableCatches(t *testing.T) {
	for _, c := range []struct {
		name string
		pkg  pkg
		want string // "" when the import is fine
	}{
		{"downward", pkg{ImportPath: "longarm/queries", Imports: []string{"longarm/graph", "fmt"}}, ""},
		{"upward", pkg{ImportPath: "longarm/graph/law", Imports: []string{"longarm/queries"}}, "below"},
		{"sideways", pkg{ImportPath: "longarm/loaders/csv", Imports: []string{"longarm/loaders/curated"}}, "below"},
		{"unknown", pkg{ImportPath: "longarm/graph/misc"}, "layers_test.go"},
		{"unknown import", pkg{ImportPath: "longarm/queries", Imports: []string{"longarm/graph/misc"}}, "layers_test.go"},
		{"star is one level", pkg{ImportPath: "longarm/loaders/gleif/deep"}, "layers_test.go"},
		{"viper elsewhere", pkg{ImportPath: "longarm/queries", Imports: []string{"github.com/spf13/viper"}}, "only cmd/longarm"},
		{"viper in a test", pkg{ImportPath: "longarm/queries", TestImports: []string{"github.com/spf13/viper"}}, "only cmd/longarm"},
		{"viper in the command", pkg{ImportPath: "longarm/cmd/longarm", Imports: []string{"github.com/spf13/viper"}}, ""},
		{"a part of a module", pkg{ImportPath: "longarm/queries", Imports: []string{"github.com/dominikbraun/graph/draw"}}, "only graph/view"},
		{"a module in graph", pkg{ImportPath: "longarm/graph", Imports: []string{"golang.org/x/text/collate"}}, "standard library"},
		{"our package in graph", pkg{ImportPath: "longarm/graph", Imports: []string{"longarm/data"}}, "standard library"},
		{"a test of graph", pkg{ImportPath: "longarm/graph", TestImports: []string{"pgregory.net/rapid"}}, ""},
		{"the check leans", pkg{ImportPath: "longarm/graph/proof/check", Imports: []string{"longarm/graph/ownership"}}, "code of its own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(brokenImports([]pkg{c.pkg}), "\n")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("brokenImports = %q, want one line with %q", got, c.want)
			}
		})
	}
}

// brokenImports holds packages to the tables above, one line per breach.
func brokenImports(list []pkg) []string {
	var broken []string
	fail := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	for _, p := range list {
		if layerOf(p.path()) < 0 {
			fail("%s is in no row of the import table: add it to `layers` in internal/house/layers_test.go, "+
				"above everything it imports, with a word on what it is for", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			for _, line := range brokenImport(p.path(), imp) {
				fail("%s", line)
			}
		}
		for _, imports := range [][]string{p.Imports, p.TestImports, p.XTestImports} {
			for _, imp := range imports {
				if only, held := importers(imp); held && !matches(only, p.path()) {
					fail("%s imports %s, which %s", p.path(), imp, onlyWords(only))
				}
			}
		}
	}
	return broken
}

// brokenImport holds one import of non-test code to the layers, the bans and
// the list of packages on the standard library alone.
func brokenImport(from, imp string) []string {
	var broken []string
	to := within(imp)
	if matches(strings.Join(stdlibOnly, " "), from) && !isStdlib(imp) {
		broken = append(broken, fmt.Sprintf("%s imports %s, but uses the standard library only", from, imp))
	}
	if !isOurs(imp) {
		return broken
	}
	switch mine, theirs := layerOf(from), layerOf(to); {
	case theirs < 0:
		broken = append(broken, fmt.Sprintf("%s imports %s, which is in no row of `layers` in internal/house/layers_test.go", from, to))
	case theirs <= mine && len(broken) == 0:
		broken = append(broken, fmt.Sprintf("%s (%s) imports %s (%s), which is not below it: move the shared part down, "+
			"or let the upper package pass it in", from, layers[mine].what, to, layers[theirs].what))
	}
	for _, b := range never {
		if b.from == from && b.to == to {
			broken = append(broken, fmt.Sprintf("%s imports %s: %s", from, to, b.why))
		}
	}
	return broken
}

// layerOf returns the row of a package, an exact name winning over a star; -1
// when it has none.
func layerOf(name string) int {
	starred := -1
	for i, l := range layers {
		for pattern := range strings.FieldsSeq(l.packages) {
			switch ok, _ := path.Match(pattern, name); {
			case pattern == name:
				return i
			case ok:
				starred = i
			}
		}
	}
	return starred
}

// matches tells whether a package is named by a list of patterns.
func matches(patterns, name string) bool {
	for pattern := range strings.FieldsSeq(patterns) {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// importers returns the packages that alone may import a path, if it is held.
func importers(imp string) (only string, held bool) {
	for sole, by := range soleImporters {
		if under(imp, sole) {
			return by, true
		}
	}
	return "", false
}

// under tells whether an import path is, or lies below, another.
func under(imp, above string) bool { return imp == above || strings.HasPrefix(imp, above+"/") }

func onlyWords(only string) string {
	if only == "" {
		return "no package may import"
	}
	return "only " + strings.Join(strings.Fields(only), ", ") + " may import"
}
