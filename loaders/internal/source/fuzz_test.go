package source

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzXML wants an end or an error, and elements with names.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"<d><R a='1'>x<b/></R></d>", "<!DOCTYPE d><d/>", "<d><R>&amp;&b;</R>", "<?xml version='1.0' encoding='iso-8859-1'?><R>\xe9</R>", "<R></S>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		in, err := NewInput("f.xml", bytes.NewReader(text), Options{})
		if err != nil {
			return // refused at the door, which is an answer
		}
		x := in.XML()
		for range 1000 {
			e, err := x.Next(nil, "R")
			if err != nil {
				return
			}
			if e.Name != "R" {
				t.Fatalf("element %q", e.Name)
			}
		}
	})
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
