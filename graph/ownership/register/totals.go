package register

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/columns"
)

// nest is a row with stated totals: nested sets of holders whose sums are given. It
// mirrors the rows of package ownership, ends taken as included.
type nest struct {
	leaves []leaf
	groups []sumGroup
	rest   int // first of the two leaves of the undisclosed
	scratch
}

// scratch is what one filling changes.
type scratch struct {
	fillLeaves []leaf
	fillGroups []sumGroup
	order      []int
}

type leaf struct {
	at     int // place in the row; -1 for the undisclosed
	lo, hi graph.Percent
	group  int
}

// sumGroup is a set whose sum lies between lo and hi; group 0 is the whole row.
type sumGroup struct {
	parent       int
	lo, hi       graph.Percent
	sumLo, sumHi graph.Percent
}

func (g *sumGroup) least() graph.Percent { return max(g.lo, g.sumLo) }
func (g *sumGroup) most() graph.Percent  { return min(g.hi, g.sumHi) }

// nest returns the totals of a row ready for filling, nil when it has none.
func (r *rowFiller) nest(y uint32) *nest {
	if x, ok := r.nests[y]; ok {
		return x
	}
	if r.nests == nil {
		r.nests = map[uint32]*nest{}
	}
	var x *nest
	var totals []columns.Cover
	for _, c := range r.view.CoversOf(y) {
		if c.Kind == columns.Total {
			totals = append(totals, c)
		}
	}
	if len(totals) > 0 {
		x = r.newNest(y, totals)
	}
	r.nests[y] = x
	return x
}

