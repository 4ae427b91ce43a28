package layered

import "math"

// settle moves the pieces of lines that have an end of their own below or above that
// end, where there is room: the mean of four alignments may stand beside it, and a label
// reads best under the node it is about. The order within the rows stays, and so do the
// nodes.
func (g *net) settle() {
	above, below := g.shares()
	for range 2 { // what moves in the first round may make room for others
		for i := range g.lines {
			l := &g.lines[i]
			n := len(l.chain)
			if n == 0 {
				continue
			}
			first, last := 1, n-1
			for first < n && g.x[l.chain[first]] == g.x[l.chain[0]] {
				first++
			}
			for last > 0 && g.x[l.chain[last-1]] == g.x[l.chain[n-1]] {
				last--
			}
			var ends []straight
			if below[i] > 0 {
				ends = append(ends, straight{l.chain[:first], l.from, below[i] == 1})
			}
			if above[i] > 0 {
				ends = append(ends, straight{l.chain[last:], l.to, above[i] == 1})
			}
			g.hang(ends, first == n)
		}
	}
}

// straight is a piece of a line beside a node that could run straight into it.
type straight struct {
	piece []int32
	node  int
	alone bool // no other line ends at that side of the node
}

// hang moves the first piece that does not run straight and may. A line that is one
// piece stays when either of its ends is straight already.
func (g *net) hang(ends []straight, whole bool) {
	if whole {
		for _, e := range ends {
			if lo, hi := g.under(e.node); g.x[e.piece[0]] >= lo && g.x[e.piece[0]] <= hi {
				return
			}
		}
	}
	for _, e := range ends {
		lo, hi := g.under(e.node)
		x := g.x[e.piece[0]]
		if x >= lo && x <= hi {
			continue
		}
		want := []float64{min(max(x, lo), hi)}
		if e.alone {
			want = []float64{g.middle(e.node), want[0]}
		}
		for _, to := range want {
			if g.free(e.piece, to) {
				for _, v := range e.piece {
					g.x[v] = to
				}
				if whole {
					return
				}
				break
			}
		}
	}
}

// under is where lines may meet a side of a node.
func (g *net) under(node int) (lo, hi float64) {
	w := g.nodes[node].W
	half := w/2 - min(12, w/4)
	mid := g.middle(node)
	return math.Ceil(mid - half), math.Floor(mid + half)
}

// free reports that a piece can stand at x without coming too near to its neighbours.
func (g *net) free(piece []int32, x float64) bool {
	for _, v := range piece {
		row := g.layer[g.v[v].row]
		p := int(g.v[v].pos)
		if p > 0 && x-g.x[row[p-1]] < g.apart(row[p-1], v) {
			return false
		}
		if p+1 < len(row) && g.x[row[p+1]]-x < g.apart(v, row[p+1]) {
			return false
		}
	}
	return true
}

// shares counts, for each line, the ends at the side of the node where it arrives
// (above the lower node) and where it leaves (below the upper one); 0 where it shares
// its end with others, whose way it must take.
func (g *net) shares() (above, below []int) {
	type side struct{ node, bus int }
	arrive, leave := map[side]int{}, map[side]int{}
	arriving, leaving := make([]int, len(g.nodes)), make([]int, len(g.nodes))
	bus := func(l *line) int {
		b := g.edges[l.edge].Bus
		if l.turned {
			return -b
		}
		return b
	}
	count := func(ends map[side]int, all []int, node, bus int) {
		if ends[side{node, bus}]++; bus == 0 || ends[side{node, bus}] == 1 {
			all[node]++
		}
	}
	for i := range g.lines {
		l := &g.lines[i]
		count(arrive, arriving, l.to, bus(l))
		count(leave, leaving, l.from, bus(l))
	}
	above, below = make([]int, len(g.lines)), make([]int, len(g.lines))
	for i := range g.lines {
		l := &g.lines[i]
		if b := bus(l); b == 0 || arrive[side{l.to, b}] == 1 {
			above[i] = arriving[l.to]
		}
		if b := bus(l); b == 0 || leave[side{l.from, b}] == 1 {
			below[i] = leaving[l.from]
		}
	}
	return above, below
}
