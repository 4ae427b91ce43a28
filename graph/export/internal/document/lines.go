package document

import (
	"strings"

	"longarm/graph/view"
)

// longest is how much of a name is drawn: the whole of it stands in the formats for
// programs.
const longest = 120

// NodeLines is what a drawing writes into a node: the name and what else a reader must
// see, one text a line. None is empty, none has a line end, and the first is always
// there.
func NodeLines(v *view.View, n *view.Node) []string {
	name := strings.TrimSpace(Line(n.Name))
	if name == "" {
		name = strings.TrimSpace(Line(string(n.ID)))
	}
	if name == "" {
		name = "?"
	}
	name = Clip(name, longest)
	if n.Country != "" && n.Sort != view.LawsSort && n.Kind != "state" {
		name += " [" + Line(n.Country) + "]"
	}
	out := []string{name}
	add := func(s string) {
		if s = strings.TrimSpace(Line(s)); s != "" {
			out = append(out, Clip(s, longest))
		}
	}
	add(n.Caption)
	for _, m := range n.Marks {
		add(m)
	}
	for _, m := range n.Ties {
		add(m)
	}
	for i, m := range n.Members {
		if i == shownMembers {
			add("…")
			break
		}
		add(m.Name + " " + m.Label)
	}
	for _, l := range LawLines(n, v.Word("colon")) {
		add(l)
	}
	return out
}

// shownMembers bounds the parties of a stack that a drawing names.
const shownMembers = 5
