package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"longarm/graph"
)

// Writer takes in one load. It is for one goroutine. Nothing of the load is seen by
// anyone before [Writer.Commit] returns; until then the workspace is as it was.
type Writer struct {
	fs     files
	dir    string
	load   Load
	held   io.Closer
	was    *manifest
	dirNew string // of the part being written
	part   *partWriter
	failed error
	closed bool

	earlier *Workspace // what stays of the generation before, once it was asked for
}

// Create begins a load into the workspace in dir, which is made when there is none.
// The errors are [*Busy] while another process writes, [*Full] when the disk cannot
// hold the load, [ErrNewer], [ErrDamaged].
func Create(dir string, l Load) (*Writer, error) { return create(disk{}, dir, l) }

func create(fs files, dir string, l Load) (_ *Writer, err error) {
	l.Source = strings.TrimSpace(l.Source)
	if err := checkID("a load", l.Source); err != nil {
		return nil, err
	}
	held, was, err := begin(fs, dir)
	if err != nil {
		return nil, full(fs, dir, need(l, 0), err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, held.Close())
		}
	}()
	if need, free := estimate(l.Bytes), fs.Free(dir); free >= 0 && need > free {
		return nil, &Full{Dir: dir, Need: need, Free: free}
	}
	w := &Writer{fs: fs, dir: dir, load: l, held: held, was: was}
	w.dirNew = filepath.Join(dir, partsDir, aside+partName(was.Generation+1))
	w.part, err = newPartWriter(fs, w.dirNew)
	if err != nil {
		return nil, errors.Join(full(fs, dir, need(l, 0), err), fs.RemoveAll(w.dirNew))
	}
	return w, nil
}

// estimate is about how many bytes a load of that many bytes of input takes up while
// it is written: the lines compressed, the index, and its runs while they are sorted.
func estimate(input int64) int64 { return input }

func need(l Load, written int64) int64 { return max(estimate(l.Bytes), written+written/2, 1<<20) }

func partName(n int) string { return fmt.Sprintf("%08d", n) }

// begin takes the lock, makes the folders, reads the current generation and clears
// away what a killed writer left.
func begin(fs files, dir string) (_ io.Closer, m *manifest, err error) {
	if !littleEndian() {
		return nil, nil, errEndian
	}
	for _, d := range []string{dir, filepath.Join(dir, generationsDir), filepath.Join(dir, partsDir)} {
		if err := fs.MkdirAll(d); err != nil {
			return nil, nil, err
		}
	}
	note := fmt.Sprintf("process %d since %s\n", os.Getpid(), time.Now().UTC().Format(time.RFC3339))
	held, err := fs.Lock(filepath.Join(dir, lockName), []byte(note))
	if err != nil {
		return nil, nil, err
	}
	m, err = readCurrent(fs, dir)
	if errors.Is(err, ErrNoWorkspace) {
		m, err = &manifest{Format: formatVersion}, nil
	}
	if err == nil {
		err = sweep(fs, dir, m)
	}
	if err != nil {
		return nil, nil, errors.Join(err, held.Close())
	}
	return held, m, nil
}

// sweep removes what the current generation does not hold: what a killed writer left,
// and generations before. A reader that has just read CURRENT and finds its files
// gone reads CURRENT again.
func sweep(fs files, dir string, m *manifest) error {
	keep := map[string]bool{}
	for i := range m.Parts {
		keep[m.Parts[i].Name] = true
	}
	if err := sweepFolder(fs, filepath.Join(dir, partsDir), keep); err != nil {
		return err
	}
	keep = map[string]bool{manifestName(m.Generation): true}
	for _, f := range []*fileInfo{m.Decisions, m.Columns} {
		if f != nil {
			keep[f.Name] = true
		}
	}
	return sweepFolder(fs, filepath.Join(dir, generationsDir), keep)
}

