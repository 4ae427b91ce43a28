package ownership

// Walks and places number the nodes of a net by tables rather than maps where there are
// many: a law asks about closures of tens of thousands, hundreds of times.

// walk is the memory of one walk over a net, lent and given back clean.
type walk struct {
	marks []mark
	met   []int
}

// mark is what a walk knows of a node; the zero mark is that of one not met.
type mark struct{ num, low, block int32 }

func (w *walk) at(v int) *mark {
	if v >= len(w.marks) {
		w.marks = append(w.marks, make([]mark, v+1-len(w.marks)+len(w.marks)/4)...)
	}
	return &w.marks[v]
}

func (n *net) takeWalk() *walk {
	n.mu.Lock()
	defer n.mu.Unlock()
	if k := len(n.walks); k > 0 {
		w := n.walks[k-1]
		n.walks = n.walks[:k-1]
		return w
	}
	return &walk{}
}

func (n *net) giveWalk(w *walk) {
	for _, v := range w.met {
		w.marks[v] = mark{}
	}
	w.met = w.met[:0]
	n.mu.Lock()
	defer n.mu.Unlock()
	n.walks = append(n.walks, w)
}

// places gives some nodes of a net a number from 1 on: by a table where they are many
// among all, else by a map.
type places struct {
	table []int32
	few   map[int]int32
}

func placesOf(nodes []int, number func(int) int32) places {
	top := 0
	for _, v := range nodes {
		top = max(top, v)
	}
	var p places
	if top < 16*len(nodes) {
		p.table = make([]int32, top+1)
		for _, v := range nodes {
			p.table[v] = number(v)
		}
		return p
	}
	p.few = make(map[int]int32, len(nodes))
	for _, v := range nodes {
		p.few[v] = number(v)
	}
	return p
}

// of is the number of the node, 0 where it has none.
func (p *places) of(v int) int32 {
	if p.few != nil {
		return p.few[v]
	}
	if v < 0 || v >= len(p.table) {
		return 0
	}
	return p.table[v]
}

// blockOf is the block the node lies in, -1 for one that is not upstream.
func (u *upstream) blockOf(v int) int { return int(u.place.of(v)) - 1 }
