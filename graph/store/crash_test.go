package store

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// soak reports that the long form of a test is wanted: SOAK=1.
func soak() bool { return os.Getenv("SOAK") != "" }

const (
	childDir  = "TEST_STORE" // tells a test process to load into the folder, over and over
	childSize = 3000
)

// TestChild is the process that TestKilledLoads kills. By itself it does nothing.
func TestChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		return
	}
	for {
		must(t, loadSmall(disk{}, dir, childSize))
	}
}

// TestKilledLoads kills a loading process at a random instant, many times. Each time
// the workspace opens at a complete generation and verifies clean; in the end an
// uninterrupted load gives the hash of one that was never interrupted.
func TestKilledLoads(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("a killed process leaves its lock file there, see files_other.go")
		return
	}
	want := t.TempDir()
	began := time.Now()
	must(t, loadSmall(disk{}, want, childSize))
	took := time.Since(began)
	hash := reopen(t, want).Hash()
	kills := 15
	if soak() {
		kills = 200
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	last, published := 0, 0
	for range kills {
		cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
		cmd.Env = append(os.Environ(), childDir+"="+dir)
		must(t, cmd.Start())
		time.Sleep(10*time.Millisecond + time.Duration(rng.Int64N(int64(2*took))))
		must(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("the child ended by itself: %v", err)
		}
		w, err := Open(dir)
		if errors.Is(err, ErrNoWorkspace) {
			continue // killed before the first load was done
		}
		must(t, err)
		verified(t, w)
		if w.Hash() != hash || w.Generation() < last {
			t.Fatalf("generation %d after %d holds something else", w.Generation(), last)
		}
		published += w.Generation() - last
		last = w.Generation()
		must(t, w.Close())
	}
	t.Logf("%d kills, %d generations published in between", kills, published)
	must(t, loadSmall(disk{}, dir, childSize))
	w := reopen(t, dir)
	if w.Hash() != hash {
		t.Error("the final hash differs from that of an uninterrupted load")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, partsDir, aside+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestFiftyWriters starts many loads at once. One at a time writes, the others are
// refused at once, and readers see whole generations all along.
func TestFiftyWriters(t *testing.T) {
	dir := t.TempDir()
	must(t, loadSmall(quick{}, dir, 200))
	hash := reopen(t, dir).Hash()
	done := make(chan error)
	const writers = 50
	for range writers {
		go func() { done <- loadSmall(quick{}, dir, 200) }()
	}
	refused := 0
	for left := writers; left > 0; {
		select {
		case err := <-done:
			left--
			var busy *Busy
			if errors.As(err, &busy) {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		default:
			w, err := Open(dir)
			must(t, err)
			if w.Hash() != hash {
				t.Error("a reader saw something else")
			}
			if hits, err := w.Exactly("Société Générale numéro 7"); err != nil || len(hits) != 1 {
				t.Errorf("a reader found %v, %v", hits, err)
			}
			must(t, w.Close())
		}
	}
	w := reopen(t, dir)
	if w.Generation() != 1+writers-refused {
		t.Errorf("generation %s after %s loads", strconv.Itoa(w.Generation()), strconv.Itoa(writers-refused))
	}
	verified(t, w)
}