func sweepFolder(fs files, dir string, keep map[string]bool) error {
	names, err := fs.List(dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !keep[n] {
			if err := fs.RemoveAll(filepath.Join(dir, n)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Add takes one record. An error about the record itself leaves the load usable:
// the record is not in it. After any other error every further call fails.
func (w *Writer) Add(r graph.Record) error {
	if w.failed != nil {
		return w.failed
	}
	if err := joined(checkRecord(r), graph.Check(r), nil); err != nil {
		return err
	}
	return w.fail(w.part.add(r))
}

// Remove takes away what earlier loads of the source hold under the id: a claim, or an
// entity with its claims as far as their ids are the entity's, "#" and more. It serves
// deltas that list what was deleted, or give a record anew: what this load itself adds
// stays.
func (w *Writer) Remove(id string) error {
	if w.failed != nil {
		return w.failed
	}
	if err := checkID("a removal", id); err != nil {
		return err
	}
	return w.fail(w.part.remove(id))
}

func (w *Writer) fail(err error) error {
	if err != nil {
		w.failed = full(w.fs, w.dir, need(w.load, w.part.written()), err)
	}
	return w.failed
}

// Counts says what was taken in so far.
func (w *Writer) Counts() Counts { return w.part.counts }

// Describe replaces the description of the load, for what is known only after
// reading: the day of the data, checksums of files. The source stays.
func (w *Writer) Describe(change func(*Load)) {
	source := w.load.Source
	change(&w.load)
	w.load.Source = source
}

// Commit writes what was added as a new generation and publishes it. When it
// returns without an error the load has reached the disk; with one, the workspace is
// as it was. The Writer is closed either way.
func (w *Writer) Commit(ctx context.Context) error {
	if err := errors.Join(w.failed, ctx.Err()); err != nil {
		return errors.Join(err, w.Close())
	}
	err := w.commit(ctx)
	if err != nil {
		err = full(w.fs, w.dir, need(w.load, w.part.written()), err)
	}
	return errors.Join(err, w.Close())
}

func (w *Writer) commit(ctx context.Context) error {
	contents, err := w.part.finish()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	next := w.was.next(w.load.Time)
	part := Part{Name: partName(next.Generation), Load: w.load, Loaded: next.Written, Counts: w.part.counts, Files: contents, Plain: w.part.plain}
	if !w.load.Delta {
		next.Parts = slices.DeleteFunc(next.Parts, func(p Part) bool { return p.Source == w.load.Source })
	}
	next.Parts = append(next.Parts, part)
	final := filepath.Join(w.dir, partsDir, part.Name)
	if err := w.fs.RemoveAll(final); err != nil { // left by a writer that was killed before publishing
		return err
	}
	if err := w.fs.Rename(w.dirNew, final); err != nil {
		return err
	}
	w.dirNew = final
	if err := w.fs.SyncDir(filepath.Dir(final)); err != nil {
		return err
	}
	if err := writeColumns(ctx, w.fs, w.dir, next); err != nil {
		return err
	}
	if err := publish(w.fs, w.dir, next); err != nil {
		if now, again := readCurrent(w.fs, w.dir); again != nil || now.Generation == next.Generation {
			w.dirNew = "" // it may be the current one already: the next writer sees to it
		}
		return err
	}
	w.dirNew = ""
	return nil
}

// next is the generation after m, with the same parts.
func (m *manifest) next(now time.Time) *manifest {
	if now.IsZero() {
		now = time.Now()
	}
	return &manifest{Format: formatVersion, Generation: m.Generation + 1, Written: now.UTC().Truncate(time.Second),
		Parts: slices.Clone(m.Parts), Decisions: m.Decisions}
}

// Close gives the workspace free. What was not committed is removed. It may be
// called again.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	w.failed = cmp.Or(w.failed, errors.New("the load is closed"))
	w.part.close() // its files go next
	var err error
	if w.earlier != nil {
		err = w.earlier.Close()
	}
	if w.dirNew != "" {
		err = errors.Join(err, w.fs.RemoveAll(w.dirNew))
	}
	return errors.Join(err, w.held.Close())
}

// full turns the system's word for a full disk into one that names the bytes.
func full(fs files, dir string, need int64, err error) error {
	if err == nil || !isFull(err) {
		return err
	}
	var already *Full
	if errors.As(err, &already) {
		return err
	}
	return &Full{Dir: dir, Need: need, Free: fs.Free(dir), Err: err}
}
