package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"syscall"
	"testing"
)

// quick is the real file system without waiting for the disk.
type quick struct{ disk }

type quickFile struct{ file }

func (quickFile) Sync() error { return nil }

func (quick) SyncDir(string) error { return nil }

func (q quick) Create(name string) (file, error) {
	f, err := q.disk.Create(name)
	if err != nil {
		return nil, err
	}
	return quickFile{f}, nil
}

// faulty makes the n-th call to the file system fail, and every later one when it is
// dead: what a program sees of a disk that gives up.
type faulty struct {
	disk   quick
	calls  *atomic.Int64
	at     int64
	err    error
	sticky bool
	short  bool // a write that fails has written half
}

func newFaulty(at int64, err error) *faulty { return &faulty{calls: &atomic.Int64{}, at: at, err: err} }

func (f *faulty) fails() error {
	n := f.calls.Add(1)
	if n == f.at || f.sticky && n > f.at {
		return f.err
	}
	return nil
}

func (f *faulty) MkdirAll(dir string) error {
	if err := f.fails(); err != nil {
		return err
	}
	return f.disk.MkdirAll(dir)
}

func (f *faulty) Create(name string) (file, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	g, err := f.disk.Create(name)
	if err != nil {
		return nil, err
	}
	return &faultyFile{g, f}, nil
}

func (f *faulty) ReadFile(name string) ([]byte, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.disk.ReadFile(name)
}

func (f *faulty) Map(name string) (mapped, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.disk.Map(name)
}

func (f *faulty) Rename(from, to string) error {
	if err := f.fails(); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}

func (f *faulty) RemoveAll(name string) error {
	if err := f.fails(); err != nil {
		return err
	}
	return f.disk.RemoveAll(name)
}

func (f *faulty) List(dir string) ([]string, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.disk.List(dir)
}

func (f *faulty) SyncDir(dir string) error {
	if err := f.fails(); err != nil {
		return err
	}
	return f.disk.SyncDir(dir)
}

func (f *faulty) Free(dir string) int64 { return f.disk.Free(dir) }

func (f *faulty) Lock(name string, note []byte) (io.Closer, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.disk.Lock(name, note)
}

type faultyFile struct {
	file
	of *faulty
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.of.fails(); err != nil {
		n := 0
		if f.of.short {
			n, _ = f.file.Write(p[:len(p)/2])
		}
		return n, err
	}
	return f.file.Write(p)
}

func (f *faultyFile) Sync() error {
	if err := f.of.fails(); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f *faultyFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.of.fails(); err != nil {
		return 0, err
	}
	return f.file.ReadAt(p, off)
}

func (f *faultyFile) Close() error {
	err := f.of.fails()
	return errors.Join(err, f.file.Close())
}

// small makes buffers small, so that a short load spills to disk as a long one does.
func (w *Writer) small() { w.part.index.names.limit, w.part.index.pairs.limit = 2<<10, 150 }

func loadSmall(fs files, dir string, n int) error {
	w, err := create(fs, dir, Load{Source: "reg", Time: day})
	if err != nil {
		return err
	}
	w.small()
	for _, r := range firm(n) {
		if err := w.Add(r); err != nil {
			return errors.Join(err, w.Close())
		}
	}
	return w.Commit(context.Background())
}

// TestEveryCallMayFail makes each call of a load fail in turn, in four ways. The load
// says so, what was loaded before is whole, and the load succeeds when tried again.
func TestEveryCallMayFail(t *testing.T) {
	want := t.TempDir()
	must(t, loadSmall(quick{}, want, 4))
	counted := newFaulty(-1, nil)
	must(t, loadSmall(counted, want, 90))
	hash := reopen(t, want).Hash()
	calls := counted.calls.Load()
	if calls < 40 {
		t.Fatalf("only %d calls: the test is too small", calls)
	}
	kinds := []faulty{{err: syscall.EIO}, {err: syscall.ENOSPC, sticky: true}, {err: syscall.EIO, short: true}, {err: syscall.ENOSPC, short: true, sticky: true}}
	step := int64(3)
	if soak() {
		step = 1
	}
	for k, kind := range kinds {
		for at := 1 + int64(k)%step; at <= calls; at += step {
			t.Run(fmt.Sprintf("%d/%d", k, at), func(t *testing.T) {
				dir := t.TempDir()
				must(t, loadSmall(quick{}, dir, 4))
				fs := kind
				fs.calls, fs.at = &atomic.Int64{}, at
				err := loadSmall(&fs, dir, 90)
				w := reopen(t, dir)
				verified(t, w)
				switch {
				case err == nil && w.Generation() != 2:
					t.Errorf("done, it said, but generation %d is current", w.Generation())
				case err != nil && w.Generation() == 2 && w.Hash() != hash:
					t.Error("half a load was published")
				case err != nil && errors.Is(err, syscall.ENOSPC):
					var f *Full
					if !errors.As(err, &f) || f.Need <= 0 {
						t.Errorf("a full disk is told as %v", err)
					}
				}
				if err := loadSmall(quick{}, dir, 90); err != nil {
					t.Fatalf("trying again: %v", err)
				}
				again := reopen(t, dir)
				if again.Hash() != hash {
					t.Error("trying again gives something else")
				}
				verified(t, again)
			})
		}
	}
}

// TestEveryReadingCallMayFail makes each call of opening and reading fail in turn.
func TestEveryReadingCallMayFail(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 50))
	for at := int64(1); ; at++ {
		fs := newFaulty(at, syscall.EIO)
		w, err := open(fs, dir)
		if fs.calls.Load() < at {
			must(t, err)
			must(t, w.Close())
			return
		}
		if err == nil {
			t.Errorf("call %d fails and nobody says so", at)
		}
	}
}

func TestALockedWorkspaceRefusesASecondWriter(t *testing.T) {
	dir := t.TempDir()
	first, err := Create(dir, Load{Source: "a"})
	must(t, err)
	defer first.Close()
	var busy *Busy
	if _, err := Create(dir, Load{Source: "b"}); !errors.As(err, &busy) || busy.Holder == "" {
		t.Errorf("a second writer: %v", err)
	}
	if err := Unload(dir, "a"); err == nil {
		t.Error("unloading while another writes")
	}
	must(t, first.Add(company("x", "X")))
	must(t, first.Commit(context.Background()))
	must(t, loadSmall(quick{}, dir, 3))
	if n := len(reopen(t, dir).Parts()); n != 2 {
		t.Errorf("%d parts", n)
	}
}

func TestAFullDiskIsFoundBeforeAnythingIsWritten(t *testing.T) {
	var full *Full
	_, err := create(crowded{}, t.TempDir(), Load{Source: "big", Bytes: 1 << 40})
	if !errors.As(err, &full) || full.Need < 1<<39 || full.Free != 1<<20 {
		t.Errorf("%v", err)
	}
}

type crowded struct{ disk }

func (crowded) Free(string) int64 { return 1 << 20 }

func TestACancelledLoadLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 5))
	w, err := Create(dir, Load{Source: "b"})
	must(t, err)
	must(t, w.Add(company("x", "X")))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := w.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := w.Add(company("y", "Y")); err == nil {
		t.Error("a closed load takes records")
	}
	r := reopen(t, dir)
	if r.Generation() != 1 {
		t.Errorf("generation %d", r.Generation())
	}
	if names, _ := (disk{}).List(dir + "/" + partsDir); len(names) != 1 {
		t.Errorf("left behind: %v", names)
	}
}
