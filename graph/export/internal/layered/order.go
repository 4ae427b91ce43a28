package layered

import (
	"cmp"
	"slices"
)

// order arranges every row so that few lines cross. It starts from several
// arrangements, sweeps over each by medians and by means with exchanges of
// neighbours, and keeps the best it has seen.
func (g *net) order() {
	work := len(g.v)
	sweeps, starts := 24, 4
	switch {
	case work > 6000:
		sweeps, starts = 6, 2
	case work > 2000:
		sweeps, starts = 12, 2
	}
	var best [][]int32
	fewest := -1
	keep := func() {
		best = make([][]int32, len(g.layer))
		for i, row := range g.layer {
			best[i] = slices.Clone(row)
		}
	}
	for s := range starts {
		g.arrange(s)
		stale := 0
		for i := 0; i < sweeps && stale < 6; i++ {
			g.sweep(i%2 == 0, i%4 < 2, s%2 == 1)
			g.exchange()
			if n := g.crossings(); fewest < 0 || n < fewest {
				fewest, stale = n, 0
				keep()
			} else {
				stale++
			}
			if fewest == 0 {
				break
			}
		}
		if fewest == 0 {
			break
		}
	}
	if best != nil {
		g.layer = best
	}
	g.number()
}

// number tells every vertex where in its row it stands.
func (g *net) number() {
	for _, row := range g.layer {
		for i, v := range row {
			g.v[v].pos = int32(i)
		}
	}
}

// arrange makes a first order: along the lines from above or from below, taking
// neighbours in turn or in reverse.
func (g *net) arrange(start int) {
	seen := make([]bool, len(g.v))
	rows := make([][]int32, len(g.layer))
	var stack []int32
	visit := func(from int32) {
		stack = append(stack[:0], from)
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			seen[v] = true
			rows[g.v[v].row] = append(rows[g.v[v].row], v)
			next := slices.Concat(g.v[v].down, g.v[v].up)
			if start%2 == 1 {
				next = slices.Concat(g.v[v].up, g.v[v].down)
			}
			if start < 2 {
				slices.Reverse(next)
			}
			stack = append(stack, next...)
		}
	}
	for i := range g.layer {
		row := g.layer[i]
		if start%2 == 1 {
			row = g.layer[len(g.layer)-1-i]
		}
		row = slices.Clone(row)
		slices.Sort(row)
		for _, v := range row {
			visit(v)
		}
	}
	g.layer = rows
	g.number()
}

// sweep orders each row by where the neighbours in the row before stand, downward or
// upward. Of equals the later may go first, so that a tie does not stay for ever.
func (g *net) sweep(downward, later, mean bool) {
	type place struct {
		v  int32
		at float64
	}
	for i := range g.layer {
		k := i
		if !downward {
			k = len(g.layer) - 1 - i
		}
		row := g.layer[k]
		var movable []place
		var slots []int
		for j, v := range row {
			near := g.v[v].up
			if !downward {
				near = g.v[v].down
			}
			if len(near) == 0 {
				continue
			}
			at := g.median(near)
			if mean {
				at = g.mean(near)
			}
			movable = append(movable, place{v, at})
			slots = append(slots, j)
		}
		if later {
			slices.Reverse(movable)
		}
		slices.SortStableFunc(movable, func(a, b place) int { return cmp.Compare(a.at, b.at) })
		for j, m := range movable {
			row[slots[j]] = m.v
			g.v[m.v].pos = int32(slots[j])
		}
	}
}

func (g *net) places(near []int32) []int32 {
	out := make([]int32, len(near))
	for i, v := range near {
		out[i] = g.v[v].pos
	}
	slices.Sort(out)
	return out
}

// median is the weighted median of Gansner et al.: of an even number the two in the
// middle, drawn to the side where the others lie closer.
func (g *net) median(near []int32) float64 {
	at := g.places(near)
	m := len(at) / 2
	switch {
	case len(at)%2 == 1:
		return float64(at[m])
	case len(at) == 2:
		return float64(at[0]+at[1]) / 2
	}
	left, right := float64(at[m-1]-at[0]), float64(at[len(at)-1]-at[m])
	if left+right == 0 {
		return float64(at[m-1]+at[m]) / 2
	}
	return (float64(at[m-1])*right + float64(at[m])*left) / (left + right)
}

func (g *net) mean(near []int32) float64 {
	sum := 0
	for _, v := range near {
		sum += int(g.v[v].pos)
	}
	return float64(sum) / float64(len(near))
}

// exchange swaps neighbours as long as lines cross less for it.
func (g *net) exchange() {
	dirty := make([]bool, len(g.layer))
	for i := range dirty {
		dirty[i] = true
	}
	for range 12 {
		better := false
		for k, row := range g.layer {
			if !dirty[k] {
				continue
			}
			dirty[k] = false
			for i := 0; i+1 < len(row); i++ {
				v, w := row[i], row[i+1]
				if g.gain(v, w) <= 0 {
					continue
				}
				row[i], row[i+1] = w, v
				g.v[v].pos, g.v[w].pos = int32(i+1), int32(i)
				better, dirty[k] = true, true
				if k > 0 {
					dirty[k-1] = true
				}
				if k+1 < len(dirty) {
					dirty[k+1] = true
				}
			}
		}
		if !better {
			return
		}
	}
}

// gain is by how many crossings a swap of two neighbours, v before w, is better.
func (g *net) gain(v, w int32) int {
	a, b := &g.v[v], &g.v[w]
	return g.gainOf(a.up, b.up) + g.gainOf(a.down, b.down)
}

func (g *net) gainOf(a, b []int32) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case len(a) == 1 && len(b) == 1:
		return cmp.Compare(g.v[a[0]].pos, g.v[b[0]].pos)
	}
	x, y := g.places(a), g.places(b)
	return inversions(x, y) - inversions(y, x)
}

// inversions counts the pairs of x and y with x behind y; both sorted.
func inversions(x, y []int32) int {
	n, j := 0, 0
	for _, p := range x {
		for j < len(y) && y[j] < p {
			j++
		}
		n += j
	}
	return n
}

// crossings counts the pairs of lines that cross between neighbouring rows, by the
// accumulator tree of Barth, Mutzel & Jünger.
func (g *net) crossings() int {
	sum := 0
	for k := 0; k+1 < len(g.layer); k++ {
		size := 1
		for size < len(g.layer[k+1]) {
			size *= 2
		}
		tree := make([]int, 2*size)
		for _, v := range g.layer[k] {
			for _, p := range g.places(g.v[v].down) {
				at := int(p) + size
				for at > 1 {
					if at%2 == 0 {
						sum += tree[at+1]
					}
					at /= 2
				}
			}
			for _, p := range g.places(g.v[v].down) {
				for at := int(p) + size; at > 0; at /= 2 {
					tree[at]++
				}
			}
		}
	}
	return sum
}
