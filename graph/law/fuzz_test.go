package law_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"longarm/data"
	"longarm/graph"
	"longarm/graph/law"
)

// corpus seeds a fuzzer with good files and with files spoilt in every way that
// the limits know.
func corpus(f *testing.F, file, pattern string) {
	good, err := os.ReadFile("testdata/good/" + file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	names, err := fs.Glob(data.FS, pattern)
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		text, err := fs.ReadFile(data.FS, n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, s := range []string{
		"", "---\n---\n", "a: &a [*a]", "? [a]\n: b", "- - - -", "{", "[]", "~", "a: !!x y", "\xff", "\ufeffid: a", "<<: *x", "\"\\x00\": 1",
		"a: {b: {c: {d: [[[[{}]]]]}}}", "cases: [{graph: {a: '}'}}]", "cases:\n- graph:\n    a: |\n      b\n  # c\n    d: e\n",
	} {
		f.Add([]byte(s))
	}
}

// orderly fails unless an error is a list of placed problems.
func orderly(t *testing.T, file string, err error) {
	if err == nil {
		return
	}
	var p *graph.Problem
	if !errors.As(err, &p) {
		t.Fatalf("no problem with a place: %v", err)
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if !strings.Contains(line, ".yaml:") || !strings.Contains(line, "; ") {
			t.Fatalf("%s: %q names no place or no next step", file, line)
		}
	}
}

func FuzzLaw(f *testing.F) {
	corpus(f, exampleFile, "laws/*/*[a-z0-9].yaml")
	good := tree(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		tree := fstest.MapFS{"classes.yaml": good["classes.yaml"], "carriers.yaml": good["carriers.yaml"], exampleFile: {Data: text}}
		c, err := law.Load(tree)
		orderly(t, exampleFile, err)
		if err == nil && (len(c.Laws) != 1 || c.Laws[0].ID != "us-example") {
			t.Fatalf("laws %v", c.Laws)
		}
	})
}

func FuzzVocabulary(f *testing.F) {
	corpus(f, "classes.yaml", "classes.yaml")
	good := tree(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		good := fstest.MapFS{"classes.yaml": {Data: text}, "carriers.yaml": good["carriers.yaml"]}
		c, err := law.Load(good)
		orderly(t, "classes.yaml", err)
		if err == nil {
			for id := range c.Vocabulary.Territories {
				c.Vocabulary.Territories[id].ISO(20240131)
			}
			c.Vocabulary.Services([]string{"rcs"})
		}
	})
}

func FuzzTrio(f *testing.F) {
	corpus(f, trioFile, "laws/*/*.test.yaml")
	f.Fuzz(func(t *testing.T, text []byte) {
		trio, err := law.LoadTrio(fstest.MapFS{trioFile: {Data: text}}, trioFile)
		orderly(t, trioFile, err)
		if err == nil {
			for _, c := range trio.Cases {
				if c.Name == "" || c.Provider == "" || c.Graph == nil || c.Graph.Line < 1 || len(c.Expect) == 0 {
					t.Fatalf("a case that asks nothing was taken: %+v", c)
				}
			}
		}
	})
}
