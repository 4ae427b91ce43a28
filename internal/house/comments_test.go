package house

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unfinished marks work left for later, which belongs in an issue.
var unfinished = regexp.MustCompile(`\b(TODO|FIXME)\b`)

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment: say in two sentences what it holds and what it leaves to others", p.ImportPath)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if !isTest(s.name) {
			report(t, undocumented(s))
		}
	}
}

func TestNothingRunsAtInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: init runs behind the reader's back: register in a visible list instead", s.at(f.Pos()))
			}
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			if mark := unfinished.FindString(group.Text()); mark != "" {
				t.Errorf("%s: %s in a comment: finish it, or open an issue and say what holds today", s.at(group.Pos()), mark)
			}
		}
	}
}

// TestUndocumentedCatches shows what counts as documented and what does not.
func TestUndocumentedCatches(t *testing.T) {
	const text = `package p

func Bare() {}

// Said does.
func Said() {}

func (hidden) Method() {}

func (Shown) Method() {}

type Shown[T any] struct{ Field int }

func (*Shown[T]) Generic() {}

// Contract is kept.
type Contract interface {
	Silent()
	Told() // Told has a word beside it.
}

// The codes.
const (
	A = iota
	B
)

const (
	C = iota
	D // D has a word beside it.
	e
)

var F, g int

type hidden struct{}
`
	want := []string{
		"Bare", "Shown.Method", "Shown", "Shown.Generic", "Contract.Silent", "C", "F",
	}
	var got []string
	for _, line := range undocumented(parse(t, "p.go", text)) {
		_, rest, _ := strings.Cut(line, ": ")
		name, _, _ := strings.Cut(rest, " ")
		got = append(got, name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("undocumented names\n got %v\nwant %v", got, want)
	}
}

// undocumented lists the exported package-level names, methods and interface
// methods of a file that carry no comment, in order of appearance. Constants and
// variables may share the comment of their group. Whether a comment opens with
// the name is staticcheck's to say.
func undocumented(s source) []string {
	var broken []string
	miss := func(pos token.Pos, name string) {
		broken = append(broken, fmt.Sprintf("%s: %s is exported without a comment: say what it means, its units and bounds, "+
			"its errors, and how a list is sorted", s.at(pos), name))
	}
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if name, exported := funcName(d); exported && d.Doc == nil {
				miss(d.Pos(), name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				undocumentedSpec(d, spec, miss)
			}
		}
	}
	return broken
}

// undocumentedSpec reports the undocumented names of one type, constant or
// variable declaration.
func undocumentedSpec(d *ast.GenDecl, spec ast.Spec, miss func(token.Pos, string)) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if !spec.Name.IsExported() {
			return
		}
		if d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
			miss(spec.Pos(), spec.Name.Name)
		}
		if contract, ok := spec.Type.(*ast.InterfaceType); ok {
			for _, m := range contract.Methods.List {
				if len(m.Names) == 1 && m.Names[0].IsExported() && m.Doc == nil && m.Comment == nil {
					miss(m.Pos(), spec.Name.Name+"."+m.Names[0].Name)
				}
			}
		}
	case *ast.ValueSpec:
		if d.Doc != nil || spec.Doc != nil || spec.Comment != nil {
			return
		}
		for _, name := range spec.Names {
			if name.IsExported() {
				miss(name.Pos(), name.Name)
			}
		}
	}
}

// funcName returns the name of a function, "Type.Method" for a method; a method
// counts as exported when its type is too.
func funcName(f *ast.FuncDecl) (name string, exported bool) {
	if f.Recv == nil {
		return f.Name.Name, f.Name.IsExported()
	}
	receiver := f.Recv.List[0].Type
	for {
		switch r := receiver.(type) {
		case *ast.StarExpr:
			receiver = r.X
		case *ast.IndexExpr:
			receiver = r.X
		case *ast.IndexListExpr:
			receiver = r.X
		case *ast.Ident:
			return r.Name + "." + f.Name.Name, r.IsExported() && f.Name.IsExported()
		default:
			return f.Name.Name, false
		}
	}
}
