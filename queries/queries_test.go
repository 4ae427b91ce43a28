package queries

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestEveryQuestionIsListed reads the tree: a file that declares a Query must have
// it in All, and All must have no more.
func TestEveryQuestionIsListed(t *testing.T) {
	fset := token.NewFileSet()
	declared, listed := map[string]string{}, map[string]bool{}
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && isQuery(v) {
						declared[v.Names[0].Name] = name
					}
				}
			case *ast.FuncDecl:
				if d.Name.Name == "All" && d.Recv == nil {
					ast.Inspect(d, func(n ast.Node) bool {
						if id, ok := n.(*ast.Ident); ok && strings.HasSuffix(id.Name, "Query") && id.Name != "Query" {
							listed[id.Name] = true
						}
						return true
					})
				}
			}
		}
	}
	if len(declared) == 0 {
		t.Fatal("no file declares a Query")
	}
	for q, file := range declared {
		if !listed[q] {
			t.Errorf("%s declares %s, which All does not list", file, q)
		}
	}
	for q := range listed {
		if declared[q] == "" {
			t.Errorf("All lists %s, which no file declares", q)
		}
	}
}

func isQuery(v *ast.ValueSpec) bool {
	if len(v.Values) != 1 {
		return false
	}
	lit, ok := v.Values[0].(*ast.CompositeLit)
	if !ok {
		return false
	}
	id, ok := lit.Type.(*ast.Ident)
	return ok && id.Name == "Query"
}

func TestQuestionsAreTold(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range All() {
		if q.Name == "" || q.Doc == "" || q.Run == nil {
			t.Errorf("%q lacks a name, a line of doc or an answer", q.Name)
		}
		if seen[q.Name] {
			t.Errorf("%q is listed twice", q.Name)
		}
		seen[q.Name] = true
	}
}
