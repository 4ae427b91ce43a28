package report

import (
	"bytes"
	"image/png"
	"strings"

	pngfile "longarm/graph/export/png"
	"longarm/graph/export/svg"
	"longarm/graph/view"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// shownEdges bounds the lines of the text twin of a picture; JSON has all.
const shownEdges = 40

// picture draws who stands where and which laws reach, with the same in words. A
// picture too large to draw is left out, and its words stand.
func (w *composer) picture() page.Section {
	p := queries.PictureParams{Entity: string(w.d.Subject.ID), Answer: w.d.Reach} // of the laws asked about
	if len(w.d.Asked.Laws) == 1 {
		p.Law = w.d.Asked.Laws[0]
	}
	v, err := queries.Picture(w.c, p)
	if err != nil {
		return page.Section{}
	}
	folded, err := v.Folded()
	if err != nil {
		return page.Section{}
	}
	f := page.Figure{ID: "picture-figure", Caption: w.say("picture.caption", "Who", text.Name(w.d.Subject.Name), "Date", w.d.AsOf.String()), Alt: folded.Summary, Twin: w.twin(folded)}
	var drawn bytes.Buffer
	if svg.Encode(&drawn, v, svg.Options{Theme: "light"}) == nil {
		f.SVG = bytes.Clone(drawn.Bytes())
	}
	drawn.Reset()
	if pngfile.Encode(&drawn, v, pngfile.Options{Theme: "light"}) == nil {
		if size, err := png.DecodeConfig(bytes.NewReader(drawn.Bytes())); err == nil {
			f.PNG, f.Width, f.Height = drawn.Bytes(), float64(size.Width), float64(size.Height)
		}
	}
	return page.Section{ID: "picture", Title: w.say("picture"), Break: true, Blocks: []page.Block{f}}
}

// twin says in a list what the picture shows: each link as a clause with its
// statements, each law with what it comes to.
func (w *composer) twin(v *view.View) *page.List {
	out := &page.List{}
	hidden := 0
	add := func(i page.Item) {
		if len(out.Items) < shownEdges {
			out.Items = append(out.Items, i)
			return
		}
		hidden++
	}
	nodes := v.Nodes()
	for i := range nodes {
		n := &nodes[i]
		for _, g := range n.Laws {
			var names []string
			for _, l := range g.Laws {
				names = append(names, l.Name)
			}
			add(page.Item{Text: page.Text(w.p.Prose(n.Name + w.colon() + g.Heading + " — " + strings.Join(names, ", ")))})
		}
	}
	edges := v.Edges()
	for i := range edges {
		e := &edges[i]
		for _, k := range e.Interests {
			if k.Text != "" && k.Assertion == "" {
				add(page.Item{Text: page.Cat(w.run(k.Text), w.cite(k.Claims...))})
			}
		}
		for _, k := range e.Reaches {
			if from, to := v.Node(e.From), v.Node(e.To); from != nil && to != nil && from.Law != "" {
				add(page.Item{Text: page.Cat(w.run(k.Jurisdiction+" "+k.Name+" › "+to.Name+w.colon()+k.Words), w.cite(k.Claims...))})
			}
		}
	}
	if hidden > 0 {
		out.Items = append(out.Items, page.Item{Text: page.Text(w.say("finding.more-missing", "N", hidden))})
	}
	return out
}
