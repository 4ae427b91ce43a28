package source

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"longarm/graph"
)

// Each opens a path and hands on its streams one by one: the file itself,
// decompressed when it begins as gzip, zstd or bzip2 does, or every file in a zip
// archive in the archive's order. A stream is closed when visit returns; visit's
// error ends the walk. Archives in archives are refused, compressed members are
// read. A workbook is one stream of its bytes, although it is an archive.
func Each(path string, o Options, visit func(*Input) error) error {
	f, err := openFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	in := &counted{f: f, progress: o.Progress}
	var magic [4]byte
	n, err := f.ReadAt(magic[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", path, err)
	}
	if isZip(magic[:n]) && !isWorkbook(f, info.Size()) {
		return eachMember(path, in, info.Size(), o, visit)
	}
	again := func() (io.Reader, func(), error) {
		g, err := openFile(path)
		if err != nil {
			return nil, nil, err
		}
		return &counted{f: g, progress: o.Progress}, func() { g.Close() }, nil
	}
	if isZip(magic[:n]) {
		return whole(&Input{Name: path, Size: info.Size(), Options: o, again: again}, in, visit)
	}
	return stream(&Input{Name: path, Size: info.Size(), Options: o, again: again}, in, visit)
}

// isWorkbook reports a zip archive that is one document: a workbook of Office Open
// XML. Its parts mean nothing apart.
func isWorkbook(f *os.File, size int64) bool {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return false
	}
	for _, m := range z.File {
		if m.Name == "xl/workbook.xml" {
			return true
		}
	}
	return false
}

// whole hands a file on as it is, neither unpacked nor decoded.
func whole(in *Input, raw io.Reader, visit func(*Input) error) error {
	raw = Limit(raw, in.Options.MaxBytes)
	in.R, in.encoding, in.was = bufio.NewReaderSize(raw, HeadSize), UTF8, UTF8
	if err := visit(in); err != nil {
		return err
	}
	return in.Err()
}

// OpenStream opens a stream by the name that [Each] gave it, a path or "path!member" in
// an archive, and counts what is read of it; nil counts nothing.
func OpenStream(name string, p *Progress) (io.ReadCloser, error) {
	path, member, packed := strings.Cut(name, "!")
	if _, err := os.Stat(name); err == nil || !packed {
		return openCounted(name, p)
	}
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	r, err := openMember(&counted{f: f, progress: p}, path, member)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &readCloser{r, f}, nil
}

func openMember(in *counted, path, name string) (io.Reader, error) {
	info, err := in.f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(in, info.Size())
	if err != nil {
		return nil, damagedZip(path, err)
	}
	for _, m := range z.File {
		if m.Name != name || skipMember(m) {
			continue
		}
		r, err := m.Open()
		if err != nil {
			return nil, Error{File: path + "!" + name}.Saying(graph.Wording(err))
		}
		plain, _, err := expand(&inflater{z: r, in: in, free: in.n.Load()})
		return plain, err
	}
	return nil, Error{File: path}.Saying(graph.Say("the archive holds no file %q", "l’archive ne contient pas de fichier %q", Clip(name)))
}

func isZip(magic []byte) bool {
	return string(magic) == "PK\x03\x04" || string(magic) == "PK\x05\x06"
}

func damagedZip(path string, err error) error {
	return Error{File: path}.Saying(graph.Say("damaged or cut zip archive (%v); copy it again", "archive zip endommagée ou tronquée (« %v ») ; copiez-la de nouveau", err))
}

// maxMembers bounds the files of one archive.
const maxMembers = 10_000

func eachMember(path string, in *counted, size int64, o Options, visit func(*Input) error) error {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return damagedZip(path, err)
	}
	seen := 0
	for _, m := range z.File {
		if skipMember(m) {
			continue
		}
		if seen++; seen > maxMembers {
			return Error{File: path}.Saying(graph.Say("the archive holds more than %d files; unpack it", "l’archive contient plus de %d fichiers ; décompressez-la", maxMembers))
		}
		if err := member(path, m, in, o, visit); err != nil {
			return err
		}
	}
	if seen == 0 {
		return Error{File: path}.Saying(graph.Say("the archive holds no file; check what was downloaded", "l’archive ne contient aucun fichier ; vérifiez ce qui a été téléchargé"))
	}
	return nil
}

