package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// controlClosure walks up from the company, and from further parties, over shares
// and grounds of control, and lists whom it meets.
func (n *net) controlClosure(target int, further ...int) (in nodeSet, list []int) {
	visit := func(h int) {
		if !in.has(h) {
			in.add(h)
			list = append(list, h)
		}
	}
	visit(target)
	for _, v := range further {
		visit(v)
	}
	for i := 0; i < len(list); i++ {
		for _, l := range n.row(list[i]).leaves {
			if l.node >= 0 && l.hi.sign() > 0 {
				visit(l.node)
			}
		}
		for _, l := range n.tables.To(n.id(list[i])) {
			if isControlInterest(l.Interest) {
				visit(n.node(l.Holder))
			}
		}
	}
	return in, list
}

// holdings lists, for each party of a closure, the companies it holds shares of
// there, in the order given. A member of a stated total without a figure of its own is among them.
func (n *net) holdings(closure []int) map[int][]int {
	out := map[int][]int{}
	for _, v := range closure {
		for _, h := range n.row(v).edges() {
			out[h] = append(out[h], v)
		}
	}
	return out
}

func sortedNodes(n *net, set map[int]bool, not int) []int {
	out := make([]int, 0, len(set))
	for v := range set {
		if v != not {
			out = append(out, v)
		}
	}
	n.sortByID(out)
	return out
}

// controlBasis is the basis control is read in: votes unless another is named.
func controlBasis(b graph.Basis) graph.Basis {
	if b == graph.NoBasis || b == graph.Both {
		return graph.Votes
	}
	return b
}

// Controllers lists who controls the company for certain (in every world), who
// may through stated pairs, who does jointly, and who has other rights. An empty
// basis means votes; under either, control in one basis is control. The answer is
// kept and shared: treat it as constant.
func (m *Model) Controllers(target graph.EntityID, t Threshold, b graph.Basis) *ControlAnswer {
	b = controlBasis(b)
	if b == Either {
		return m.mergeControl(target, b, t, m.Controllers(target, t, graph.Votes), m.Controllers(target, t, graph.Capital))
	}
	key := controlKey{target, t, b}
	m.mu.Lock()
	known := m.control[key]
	m.mu.Unlock()
	if known != nil {
		return known
	}
	n := m.net(b)
	y := n.node(target)
	answer := &ControlAnswer{Entity: target, Threshold: t, Basis: b, RestMay: m.MayControlRest(target, t, b)}
	d := m.domainOf(n, y)
	controls, one := map[int]*coalition{}, d.nodes
	var halves []half
	if len(one) > largeControl {
		controls, halves = d.controllersOfMany(answer, t)
		one = nil
	}
	for _, v := range one {
		grounds := func(upper bool) (list []Ground, c *coalition) {
			c = d.of(unit{holder: v}, upper, t)
			for _, s := range c.grounds(y) {
				list = append(list, c.ground([]int{v}, s))
			}
			return list, c
		}
		list, c := grounds(false)
		controls[v] = c
		if len(list) > 0 {
			answer.Certain = append(answer.Certain, Controller{ID: n.id(v), Grounds: list})
			c = d.of(unit{holder: v}, true, t)
		} else if list, c = grounds(true); len(list) > 0 {
			answer.Possible = append(answer.Possible, Controller{ID: n.id(v), Grounds: list})
		}
		if h, ok := c.half(v, y); ok {
			halves = append(halves, h)
		}
	}
	answer.Joint = n.joint(y, t, controls, answer.Certain)
	d.mayJoin(answer, t, halves)
	answer.Other = n.otherRights(y)
	answer.Flags = m.upstreamOf(target, b).flagsOf()
	m.mu.Lock()
	m.control[key] = answer
	m.mu.Unlock()
	return answer
}

