package ownership

import (
	"slices"

	"longarm/graph"
)

// problem is one end of one integrated share: the extreme probability of hitting
// the fixed nodes, over all ways to fill the rows.
type problem struct {
	u     *upstream
	upper bool
	fixed func(node int) bool          // counts 100 %
	mate  func(company, node int) bool // counts 100 % in this company's row only
	rest  func(r *row) (a, b num)      // weight of what one undisclosed holder may have, and of the remainder
	only  map[int]bool                 // when set, the other nodes are known to be worth 0
	grain bool                         // figures are rounded outward

	x      map[int]num
	policy map[int][]num
	ring   map[int]bool // worth 0 by the least fixpoint, inside a cycle
	loose  bool         // a block could not be solved; the bound is sound, not tight
}

func (p *problem) solve() {
	p.x, p.policy, p.ring = map[int]num{}, map[int][]num{}, map[int]bool{}
	for _, block := range p.u.blocks {
		p.solveBlock(block)
	}
}

// solveBlocks is solve for the given blocks only, in their order.
func (p *problem) solveBlocks(list [][]int) {
	p.x, p.policy, p.ring = map[int]num{}, map[int][]num{}, map[int]bool{}
	for _, block := range list {
		p.solveBlock(block)
	}
}

func (p *problem) isFixed(v int) bool { return v != p.u.target && p.fixed(v) }

func (p *problem) solveBlock(block []int) {
	var open []int
	for _, v := range block {
		switch {
		case p.isFixed(v):
			p.x[v] = one
		case p.only != nil && !p.only[v], p.u.net.row(v).terminal:
			p.x[v] = zero
		default:
			open = append(open, v)
		}
	}
	if len(open) == 0 {
		return
	}
	if len(open) == 1 && !slices.Contains(p.u.net.row(open[0]).edges(), open[0]) {
		r := p.u.net.row(open[0])
		w := p.weights(r, nil, nil)
		s := r.extreme(w, p.upper)
		if p.grain {
			p.x[open[0]], p.loose = r.grained(w, s, p.upper), true
		} else {
			p.x[open[0]] = p.short(r.value(w, s))
		}
		p.policy[open[0]] = s
		return
	}
	if len(open) > largeCycle || p.grain {
		p.sweepCycle(open)
		return
	}
	p.solveCycle(open)
}

// weights are what one unit of each leaf is worth: the solved values, inner for
// nodes of the block in hand.
func (p *problem) weights(r *row, local map[int]int, inner []num) []num {
	w := make([]num, len(r.leaves))
	for i, l := range r.leaves {
		if l.node < 0 {
			continue
		}
		if k, ok := local[l.node]; p.isMate(r, l.node) {
			w[i] = one
		} else if ok {
			w[i] = inner[k]
		} else {
			w[i] = p.x[l.node]
		}
	}
	if r.rest >= 0 && p.rest != nil {
		w[r.rest], w[r.rest+1] = p.rest(r)
	}
	return w
}

func (p *problem) isMate(r *row, node int) bool {
	return p.mate != nil && node >= 0 && node != r.company && p.mate(r.company, node)
}

// solveCycle solves the nodes of one component by policy iteration. Nodes that
// stay at 0 by the least fixpoint are taken out first, so that every policy that
// follows leaks and its linear system has one solution.
func (p *problem) solveCycle(open []int) {
	local := map[int]int{}
	for k, v := range open {
		local[v] = k
	}
	rows := make([]*row, len(open))
	for k, v := range open {
		rows[k] = p.u.net.row(v)
	}
	var worthless []bool
	policy := make([][]num, len(open))
	if p.upper {
		worthless = p.startMost(rows, local, policy)
	} else {
		worthless = p.startLeast(rows, local, policy)
	}
	for k, v := range open {
		p.ring[v] = worthless[k]
	}
	v := make([]num, len(open))
	for round := 0; ; round++ {
		next, err := p.evaluate(rows, local, policy, worthless)
		if err != nil { // only lost infinitesimals can bring this about
			p.loose = true
			for k := range v {
				v[k] = zero
				if p.upper {
					v[k] = one
				}
			}
			break
		}
		v = next
		if !p.improve(rows, local, policy, worthless, v, round > 200+20*len(open)) {
			break
		}
	}
	for k, node := range open {
		p.x[node], p.policy[node] = v[k], policy[k]
	}
}

