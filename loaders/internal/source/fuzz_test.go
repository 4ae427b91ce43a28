package source

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzXML wants what encoding/xml alone finds, and its refusals.
func FuzzXML(f *testing.F) {
	for _, s := range xmlTexts {
		f.Add([]byte(s))
	}
	f.Fuzz(sameXML)
}

// FuzzEach opens anything as a file or an archive.
func FuzzEach(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x00"))
	f.Add([]byte("BZh9"))
	f.Add([]byte("\xff\xfea\x00"))
	path := filepath.Join(f.TempDir(), "f")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = Each(path, Options{MaxBytes: 1 << 20}, func(in *Input) error {
			if _, err := in.Head(); err != nil {
				return err
			}
			_, err := io.Copy(io.Discard, in.R)
			return err
		})
	})
}
