package graphml

import (
	"io"
	"strconv"
	"strings"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Encode writes an answer with all its nodes, an edge for each thing its edges say, and
// the shapes, labels and places that yEd shows; other programs read the typed keys
// beside them.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	w := document.NewWriter(to)
	nodes, links := document.NodeFields(), document.LinkFields(v)
	w.S(strings.Replace(opening, ` xsi:schemaLocation`, ` xmlns:y="http://www.yworks.com/xml/graphml" xsi:schemaLocation`, 1))
	for _, line := range h.Lines {
		w.S("<!-- ", document.XMLComment(line), " -->\n")
	}
	key := func(of, name string, t document.Type) {
		w.S(`<key id="`, of, "-", name, `" for="`, of, `" attr.name="`, name, `" attr.type="`, string(t), "\"/>\n")
	}
	for _, k := range graphKeys {
		key("graph", k.name, document.Text)
	}
	w.S(`<key id="node-graphics" for="node" yfiles.type="nodegraphics"/>`, "\n", `<key id="edge-graphics" for="edge" yfiles.type="edgegraphics"/>`, "\n")
	key("node", "id", document.Text)
	key("node", "label", document.Text)
	for _, f := range nodes {
		key("node", f.Name, f.Type)
	}
	key("edge", "label", document.Text)
	for _, f := range links {
		key("edge", f.Name, f.Type)
	}
	datum := func(of, name, value string) {
		if value != "" {
			w.S(`<data key="`, of, "-", name, `">`, document.XML(value), "</data>")
		}
	}
	w.S(`<graph id="longarm" edgedefault="directed">`, "\n")
	for _, k := range graphKeys {
		datum("graph", k.name, k.get(&h))
		w.S("\n")
	}
	ids, places := document.Short(v), document.Arrange(v).Boxes
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		w.S(`<node id="`, ids[n.ID], `">`)
		datum("node", "id", string(n.ID))
		datum("node", "label", n.Name)
		for j := range nodes {
			datum("node", nodes[j].Name, nodes[j].Get(n))
		}
		nodeGraphics(w, v, n, places[n.ID])
		w.S("</node>\n")
	}
	for _, l := range document.Links(v) {
		w.S(`<edge id="`, l.ID, `" source="`, ids[l.From], `" target="`, ids[l.To], `">`)
		datum("edge", "label", l.Label)
		for j := range links {
			datum("edge", links[j].Name, links[j].Get(&l))
		}
		edgeGraphics(w, &l)
		w.S("</edge>\n")
	}
	w.S("</graph>\n</graphml>\n")
	return w.Close()
}

func nodeGraphics(w *document.Writer, v *view.View, n *view.Node, b document.Box) {
	shape, width, fill := "rectangle", "1.0", "#FFFFFF"
	switch {
	case n.Sort == view.LawSort:
		shape = "parallelogram"
	case n.Sort == view.RestSort, n.Kind == "group", n.Kind == "arrangement":
		shape = "hexagon"
	case n.Kind == "person":
		shape = "ellipse"
	case n.Kind == "state", n.Kind == "bloc", n.Kind == "stateBody":
		shape = "octagon"
	case n.Kind == "offer":
		shape = "roundrectangle"
	}
	if n.Focus {
		width, fill = "3.0", "#EEEEEE"
	}
	w.S(`<data key="node-graphics"><y:ShapeNode><y:Geometry height="`, strconv.Itoa(b.Height), `" width="`, strconv.Itoa(b.Width), `" x="`, strconv.Itoa(b.X), `" y="`, strconv.Itoa(b.Y), `"/>`,
		`<y:Fill color="`, fill, `" transparent="false"/><y:BorderStyle color="#444444" type="line" width="`, width, `"/><y:NodeLabel>`,
		document.XML(strings.Join(document.NodeLines(v, n), "\n")), `</y:NodeLabel><y:Shape type="`, shape, `"/></y:ShapeNode></data>`)
}

func edgeGraphics(w *document.Writer, l *document.Link) {
	style, width, arrow := "line", "1.0", "standard"
	switch l.Family {
	case view.Ownership:
	case view.Control:
		width, arrow = "2.5", "diamond"
	case view.Technology:
		style, arrow = "dashed", "plain"
	default:
		style, arrow = "dotted", "plain"
	}
	colour := "#444444"
	if !l.Counts() {
		style, colour, arrow = "dashed", "#AAAAAA", "white_delta"
	}
	w.S(`<data key="edge-graphics"><y:PolyLineEdge><y:LineStyle color="`, colour, `" type="`, style, `" width="`, width, `"/><y:Arrows source="none" target="`, arrow, `"/><y:EdgeLabel>`,
		document.XML(document.Clip(document.Line(l.Label), 80)), `</y:EdgeLabel></y:PolyLineEdge></data>`)
}
