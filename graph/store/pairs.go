package store

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
)

// pair says that a record about a key lies at ref. Pairs are the index: sorted by
// key, then in the order of the records.
type pair struct{ key, ref uint64 }

// ref is where a record lies: the block, and the byte within the block.
func makeRef(block int, offset int) uint64 { return uint64(block)<<24 | uint64(offset) }

func splitRef(ref uint64) (block int64, offset int) { return int64(ref >> 24), int(ref & (1<<24 - 1)) }

// role says in what way a record is about an id. Each is a key of its own, so that
// what stands in France need not be read to see what France is.
type role byte

const (
	asEntity     role            = iota + 1 // the record of the entity
	asClaim                                 // the statement, attribute, coverage or note of the id
	asSource                                // the record of the source
	asGone                                  // takes the id away
	asIdentifier                            // an entity with the identifier
	asFrame                                 // entities that every question may need: states, lists, schemes
	asAttribute                             // attributes of the entity
	asAt                                    // attributes that concern it
	asCovered                               // coverages of it
	asMember                                // coverages that name it as a member
	asNoted                                 // notes on it
	asOperator                              // statements by which it operates an offer
	asName                                  // entities with a name of that key
	asSubject                               // + family: statements in which others hold an interest in it
	asHolder     = asSubject + 4            // + family: statements in which it holds an interest
	asRecord     = asHolder + 4             // claims that are versions of the record
)

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xbf58476d1ce4e5b9
)

// keyOf hashes an id in a role. Different ids may share a key: whoever reads a
// record compares the id in it.
func keyOf(r role, id string) uint64 {
	h := (uint64(len(id))<<8 | uint64(r)) * mixA
	for len(id) >= 8 {
		h = mix(h ^ binary.LittleEndian.Uint64([]byte(id[:8])))
		id = id[8:]
	}
	if len(id) > 0 {
		var tail uint64
		for i := range len(id) {
			tail |= uint64(id[i]) << (8 * i)
		}
		h = mix(h ^ tail)
	}
	return mix(h)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^mixB, mixA)
	return hi ^ lo
}

// pairSorter sorts more pairs than memory holds: full buffers become sorted runs on
// disk, which are merged.
type pairSorter struct {
	fs    files
	dir   string
	limit int // pairs in memory
	buf   []pair
	other []pair
	runs  []file
	names []string
	count int64
}

func (s *pairSorter) add(key, ref uint64) error {
	if len(s.buf) == s.limit {
		if err := s.spill(); err != nil {
			return err
		}
	}
	s.buf = append(doubled(s.buf, s.limit), pair{key, ref})
	s.count++
	return nil
}

// doubled is a list with room for one more. It grows twofold, as far as most if that is
// set: append alone copies long lists far more often.
func doubled[T any](s []T, most int) []T {
	if len(s) < cap(s) {
		return s
	}
	n := max(len(s), 1024)
	if most > 0 {
		n = min(n, max(most-len(s), 1))
	}
	return slices.Grow(s, n)
}

// sort orders the buffer by key, equal keys as they came.
func (s *pairSorter) sort() {
	if cap(s.other) < len(s.buf) {
		s.other = make([]pair, len(s.buf), max(len(s.buf), cap(s.buf)))
	}
	from, to := s.buf, s.other[:len(s.buf)]
	for shift := 0; shift < 64; shift += 16 {
		var first [1 << 16]int
		for i := range from {
			first[from[i].key>>shift&0xffff]++
		}
		at := 0
		for d, n := range first {
			first[d] = at
			at += n
		}
		for _, p := range from {
			d := p.key >> shift & 0xffff
			to[first[d]] = p
			first[d]++
		}
		from, to = to, from
	}
	// An even number of passes ends where it began.
}

func (s *pairSorter) spill() error {
	s.sort()
	name := filepath.Join(s.dir, "run-pairs-"+strconv.Itoa(len(s.runs)))
	f, err := s.fs.Create(name)
	if err != nil {
		return err
	}
	s.runs, s.names = append(s.runs, f), append(s.names, name)
	_, err = f.Write(raw(s.buf))
	s.buf = s.buf[:0]
	return err
}