// skipMember leaves out folders, links and what macOS adds.
func skipMember(m *zip.File) bool {
	return !m.Mode().IsRegular() || strings.HasSuffix(m.Name, "/") || strings.HasPrefix(m.Name, "__MACOSX/") ||
		strings.HasSuffix(m.Name, ".DS_Store")
}

func member(path string, m *zip.File, in *counted, o Options, visit func(*Input) error) error {
	name := path + "!" + strings.ToValidUTF8(m.Name, "�")
	if m.Flags&1 != 0 {
		return Error{File: name}.Saying(graph.Say("the archive is encrypted; unpack it with its password and name the files", "l’archive est chiffrée ; décompressez-la avec son mot de passe et nommez les fichiers"))
	}
	r, err := m.Open()
	if err != nil {
		return Error{File: name}.Saying(graph.Say("cannot be unpacked (%v); unpack it yourself and name the files", "elle ne peut pas être décompressée (« %v ») ; faites-le vous-même et nommez les fichiers", err))
	}
	defer r.Close()
	guarded := &inflater{z: r, in: in, free: in.n.Load()}
	again := func() (io.Reader, func(), error) {
		r, err := m.Open()
		if err != nil {
			return nil, nil, err
		}
		return &inflater{z: r, in: in, free: in.n.Load()}, func() { r.Close() }, nil
	}
	return stream(&Input{Name: name, Size: int64(min(m.CompressedSize64, 1<<62)), Options: o, again: again}, guarded, visit)
}

// stream decompresses and decodes one stream and hands it on.
func stream(in *Input, raw io.Reader, visit func(*Input) error) error {
	r, done, err := expand(raw)
	if err != nil {
		return in.Fail(0, 0, err)
	}
	defer done()
	defer in.busy.Wait()
	if err := in.begin(r); err != nil {
		return err
	}
	if err := visit(in); err != nil {
		return err
	}
	return in.Err()
}

// expand recognises compression by the first bytes.
func expand(raw io.Reader) (r io.Reader, done func(), err error) {
	c, _ := raw.(byteCounter)
	if c == nil {
		k := &counter{r: raw}
		c, raw = k, k
	}
	head := bufio.NewReaderSize(raw, 64<<10)
	magic, err := head.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	nothing := func() {}
	switch {
	case len(magic) >= 2 && magic[0] == 0x1f && magic[1] == 0x8b:
		z, err := gzip.NewReader(head)
		if err != nil {
			return nil, nil, graph.Fault("damaged gzip header (%v); copy the file again", "en-tête gzip endommagé (« %v ») ; copiez de nouveau le fichier", err)
		}
		return &inflater{z: z, in: c}, nothing, nil
	case string(magic) == "\x28\xb5\x2f\xfd":
		z, err := zstd.NewReader(head, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, graph.Fault("damaged zstd header (%v); copy the file again", "en-tête zstd endommagé (« %v ») ; copiez de nouveau le fichier", err)
		}
		return &inflater{z: z, in: c}, z.Close, nil
	case string(magic[:min(3, len(magic))]) == "BZh":
		return &inflater{z: bzip2.NewReader(head), in: c}, nothing, nil
	case isZip(magic):
		return nil, nil, graph.Fault("an archive inside an archive; unpack the outer one", "une archive dans une archive ; décompressez celle qui contient l’autre")
	}
	return head, nothing, nil
}

// byteCounter tells how many bytes were read of what lies on disk.
type byteCounter interface{ count() int64 }

// counted reads a file, from its start or at places, and counts the bytes.
type counted struct {
	f        *os.File
	n        atomic.Int64
	progress *Progress
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.f.Read(p)
	c.n.Add(int64(n))
	c.progress.read(int64(n))
	return n, err
}

// ReadAt reads at a place, as archives are read.
func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.f.ReadAt(p, at)
	c.n.Add(int64(n))
	c.progress.read(int64(n))
	return n, err
}

func (c *counted) count() int64 { return c.n.Load() }

// Size is the number of bytes a path takes on disk: of a folder, of the files
// directly in it. What cannot be read counts as 0.
func Size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	if !info.IsDir() {
		return info.Size()
	}
	var total int64
	entries, err := fs.ReadDir(os.DirFS(path), ".")
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if i, err := os.Stat(filepath.Join(path, e.Name())); err == nil && i.Mode().IsRegular() {
			total += i.Size()
		}
	}
	return total
}
