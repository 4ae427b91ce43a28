package document

import (
	"math"
	"unicode/utf8"

	"longarm/graph/export/internal/layered"
	"longarm/graph/view"
)

// Box is where a node is drawn, its upper left corner and its size in pixels.
type Box struct{ X, Y, Width, Height int }

// Spot is a place in a drawing; y grows downward.
type Spot struct{ X, Y int }

// Arrangement is where the nodes of a view are drawn, and by which corners its edges
// go.
type Arrangement struct {
	Boxes map[view.NodeID]Box
	// Bends are the corners between the ends of each edge, in the order of the view;
	// empty when the view is too large to route.
	Bends [][]Spot
}

// Sizes of the boxes of Arrange.
const (
	boxWidth = 220
	lawBox   = 380
	lineHigh = 16
	gap      = 40
	perPixel = 6.6 // wide is a character
	// routed is how many nodes are arranged in rows; more stand in a grid, for whoever
	// opens such a graph arranges it anew.
	routed = 1500
)

// Arrange puts the nodes of a view into rows, what leads to others above them, for
// editors that do not arrange what they open.
func Arrange(v *view.View) *Arrangement {
	out := &Arrangement{Boxes: make(map[view.NodeID]Box, len(v.Nodes()))}
	sizes := make([]Box, len(v.Nodes()))
	at := make(map[view.NodeID]int, len(v.Nodes()))
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		at[n.ID] = i
		wide := boxWidth
		if n.Sort == view.LawsSort {
			wide = lawBox
		}
		sizes[i] = Box{Width: wide, Height: 24 + lineHigh*textLines(NodeLines(v, n), wide)}
	}
	if len(sizes) > routed {
		grid(sizes)
	} else {
		nodes := make([]layered.Node, len(sizes))
		for i, b := range sizes {
			k := v.Nodes()[i].Sort
			nodes[i] = layered.Node{W: float64(b.Width), H: float64(b.Height), Top: k == view.LawsSort || k == view.LawSort}
		}
		edges := make([]layered.Edge, len(v.Edges()))
		for i := range v.Edges() {
			e := &v.Edges()[i]
			edges[i] = layered.Edge{From: at[e.From], To: at[e.To]}
			if label := EdgeLabel(e); label != "" {
				edges[i].LabelW, edges[i].LabelH = perPixel*float64(min(utf8.RuneCountInString(label), 40)), lineHigh
			}
		}
		drawn := layered.Layout(nodes, edges, layered.Defaults())
		for i, p := range drawn.Nodes {
			sizes[i].X, sizes[i].Y = pixel(p.X), pixel(p.Y)
		}
		for _, r := range drawn.Routes {
			var bends []Spot
			for i := 1; i+1 < len(r.Points); i++ {
				bends = append(bends, Spot{pixel(r.Points[i].X), pixel(r.Points[i].Y)})
			}
			out.Bends = append(out.Bends, bends)
		}
	}
	for i, b := range sizes {
		out.Boxes[v.Nodes()[i].ID] = b
	}
	return out
}

func pixel(x float64) int { return int(math.Round(x)) }

// grid places boxes in the order of the view, in about as many rows as columns.
func grid(sizes []Box) {
	wide := int(math.Ceil(math.Sqrt(float64(len(sizes)))))
	x, y, high := 0, 0, 0
	for i := range sizes {
		if i%wide == 0 && i > 0 {
			x, y, high = 0, y+high+gap, 0
		}
		sizes[i].X, sizes[i].Y = x, y
		x += sizes[i].Width + gap
		high = max(high, sizes[i].Height)
	}
}

// textLines is how many lines texts fill in a box so wide.
func textLines(lines []string, wide int) int {
	n := 0
	for _, l := range lines {
		n += 1 + int(perPixel*float64(utf8.RuneCountInString(l)))/(wide-12)
	}
	return n
}
