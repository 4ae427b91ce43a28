//go:build unix

package store

import (
	"io"
	"os"
	"syscall"
)

type mapping struct{ data []byte }

func (m *mapping) Bytes() []byte { return m.data }

func (m *mapping) Close() error {
	data := m.data
	if m.data = nil; len(data) == 0 {
		return nil
	}
	return syscall.Munmap(data)
}

func mapFile(name string) (mapped, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size()
	if size == 0 || size != int64(int(size)) {
		return &mapping{}, nil
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, &os.PathError{Op: "mmap", Path: name, Err: err}
	}
	return &mapping{data}, nil
}

func syncFolder(d *os.File) error { return d.Sync() }

// lockFile takes the lock without waiting. The kernel lets it go when the process
// ends, however it ends; what the file says is only told to others.
func lockFile(name string, note []byte) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := io.ReadAll(io.LimitReader(f, 200))
		f.Close()
		if err == syscall.EWOULDBLOCK {
			return nil, busy(name, holder)
		}
		return nil, &os.PathError{Op: "flock", Path: name, Err: err}
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt(note, 0)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
