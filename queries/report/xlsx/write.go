package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
)

// write writes the archive with its parts in a fixed order and without times, so that
// two runs give the same bytes.
func (e *encoder) write(w io.Writer) error {
	var buf bytes.Buffer
	if err := e.f.Write(&buf); err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		return err
	}
	files := slices.Clone(in.File)
	slices.SortFunc(files, func(a, b *zip.File) int {
		first := func(f *zip.File) int { // readers expect the list of types first
			if f.Name == "[Content_Types].xml" {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.Name, b.Name))
	})
	out := zip.NewWriter(w)
	for _, f := range files {
		part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, r); err != nil {
			return err
		}
		r.Close()
	}
	return out.Close()
}
