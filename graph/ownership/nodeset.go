package ownership

// nodeSet is a set of nodes of a net.
type nodeSet struct{ words []uint64 }

func (s *nodeSet) has(v int) bool {
	return v >= 0 && v>>6 < len(s.words) && s.words[v>>6]&(1<<(v&63)) != 0
}

func (s *nodeSet) add(v int) {
	for v>>6 >= len(s.words) {
		s.words = append(s.words, 0)
	}
	s.words[v>>6] |= 1 << (v & 63)
}
