package layered

import (
	"math"
	"slices"
)

// place gives every vertex the x of its middle: the mean of the two middle ones of
// the four extreme alignments of Brandes & Köpf, upward and downward, to the left and
// to the right.
func (g *net) place() {
	crossed := g.conflicts()
	var all [4][]float64
	for k := range 4 {
		all[k] = g.align(k/2 == 1, k%2 == 1, crossed)
	}
	g.evenOut(&all)
	g.x = make([]float64, len(g.v))
	for v := range g.x {
		at := []float64{all[0][v], all[1][v], all[2][v], all[3][v]}
		slices.Sort(at)
		g.x[v] = math.Round(at[1]+at[2]) / 2
	}
}

// point reports a vertex where a line merely passes.
func (g *net) point(v int32) bool { return g.v[v].node < 0 }

type segment struct{ above, below int32 }

// conflicts finds the pieces of line that cross a straight inner piece of a long one
// and must give way to it.
func (g *net) conflicts() map[segment]bool {
	out := map[segment]bool{}
	for k := 1; k+1 < len(g.layer); k++ {
		above, row := g.layer[k-1], g.layer[k]
		from, before := 0, int32(0)
		for i, v := range row {
			inner := int32(-1) // where the inner piece that ends here begins
			if g.point(v) {
				for _, u := range g.v[v].up {
					if g.point(u) {
						inner = g.v[u].pos
					}
				}
			}
			if inner < 0 && i < len(row)-1 {
				continue
			}
			to := int32(len(above) - 1)
			if inner >= 0 {
				to = inner
			}
			for ; from <= i; from++ {
				for _, u := range g.v[row[from]].up {
					if p := g.v[u].pos; (p < before || p > to) && !(g.point(u) && g.point(row[from])) {
						out[segment{u, row[from]}] = true
					}
				}
			}
			before = to
		}
	}
	return out
}

// align aligns every vertex with the median of its neighbours where it can, and packs
// the blocks that makes as tight as they go.
func (g *net) align(upward, rightward bool, crossed map[segment]bool) []float64 {
	rows := make([][]int32, len(g.layer))
	for i, row := range g.layer {
		k := i
		if upward {
			k = len(g.layer) - 1 - i
		}
		rows[k] = slices.Clone(row)
		if rightward {
			slices.Reverse(rows[k])
		}
	}
	pos := make([]int, len(g.v))
	root, next := make([]int32, len(g.v)), make([]int32, len(g.v))
	for _, row := range rows {
		for i, v := range row {
			pos[v], root[v], next[v] = i, v, v
		}
	}
	for _, row := range rows {
		last := -1
		for _, v := range row {
			near := g.v[v].up
			if upward {
				near = g.v[v].down
			}
			if len(near) == 0 {
				continue
			}
			near = slices.Clone(near)
			slices.SortStableFunc(near, func(a, b int32) int { return pos[a] - pos[b] })
			for m := (len(near) - 1) / 2; m <= len(near)/2; m++ {
				u := near[m]
				s := segment{u, v}
				if upward {
					s = segment{v, u}
				}
				if next[v] == v && last < pos[u] && !crossed[s] {
					next[u], root[v], next[v] = v, root[u], root[u]
					last = pos[u]
				}
			}
		}
	}
	x := g.pack(rows, root)
	if rightward {
		for v := range x {
			x[v] = -x[v]
		}
	}
	return x
}

// pack gives every block the least x that keeps the distances, then moves blocks
// toward what stands right of them.
func (g *net) pack(rows [][]int32, root []int32) []float64 {
	type gap struct {
		to  int32
		sep float64
	}
	right, left := make([][]gap, len(g.v)), make([][]gap, len(g.v))
	ins := make([]int, len(g.v))
	for _, row := range rows {
		for i := 0; i+1 < len(row); i++ {
			a, b := root[row[i]], root[row[i+1]]
			sep := g.apart(row[i], row[i+1])
			right[a] = append(right[a], gap{b, sep})
			left[b] = append(left[b], gap{a, sep})
			ins[b]++
		}
	}
	var order []int32
	for v := range g.v {
		if root[v] == int32(v) && ins[v] == 0 {
			order = append(order, int32(v))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, e := range right[order[i]] {
			if ins[e.to]--; ins[e.to] == 0 {
				order = append(order, e.to)
			}
		}
	}
	x := make([]float64, len(g.v))
	for _, v := range order {
		for _, e := range left[v] {
			x[v] = max(x[v], x[e.to]+e.sep)
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		v := order[i]
		room := math.Inf(1)
		for _, e := range right[v] {
			room = min(room, x[e.to]-e.sep)
		}
		if !math.IsInf(room, 1) {
			x[v] = max(x[v], room)
		}
	}
	for v := range g.v {
		x[v] = x[root[v]]
	}
	return x
}

// apart is the distance between the middles of two neighbours of a row.
func (g *net) apart(a, b int32) float64 {
	gap := g.o.NodeGap
	if g.point(a) || g.point(b) {
		gap = g.o.EdgeGap
	}
	return (g.v[a].w+g.v[b].w)/2 + gap
}

// evenOut moves the four alignments onto the narrowest: those to the left by their
// left ends, those to the right by their right ones.
func (g *net) evenOut(all *[4][]float64) {
	if len(g.v) == 0 {
		return
	}
	ends := func(x []float64) (lo, hi float64) {
		lo, hi = math.Inf(1), math.Inf(-1)
		for v := range x {
			lo, hi = min(lo, x[v]-g.v[v].w/2), max(hi, x[v]+g.v[v].w/2)
		}
		return lo, hi
	}
	best := 0
	width := math.Inf(1)
	for k := range all {
		if lo, hi := ends(all[k]); hi-lo < width {
			best, width = k, hi-lo
		}
	}
	toLo, toHi := ends(all[best])
	for k := range all {
		lo, hi := ends(all[k])
		by := toLo - lo
		if k%2 == 1 {
			by = toHi - hi
		}
		for v := range all[k] {
			all[k][v] += by
		}
	}
}
