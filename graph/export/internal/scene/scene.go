// Package scene turns a view into a drawing: rectangles, paths and lines of text at
// their places, in named colours. Back ends write it as SVG, pixels or pages; none of
// them decides what the picture looks like.
//
// The grammar follows Open Ownership's: arrows run from the interested party to the
// subject, downward where the graph allows it, laws and states on top, the provider
// at the bottom. Nothing is told by colour alone: each family of links has a line and
// an arrowhead of its own, each standing of a law a mark, each kind of party a shape.
package scene

import "longarm/graph/view"

// Colour names a colour by what it is for; a theme says which one it is.
type Colour uint8

// The colours.
const (
	None Colour = iota
	Paper
	Ink
	Muted
	Hairline
	Surface // of boxes
	Tint    // of the head of a box of laws
	Focus
	OnFocus
	Ownership
	Control
	Technology
	Jurisdiction
	Reach
	Quiet // of what does not count
	Colours
)

// RGB is a colour on the screen.
type RGB struct{ R, G, B uint8 }

// Theme gives every [Colour] but [None] its RGB.
type Theme [Colours]RGB

// Light is the theme of paper.
func Light() Theme {
	return Theme{
		Paper: {255, 255, 255}, Ink: {27, 31, 36}, Muted: {87, 96, 106}, Hairline: {176, 184, 193}, Surface: {255, 255, 255}, Tint: {238, 241, 245},
		Focus: {31, 41, 55}, OnFocus: {255, 255, 255}, Ownership: {49, 63, 158}, Control: {10, 110, 104}, Technology: {143, 78, 0},
		Jurisdiction: {87, 96, 106}, Reach: {173, 29, 58}, Quiet: {110, 118, 129},
	}
}

// Dark is the theme of a dark screen.
func Dark() Theme {
	return Theme{
		Paper: {17, 20, 25}, Ink: {232, 236, 241}, Muted: {160, 169, 180}, Hairline: {80, 89, 100}, Surface: {28, 33, 40}, Tint: {40, 47, 57},
		Focus: {232, 236, 241}, OnFocus: {17, 20, 25}, Ownership: {157, 170, 255}, Control: {94, 206, 196}, Technology: {242, 178, 92},
		Jurisdiction: {160, 169, 180}, Reach: {255, 130, 150}, Quiet: {139, 148, 158},
	}
}

// ThemeOf returns the theme by its name: [Dark] for "dark", else [Light].
func ThemeOf(name string) Theme {
	if name == "dark" {
		return Dark()
	}
	return Light()
}

// Point is a place in the drawing; y grows downward.
type Point struct{ X, Y float64 }

// Segment is a step of a path: M and L with one point, C with three, Z with none.
type Segment struct {
	Op byte
	P  [3]Point
}

// ShapeKind says what a shape is.
type ShapeKind uint8

// The kinds of shape.
const (
	RectShape ShapeKind = iota
	PathShape
	TextShape
)

// Shape is one thing to draw.
type Shape struct {
	Kind         ShapeKind
	Fill, Stroke Colour
	Line         float64   // width of the stroke
	Dash         []float64 // lengths of strokes and gaps; nil for a whole line
	Phase        float64   // how far into Dash the line begins
	Round        bool      // strokes end round

	X, Y, W, H, R float64 // of a rectangle, R its corners; X, Y the start of the base line of a text, W its length

	Path []Segment

	Text string
	Size float64
	Bold bool
}

// Group is what belongs together: one node, one edge, the legend.
type Group struct {
	ID     string // synthetic: n1, e1
	Class  string // node, edge, label, head, legend, foot
	Name   string // in a few words, for readers who do not see it
	Title  string // all there is to say of it, in lines
	Node   int    // of the page's nodes, or -1
	Edge   int    // of the page's edges, or -1
	Shapes []Shape
}

// Scene is a drawing. Groups are in the order they are drawn: edges, then labels,
// then nodes from above, then the frame.
type Scene struct {
	W, H   float64
	Lang   string
	Title  string
	Desc   string // the picture in one sentence
	Twin   []string
	Groups []Group
	Page   *view.View // the folded view that is drawn
	// Body is the part of the drawing without title, legend and notes.
	Body Rect
	// Crossings counts the lines that cross.
	Crossings int
}

// Rect is a part of the drawing.
type Rect struct{ X, Y, W, H float64 }

func rect(x, y, w, h, r float64, fill, stroke Colour, line float64) Shape {
	return Shape{Kind: RectShape, X: x, Y: y, W: w, H: h, R: r, Fill: fill, Stroke: stroke, Line: line}
}

func path(fill, stroke Colour, line float64, p ...Segment) Shape {
	return Shape{Kind: PathShape, Fill: fill, Stroke: stroke, Line: line, Path: p}
}

func moveTo(x, y float64) Segment { return Segment{Op: 'M', P: [3]Point{{x, y}}} }
func lineTo(x, y float64) Segment { return Segment{Op: 'L', P: [3]Point{{x, y}}} }
func curveTo(a, b, c Point) Segment {
	return Segment{Op: 'C', P: [3]Point{a, b, c}}
}
func closed() Segment { return Segment{Op: 'Z'} }

// circle is a full circle as a path.
func circle(x, y, r float64, fill, stroke Colour, line float64) Shape {
	const k = 0.5523
	return path(fill, stroke, line,
		moveTo(x+r, y), curveTo(Point{x + r, y + k*r}, Point{x + k*r, y + r}, Point{x, y + r}),
		curveTo(Point{x - k*r, y + r}, Point{x - r, y + k*r}, Point{x - r, y}),
		curveTo(Point{x - r, y - k*r}, Point{x - k*r, y - r}, Point{x, y - r}),
		curveTo(Point{x + k*r, y - r}, Point{x + r, y - k*r}, Point{x + r, y}), closed())
}
