package store

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// ErrDamaged is met when a file of the workspace is not what was written: cut
// short, changed, or of another load.
var ErrDamaged = errors.New("the workspace is damaged")

// ErrNewer is met when a workspace was written by a later version of longarm.
var ErrNewer = errors.New("a later version of longarm wrote this workspace; use that version, or load the sources into a new folder")

// ErrNoWorkspace is met when a folder holds no workspace.
var ErrNoWorkspace = errors.New("no workspace here")

// Busy says that another process is writing into the workspace.
type Busy struct {
	Path   string // of the lock file
	Holder string // "process 123 since 2026-11-22T10:00:00Z", or ""
}

// Error tells who is writing.
func (e *Busy) Error() string {
	who := e.Holder
	if who == "" {
		who = "another process"
	}
	return fmt.Sprintf("%s writes into this workspace; wait until it is done, reading goes on meanwhile (%s)", who, e.Path)
}

func busy(name string, note []byte) error {
	return &Busy{Path: name, Holder: strings.TrimSpace(strings.ToValidUTF8(string(note), ""))}
}

// Full says that the disk has no room for what a writer wants to write.
type Full struct {
	Dir  string
	Need int64 // bytes the load needs in all, as far as known
	Free int64 // bytes free; -1 when unknown
	Err  error
}

// Error names the bytes needed.
func (e *Full) Error() string {
	if e.Free < 0 {
		return fmt.Sprintf("%s: no room: about %d bytes more are needed; nothing was changed", e.Dir, e.Need)
	}
	return fmt.Sprintf("%s: no room: about %d bytes are needed and %d are free; nothing was changed", e.Dir, e.Need, e.Free)
}

// Unwrap returns what the system said.
func (e *Full) Unwrap() error { return e.Err }

func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// formatVersion is the version of all files of a workspace this program writes. It
// reads this one and every earlier one.
const formatVersion = 1

func newer(file string, version int) error {
	return fmt.Errorf("%s has format %d and this program reads up to %d: %w", file, version, formatVersion, ErrNewer)
}

// damaged says which file is not what was written, and why.
func damaged(file, format string, args ...any) error {
	return fmt.Errorf("%s: %w: %s; restore the folder from a copy, or run `longarm rebuild`", file, ErrDamaged, fmt.Sprintf(format, args...))
}

// joined is errors.Join of three, which costs nothing where there is none.
func joined(a, b, c error) error {
	if a == nil && b == nil && c == nil {
		return nil
	}
	return errors.Join(a, b, c)
}
