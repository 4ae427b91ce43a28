package store

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// files is every call the store makes to the file system, so that tests can make
// the n-th one fail. Paths are whole.
type files interface {
	MkdirAll(dir string) error
	// Create makes a file that must not exist yet.
	Create(name string) (file, error)
	ReadFile(name string) ([]byte, error)
	Map(name string) (mapped, error)
	Rename(from, to string) error
	RemoveAll(name string) error
	// List names what lies in a folder, sorted; nothing in one that does not exist.
	List(dir string) ([]string, error)
	// SyncDir forces the names in a folder to disk.
	SyncDir(dir string) error
	// Free is how many bytes can still be written in the folder; -1 when unknown.
	Free(dir string) int64
	// Lock takes the lock file; [*Busy] when another process has it.
	Lock(name string, note []byte) (io.Closer, error)
}

type file interface {
	io.Writer
	io.ReaderAt
	Sync() error
	Close() error
}

// mapped is a file in memory. Close gives it back; its bytes must not be used
// afterwards.
type mapped interface {
	Bytes() []byte
	Close() error
}

// disk is the real file system.
type disk struct{}

func (disk) MkdirAll(dir string) error { return os.MkdirAll(dir, 0o777) }

func (disk) Create(name string) (file, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (disk) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

func (disk) Map(name string) (mapped, error) { return mapFile(name) }

func (disk) Rename(from, to string) error { return os.Rename(from, to) }

func (disk) RemoveAll(name string) error { return os.RemoveAll(name) }

func (disk) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return names, err
}

func (disk) SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(syncFolder(d), d.Close())
}

func (disk) Free(dir string) int64 { return freeBytes(dir) }

func (disk) Lock(name string, note []byte) (io.Closer, error) { return lockFile(name, note) }

// writeWhole writes a small file aside, forces it to disk and renames it, so that
// the name holds either what it held or all of the new text.
func writeWhole(fs files, name string, text []byte) (err error) {
	aside := name + ".new"
	if err := fs.RemoveAll(aside); err != nil { // left by a writer that was killed
		return err
	}
	f, err := fs.Create(aside)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, fs.RemoveAll(aside))
	}
	if err := fs.Rename(aside, name); err != nil {
		return errors.Join(err, fs.RemoveAll(aside))
	}
	return fs.SyncDir(filepath.Dir(name))
}

// littleEndian reports that memory holds numbers as the files do.
func littleEndian() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }

var errEndian = errors.New("workspaces are read and written on little-endian machines only")