func (r *rowFiller) newNest(y uint32, totals []columns.Cover) *nest {
	v := r.view
	off, holder := v.Rows()
	x := &nest{groups: []sumGroup{{parent: -1, lo: graph.Hundred, hi: graph.Hundred}}}
	for e := off[y]; e < off[y+1]; e++ {
		if v.High[e] != 0 {
			x.leaves = append(x.leaves, leaf{at: int(e - off[y]), lo: v.Weight(e), hi: v.Most(e)})
		}
	}
	// In the order of package ownership: by id, treasury shares last.
	slices.SortFunc(x.leaves, func(a, b leaf) int {
		h, k := holder[off[y]+uint32(a.at)], holder[off[y]+uint32(b.at)]
		if (h == y) != (k == y) {
			if h == y {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(v.ID(h), v.ID(k)), cmp.Compare(a.at, b.at))
	})
	x.rest = len(x.leaves)
	each, all := r.floor(y), graph.Hundred
	if r.complete(y) {
		each, all = 0, 0
	}
	x.leaves = append(x.leaves, leaf{at: -1, hi: each}, leaf{at: -1, hi: all})
	x.addTotals(v, y, totals)
	x.settle()
	return x
}

// addTotals nests the totals; one that crosses another is set aside.
func (x *nest) addTotals(v *columns.View, y uint32, totals []columns.Cover) {
	type set struct {
		members []int
		lo, hi  graph.Percent
	}
	off, holder := v.Rows()
	var sets []set
	for _, t := range totals {
		s := set{lo: t.Percent, hi: t.Percent}
		in := v.Members(t)
		for i, l := range x.leaves[:x.rest] {
			if _, ok := slices.BinarySearch(in, holder[off[y]+uint32(l.at)]); ok {
				s.members = append(s.members, i)
			}
		}
		if len(s.members) > 0 {
			sets = append(sets, s)
		}
	}
	slices.SortStableFunc(sets, func(a, b set) int {
		return cmp.Or(len(b.members)-len(a.members), slices.Compare(a.members, b.members), cmp.Compare(a.lo, b.lo))
	})
	var kept []set
	for _, s := range sets {
		crosses, same := false, -1
		for i, k := range kept {
			common := 0
			for _, m := range s.members {
				if slices.Contains(k.members, m) {
					common++
				}
			}
			crosses = crosses || common > 0 && common < len(s.members)
			if common == len(s.members) && common == len(k.members) {
				same = i
			}
		}
		switch {
		case crosses:
		case same >= 0:
			kept[same].lo, kept[same].hi = min(kept[same].lo, s.lo), max(kept[same].hi, s.hi)
		default:
			kept = append(kept, s)
		}
	}
	for _, s := range kept {
		parent := x.leaves[s.members[0]].group // the largest come first: the innermost so far
		x.groups = append(x.groups, sumGroup{parent: parent, lo: s.lo, hi: s.hi})
		for _, m := range s.members {
			x.leaves[m].group = len(x.groups) - 1
		}
	}
}

// settle sets aside totals that leave no world and tightens the ends of the leaves
// to what the others allow.
func (x *nest) settle() {
	if !feasible(x.leaves, x.groups) {
		x.groups = x.groups[:1]
		for i := range x.leaves {
			x.leaves[i].group = 0
		}
		if !feasible(x.leaves, x.groups) { // a complete list that cannot be
			x.leaves[x.rest].hi, x.leaves[x.rest+1].hi = graph.Hundred, graph.Hundred
			feasible(x.leaves, x.groups)
		}
	}
	lo, hi := make([]graph.Percent, len(x.leaves)), make([]graph.Percent, len(x.leaves))
	for i := range x.leaves {
		lo[i], hi[i] = leastOf(x.leaves, x.groups, i), mostOf(x.leaves, x.groups, i)
	}
	for i := range x.leaves {
		x.leaves[i].lo, x.leaves[i].hi = lo[i], hi[i]
	}
	feasible(x.leaves, x.groups)
}

// feasible sets the sums of the groups and reports that some filling meets all.
func feasible(leaves []leaf, groups []sumGroup) bool {
	for g := range groups {
		groups[g].sumLo, groups[g].sumHi = 0, 0
	}
	for _, l := range leaves {
		if l.lo > l.hi {
			return false
		}
		groups[l.group].sumLo += l.lo
		groups[l.group].sumHi += l.hi
	}
	for g := len(groups) - 1; g >= 0; g-- { // parents come before children
		x := &groups[g]
		lo, hi := x.least(), x.most()
		if lo > hi {
			return false
		}
		if x.parent >= 0 {
			groups[x.parent].sumLo += lo
			groups[x.parent].sumHi += hi
		}
	}
	return true
}

// mostOf is the largest share of a leaf that leaves the others room for their least.
func mostOf(leaves []leaf, groups []sumGroup, i int) graph.Percent {
	l := &leaves[i]
	return min(roomIn(groups, l.group, l.lo), l.hi)
}

// leastOf is the smallest share of a leaf, the others taking their most.
func leastOf(leaves []leaf, groups []sumGroup, i int) graph.Percent {
	l := &leaves[i]
	return max(needIn(groups, l.group, l.hi), l.lo)
}

// roomIn is the most that a part of a group, which has inner at the least, can take.
func roomIn(groups []sumGroup, g int, inner graph.Percent) graph.Percent {
	x := &groups[g]
	room := x.hi
	if x.parent >= 0 {
		room = min(room, roomIn(groups, x.parent, x.least()))
	}
	return room - (x.sumLo - inner)
}

// needIn is the least that a part of a group, which has inner at the most, must take.
func needIn(groups []sumGroup, g int, inner graph.Percent) graph.Percent {
	x := &groups[g]
	need := x.lo
	if x.parent >= 0 {
		need = max(need, needIn(groups, x.parent, x.most()))
	}
	return need - (x.sumHi - inner)
}

// fill serves the leaves in order of worth, each as far as every constraint allows:
// the constraints are nested sums, for which this order is the best.
func (x *nest) fill(r *rowFiller, worth func(uint32) float64) {
	n := len(x.leaves)
	x.fillLeaves, x.fillGroups = append(x.fillLeaves[:0], x.leaves...), append(x.fillGroups[:0], x.groups...)
	w := make([]float64, n)
	x.order = x.order[:0]
	for i, l := range x.leaves {
		x.order = append(x.order, i)
		switch {
		case l.at >= 0:
			w[i] = worth(uint32(l.at))
		case i == x.rest:
			w[i] = r.bander.each
		default:
			w[i] = r.bander.all
		}
	}
	slices.SortFunc(x.order, func(i, j int) int {
		c := cmp.Compare(w[i], w[j])
		if r.upper {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(i, j))
	})
	for _, i := range x.order {
		x.fix(i, mostOf(x.fillLeaves, x.fillGroups, i))
	}
	for i, l := range x.fillLeaves {
		switch m := float64(l.lo); {
		case l.at >= 0:
			r.mass[l.at] = m
		case i == x.rest:
			r.each = m
		default:
			r.all = m
		}
	}
}

// fix sets a leaf to one figure and brings the groups around it up to date.
func (x *nest) fix(i int, p graph.Percent) {
	l := &x.fillLeaves[i]
	low, high := p-l.lo, p-l.hi
	l.lo, l.hi = p, p
	for g := l.group; g >= 0; g = x.fillGroups[g].parent {
		s := &x.fillGroups[g]
		lo, hi := s.least(), s.most()
		s.sumLo, s.sumHi = s.sumLo+low, s.sumHi+high
		low, high = s.least()-lo, s.most()-hi
	}
}