// improve switches every row that a better filling exists for, and only those: a
// tie keeps the old filling, which is what keeps the policy leaking.
func (p *problem) improve(rows []*row, local map[int]int, policy [][]num, worthless []bool, v []num, coarse bool) bool {
	changed := false
	for k, r := range rows {
		if worthless[k] || r.point && r.table.Floor == 0 {
			continue
		}
		w := p.weights(r, local, v)
		s := r.extreme(w, p.upper)
		better := r.value(w, s).sub(v[k])
		if coarse {
			better = better.plain()
		}
		if c := better.sign(); p.upper && c > 0 || !p.upper && c < 0 {
			policy[k], changed = s, true
		}
	}
	return changed
}

// evaluate solves the point graph of a policy.
func (p *problem) evaluate(rows []*row, local map[int]int, policy [][]num, worthless []bool) ([]num, error) {
	place, n := make([]int, len(rows)), 0
	for k := range rows {
		place[k] = -1
		if !worthless[k] {
			place[k] = n
			n++
		}
	}
	sys := newSparse(n, 1)
	for k, r := range rows {
		i := place[k]
		if i < 0 {
			continue
		}
		w := p.weights(r, local, make([]num, len(rows)))
		for j, l := range r.leaves {
			s := policy[k][j]
			if s.sign() == 0 {
				continue
			}
			if in, ok := local[l.node]; ok && l.node >= 0 && !p.isMate(r, l.node) {
				if place[in] >= 0 {
					sys.plus(i, place[in], s)
				}
			} else if w[j].sign() != 0 {
				sys.b[i][0] = sys.b[i][0].add(w[j].mul(s))
			}
		}
	}
	x, err := sys.solve()
	if err != nil {
		return nil, err
	}
	out := make([]num, len(rows))
	for k := range rows {
		if place[k] >= 0 {
			out[k] = x[place[k]][0]
		}
	}
	return out, nil
}

// startMost finds the nodes that can reach something of worth and gives each a
// filling that leads there by the shortest way.
func (p *problem) startMost(rows []*row, local map[int]int, policy [][]num) (worthless []bool) {
	const far = 1 << 30
	dist := make([]int, len(rows))
	var queue []int
	users := make([][]int, len(rows))
	for k, r := range rows {
		dist[k] = far
		w := p.weights(r, local, make([]num, len(rows)))
		for i, l := range r.leaves {
			if l.hi.sign() <= 0 {
				continue
			}
			if in, ok := local[l.node]; ok && l.node >= 0 && !p.isMate(r, l.node) {
				users[in] = append(users[in], k)
			} else if w[i].sign() > 0 && dist[k] == far {
				dist[k] = 0
				queue = append(queue, k)
			}
		}
	}
	for len(queue) > 0 {
		k := queue[0]
		queue = queue[1:]
		for _, m := range users[k] {
			if dist[m] == far {
				dist[m] = dist[k] + 1
				queue = append(queue, m)
			}
		}
	}
	worthless = make([]bool, len(rows))
	near := make([]num, len(rows))
	for k, d := range dist {
		if worthless[k] = d == far; !worthless[k] {
			near[k] = one.quo(rat(ratInt(d + 2)))
		}
	}
	for k, r := range rows {
		w := p.weights(r, local, near)
		for i, l := range r.leaves {
			if _, in := local[l.node]; (l.node < 0 || !in || p.isMate(r, l.node)) && w[i].sign() > 0 {
				w[i] = one
			}
		}
		policy[k] = r.extreme(w, true)
	}
	return worthless
}

