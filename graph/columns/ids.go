package columns

import (
	"bytes"
	"cmp"
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
	slot   []uint64 // n+1: low half of the hash, then the offset into the arena
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

// rowIDs are ids as they came: the i-th is text[end[i-1]:end[i]].
type rowIDs struct {
	text []byte
	end  []uint32
	hash []uint64
}

func (r *rowIDs) at(i uint32) []byte {
	from := uint32(0)
	if i > 0 {
		from = r.end[i-1]
	}
	return r.text[from:r.end[i]]
}

// same reports that two rows have one id.
func (r *rowIDs) same(i, j uint32) bool {
	return r.hash[i] == r.hash[j] && bytes.Equal(r.at(i), r.at(j))
}

// newIDs builds the table of the distinct ids among the rows. It returns the
// canonical number of each row, and the first row of each canonical number.
func newIDs(r *rowIDs) (t *ids, canon, first []uint32, err error) {
	n := len(r.hash)
	if len(r.text) > maxArena || n > 1<<31-2 {
		return nil, nil, nil, errTooLarge
	}
	k := uint(bits.Len(uint(max(n, 2) - 1)))
	shift := 64 - k
	start := make([]uint32, 1<<k+1)
	for _, h := range r.hash {
		start[h>>shift+1]++
	}
	for b := range len(start) - 1 {
		start[b+1] += start[b]
	}
	list, next := make([]uint32, n), slices.Clone(start[:1<<k])
	for i, h := range r.hash {
		b := h >> shift
		list[next[b]] = uint32(i)
		next[b]++
	}
	// Within a bucket by tag, then bytes, then row; half of the buckets each.
	distinct := next[:1<<k] // of each bucket
	both(1<<k, func(from, to uint32) {
		for b := from; b < to; b++ {
			in := list[start[b]:start[b+1]]
			if len(in) > 1 {
				slices.SortFunc(in, func(x, y uint32) int {
					if a, b := uint32(r.hash[x]), uint32(r.hash[y]); a != b {
						return int(int64(a) - int64(b))
					}
					if c := bytes.Compare(r.at(x), r.at(y)); c != 0 {
						return c
					}
					return int(int64(x) - int64(y))
				})
			}
			distinct[b] = 0
			for j := range in {
				if j == 0 || !r.same(in[j-1], in[j]) {
					distinct[b]++
				}
			}
		}
	})
	t = &ids{bucket: make([]uint32, 1<<k+1), shift: shift}
	for b, d := range distinct {
		t.bucket[b+1] = t.bucket[b] + d
	}
	m := t.bucket[1<<k]
	t.slot = make([]uint64, m+1)
	canon, first = make([]uint32, n), make([]uint32, m)
	both(1<<k, func(from, to uint32) {
		for b := from; b < to; b++ {
			c := t.bucket[b]
			in := list[start[b]:start[b+1]]
			for j, i := range in {
				if j > 0 && r.same(in[j-1], i) {
					canon[i] = c - 1
					continue
				}
				canon[i], first[c], t.slot[c] = c, i, r.hash[i]<<32|uint64(len(r.at(i)))
				c++
			}
		}
	})
	size := uint64(0)
	for c, s := range t.slot {
		t.slot[c] = s&^(1<<32-1) | size
		size += s & (1<<32 - 1)
	}
	t.arena = make([]byte, size)
	both(int(m), func(from, to uint32) {
		for c := from; c < to; c++ {
			copy(t.at(c), r.at(first[c]))
		}
	})
	return t, canon, first, nil
}

func (t *ids) len() int { return len(t.slot) - 1 }

func (t *ids) at(c uint32) []byte {
	from, to := uint32(t.slot[c]), uint32(t.slot[c+1])
	return t.arena[from:to:to]
}

func (t *ids) tag(c uint32) uint32 { return uint32(t.slot[c] >> 32) }

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
		by := func(s uint64, tag uint64) int { return cmp.Compare(s>>32, tag) }
		from, _ := slices.BinarySearchFunc(t.slot[lo:hi], uint64(tag), by)
		to, _ := slices.BinarySearchFunc(t.slot[lo:hi], uint64(tag)+1, by)
		lo, hi = lo+uint32(from), lo+uint32(to)
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
		if t.tag(c) == tag && bytes.Equal(t.at(c), id) {
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
	lo, hi []uint32 // of the bucket, then of the first tag that fits
	from   []uint32 // of that id in the arena
	end    []uint32
	sink   uint64 // what loads that only warm the cache add up to
}

// find sets out[i] to the canonical number of the i-th id of the text, whose bytes
// are text[start[i]:end[i]], or to none.
func (l *lookup) find(text []byte, start, end, out []uint32) {
	const batch = 256
	for len(start) > 0 {
		n := min(batch, len(start))
		l.some(text, start[:n], end[:n], out[:n])
		start, end, out = start[n:], end[n:], out[n:]
	}
}

func (l *lookup) some(text []byte, start, end, out []uint32) {
	n := len(start)
	if len(l.hash) < n {
		l.hash, l.lo, l.hi, l.from, l.end = make([]uint64, n), make([]uint32, n), make([]uint32, n), make([]uint32, n), make([]uint32, n)
	}
	t := l.t
	for i := range n {
		l.hash[i] = hash(text[start[i]:end[i]])
	}
	for i := range n {
		b := l.hash[i] >> t.shift
		l.lo[i], l.hi[i] = t.bucket[b], t.bucket[b+1]
	}
	// A loop without a branch to guess wrong has all its misses under way at once; the
	// loop that follows finds its lines there.
	sink := uint64(0)
	for _, lo := range l.lo[:n] {
		sink += t.slot[lo]
	}
	for i := range n {
		lo, hi, tag := l.lo[i], l.hi[i], uint32(l.hash[i])
		l.from[i], l.end[i] = 1, 0
		if hi-lo > 32 {
			continue
		}
		for ; lo < hi; lo++ {
			if s := t.slot[lo]; uint32(s>>32) == tag {
				l.from[i], l.end[i] = uint32(s), uint32(t.slot[lo+1])
				break
			}
		}
		l.lo[i] = lo
	}
	for _, from := range l.from[:n] {
		if int(from) < len(t.arena) {
			sink += uint64(t.arena[from])
		}
	}
	l.sink += sink
	for i := range n {
		lo, hi := l.lo[i], l.hi[i]
		if lo >= hi {
			out[i] = none
			continue
		}
		id := text[start[i]:end[i]]
		if f, e := int(l.from[i]), int(l.end[i]); e-f == len(id) && same(t.arena[f:e], id) {
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

// same compares two ids of equal length, short ones in two overlapping words.
func same(a, b []byte) bool {
	n := len(a)
	if n < 8 || n > 16 || len(b) != n {
		return string(a) == string(b)
	}
	return binary.LittleEndian.Uint64(a) == binary.LittleEndian.Uint64(b) &&
		binary.LittleEndian.Uint64(a[n-8:]) == binary.LittleEndian.Uint64(b[n-8:])
}
