package view

import (
	"slices"
	"strings"

	"longarm/graph"
)

// sibling is a party that stands beside another by one line only.
type sibling struct {
	node *Node
	edge *Edge
}

// stacks draws the smallest of many siblings as one.
func (f *folding) stacks() {
	degree := map[NodeID]int{}
	for _, e := range f.c.Edges {
		if !f.drop[e.From] && !f.drop[e.To] {
			degree[e.From]++
			degree[e.To]++
		}
	}
	crowded := len(f.c.Nodes)-len(f.drop) > Crowd
	type pile struct {
		beside NodeID
		what   string
	}
	piles := map[pile][]sibling{}
	var order []pile
	for i := range f.c.Edges {
		e := &f.c.Edges[i]
		if f.drop[e.From] || f.drop[e.To] || len(e.Interests) == 0 {
			continue
		}
		for _, end := range []struct{ leaf, beside NodeID }{{e.From, e.To}, {e.To, e.From}} {
			n := &f.c.Nodes[f.at(end.leaf)]
			if degree[end.leaf] != 1 || n.Sort != EntitySort || n.Focus || !e.Counts() {
				continue
			}
			p := pile{end.beside, pileOf(e, end.leaf == e.From, n)}
			if piles[p] == nil {
				order = append(order, p)
			}
			piles[p] = append(piles[p], sibling{n, e})
			break
		}
	}
	for _, p := range order {
		list := piles[p]
		whole, keep := Siblings, Siblings-1
		switch {
		case p.what == "officers":
			whole, keep = 3, 0
		case crowded:
			whole, keep = 2, 0
		}
		if len(list) <= whole {
			continue
		}
		slices.SortStableFunc(list, largest)
		f.stack(p.beside, p.what, list[keep:], keep > 0)
	}
}

// pileOf says with whom a sibling is stacked.
func pileOf(e *Edge, above bool, n *Node) string {
	switch {
	case n.Role == BoardRole:
		return "officers"
	case !above && e.Families()[0] == Technology:
		return "others"
	case !above:
		return "held"
	case e.Families()[0] == Technology:
		return "suppliers"
	}
	return "holders"
}

// largest orders siblings by what they hold, most first; unknown figures before
// small ones.
func largest(a, b sibling) int {
	x, y := held(a.edge), held(b.edge)
	switch {
	case x.Min != y.Min && x.Min > y.Min, x.Min == y.Min && x.Max > y.Max:
		return -1
	case x != y:
		return 1
	}
	return strings.Compare(string(a.node.ID), string(b.node.ID))
}

// held is the largest share an edge states, in whatever basis.
func held(e *Edge) graph.Share {
	var best graph.Share
	for _, i := range e.Interests {
		if i.Share != nil && i.Assertion == "" && (i.Share.Min > best.Min || i.Share.Min == best.Min && i.Share.Max > best.Max) {
			best = *i.Share
		}
	}
	return best
}

func (f *folding) stack(beside NodeID, what string, list []sibling, more bool) {
	id := NodeID(stackPrefix + what + ":" + string(beside))
	out := Node{ID: id, Sort: StackSort, Kind: graph.Group, KindIn: f.v.Word("kind.stack"), Role: list[0].node.Role}
	edge := Edge{From: id, To: beside}
	if list[0].edge.From == beside {
		edge.From, edge.To = beside, id
	}
	for _, s := range list {
		out.Members = append(out.Members, Member{ID: s.node.ID, Entity: s.node.Entity, Name: s.node.Name, Country: s.node.Country, Label: labelOf(s), Claims: s.edge.Claims()})
		f.drop[s.node.ID] = true
	}
	out.Name = count(len(list)) + "\u00a0" + f.v.Word("stack."+what)
	if more {
		out.Name = "+" + out.Name
	}
	one := together(list, f.v.Lang, edge.To == beside)
	edge.Interests = []Interest{one}
	f.c.Nodes = append(f.c.Nodes, out)
	f.c.Edges = append(f.c.Edges, edge)
}

// labelOf is what stands on the line of a sibling.
func labelOf(s sibling) string { return strings.Join(s.edge.Labels, ", ") }

func count(n int) string {
	digits := []byte{}
	for ; n > 0; n /= 10 {
		digits = append([]byte{byte('0' + n%10)}, digits...)
	}
	return string(digits)
}

// together joins the interests of a stack. Holders of one company have a sum, when all
// hold in one basis; what one party holds in several companies has none: it is told
// where it is the same in all.
func together(list []sibling, lang string, holders bool) Interest {
	first := list[0].edge.Interests[0]
	out := Interest{Code: first.Code, Basis: first.Basis, Label: first.Label}
	var sum graph.Share
	sums := true
	for _, s := range list {
		out.Claims = append(out.Claims, s.edge.Claims()...)
		i := slices.IndexFunc(s.edge.Interests, func(i Interest) bool { return i.Share != nil && i.Basis == first.Basis && i.Assertion == "" })
		if i < 0 {
			sums = false
			continue
		}
		h := s.edge.Interests[i].Share
		sum.Min, sum.Max = min(sum.Min+h.Min, graph.Hundred), min(sum.Max+h.Max, graph.Hundred)
		sum.MinOpen, sum.MaxOpen = sum.MinOpen || h.MinOpen, sum.MaxOpen || h.MaxOpen
	}
	slices.Sort(out.Claims)
	out.Claims = slices.Compact(out.Claims)
	if !holders {
		out.Label = labelOf(list[0])
		for _, s := range list {
			if labelOf(s) != out.Label {
				return Interest{Code: first.Code, Claims: out.Claims}
			}
		}
		out.Share, out.NoFigure, out.Unknown = first.Share, first.NoFigure, first.Unknown
		return out
	}
	if sum.Max == graph.Hundred {
		sum.MaxOpen = false
	}
	if sums && sum.Validate() == nil {
		out.Share, out.Label = &sum, Band(sum, lang)
	} else if first.Share != nil {
		out.Label = ""
	}
	return out
}
