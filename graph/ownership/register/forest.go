package register

import (
	"longarm/graph"
	"longarm/graph/columns"
)

// None is the node that is none.
const None = ^uint32(0)

// Forest is all control in a register at once. Where no ground but votes of one
// basis counts, the threshold is at least 50 % and nothing is above 100 %, any two
// coalitions that both pass in a company share a holder, so that by induction its
// controllers form a chain: one pointer a company tells them all. Companies that
// control each other stand in a row above one another, in no order of rank.
type Forest struct {
	parent []uint32
	depth  []uint32
	jump   []uint32
	root   []uint32
	class  map[uint32]*mutual
	// Classes counts the groups of companies that control each other.
	Classes int
}

// mutual is a class of companies that control each other. In the forest its
// members stand on one path; what they control hangs from the bottom.
type mutual struct {
	top, bottom uint32
	size        int
}

// Holds reports whether the forest is the whole truth of certain control in the
// view: the theorem needs a threshold of 50 % or more, and nothing but figures and
// votes.
func Holds(v *columns.View, t Test) bool {
	return t.Percent >= graph.Hundred/2 && !(t.AtLeast && t.Percent == graph.Hundred/2) && !v.HasCovers() && len(v.AllGrounds()) == 0
}

// Control builds the forest of certain control, on lower ends.
func Control(v *columns.View, t Test) *Forest {
	n := v.Len()
	f := &Forest{parent: make([]uint32, n), depth: make([]uint32, n), jump: make([]uint32, n), root: make([]uint32, n)}
	b := &forestBuilder{Forest: f, view: v, test: t, plain: t.over(graph.Hundred)}
	off, holder := v.Rows()
	hints := v.RowHints()
	cyclic := v.Cyclic()
	for at := uint32(0); at < uint32(n); at++ {
		if len(cyclic) > 0 && cyclic[0].From == at {
			b.component(cyclic[0])
			at = cyclic[0].To - 1
			cyclic = cyclic[1:]
			continue
		}
		from, to := off[at], off[at+1]
		if from == to {
			f.setRoot(at)
			continue
		}
		p := b.row(at, hints[at])
		single, total, open := None, graph.Percent(0), 0
		for e := from; e < to; e++ {
			h := holder[e]
			if h == at {
				continue
			}
			w := b.weight(e)
			if w >= p.edge && p.edge >= 0 || w >= p.need {
				if p.ok(w, b.open(e)) {
					single = h
					break
				}
			}
			total += w
			open += b.open(e)
		}
		switch {
		case single != None:
			f.set(at, f.bottomOf(single, hints))
		case p.ok(total, open):
			f.set(at, b.together(at, p))
		default:
			f.setRoot(at)
		}
	}
	f.Classes = len(f.classes())
	return f
}

func (f *Forest) classes() map[*mutual]bool {
	out := map[*mutual]bool{}
	for _, m := range f.class {
		out[m] = true
	}
	return out
}

func (f *Forest) setRoot(at uint32) {
	f.parent[at], f.jump[at], f.root[at] = None, at, at
}

// set hangs a node under another, or nowhere.
func (f *Forest) set(at, p uint32) {
	if p == None {
		f.depth[at] = 0
		f.setRoot(at)
		return
	}
	f.parent[at], f.root[at], f.depth[at] = p, f.root[p], f.depth[p]+1
	if j := f.jump[p]; f.depth[p]-f.depth[j] == f.depth[j]-f.depth[f.jump[j]] {
		f.jump[at] = f.jump[j]
	} else {
		f.jump[at] = p
	}
}

// bottomOf is where what a node controls hangs: the bottom of its class.
func (f *Forest) bottomOf(h uint32, hints []uint8) uint32 {
	if hints[h]&columns.RowCyclic != 0 && len(f.class) > 0 {
		if m := f.class[h]; m != nil {
			return m.bottom
		}
	}
	return h
}

// ancestor is the node of the given depth above v, or v.
func (f *Forest) ancestor(v, depth uint32) uint32 {
	for f.depth[v] > depth {
		if j := f.jump[v]; f.depth[j] >= depth {
			v = j
		} else {
			v = f.parent[v]
		}
	}
	return v
}

