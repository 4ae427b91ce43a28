package layered

import (
	"cmp"
	"math"
	"slices"
)

// hop is the way of one line through the space between two rows.
type hop struct {
	line     int
	x1, x2   float64 // where it leaves the row above and meets the row below
	up, down int     // the ends it has in common with others, -1 for its own
}

// run is a horizontal piece: of one hop, or of several that share an end.
type run struct {
	lo, hi   float64
	up, down []float64 // where lines come to it from above and leave it below
	hops     []int
	track    int
}

// bar holds the runs between two rows.
type bar struct {
	hops   []hop
	runs   []*run
	of     []*run // of each hop; nil for a straight one
	tracks int
}

// route gives y to the rows and points to the lines.
func (g *net) route() *Drawing {
	d := &Drawing{Nodes: make([]Point, len(g.nodes)), Routes: make([]Route, len(g.edges)), Crossings: g.crossings()}
	ports := g.ports()
	bars := make([]bar, max(len(g.layer)-1, 0))
	for i := range g.lines {
		l := &g.lines[i]
		x := ports[i].from
		up := ports[i].fromBus
		for j := 0; j <= len(l.chain); j++ {
			h := hop{line: i, x1: x, up: up, down: -1}
			row := int(g.v[l.from].row) + j
			if j < len(l.chain) {
				x = g.x[l.chain[j]]
			} else {
				x, h.down = ports[i].to, ports[i].toBus
			}
			h.x2, up = x, -1
			bars[row].hops = append(bars[row].hops, h)
		}
	}
	top := make([]float64, len(g.layer))
	height := make([]float64, len(g.layer))
	y := 0.0
	for k, row := range g.layer {
		for _, v := range row {
			height[k] = max(height[k], g.v[v].h)
		}
		top[k] = y
		y += height[k]
		if k < len(bars) {
			bars[k].lay()
			y += g.space(&bars[k], height[k])
		}
	}
	loops := g.loopRoom()
	for i, n := range g.nodes {
		k := g.v[i].row
		d.Nodes[i] = Point{g.x[i] - (n.W+loops[i])/2, top[k] + (height[k]-n.H)/2}
		if n.Top {
			d.Nodes[i].Y = top[k]
		}
	}
	at := make([]int, len(bars)) // hops are met in the order they were made
	for i := range g.lines {
		g.draw(d, i, ports[i], bars, at, top, height)
	}
	g.drawLoops(d)
	d.bound(g.nodes, g.edges)
	return d
}

// space is the height between two rows: that of the tracks and what keeps them apart
// from the rows; little where every line runs straight.
func (g *net) space(b *bar, above float64) float64 {
	pad := g.o.RowPad
	if above == 0 { // a row of passing lines without a label
		pad = 0
	}
	if b.tracks == 0 {
		return pad + g.o.RowPad/2
	}
	return pad + float64(b.tracks-1)*g.o.TrackGap + g.o.RowPad
}

// draw makes the points of one line.
func (g *net) draw(d *Drawing, i int, ends portPair, bars []bar, at []int, top, height []float64) {
	l := &g.lines[i]
	r := &d.Routes[l.edge]
	add := func(x, y float64) {
		if n := len(r.Points); n > 0 && r.Points[n-1] == (Point{x, y}) {
			return
		}
		r.Points = append(r.Points, Point{x, y})
	}
	for j := 0; j <= len(l.chain); j++ {
		row := int(g.v[l.from].row) + j
		b := &bars[row]
		n := at[row]
		at[row]++
		h := b.hops[n]
		bottom := top[row] + height[row]
		if j == 0 {
			bottom = d.Nodes[l.from].Y + g.nodes[l.from].H
		}
		add(h.x1, bottom)
		if run := b.of[n]; run != nil {
			pad := g.o.RowPad
			if height[row] == 0 {
				pad = 0
			}
			y := top[row] + height[row] + pad + float64(run.track)*g.o.TrackGap
			add(h.x1, y)
			add(h.x2, y)
		}
		if j < len(l.chain) {
			v := &g.v[l.chain[j]]
			add(h.x2, top[row+1])
			if v.label {
				r.Label = Point{h.x2, top[row+1] + height[row+1]/2}
			}
			continue
		}
		add(h.x2, d.Nodes[l.to].Y)
	}
	r.Points = straighten(r.Points)
	r.Leaves, r.Arrives = ends.fromBus >= 0, ends.toBus >= 0
	if l.turned {
		slices.Reverse(r.Points)
		r.Leaves, r.Arrives = r.Arrives, r.Leaves
	}
}

// straighten leaves out points in the middle of a straight piece.
func straighten(p []Point) []Point {
	out := p[:0:0]
	for i, q := range p {
		if i > 0 && i+1 < len(p) {
			a, b := out[len(out)-1], p[i+1]
			if a.X == q.X && q.X == b.X || a.Y == q.Y && q.Y == b.Y {
				continue
			}
		}
		out = append(out, q)
	}
	return out
}

