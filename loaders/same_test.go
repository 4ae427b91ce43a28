package loaders_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"longarm/graph/store"
	"longarm/loaders"
)

// TestProcessorsDoNotShow: a workspace is the same, byte by byte, however many
// processors read ahead, write and gather.
func TestProcessorsDoNotShow(t *testing.T) {
	was := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(was)
	files := measured(t)
	for _, name := range []string{"bods", "ftm", "psc", "gleif xml"} { // of several readings
		w := files[name]
		path := w.write(t, t.TempDir(), 900)
		var first map[string]string
		for _, n := range []int{1, 4} {
			runtime.GOMAXPROCS(n)
			got := loaded(t, path)
			if first == nil {
				first = got
			}
			if d := cmp.Diff(first, got); d != "" || len(got) < 3 {
				t.Errorf("%s by %d processors:\n%s", name, n, d)
			}
		}
	}
}

// loaded loads a file into a workspace and hashes its parts and columns.
func loaded(t *testing.T, path string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	w, err := store.Create(dir, store.Load{Source: "measured", Time: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, w.Add); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(name, "parts") && !strings.HasSuffix(name, ".columns") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		out[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
