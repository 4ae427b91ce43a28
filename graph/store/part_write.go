package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"path/filepath"
	"sync/atomic"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"longarm/graph"
)

// The files of a part.
const (
	recordsFile = "records.jsonl.zst"
	indexFile   = "index"
)

const (
	// blockSize is how many bytes of lines go into one zstd frame. Smaller frames
	// are read faster one by one, larger ones are smaller on disk: see docs/adr.
	blockSize = 16 << 10
	// maxLine is the longest record; a longer one is refused.
	maxLine = 16 << 20
	// pairsInMemory bounds what is sorted in memory: 16 bytes a pair, twice.
	pairsInMemory = 4 << 20
)

// blockInfo is one zstd frame of the records file.
type blockInfo struct {
	At    uint64
	Size  uint32 // in the file
	Plain uint32 // of the lines
	Sum   uint32 // CRC-32C of the bytes in the file
	Lines uint32
}

// squeezer compresses blocks beside the goroutine that makes them, and writes them
// in the order they come. After a failure it only takes them away.
type squeezer struct {
	out    file
	sum    hash.Hash
	enc    *zstd.Encoder
	in     chan plainBlock
	spare  chan []byte
	done   chan struct{}
	failed atomic.Pointer[error]
	size   atomic.Int64
	blocks []blockInfo // the goroutine's until done
}

type plainBlock struct {
	text  []byte
	lines uint32
}

func newSqueezer(out file) (*squeezer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	s := &squeezer{out: out, sum: sha256.New(), enc: enc, in: make(chan plainBlock, 4), spare: make(chan []byte, 6), done: make(chan struct{})}
	go s.run()
	return s, nil
}

func (s *squeezer) run() {
	defer close(s.done)
	var frame []byte
	for b := range s.in {
		if s.failed.Load() == nil {
			frame = s.enc.EncodeAll(b.text, frame[:0])
			s.blocks = append(s.blocks, blockInfo{At: uint64(s.size.Load()), Size: uint32(len(frame)), Plain: uint32(len(b.text)),
				Sum: crc32.Checksum(frame, castagnoli), Lines: b.lines})
			s.sum.Write(frame)
			if _, err := s.out.Write(frame); err != nil {
				s.failed.Store(&err)
			}
			s.size.Add(int64(len(frame)))
		}
		select {
		case s.spare <- b.text[:0]:
		default:
		}
	}
}

// put hands a block over and returns an empty one.
func (s *squeezer) put(text []byte, lines uint32) ([]byte, error) {
	if err := s.failed.Load(); err != nil {
		return text, *err
	}
	s.in <- plainBlock{text, lines}
	select {
	case b := <-s.spare:
		return b, nil
	default:
		return make([]byte, 0, blockSize+blockSize/4), nil
	}
}

// finish waits for the last block. It may be called again.
func (s *squeezer) finish() error {
	select {
	case <-s.done:
	default:
		close(s.in)
		<-s.done
	}
	if err := s.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// partWriter writes the files of one part.
type partWriter struct {
	fs      files
	dir     string
	out     file
	squeeze *squeezer

	block  []byte
	blocks int
	lines  uint32
	plain  int64
	index  indexWriter
	counts Counts
}

func newPartWriter(fs files, dir string) (*partWriter, error) {
	if err := fs.MkdirAll(dir); err != nil {
		return nil, err
	}
	out, err := fs.Create(filepath.Join(dir, recordsFile))
	if err != nil {
		return nil, err
	}
	squeeze, err := newSqueezer(out)
	if err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return &partWriter{fs: fs, dir: dir, out: out, squeeze: squeeze, index: newIndexWriter(fs, dir)}, nil
}

// add takes one record that was checked.
func (w *partWriter) add(r graph.Record) error {
	return w.append(func(b []byte) ([]byte, error) { return appendRecord(b, r) }, func(ref uint64) error {
		w.counts.add(r)
		return w.index.add(r, ref)
	})
}

// remove takes away the records of an id that earlier parts of the source hold.
func (w *partWriter) remove(id string) error {
	return w.append(func(b []byte) ([]byte, error) { return appendGone(b, id), nil }, func(ref uint64) error {
		w.counts.Removals++
		return w.index.gone(id, ref)
	})
}

func (w *partWriter) append(text func([]byte) ([]byte, error), index func(ref uint64) error) error {
	at := len(w.block)
	block, err := text(w.block)
	if err != nil {
		return err
	}
	if n := len(block) - at; n > maxLine {
		w.block = block[:at]
		return fmt.Errorf("a record of %d bytes; at most %d are allowed", n, maxLine)
	}
	if at > 0 && len(block) > blockSize { // the record opens the next block
		next, err := w.squeeze.put(block[:at], w.lines)
		if err != nil {
			return err
		}
		next = append(next, block[at:]...)
		w.blocks, w.lines, at, block = w.blocks+1, 0, 0, next
	}
	w.plain += int64(len(block) - at)
	w.block = block
	w.lines++
	return index(makeRef(w.blocks, at))
}

// written is how many bytes are on their way to the disk.
func (w *partWriter) written() int64 { return w.squeeze.size.Load() + w.index.spilled() }

// finish writes the index, forces both files to disk and describes them.
func (w *partWriter) finish() ([]fileInfo, error) {
	if len(w.block) > 0 {
		if _, err := w.squeeze.put(w.block, w.lines); err != nil {
			return nil, err
		}
		w.block = nil
	}
	if err := w.squeeze.finish(); err != nil {
		return nil, err
	}
	if err := w.out.Sync(); err != nil {
		return nil, err
	}
	records := fileInfo{Name: recordsFile, Size: w.squeeze.size.Load(), SHA256: hexSum(w.squeeze.sum)}
	index, err := w.index.write(w.squeeze.blocks)
	if err != nil {
		return nil, err
	}
	if err := w.out.Close(); err != nil {
		return nil, err
	}
	w.out = nil
	return []fileInfo{records, index}, w.fs.SyncDir(w.dir)
}

// close lets go of everything; the folder is the caller's to remove.
func (w *partWriter) close() error {
	err := w.squeeze.finish()
	if w.out != nil {
		err = errors.Join(err, w.out.Close())
		w.out = nil
	}
	return errors.Join(err, w.squeeze.enc.Close(), w.index.close())
}

// checkRecord refuses what could not be found again or read as a claim.
func checkRecord(r graph.Record) error {
	switch r := r.(type) {
	case graph.Source:
		return checkID("a source", string(r.ID))
	case graph.Entity:
		return checkID("an entity", string(r.ID))
	case graph.Statement:
		return joined(checkID("a statement", string(r.ID)), checkEnd("holder", r.ID, r.Holder), checkEnd("subject", r.ID, r.Subject))
	case graph.Attribute:
		return joined(checkID("an attribute", string(r.ID)), checkEnd("entity", r.ID, r.Entity), nil)
	case graph.Coverage:
		return joined(checkID("a coverage", string(r.ID)), checkEnd("entity", r.ID, r.Entity), nil)
	case graph.Note:
		return joined(checkID("a note", string(r.ID)), checkEnd("subject", r.ID, r.Subject), checkEnd("object", r.ID, r.Object))
	}
	return fmt.Errorf("a record of the unknown type %T", r)
}

// checkEnd is checkID for an entity that a claim names.
func checkEnd(what string, claim graph.ClaimID, id graph.EntityID) error {
	if id != "" && len(id) <= maxID && utf8.ValidString(string(id)) {
		return nil
	}
	return checkID("the "+what+" of "+string(claim), string(id))
}
