package ownership

import "longarm/graph"

// roll is who of some parties is of a class. Who is not asked about is outside.
type roll struct {
	table []uint8 // the membership and one more, 0 where it is not known
	few   map[int]Membership
}

func newRoll(p places) roll {
	if p.few != nil {
		return roll{few: make(map[int]Membership, len(p.few))}
	}
	return roll{table: make([]uint8, len(p.table))}
}

func (r *roll) of(v int) Membership {
	m, _ := r.known(v)
	return m
}

func (r *roll) known(v int) (Membership, bool) {
	if r.few != nil {
		m, ok := r.few[v]
		return m, ok
	}
	if v < 0 || v >= len(r.table) || r.table[v] == 0 {
		return Outside, false
	}
	return Membership(r.table[v] - 1), true
}

func (r *roll) put(v int, m Membership) {
	if r.few != nil {
		r.few[v] = m
		return
	}
	if v >= len(r.table) {
		r.table = append(r.table, make([]uint8, v+1-len(r.table))...)
	}
	r.table[v] = uint8(m) + 1
}

type rollKey struct {
	basis graph.Basis
	class string
}

// enrol reads the class of the parties, and keeps it where the class has a key.
func (a *asking) enrol(nodes []int) {
	if a.test.Class.Key == "" || len(nodes) <= largeControl {
		for _, v := range nodes {
			if _, ok := a.member.known(v); !ok {
				a.member.put(v, a.test.Class.In(a.n.id(v)))
			}
		}
		return
	}
	key := rollKey{a.n.basis, a.test.Class.Key}
	var ask []int
	a.m.mu.Lock()
	kept := a.m.rolls[key]
	if kept == nil {
		kept = &roll{}
		a.m.rolls[key] = kept
	}
	for _, v := range nodes {
		if m, ok := kept.known(v); ok {
			a.member.put(v, m)
		} else {
			ask = append(ask, v)
		}
	}
	a.m.mu.Unlock()
	if len(ask) == 0 {
		return
	}
	for _, v := range ask { // a class may ask for shares itself
		a.member.put(v, a.test.Class.In(a.n.id(v)))
	}
	a.m.mu.Lock()
	for _, v := range ask {
		kept.put(v, a.member.of(v))
	}
	a.m.mu.Unlock()
}
