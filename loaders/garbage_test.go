package loaders_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"longarm/graph"
	"longarm/loaders"
	"longarm/loaders/csv"
	"longarm/loaders/curated"
	"longarm/loaders/internal/source"
)

// spoiled are a file as it is, cut short, and with bytes and lines changed: what
// networks, disks and editors do to files.
func spoiled(data []byte, r *rand.Rand, rounds int) [][]byte {
	out := [][]byte{data}
	for range rounds {
		if len(data) < 2 {
			break
		}
		cut := data[:r.IntN(len(data))]
		flipped := bytes.Clone(data)
		for range 1 + r.IntN(8) {
			flipped[r.IntN(len(flipped))] ^= 1 << r.IntN(8)
		}
		lines := bytes.SplitAfter(data, []byte{'\n'})
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		doubled := append(bytes.Clone(data[r.IntN(len(data)):]), data...)
		out = append(out, cut, flipped, bytes.Join(lines, nil), doubled)
	}
	return out
}

// garbage are files of every loader, spoiled or not.
func garbage(t *testing.T, roots []string, limit int64) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || d.IsDir() || filepath.Base(filepath.Dir(name)) == "fuzz" {
				return err
			}
			info, err := d.Info()
			if err != nil || info.Size() > limit {
				return err
			}
			data, err := os.ReadFile(name)
			out[filepath.ToSlash(name)] = data
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// maxGarbage is the most a loader may allocate over a file, beyond what grows with the
// file: the buffers it begins with, and the tables of the workbook reader.
const maxGarbage = 48 << 20

// TestGarbage runs every loader over the files of every other one, whole, cut and
// damaged: nothing panics, the counts add up, an error has its place, and the memory
// is bounded by the size of the file. With SOAK=1 also over the published
// test data and in more rounds.
func TestGarbage(t *testing.T) {
	roots, rounds, limit := []string{}, 3, int64(32<<10)
	fixtures, err := filepath.Glob("*/testdata")
	if err != nil {
		t.Fatal(err)
	}
	roots = append(roots, fixtures...)
	if os.Getenv("SOAK") != "" {
		roots, rounds, limit = append(roots, published), 6, 256<<10
	}
	type reader struct {
		name string
		load func(name string, data []byte, add func(graph.Record) error) (loaders.Result, error)
	}
	var readers []reader
	for _, f := range loaders.Formats() {
		readers = append(readers, reader{f.Name, func(name string, data []byte, add func(graph.Record) error) (loaders.Result, error) {
			in, err := source.NewInput(name, bytes.NewReader(data), source.Options{})
			if err != nil {
				return loaders.Result{}, err
			}
			return f.Load(context.Background(), in, add)
		}})
	}
	readers = append(readers, reader{loaders.CSV, func(name string, data []byte, _ func(graph.Record) error) (loaders.Result, error) {
		return csv.Load(graph.NewBuilder(), []csv.File{{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}}, csv.Options{})
	}}, reader{loaders.Curated, func(name string, data []byte, _ func(graph.Record) error) (loaders.Result, error) {
		return curated.LoadFiles(graph.NewBuilder(), []curated.File{{Name: name, Data: data}})
	}})
	files := garbage(t, roots, limit)
	if len(files) < 30 {
		t.Fatalf("only %d files", len(files))
	}
	r := rand.New(rand.NewPCG(5, uint64(rounds)))
	var before, after runtime.MemStats
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		for n, text := range spoiled(data, r, rounds) {
			for _, reader := range readers {
				about := fmt.Sprintf("%s over %s, variant %d", reader.name, name, n)
				runtime.ReadMemStats(&before)
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Fatalf("%s: panic: %v", about, p)
						}
					}()
					got, err := reader.load(name, text, func(r graph.Record) error {
						if err := graph.Check(r); err != nil {
							t.Errorf("%s hands on %+v: %v", about, r, err)
						}
						return nil
					})
					if got.Read != got.Accepted+got.Rejected {
						t.Errorf("%s: read %d, accepted %d, rejected %d", about, got.Read, got.Accepted, got.Rejected)
					}
					if len(got.Errors) < min(got.Rejected, 1) {
						t.Errorf("%s: %d rejected and no error", about, got.Rejected)
					}
					if err != nil && err.Error() == "" {
						t.Errorf("%s: an error that says nothing", about)
					}
				}()
				runtime.ReadMemStats(&after)
				if used := after.TotalAlloc - before.TotalAlloc; used > maxGarbage+200*uint64(len(text)) {
					t.Errorf("%s: %d MiB for %d bytes", about, used>>20, len(text))
				}
			}
		}
	}
}