// Controls lists the companies the holder controls for certain, those it may, and
// those it controls jointly with others. Bases are read as in [Model.Controllers].
func (m *Model) Controls(holder graph.EntityID, t Threshold, b graph.Basis) *ControlAnswer {
	b = controlBasis(b)
	if b == Either {
		return m.mergeControl(holder, b, t, m.Controls(holder, t, graph.Votes), m.Controls(holder, t, graph.Capital))
	}
	n := m.net(b)
	x := n.node(holder)
	answer := &ControlAnswer{Entity: holder, Threshold: t, Basis: b}
	list := func(upper bool) (out []Controller, c *coalition) {
		c = &coalition{n: n, threshold: t, upper: upper}
		c.run([]int{x}, nil)
		for _, y := range c.order {
			k := Controller{ID: n.id(y)}
			for _, s := range c.steps(y) {
				if len(c.order) > largeControl {
					k.Grounds = append(k.Grounds, c.shortGround(x, s))
				} else {
					k.Grounds = append(k.Grounds, c.ground([]int{x}, s))
				}
			}
			out = append(out, k)
		}
		slices.SortFunc(out, func(a, b Controller) int { return cmp.Compare(a.ID, b.ID) })
		return out, c
	}
	var certain *coalition
	answer.Certain, certain = list(false)
	possible, _ := list(true)
	touched := map[int]bool{}
	flags := map[string]graph.Flag{}
	for _, v := range append([]int{x}, certain.order...) {
		for _, y := range certain.subjects(v, nil) {
			touched[y] = true
		}
	}
	for _, k := range possible {
		if !certain.has(n.node(k.ID)) {
			answer.Possible = append(answer.Possible, k)
		}
	}
	for _, y := range sortedNodes(n, touched, x) {
		if r := n.row(y); !r.terminal {
			for _, f := range n.rowFlags(r) {
				flags[string(f.Kind)+f.Message] = f
			}
		}
		for _, o := range n.otherRights(y) {
			if o.ID == holder {
				answer.Other = append(answer.Other, Controller{ID: n.id(y), Grounds: o.Grounds})
			}
		}
		if certain.has(y) || !certain.mayBeJoint(y) {
			continue
		}
		for _, j := range m.Controllers(n.id(y), t, b).Joint {
			if slices.ContainsFunc(j.Members, func(id graph.EntityID) bool { return id == holder || certain.has(n.node(id)) }) {
				answer.Joint = append(answer.Joint, j)
			}
		}
	}
	for _, f := range flags {
		answer.Flags = append(answer.Flags, f)
	}
	graph.SortFlags(answer.Flags)
	return answer
}

// mayBeJoint is a quick test before the full one: the coalition is needed in y, or
// belongs to a concert there.
func (c *coalition) mayBeJoint(y int) bool {
	r := c.n.row(y)
	if r.terminal {
		return false
	}
	for _, l := range c.n.tables.To(c.n.id(y)) {
		if isConcert(l.Interest) && c.has(c.n.node(l.Holder)) {
			return true
		}
	}
	w := make([]num, len(r.leaves))
	for i, l := range r.leaves {
		if i != r.self && (l.node < 0 || !c.has(l.node)) {
			w[i] = one
		}
	}
	return !controlShare(r, w, true).passes(linkFraction(c.threshold), c.threshold.Comparison)
}

// mergeControl joins the answers of two bases: control in one is control, and a
// party certain in one is not listed as possible in the other.
func (m *Model) mergeControl(id graph.EntityID, b graph.Basis, t Threshold, list ...*ControlAnswer) *ControlAnswer {
	out := &ControlAnswer{Entity: id, Threshold: t, Basis: b}
	certain := map[graph.EntityID]bool{}
	joint := map[string]bool{}
	flags := map[string]bool{}
	add := func(dst *[]Controller, src []Controller) {
		for _, k := range src {
			i := slices.IndexFunc(*dst, func(o Controller) bool { return o.ID == k.ID })
			if i < 0 {
				*dst = append(*dst, k)
			}
		}
		slices.SortFunc(*dst, func(a, b Controller) int { return cmp.Compare(a.ID, b.ID) })
	}
	for _, a := range list {
		add(&out.Certain, a.Certain)
		out.RestMay = out.RestMay || a.RestMay
		for _, k := range a.Certain {
			certain[k.ID] = true
		}
	}
	for _, a := range list {
		add(&out.Other, a.Other)
		add(&out.Possible, slices.DeleteFunc(slices.Clone(a.Possible), func(k Controller) bool { return certain[k.ID] }))
		add(&out.MayJoin, slices.DeleteFunc(slices.Clone(a.MayJoin), func(k Controller) bool { return certain[k.ID] }))
		for _, j := range a.Joint {
			if key := jointKey(j); !joint[key] {
				joint[key] = true
				out.Joint = append(out.Joint, j)
			}
		}
		for _, f := range a.Flags {
			if key := string(f.Kind) + f.Message; !flags[key] {
				flags[key] = true
				out.Flags = append(out.Flags, f)
			}
		}
	}
	graph.SortFlags(out.Flags)
	return out
}

// MayControlRest reports whether one undisclosed holder could control the company
// (its share capped by the rest and by a floor of disclosure), directly or through
// others it could control.
func (m *Model) MayControlRest(target graph.EntityID, t Threshold, b graph.Basis) bool {
	for _, basis := range bases(controlBasis(b)) {
		n := m.net(basis)
		y := n.node(target)
		if m.domainOf(n, y).of(unit{holder: -1, anonymous: true}, true, t).controls(y) {
			return true
		}
	}
	return false
}
