package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash"
	"hash/crc32"
	"sync/atomic"
	"unsafe"
)

// A sealed file is sections one after another, a CRC-32C for every chunk of it, and
// a footer that says where the sections lie, with a checksum of its own. It is
// written in one pass and read in place: a chunk is checked when it is first
// touched. Numbers are little-endian.
const (
	sealMagic = "LONGARMS"
	chunkSize = 32 << 10
	tailSize  = 40
	align     = 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// span is where a section lies.
type span struct {
	Name string `json:"name"`
	At   int64  `json:"at"`
	Size int64  `json:"size"`
}

type sealWriter struct {
	f     file
	sum   hash.Hash // of all bytes written
	buf   []byte    // the chunk being filled
	at    int64     // bytes written and buffered
	sums  []byte
	spans []span
}

func newSealWriter(f file, sum hash.Hash) *sealWriter {
	return &sealWriter{f: f, sum: sum, buf: make([]byte, 0, chunkSize)}
}

// begin starts a section. The sections before it are closed.
func (w *sealWriter) begin(name string) error {
	w.end()
	if pad := int(-w.at & (align - 1)); pad > 0 {
		if _, err := w.Write(make([]byte, pad)); err != nil {
			return err
		}
	}
	w.spans = append(w.spans, span{Name: name, At: w.at})
	return nil
}

func (w *sealWriter) end() {
	if n := len(w.spans); n > 0 && w.spans[n-1].Size == 0 {
		w.spans[n-1].Size = w.at - w.spans[n-1].At
	}
}

func (w *sealWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		k := min(chunkSize-len(w.buf), len(p))
		w.buf = append(w.buf, p[:k]...)
		p = p[k:]
		w.at += int64(k)
		if len(w.buf) == chunkSize {
			if err := w.flush(); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

func (w *sealWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	w.sums = binary.LittleEndian.AppendUint32(w.sums, crc32.Checksum(w.buf, castagnoli))
	err := w.raw(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *sealWriter) raw(p []byte) error {
	w.sum.Write(p)
	_, err := w.f.Write(p)
	return err
}

// finish writes the footer and returns the size of the file.
func (w *sealWriter) finish() (int64, error) {
	w.end()
	if err := w.flush(); err != nil {
		return 0, err
	}
	table, err := json.Marshal(w.spans)
	if err != nil {
		return 0, err
	}
	foot := append(append([]byte{}, w.sums...), table...)
	foot = append(foot, sealMagic...)
	put := binary.LittleEndian
	foot = put.AppendUint32(foot, formatVersion)
	foot = put.AppendUint32(foot, uint32(len(table)))
	foot = put.AppendUint64(foot, uint64(len(w.sums)/4))
	foot = put.AppendUint64(foot, uint64(w.at))
	foot = put.AppendUint32(foot, crc32.Checksum(foot, castagnoli))
	foot = put.AppendUint32(foot, 0)
	return w.at + int64(len(foot)), w.raw(foot)
}

// sealed is a sealed file in memory.
type sealed struct {
	name   string
	data   []byte // the sections
	sums   []byte
	seen   []atomic.Uint32 // bits of chunks found whole
	spans  []span
	mapped mapped
}

func openSealed(fs files, name string) (*sealed, error) {
	m, err := fs.Map(name)
	if err != nil {
		return nil, err
	}
	s := &sealed{name: name, mapped: m}
	if err := s.read(m.Bytes()); err != nil {
		m.Close()
		return nil, err
	}
	return s, nil
}

func (s *sealed) read(b []byte) error {
	if len(b) < tailSize {
		return damaged(s.name, "%d bytes are too few", len(b))
	}
	get := binary.LittleEndian
	tail := b[len(b)-tailSize:]
	if string(tail[:8]) != sealMagic {
		return damaged(s.name, "it does not end as it should; it may be cut short")
	}
	if v := get.Uint32(tail[8:]); v > formatVersion {
		return newer(s.name, int(v))
	}
	table, chunks, size := uint64(get.Uint32(tail[12:])), get.Uint64(tail[16:]), get.Uint64(tail[24:])
	all := uint64(len(b))
	if size > all || chunks > all/4 || chunks != (size+chunkSize-1)/chunkSize || size+chunks*4+table+tailSize != all {
		return damaged(s.name, "its length does not fit its footer")
	}
	if crc32.Checksum(b[size:all-8], castagnoli) != get.Uint32(tail[32:]) {
		return damaged(s.name, "the footer fails its checksum")
	}
	if err := json.Unmarshal(b[size+chunks*4:all-tailSize], &s.spans); err != nil {
		return damaged(s.name, "the footer cannot be read: %v", err)
	}
	for _, p := range s.spans {
		if p.At < 0 || p.Size < 0 || uint64(p.At) > size || uint64(p.Size) > size-uint64(p.At) || p.At%align != 0 {
			return damaged(s.name, "the section %q lies outside the file", p.Name)
		}
	}
	s.data, s.sums = b[:size:size], b[size:size+chunks*4]
	s.seen = make([]atomic.Uint32, (chunks+31)/32)
	return nil
}

// size is the length of the file.
func (s *sealed) size() int64 { return int64(len(s.mapped.Bytes())) }

// Close gives the file back.
func (s *sealed) Close() error { return s.mapped.Close() }

// section returns a section; an empty one when the file has none of the name.
func (s *sealed) section(name string) section {
	for _, p := range s.spans {
		if p.Name == name {
			return section{s, p.At, p.Size}
		}
	}
	return section{s, 0, 0}
}

// check makes sure that the chunks from at to end are whole.
func (s *sealed) check(at, end int64) error {
	for c := at / chunkSize; c*chunkSize < end; c++ {
		word, bit := &s.seen[c/32], uint32(1)<<(c%32)
		if word.Load()&bit != 0 {
			continue
		}
		chunk := s.data[c*chunkSize : min((c+1)*chunkSize, int64(len(s.data)))]
		if crc32.Checksum(chunk, castagnoli) != binary.LittleEndian.Uint32(s.sums[4*c:]) {
			return damaged(s.name, "the block at byte %d fails its checksum", c*chunkSize)
		}
		word.Or(bit)
	}
	return nil
}

// verify checks every chunk again.
func (s *sealed) verify() error {
	for i := range s.seen {
		s.seen[i].Store(0)
	}
	return s.check(0, int64(len(s.data)))
}

// section is a part of a sealed file.
type section struct {
	of   *sealed
	at   int64
	size int64
}

// bytes returns n bytes from off on, checked.
func (s section) bytes(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > s.size || n > s.size-off {
		return nil, damaged(s.of.name, "it points outside itself")
	}
	if err := s.of.check(s.at+off, s.at+off+n); err != nil {
		return nil, err
	}
	return s.of.data[s.at+off : s.at+off+n : s.at+off+n], nil
}

// sectionOf is a section read as an array of fixed-size integers or structs of them.
type sectionOf[T any] struct{ section }

func (s sectionOf[T]) width() int64 {
	var t T
	return int64(unsafe.Sizeof(t))
}

func (s sectionOf[T]) len() int64 { return s.size / s.width() }

// slice returns the elements from i to j, checked. Sections begin on multiples of
// 16 bytes and mapped files on pages, so that elements are aligned.
func (s sectionOf[T]) slice(i, j int64) ([]T, error) {
	if i < 0 || j < i || j > s.len() {
		return nil, damaged(s.of.name, "it points outside itself")
	}
	w := s.width()
	b, err := s.bytes(i*w, (j-i)*w)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	var t T
	if uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(t) != 0 { // read whole where files cannot be mapped
		b = bytes.Clone(b)
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), j-i), nil
}

func (s sectionOf[T]) get(i int64) (T, error) {
	list, err := s.slice(i, i+1)
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// raw shows the memory of a slice as bytes.
func raw[T any](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(s[0])))
}