// startLeast finds the largest set of nodes that can keep all their mass among
// themselves and what is worth nothing.
func (p *problem) startLeast(rows []*row, local map[int]int, policy [][]num) (worthless []bool) {
	worthless = make([]bool, len(rows))
	outside := make([]num, len(rows))
	for k := range worthless {
		worthless[k] = true
	}
	for again := true; again; {
		again = false
		for k, r := range rows {
			if !worthless[k] {
				continue
			}
			w := p.weights(r, local, outside)
			for i := range w {
				if w[i].sign() > 0 {
					w[i] = one
				}
			}
			policy[k] = r.extreme(w, false)
			if r.value(w, policy[k]).sign() > 0 {
				worthless[k], outside[k], again = false, one, true
			}
		}
	}
	return worthless
}

// Integrated returns the integrated share of the class in the company, both ends
// tight, with the policy that attains each.
func (m *Model) Integrated(target graph.EntityID, c Class, b graph.Basis) (Range, *Certificate, *Certificate) {
	u := m.closure(target, c, b)
	lower, upper := u.classProblems(c)
	lower.solve()
	upper.solve()
	t := u.target
	return span(lower.x[t], upper.x[t]), lower.certificate(), upper.certificate()
}

// closure walks up from the company, not past members of the class.
func (m *Model) closure(target graph.EntityID, c Class, b graph.Basis) *upstream {
	n := m.net(b)
	return n.upstream(n.node(target), func(v int) bool { return c.In != nil && c.In(n.id(v)) == Member })
}

func (u *upstream) classProblems(c Class) (lower, upper *problem) {
	member := map[int]Membership{}
	for _, v := range u.nodes() {
		member[v] = c.In(u.net.id(v))
	}
	lower = &problem{u: u, fixed: func(v int) bool { return member[v] == Member }}
	upper = &problem{u: u, upper: true, fixed: func(v int) bool { return member[v] != Outside }}
	if c.RestMay {
		upper.rest = func(*row) (num, num) { return one, one }
	}
	return lower, upper
}

// certificate exports the policy with the values it leads to.
func (p *problem) certificate() *Certificate {
	n := p.u.net
	c := &Certificate{Target: n.id(p.u.target), Basis: n.basis, Upper: p.upper, Value: p.x[p.u.target].amount()}
	var fixed []int
	for v := range p.x {
		if p.isFixed(v) {
			fixed = append(fixed, v)
		}
	}
	c.Members = n.idsOf(fixed)
	used := p.reached()
	for _, v := range used {
		r, s := n.row(v), p.policy[v]
		row := CertificateRow{Company: n.id(v), Value: p.x[v].amount(), Ring: p.ring[v]}
		rest, counted := zero, zero
		for i, l := range r.leaves {
			if l.node >= 0 {
				if s[i].sign() != 0 {
					row.Shares = append(row.Shares, CertificateShare{Holder: n.id(l.node), Amount: s[i].amount(), Counted: p.isMate(r, l.node)})
				}
				continue
			}
			rest = rest.add(s[i])
			if p.rest != nil {
				a, b := p.rest(r)
				if i == r.rest {
					counted = counted.add(a.mul(s[i]))
				} else {
					counted = counted.add(b.mul(s[i]))
				}
			}
		}
		slices.SortFunc(row.Shares, func(a, b CertificateShare) int {
			if a.Holder < b.Holder {
				return -1
			}
			return 1
		})
		row.Rest, row.RestCounted = rest.amount(), counted.amount()
		c.Rows = append(c.Rows, row)
	}
	slices.SortFunc(c.Rows, func(a, b CertificateRow) int {
		if a.Company < b.Company {
			return -1
		}
		return 1
	})
	return c
}

// reached lists the companies the policy passes through.
func (p *problem) reached() []int {
	seen := map[int]bool{p.u.target: true}
	queue := []int{p.u.target}
	var out []int
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		if p.policy[v] == nil {
			continue
		}
		out = append(out, v)
		for i, l := range p.u.net.row(v).leaves {
			if l.node >= 0 && p.policy[v][i].sign() != 0 && !seen[l.node] {
				seen[l.node] = true
				queue = append(queue, l.node)
			}
		}
	}
	return out
}
