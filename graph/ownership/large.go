package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// Sizes from which an answer is computed in another way: with as much care for
// every bound, but without repeating for each party what all have in common.
const (
	// largeControl is how many parties upstream of a company are still answered
	// each by itself, with the whole derivation.
	largeControl = 300
	// largeShares is how many rows, and largeBlock how many members of one cycle,
	// are still solved over rationals.
	largeShares = 4000
	largeBands  = 800
	largeBlock  = 48
	// largeDepth is how many rows may follow one another before exact products
	// grow too long.
	largeDepth = 150
	// longRow is from how many holders a row is looked up instead of searched.
	longRow = 24
	// maxUnits is how many parties of a test are still computed one by one where
	// the company has a large closure.
	maxUnits = 200
	// otherHalves is how many that may control alone are kept to stand beside a half.
	otherHalves = 16
	// nearUnits is how many of them are asked how near they come to another verdict,
	// and what keeps them from it.
	nearUnits = 8
)

// most sums the upper ends of the coalition's stated holdings in each company it
// touches. No bound of its share is greater, so a company whose sum fails need not
// be looked at: a hub with a hundred thousand holders costs each of them one step.
type most struct {
	n   *net
	sum map[int]num
}

func newMost(n *net) *most { return &most{n: n, sum: map[int]num{}} }

// add counts what a new member holds of the company.
func (m *most) add(company, member int) {
	r := m.n.row(company)
	if i := r.leafOf(member); i >= 0 && i != r.self {
		m.sum[company] = m.sum[company].add(r.reportedEnd(r.leaves[i], true))
	}
}

// leafOf is the leaf of a holder, -1 when it has none.
func (r *row) leafOf(node int) int {
	if i, ok := r.at[node]; ok {
		return i
	} else if r.at != nil && node != r.company {
		return -1
	}
	return slices.IndexFunc(r.leaves, func(l leaf) bool { return l.node >= 0 && l.node == node })
}

// controllersOfMany finds who controls a company with very many parties upstream.
// Parties are judged from the company upwards: one that controls a party known to
// control the company controls it too, and its derivation is told up to there. It
// returns what the certain ones control, and the halves among the others.
func (d *domain) controllersOfMany(answer *ControlAnswer, t Threshold) (map[int]*coalition, []half) {
	var halves []half
	n, y := d.n, d.target
	order := n.upwards(y, d, nil)
	controls := map[int]*coalition{}
	certain := map[int]bool{}
	var stating []int // who has a link of control to the company
	for _, l := range n.tables.To(n.id(y)) {
		if isControlInterest(l.Interest) {
			stating = append(stating, n.node(l.Holder))
		}
	}
	for _, upper := range []bool{false, true} {
		known := map[int]Ground{}
		for _, v := range order {
			if upper && certain[v] {
				known[v] = Ground{}
				continue
			}
			c := &coalition{n: n, threshold: t, upper: upper, within: d.within, holds: d.holds, domain: d, target: y,
				stop: func(x int) bool { _, ok := known[x]; return ok }}
			c.run([]int{v}, nil)
			var list []Ground
			if c.stopped >= 0 && c.stopped != v {
				list = []Ground{c.through(v, known[c.stopped], n.id(y))}
			} else if c.sums.sum[y].passes(linkFraction(t), t.Comparison) || slices.ContainsFunc(stating, c.has) {
				for _, s := range c.grounds(y) {
					list = append(list, c.ground([]int{v}, s))
				}
			}
			// One that passes alone is told as possible: a few are kept as the other half.
			if upper && c.stopped < 0 && (len(list) == 0 || len(halves) < otherHalves) && !n.row(y).passesWithout(c.sums.sum[y], t) {
				if h, ok := c.half(v, y); ok {
					halves = append(halves, h)
				}
			}
			if len(list) == 0 {
				continue
			}
			known[v] = list[0]
			if k := (Controller{ID: n.id(v), Grounds: list}); upper {
				answer.Possible = append(answer.Possible, k)
			} else {
				certain[v] = true
				controls[v] = c
				answer.Certain = append(answer.Certain, k)
			}
		}
	}
	for _, list := range []*[]Controller{&answer.Certain, &answer.Possible} {
		slices.SortFunc(*list, func(a, b Controller) int { return cmp.Compare(a.ID, b.ID) })
	}
	return controls, halves
}

