package scene

import (
	"math"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/layered"
	"longarm/graph/view"
)

// stroke is one line to draw: an edge in one of its families.
type stroke struct {
	edge   int
	family view.Family
	label  []string
	w, h   float64
	// weak: shares unknown or not stated, or laws that are only open; later: laws that
	// reach once a trigger happens or from a later date, and none that reaches today;
	// silent: said in a voice that does not count.
	weak, later, silent bool
	// buys: the one buys from the other, who supplies nothing to it here.
	buys bool
}

// strokes lists the lines of an edge. A share of nothing is no line where another
// runs: it is told on that one.
func (w writer) strokes(v *view.View, i int, e *view.Edge) []stroke {
	const room, lines = 116.0, 3
	families := e.Families()
	labels := slices.Clone(e.Labels)
	if len(families) > 1 && families[0] == view.Ownership && nothing(e) {
		labels[1] += ", " + strings.TrimSpace(v.Word("holds")+" "+labels[0])
		families, labels = families[1:], labels[1:]
	}
	var out []stroke
	for k, f := range families {
		s := stroke{edge: i, family: f, silent: !e.Counts()}
		s.weak = f == view.Ownership && e.Unknown() || f == view.Reaching && !firm(e, view.Pending)
		s.later = f == view.Reaching && !s.weak && !firm(e, view.Binding)
		s.buys = f == view.Technology && onlyBuys(e)
		if labels[k] != "" {
			s.label = w.wrap(labels[k], labelSize, false, room, lines)
			s.w, s.h = w.longest(s.label, labelSize, false)+8, float64(len(s.label))*labelSize*leading+3
		}
		out = append(out, s)
	}
	return out
}

// nothing reports an edge whose every share is nothing.
func nothing(e *view.Edge) bool {
	for _, i := range e.Interests {
		if i.Share != nil && i.Assertion == "" && !i.Share.IsZero() {
			return false
		}
	}
	return true
}

// firm reports a law on the edge that stands at least so firm.
func firm(e *view.Edge, least view.Standing) bool {
	return slices.ContainsFunc(e.Reaches, func(r view.Reach) bool { return r.Standing <= least })
}

// onlyBuys reports an edge whose technology goes the other way: from whom it leads to.
func onlyBuys(e *view.Edge) bool {
	return !slices.ContainsFunc(e.Interests, func(i view.Interest) bool {
		return view.FamilyOf(i.Code) == view.Technology && i.Code != graph.Procures
	})
}

// bus numbers the lines that look alike, and may share a line at a node.
func (s *stroke) bus() int {
	return 1 + 16*int(s.family) + bit(s.weak) + 2*bit(s.silent) + 4*bit(s.later) + 8*bit(s.buys)
}

// colour, width, dashes of a line.
func (s *stroke) pen() Shape {
	p := Shape{Kind: PathShape, Line: 1.7}
	switch s.family {
	case view.Ownership:
		p.Stroke = Ownership
	case view.Control:
		p.Stroke, p.Dash = Control, []float64{10, 3.5, 2, 3.5}
	case view.Technology:
		p.Stroke, p.Dash = Technology, []float64{6, 4}
	case view.Reaching:
		p.Stroke, p.Dash, p.Line, p.Round = Reach, []float64{0.1, 4.2}, 2.3, true
	default:
		p.Stroke, p.Dash, p.Line = Jurisdiction, []float64{2, 3}, 1.2
	}
	if s.weak && s.family == view.Ownership {
		p.Dash = []float64{2, 2.5}
	}
	if s.weak && s.family == view.Reaching {
		p.Line = 1.5
	}
	if s.silent {
		p.Stroke, p.Line, p.Dash = Quiet, 1.2, []float64{3, 3}
	}
	return p
}

// line draws a route with rounded corners and its arrowhead.
func (s *stroke) line(r layered.Route, dx, dy float64) []Shape {
	pen := s.pen()
	points := make([]Point, len(r.Points))
	for i, p := range r.Points {
		points[i] = Point{p.X + dx, p.Y + dy}
	}
	tip := points[len(points)-1]
	back := toward(tip, points[len(points)-2], s.headLength())
	points[len(points)-1] = back
	if r.Arrives { // strokes and gaps count from the end where it lies on others
		slices.Reverse(points)
	}
	pen.Path = roundedLine(points, 6)
	if r.Arrives {
		slices.Reverse(points)
	}
	if r.Arrives && r.Leaves {
		pen.Dash = fitted(pen.Dash, lengthOf(points))
	}
	if len(pen.Dash) > 0 && (r.Arrives || r.Leaves) { // from the middle of a stroke it is the same either way
		pen.Phase = pen.Dash[0] / 2
	}
	out := append([]Shape{pen}, s.head(tip, back, pen.Stroke)...)
	if s.silent {
		out = append(out, s.cross(points)...)
	}
	return out
}

