package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"longarm/graph"
	"longarm/graph/identity"
)

// Unload publishes a generation without a source: its load and all deltas. The space
// is free when it returns. A source that was never loaded is an error with the names
// of those that were.
func Unload(dir, source string) error { return unload(disk{}, dir, source) }

func unload(fs files, dir, source string) error {
	return change(fs, dir, func(next *manifest) error {
		kept := slices.DeleteFunc(slices.Clone(next.Parts), func(p Part) bool { return p.Source == source })
		if len(kept) == len(next.Parts) {
			return &NoSource{Name: source, Have: sourceNames(next.Parts)}
		}
		next.Parts = kept
		return nil
	})
}

// NoSource says that a workspace has no source of a name.
type NoSource struct {
	Name string
	Have []string // sorted
}

// Error names the sources there are.
func (e *NoSource) Error() string {
	if len(e.Have) == 0 {
		return fmt.Sprintf("no source is called %q: the workspace is empty", e.Name)
	}
	if near := graph.Nearest(e.Name, e.Have); near != "" {
		return fmt.Sprintf("no source is called %q; did you mean %q?", e.Name, near)
	}
	return fmt.Sprintf("no source is called %q; there are %s", e.Name, strings.Join(e.Have, ", "))
}

func sourceNames(parts []Part) []string {
	var out []string
	for i := range parts {
		out = append(out, parts[i].Source)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// change publishes a generation that differs from the current one.
func change(fs files, dir string, edit func(next *manifest) error) (err error) {
	if _, err := readCurrent(fs, dir); err != nil { // no folder is made for nothing
		return err
	}
	held, was, err := begin(fs, dir)
	if err != nil {
		return full(fs, dir, 1<<20, err)
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	next := was.next(time.Time{})
	if err := edit(next); err != nil {
		return err
	}
	if err := writeColumns(context.Background(), fs, dir, next); err != nil {
		return full(fs, dir, 1<<20, err)
	}
	if err := publish(fs, dir, next); err != nil {
		return full(fs, dir, 1<<20, err)
	}
	return sweep(fs, dir, next)
}

// Decide records what a person decided about two entities.
func Decide(dir string, d identity.Decision) error { return decide(disk{}, dir, d) }

func decide(fs files, dir string, d identity.Decision) error {
	return change(fs, dir, func(next *manifest) error {
		have, err := readDecisions(fs, dir, next)
		if err != nil {
			return err
		}
		if d.Time.IsZero() {
			d.Time = next.Written
		}
		if err := have.Add(d); err != nil {
			return err
		}
		text, err := have.Encode()
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%08d.decisions.jsonl", next.Generation)
		next.Decisions = &fileInfo{Name: name, Size: int64(len(text)), SHA256: sumOf(text)}
		return writeWhole(fs, filepath.Join(dir, generationsDir, name), text)
	})
}

// Rebuild makes the index of every part anew from its records, and publishes the
// parts with it. It serves a workspace whose index is damaged, and one of an earlier
// format. Records that are damaged themselves are an error: load the source again.
func Rebuild(ctx context.Context, dir string) error { return rebuild(ctx, disk{}, dir) }

func rebuild(ctx context.Context, fs files, dir string) error {
	var made []string
	err := change(fs, dir, func(next *manifest) error {
		for i := range next.Parts {
			p := &next.Parts[i]
			name := fmt.Sprintf("%s-%d", partName(next.Generation), i)
			aside := filepath.Join(dir, partsDir, aside+name)
			contents, plain, err := reindex(ctx, fs, filepath.Join(dir, partsDir, p.Name), aside, p)
			if err != nil {
				return errors.Join(err, fs.RemoveAll(aside))
			}
			final := filepath.Join(dir, partsDir, name)
			if err := fs.Rename(aside, final); err != nil {
				return errors.Join(err, fs.RemoveAll(aside))
			}
			made = append(made, final)
			p.Name, p.Files, p.Plain = name, contents, plain
		}
		return fs.SyncDir(filepath.Join(dir, partsDir))
	})
	if err == nil {
		return nil
	}
	now, again := readCurrent(fs, dir)
	for _, m := range made { // unless the new generation was published after all
		if again == nil && !slices.ContainsFunc(now.Parts, func(p Part) bool { return p.Name == filepath.Base(m) }) {
			err = errors.Join(err, fs.RemoveAll(m))
		}
	}
	return err
}

// reindex writes the records of a part again, and their index.
func reindex(ctx context.Context, fs files, from, to string, p *Part) ([]fileInfo, int64, error) {
	name := filepath.Join(from, recordsFile)
	m, err := fs.Map(name)
	if err != nil {
		return nil, 0, err
	}
	defer m.Close()
	w, err := newPartWriter(fs, to)
	if err != nil {
		return nil, 0, err
	}
	defer w.close()
	err = guarded(from, func() error {
		return eachFrame(name, m.Bytes(), func(text []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return eachLine(text, func(line []byte, off int) error {
				r, gone, err := decodeRecord(line)
				switch {
				case err != nil:
					return damaged(name, "a record: %v", err)
				case r == nil:
					return w.remove(gone)
				}
				return w.add(r)
			})
		})
	})
	if err != nil {
		return nil, 0, err
	}
	contents, err := w.finish()
	if err == nil && w.counts != p.Counts {
		err = damaged(name, "it holds %v, not %v", w.counts, p.Counts)
	}
	return contents, w.plain, err
}
