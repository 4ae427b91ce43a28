package ownership

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
)

func jointKey(j Joint) string {
	parts := []string{string(j.Company), string(j.Ground.Kind)}
	for _, m := range j.Members {
		parts = append(parts, string(m))
	}
	return strings.Join(parts, "\x00")
}

// joint lists who controls the company only together. First the parties each of
// which is needed: without any one of them all others cannot reach the threshold,
// and together they pass for certain (50/50; not three thirds, whose coalitions
// change). Then stated concerts that pass together with no member alone. A party
// stands with the companies it controls; where someone holds a certain majority
// nobody controls jointly.
func (n *net) joint(y int, t Threshold, controls map[int]*coalition, certain []Controller) []Joint {
	r := n.row(y)
	if r.terminal {
		return nil
	}
	for _, k := range certain {
		if slices.ContainsFunc(k.Grounds, func(g Ground) bool { return g.Kind == GroundMajority }) {
			return nil
		}
	}
	var out []Joint
	if needed := n.needed(r, t, units(n, r, controls)); len(needed) >= 2 {
		if j, ok := n.jointOf(y, t, needed, GroundJoint); ok {
			out = append(out, j.resting(controls, n, needed))
		}
	}
	var group []int
	kind := GroundKind("")
	var claims []graph.ClaimID
	for _, l := range n.tables.To(n.id(y)) {
		if isConcert(l.Interest) && l.State == graph.InForce {
			group = append(group, n.node(l.Holder))
			claims = append(claims, l.Claims...)
			kind = max(kind, GroundKind(l.Interest))
		}
	}
	n.sortByID(group)
	group = slices.Compact(group)
	if len(group) >= 2 {
		parts := map[int][]int{}
		for _, v := range group {
			parts[v] = []int{v}
			if c := controls[v]; c != nil {
				parts[v] = append(parts[v], c.order...)
			}
		}
		if j, ok := n.jointOf(y, t, parts, kind); ok {
			j.Ground.Claims = sortedClaims(append(j.Ground.Claims, claims...))
			j.Ground.Steps[0].Claims = j.Ground.Claims
			out = append(out, j.resting(controls, n, parts))
		}
	}
	slices.SortFunc(out, func(a, b Joint) int { return cmp.Compare(jointKey(a), jointKey(b)) })
	return slices.CompactFunc(out, func(a, b Joint) bool { return jointKey(a) == jointKey(b) })
}

// units groups the direct holders by the one party, itself uncontrolled, that
// controls them for certain.
func units(n *net, r *row, controls map[int]*coalition) map[int][]int {
	out := map[int][]int{}
	held := map[int]bool{}
	for v, c := range controls {
		for _, y := range c.order {
			held[y] = held[y] || y != v
		}
	}
	for i, l := range r.leaves {
		if l.node < 0 || i == r.self {
			continue
		}
		var roots []int
		for v, c := range controls {
			if c.has(l.node) && v != l.node && !held[v] {
				roots = append(roots, v)
			}
		}
		unit := l.node
		if len(roots) == 1 {
			unit = roots[0]
		}
		out[unit] = append(out[unit], l.node)
	}
	return out
}

// needed keeps the units without which all others, the undisclosed rest included,
// cannot reach the threshold.
func (n *net) needed(r *row, t Threshold, all map[int][]int) map[int][]int {
	out := map[int][]int{}
	percent := linkFraction(t)
	for unit, nodes := range all {
		// Without a unit the others have what it does not: where even its most leaves
		// them enough, it is not needed.
		most := zero
		for _, h := range nodes {
			if i := r.leafOf(h); i >= 0 {
				most = most.add(r.leaves[i].hi)
			}
		}
		if r.self < 0 && !r.scaled && one.sub(most).passes(percent, t.Comparison) {
			continue
		}
		w := make([]num, len(r.leaves))
		for i, l := range r.leaves {
			if i != r.self && !slices.Contains(nodes, l.node) {
				w[i] = one
			}
		}
		if !controlShare(r, w, true).passes(percent, t.Comparison) {
			out[unit] = nodes
		}
	}
	return out
}

// jointOf tests a set of units together and each alone.
func (n *net) jointOf(y int, t Threshold, parts map[int][]int, kind GroundKind) (Joint, bool) {
	r := n.row(y)
	share := func(pick func(unit int) bool, upper bool) num {
		w := make([]num, len(r.leaves))
		for i, l := range r.leaves {
			for unit, nodes := range parts {
				if i != r.self && pick(unit) && slices.Contains(nodes, l.node) {
					w[i] = one
				}
			}
		}
		return controlShare(r, w, upper)
	}
	all := func(int) bool { return true }
	if !share(all, false).passes(linkFraction(t), t.Comparison) {
		return Joint{}, false
	}
	j := Joint{Company: n.id(y)}
	for unit := range parts {
		if share(func(u int) bool { return u == unit }, false).passes(linkFraction(t), t.Comparison) {
			return Joint{}, false
		}
		j.Members = append(j.Members, n.id(unit))
	}
	slices.Sort(j.Members)
	s := span(share(all, false), share(all, true))
	step := Step{Kind: kind, Subject: j.Company, Share: &s}
	for i, l := range r.leaves {
		for _, nodes := range parts {
			if l.node >= 0 && i != r.self && slices.Contains(nodes, l.node) {
				step.Holders = append(step.Holders, n.id(l.node))
				step.Claims = append(step.Claims, l.raw.Claims...)
			}
		}
	}
	slices.Sort(step.Holders)
	step.Claims = sortedClaims(append(step.Claims, r.coverage()...))
	j.Ground = Ground{Kind: kind, Share: &s, Steps: []Step{step}, Claims: step.Claims}
	return j, true
}

// resting adds to the claims those by which the members control the holders that stand
// for them.
func (j Joint) resting(controls map[int]*coalition, n *net, parts map[int][]int) Joint {
	last := j.Ground.Steps[0]
	for unit, nodes := range parts {
		c := controls[unit]
		if c == nil {
			continue
		}
		last.Holders = nil
		for _, v := range nodes {
			if v != unit && slices.Contains(j.Ground.Steps[0].Holders, n.id(v)) {
				last.Holders = append(last.Holders, n.id(v))
			}
		}
		j.Ground.Claims = append(j.Ground.Claims, c.ground([]int{unit}, last).Claims...)
	}
	j.Ground.Claims = sortedClaims(j.Ground.Claims)
	return j
}

// otherRights lists stated rights in the company that are no control by
// themselves: golden shares, vetoes, minority board seats, accounting parents.
func (n *net) otherRights(y int) []Controller {
	byID := map[graph.EntityID]*Controller{}
	subject := n.id(y)
	for _, l := range n.tables.To(subject) {
		if !isOtherRight(l) {
			continue
		}
		k := byID[l.Holder]
		if k == nil {
			k = &Controller{ID: l.Holder}
			byID[l.Holder] = k
		}
		step := Step{Kind: GroundKind(l.Interest), Holders: []graph.EntityID{l.Holder}, Subject: subject, Value: l.Value, Claims: l.Claims}
		k.Grounds = append(k.Grounds, Ground{Kind: step.Kind, Value: l.Value, Steps: []Step{step}, Claims: l.Claims})
	}
	out := make([]Controller, 0, len(byID))
	for _, k := range byID {
		out = append(out, *k)
	}
	slices.SortFunc(out, func(a, b Controller) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
