//go:build !unix

package columns

import "os"

// mapping is a file in memory, read whole where files cannot be mapped.
type mapping struct{ data []byte }

func mapFile(path string) (*mapping, error) {
	data, err := os.ReadFile(path)
	return &mapping{data}, err
}

func (m *mapping) close() error {
	m.data = nil
	return nil
}
