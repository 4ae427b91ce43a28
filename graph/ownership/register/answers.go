package register

import (
	"math/bits"

	"longarm/graph/columns"
)

// Class lists who controls v and is controlled by it, itself included; nil when
// nobody is.
func (f *Forest) Class(v uint32) []uint32 {
	m := f.class[v]
	if m == nil {
		return nil
	}
	var out []uint32
	for x := m.bottom; ; x = f.parent[x] {
		out = append(out, x)
		if x == m.top {
			return out
		}
	}
}

// Controllers lists who controls v, lowest first; of a class the other members
// come before those above it.
func (f *Forest) Controllers(v uint32) []uint32 {
	at := v
	if m := f.class[v]; m != nil {
		at = m.bottom
	}
	var out []uint32
	for x := at; x != None; x = f.parent[x] {
		if x != v {
			out = append(out, x)
		}
	}
	return out
}

// Count is the number of parties that control v.
func (f *Forest) Count(v uint32) int {
	if len(f.class) > 0 {
		if m := f.class[v]; m != nil {
			return int(f.depth[m.bottom])
		}
	}
	return int(f.depth[v])
}

// Pairs is the number of pairs of a party and a company it controls.
func (f *Forest) Pairs() int {
	n := 0
	for _, d := range f.depth {
		n += int(d)
	}
	for v, m := range f.class {
		n += int(f.depth[m.bottom]) - int(f.depth[v])
	}
	return n
}

// States says by which places each entity can be reached through control: the sets
// of the places of its controllers, shared between entities.
type States struct {
	Of   []uint32 // by node: a set
	Sets [][]uint64
}

// StatesOf passes the places of controllers down the forest, the least member of a
// set being bit 0 of its first word. Sets are found by what they were made from, so
// that a register with millions of companies has some thousands.
func (f *Forest) StatesOf(v *columns.View) *States {
	places := len(v.Places())
	words := (places + 63) / 64
	place := v.PlaceIndex()
	out := &States{Of: make([]uint32, len(f.parent)), Sets: [][]uint64{make([]uint64, words)}}
	next := make([]uint32, places) // set × place → set, 0 unknown
	known := map[string]uint32{}
	with := func(s uint32, p uint16) uint32 {
		if p == 0 {
			return s
		}
		at := int(s)*places + int(p)
		if t := next[at]; t != 0 {
			return t
		}
		set := append([]uint64(nil), out.Sets[s]...)
		set[p/64] |= 1 << (p % 64)
		key := string(wordBytes(set))
		t, ok := known[key]
		if !ok {
			t = uint32(len(out.Sets))
			known[key] = t
			out.Sets = append(out.Sets, set)
			next = append(next, make([]uint32, places)...)
		}
		next[at] = t
		return t
	}
	hints := v.RowHints()
	var path []uint32
	done := map[uint32]bool{} // in components, where a parent may come after its company
	for x, p := range f.parent {
		if p == None {
			continue
		}
		if hints[x]&columns.RowCyclic == 0 { // the parent came before
			out.Of[x] = with(out.Of[p], place[p])
			continue
		}
		path = path[:0]
		for y := uint32(x); f.parent[y] != None && !done[y] && hints[y]&columns.RowCyclic != 0; y = f.parent[y] {
			path = append(path, y)
		}
		for i := len(path) - 1; i >= 0; i-- {
			y := path[i]
			out.Of[y] = with(out.Of[f.parent[y]], place[f.parent[y]])
			done[y] = true
		}
	}
	for c := range f.classes() { // every member is controlled by all the others
		members := f.Class(c.bottom)
		above := out.Of[c.top]
		for _, y := range members {
			set := above
			for _, x := range members {
				if x != y {
					set = with(set, place[x])
				}
			}
			out.Of[y] = set
		}
	}
	return out
}

// Pairs is the number of pairs of an entity and a place that reaches it.
func (s *States) Pairs() int {
	size := make([]int, len(s.Sets))
	for i, set := range s.Sets {
		for _, w := range set {
			size[i] += bits.OnesCount64(w)
		}
	}
	n := 0
	for _, t := range s.Of {
		n += size[t]
	}
	return n
}

func wordBytes(words []uint64) []byte {
	out := make([]byte, 0, 8*len(words))
	for _, w := range words {
		for i := range 8 {
			out = append(out, byte(w>>(8*i)))
		}
	}
	return out
}