// fitted stretches a pattern of strokes and gaps a little, so that it ends on the
// line as it begins.
func fitted(dash []float64, length float64) []float64 {
	period := 0.0
	for _, d := range dash {
		period += d
	}
	if period == 0 || length < 4*period {
		return dash
	}
	out := make([]float64, len(dash))
	for i, d := range dash {
		out[i] = d * length / (math.Round(length/period) * period)
	}
	return out
}

// lengthOf is the length of a line with round corners.
func lengthOf(p []Point) float64 {
	n := 0.0
	for i := 1; i < len(p); i++ {
		n += dist(p[i-1], p[i])
	}
	return n - float64(max(0, len(p)-2))*6*(2-math.Pi/2)
}

// toward is the point that far from a on the way to b, but not beyond it.
func toward(a, b Point, far float64) Point {
	d := math.Hypot(b.X-a.X, b.Y-a.Y)
	if d == 0 {
		return a
	}
	t := min(far/d, 1)
	return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t}
}

// roundedLine joins points by straight pieces with round corners.
func roundedLine(p []Point, r float64) []Segment {
	out := []Segment{moveTo(p[0].X, p[0].Y)}
	for i := 1; i+1 < len(p); i++ {
		far := min(r, dist(p[i-1], p[i])/2, dist(p[i], p[i+1])/2)
		a, b := toward(p[i], p[i-1], far), toward(p[i], p[i+1], far)
		if far < 0.5 {
			out = append(out, lineTo(p[i].X, p[i].Y))
			continue
		}
		const k = 0.55
		out = append(out, lineTo(a.X, a.Y), curveTo(
			Point{a.X + (p[i].X-a.X)*k, a.Y + (p[i].Y-a.Y)*k}, Point{b.X + (p[i].X-b.X)*k, b.Y + (p[i].Y-b.Y)*k}, b))
	}
	last := p[len(p)-1]
	return append(out, lineTo(last.X, last.Y))
}

func dist(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

func (s *stroke) headLength() float64 {
	if s.family == view.Technology && !s.silent {
		return 1
	}
	return 9
}

// head draws the arrowhead of the family: a full triangle for ownership, a hollow one
// for control and for a share nobody gives, an open angle for technology, a disc for a
// law, half when it reaches only later, hollow when it is only open.
func (s *stroke) head(tip, back Point, c Colour) []Shape {
	d := dist(tip, back)
	if d == 0 {
		return nil
	}
	ux, uy := (tip.X-back.X)/d, (tip.Y-back.Y)/d
	at := func(along, across float64) Point {
		return Point{tip.X - ux*along - uy*across, tip.Y - uy*along + ux*across}
	}
	triangle := func(fill Colour) []Shape {
		a, b := at(9.5, 4.4), at(9.5, -4.4)
		return []Shape{path(fill, c, 1.3, moveTo(tip.X-ux, tip.Y-uy), lineTo(a.X, a.Y), lineTo(b.X, b.Y), closed())}
	}
	switch {
	case s.silent:
		return triangle(Paper)
	case s.family == view.Ownership && !s.weak:
		return triangle(c)
	case s.family == view.Ownership, s.family == view.Control:
		return triangle(Paper)
	case s.family == view.Technology:
		a, b := at(8.5, 5), at(8.5, -5)
		return []Shape{path(None, c, 1.7, moveTo(a.X, a.Y), lineTo(tip.X-ux, tip.Y-uy), lineTo(b.X, b.Y))}
	case s.family == view.Reaching:
		m := at(4.6, 0)
		if s.weak {
			return []Shape{circle(m.X, m.Y, 3.6, Paper, c, 1.4)}
		}
		if s.later {
			return []Shape{circle(m.X, m.Y, 3.7, Paper, c, 1.3), leftHalf(m.X, m.Y, 3.7, c)}
		}
		return []Shape{circle(m.X, m.Y, 4.2, c, None, 0)}
	}
	a, b := at(7, 3.5), at(7, -3.5)
	return []Shape{path(None, c, 1.2, moveTo(a.X, a.Y), lineTo(tip.X-ux, tip.Y-uy), lineTo(b.X, b.Y))}
}

// cross strikes out a line that does not count, near its end.
func (s *stroke) cross(p []Point) []Shape {
	m := toward(p[len(p)-1], p[len(p)-2], 7)
	return []Shape{path(None, Quiet, 1.4, moveTo(m.X-4, m.Y-4), lineTo(m.X+4, m.Y+4), moveTo(m.X+4, m.Y-4), lineTo(m.X-4, m.Y+4))}
}

// labelShapes draws the label of a line on a patch of paper.
func (w writer) labelShapes(s *stroke, x, y float64) []Shape {
	c := s.pen().Stroke
	out := []Shape{rect(x-s.w/2, y-s.h/2, s.w, s.h, 3, Paper, None, 0)}
	base := y - s.h/2 + 1.5 + labelSize*0.9
	for _, l := range s.label {
		t := w.text(l, 0, base, labelSize, false, c)
		t.X = x - t.W/2
		out = append(out, t)
		base += labelSize * leading
	}
	return out
}
