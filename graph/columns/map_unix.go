//go:build unix

package columns

import (
	"os"
	"syscall"
)

// mapping is a file in memory.
type mapping struct{ data []byte }

func mapFile(path string) (*mapping, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < page || info.Size() != int64(int(info.Size())) {
		return nil, &os.PathError{Op: "open", Path: path, Err: ErrDamaged}
	}
	data, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, &os.PathError{Op: "mmap", Path: path, Err: err}
	}
	return &mapping{data}, nil
}

func (m *mapping) close() error {
	data := m.data
	m.data = nil
	return syscall.Munmap(data)
}