// upwards lists the parties of the domain, or only some of them, by distance from the
// company, then id.
func (n *net) upwards(y int, d *domain, only map[int]bool) []int {
	var seen nodeSet
	var out []int
	keep := func(list []int) {
		start := len(out)
		for _, v := range list {
			if only == nil || only[v] {
				out = append(out, v)
			}
		}
		n.sortByID(out[start:])
	}
	seen.add(y)
	for level := []int{y}; len(level) > 0 && (only == nil || len(out) < len(only)); {
		var next []int
		visit := func(h int) {
			if d.in.has(h) && !seen.has(h) {
				seen.add(h)
				next = append(next, h)
			}
		}
		for _, v := range level {
			for _, l := range n.row(v).leaves {
				if l.node >= 0 && l.hi.sign() > 0 {
					visit(l.node)
				}
			}
			for _, l := range n.tables.To(n.id(v)) {
				if isControlInterest(l.Interest) {
					visit(n.node(l.Holder))
				}
			}
		}
		keep(next)
		level = next
	}
	if only == nil || len(out) < len(only) {
		keep(slices.DeleteFunc(slices.Clone(d.nodes), seen.has))
	}
	return out
}

// through is the ground of a party that controls another known to control the
// company: its own steps to that one, and the last step to the company.
func (c *coalition) through(v int, known Ground, company graph.EntityID) Ground {
	last := c.steps(c.stopped)[0]
	g := c.ground([]int{v}, last)
	out := Ground{Kind: known.Kind, Share: known.Share, Value: known.Value, Via: []graph.EntityID{c.n.id(c.stopped)}}
	out.Steps = g.Steps
	if len(out.Steps) > maxSteps {
		out.Omitted += len(out.Steps) - maxSteps
		out.Steps = out.Steps[len(out.Steps)-maxSteps:]
	}
	if k := len(known.Steps); k > 0 {
		out.Omitted += known.Omitted + k - 1
		out.Steps = append(slices.Clone(out.Steps), known.Steps[k-1])
	}
	for _, s := range out.Steps {
		out.Claims = append(out.Claims, s.Claims...)
	}
	out.Claims = sortedClaims(out.Claims)
	return out
}

// shortGround is a ground with the end of its derivation only.
func (c *coalition) shortGround(start int, last Step) Ground {
	g := Ground{Kind: last.Kind, Share: last.Share, Value: last.Value}
	seen := map[int]bool{start: true}
	var back []Step // from the last step backwards
	for queue := []Step{last}; len(queue) > 0 && len(back) <= 2*maxSteps; queue = queue[1:] {
		back = append(back, queue[0])
		for _, h := range queue[0].Holders {
			if v := c.n.node(h); !seen[v] {
				seen[v] = true
				if list := c.steps(v); len(list) > 0 {
					queue = append(queue, list[0])
				}
			}
		}
	}
	for _, h := range last.Holders {
		if c.n.node(h) != start {
			g.Via = append(g.Via, h)
		}
	}
	keep := maxSteps
	if len(c.order) > 20*largeControl {
		keep = 2
	}
	g.Omitted = max(0, len(back)-keep)
	back = back[:min(len(back), keep)]
	slices.Reverse(back)
	g.Steps = back
	for _, s := range g.Steps {
		g.Claims = append(g.Claims, s.Claims...)
	}
	g.Claims = sortedClaims(g.Claims)
	return g
}

// maxSteps bounds the steps of one derivation where there are very many parties.
const maxSteps = 20
