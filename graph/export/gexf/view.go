package gexf

import (
	"io"

	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// Encode writes an answer with all its nodes and an edge for each thing its edges say.
// An interest has a spell for each period its claims give it; one that rests on an
// undated claim holds throughout.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	w := document.NewWriter(to)
	nodes, links := document.NodeFields(), document.LinkFields(v)
	open(w, &h)
	w.S(`<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed" idtype="string">`, "\n")
	w.S(`<attributes class="node" mode="static">`, "\n")
	attribute(w, 0, "id", document.Text)
	for i, f := range nodes {
		attribute(w, i+1, f.Name, f.Type)
	}
	w.S("</attributes>\n", `<attributes class="edge" mode="static">`, "\n")
	for i, f := range links {
		attribute(w, i, f.Name, f.Type)
	}
	w.S("</attributes>\n<nodes>\n")
	ids := document.Short(v)
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		w.S(`<node id="`, ids[n.ID], `" label="`, document.XML(n.Name), `"><attvalues>`)
		value(w, 0, string(n.ID))
		for j := range nodes {
			value(w, j+1, nodes[j].Get(n))
		}
		w.S("</attvalues></node>\n")
	}
	w.S("</nodes>\n<edges>\n")
	for _, l := range document.Links(v) {
		kind := l.Code
		if l.Reach != nil {
			kind += ":" + l.Reach.Law + ":" + l.Reach.Effect
		}
		w.S(`<edge id="`, l.ID, `" source="`, ids[l.From], `" target="`, ids[l.To], `" kind="`, document.XML(kind), `" label="`, document.XML(l.Label), `"><attvalues>`)
		for j := range links {
			value(w, j, links[j].Get(&l))
		}
		w.S("</attvalues>")
		if spells := document.Spells(v, &l); len(spells) > 0 {
			w.S("<spells>")
			for _, p := range spells {
				w.S("<spell")
				days(w, p)
				w.S("/>")
			}
			w.S("</spells>")
		}
		w.S("</edge>\n")
	}
	w.S("</edges>\n</graph>\n</gexf>\n")
	return w.Close()
}
