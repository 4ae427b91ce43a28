package loaders_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"longarm/graph"
	"longarm/loaders"
)

// fixture is the first file of a format, and what it holds.
func fixture(t *testing.T, format string) (path string, text []byte) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(format, "testdata", "*.*"))
	if err != nil || len(list) == 0 {
		t.Fatalf("%s has no fixture: %v", format, err)
	}
	text, err = os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	return list[0], text
}

func discard(graph.Record) error { return nil }

// allocated runs a load and tells how much it allocated in all.
func allocated(format, path string) (loaders.Result, uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := loaders.Stream(context.Background(), format, []string{path}, loaders.Options{}, discard)
	runtime.ReadMemStats(&after)
	return r, after.TotalAlloc - before.TotalAlloc, err
}

// TestWrongFileForTheSource names every source over a file of every other.
func TestWrongFileForTheSource(t *testing.T) {
	for _, f := range loaders.Formats() {
		path, _ := fixture(t, f.Name)
		for _, named := range loaders.Names() {
			if named == f.Name || named == loaders.CSV {
				continue
			}
			want := fmt.Sprintf("this is a file of %s, not of %s", f.Name, named)
			if _, err := loaders.Stream(context.Background(), named, []string{path}, loaders.Options{}, discard); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s named %s: %v", path, named, err)
			}
		}
		if r, err := loaders.Stream(context.Background(), loaders.CSV, []string{path}, loaders.Options{}, discard); err == nil && r.Accepted > 0 {
			t.Errorf("%s as plain CSV: %d accepted", path, r.Accepted)
		}
	}
}

// TestCutArchives loads the halves of archives.
func TestCutArchives(t *testing.T) {
	dir := t.TempDir()
	whole, err := os.ReadFile(pack(t, dir, [2]string{"a.txt", read(t, pscFixture)}))
	if err != nil {
		t.Fatal(err)
	}
	for size := len(whole) - 1; size > 4; size = size * 2 / 3 {
		path := filepath.Join(dir, "cut.zip")
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, discard)
		if err == nil || !strings.Contains(err.Error(), "cut") {
			t.Errorf("%d of %d bytes: %d accepted, %v", size, len(whole), r.Accepted, err)
		}
	}
}

// TestBombForEverySource gives every loader its own kind of file, compressed, which
// goes on as blanks.
func TestBombForEverySource(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 64 MiB for every source")
	}
	dir := t.TempDir()
	member := func(parts ...[]byte) []byte {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		for _, p := range parts {
			if _, err := z.Write(p); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	blanks := member(slices.Repeat([][]byte{bytes.Repeat([]byte(" "), 1<<20)}, 96)...)
	for _, f := range loaders.Formats() {
		_, text := fixture(t, f.Name)
		if f.Name == "xlsx" {
			continue // an archive within an archive is refused for that
		}
		path := filepath.Join(dir, f.Name+".gz")
		if err := os.WriteFile(path, append(member(text), blanks...), 0o600); err != nil {
			t.Fatal(err)
		}
		_, used, err := allocated("", path)
		if err == nil || !strings.Contains(err.Error(), "expands more than 200 times") && !strings.Contains(err.Error(), "longer than the") {
			t.Errorf("%s: %v", f.Name, err)
		}
		if used > 160<<20 {
			t.Errorf("%s: %d MiB were allocated", f.Name, used>>20)
		}
	}
}

// TestOneLineOfAGigabyte gives every loader a line without an end: a hole of a
// gigabyte in a file that begins as its own.
func TestOneLineOfAGigabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("reads files with holes of a gigabyte")
	}
	dir := t.TempDir()
	for _, f := range loaders.Formats() {
		if f.Name == "xlsx" {
			continue // a workbook of more than 64 MiB is refused by its size
		}
		_, text := fixture(t, f.Name)
		text = bytes.TrimRight(text, "\n")
		path := filepath.Join(dir, f.Name)
		out, err := os.Create(path)
		if err == nil {
			_, err = out.Write(text[:len(text)*2/3])
		}
		if err == nil {
			err = out.Truncate(1 << 30)
		}
		if err == nil {
			err = out.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		r, used, err := allocated(f.Name, path)
		if err == nil && r.Rejected == 0 {
			t.Errorf("%s: nothing was refused", f.Name)
		}
		if used > 256<<20 {
			t.Errorf("%s: %d MiB were allocated: %v", f.Name, used>>20, err)
		}
	}
}

// TestDeepForEverySource gives every loader nesting of a million levels and documents
// with entities of their own.
func TestDeepForEverySource(t *testing.T) {
	const deep = 1_000_000
	dir := t.TempDir()
	for name, text := range map[string]io.Reader{
		"arrays.json":  strings.NewReader(strings.Repeat("[", deep)),
		"objects.json": strings.NewReader(strings.Repeat(`{"a":`, deep) + "1" + strings.Repeat("}", deep)),
		"tags.xml":     strings.NewReader(strings.Repeat("<a>", deep)),
		"entities.xml": strings.NewReader(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "` + strings.Repeat("x", 1000) + `"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`),
	} {
		path := filepath.Join(dir, name)
		data, err := io.ReadAll(text)
		if err == nil {
			err = os.WriteFile(path, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range slices.Concat(loaders.Names(), []string{""}) {
			r, used, err := allocated(format, path)
			if err == nil && r.Accepted > 0 {
				t.Errorf("%s as %q: %d accepted", name, format, r.Accepted)
			}
			if err == nil && r.Read == 0 {
				t.Errorf("%s as %q: nothing was read and nothing refused", name, format)
			}
			if used > 128<<20 {
				t.Errorf("%s as %q: %d MiB were allocated: %v", name, format, used>>20, err)
			}
		}
	}
}
