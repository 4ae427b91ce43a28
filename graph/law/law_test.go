package law_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"longarm/graph"
	"longarm/graph/law"
)

const (
	exampleFile = "laws/us/us-example.yaml"
	trioFile    = "laws/us/us-example.test.yaml"
)

// tree copies testdata/good, a small catalogue that uses every key of the
// language, so that a test can spoil one line of it.
func tree(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("testdata/good")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// edit replaces old, which must occur once, in one file of the tree.
func edit(t testing.TB, f fstest.MapFS, file, old, new string) {
	t.Helper()
	text := string(f[file].Data)
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q occurs %d times in %s", old, n, file)
	}
	f[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

func load(t testing.TB, f fs.FS) *law.Catalogue {
	t.Helper()
	c, err := law.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, text string) graph.Date {
	t.Helper()
	d, err := graph.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
