package loaders_test

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"

	"longarm/graph"
	"longarm/loaders"
)

// dresses are the ways in which one text reaches an analyst's disk.
func dresses(t *testing.T, name string, text []byte) map[string][]byte {
	t.Helper()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	out := map[string][]byte{"a byte order mark": append([]byte("\ufeff"), text...)}
	if !bytes.Contains(text, []byte("\r\n")) {
		out["CRLF"] = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if begins := bytes.TrimSpace(text); begins[0] == '<' && filepath.Ext(name) == ".xml" {
		out["blank lines before"] = append([]byte("\n \r\n\n"), text...)
	} else if begins[0] == '{' || begins[0] == '[' {
		out["blank lines before"] = append([]byte("\n\n"), text...)
	}
	for way, order := range map[string]unicode.Endianness{"UTF-16LE": unicode.LittleEndian, "UTF-16BE": unicode.BigEndian} {
		wide, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes(text)
		fail(err)
		out[way] = wide
	}
	var gz, zst, packed bytes.Buffer
	g := gzip.NewWriter(&gz)
	_, err := g.Write(text)
	fail(err)
	fail(g.Close())
	z, err := zstd.NewWriter(&zst)
	fail(err)
	_, err = z.Write(text)
	fail(err)
	fail(z.Close())
	p := zip.NewWriter(&packed)
	m, err := p.Create("folder/" + filepath.Base(name))
	fail(err)
	_, err = m.Write(text)
	fail(err)
	fail(p.Close())
	out["gzip"], out["zstd"], out["zip"] = gz.Bytes(), zst.Bytes(), packed.Bytes()
	return out
}

// told is what a load of one file comes to, apart from where things stand in it.
func told(t *testing.T, path string) (string, loaders.Result) {
	t.Helper()
	var ids []string
	r, err := loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Entity:
			ids = append(ids, string(r.ID)+" "+string(r.Kind)+" "+r.Name)
		case graph.Statement:
			ids = append(ids, string(r.Holder)+" "+string(r.Interest)+" "+string(r.Subject)+" "+r.Share.String()+" "+r.Period.From.String())
		case graph.Attribute:
			ids = append(ids, string(r.Entity)+" "+r.Name+" "+r.Value)
		case graph.Note:
			ids = append(ids, string(r.Subject)+" "+r.Relation+" "+string(r.Object))
		}
		return nil
	})
	if err != nil {
		return err.Error(), r
	}
	slices.Sort(ids)
	return strings.Join(ids, "\n"), r
}

// TestEveryDress reads every fixture of every loader in every dress, and wants the
// same of it: encodings, line ends, compression, blank lines before the text.
func TestEveryDress(t *testing.T) {
	fixtures, err := filepath.Glob("*/testdata/*.*")
	if err != nil || len(fixtures) == 0 {
		t.Fatal("no fixtures", err)
	}
	dir := t.TempDir()
	for _, fixture := range fixtures {
		if filepath.Ext(fixture) == ".xlsx" {
			continue
		}
		text, err := os.ReadFile(fixture)
		if err != nil {
			t.Fatal(err)
		}
		want, plain := told(t, fixture)
		for way, dressed := range dresses(t, fixture, text) {
			path := filepath.Join(dir, filepath.Base(fixture))
			if err := os.WriteFile(path, dressed, 0o600); err != nil {
				t.Fatal(err)
			}
			got, r := told(t, path)
			if got != want || r.Accepted != plain.Accepted || r.Rejected != plain.Rejected {
				t.Errorf("%s with %s: %d accepted and %d rejected instead of %d and %d\n%.300s\ninstead of\n%.300s", fixture, way, r.Accepted, r.Rejected, plain.Accepted, plain.Rejected,
					strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"))
			}
		}
	}
}

// without are the lines of a text that another does not have.
func without(text, other string) []string {
	have := strings.Split(other, "\n")
	return slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return slices.Contains(have, line) })
}
