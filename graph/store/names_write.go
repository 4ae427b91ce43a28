package store

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The name index of a part: the words of all names and ids, sorted, and for each the
// entities that have it. Words are front-coded; every 64th is written whole, and
// lies where wordStarts says.
const (
	wordsSection    = "words"    // for each word: bytes shared with the one before, length of the rest, the rest, length of its postings
	startsSection   = "starts"   // a wordStart for every group
	postingsSection = "postings" // for each word: numbers of entities, as differences
	wordGroup       = 64
	maxWord         = 60 // longer words are cut
	maxWords        = 24 // of one name; the rest is not looked up
)

// wordStart is where a group of words begins, in words and in postings.
type wordStart struct{ Words, Postings uint64 }

// namesInMemory bounds the bytes of words sorted in memory.
const namesInMemory = 64 << 20

// word is one occurrence: the entity that has the word.
type word struct {
	head   uint64 // the first eight bytes, to compare
	at     uint32
	size   uint32
	entity uint32
}

type nameWriter struct {
	fs    files
	dir   string
	limit int
	arena []byte
	list  []word
	runs  []file
	names []string
	seen  []string
}

func newNameWriter(fs files, dir string) nameWriter {
	return nameWriter{fs: fs, dir: dir, limit: namesInMemory}
}

// add takes the words of the names of an entity, which are keys.
func (w *nameWriter) add(names []string, number uint32) error {
	w.seen = w.seen[:0]
	var met distinct
	for _, name := range names {
		n := 0
		for s := range strings.FieldsSeq(name) {
			if n++; n > maxWords {
				break
			}
			s = s[:min(len(s), maxWord)]
			if met.add(w.seen, s) {
				w.seen = append(w.seen, s)
			}
		}
	}
	for _, s := range w.seen {
		if len(w.arena)+len(s) > w.limit {
			if err := w.spill(); err != nil {
				return err
			}
		}
		x := word{at: uint32(len(w.arena)), size: uint32(len(s)), entity: number}
		var head [8]byte
		copy(head[:], s)
		x.head = binary.BigEndian.Uint64(head[:])
		if len(w.arena)+len(s) > cap(w.arena) {
			w.arena = slices.Grow(w.arena, max(len(w.arena), 64<<10))
		}
		w.arena = append(w.arena, s...)
		w.list = append(doubled(w.list, 0), x)
	}
	return nil
}

func (w *nameWriter) text(x word) []byte { return w.arena[x.at : x.at+x.size] }

func (w *nameWriter) sort() {
	slices.SortFunc(w.list, func(a, b word) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		if a.size > 8 || b.size > 8 || a.size != b.size {
			if c := bytes.Compare(w.text(a), w.text(b)); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.entity, b.entity)
	})
}

// spill writes the words so far as a sorted run.
func (w *nameWriter) spill() error {
	w.sort()
	name := filepath.Join(w.dir, "run-words-"+strconv.Itoa(len(w.runs)))
	f, err := w.fs.Create(name)
	if err != nil {
		return err
	}
	w.runs, w.names = append(w.runs, f), append(w.names, name)
	out := bufio.NewWriterSize(f, 1<<20)
	var head [8]byte
	for _, x := range w.list {
		binary.LittleEndian.PutUint32(head[:], x.size)
		binary.LittleEndian.PutUint32(head[4:], x.entity)
		out.Write(head[:])
		out.Write(w.text(x)) // the writer keeps the first error for Flush
	}
	w.arena, w.list = w.arena[:0], w.list[:0]
	return out.Flush()
}

// wordRun reads a sorted run, from disk or from memory.
type wordRun struct {
	r      *bufio.Reader
	rest   []word
	of     *nameWriter
	text   []byte
	entity uint32
	done   bool
}

func (r *wordRun) next() error {
	if r.r == nil {
		if r.done = len(r.rest) == 0; !r.done {
			r.text, r.entity, r.rest = r.of.text(r.rest[0]), r.rest[0].entity, r.rest[1:]
		}
		return nil
	}
	var head [8]byte
	_, err := io.ReadFull(r.r, head[:])
	if errors.Is(err, io.EOF) {
		r.done = true
		return nil
	}
	if err != nil {
		return err
	}
	size := binary.LittleEndian.Uint32(head[:])
	if size > maxWord {
		return damaged("a temporary file", "a word of %d bytes", size)
	}
	r.entity = binary.LittleEndian.Uint32(head[4:])
	r.text = append(r.text[:0], make([]byte, size)...)
	_, err = io.ReadFull(r.r, r.text)
	return err
}

