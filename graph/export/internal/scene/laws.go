package scene

import (
	"slices"
	"strings"

	"longarm/graph/view"
)

// lawBox measures and draws the laws of one state: whose they are and by which way
// they come in the head, below them in groups by how they stand.
func (w writer) lawBox(v *view.View, n *view.Node) box {
	const indent, mark = 17.0, 5.0
	head := w.wrap(n.Name, nameSize, true, lawRoom-30, 2)
	way := w.wrap(n.Caption, smallSize, false, lawRoom, 2)
	_, badge := w.badge(n.Country, 0, 0, Ink)
	wide := max(badge+7+w.longest(head, nameSize, true), w.longest(way, smallSize, false))
	type group struct {
		standing view.Standing
		heading  []string
		laws     []string
	}
	var groups []group
	for _, g := range n.Laws {
		out := group{g.Standing, w.wrap(g.Heading, smallSize, true, lawRoom, 2), w.wrap(lawNames(shortened(g.Laws, v.Word("more"))), lawSize, false, lawRoom, 30)}
		wide = max(wide, indent+w.longest(out.heading, smallSize, true), indent+w.longest(out.laws, lawSize, false))
		groups = append(groups, out)
	}
	b := box{w: wide + 2*padX - 2}
	y := padY - 1
	for i, l := range head {
		y += nameSize * 0.82
		x := padX
		if i == 0 {
			shapes, _ := w.badge(n.Country, padX, y, Ink)
			b.shapes = append(b.shapes, shapes...)
		}
		x += badge + 7
		b.shapes = append(b.shapes, w.text(l, x, y, nameSize, true, Ink))
		y += nameSize * (leading - 0.82)
	}
	for _, l := range way {
		y += 1 + smallSize*0.82
		b.shapes = append(b.shapes, w.text(l, padX, y, smallSize, false, Muted))
		y += smallSize * (leading - 0.82)
	}
	y += 5
	top := y
	for _, g := range groups {
		y += 5
		for i, l := range g.heading {
			y += smallSize * 0.82
			if i == 0 {
				b.shapes = append(b.shapes, standingMark(g.standing, padX+mark, y-smallSize*0.36, mark)...)
			}
			b.shapes = append(b.shapes, w.text(l, padX+indent, y, smallSize, true, Ink))
			y += smallSize * (leading - 0.82)
		}
		for _, l := range g.laws {
			y += lawSize*0.82 + 0.6
			b.shapes = append(b.shapes, w.text(l, padX+indent, y, lawSize, false, Ink))
			y += lawSize * (leading - 0.82)
		}
	}
	b.h = y + padY - 3
	frame := []Shape{
		lawFrame(n, b.w, b.h, 5),
		path(Tint, None, 0, moveTo(0.6, top), lineTo(0.6, 5), curveTo(Point{0.6, 2}, Point{2, 0.6}, Point{5, 0.6}), lineTo(b.w-5, 0.6),
			curveTo(Point{b.w - 2, 0.6}, Point{b.w - 0.6, 2}, Point{b.w - 0.6, 5}), lineTo(b.w-0.6, top), closed()),
		path(None, Reach, 1.2, moveTo(0, top), lineTo(b.w, top)),
	}
	frame[2].Dash = frame[0].Dash
	b.shapes = append(frame, b.shapes...)
	return b
}

// lawFrame is the frame of a box of laws, broken where nothing in it is shown to reach.
func lawFrame(n *view.Node, w, h, r float64) Shape {
	s := rect(0, 0, w, h, r, Surface, Reach, 1.2)
	if onlyOpen(n) {
		s.Dash = []float64{4, 3}
	}
	return s
}

// onlyOpen reports a box of laws of which none is shown to reach, now or later.
func onlyOpen(n *view.Node) bool { return len(n.Laws) > 0 && n.Laws[0].Standing > view.Pending }

// shortened names at most three of the parties that a law comes through; the text of
// the box has them all.
func shortened(list []view.LawLine, more string) []view.LawLine {
	out := slices.Clone(list)
	for i, l := range out {
		if n := len(l.Only); n > 4 {
			out[i].Only = append(slices.Clone(l.Only[:3]), "+"+itoa(n-3)+"\u00a0"+more)
		}
	}
	return out
}

// lawNames lists the laws of a group, each with the parties it comes through where
// those are not all.
func lawNames(list []view.LawLine) string {
	parts := make([]string, 0, len(list))
	for _, l := range list {
		name := l.Name
		if len(l.Only) > 0 {
			name += " (" + strings.Join(l.Only, ", ") + ")"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, "\u00a0· ")
}

// leftHalf is the left half of a disc.
func leftHalf(x, y, r float64, fill Colour) Shape {
	return path(fill, None, 0, moveTo(x, y-r), curveTo(Point{x - 1.33*r, y - r}, Point{x - 1.33*r, y + r}, Point{x, y + r}), closed())
}

// standingMark draws how a law stands: a full disc reached, a half one latent, a clock
// pending, a split diamond disputed, a ring with a question mark open, a ring with a
// bar not reached.
func standingMark(s view.Standing, x, y, r float64) []Shape {
	ring := circle(x, y, r-0.6, Surface, Reach, 1.2)
	question := []Shape{
		path(None, Reach, 1.2, moveTo(x-1.7, y-1.2), curveTo(Point{x - 1.6, y - 3.4}, Point{x + 1.8, y - 3.4}, Point{x + 1.7, y - 1.1}),
			curveTo(Point{x + 1.6, y + 0.1}, Point{x, y}, Point{x, y + 1.2})),
		circle(x, y+2.7, 0.7, Reach, None, 0),
	}
	switch s {
	case view.Binding:
		return []Shape{circle(x, y, r, Reach, None, 0)}
	case view.Latent:
		return []Shape{ring, leftHalf(x, y, r-0.6, Reach)}
	case view.Pending:
		return []Shape{ring, path(None, Reach, 1.2, moveTo(x, y-r+2), lineTo(x, y), lineTo(x+r-2.4, y+1))}
	case view.Disputed:
		return []Shape{
			path(Surface, Reach, 1.2, moveTo(x, y-r), lineTo(x+r, y), lineTo(x, y+r), lineTo(x-r, y), closed()),
			path(Reach, None, 0, moveTo(x, y-r), lineTo(x, y+r), lineTo(x-r, y), closed()),
		}
	case view.Open:
		return append([]Shape{ring}, question...)
	case view.Unclear, view.SchemeOpen, view.Conduct:
		ring.Dash = []float64{2, 1.6}
		return append([]Shape{ring}, question...)
	}
	return []Shape{ring, path(None, Reach, 1.2, moveTo(x-r+2.2, y), lineTo(x+r-2.2, y))}
}
