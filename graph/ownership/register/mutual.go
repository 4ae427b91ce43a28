package register

import (
	"longarm/graph"
	"longarm/graph/columns"
)

// component finds control inside a cyclic component. Companies with one majority
// holder hang from it; rings of such holders are classes. The others are judged by
// the forest as it stands, again whenever trees that both hold shares of them grow
// together, and last until no parent can move further down. Every pointer set is
// control derived from pointers set before, so what is found is the least fixpoint.
func (b *forestBuilder) component(c columns.Span) {
	n := c.To - c.From
	k := &knot{forestBuilder: b, Span: c, link: make([]uint32, n), fixed: make([]bool, n), queued: make([]bool, n), held: make([][]uint32, n), tally: map[uint32]stake{}}
	for v := c.From; v < c.To; v++ {
		k.link[v-c.From] = v
		b.parent[v] = None
	}
	k.majorities()
	var queue []uint32
	for v := c.From; v < c.To; v++ {
		if k.fixed[v-c.From] {
			continue
		}
		queue = append(queue, v)
		k.queued[v-c.From] = true
		off, holder := b.view.Rows()
		for e := off[v]; e < off[v+1]; e++ {
			if h := holder[e]; h != v && k.inside(h) && b.view.High[e] > 0 {
				r := k.find(h)
				if k.inside(r) {
					k.held[r-c.From] = append(k.held[r-c.From], v)
				}
			}
		}
	}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		k.queued[v-c.From] = false
		if !k.judge(v) {
			continue
		}
		for _, y := range k.moved {
			if !k.queued[y-c.From] {
				k.queued[y-c.From] = true
				queue = append(queue, y)
			}
		}
	}
	for again := true; again; { // further down, until nothing moves
		again = false
		for v := c.From; v < c.To; v++ {
			if !k.fixed[v-c.From] && k.judge(v) {
				again = true
			}
		}
	}
	k.settle()
}

// knot is the forest while a component is being solved: parents inside it are not
// final, and depths are not known. A class is walked as one node, its bottom.
type knot struct {
	*forestBuilder
	columns.Span
	link   []uint32   // union-find towards the root of the tree; roots outside are final
	fixed  []bool     // has one majority holder
	queued []bool     // waits to be judged
	held   [][]uint32 // by root inside: companies without a majority holder that its tree holds shares of
	moved  []uint32   // companies that trees grown together hold shares of
	tally  map[uint32]stake
}

func (k *knot) inside(v uint32) bool { return v >= k.From && v < k.To }

func (k *knot) find(v uint32) uint32 {
	r := v
	for k.inside(r) && k.link[r-k.From] != r {
		r = k.link[r-k.From]
	}
	if !k.inside(r) {
		r = k.root[r]
	}
	for k.inside(v) && k.link[v-k.From] != v {
		v, k.link[v-k.From] = k.link[v-k.From], r
	}
	return r
}

func (k *knot) mutual(v uint32) *mutual {
	if len(k.class) == 0 {
		return nil
	}
	return k.class[v]
}

// rep stands for the class of v.
func (k *knot) rep(v uint32) uint32 {
	if m := k.mutual(v); m != nil {
		return m.bottom
	}
	return v
}

func (k *knot) top(v uint32) uint32 {
	if m := k.mutual(v); m != nil {
		return m.top
	}
	return v
}

// up is what stands above v, a representative.
func (k *knot) up(v uint32) uint32 {
	if k.inside(v) {
		v = k.top(v)
	}
	if p := k.parent[v]; p == None {
		return None
	} else if k.inside(p) {
		return k.rep(p)
	} else {
		return p
	}
}

// majorities hangs companies from the one holder that passes alone, and makes
// classes of the rings this leaves.
func (k *knot) majorities() {
	v := k.view
	off, holder := v.Rows()
	for at := k.From; at < k.To; at++ {
		p := k.row(at, v.RowHints()[at])
		for e := off[at]; e < off[at+1]; e++ {
			if h := holder[e]; h != at && p.ok(k.weight(e), k.open(e)) {
				k.parent[at] = h
				if !k.inside(h) {
					k.parent[at] = k.bottomOf(h, v.RowHints())
				}
				k.fixed[at-k.From] = true
				break
			}
		}
	}
	state := make([]uint32, k.To-k.From) // the walk that met a node, from 1
	for start := k.From; start < k.To; start++ {
		x := start
		for x != None && k.inside(x) && state[x-k.From] == 0 {
			state[x-k.From] = start - k.From + 1
			x = k.parent[x]
		}
		if x == None || !k.inside(x) || state[x-k.From] != start-k.From+1 {
			continue
		}
		m := &mutual{bottom: x} // a ring: cut it above its least member
		for y := k.parent[x]; y != x; y = k.parent[y] {
			m.bottom = min(m.bottom, y)
		}
		m.top = m.bottom
		for y := m.bottom; ; y = k.parent[y] {
			k.enter(y, m)
			m.top = y
			if k.parent[y] == m.bottom {
				break
			}
		}
		k.parent[m.top] = None
	}
	for at := k.From; at < k.To; at++ {
		if p := k.parent[at]; p != None {
			k.link[at-k.From] = p
		}
	}
}

