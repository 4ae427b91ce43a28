package loaders_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"longarm/graph"
	"longarm/loaders"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/internal/source"
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
		{"", "x.txt", "is in no known format; name one of: bods, companieshouse, csv, curated"},
		{"cvs", "x.txt", `unknown format "cvs"; did you mean "csv"?`},
		{"", "none.csv", "there is no such file or folder; check the path"},
		{"", "device", "is a pipe or a device; save the data to a file and name that"},
		{"", "empty", "holds no .yaml"},
		{"", "bad.yaml", `bad.yaml:2:3: entity has no "kind"; add it`},
		{"", "bad.csv", `bad.csv:1:13: unknown column "z"`},
		{"csv", "x.txt", "x.txt:1:1: the columns (hello) are neither"},
	} {
		r, err := loaders.Load(graph.NewBuilder(), c.format, []string{filepath.Join(dir, c.path)}, loaders.Options{})
		loadertest.French(t, r, err)
		if err == nil || !strings.Contains(err.Error(), c.want) {
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
		switch e.Name() {
		case "internal", "testdata", "bulk": // bulk reads csv another way
			continue
		}
		if e.IsDir() {
			folders = append(folders, e.Name())
		}
	}
	if got, want := strings.Join(loaders.Names(), " "), strings.Join(folders, " "); got != want {
		t.Errorf("Names() = %s, folders = %s", got, want)
	}
}

// pack makes a zip archive of files.
func pack(t *testing.T, dir string, files ...[2]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "pack.zip")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const pscFixture = "psc/testdata/persons-with-significant-control-snapshot-2026-09-01.txt"

func TestLoadCompressed(t *testing.T) {
	plain := read(t, pscFixture)
	var gz, zst bytes.Buffer
	g := gzip.NewWriter(&gz)
	g.Write([]byte(plain))
	g.Close()
	z, err := zstd.NewWriter(&zst)
	if err != nil {
		t.Fatal(err)
	}
	z.Write([]byte(plain))
	z.Close()
	lines := strings.SplitAfter(plain, "\n")
	dir := t.TempDir()
	paths := map[string]string{"zip": pack(t, dir, [2]string{"a.txt", strings.Join(lines[:3], "")}, [2]string{"__MACOSX/a.txt", "x"}, [2]string{"b.txt.gz", gz.String()})}
	for name, data := range map[string]string{"p.gz": gz.String(), "p.zst": zst.String(), "cut.gz": gz.String()[:gz.Len()/2], "cut.zst": zst.String()[:zst.Len()/2]} {
		paths[name] = filepath.Join(dir, name)
		if err := os.WriteFile(paths[name], []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]int{"zip": 11, "p.gz": 8, "p.zst": 8} {
		p := source.NewProgress(time.Now())
		r, err := loaders.Stream(context.Background(), "", []string{paths[name]}, loaders.Options{Progress: p}, func(graph.Record) error { return nil })
		if err != nil || r.Accepted != want {
			t.Errorf("%s: %+v %v", name, r, err)
		}
		if items, _ := p.Items(); items != int64(want) || !strings.Contains(p.Line("en", time.Now()), "(100 %)") && !strings.Contains(p.Line("en", time.Now()), "KiB of") {
			t.Errorf("%s: progress %s", name, p.Line("en", time.Now()))
		}
	}
	for _, name := range []string{"cut.gz", "cut.zst"} {
		if _, err := loaders.Load(graph.NewBuilder(), "", []string{paths[name]}, loaders.Options{}); err == nil || !strings.Contains(err.Error(), "cut short") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLoadTablesOfAnArchive(t *testing.T) {
	path := pack(t, t.TempDir(), [2]string{"edges.csv", "owner,owned,share\na,b,60\n"}, [2]string{"nodes.csv", "id,kind\na,person\nb,company\n"})
	b := graph.NewBuilder()
	if r, err := loaders.Load(b, "", []string{path}, loaders.Options{}); err != nil || r.Accepted != 3 {
		t.Errorf("%+v %v", r, err)
	}
	if b.Entity("a").Kind != graph.Person {
		t.Errorf("%+v", b.Entity("a"))
	}
}

func TestWrongSource(t *testing.T) {
	_, err := loaders.Load(graph.NewBuilder(), "bods", []string{pscFixture}, loaders.Options{})
	if err == nil || !strings.Contains(err.Error(), "this is a file of psc, not of bods") {
		t.Error(err)
	}
}

func TestRejectsFile(t *testing.T) {
	dir := folder(t, map[string]string{"psc.txt": strings.Replace(read(t, pscFixture), `"OC301540"`, `"N/A"`, 1), "e.csv": "owner,owned,share\na,b,x\na,c,1\n"})
	var rejects bytes.Buffer
	r, err := loaders.Load(graph.NewBuilder(), "", []string{dir + "/psc.txt", dir + "/e.csv"}, loaders.Options{Rejects: &rejects})
	if err != nil || r.Rejected != 2 || r.Read != r.Accepted+r.Rejected {
		t.Fatalf("%+v %v", r, err)
	}
	var lines []int
	for line := range strings.Lines(rejects.String()) {
		var e loaders.Error
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, e.Line)
	}
	if len(lines) != 2 || lines[0] != 4 || lines[1] != 2 {
		t.Errorf("rejects of the lines %v:\n%s", lines, rejects.String())
	}
}

func TestStreamStops(t *testing.T) {
	full := errors.New("disk full")
	if _, err := loaders.Stream(context.Background(), "", []string{pscFixture}, loaders.Options{}, func(graph.Record) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := loaders.Stream(ctx, "", []string{pscFixture}, loaders.Options{}, func(graph.Record) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestOneFormatRecognisesEachFixture holds the loaders to different files.
func TestOneFormatRecognisesEachFixture(t *testing.T) {
	for _, f := range loaders.Formats() {
		fixtures, err := filepath.Glob(filepath.Join(f.Name, "testdata", "*.*"))
		if err != nil || len(fixtures) == 0 {
			t.Errorf("%s has no fixtures", f.Name)
		}
		for _, path := range fixtures {
			if kind, err := loaders.Sniff(path); err != nil || kind != f.Name {
				t.Errorf("%s is taken for %q: %v", path, kind, err)
			}
		}
	}
}

// TestNamedBeforeDescribed: a register that never says what a party is may name it
// first and describe it later, in another file.
func TestNamedBeforeDescribed(t *testing.T) {
	paths := []string{"icij/testdata/relationships.csv", "icij/testdata/nodes-officers.csv", "icij/testdata/nodes-entities.csv"}
	b := graph.NewBuilder()
	if _, err := loaders.Load(b, "", paths, loaders.Options{}); err != nil {
		t.Fatal(err)
	}
	if e := b.Entity("icij:12000001"); e == nil || e.Name != "Jane Test" || e.Kind != graph.Company {
		t.Errorf("an officer: %+v", e)
	}
	names, kinds := map[graph.EntityID]string{}, map[graph.EntityID]int{}
	_, err := loaders.Stream(context.Background(), "", paths, loaders.Options{}, func(r graph.Record) error {
		if e, ok := r.(graph.Entity); ok {
			names[e.ID] += e.Name
			if e.Kind != "" {
				kinds[e.ID]++
			}
		}
		return nil
	})
	if err != nil || names["icij:12000001"] != "Jane Test" || kinds["icij:12000001"] != 0 {
		t.Errorf("streamed: %v, %q, %d kinds", err, names["icij:12000001"], kinds["icij:12000001"])
	}
}
