package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the path in go.mod; import paths below it are written without it.
const module = "longarm"

// root returns the directory of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatalf("the tree tests expect to run in internal/house, two levels below go.mod: %v", err)
	}
	return dir
}

// pkg is what `go list -json` tells of one package of the module.
type pkg struct {
	ImportPath   string
	Name         string
	Doc          string
	GoFiles      []string
	CgoFiles     []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// path is the import path below the module: "graph/law", "" for the root.
func (p pkg) path() string { return within(p.ImportPath) }

// within strips the module from an import path.
func within(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

// isOurs tells whether an import path lies in this module.
func isOurs(importPath string) bool {
	return importPath == module || strings.HasPrefix(importPath, module+"/")
}

// isStdlib tells whether an import path is of the standard library, whose first
// element never holds a dot.
func isStdlib(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !isOurs(importPath) && !strings.Contains(first, ".")
}

// packages lists the packages of the module, sorted by import path. -e keeps
// the list whole while a package does not compile: the compiler says that better.
func packages(t *testing.T) []pkg {
	t.Helper()
	var list []pkg
	dec := json.NewDecoder(bytes.NewReader(goList(t, "-json", "./...")))
	for {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("go list -json: %v", err)
		}
		list = append(list, p)
	}
}

// goList runs `go list -e` at the root and returns its standard output.
func goList(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e"}, args...)...)
	cmd.Dir = root(t)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// files returns the regular files below the root, as slash-separated paths in
// lexical order. What .gitignore names at the top level is left out, and so is
// everything below a testdata folder: test inputs are wrong on purpose.
func files(t *testing.T) []string {
	t.Helper()
	base := root(t)
	ignored := ignoredAtTop(t)
	var list []string
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		skip := rel == ".git" || ignored[rel] || d.Name() == "testdata"
		switch {
		case skip && d.IsDir():
			return fs.SkipDir
		case !skip && d.Type().IsRegular():
			list = append(list, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// ignoredAtTop returns the top-level names .gitignore lists with a leading slash.
func ignoredAtTop(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for line := range strings.Lines(read(t, ".gitignore")) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "/"); ok {
			names[strings.TrimSuffix(name, "/")] = true
		}
	}
	return names
}

// read returns the text of a file, named from the root.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// source is one parsed Go file.
type source struct {
	name string // from the root, slash-separated
	fset *token.FileSet
	file *ast.File
}

// isTest tells whether the file is a Go test.
func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

// sources parses every Go file, tests included, in lexical order of its name.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	for _, name := range files(t) {
		if strings.HasSuffix(name, ".go") {
			list = append(list, parse(t, name, read(t, name)))
		}
	}
	return list
}

// parse reads one Go file from its text.
func parse(t *testing.T, name, text string) source {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("a Go file that does not parse: %v", err)
	}
	return source{name: name, fset: fset, file: file}
}

// at gives the place of a node as file:line.
func (s source) at(pos token.Pos) string {
	p := s.fset.Position(pos)
	return p.Filename + ":" + strconv.Itoa(p.Line)
}

// report fails the test once for every broken rule.
func report(t *testing.T, broken []string) {
	t.Helper()
	for _, line := range broken {
		t.Error(line)
	}
}
