package register

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