func (k *knot) enter(v uint32, m *mutual) {
	if k.class == nil {
		k.class = map[uint32]*mutual{}
	}
	k.class[v] = m
	m.size++
}

// judge looks for the lowest node that controls at by the forest as it stands, and
// reports whether the forest changed.
func (k *knot) judge(at uint32) bool {
	v := k.view
	off, holder := v.Rows()
	hints := v.RowHints()
	p := k.row(at, hints[at])
	list := k.group[:0]
	total, open := graph.Percent(0), 0
	winner, votes := None, graph.Percent(0)
	for e := off[at]; e < off[at+1]; e++ {
		h, w := holder[e], k.weight(e)
		if h == at || v.High[e] == 0 {
			continue
		}
		s := stake{at: h, w: w, open: k.open(e)}
		if k.inside(h) {
			s.at = k.rep(h)
		} else {
			s.at = k.bottomOf(h, hints)
		}
		list = append(list, s)
		total += w
		open += s.open
		r := k.find(s.at)
		w += graph.Percent(s.open)
		switch {
		case winner == r:
			votes += w
		case votes >= w:
			votes -= w
		default:
			winner, votes = r, w-votes
		}
	}
	k.group = list
	if !p.ok(total, open) {
		return false
	}
	m := k.lowest(list, winner, p)
	return m != None && k.hang(at, m)
}

// lowest adds the stakes of one tree up towards its root and returns the lowest
// node at which they pass.
func (k *knot) lowest(list []stake, root uint32, p pass) uint32 {
	sum, open, n := graph.Percent(0), 0, 0
	for _, s := range list {
		if k.find(s.at) == root {
			list[n] = s
			n++
			sum += s.w
			open += s.open
		}
	}
	if !p.ok(sum, open) {
		return None
	}
	clear(k.tally)
	for _, s := range list[:n] {
		for x := s.at; x != None; x = k.up(x) {
			t := k.tally[x]
			t.w, t.open = t.w+s.w, t.open+s.open
			k.tally[x] = t
		}
	}
	// Nodes that pass form a chain, so from any stake the first met going up is the
	// lowest on its way; the lowest of all has the others above it.
	best := None
	for _, s := range list[:n] {
		x := s.at
		for x != None && !p.ok(k.tally[x].w, k.tally[x].open) {
			x = k.up(x)
		}
		if best == None || x != best && k.above(best, x) {
			best = x
		}
	}
	return best
}

// above reports that a stands above v.
func (k *knot) above(a, v uint32) bool {
	for v != None && v != a {
		v = k.up(v)
	}
	return v == a
}

// hang puts at, with its class, under m, or makes a class of them when m lies under
// at already.
func (k *knot) hang(at, m uint32) bool {
	k.moved = k.moved[:0]
	self := k.rep(at)
	if m == self {
		return false // its own group: no outsider
	}
	old := k.up(self)
	if old == m {
		return false
	}
	if k.find(m) == k.find(self) && k.above(self, m) {
		k.condense(self, m)
		return true
	}
	if old != None && !k.above(old, m) { // only ever further down
		return false
	}
	k.parent[k.top(self)] = m
	if old == None {
		k.grow(self, m)
	}
	return true
}

// grow joins the tree of a root to the tree of m, and lists the companies that the
// lesser of both holds shares of: only companies both hold can be gained.
func (k *knot) grow(root, m uint32) {
	r, into := k.find(root), k.find(m)
	k.link[r-k.From] = into
	mine := k.held[r-k.From]
	k.held[r-k.From] = nil
	if !k.inside(into) {
		k.moved = mine
		return
	}
	other := k.held[into-k.From]
	if len(mine) > len(other) {
		mine, other = other, mine
	}
	k.moved = append(k.moved, mine...)
	k.held[into-k.From] = append(other, mine...)
}

// condense makes one class of the path from m up to self, classes on it included.
func (k *knot) condense(self, m uint32) {
	var path []uint32
	for x := m; ; x = k.up(x) {
		for y := x; ; y = k.parent[y] { // the members of x's class, from the bottom
			path = append(path, y)
			if y == k.top(x) {
				break
			}
		}
		if x == self {
			break
		}
	}
	above := k.parent[path[len(path)-1]]
	c := &mutual{top: path[len(path)-1], bottom: path[0]}
	for i, y := range path {
		k.enter(y, c)
		if i+1 < len(path) {
			k.parent[y] = path[i+1]
		}
	}
	k.parent[c.top] = above
	if r := k.find(c.top); k.inside(r) { // what the tree holds may be gained by the class
		k.moved = append(k.moved, k.held[r-k.From]...)
	}
}

// settle gives the members their final places, parents first.
func (k *knot) settle() {
	done := make([]bool, k.To-k.From)
	var path []uint32
	next := func(x uint32) uint32 {
		p := k.parent[x]
		if p != None && k.inside(p) && k.mutual(p) != k.mutual(x) {
			return k.rep(p)
		}
		return p
	}
	for v := k.From; v < k.To; v++ {
		for x := v; x != None && k.inside(x) && !done[x-k.From]; x = next(x) {
			path = append(path, x)
			done[x-k.From] = true
		}
		for len(path) > 0 {
			x := path[len(path)-1]
			path = path[:len(path)-1]
			k.set(x, next(x))
		}
	}
}
