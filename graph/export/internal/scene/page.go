package scene

import (
	"fmt"
	"strings"

	"longarm/graph/export/internal/layered"
	"longarm/graph/export/internal/typeface"
	"longarm/graph/view"
)

// margin is the empty edge of a drawing; leastWidth keeps its legend readable.
const (
	margin     = 24.0
	leastWidth = 640.0
)

// Placer lays a graph out; [layered.Layout] unless another program does it.
type Placer func([]layered.Node, []layered.Edge, layered.Options) (*layered.Drawing, error)

// Of draws a view, folded for a page, with the typeface inside the program, and returns
// both. The layout is "dot" to let Graphviz place the nodes, when it is installed; empty
// for longarm's own.
func Of(v *view.View, layout string) (*Scene, *typeface.Set, error) {
	set, err := typeface.New()
	if err != nil {
		return nil, nil, err
	}
	s, err := Draw(v, set, placerOf(layout))
	return s, set, err
}

// Draw draws a view, folded for a page. The error is of the placer or of a view that
// cannot be folded.
func Draw(v *view.View, set *typeface.Set, place Placer) (*Scene, error) {
	page, err := v.Folded()
	if err != nil {
		return nil, err
	}
	if place == nil {
		place = func(n []layered.Node, e []layered.Edge, o layered.Options) (*layered.Drawing, error) {
			return layered.Layout(n, e, o), nil
		}
	}
	w := writer{set}
	s := &Scene{Lang: page.Lang, Title: Clean(page.Title), Page: page}
	boxes := make([]box, len(page.Nodes()))
	nodes := make([]layered.Node, len(boxes))
	at := map[view.NodeID]int{}
	for i := range page.Nodes() {
		n := &page.Nodes()[i]
		if n.Sort == view.LawsSort || n.Sort == view.LawSort {
			boxes[i] = w.lawBox(page, n)
		} else {
			boxes[i] = w.node(page, n, styleOf(n))
		}
		nodes[i] = layered.Node{W: boxes[i].w, H: boxes[i].h, Top: n.Role == view.LawRole}
		at[n.ID] = i
	}
	var lines []stroke
	var edges []layered.Edge
	for i := range page.Edges() {
		e := &page.Edges()[i]
		for _, one := range w.strokes(page, i, e) {
			lines = append(lines, one)
			edges = append(edges, layered.Edge{From: at[e.From], To: at[e.To], Bus: one.bus(), LabelW: one.w, LabelH: one.h})
		}
	}
	d, err := place(nodes, edges, layered.Defaults())
	if err != nil {
		return nil, err
	}
	s.Crossings = d.Crossings
	s.W = max(d.W+2*margin, leastWidth)
	y := w.header(s, page)
	dx := (s.W - d.W) / 2
	s.Body = Rect{dx, y, d.W, d.H}
	w.edges(s, page, lines, d, dx, y)
	w.nodes(s, page, boxes, d, dx, y)
	y = w.legend(s, page, lines, y+d.H+26)
	s.H = w.footer(s, page, y) + margin - 8
	s.Desc, s.Twin = describe(page)
	return s, nil
}

// header writes the title, who it is about and as of when, and returns where the
// drawing begins.
func (w writer) header(s *Scene, v *view.View) float64 {
	g := Group{ID: "head", Class: "head", Node: -1, Edge: -1}
	y := margin
	width := s.W - 2*margin
	for _, l := range w.wrap(v.Title, titleSize, true, width, 3) {
		y += titleSize * 0.82
		g.Shapes = append(g.Shapes, w.text(l, margin, y, titleSize, true, Ink))
		y += titleSize * (leading - 0.82)
	}
	for _, text := range []string{Subtitle(v), v.Summary} {
		if text == "" {
			continue
		}
		y += 3
		for _, l := range w.wrap(text, 12, false, width, 4) {
			y += 12 * 0.82
			g.Shapes = append(g.Shapes, w.text(l, margin, y, 12, false, Muted))
			y += 12 * (leading - 0.82)
		}
	}
	s.Groups = append(s.Groups, g)
	return y + 20
}

// Subtitle says who a picture is about, and as of when.
func Subtitle(v *view.View) string {
	line := strings.ReplaceAll(v.Dated(), " ", "\u00a0") // never broken
	if v.Subtitle != "" {
		return Clean(v.Subtitle) + " · " + line
	}
	return line
}

func (w writer) edges(s *Scene, v *view.View, lines []stroke, d *layered.Drawing, dx, dy float64) {
	var labels []Group
	byEdge := map[int]int{}
	for k := range lines {
		one := &lines[k]
		e := &v.Edges()[one.edge]
		if _, ok := byEdge[one.edge]; !ok {
			byEdge[one.edge] = len(s.Groups)
			s.Groups = append(s.Groups, Group{ID: "e" + itoa(one.edge), Class: "edge", Node: -1, Edge: one.edge,
				Name: EdgeName(v, e), Title: edgeTitle(v, e)})
		}
		g := &s.Groups[byEdge[one.edge]]
		g.Shapes = append(g.Shapes, one.line(d.Routes[k], dx, dy)...)
		if one.w > 0 {
			labels = append(labels, Group{ID: fmt.Sprintf("l%d", k), Class: "label", Node: -1, Edge: one.edge, Title: g.Title,
				Shapes: w.labelShapes(one, d.Routes[k].Label.X+dx, d.Routes[k].Label.Y+dy)})
		}
	}
	s.Groups = append(s.Groups, labels...)
}

func (w writer) nodes(s *Scene, v *view.View, boxes []box, d *layered.Drawing, dx, dy float64) {
	for _, i := range fromAbove(d) {
		n := &v.Nodes()[i]
		g := Group{ID: "n" + itoa(i), Class: "node", Node: i, Edge: -1, Name: nodeName(v, n), Title: NodeTitle(v, n)}
		for _, shape := range boxes[i].shapes {
			g.Shapes = append(g.Shapes, shape.moved(d.Nodes[i].X+dx, d.Nodes[i].Y+dy))
		}
		s.Groups = append(s.Groups, g)
	}
}

// moved is the shape at another place.
func (s Shape) moved(dx, dy float64) Shape {
	s.X, s.Y = s.X+dx, s.Y+dy
	if s.Path != nil {
		moved := make([]Segment, len(s.Path))
		for i, seg := range s.Path {
			for k := range seg.P {
				seg.P[k] = Point{seg.P[k].X + dx, seg.P[k].Y + dy}
			}
			moved[i] = seg
		}
		s.Path = moved
	}
	return s
}

// footer writes what the picture leaves to words, and returns where it ends.
func (w writer) footer(s *Scene, v *view.View, y float64) float64 {
	g := Group{ID: "foot", Class: "foot", Node: -1, Edge: -1}
	lines := append([]string{}, v.Notes...)
	if list := publishers(v); list != "" {
		lines = append(lines, v.Word("sources")+v.Word("colon")+" "+list)
	}
	if v.Disclaimer != "" {
		lines = append(lines, v.Disclaimer)
	}
	for _, text := range lines {
		y += 4
		for _, l := range w.wrap(text, 9.5, false, s.W-2*margin, 6) {
			y += 9.5 * 0.82
			g.Shapes = append(g.Shapes, w.text(l, margin, y, 9.5, false, Muted))
			y += 9.5 * (leading - 0.82)
		}
	}
	s.Groups = append(s.Groups, g)
	return y
}
