package source

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
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
var ErrInflation = errors.New("the compressed file expands more than 200 times; decompress it yourself if you trust it")

// Open opens a regular file, and decompresses it when it begins as gzip does,
// whatever its name. Folders are errors.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; name the files in it", path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r, err := Inflate(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return &readCloser{r, f}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}

// Inflate returns the text of a stream, decompressed when it begins as gzip does.
func Inflate(r io.Reader) (io.Reader, error) {
	in := &counter{r: r}
	head := bufio.NewReader(in)
	if magic, _ := head.Peek(2); len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return head, nil
	}
	z, err := gzip.NewReader(head)
	if err != nil {
		return nil, fmt.Errorf("damaged gzip header: %w", err)
	}
	return &inflater{z: z, in: in}, nil
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

type inflater struct {
	z   io.Reader
	in  *counter
	out int64
}

func (i *inflater) Read(p []byte) (int, error) {
	n, err := i.z.Read(p)
	i.out += int64(n)
	if i.out > inflateFree && i.out/inflateRatio > i.in.n {
		return n, ErrInflation
	}
	return n, err
}

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
		return nil, fmt.Errorf("%s has more than the %d bytes allowed; split it", path, limit)
	}
	return data, nil
}
