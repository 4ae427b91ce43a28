package scene

import (
	"longarm/graph"
	"longarm/graph/export/internal/typeface"
	"longarm/graph/view"
)

// Sizes of text, in pixels.
const (
	nameSize  = 13.0
	smallSize = 10.5
	lawSize   = 11.0
	labelSize = 11.0
	titleSize = 19.0
)

// Room around text.
const (
	padX     = 12.0
	padY     = 9.0
	leading  = 1.28
	narrow   = 92.0  // least width of a box
	nameRoom = 156.0 // most width of a name
	lawRoom  = 214.0 // most width of a line of laws
)

// box is a node measured: its size and what is drawn from its upper left corner.
type box struct {
	w, h   float64
	shapes []Shape
}

// writer measures and makes lines of text.
type writer struct{ set *typeface.Set }

// text is one line with its start at x and its base line at y.
func (w writer) text(s string, x, y, size float64, bold bool, c Colour) Shape {
	return Shape{Kind: TextShape, Text: s, X: x, Y: y, W: w.set.Width(s, size, bold), Size: size, Bold: bold, Fill: c}
}

// centred is one line with its middle at x.
func (w writer) centred(s string, x, y, size float64, bold bool, c Colour) Shape {
	t := w.text(s, x, y, size, bold, c)
	t.X -= t.W / 2
	return t
}

func (w writer) wrap(s string, size float64, bold bool, width float64, lines int) []string {
	return w.set.Wrap(Clean(s), size, bold, width, lines)
}

func (w writer) longest(lines []string, size float64, bold bool) float64 {
	most := 0.0
	for _, l := range lines {
		most = max(most, w.set.Width(l, size, bold))
	}
	return most
}

// badge is the code of a state in a frame, as wide as it says.
func (w writer) badge(code string, x, base float64, ink Colour) ([]Shape, float64) {
	const size = 9.0
	code = Clean(code)
	if len([]rune(code)) > 8 {
		code = string([]rune(code)[:7]) + "…"
	}
	t := w.text(code, x+4, base, size, true, ink)
	wide := t.W + 8
	return []Shape{rect(x, base-9.5, wide, 12.5, 3, None, ink, 0.9), t}, wide
}

// node measures and draws a party.
func (w writer) node(v *view.View, n *view.Node, style nodeStyle) box {
	ink, muted := Ink, Muted
	if n.Focus {
		ink, muted = OnFocus, OnFocus
	}
	size := nameSize
	if n.Focus {
		size = nameSize + 2
	}
	names := w.wrap(n.Name, size, true, nameRoom, 4)
	wide := w.longest(names, size, true)
	notes := w.notes(v, n)
	wide = max(wide, w.longest(notes, smallSize, false))
	info := w.info(n)
	if n.Country != "" {
		_, b := w.badge(n.Country, 0, 0, ink)
		gap := 0.0
		if info != "" {
			gap = 5 + w.set.Width(info, smallSize, false)
		}
		wide = max(wide, b+gap)
	} else {
		wide = max(wide, w.set.Width(info, smallSize, false))
	}
	b := box{w: max(narrow, wide+2*padX+style.inset*2)}
	mid := b.w / 2
	y := padY
	for _, l := range names {
		y += size * 0.82
		b.shapes = append(b.shapes, w.centred(l, mid, y, size, true, ink))
		y += size * (leading - 0.82)
	}
	if n.Country != "" || info != "" {
		y += 3 + smallSize*0.82
		b.shapes = append(b.shapes, w.infoLine(n.Country, info, mid, y, ink, muted)...)
		y += smallSize * (leading - 0.82)
	}
	for i, l := range notes {
		if i == 0 {
			y += 3
		}
		y += smallSize * 0.82
		b.shapes = append(b.shapes, w.centred(l, mid, y, smallSize, false, muted))
		y += smallSize * (leading - 0.82)
	}
	b.h = y + padY - 2
	b.shapes = append(style.frame(b.w, b.h, n.Focus), b.shapes...)
	return b
}

// info is the short line below a name: what it is, when the shape does not say so.
func (w writer) info(n *view.Node) string {
	if n.Caption != "" {
		room := nameRoom
		if n.Focus {
			room = 230
		}
		return w.wrap(n.Caption, smallSize, false, room, 1)[0]
	}
	if n.Kind == graph.Company || n.Sort == view.StackSort {
		return ""
	}
	return Clean(n.KindIn)
}

func (w writer) infoLine(country, info string, mid, y float64, ink, muted Colour) []Shape {
	if country == "" {
		return []Shape{w.centred(info, mid, y, smallSize, false, muted)}
	}
	_, wide := w.badge(country, 0, 0, ink)
	total := wide
	if info != "" {
		total += 5 + w.set.Width(info, smallSize, false)
	}
	shapes, _ := w.badge(country, mid-total/2, y, ink)
	if info != "" {
		shapes = append(shapes, w.text(info, mid-total/2+wide+5, y, smallSize, false, muted))
	}
	return shapes
}

