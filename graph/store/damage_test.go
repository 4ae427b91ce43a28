package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"longarm/graph"
	"longarm/graph/closure"
)

// answers is everything a workspace says, as one text.
func answers(w *Workspace) (out string, err error) {
	b := graph.NewBuilder()
	if _, err := w.Near(context.Background(), Question{Need: closure.Need{Entities: []graph.EntityID{"reg:40"}}}, b); err != nil {
		return "", err
	}
	l, err := b.Build()
	if err != nil {
		return "", fmt.Errorf("what was read does not fit together: %w", err)
	}
	var text []byte
	err = l.Records(func(r graph.Record) error { text, err = appendRecord(text, r); return err })
	if err != nil {
		return "", err
	}
	hits, err := w.Search("societe generale numero 7", 10)
	if err != nil {
		return "", err
	}
	more, err := w.Search("societte generrale 31", 10)
	if err != nil {
		return "", err
	}
	last, err := w.Complete("soc", 10)
	if err != nil {
		return "", err
	}
	c, err := w.Columns(context.Background())
	if err != nil {
		return "", err
	}
	return string(text) + fmt.Sprint(hits, more, last, w.Hash(), c.Len(), c.Edges(), c.ID(0)), nil
}

func read(dir string) (string, error) {
	w, err := Open(dir)
	if err != nil {
		return "", err
	}
	defer w.Close()
	return answers(w)
}

// TestDamageIsAnErrorOrNothing changes bytes and cuts files everywhere in a workspace:
// reading gives an error, or the same answer where the damage was not touched.
func TestDamageIsAnErrorOrNothing(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 300))
	want, err := read(dir)
	must(t, err)
	var names []string
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != lockName {
			names = append(names, path)
		}
		return err
	}))
	if len(names) != 5 { // CURRENT, the manifest, the columns, the records, the index
		t.Fatalf("files %v", names)
	}
	flips, cuts := 300, 40
	if soak() {
		flips, cuts = 2000, 200
	}
	rng := rand.New(rand.NewPCG(5, 6))
	told := 0
	try := func(what, name string, text []byte) {
		t.Helper()
		old, err := os.ReadFile(name)
		must(t, err)
		must(t, os.WriteFile(name, text, 0o666))
		got, err := read(dir)
		switch {
		case err == nil && got != want:
			t.Errorf("%s of %s changes the answer in silence", what, filepath.Base(name))
		case err != nil:
			told++
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
				t.Errorf("%s of %s: %v does not say that the workspace is damaged", what, filepath.Base(name), err)
			}
		}
		must(t, os.WriteFile(name, old, 0o666))
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		must(t, err)
		for range flips / len(names) {
			bad := append([]byte{}, text...)
			at := rng.IntN(len(bad))
			bad[at] ^= byte(1 << rng.IntN(8))
			try(fmt.Sprintf("byte %d", at), name, bad)
		}
		for range cuts / len(names) {
			n := rng.IntN(len(text))
			try(fmt.Sprintf("a cut to %d bytes", n), name, text[:n])
		}
		try("a byte more", name, append(append([]byte{}, text...), 0))
	}
	t.Logf("%d of %d changes were told", told, flips+cuts+len(names))
	if got, err := read(dir); err != nil || got != want {
		t.Error("the workspace did not survive its test", err)
	}
}

// TestVerifyFindsEveryFlip: what answers may not touch, verify does.
func TestVerifyFindsEveryFlip(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 100))
	w := reopen(t, dir)
	for _, f := range []string{recordsFile, indexFile} {
		name := filepath.Join(dir, partsDir, w.m.Parts[0].Name, f)
		text, err := os.ReadFile(name)
		must(t, err)
		rng := rand.New(rand.NewPCG(7, 8))
		for range 60 {
			bad := append([]byte{}, text...)
			at := rng.IntN(len(bad))
			bad[at] ^= 1
			must(t, os.WriteFile(name, bad, 0o666))
			v, err := Open(dir)
			if err == nil {
				checks, _ := v.Verify(context.Background())
				if checks[0].Err == nil {
					t.Errorf("byte %d of %s", at, f)
				}
				must(t, v.Close())
			}
		}
		must(t, os.WriteFile(name, text, 0o666))
	}
	verified(t, reopen(t, dir))
}

func TestACutFileUnderAnOpenReader(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 3000))
	w := reopen(t, dir)
	must(t, os.Truncate(filepath.Join(dir, partsDir, w.m.Parts[0].Name, recordsFile), 10))
	must(t, os.Truncate(filepath.Join(dir, partsDir, w.m.Parts[0].Name, indexFile), 10))
	if _, err := answers(w); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func TestALaterFormatIsRefused(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 3))
	must(t, os.WriteFile(filepath.Join(dir, currentFile), []byte("longarm workspace, format 7, generation 1, checksum 00000000, and more\n"), 0o666))
	if _, err := Open(dir); !errors.Is(err, ErrNewer) {
		t.Errorf("%v", err)
	}
	if _, err := Create(dir, Load{Source: "x"}); !errors.Is(err, ErrNewer) {
		t.Errorf("writing: %v", err)
	}
	if _, err := Open(t.TempDir()); !errors.Is(err, ErrNoWorkspace) {
		t.Errorf("an empty folder: %v", err)
	}
}
