package register

import (
	"cmp"
	"container/heap"
	"math"
	"math/big"
	"slices"
)

// Ways is a graph to look for paths in: the ways out of node v are Off[v]…Off[v+1],
// sorted by To, at most one to each node. A weight is a fraction above 0 up to 1.
type Ways struct {
	Off    []uint32
	To     []uint32
	Weight []float64
}

// Route is one simple path.
type Route struct {
	Ways   []uint32 // indices into the ways
	Weight float64  // the product of their weights
}

// Routes are the strongest simple paths between two nodes, and how many there are.
type Routes struct {
	Best []Route // by weight, then steps, then nodes
	// Count is the number of simple paths: exactly when Exact, else at least that.
	Count *big.Int
	Exact bool
	// More: there are paths beyond the ones listed. Stopped: the search gave up
	// within its bound of work, so that weaker paths may be listed before stronger.
	More, Stopped bool
}

// routeWork bounds the steps of a search. Only graphs in which almost every path
// runs into itself come near it.
const routeWork = 200_000_000

// Strongest finds the k strongest simple paths. Candidates are a path found, cut
// off at some node, with another way from there and the strongest rest: the rest is
// taken from one tree of best ways to the target where it does not meet what comes
// before, else searched for around it (Yen 1971; Kurz and Mutzel 2016). Nothing is
// enumerated that is not asked for.
func (w *Ways) Strongest(from, to uint32, k int) *Routes {
	s := &routing{Ways: w, from: from, to: to, out: &Routes{Count: new(big.Int)}}
	if from == to || !s.tree() {
		s.out.Exact = true
		return s.out
	}
	s.count()
	more := s.out.Exact && s.out.Count.Cmp(big.NewInt(int64(k))) > 0
	if more {
		s.search(k)
	} else {
		s.search(k + 1) // one beyond tells whether there are more
	}
	s.order()
	if len(s.out.Best) > k {
		s.out.Best, more = s.out.Best[:k], true
	}
	s.out.More = more || s.out.Stopped
	return s.out
}

type routing struct {
	*Ways
	from, to uint32
	out      *Routes
	cost     []uint64 // of each way: −log2 of its weight, in 2^-40; sums do not depend on their order
	best     []uint64 // the least any way from here to the target costs; far when none
	steps    []uint32
	next     []uint32 // the first way of the best one
	found    [][]uint32
	work     int
	on       []uint32 // stamp of the prefix a node lies on
	stamp    uint32
}

// tree finds the best ways to the target by Dijkstra's algorithm on the turned graph.
func (s *routing) tree() bool {
	n := len(s.Off) - 1
	s.best, s.steps, s.next, s.on = make([]uint64, n), make([]uint32, n), make([]uint32, n), make([]uint32, n)
	s.cost = make([]uint64, len(s.To))
	for e, w := range s.Weight {
		s.cost[e] = uint64(max(0, -math.Log2(w)) * (1 << 40))
	}
	for v := range s.best {
		s.best[v] = far
	}
	off, back := s.turned()
	s.best[s.to] = 0
	q := &nodeHeap{{s.to, 0, 0}}
	for q.Len() > 0 {
		top := heap.Pop(q).(nodeItem)
		if top.cost > s.best[top.v] || top.steps > s.steps[top.v] {
			continue
		}
		for _, e := range back[off[top.v]:off[top.v+1]] {
			v := s.source(e)
			x, steps := top.cost+s.cost[e], top.steps+1
			if v == s.to || x > s.best[v] || x == s.best[v] && steps > s.steps[v] {
				continue
			}
			if x == s.best[v] && steps == s.steps[v] { // the first way of several as good
				s.next[v] = min(s.next[v], e)
				continue
			}
			s.best[v], s.steps[v], s.next[v] = x, steps, e
			heap.Push(q, nodeItem{v, x, steps})
		}
	}
	return s.best[s.from] != far
}

// far is the cost of no way.
const far = math.MaxUint64

// source is the node a way starts at.
func (s *routing) source(e uint32) uint32 {
	i, ok := slices.BinarySearch(s.Off, e)
	if !ok {
		return uint32(i - 1)
	}
	for int(i+1) < len(s.Off) && s.Off[i+1] == e { // nodes without ways share the offset
		i++
	}
	return uint32(i)
}

func (s *routing) turned() (off, back []uint32) {
	n := len(s.Off) - 1
	off = make([]uint32, n+1)
	for _, t := range s.To {
		off[t+1]++
	}
	for v := range n {
		off[v+1] += off[v]
	}
	back = make([]uint32, len(s.To))
	at := slices.Clone(off[:n])
	for e, t := range s.To {
		back[at[t]] = uint32(e)
		at[t]++
	}
	return off, back
}

// cut is a candidate: path found number base up to step at, then the way e.
type cut struct {
	base, at int
	e        uint32
	cost     uint64 // of the whole path, or the least it can be
	steps    uint32
	rest     []uint32 // ways after e, once searched for; nil: the tree's
	sure     bool
}

