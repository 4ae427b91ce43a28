package scene

import (
	"cmp"
	"slices"

	"longarm/graph/export/internal/layered"
	"longarm/graph/view"
)

// key is one entry of a legend: a sample, and what it stands for.
type key struct {
	text   string
	wide   float64 // of the sample
	sample func(x, y float64) []Shape
}

// legend explains the lines, marks and shapes that are in the picture, and no others.
// It returns where it ends.
func (w writer) legend(s *Scene, v *view.View, lines []stroke, y float64) float64 {
	var keys []key
	keys = append(keys, lineKeys(v, lines)...)
	keys = append(keys, markKeys(v)...)
	keys = append(keys, shapeKeys(v)...)
	if len(keys) == 0 {
		return y
	}
	g := Group{ID: "legend", Class: "legend", Node: -1, Edge: -1, Name: v.Word("legend")}
	g.Shapes = append(g.Shapes, path(None, Hairline, 1, moveTo(margin, y), lineTo(s.W-margin, y)))
	y += 19
	x := margin
	for _, k := range keys {
		text := w.wrap(k.text, smallSize, false, s.W-2*margin-k.wide-8, 1)[0]
		wide := k.wide + 7 + w.set.Width(text, smallSize, false)
		if x > margin && x+wide > s.W-margin {
			x, y = margin, y+19
		}
		g.Shapes = append(g.Shapes, k.sample(x, y-3.8)...)
		g.Shapes = append(g.Shapes, w.text(text, x+k.wide+7, y, smallSize, false, Ink))
		x += wide + 20
	}
	y += 6
	how := v.Word("read-down")
	if slices.ContainsFunc(lines, func(l stroke) bool { return l.buys }) {
		how += " " + v.Word("read-buyer")
	}
	for _, l := range w.wrap(how, smallSize, false, s.W-2*margin, 3) {
		y += smallSize * leading
		g.Shapes = append(g.Shapes, w.text(l, margin, y, smallSize, false, Muted))
	}
	s.Groups = append(s.Groups, g)
	return y + 8
}

// lineKeys lists the lines in use: the families, a share nobody gives, voices that do
// not count.
func lineKeys(v *view.View, lines []stroke) []key {
	const wide = 38.0
	var seen []stroke
	for _, l := range lines {
		l = stroke{family: l.family, weak: l.weak, later: l.later, silent: l.silent}
		if l.silent {
			l = stroke{family: view.Ownership, silent: true}
		}
		if !slices.ContainsFunc(seen, func(o stroke) bool { return o.bus() == l.bus() }) {
			seen = append(seen, l)
		}
	}
	slices.SortFunc(seen, func(a, b stroke) int {
		return cmp.Or(bit(a.silent)-bit(b.silent), cmp.Compare(a.family, b.family), bit(a.weak)-bit(b.weak), bit(a.later)-bit(b.later))
	})
	var out []key
	for _, l := range seen {
		text := v.Word("family." + l.family.String())
		switch {
		case l.silent:
			text = v.Word("silent")
		case l.later:
			text = v.Word("reach-later")
		case l.weak && l.family == view.Reaching:
			text = v.Word("reach-open")
		case l.weak:
			text = v.Word("unknown-share")
		}
		out = append(out, key{text, wide, func(x, y float64) []Shape {
			return l.sample(x, y, wide)
		}})
	}
	return out
}

func (s *stroke) sample(x, y, wide float64) []Shape {
	return s.line(layered.Route{Points: []layered.Point{{X: x, Y: y}, {X: x + wide, Y: y}}}, 0, 0)
}

// markKeys lists the standings in use.
func markKeys(v *view.View) []key {
	var seen []view.Standing
	for i := range v.Nodes() {
		for _, g := range v.Nodes()[i].Laws {
			if !slices.Contains(seen, g.Standing) {
				seen = append(seen, g.Standing)
			}
		}
	}
	slices.Sort(seen)
	var out []key
	if slices.ContainsFunc(v.Nodes(), func(n view.Node) bool { return onlyOpen(&n) }) {
		open := view.Node{Laws: []view.LawGroup{{Standing: view.Open}}}
		out = append(out, key{v.Word("box-open"), 24, func(x, y float64) []Shape { return []Shape{lawFrame(&open, 24, 13, 3).moved(x, y-6.5)} }})
	}
	for _, s := range seen {
		out = append(out, key{v.Word("standing." + s.String()), 11, func(x, y float64) []Shape { return standingMark(s, x+5.5, y, 5) }})
	}
	return out
}

// shapeKeys lists the shapes in use but that of companies, when there is another.
func shapeKeys(v *view.View) []key {
	var out []key
	for _, n := range v.Nodes() {
		if n.Role == view.LawRole || n.Focus {
			continue
		}
		style := styleOf(&n)
		if style.key == "kind.list" || slices.ContainsFunc(out, func(k key) bool { return k.text == v.Word(style.key) }) {
			continue
		}
		out = append(out, key{v.Word(style.key), 28, func(x, y float64) []Shape {
			var shapes []Shape
			for _, s := range style.frame(26, 13, false) {
				shapes = append(shapes, s.moved(x, y-6.5))
			}
			return shapes
		}})
	}
	slices.SortFunc(out, func(a, b key) int { return cmp.Compare(a.text, b.text) })
	if len(out) < 2 {
		return nil
	}
	return out
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
