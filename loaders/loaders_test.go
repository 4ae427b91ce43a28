package loaders_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders"
)

// folder writes files and returns where.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadRecognisesFiles(t *testing.T) {
	dir := folder(t, map[string]string{
		"holdings": "owner;owned;share\nfund;acme;60\nfund;ghost;1\n",
		"parties":  "id,kind\nfund,arrangement\n",
		"facts":    "# reviewed\nentities:\n- {id: acme, kind: company, name: Acme}\n",
	})
	paths := []string{filepath.Join(dir, "holdings"), filepath.Join(dir, "parties"), filepath.Join(dir, "facts")}
	b := graph.NewBuilder()
	r, err := loaders.Load(b, "", paths, loaders.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != 4 || r.Accepted != 3 || r.Rejected != 1 || r.Errors[0].Line != 3 {
		t.Errorf("result = %+v", r)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if s := l.Statement("holdings:2"); s == nil || s.Share.String() != "60 %" {
		t.Errorf("holding = %+v", s)
	}
}

func TestLoadReadsFolders(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.yaml": "entities:\n- {id: acme, kind: company, name: Acme}\n", "b.csv": "owner,owned\nacme,beta\n",
		"README.md": "not data", "below/c.csv": "not read",
	})
	b := graph.NewBuilder()
	if r, err := loaders.Load(b, "", []string{dir}, loaders.Options{}); err != nil || r.Accepted != 2 {
		t.Errorf("accepted %d, %v, want 2", r.Accepted, err)
	}
	if b.Entity("beta") == nil {
		t.Error("a party of an edge was not created, though there is no table of nodes")
	}
}

func TestLoadRefuses(t *testing.T) {
	dir := folder(t, map[string]string{"x.txt": "hello\n", "bad.yaml": "entities:\n- {id: a}\n", "empty/x.txt": "", "bad.csv": "owner,owned,z\n"})
	if err := os.Symlink(os.DevNull, filepath.Join(dir, "device")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ format, path, want string }{
		{"", "x.txt", "is in no known format; name one of: csv, curated"},
		{"cvs", "x.txt", `unknown format "cvs"; did you mean "csv"?`},
		{"", "none.csv", "there is no such file or folder; check the path"},
		{"", "device", "is a pipe or a device; save the data to a file and name that"},
		{"", "empty", "holds no .yaml"},
		{"", "bad.yaml", `bad.yaml:2:3: entity has no "kind"; add it`},
		{"", "bad.csv", `bad.csv:1:13: unknown column "z"`},
		{"csv", "x.txt", "x.txt:1:1: the columns are neither"},
	} {
		if _, err := loaders.Load(graph.NewBuilder(), c.format, []string{filepath.Join(dir, c.path)}, loaders.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s as %q: %v, want %q", c.path, c.format, err, c.want)
		}
	}
}

// TestEveryLoaderIsListed compares the folders here with the list of formats.
func TestEveryLoaderIsListed(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "internal" && e.Name() != "testdata" {
			folders = append(folders, e.Name())
		}
	}
	if got, want := strings.Join(loaders.Names(), " "), strings.Join(folders, " "); got != want {
		t.Errorf("Names() = %s, folders = %s", got, want)
	}
}