// notes are the lines below: what authorities decided, and where it is listed.
func (w writer) notes(v *view.View, n *view.Node) []string {
	var out []string
	marks := n.Marks
	more := 0
	if len(marks) > 1 && !n.Focus {
		marks, more = marks[:1], len(marks)-1
	}
	if len(marks) > 3 {
		marks, more = marks[:3], len(marks)-3
	}
	for _, m := range marks {
		out = append(out, w.wrap(m, smallSize, false, nameRoom, 2)...)
	}
	if more > 0 {
		out = append(out, "+"+itoa(more)+" "+v.Word("more"))
	}
	if n.Sort == view.StackSort {
		out = append(out, w.members(v, n)...)
	}
	return out
}

// shownMembers bounds the parties a stack names.
const shownMembers = 8

// members names the parties of a stack, one a line, with what stands on its edge where
// that is not said of all.
func (w writer) members(v *view.View, n *view.Node) []string {
	same := true
	for _, m := range n.Members {
		same = same && m.Label == n.Members[0].Label
	}
	var out []string
	for i, m := range n.Members {
		if i == shownMembers && len(n.Members) > shownMembers+1 {
			out = append(out, "+"+itoa(len(n.Members)-i)+" "+v.Word("more"))
			break
		}
		line := m.Name
		if m.Country != "" {
			line = m.Country + "\u00a0" + line
		}
		if !same && m.Label != "" {
			short := w.wrap(line, smallSize, false, nameRoom-w.set.Width("  "+m.Label, smallSize, false), 1)[0]
			out = append(out, w.wrap(short+"  "+m.Label, smallSize, false, nameRoom+40, 1)[0])
			continue
		}
		out = append(out, w.wrap(line, smallSize, false, nameRoom, 1)[0])
	}
	return out
}

// nodeStyle is the shape of a kind of party.
type nodeStyle struct {
	key   string // of its word in the legend
	inset float64
	frame func(w, h float64, focus bool) []Shape
}

// styleOf gives each kind of party its shape: companies a box, persons round ends,
// states and their bodies a double top line, offers cut corners, arrangements a slanted
// box, groups of several a second edge.
func styleOf(n *view.Node) nodeStyle {
	switch {
	case n.Sort == view.StackSort:
		return nodeStyle{"kind.stack", 0, stacked}
	case n.Sort == view.RestSort:
		return nodeStyle{"stack.rest", 0, dashed}
	}
	switch n.Kind {
	case graph.Person:
		return nodeStyle{"kind.person", 6, rounded}
	case graph.State, graph.Bloc:
		return nodeStyle{"kind.state", 0, topped}
	case graph.StateBody:
		return nodeStyle{"kind.stateBody", 0, topped}
	case graph.Offer:
		return nodeStyle{"kind.offer", 2, cut}
	case graph.Arrangement:
		return nodeStyle{"kind.arrangement", 8, slanted}
	case graph.Group:
		return nodeStyle{"kind.stack", 0, stacked}
	case graph.Company:
		return nodeStyle{"kind.company", 0, plain}
	}
	return nodeStyle{"kind.list", 0, plain}
}

func fill(focus bool) (Colour, Colour, float64) {
	if focus {
		return Focus, Focus, 1.4
	}
	return Surface, Ink, 1.3
}

func plain(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	return []Shape{rect(0, 0, w, h, corner(h), f, s, l)}
}

// corner is the radius of a corner; the samples of a legend are low.
func corner(h float64) float64 { return min(5, h/6) }

func dashed(w, h float64, _ bool) []Shape {
	s := rect(0, 0, w, h, corner(h), Paper, Quiet, 1.2)
	s.Dash = []float64{3, 3}
	return []Shape{s}
}

func rounded(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	return []Shape{rect(0, 0, w, h, min(h/2, 22), f, s, l)}
}

func topped(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	return []Shape{rect(0, 0, w, h, 0, f, s, l), path(None, s, l, moveTo(0, 3.5), lineTo(w, 3.5))}
}

func cut(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	c := min(9, h/3.2)
	return []Shape{path(f, s, l, moveTo(c, 0), lineTo(w-c, 0), lineTo(w, c), lineTo(w, h-c), lineTo(w-c, h), lineTo(c, h), lineTo(0, h-c), lineTo(0, c), closed())}
}

func slanted(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	c := min(10, h/1.8)
	return []Shape{path(f, s, l, moveTo(c, 0), lineTo(w, 0), lineTo(w-c, h), lineTo(0, h), closed())}
}

func stacked(w, h float64, focus bool) []Shape {
	f, s, l := fill(focus)
	return []Shape{
		path(None, s, l, moveTo(6, h+4), lineTo(w+1, h+4), curveTo(Point{w + 3, h + 4}, Point{w + 4, h + 3}, Point{w + 4, h + 1}), lineTo(w+4, 6)),
		rect(0, 0, w, h, corner(h), f, s, l),
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
