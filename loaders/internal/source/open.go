package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"longarm/graph"
)

const (
	// MaxYAML is the largest YAML file that is read, in bytes.
	MaxYAML = 16 << 20
	// MaxRecord is the longest line, and the longest row over several lines, in bytes.
	MaxRecord = 16 << 20

	// A gzip stream may expand more than inflateRatio times only while it is small.
	inflateRatio = 200
	inflateFree  = 64 << 20
)

// ErrInflation is met when a compressed file expands more than two hundred times
// beyond its first 64 MiB: no table of text does.
var ErrInflation = graph.Fault("the compressed file expands more than 200 times; decompress it yourself if you trust it", "le fichier compressé grossit plus de 200 fois ; décompressez-le vous-même si vous lui faites confiance")

// errCut is met when a compressed file ends before its text does.
var errCut = graph.Fault("the compressed file is cut short; copy it again", "le fichier compressé est tronqué ; copiez-le de nouveau")

// Stat tells what a path leads to: a file or a folder. Pipes and devices are
// errors: a file is read more than once, and a pipe that nobody writes to never
// answers.
func Stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, graph.Fault("%s: there is no such file or folder; check the path", "%s : il n’y a ni fichier ni dossier de ce nom ; vérifiez le chemin", path)
	case err != nil:
		return nil, err
	case !info.IsDir() && !info.Mode().IsRegular():
		return nil, graph.Fault("%s is a pipe or a device; save the data to a file and name that", "%s est un tube ou un périphérique ; enregistrez les données dans un fichier et nommez-le", path)
	}
	return info, nil
}

// Open opens a regular file, and decompresses it when it begins as gzip, zstd or
// bzip2 does, whatever its name. Folders, pipes and devices are errors.
func Open(path string) (io.ReadCloser, error) { return openCounted(path, nil) }

func openCounted(path string, p *Progress) (io.ReadCloser, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	r, err := Inflate(&counted{f: f, progress: p})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return &readCloser{r, f}, nil
}

// openFile opens a regular file as it is.
func openFile(path string) (*os.File, error) {
	info, err := Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, graph.Fault("%s is a folder; name the files in it", "%s est un dossier ; nommez les fichiers qu’il contient", path)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, graph.Fault("%s: you may not read this file; change its permissions, or copy it", "%s : vous n’avez pas le droit de lire ce fichier ; changez ses permissions, ou copiez-le", path)
	}
	return f, err
}

type readCloser struct {
	io.Reader
	io.Closer
}

// Inflate returns the text of a stream, decompressed when it begins as gzip, zstd
// or bzip2 does.
func Inflate(r io.Reader) (io.Reader, error) {
	plain, _, err := expand(r)
	return plain, err
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) count() int64 { return c.n }

// inflater guards a decompressor: it may not expand what it reads without bound.
type inflater struct {
	z    io.Reader
	in   byteCounter
	free int64 // bytes of in that were read before
	out  int64
}

func (i *inflater) Read(p []byte) (int, error) {
	n, err := i.z.Read(p)
	i.out += int64(n)
	switch {
	case i.out > inflateFree && i.out/inflateRatio > i.in.count()-i.free:
		err = ErrInflation
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errCut
	}
	return n, err
}

func (i *inflater) count() int64 { return i.in.count() - i.free }

// ReadAll reads a whole file of at most limit bytes after decompression.
func ReadAll(path string, limit int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, graph.Fault("%s has more than the %d bytes allowed; split it", "%s a plus que les %d octets admis ; partagez-le", path, limit)
	}
	return data, nil
}
