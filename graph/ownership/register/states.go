package register

import (
	"math/bits"
	"math/rand/v2"

	"longarm/graph/columns"
)

// States says by which places each entity can be reached through control: the sets
// of the places of its controllers, shared between entities.
type States struct {
	Of    []uint32 // by node: a set; 0 is the empty one
	words int
	bits  []uint64 // set after set
}

// Len is the number of sets.
func (s *States) Len() int { return len(s.bits) / s.words }

// Set is the set of the given number, the place p being bit p%64 of word p/64.
func (s *States) Set(i uint32) []uint64 {
	return s.bits[int(i)*s.words : int(i+1)*s.words]
}

// Pairs is the number of pairs of an entity and a place that reaches it.
func (s *States) Pairs() int {
	size := make([]uint16, s.Len())
	for i := range size {
		for _, w := range s.Set(uint32(i)) {
			size[i] += uint16(bits.OnesCount64(w))
		}
	}
	n := 0
	for _, t := range s.Of {
		n += int(size[t])
	}
	return n
}

// StatesOf passes the places of controllers down the forest. A register with
// millions of companies has some thousands of sets: the first are the empty one and one for
// each place, the others are found by what they were made from.
func (f *Forest) StatesOf(v *columns.View) *States {
	place, hints := v.PlaceIndex(), v.RowHints()
	m := newSetMaker(len(v.Places()))
	of := make([]uint32, len(f.parent))
	var path []uint32
	done := map[uint32]bool{} // in components, where a parent may come after its company
	for x, p := range f.parent {
		if p == None {
			continue
		}
		if hints[x]&columns.RowCyclic == 0 { // the parent came before
			of[x] = m.with(of[p], place[p])
			continue
		}
		path = path[:0]
		for y := uint32(x); f.parent[y] != None && !done[y] && hints[y]&columns.RowCyclic != 0; y = f.parent[y] {
			path = append(path, y)
		}
		for i := len(path) - 1; i >= 0; i-- {
			y := path[i]
			of[y] = m.with(of[f.parent[y]], place[f.parent[y]])
			done[y] = true
		}
	}
	for c := range f.classes() { // every member is controlled by all the others
		members := f.Class(c.bottom)
		above := of[c.top]
		for _, y := range members {
			set := above
			for _, x := range members {
				if x != y {
					set = m.with(set, place[x])
				}
			}
			of[y] = set
		}
	}
	return &States{Of: of, words: m.words, bits: m.bits}
}

// setMaker numbers sets of places.
type setMaker struct {
	places, words int
	bits          []uint64
	sum           []uint64          // by set: the exclusive or of its places' marks
	mark          []uint64          // by place
	known         map[uint64]uint32 // sum → the first set with it
	next          [][]uint32        // set → place → the set with it, 0 unknown; a row when first asked for
}

func newSetMaker(places int) *setMaker {
	m := &setMaker{places: places, words: (places + 63) / 64, known: map[uint64]uint32{}}
	m.mark = make([]uint64, places)
	r := rand.New(rand.NewPCG(1, 1))
	for p := range m.mark {
		m.mark[p] = r.Uint64()
	}
	m.bits = make([]uint64, places*m.words) // place 0 is none
	m.sum = append(m.sum, m.mark...)
	m.sum[0] = 0
	for p := 1; p < places; p++ {
		m.bits[p*m.words+p/64] = 1 << (p % 64)
		m.known[m.sum[p]] = uint32(p)
	}
	m.next = make([][]uint32, places)
	return m
}

// with is the set with one more place.
func (m *setMaker) with(s uint32, p uint16) uint32 {
	switch {
	case s == 0:
		return uint32(p)
	case p == 0 || s == uint32(p):
		return s
	}
	if row := m.next[s]; row != nil && row[p] != 0 {
		return row[p]
	}
	return m.add(s, p)
}

func (m *setMaker) add(s uint32, p uint16) uint32 {
	if m.next[s] == nil {
		m.next[s] = make([]uint32, m.places)
	}
	t := m.find(s, p)
	m.next[s][p] = t
	return t
}

func (m *setMaker) find(s uint32, p uint16) uint32 {
	from, word, bit := int(s)*m.words, int(p/64), uint64(1)<<(p%64)
	if m.bits[from+word]&bit != 0 {
		return s
	}
	sum := m.sum[s] ^ m.mark[p]
	if t, ok := m.known[sum]; ok && m.same(t, s, word, bit) {
		return t
	}
	t := uint32(len(m.sum))
	m.bits = append(m.bits, m.bits[from:from+m.words]...)
	m.bits[int(t)*m.words+word] |= bit
	m.sum = append(m.sum, sum)
	m.next = append(m.next, nil)
	m.known[sum] = t
	return t
}

// same reports whether t is s with one bit more.
func (m *setMaker) same(t, s uint32, word int, bit uint64) bool {
	for i := range m.words {
		w := m.bits[int(s)*m.words+i]
		if i == word {
			w |= bit
		}
		if m.bits[int(t)*m.words+i] != w {
			return false
		}
	}
	return true
}
