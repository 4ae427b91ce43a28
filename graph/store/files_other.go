//go:build !unix

package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

type mapping struct{ data []byte }

func (m *mapping) Bytes() []byte { return m.data }

func (m *mapping) Close() error {
	m.data = nil
	return nil
}

// mapFile reads the file whole where files cannot be mapped.
func mapFile(name string) (mapped, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &mapping{data}, nil
}

// syncFolder does nothing where folders cannot be synced.
func syncFolder(*os.File) error { return nil }

func freeBytes(string) int64 { return -1 }

type heldLock struct {
	*os.File
	name string
}

func (l *heldLock) Close() error { return errors.Join(l.File.Close(), os.Remove(l.name)) }

// lockFile creates the lock file. Where the system has no lock that ends with the
// process, one left by a killed writer has to be removed by hand.
func lockFile(name string, note []byte) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		holder, _ := os.ReadFile(name)
		return nil, busy(name, holder)
	}
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(note); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &heldLock{f, name}, nil
}