func (s *routing) search(k int) {
	q := &cutHeap{}
	s.offer(q, -1, 0, nil)
	for q.Len() > 0 && len(s.found) < k {
		c := heap.Pop(q).(*cut)
		if !c.sure && !s.complete(c) {
			if s.work > routeWork {
				s.out.Stopped = true
				return
			}
			if c.cost != far {
				heap.Push(q, c)
			}
			continue
		}
		var path []uint32
		if c.base >= 0 {
			path = slices.Clone(s.found[c.base][:c.at])
		}
		path = append(append(path, c.e), c.rest...)
		i := len(s.found)
		s.found = append(s.found, path)
		s.offer(q, i, c.at, path)
		s.work += len(path)
	}
}

// offer adds the candidates that leave a path found at step from or later; every
// way already taken there by a path of the same beginning is left out, as its own
// path has offered or will offer what follows.
func (s *routing) offer(q *cutHeap, base, from int, path []uint32) {
	if path == nil {
		for e := s.Off[s.from]; e < s.Off[s.from+1]; e++ {
			s.push(q, &cut{base: -1, e: e}, 0, 0)
		}
		return
	}
	cost := uint64(0)
	v := s.from
	for at, e := range path {
		if at > from { // at step from its siblings are candidates already
			for x := s.Off[v]; x < s.Off[v+1]; x++ {
				if x != e {
					s.push(q, &cut{base: base, at: at, e: x}, cost, at)
				}
			}
		}
		cost += s.cost[e]
		v = s.To[e]
	}
}

func (s *routing) push(q *cutHeap, c *cut, before uint64, at int) {
	s.work++
	t := s.To[c.e]
	if t == s.from || s.best[t] == far {
		return
	}
	c.cost = before + s.cost[c.e] + s.best[t]
	c.steps = uint32(at) + 1 + s.steps[t]
	heap.Push(q, c)
}

// complete finds the rest of a candidate, and reports whether the promise it was
// ranked by holds. If not, the candidate has its true worth, 0 for none.
func (s *routing) complete(c *cut) bool {
	s.stamp++
	v, before := s.from, s.cost[c.e]
	s.on[v] = s.stamp
	if c.base >= 0 {
		for _, e := range s.found[c.base][:c.at] {
			v = s.To[e]
			before += s.cost[e]
			s.on[v] = s.stamp
		}
	}
	s.work += c.at + 1
	v = s.To[c.e]
	if s.on[v] == s.stamp {
		c.cost = far
		return false
	}
	for x := v; x != s.to; {
		e := s.next[x]
		c.rest = append(c.rest, e)
		if x = s.To[e]; s.on[x] == s.stamp {
			c.rest = nil
			break
		}
		s.work++
	}
	if v == s.to || c.rest != nil {
		c.sure = true
		return true
	}
	rest, cost := s.around(v)
	if c.sure, c.rest, c.cost = true, rest, far; cost != far {
		c.cost, c.steps = before+cost, uint32(c.at+1+len(rest))
	}
	return false
}

// around is the best way from v to the target that meets no marked node: A* with
// the tree as its bound.
func (s *routing) around(v uint32) (rest []uint32, cost uint64) {
	type label struct {
		cost uint64
		by   uint32
	}
	got := map[uint32]label{v: {0, None}}
	q := &nodeHeap{{v, s.best[v], s.steps[v]}}
	done := map[uint32]bool{}
	for q.Len() > 0 && s.work <= routeWork {
		top := heap.Pop(q).(nodeItem)
		if done[top.v] {
			continue
		}
		done[top.v] = true
		if top.v == s.to {
			for x := s.to; x != v; x = s.source(got[x].by) {
				rest = append(rest, got[x].by)
			}
			slices.Reverse(rest)
			return rest, got[s.to].cost
		}
		g := got[top.v].cost
		for e := s.Off[top.v]; e < s.Off[top.v+1]; e++ {
			s.work++
			t := s.To[e]
			if s.on[t] == s.stamp || s.best[t] == far || done[t] {
				continue
			}
			x := g + s.cost[e]
			if have, ok := got[t]; !ok || x < have.cost {
				got[t] = label{x, e}
				heap.Push(q, nodeItem{t, x + s.best[t], s.steps[t]})
			}
		}
	}
	return nil, far
}

// order puts the paths found into their order and gives them their weights.
func (s *routing) order() {
	for _, p := range s.found {
		w := 1.0
		for _, e := range p {
			w *= s.Weight[e]
		}
		s.out.Best = append(s.out.Best, Route{Ways: p, Weight: w})
	}
	slices.SortStableFunc(s.out.Best, func(a, b Route) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(len(a.Ways), len(b.Ways)), slices.Compare(a.Ways, b.Ways))
	})
}

type nodeItem struct {
	v     uint32
	cost  uint64
	steps uint32
}

type nodeHeap []nodeItem

func (q nodeHeap) Len() int { return len(q) }
func (q nodeHeap) Less(i, j int) bool {
	a, b := q[i], q[j]
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.steps, b.steps), cmp.Compare(a.v, b.v)) < 0
}
func (q nodeHeap) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *nodeHeap) Push(x any)   { *q = append(*q, x.(nodeItem)) }
func (q *nodeHeap) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

type cutHeap []*cut

func (q cutHeap) Len() int { return len(q) }
func (q cutHeap) Less(i, j int) bool {
	a, b := q[i], q[j]
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.steps, b.steps), cmp.Compare(b.base, a.base), cmp.Compare(b.at, a.at), cmp.Compare(a.e, b.e)) < 0
}
func (q cutHeap) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *cutHeap) Push(x any)   { *q = append(*q, x.(*cut)) }
func (q *cutHeap) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
