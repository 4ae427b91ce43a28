package report_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"longarm/data"
)

// overlay is the embedded data with some files changed.
type overlay map[string]string

func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o[name]; ok {
		return fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}}.Open(name)
	}
	return data.FS.Open(name)
}

func replaced(t *testing.T, name string, with map[string]string) string {
	t.Helper()
	raw, err := fs.ReadFile(data.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	out := string(raw)
	for from, to := range with {
		if !strings.Contains(out, from) {
			t.Fatalf("%s does not say %q", name, from)
		}
		out = strings.ReplaceAll(out, from, to)
	}
	return out
}
