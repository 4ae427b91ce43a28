// Package layered lays a directed graph out in rows: every edge runs downward where
// the graph allows it, in straight pieces with a label of its own, and crosses few
// others.
//
// The steps are those of Sugiyama, Tagawa & Toda (1981): edges that close a cycle are
// turned (Eades, Lin & Smyth 1993), nodes get ranks, long edges a point on every rank
// between, the order within each rank is improved by medians and transpositions
// (Gansner, Koutsofios, North & Vo 1993), and coordinates follow Brandes & Köpf
// (2001). Edges are routed at right angles, each horizontal piece on a track of its
// own; edges that end alike at one node share a line. The same graph gives the same
// drawing, to the last digit.
package layered

import "math"

// Node is a box to place. Sizes are in pixels.
type Node struct {
	W, H float64
	Top  bool // wants to stand above all that are not; its row is level at the top
}

// Edge is a line to draw from one node to another, by their indices.
type Edge struct {
	From, To int
	// Bus groups edges that may share a line at a common end: those of one bus that end
	// at one node do. 0 is a line of its own.
	Bus int
	// LabelW and LabelH are the size of the label; 0 for none.
	LabelW, LabelH float64
}

// Options are the distances of a drawing, in pixels.
type Options struct {
	NodeGap  float64 // between two nodes of a row
	EdgeGap  float64 // between a line and what stands beside it
	TrackGap float64 // between two horizontal pieces
	RowPad   float64 // between a row and the next track
	Port     float64 // between two lines that end at one side of a node
	Row      float64 // a row of nodes longer than this is split into several; 0 for none
}

// Defaults returns distances that suit text of 12 pixels.
func Defaults() Options {
	return Options{NodeGap: 28, EdgeGap: 12, TrackGap: 9, RowPad: 15, Port: 16, Row: 1200}
}

// Point is a place in the drawing; y grows downward.
type Point struct{ X, Y float64 }

// Route is the way of an edge, from its source to its target.
type Route struct {
	Points []Point
	Label  Point // the middle of the label; meaningless without one
	// Leaves and Arrives report that it shares the line at its source, and at its target,
	// with others: their pieces lie on each other there.
	Leaves, Arrives bool
}

// Drawing is a graph laid out. It begins at 0, 0.
type Drawing struct {
	Nodes  []Point // upper left corners, in the order given
	Routes []Route // in the order given
	W, H   float64
	// Crossings counts the pairs of lines that cross, as the order within the rows has
	// it.
	Crossings int
}

// Layout places the nodes and routes the edges. An edge between absent nodes is a
// fault of the caller and panics; anything else has a drawing.
func Layout(nodes []Node, edges []Edge, o Options) *Drawing {
	g := newNet(nodes, edges, o)
	g.turnCycles()
	g.rank()
	g.rows()
	g.order()
	if g.split() {
		g.rows()
		g.order()
	}
	g.place()
	g.settle()
	return g.route()
}

// net is the graph while it is laid out.
type net struct {
	o     Options
	nodes []Node
	edges []Edge
	// lines are the edges that are no loop, as they run down the drawing.
	lines []line
	ranks []int
	v     []vertex
	layer [][]int32 // vertices of each row, in order
	x     []float64 // of the middle of each vertex
}

// line is an edge running from a higher node to a lower one.
type line struct {
	edge     int
	from, to int
	turned   bool
	chain    []int32 // its vertices between the two nodes, from above
}

// vertex is a node, or the point of a line on a row between.
type vertex struct {
	node     int // -1 for a point
	line     int // -1 for a node
	label    bool
	w, h     float64
	row, pos int32
	up, down []int32
}

func newNet(nodes []Node, edges []Edge, o Options) *net {
	g := &net{o: o, nodes: nodes, edges: edges}
	for i, e := range edges {
		if e.From != e.To {
			g.lines = append(g.lines, line{edge: i, from: e.From, to: e.To})
		}
	}
	return g
}

// rows makes the rows: nodes on the even ones, labels and passing lines on those
// between and on the way.
func (g *net) rows() {
	last := 0
	for i := range g.lines {
		g.lines[i].chain = nil
	}
	g.v = make([]vertex, len(g.nodes), 2*len(g.nodes)+4*len(g.lines))
	loops := g.loopRoom()
	for i, n := range g.nodes {
		g.v[i] = vertex{node: i, line: -1, w: n.W + loops[i], h: n.H, row: int32(2 * g.ranks[i])}
		last = max(last, 2*g.ranks[i])
	}
	degree := make([]int, len(g.nodes))
	for _, l := range g.lines {
		degree[l.from]++
		degree[l.to]++
	}
	for i := range g.lines {
		l := &g.lines[i]
		e := g.edges[l.edge]
		top, bottom := 2*g.ranks[l.from], 2*g.ranks[l.to]
		at := bottom - 1 // where the label stands: beside the end that has fewer lines
		if degree[l.from] < degree[l.to] {
			at = top + 1
		}
		before := int32(l.from)
		for row := top + 1; row < bottom; row++ {
			id := int32(len(g.v))
			p := vertex{node: -1, line: i, row: int32(row), w: 1}
			if row == at && e.LabelW > 0 {
				p.label, p.w, p.h = true, e.LabelW, e.LabelH
			}
			g.v = append(g.v, p)
			l.chain = append(l.chain, id)
			g.join(before, id)
			before = id
		}
		g.join(before, int32(l.to))
	}
	g.layer = make([][]int32, last+1)
	for id := range g.v {
		row := g.v[id].row
		g.layer[row] = append(g.layer[row], int32(id))
	}
}

// split puts the nodes of rows that are too long on several, in turn as they stand,
// and reports whether it did. What stood below the row stays below all of it.
func (g *net) split() bool {
	added, any := 0, false
	next := make([]int, len(g.nodes))
	for k := 0; k < len(g.layer); k += 2 {
		var row []int
		wide := 0.0
		for _, v := range g.layer[k] {
			if g.v[v].node >= 0 {
				row = append(row, g.v[v].node)
				wide += g.v[v].w + g.o.NodeGap
			}
		}
		parts := 1
		if g.o.Row > 0 {
			parts = max(1, int(math.Ceil(wide/g.o.Row)))
		}
		for i, n := range row {
			next[n] = g.ranks[n] + added + i%parts
		}
		added += parts - 1
		any = any || parts > 1
	}
	if any {
		copy(g.ranks, next)
	}
	return any
}

func (g *net) join(above, below int32) {
	g.v[above].down = append(g.v[above].down, below)
	g.v[below].up = append(g.v[below].up, above)
}

// loop is how far a line from a node to itself stands out.
const loop = 20

// loopRoom is the room each node needs at its right for lines to itself.
func (g *net) loopRoom() []float64 {
	room := make([]float64, len(g.nodes))
	for _, e := range g.edges {
		if e.From == e.To {
			room[e.From] = max(room[e.From], 2*(loop+e.LabelW/2+g.o.EdgeGap))
		}
	}
	return room
}