type forestBuilder struct {
	*Forest
	view  *columns.View
	test  Test
	plain pass
	group []stake
	odd   *odd // of the row in hand
	shut  bool // its open ends do not count
}

// row makes the test on a row ready.
func (b *forestBuilder) row(at uint32, hints uint8) pass {
	b.odd = nil
	// Open ends that leave no world, since the figures make 100 % already, are closed.
	b.shut = b.view.HasOpen() && sum(b.view, at) == graph.Hundred
	if hints&(columns.RowSelf|columns.RowOver) == 0 {
		return b.plain
	}
	if hints&(columns.RowOver|columns.RowBand) == columns.RowOver|columns.RowBand && sum(b.view, at) > graph.Hundred {
		o, p := b.test.odd(b.view, at)
		b.odd = &o
		return p
	}
	p := b.test.rowTest(b.view, at, b.plain)
	if hints&columns.RowSelf != 0 && p.edge >= 0 && !b.test.KeepTreasury && !b.shut {
		off, holder := b.view.Rows()
		for e := off[at]; e < off[at+1]; e++ {
			if holder[e] == at && b.open(e) > 0 { // "more than" its treasury figure leaves the others more than theirs
				p.need = p.edge
			}
		}
	}
	return p
}

// sum adds the lower ends of a row.
func sum(v *columns.View, at uint32) (s graph.Percent) {
	off, _ := v.Rows()
	for e := off[at]; e < off[at+1]; e++ {
		s += v.Weight(e)
	}
	return s
}

func (b *forestBuilder) weight(e uint32) graph.Percent {
	if b.odd != nil {
		return b.odd.weight(b.view, e)
	}
	return b.view.Weight(e)
}

// stake is what one holder, at its place in the forest, has in a company.
type stake struct {
	at   uint32
	w    graph.Percent
	open int
}

func (b *forestBuilder) open(e uint32) int {
	if b.shut || !b.view.HasOpen() {
		return 0
	}
	if lower, _ := b.view.Open(e); lower {
		return 1
	}
	return 0
}

// together finds the lowest node whose group passes in the company when no holder
// does alone: first the one tree that could, by weighted majority vote, then the
// depth by halving.
func (b *forestBuilder) together(at uint32, p pass) uint32 {
	off, holder := b.view.Rows()
	hints := b.view.RowHints()
	winner, votes := None, graph.Percent(0)
	for e := off[at]; e < off[at+1]; e++ {
		h := holder[e]
		if h == at {
			continue
		}
		w, r := b.weight(e)+graph.Percent(b.open(e)), b.root[h]
		switch {
		case winner == r:
			votes += w
		case votes >= w:
			votes -= w
		default:
			winner, votes = r, w-votes
		}
	}
	b.group = b.group[:0]
	sum, open := graph.Percent(0), 0
	for e := off[at]; e < off[at+1]; e++ {
		if h := holder[e]; h != at && b.root[h] == winner {
			s := stake{b.bottomOf(h, hints), b.weight(e), b.open(e)}
			b.group = append(b.group, s)
			sum += s.w
			open += s.open
		}
	}
	if !p.ok(sum, open) {
		return None
	}
	best, low, high := winner, uint32(0), uint32(0)
	for _, s := range b.group {
		high = max(high, b.depth[s.at])
	}
	for low < high {
		mid := low + (high-low+1)/2
		if x := b.majorityAt(mid, p); x != None {
			best, low = x, mid
		} else {
			high = mid - 1
		}
	}
	return best
}

// majorityAt returns the node of a depth whose group passes, if one does.
func (b *forestBuilder) majorityAt(depth uint32, p pass) uint32 {
	winner, votes := None, graph.Percent(0)
	for _, s := range b.group {
		if b.depth[s.at] < depth {
			continue
		}
		w, a := s.w+graph.Percent(s.open), b.ancestor(s.at, depth)
		switch {
		case winner == a:
			votes += w
		case votes >= w:
			votes -= w
		default:
			winner, votes = a, w-votes
		}
	}
	sum, open := graph.Percent(0), 0
	for _, s := range b.group {
		if b.depth[s.at] >= depth && b.ancestor(s.at, depth) == winner {
			sum += s.w
			open += s.open
		}
	}
	if winner != None && p.ok(sum, open) {
		return winner
	}
	return None
}
