package document

import (
	"slices"
	"unicode/utf8"

	"longarm/graph/view"
)

// Box is where a node is drawn, its upper left corner and its size in pixels.
type Box struct{ X, Y, Width, Height int }

// Sizes of the boxes of Arrange.
const (
	boxWidth  = 220
	lineHigh  = 16
	gapAcross = 40
	gapDown   = 70
	perLine   = 32 // characters a line of a box holds
)

// Arrange puts the nodes of a view into rows, those that nothing leads to on top and
// what they lead to below, for editors that do not arrange what they open. Rows are in
// the order of the view.
func Arrange(v *view.View) map[view.NodeID]Box {
	rank := ranks(v)
	deepest := 0
	for _, r := range rank {
		deepest = max(deepest, r)
	}
	rows := make([][]*view.Node, deepest+1)
	for i := range v.Nodes() {
		n := &v.Nodes()[i]
		rows[rank[n.ID]] = append(rows[rank[n.ID]], n)
	}
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row)*(boxWidth+gapAcross)-gapAcross)
	}
	out := make(map[view.NodeID]Box, len(rank))
	y := 0
	for _, row := range rows {
		x := (widest - (len(row)*(boxWidth+gapAcross) - gapAcross)) / 2
		high := 0
		for _, n := range row {
			b := Box{X: x, Y: y, Width: boxWidth, Height: 24 + lineHigh*textLines(NodeLines(v, n))}
			out[n.ID] = b
			high = max(high, b.Height)
			x += boxWidth + gapAcross
		}
		y += high + gapDown
	}
	return out
}

func textLines(lines []string) int {
	n := 0
	for _, l := range lines {
		n += 1 + utf8.RuneCountInString(l)/perLine
	}
	return n
}

// ranks gives each node the length of the longest way to it that turns in no ring:
// rings are cut where a walk in the order of the view closes them.
func ranks(v *view.View) map[view.NodeID]int {
	from := map[view.NodeID][]view.NodeID{}
	for i := range v.Edges() {
		e := &v.Edges()[i]
		if e.From != e.To {
			from[e.From] = append(from[e.From], e.To)
		}
	}
	const open, done = 1, 2
	state := map[view.NodeID]int{}
	var order []view.NodeID // what leads comes after what it leads to
	kept := map[view.NodeID][]view.NodeID{}
	type step struct {
		id   view.NodeID
		next int
	}
	for i := range v.Nodes() {
		root := v.Nodes()[i].ID
		if state[root] != 0 {
			continue
		}
		state[root] = open
		for stack := []step{{id: root}}; len(stack) > 0; {
			top := &stack[len(stack)-1]
			if top.next == len(from[top.id]) {
				state[top.id] = done
				order = append(order, top.id)
				stack = stack[:len(stack)-1]
				continue
			}
			to := from[top.id][top.next]
			top.next++
			if state[to] == open {
				continue
			}
			kept[top.id] = append(kept[top.id], to)
			if state[to] == 0 {
				state[to] = open
				stack = append(stack, step{id: to})
			}
		}
	}
	slices.Reverse(order)
	out := make(map[view.NodeID]int, len(order))
	for _, id := range order {
		out[id] += 0
		for _, to := range kept[id] {
			out[to] = max(out[to], out[id]+1)
		}
	}
	return out
}
