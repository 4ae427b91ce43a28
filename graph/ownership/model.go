package ownership

import (
	"cmp"
	"slices"
	"sync"

	"longarm/graph"
)

// Model answers questions about one graph. Cap tables are turned into polytopes
// once and kept; a Model may be used by several goroutines.
type Model struct {
	tables Tables
	mu     sync.Mutex
	nets   map[graph.Basis]*net
	// Single holders come back in test after test: what a reading gives them does
	// not depend on the class asked about.
	closures  map[closureKey]*upstream
	memo      map[memoKey]*bounds
	memoSize  int // rows among the remembered answers for whole classes
	control   map[controlKey]*ControlAnswer
	domains   map[domainKey]*domain
	rolls     map[rollKey]*roll // of classes with a key
	hits      map[*upstream]*hits
	twin      map[[2]*upstream]bool
	potential map[potentialKey]*potential
	// domainNodes is how many parties the domains have.
	domainNodes int
	// closureNodes is how many the large closures have.
	closureNodes int
}

type controlKey struct {
	target    graph.EntityID
	threshold Threshold
	basis     graph.Basis
}

type closureKey struct {
	basis  graph.Basis
	target graph.EntityID
}

type memoKey struct {
	u       *upstream
	x       unit
	reading Reading
	chains  bool
	restMay bool
	// only the verdict is asked: figures of large closures may be rounded
	deciding bool
	members  string // of a whole class: who is of it
	link     Threshold
	hybrid   Hybrid
}

// New returns a Model of the tables, which must not change.
func New(t Tables) *Model {
	return &Model{tables: t, nets: map[graph.Basis]*net{}, closures: map[closureKey]*upstream{}, memo: map[memoKey]*bounds{},
		control: map[controlKey]*ControlAnswer{}, domains: map[domainKey]*domain{}, rolls: map[rollKey]*roll{}, potential: map[potentialKey]*potential{}, hits: map[*upstream]*hits{}, twin: map[[2]*upstream]bool{}}
}

// net is the graph of shares in one basis, entities numbered as they are met.
type net struct {
	tables Tables
	basis  graph.Basis
	mu     sync.Mutex
	index  map[graph.EntityID]int
	ids    []graph.EntityID
	rows   []*row
	walks  []*walk // not in use
	crowd  *crowd  // the last one found
}

func (m *Model) net(b graph.Basis) *net {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.nets[b]
	if n == nil {
		n = &net{tables: m.tables, basis: b, index: map[graph.EntityID]int{}}
		m.nets[b] = n
	}
	return n
}

// upstreamOf returns the whole closure of a company, computed once.
func (m *Model) upstreamOf(target graph.EntityID, b graph.Basis) *upstream {
	n := m.net(b)
	return remember(&m.mu, m.closures, closureKey{b, target}, func() *upstream {
		u := n.upstream(n.node(target), nil)
		m.makeRoom(u.size)
		return u
	})
}

// makeRoom makes room for what will be known of a large closure: what is known of others
// goes when it takes too much.
func (m *Model) makeRoom(size int) {
	if size <= largeControl {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closureNodes += size; m.closureNodes > maxClosureNodes {
		clear(m.closures)
		clear(m.memo)
		clear(m.potential)
		clear(m.hits)
		clear(m.twin)
		m.memoSize, m.closureNodes = 0, size
	}
}

// maxClosureNodes bounds how many parties of large closures are remembered at a time.
const maxClosureNodes = 1 << 20

// bases lists what to test for a basis asked: either and silence mean capital
// and votes, each by itself.
func bases(b graph.Basis) []graph.Basis {
	switch b {
	case Either, graph.NoBasis, graph.Both:
		return []graph.Basis{graph.Capital, graph.Votes}
	}
	return []graph.Basis{b}
}

func (n *net) node(id graph.EntityID) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.nodeLocked(id)
}

func (n *net) nodeLocked(id graph.EntityID) int {
	i, ok := n.index[id]
	if !ok {
		i = len(n.ids)
		n.index[id] = i
		n.ids = append(n.ids, id)
		n.rows = append(n.rows, nil)
	}
	return i
}

func (n *net) id(i int) graph.EntityID {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ids[i]
}

func (n *net) row(i int) *row {
	n.mu.Lock()
	defer n.mu.Unlock()
	if r := n.rows[i]; r != nil {
		return r
	}
	e := n.tables.Entity(n.ids[i])
	terminal := e != nil && !e.Kind.HasHolders()
	var t *graph.CapTable
	if !terminal {
		t = n.tables.CapTable(n.ids[i], n.basis)
	}
	r := newRow(i, t, terminal, n.nodeLocked)
	n.rows[i] = r
	return r
}