// write merges the runs and the words in memory, which are sorted, into the sections of
// the index file.
func (w *nameWriter) write(s *sealWriter) error {
	var heads []*wordRun
	for _, f := range w.runs {
		heads = append(heads, &wordRun{r: bufio.NewReaderSize(io.NewSectionReader(f, 0, 1<<62), 1<<20)})
	}
	heads = append(heads, &wordRun{rest: w.list, of: w})
	for _, r := range heads {
		if err := r.next(); err != nil {
			return err
		}
	}
	out := wordSink{post: sectionBuffer{fs: w.fs, name: filepath.Join(w.dir, "run-postings")}, s: s}
	defer out.post.close()
	if err := s.begin(wordsSection); err != nil {
		return err
	}
	for {
		var least *wordRun
		for _, r := range heads {
			if r.done {
				continue
			}
			if least == nil || cmp.Or(bytes.Compare(r.text, least.text), cmp.Compare(r.entity, least.entity)) < 0 {
				least = r
			}
		}
		if least == nil {
			break
		}
		if err := out.take(least.text, least.entity); err != nil {
			return err
		}
		if err := least.next(); err != nil {
			return err
		}
	}
	return out.finish()
}

func (w *nameWriter) close() error {
	var errs []error
	for i, f := range w.runs {
		errs = append(errs, f.Close(), w.fs.RemoveAll(w.names[i]))
	}
	w.runs, w.arena, w.list = nil, nil, nil
	return errors.Join(errs...)
}

// wordSink writes words as they come in order, and keeps their postings aside.
type wordSink struct {
	s      *sealWriter
	post   sectionBuffer
	starts []wordStart
	words  uint64 // bytes of words so far
	count  uint64
	prev   []byte
	text   []byte
	list   []byte // postings of text
	last   uint32
	open   bool
}

func (o *wordSink) take(text []byte, entity uint32) error {
	if o.open && bytes.Equal(text, o.text) {
		if entity != o.last {
			o.list = binary.AppendUvarint(o.list, uint64(entity-o.last))
			o.last = entity
		}
		return nil
	}
	if err := o.flush(); err != nil {
		return err
	}
	o.text = append(o.text[:0], text...)
	o.list = binary.AppendUvarint(o.list[:0], uint64(entity))
	o.last, o.open = entity, true
	return nil
}

func (o *wordSink) flush() error {
	if !o.open {
		return nil
	}
	shared := 0
	if o.count%wordGroup == 0 {
		o.starts = append(o.starts, wordStart{o.words, uint64(o.post.size)})
	} else {
		for shared < len(o.prev) && shared < len(o.text) && o.prev[shared] == o.text[shared] {
			shared++
		}
	}
	b := append([]byte{byte(shared), byte(len(o.text) - shared)}, o.text[shared:]...)
	b = binary.AppendUvarint(b, uint64(len(o.list)))
	o.words += uint64(len(b))
	o.count++
	o.prev = append(o.prev[:0], o.text...)
	if _, err := o.s.Write(b); err != nil {
		return err
	}
	return o.post.write(o.list)
}

func (o *wordSink) finish() error {
	if err := o.flush(); err != nil {
		return err
	}
	if err := o.s.begin(startsSection); err != nil {
		return err
	}
	if _, err := o.s.Write(raw(o.starts)); err != nil {
		return err
	}
	if err := o.s.begin(postingsSection); err != nil {
		return err
	}
	return o.post.copyTo(o.s)
}

// sectionBuffer keeps a section that is made while another is written: in memory
// while it is small, else in a file.
type sectionBuffer struct {
	fs   files
	name string
	buf  []byte
	f    file
	size int64
}

const bufferInMemory = 16 << 20

func (b *sectionBuffer) write(p []byte) (err error) {
	b.buf = append(b.buf, p...)
	b.size += int64(len(p))
	if len(b.buf) < bufferInMemory {
		return nil
	}
	if b.f == nil {
		if b.f, err = b.fs.Create(b.name); err != nil {
			return err
		}
	}
	_, err = b.f.Write(b.buf)
	b.buf = b.buf[:0]
	return err
}

func (b *sectionBuffer) copyTo(w io.Writer) error {
	if b.f != nil {
		n := b.size - int64(len(b.buf))
		if _, err := io.Copy(w, io.NewSectionReader(b.f, 0, n)); err != nil {
			return err
		}
	}
	_, err := w.Write(b.buf)
	return err
}

func (b *sectionBuffer) close() error {
	if b.f == nil {
		return nil
	}
	return errors.Join(b.f.Close(), b.fs.RemoveAll(b.name))
}
