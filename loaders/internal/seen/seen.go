// Package seen remembers which ids of a stream were met, in eight bytes each and some
// room: an id is kept as its 64-bit hash. Two ids of a register of ten million share a
// hash with a probability below one in a hundred thousand.
package seen

// Set is a set of ids. The zero Set is empty and ready for use.
type Set struct {
	slots []uint64 // open addressing; 0 is free
	n     int
	zero  bool // whether the hash 0 is in it
}

// Hash is the 64-bit FNV-1a hash of a text, mixed once more so that its low bits serve
// as a place.
func Hash(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Add puts an id into the set and reports whether it is new.
func (s *Set) Add(id string) bool { return s.AddHash(Hash(id)) }

// Has reports whether an id is in the set.
func (s *Set) Has(id string) bool { return s.HasHash(Hash(id)) }

// Len is the number of ids.
func (s *Set) Len() int { return s.n }

// AddHash is Add by the hash.
func (s *Set) AddHash(h uint64) bool {
	if h == 0 {
		was := s.zero
		if s.zero = true; !was {
			s.n++
		}
		return !was
	}
	if 4*(s.n+1) > 3*len(s.slots) {
		s.grow()
	}
	i := s.place(h)
	if s.slots[i] == h {
		return false
	}
	s.slots[i] = h
	s.n++
	return true
}

// HasHash is Has by the hash.
func (s *Set) HasHash(h uint64) bool {
	if h == 0 {
		return s.zero
	}
	return len(s.slots) > 0 && s.slots[s.place(h)] == h
}

// place is where the hash stands, or would.
func (s *Set) place(h uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	i := h & mask
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (s *Set) grow() {
	old := s.slots
	s.slots = make([]uint64, max(64, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			s.slots[s.place(h)] = h
		}
	}
}

// Each visits the hashes in no order.
func (s *Set) Each(visit func(h uint64)) {
	if s.zero {
		visit(0)
	}
	for _, h := range s.slots {
		if h != 0 {
			visit(h)
		}
	}
}
