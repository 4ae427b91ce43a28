package register

import (
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// Stats tell what a register is like.
type Stats struct {
	Entities map[graph.Kind]int
	Holdings int // of the basis and day, unknown slots apart
	Bands    int // of them stated as an interval
	Unknown  int // slots of which nothing is known

	Companies int // entities that can have holders
	NoHolders int // of them without a stated holder
	OverWhole int // whose lower ends pass 100 %
	SelfHeld  int // that hold shares of themselves
	Complete  int // whose list of holders is complete
	Floors    int // of which every holder from some percentage on is named
	Totals    int // of which a sum of several holders is stated
	Full      int // whose stated holdings make up 100 %, at the least
	// Disclosed is what the stated holdings of a company make up at the least, 100 % at
	// the most: the average over companies.
	Disclosed  graph.Percent
	Components int // cyclic components: cross-holdings
	Largest    int // members of the largest
	OnCycles   int // companies on a cycle
	Closed     int // components nothing leaves: owned by themselves
	Depth      int // levels of the longest chain of companies, a component counting one

	Tie BowTie

	Controlled int // companies with a certain controller, more than 50 % of votes
	Pairs      int // pairs of a controller and a company
	Mutual     int // classes of companies that control each other
}

// BowTie places companies and holders by the largest component (Broder et al.
// 2000): who owns into it, who is owned from it, and what only hangs on.
type BowTie struct {
	Core, In, Out int
	// Tendrils hang on In or Out without passing the core, Apart is not connected.
	Tendrils, Apart int
}

// StatsOf computes the statistics of a view.
func StatsOf(v *columns.View) *Stats {
	s := &Stats{Entities: map[graph.Kind]int{}}
	off, holder := v.Rows()
	hints := v.RowHints()
	n := uint32(v.Len())
	depth := make([]int32, n)
	next, disclosed := v.Cyclic(), 0.0
	for y := uint32(0); y < n; y++ {
		s.Entities[v.Kind(y)]++
		if hints[y]&columns.RowSealed != 0 {
			continue
		}
		s.Companies++
		holders, total := 0, graph.Percent(0)
		for e := off[y]; e < off[y+1]; e++ {
			if v.High[e] == 0 {
				continue
			}
			if !v.Stated(e) {
				s.Unknown++
				continue
			}
			s.Holdings++
			total += v.Weight(e)
			if v.Weight(e) != v.Most(e) {
				s.Bands++
			}
			if holder[e] == y {
				s.SelfHeld++
			} else {
				holders++
			}
		}
		if holders == 0 {
			s.NoHolders++
		}
		if total > graph.Hundred {
			s.OverWhole++
		}
		if total >= graph.Hundred {
			s.Full++
		}
		disclosed += float64(min(total, graph.Hundred))
		covered := [columns.Total + 1]int{}
		for _, c := range v.CoversOf(y) {
			covered[c.Kind] = 1
		}
		s.Complete, s.Floors, s.Totals = s.Complete+covered[columns.Complete], s.Floors+covered[columns.Floor], s.Totals+covered[columns.Total]
	}
	if s.Companies > 0 {
		s.Disclosed = graph.Percent(disclosed / float64(s.Companies))
	}
	for y := uint32(0); y < n; y++ {
		c := columns.Span{From: y, To: y + 1}
		if len(next) > 0 && next[0].From == y {
			c, next = next[0], next[1:]
			size := int(c.To - c.From)
			s.Components, s.OnCycles, s.Largest = s.Components+1, s.OnCycles+size, max(s.Largest, size)
			if !slices.Contains(newComponent(v, c).escapes(), true) {
				s.Closed++
			}
		}
		below := int32(0)
		for e := off[c.From]; e < off[c.To]; e++ {
			if h := holder[e]; h < c.From && v.High[e] > 0 {
				below = max(below, depth[h])
			}
		}
		for z := c.From; z < c.To; z++ {
			depth[z] = below + 1
		}
		s.Depth = max(s.Depth, int(below)+1)
		y = c.To - 1
	}
	s.Tie = bowTie(v)
	f := Control(v.In(graph.Votes, v.Date), Majority)
	s.Pairs, s.Mutual = f.Pairs(), f.Classes
	for y := range n {
		if f.Count(y) > 0 {
			s.Controlled++
		}
	}
	return s
}

func bowTie(v *columns.View) (t BowTie) {
	var core columns.Span
	for _, c := range v.Cyclic() {
		if c.To-c.From > core.To-core.From {
			core = c
		}
	}
	n := v.Len()
	off, holder := v.Rows()
	const in, out, hangs = 1, 2, 4
	mark := make([]uint8, n)
	walk := func(from func(uint32) bool, bit uint8, up, down bool) {
		var queue []uint32
		for x := range uint32(n) {
			if from(x) {
				mark[x] |= bit
				queue = append(queue, x)
			}
		}
		for len(queue) > 0 {
			x := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			visit := func(y, e uint32) {
				if v.High[e] > 0 && mark[y]&bit == 0 {
					mark[y] |= bit
					queue = append(queue, y)
				}
			}
			if up {
				for e := off[x]; e < off[x+1]; e++ {
					visit(holder[e], e)
				}
			}
			if down {
				edges, companies := v.Holdings(x)
				for i, e := range edges {
					visit(companies[i], e)
				}
			}
		}
	}
	inCore := func(x uint32) bool { return x >= core.From && x < core.To }
	walk(inCore, in, true, false)
	walk(inCore, out, false, true)
	walk(func(x uint32) bool { return mark[x] != 0 }, hangs, true, true)
	for x := range uint32(n) {
		switch m := mark[x]; {
		case inCore(x):
			t.Core++
		case m&in != 0:
			t.In++
		case m&out != 0:
			t.Out++
		case m != 0:
			t.Tendrils++
		default:
			t.Apart++
		}
	}
	return t
}
