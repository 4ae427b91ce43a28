package register

import (
	"longarm/graph"
	"longarm/graph/columns"
)

// Direct is the reading "none" for every company: what the members hold of it
// themselves, in exact percent of the base without treasury shares rounded down,
// no more than 100. Lower ends are the figures.
func Direct(v *columns.View, member func(uint32) bool) []graph.Percent {
	out := make([]graph.Percent, v.Len())
	for y := range uint32(v.Len()) {
		out[y] = held(v, y, member)
	}
	return out
}

// held is what the nodes of a set hold of a company.
func held(v *columns.View, y uint32, in func(uint32) bool) graph.Percent {
	off, holder := v.Rows()
	var sum, self graph.Percent
	for e := off[y]; e < off[y+1]; e++ {
		switch h := holder[e]; {
		case h == y:
			self += v.Weight(e)
		case in(h):
			sum += v.Weight(e)
		}
	}
	switch {
	case sum == 0:
		return 0
	case self >= graph.Hundred || sum >= graph.Hundred-self:
		return graph.Hundred
	case self == 0:
		return sum
	}
	return share(sum, graph.Hundred-self)
}

// share is a/b in percent, rounded down.
func share(a, b graph.Percent) graph.Percent {
	r := a.Rat()
	r.Quo(r, b.Rat())
	return graph.PercentFloor(r.Mul(r, graph.WholePercent(100).Rat()))
}

// heldPasses holds what a set has of a company against a link threshold, exactly.
func (b *forestBuilder) heldPasses(y uint32, in func(uint32) bool) bool {
	v := b.view
	off, holder := v.Rows()
	var sum, self graph.Percent
	open := 0
	for e := off[y]; e < off[y+1]; e++ {
		switch h := holder[e]; {
		case h == y:
			self += v.Weight(e)
		case v.High[e] > 0 && in(h):
			sum += v.Weight(e)
			open += b.open(e)
		}
	}
	if self >= graph.Hundred {
		return sum > 0
	}
	base := graph.Hundred - self
	return b.test.over(base).ok(min(sum, base), open)
}

// Tier is the reading "tier" for every company at once: members and every company
// of which those that count hold enough to pass the link count in full. It returns
// who counts, members among them, and what they hold of each company.
func Tier(v *columns.View, member func(uint32) bool, link Test) (counts []bool, value []graph.Percent) {
	n := uint32(v.Len())
	counts, value = make([]bool, n), make([]graph.Percent, n)
	b := &forestBuilder{Forest: &Forest{}, view: v, test: link, plain: link.over(graph.Hundred)}
	for y := range n {
		counts[y] = member(y)
	}
	in := func(h uint32) bool { return counts[h] }
	next := v.Cyclic()
	for y := uint32(0); y < n; y++ {
		c := columns.Span{From: y, To: y + 1}
		if len(next) > 0 && next[0].From == y {
			c, next = next[0], next[1:]
		}
		queue := make([]uint32, 0, c.To-c.From)
		for x := c.From; x < c.To; x++ {
			queue = append(queue, x)
		}
		for len(queue) > 0 {
			x := queue[0]
			queue = queue[1:]
			b.shut = v.HasOpen() && sum(v, x) == graph.Hundred
			if counts[x] || !b.heldPasses(x, in) {
				continue
			}
			counts[x] = true
			_, companies := v.Holdings(x)
			for _, z := range companies {
				if z >= c.From && z < c.To && !counts[z] {
					queue = append(queue, z)
				}
			}
		}
		y = c.To - 1
	}
	for y := range n {
		value[y] = held(v, y, in)
	}
	return counts, value
}

// Hybrid is the reading "hybrid" for every company at once: the least fixpoint of
// v(y) = min(100, Σ w·v(h)) with links that pass in full weight. Kept exempts links
// that members hold themselves. Values are fractions; in components they are swept
// from below, and left is the most that any still moved in the last sweep: above
// 1e-15 they are lower ends only.
func Hybrid(v *columns.View, member func(uint32) bool, link Test, kept bool) (x []float64, left float64) {
	n := uint32(v.Len())
	x = make([]float64, n)
	for y := range n {
		if member(y) {
			x[y] = 1
		}
	}
	off, holder := v.Rows()
	row := func(y uint32) float64 {
		var self graph.Percent
		for e := off[y]; e < off[y+1]; e++ {
			if holder[e] == y {
				self += v.Weight(e)
			}
		}
		base := max(0, graph.Hundred-self)
		p, sum := link.over(base), 0.0
		for e := off[y]; e < off[y+1]; e++ {
			h := holder[e]
			if h == y || x[h] == 0 || v.High[e] == 0 {
				continue
			}
			w := v.Weight(e)
			open := 0
			if lower, _ := v.Open(e); lower {
				open = 1
			}
			switch {
			case base == 0, !(kept && member(h)) && p.ok(min(w, base), open):
				sum += x[h]
			default:
				sum += min(1, float64(w)/float64(base)) * x[h]
			}
		}
		return min(1, sum)
	}
	next := v.Cyclic()
	for y := uint32(0); y < n; y++ {
		if len(next) == 0 || next[0].From != y {
			if x[y] == 0 {
				x[y] = row(y)
			}
			continue
		}
		c := next[0]
		next = next[1:]
		moved := 0.0
		for range sweepLimit {
			moved = 0
			for z := c.From; z < c.To; z++ {
				if x[z] < 1 && !member(z) {
					y := row(z)
					moved = max(moved, y-x[z])
					x[z] = max(x[z], y)
				}
			}
			if moved <= 1e-15 {
				break
			}
		}
		left = max(left, moved)
		y = c.To - 1
	}
	return x, left
}