// drawLoops draws lines from a node to itself at its right side.
func (g *net) drawLoops(d *Drawing) {
	for i, e := range g.edges {
		if e.From != e.To {
			continue
		}
		n, p := g.nodes[e.From], d.Nodes[e.From]
		x, y := p.X+n.W, p.Y+n.H/2
		d.Routes[i] = Route{
			Points: []Point{{x, y - n.H/4}, {x + loop, y - n.H/4}, {x + loop, y + n.H/4}, {x, y + n.H/4}},
			Label:  Point{x + loop + e.LabelW/2 + 2, y},
		}
	}
}

// bound moves the drawing to begin at 0, 0 and measures it.
func (d *Drawing) bound(nodes []Node, edges []Edge) {
	lo := Point{math.Inf(1), math.Inf(1)}
	hi := Point{math.Inf(-1), math.Inf(-1)}
	see := func(x, y float64) {
		lo, hi = Point{min(lo.X, x), min(lo.Y, y)}, Point{max(hi.X, x), max(hi.Y, y)}
	}
	for i, p := range d.Nodes {
		see(p.X, p.Y)
		see(p.X+nodes[i].W, p.Y+nodes[i].H)
	}
	for i, r := range d.Routes {
		for _, p := range r.Points {
			see(p.X, p.Y)
		}
		if w, h := edges[i].LabelW, edges[i].LabelH; w > 0 && len(r.Points) > 0 {
			see(r.Label.X-w/2, r.Label.Y-h/2)
			see(r.Label.X+w/2, r.Label.Y+h/2)
		}
	}
	if len(nodes) == 0 {
		return
	}
	for i := range d.Nodes {
		d.Nodes[i].X -= lo.X
		d.Nodes[i].Y -= lo.Y
	}
	for i := range d.Routes {
		r := &d.Routes[i]
		for j := range r.Points {
			r.Points[j].X -= lo.X
			r.Points[j].Y -= lo.Y
		}
		r.Label.X -= lo.X
		r.Label.Y -= lo.Y
	}
	d.W, d.H = hi.X-lo.X, hi.Y-lo.Y
}

// portPair is where a line leaves its upper node and meets its lower one, and the
// number of the end it shares there, or -1.
type portPair struct {
	from, to       float64
	fromBus, toBus int
}

// end is one end of a line at a side of a node, or of several that share it.
type end struct {
	lines []int
	want  float64
}

// ports places the ends of the lines at the lower and upper sides of the nodes: where
// the line runs straight if it can, in the order the lines leave, apart from each
// other. Lines of one bus share an end.
func (g *net) ports() []portPair {
	out := make([]portPair, len(g.lines))
	below, above := make([][]int, len(g.nodes)), make([][]int, len(g.nodes))
	for i, l := range g.lines {
		below[l.from] = append(below[l.from], i)
		above[l.to] = append(above[l.to], i)
	}
	shared := 0
	side := func(node int, lines []int, lower bool) {
		var ends []end
		byBus := map[int]int{}
		for _, i := range lines {
			l := &g.lines[i]
			near := g.x[l.to]
			if len(l.chain) > 0 {
				near = g.x[l.chain[0]]
				if !lower {
					near = g.x[l.chain[len(l.chain)-1]]
				}
			} else if !lower {
				near = g.x[l.from]
			}
			bus := g.edges[l.edge].Bus
			if l.turned { // its arrowhead is elsewhere
				bus = -bus
			}
			if k, ok := byBus[bus]; ok && bus != 0 {
				ends[k].lines = append(ends[k].lines, i)
				ends[k].want += near
				continue
			}
			byBus[bus] = len(ends)
			ends = append(ends, end{[]int{i}, near})
		}
		for k := range ends {
			e := &ends[k]
			e.want /= float64(len(e.lines))
			if len(e.lines) > 1 && len(ends) == 1 {
				e.want = g.middle(node)
			}
		}
		slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.want, b.want) })
		at := g.spread(node, ends)
		for k, e := range ends {
			bus := -1
			if len(e.lines) > 1 {
				bus, shared = shared, shared+1
			}
			for _, i := range e.lines {
				if lower {
					out[i].from, out[i].fromBus = at[k], bus
				} else {
					out[i].to, out[i].toBus = at[k], bus
				}
			}
		}
	}
	for n := range g.nodes {
		side(n, below[n], true)
		side(n, above[n], false)
	}
	return out
}

// middle is the x of the middle of a node's box; a loop's room is beside it.
func (g *net) middle(node int) float64 {
	return g.x[node] + (g.nodes[node].W-g.v[node].w)/2
}

// spread places the ends of one side: near where they want to be, inside the box, in
// order and apart.
func (g *net) spread(node int, ends []end) []float64 {
	n := len(ends)
	w := g.nodes[node].W
	mid := g.middle(node)
	half := w/2 - min(12, w/4)
	gap := g.o.Port
	if n > 1 {
		gap = min(gap, 2*half/float64(n-1))
	}
	at := make([]float64, n)
	for k, e := range ends {
		at[k] = min(max(e.want, mid-half), mid+half)
		if k > 0 {
			at[k] = max(at[k], at[k-1]+gap)
		}
	}
	for k := n - 1; k >= 0; k-- {
		at[k] = min(at[k], mid+half-float64(n-1-k)*gap)
	}
	for k := range at {
		at[k] = math.Round(at[k]*2) / 2
	}
	return at
}
