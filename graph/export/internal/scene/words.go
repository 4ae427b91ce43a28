package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/layered"
	"longarm/graph/view"
)

// fromAbove lists the nodes of a drawing as one reads: from above, then from the left.
func fromAbove(d *layered.Drawing) []int {
	out := make([]int, len(d.Nodes))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(d.Nodes[a].Y, d.Nodes[b].Y), cmp.Compare(d.Nodes[a].X, d.Nodes[b].X))
	})
	return out
}

// nodeName says a node in a few words.
func nodeName(v *view.View, n *view.Node) string {
	parts := []string{Clean(n.Name)}
	if n.Sort == view.LawsSort {
		parts = append(parts, Clean(n.Caption))
	} else {
		parts = append(parts, Clean(n.KindIn))
		if n.Place != "" {
			parts = append(parts, Clean(n.Place))
		}
	}
	return strings.Join(parts, ", ")
}

// NodeTitle is all there is to say of a node, in lines.
func NodeTitle(v *view.View, n *view.Node) string {
	out := []string{nodeName(v, n)}
	if n.Caption != "" && n.Sort != view.LawsSort {
		out = append(out, Clean(n.Caption))
	}
	for _, list := range [][]string{n.Marks, n.Ties} {
		for _, m := range list {
			out = append(out, Clean(m))
		}
	}
	for _, m := range n.Members {
		line := Clean(m.Name)
		if m.Label != "" {
			line += v.Word("colon") + " " + Clean(m.Label)
		}
		out = append(out, line)
	}
	for _, g := range n.Laws {
		out = append(out, Clean(g.Heading)+v.Word("colon"))
		for _, l := range g.Laws {
			out = append(out, "  "+lawLine(v, &l))
		}
	}
	return strings.Join(out, "\n")
}

// lawLine says how one law of a box stands.
func lawLine(v *view.View, l *view.LawLine) string {
	s := Clean(lawNames([]view.LawLine{*l}))
	var words []string
	for _, r := range l.Reaches {
		line := Clean(r.EffectIn) + v.Word("colon") + " " + Clean(r.Words)
		if r.Trigger != "" {
			line += " [" + Clean(r.Trigger) + "]"
		}
		if !slices.Contains(words, line) {
			words = append(words, line)
		}
	}
	return s + " — " + strings.Join(words, "; ")
}

// EdgeName says an edge in a few words.
func EdgeName(v *view.View, e *view.Edge) string {
	s := Clean(v.Node(e.From).Name) + " → " + Clean(v.Node(e.To).Name)
	var labels []string
	for _, l := range e.Labels {
		if l != "" {
			labels = append(labels, Clean(l))
		}
	}
	if len(labels) > 0 {
		s += v.Word("colon") + " " + strings.Join(labels, ", ")
	}
	return s
}

// edgeTitle is all there is to say of an edge, in lines: each interest with what it
// rests on.
func edgeTitle(v *view.View, e *view.Edge) string {
	out := []string{EdgeName(v, e)}
	for _, i := range e.Interests {
		if i.Text != "" {
			out = append(out, Clean(i.Text))
		}
		for _, id := range i.Claims {
			out = append(out, "  "+claimLine(v, id))
		}
	}
	if len(e.Reaches) > 0 {
		laws := map[string]bool{}
		for _, r := range e.Reaches {
			if line := Clean(r.Name) + v.Word("colon") + " " + Clean(r.Words); !laws[line] {
				laws[line] = true
				out = append(out, line)
			}
		}
		for _, id := range e.Claims() {
			out = append(out, "  "+claimLine(v, id))
		}
	}
	return strings.Join(out, "\n")
}

// claimLine cites a claim with its source.
func claimLine(v *view.View, id graph.ClaimID) string {
	c := v.Claim(id)
	if c == nil {
		return Clean(string(id))
	}
	parts := []string{Clean(string(c.ID))}
	for _, x := range []string{c.Voice, c.Dates, v.Word("evidence") + v.Word("colon") + " " + c.Grade} {
		if x != "" {
			parts = append(parts, Clean(x))
		}
	}
	if s, n := v.Source(c.Source); s != nil {
		parts = append(parts, "["+strconv.Itoa(n)+"] "+Clean(sourceLine(s)))
	}
	return strings.Join(parts, ", ")
}

func sourceLine(s *view.Source) string {
	for _, x := range []string{s.Title, s.Citation, s.URL} {
		if x != "" {
			return x
		}
	}
	return string(s.ID)
}

// describe says the picture in words: in one sentence, and as a list of what is in
// it.
func describe(v *view.View) (string, []string) {
	desc := Clean(v.Title) + " (" + v.Dated() + "). " +
		itoa(len(v.Nodes())) + " " + v.Word("nodes") + ", " + itoa(len(v.Edges())) + " " + v.Word("edges") + "."
	var twin []string
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		for _, g := range n.Laws {
			var laws []string
			for _, l := range g.Laws {
				laws = append(laws, Clean(lawNames([]view.LawLine{l})))
			}
			twin = append(twin, nodeName(v, n)+" — "+Clean(g.Heading)+v.Word("colon")+" "+strings.Join(laws, ", "))
		}
	}
	for i := range v.Edges() {
		twin = append(twin, EdgeName(v, &v.Edges()[i]))
	}
	return desc, twin
}
