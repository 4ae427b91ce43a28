package layered

// turnCycles turns round as few lines as it can so that the rest has no cycle. Nodes
// are taken off in the order of Eades, Lin & Smyth: what nothing leads on from goes
// last, what nothing leads to goes first, then whoever leads to most more than leads
// to it; lines against the order are turned. Nodes that want to stand on top go
// first.
func (g *net) turnCycles() {
	n := len(g.nodes)
	out, in := make([][]int, n), make([][]int, n)
	outs, ins := make([]int, n), make([]int, n)
	for _, l := range g.lines {
		out[l.from] = append(out[l.from], l.to)
		in[l.to] = append(in[l.to], l.from)
		outs[l.from]++
		ins[l.to]++
	}
	gone := make([]bool, n)
	var first, last []int
	take := func(v int) {
		gone[v] = true
		for _, w := range out[v] {
			ins[w]--
		}
		for _, w := range in[v] {
			outs[w]--
		}
	}
	for left := n; left > 0; {
		moved := false
		for v := n - 1; v >= 0; v-- {
			if !gone[v] && outs[v] == 0 && !g.nodes[v].Top {
				take(v)
				last, left, moved = append(last, v), left-1, true
			}
		}
		for v := range n {
			if !gone[v] && ins[v] == 0 {
				take(v)
				first, left, moved = append(first, v), left-1, true
			}
		}
		if moved {
			continue
		}
		best := -1
		for v := range n {
			if !gone[v] && (best < 0 || g.ahead(v, outs[v]-ins[v], best, outs[best]-ins[best])) {
				best = v
			}
		}
		take(best)
		first, left = append(first, best), left-1
	}
	at := make([]int, n)
	for i, v := range first {
		at[v] = i
	}
	for i, v := range last {
		at[v] = n - 1 - i
	}
	for i := range g.lines {
		if l := &g.lines[i]; at[l.from] > at[l.to] {
			l.from, l.to, l.turned = l.to, l.from, true
		}
	}
}

func (g *net) ahead(v, surplus, other, than int) bool {
	if g.nodes[v].Top != g.nodes[other].Top {
		return g.nodes[v].Top
	}
	return surplus > than
}

// rank gives every node its rank, 0 at the top: as low as what it leads to allows,
// then wherever its lines are shortest.
func (g *net) rank() {
	n := len(g.nodes)
	up, down := make([][]int, n), make([][]int, n)
	ins := make([]int, n)
	for _, l := range g.lines {
		down[l.from] = append(down[l.from], l.to)
		up[l.to] = append(up[l.to], l.from)
		ins[l.to]++
	}
	var order []int // from above
	for v := range n {
		if ins[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range down[order[i]] {
			if ins[w]--; ins[w] == 0 {
				order = append(order, w)
			}
		}
	}
	height := make([]int, n) // rows below
	most := 0
	for i := len(order) - 1; i >= 0; i-- {
		for _, w := range down[order[i]] {
			height[order[i]] = max(height[order[i]], height[w]+1)
		}
		most = max(most, height[order[i]])
	}
	g.ranks = make([]int, n)
	for v := range n {
		g.ranks[v] = most - height[v]
	}
	g.shorten(order, up, down)
	g.lift(up, down)
}

// shorten moves nodes within what their lines allow, until no move makes the lines
// shorter in all.
func (g *net) shorten(order []int, up, down [][]int) {
	for range 2 * len(order) {
		moved := false
		for _, v := range order {
			to := g.ranks[v]
			switch {
			case len(up[v]) > len(down[v]): // as near to those above as can be
				to = 0
				for _, u := range up[v] {
					to = max(to, g.ranks[u]+1)
				}
			case len(down[v]) > len(up[v]):
				to = 1 << 30
				for _, w := range down[v] {
					to = min(to, g.ranks[w]-1)
				}
			}
			if to != g.ranks[v] {
				g.ranks[v], moved = to, true
			}
		}
		if !moved {
			break
		}
	}
}

// lift puts the nodes that want to stand on top on a rank above all others, where
// nothing leads to them, and numbers the ranks from 0 without a gap.
func (g *net) lift(up, down [][]int) {
	highest := 1 << 30
	for v := range g.nodes {
		if !g.nodes[v].Top || len(up[v]) > 0 {
			highest = min(highest, g.ranks[v])
		}
	}
	for v := range g.nodes {
		if g.nodes[v].Top && len(up[v]) == 0 && len(down[v]) > 0 {
			g.ranks[v] = highest - 1
		}
	}
	used := map[int]bool{}
	lo, hi := 1<<30, -1<<30
	for _, r := range g.ranks {
		used[r] = true
		lo, hi = min(lo, r), max(hi, r)
	}
	number := map[int]int{}
	for r := lo; r <= hi && len(g.ranks) > 0; r++ {
		if used[r] {
			number[r] = len(number)
		}
	}
	for v, r := range g.ranks {
		g.ranks[v] = number[r]
	}
}
