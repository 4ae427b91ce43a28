package document

import (
	"strings"
	"unicode/utf8"

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
	for _, l := range LawLines(n, v.Word("colon")) { // none may be missing
		out = append(out, Wrapped(Line(l), lawWidth)...)
	}
	return out
}

// lawWidth is how many characters a line of laws holds.
const lawWidth = 60

// Wrapped breaks a text into lines of at most so many characters, at spaces; a longer
// word is clipped.
func Wrapped(s string, width int) []string {
	var out []string
	line, n := "", 0
	for _, word := range strings.Fields(s) {
		word = Clip(word, width)
		size := utf8.RuneCountInString(word)
		if line != "" && n+1+size > width {
			out = append(out, line)
			line, n = "", 0
		}
		if line != "" {
			line, n = line+" ", n+1
		}
		line, n = line+word, n+size
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// Drawn is the family an edge is drawn in: the first it has, but that an edge whose
// every share is nothing at all is none of ownership when it says something else.
func Drawn(e *view.Edge) view.Family {
	families := e.Families()
	if families[0] == view.Ownership && len(families) > 1 && allZero(e) {
		return families[1]
	}
	return families[0]
}

func allZero(e *view.Edge) bool {
	for i := range e.Interests {
		if s := e.Interests[i].Share; s != nil && !s.IsZero() {
			return false
		}
	}
	return true
}

// shownMembers bounds the parties of a stack that a drawing names.
const shownMembers = 5
