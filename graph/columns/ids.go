package columns

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// ids maps ids to canonical numbers 0…n-1 and back. Canonical numbers follow the
// hash of the id, then its bytes: they do not depend on the order of input, and
// finding one is a look into a bucket, a short scan of tags and one comparison.
// There is no Go map in sight, since at 10^7 ids its cache misses are the load.
type ids struct {
	arena  []byte   // the ids one after another, in canonical order
	off    []uint32 // n+1 offsets into the arena
	tag    []uint32 // low half of the hash
	bucket []uint32 // 2^k+1 first canonical numbers, by the top bits of the hash
	shift  uint
}

// maxArena bounds the bytes of all ids together.
const maxArena = 1<<32 - 1

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xbf58476d1ce4e5b9
)

// hash mixes eight bytes at a time. It is the same on every machine and run, since
// numbers follow from it; ids that collide on purpose are told apart by bytes.
func hash(id []byte) uint64 {
	h := uint64(len(id)) * mixA
	for len(id) >= 8 {
		h = mix(h ^ binary.LittleEndian.Uint64(id))
		id = id[8:]
	}
	if len(id) > 0 {
		var tail uint64
		for i, c := range id {
			tail |= uint64(c) << (8 * i)
		}
		h = mix(h ^ tail)
	}
	return mix(h)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^mixB, mixA)
	return hi ^ lo
}

// newIDs builds the table of distinct ids. at(i) is the i-th id as it came, and
// hashes[i] its hash; several may be equal. It returns the canonical number of
// each, and by canonical number one i that has it.
func newIDs(hashes []uint64, at func(i int) []byte) (t *ids, canon, first []uint32, err error) {
	n := len(hashes)
	k := uint(bits.Len(uint(max(n, 2) - 1)))
	shift := 64 - k
	start := make([]uint32, 1<<k+1)
	for _, h := range hashes {
		start[h>>shift+1]++
	}
	for b := range len(start) - 1 {
		start[b+1] += start[b]
	}
	list := make([]uint32, n)
	next := slices.Clone(start[:1<<k])
	for i, h := range hashes {
		b := h >> shift
		list[next[b]] = uint32(i)
		next[b]++
	}
	canon, first = make([]uint32, n), make([]uint32, 0, n)
	t = &ids{off: make([]uint32, 1, n+1), tag: make([]uint32, 0, n), bucket: next[:0], shift: shift}
	bucket := make([]uint32, 0, 1<<k+1)
	size := 0
	for i := range hashes {
		size += len(at(i))
	}
	if size > maxArena || n > 1<<31-2 {
		return nil, nil, nil, errTooLarge
	}
	t.arena = make([]byte, 0, size)
	for b := range 1 << k {
		bucket = append(bucket, uint32(len(t.tag)))
		in := list[start[b]:start[b+1]]
		if len(in) > 1 {
			slices.SortFunc(in, func(x, y uint32) int {
				if a, b := uint32(hashes[x]), uint32(hashes[y]); a != b {
					if a < b {
						return -1
					}
					return 1
				}
				if c := bytes.Compare(at(int(x)), at(int(y))); c != 0 {
					return c
				}
				return int(x) - int(y)
			})
		}
		for j, i := range in {
			if j > 0 && hashes[in[j-1]] == hashes[i] && bytes.Equal(at(int(in[j-1])), at(int(i))) {
				canon[i] = uint32(len(first) - 1)
				continue
			}
			canon[i] = uint32(len(first))
			first = append(first, i)
			t.tag = append(t.tag, uint32(hashes[i]))
			t.arena = append(t.arena, at(int(i))...)
			t.off = append(t.off, uint32(len(t.arena)))
		}
	}
	t.bucket = append(bucket, uint32(len(t.tag)))
	return t, canon, first, nil
}

func (t *ids) len() int { return len(t.tag) }

func (t *ids) at(c uint32) []byte { return t.arena[t.off[c]:t.off[c+1]:t.off[c+1]] }

// find returns the canonical number of an id.
func (t *ids) find(id []byte) (uint32, bool) {
	h := hash(id)
	b := h >> t.shift
	return t.scan(t.bucket[b], t.bucket[b+1], uint32(h), id)
}

// scan looks for the id among the canonical numbers of one bucket, which are
// sorted by tag, then bytes.
func (t *ids) scan(lo, hi, tag uint32, id []byte) (uint32, bool) {
	if hi-lo > 32 { // many ids of one bucket: only ids made to collide get here
		n, ok := slices.BinarySearchFunc(t.tag[lo:hi], tag, func(a, b uint32) int { return int(int64(a) - int64(b)) })
		if !ok {
			return 0, false
		}
		end, _ := slices.BinarySearchFunc(t.tag[lo:hi], uint64(tag)+1, func(a uint32, b uint64) int { return int(int64(a) - int64(b)) })
		lo, hi = lo+uint32(n), lo+uint32(end)
		for lo < hi {
			mid := lo + (hi-lo)/2
			switch c := bytes.Compare(t.at(mid), id); {
			case c == 0:
				return mid, true
			case c < 0:
				lo = mid + 1
			default:
				hi = mid
			}
		}
		return 0, false
	}
	for c := lo; c < hi; c++ {
		if t.tag[c] == tag && bytes.Equal(t.at(c), id) {
			return c, true
		}
	}
	return 0, false
}

// none marks an id that the table does not hold.
const none = ^uint32(0)

// lookup is a batch of look-ups: one tight loop a memory level, so that the
// misses of the whole batch overlap. Its scratch space is reused.
type lookup struct {
	t      *ids
	hash   []uint64
	lo, hi []uint32
	from   []uint32
}

// find sets out[i] to the canonical number of the i-th id of the text, whose bytes
// are text[start[i]:end[i]], or to none.
func (l *lookup) find(text []byte, start, end, out []uint32) {
	const batch = 128
	for len(start) > 0 {
		n := min(batch, len(start))
		l.some(text, start[:n], end[:n], out[:n])
		start, end, out = start[n:], end[n:], out[n:]
	}
}

func (l *lookup) some(text []byte, start, end, out []uint32) {
	n := len(start)
	if len(l.hash) < n {
		l.hash, l.lo, l.hi, l.from = make([]uint64, n), make([]uint32, n), make([]uint32, n), make([]uint32, n)
	}
	t := l.t
	for i := range n {
		l.hash[i] = hash(text[start[i]:end[i]])
	}
	for i := range n {
		b := l.hash[i] >> t.shift
		l.lo[i], l.hi[i] = t.bucket[b], t.bucket[b+1]
	}
	for i := range n {
		lo, hi, tag := l.lo[i], l.hi[i], uint32(l.hash[i])
		if hi-lo > 32 {
			continue
		}
		for lo < hi && t.tag[lo] != tag {
			lo++
		}
		l.lo[i] = lo
	}
	for i := range n {
		if l.lo[i] < l.hi[i] {
			l.from[i] = t.off[l.lo[i]]
		}
	}
	for i := range n {
		lo, hi := l.lo[i], l.hi[i]
		if lo >= hi {
			out[i] = none
			continue
		}
		id := text[start[i]:end[i]]
		if f := int(l.from[i]); t.tag[lo] == uint32(l.hash[i]) && f+len(id) <= len(t.arena) && int(t.off[lo+1]) == f+len(id) && string(t.arena[f:f+len(id)]) == string(id) {
			out[i] = lo
			continue
		}
		if c, ok := t.scan(lo, hi, uint32(l.hash[i]), id); ok {
			out[i] = c
		} else {
			out[i] = none
		}
	}
}