// edges lists the nodes a row may step to, itself included for treasury shares.
func (r *row) edges() []int {
	var out []int
	for _, l := range r.leaves {
		if l.node >= 0 && l.hi.sign() > 0 {
			out = append(out, l.node)
		}
	}
	return out
}

// upstream is the closure of a company under its holders, in strongly connected
// components: blocks come owners first, the target's block last.
type upstream struct {
	net    *net
	target int
	blocks [][]int // nodes sorted by id inside a block
	place  places  // node → its block
	size   int     // how many nodes there are
	once   sync.Once
	holds  map[int][]int // see held
	among  bool          // others are in holds too

	concertOnce sync.Once
	concerted   map[int][]concertLink

	allOnce sync.Once
	tables  int             // see companies
	all     []graph.ClaimID // see claims

	flagsOnce sync.Once
	flags     []graph.Flag

	laterOnce sync.Once
	hasLater  bool // see later
}

// upstream walks from the target to its holders, not past nodes for which stop
// says so, and orders what it meets (Tarjan's algorithm, without recursion).
func (n *net) upstream(target int, stop func(int) bool) *upstream {
	u := &upstream{net: n, target: target}
	type frame struct {
		node int
		row  *row // nil where the walk stops
		next int
	}
	w := n.takeWalk()
	defer n.giveWalk(w)
	var stack []int
	open := func(i int) frame {
		w.met = append(w.met, i)
		w.at(i).num, w.at(i).low = int32(len(w.met)), int32(len(w.met))
		stack = append(stack, i)
		if i != target && stop != nil && stop(i) {
			return frame{node: i}
		}
		return frame{node: i, row: n.row(i)}
	}
	var flat, ends []int
	work := []frame{open(target)}
	for len(work) > 0 {
		f := &work[len(work)-1]
		if f.row != nil && f.next < len(f.row.leaves) {
			l := &f.row.leaves[f.next]
			f.next++
			if l.node < 0 || l.hi.sign() <= 0 {
				continue
			}
			if m := w.at(l.node); m.num == 0 {
				work = append(work, open(l.node))
			} else if m.block == 0 { // on the stack
				low := &w.at(f.node).low
				*low = min(*low, m.num)
			}
			continue
		}
		v := f.node
		work = work[:len(work)-1]
		at := w.at(v)
		if len(work) > 0 {
			below := &w.at(work[len(work)-1].node).low
			*below = min(*below, at.low)
		}
		if at.low == at.num {
			start := len(flat)
			for {
				x := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				flat = append(flat, x)
				w.at(x).block = int32(len(ends) + 1)
				if x == v {
					break
				}
			}
			if block := flat[start:]; len(block) > 1 {
				n.sortByID(block)
			}
			ends = append(ends, len(flat))
		}
	}
	u.size, u.blocks = len(flat), make([][]int, len(ends))
	start := 0
	for i, end := range ends {
		u.blocks[i] = flat[start:end:end]
		start = end
	}
	u.place = placesOf(flat, func(v int) int32 { return w.at(v).block })
	return u
}

func (n *net) sortByID(nodes []int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	slices.SortFunc(nodes, func(a, b int) int { return cmp.Compare(n.ids[a], n.ids[b]) })
}

// idsOf translates nodes to sorted ids.
func (n *net) idsOf(nodes []int) []graph.EntityID {
	out := make([]graph.EntityID, len(nodes))
	for i, v := range nodes {
		out[i] = n.id(v)
	}
	slices.Sort(out)
	return out
}

// nodes lists every node but the target, in block order.
func (u *upstream) nodes() []int {
	var out []int
	for _, b := range u.blocks {
		for _, v := range b {
			if v != u.target {
				out = append(out, v)
			}
		}
	}
	return out
}

// sorted lists every node but the target by id.
func (u *upstream) sorted() []int {
	c := u.net.crowded(nil)
	if u.size <= largeControl || !c.covers(u.target, nil) || u.target != c.d.target && u.blockOf(c.d.target) >= 0 {
		out := u.nodes()
		u.net.sortByID(out)
		return out
	}
	out := make([]int, 0, u.size)
	for _, v := range c.d.nodes {
		if v != u.target && u.blockOf(v) >= 0 {
			out = append(out, v)
		}
	}
	return out
}