// each hands the pairs on in order, some at a time.
func (s *pairSorter) each(yield func([]pair) error) error {
	s.sort()
	if len(s.runs) == 0 {
		for list := range slices.Chunk(s.buf, mergedPairs) {
			if err := yield(list); err != nil {
				return err
			}
		}
		return nil
	}
	heads := make([]*pairRun, 0, len(s.runs)+1)
	for _, f := range s.runs {
		r := &pairRun{r: bufio.NewReaderSize(io.NewSectionReader(f, 0, 1<<62), 1<<20)}
		if err := r.next(); err != nil {
			return err
		}
		heads = append(heads, r)
	}
	last := &pairRun{rest: s.buf}
	if err := last.next(); err != nil {
		return err
	}
	heads = append(heads, last)
	out := make([]pair, 0, mergedPairs)
	for {
		var least *pairRun // the earliest run wins between equal keys
		for _, r := range heads {
			if !r.done && (least == nil || r.head.key < least.head.key) {
				least = r
			}
		}
		if least == nil {
			return yield(out)
		}
		if out = append(out, least.head); len(out) == cap(out) {
			if err := yield(out); err != nil {
				return err
			}
			out = out[:0]
		}
		if err := least.next(); err != nil {
			return err
		}
	}
}

// mergedPairs is how many pairs are handed on at a time.
const mergedPairs = 4096

// close gives the runs back. The folder they lie in is removed with the rest.
func (s *pairSorter) close() error {
	var errs []error
	for i, f := range s.runs {
		errs = append(errs, f.Close(), s.fs.RemoveAll(s.names[i]))
	}
	s.runs, s.buf, s.other = nil, nil, nil
	return errors.Join(errs...)
}

// pairRun reads a sorted run, from disk or from memory.
type pairRun struct {
	r    *bufio.Reader
	rest []pair
	head pair
	done bool
}

func (r *pairRun) next() error {
	if r.r == nil {
		if r.done = len(r.rest) == 0; !r.done {
			r.head, r.rest = r.rest[0], r.rest[1:]
		}
		return nil
	}
	var b [16]byte
	_, err := io.ReadFull(r.r, b[:])
	if errors.Is(err, io.EOF) {
		r.done = true
		return nil
	}
	r.head = pair{binary.NativeEndian.Uint64(b[:]), binary.NativeEndian.Uint64(b[8:])}
	return err
}

// writePairs writes the sorted pairs and the fan: for each value of the top bits of
// a key, the first pair that has it.
func writePairs(w *sealWriter, s *pairSorter) error {
	k := max(bits.Len64(uint64(s.count))-5, 4) // about 32 to 64 pairs under each
	fan := make([]uint64, 1<<k+1)
	if err := w.begin("pairs"); err != nil {
		return err
	}
	n, next := uint64(0), 0
	err := s.each(func(list []pair) error {
		for _, p := range list {
			for top := int(p.key >> (64 - k)); next <= top; next++ {
				fan[next] = n
			}
			n++
		}
		_, err := w.Write(raw(list))
		return err
	})
	if err != nil {
		return err
	}
	for ; next < len(fan); next++ {
		fan[next] = n
	}
	if err := w.begin("fan"); err != nil {
		return err
	}
	_, err = w.Write(raw(fan))
	return err
}

// pairIndex finds the refs of a key.
type pairIndex struct {
	pairs sectionOf[pair]
	fan   sectionOf[uint64]
	shift int
}

func openPairs(s *sealed) (*pairIndex, error) {
	x := &pairIndex{pairs: sectionOf[pair]{s.section("pairs")}, fan: sectionOf[uint64]{s.section("fan")}}
	n := x.fan.len() - 1
	if n < 1 || n&(n-1) != 0 {
		return nil, damaged(s.name, "its index has no shape")
	}
	x.shift = 64 - bits.Len64(uint64(n)) + 1
	return x, nil
}

// under returns the pairs of a key, in the order of the records.
func (x *pairIndex) under(key uint64) ([]pair, error) {
	top := int64(key >> x.shift)
	ends, err := x.fan.slice(top, top+2)
	if err != nil {
		return nil, err
	}
	list, err := x.pairs.slice(int64(ends[0]), int64(ends[1]))
	if err != nil {
		return nil, err
	}
	lo := sort.Search(len(list), func(i int) bool { return list[i].key >= key })
	n := sort.Search(len(list)-lo, func(i int) bool { return list[lo+i].key > key })
	return list[lo : lo+n], nil
}

// find hands on the refs of a key in the order of the records.
func (x *pairIndex) find(key uint64, yield func(ref uint64) error) error {
	list, err := x.under(key)
	if err != nil {
		return err
	}
	for _, p := range list {
		if err := yield(p.ref); err != nil {
			return err
		}
	}
	return nil
}

// leads reports that a ref is under a key.
func (x *pairIndex) leads(key, ref uint64) (bool, error) {
	list, err := x.under(key)
	if err != nil {
		return false, err
	}
	i := sort.Search(len(list), func(i int) bool { return list[i].ref >= ref })
	return i < len(list) && list[i].ref == ref, nil
}
