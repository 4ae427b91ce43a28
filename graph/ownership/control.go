package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// coalition is one run of the control fixpoint: what a set of parties and all it
// controls comes to control.
type coalition struct {
	n         *net
	threshold Threshold
	upper     bool // possible control: upper ends of stated pairs, links of unknown state
	concert   bool // parties acting jointly in a company vote together there
	anonymous bool // one holder nobody names, with what the rest may give one holder
	wholeRest bool // all undisclosed holders belong
	start     []int
	within    func(node int) bool // when set, only these may become controlled

	in    map[int]bool
	steps map[int][]Step // of each controlled company, one a ground
	order []int          // controlled companies as they were found
}

// run adds companies in rounds until none is gained; companies of one round are
// judged by the members of the round before, so derivations are shortest and do
// not depend on any order.
func (c *coalition) run(start []int, everywhere []int) {
	c.in, c.steps = map[int]bool{}, map[int][]Step{}
	fresh := slices.Clone(start)
	for _, v := range start {
		c.in[v] = true
	}
	touched := map[int]bool{}
	for _, v := range everywhere {
		touched[v] = true
	}
	for {
		for _, v := range fresh {
			for _, y := range c.subjects(v) {
				touched[y] = true
			}
		}
		list := make([]int, 0, len(touched))
		for y := range touched {
			if !c.in[y] && (c.within == nil || c.within(y)) {
				list = append(list, y)
			}
		}
		c.n.sortByID(list)
		fresh = fresh[:0]
		for _, y := range list {
			if s := c.grounds(y); len(s) > 0 {
				c.steps[y] = s
				fresh = append(fresh, y)
			}
		}
		if len(fresh) == 0 {
			return
		}
		clear(touched)
		if c.anonymous {
			for _, v := range everywhere {
				touched[v] = true
			}
		}
		for _, y := range fresh {
			c.in[y] = true
			c.order = append(c.order, y)
		}
	}
}

// subjects lists what a party holds shares or grounds of control in.
func (c *coalition) subjects(v int) []int {
	id := c.n.id(v)
	var out []int
	for _, s := range c.n.tables.Subjects(id, c.n.basis) {
		out = append(out, c.n.node(s))
	}
	for _, l := range c.n.tables.From(id) {
		if l.Subject != id && isControlInterest(l.Interest) || c.concert && isConcert(l.Interest) {
			out = append(out, c.n.node(l.Subject))
		}
	}
	return out
}

// share is the coalition's part of the votes in y: its bound max(Σ l, 100 −
// Σ u(others) − rest) at the least, the capped sum of stated pairs at the most.
func (c *coalition) share(y int, upper bool) num {
	r := c.n.row(y)
	if r.terminal {
		return zero
	}
	w := make([]num, len(r.leaves))
	any := false
	for i, l := range r.leaves {
		if l.node >= 0 && l.node != y && (c.in[l.node] || c.concert && c.isMate(y, l.node)) {
			w[i], any = one, true
		}
	}
	if c.anonymous && upper && r.rest >= 0 {
		w[r.rest], any = one, true
		if c.wholeRest {
			w[r.rest+1] = one
		}
	}
	if !any {
		return zero
	}
	return controlShare(r, w, upper)
}

// controlShare holds certain control to scaled shares and possible control to the
// reported ones where reports exceed 100 %.
func controlShare(r *row, w []num, upper bool) num {
	if r.scaled && !upper {
		return r.value(w, r.extreme(w, false))
	}
	return r.reach(w, upper)
}

func (c *coalition) isMate(company, node int) bool {
	return c.n.mates(company, c.upper, func(h int) bool { return c.in[h] })(node)
}

// grounds lists the reasons why the coalition, as it stands, controls y.
func (c *coalition) grounds(y int) []Step {
	var out []Step
	percent := linkFraction(c.threshold)
	if c.share(y, c.upper).passes(percent, c.threshold.Comparison) {
		out = append(out, c.majority(y))
	}
	subject := c.n.id(y)
	for _, l := range c.n.tables.To(subject) {
		if !certainGround(l) || l.State == graph.UnknownState && !c.upper {
			continue
		}
		if h := c.n.node(l.Holder); c.in[h] {
			out = append(out, Step{Kind: GroundKind(l.Interest), Holders: []graph.EntityID{l.Holder}, Subject: subject, Value: l.Value, Claims: l.Claims})
		}
	}
	return out
}

func (c *coalition) majority(y int) Step {
	s := span(c.share(y, false), c.share(y, true))
	step := Step{Kind: GroundMajority, Subject: c.n.id(y), Share: &s}
	r := c.n.row(y)
	for _, l := range r.leaves {
		if l.node >= 0 && l.node != y && (c.in[l.node] || c.concert && c.isMate(y, l.node)) && l.hi.sign() > 0 {
			step.Holders = append(step.Holders, c.n.id(l.node))
			step.Claims = append(step.Claims, l.raw.Claims...)
		}
	}
	slices.Sort(step.Holders)
	if sum := s.Min.Sign() > 0; sum || len(step.Holders) == 0 { // totals and completeness may carry the bound
		step.Claims = append(step.Claims, r.coverage()...)
	}
	step.Claims = sortedClaims(step.Claims)
	return step
}

// coverage lists the coverage claims of the row's table.
func (r *row) coverage() []graph.ClaimID {
	var out []graph.ClaimID
	if r.terminal || r.table == nil {
		return nil
	}
	if r.table.CompleteClaim != "" {
		out = append(out, r.table.CompleteClaim)
	}
	if r.table.FloorClaim != "" {
		out = append(out, r.table.FloorClaim)
	}
	for _, t := range r.table.Totals {
		out = append(out, t.Claim)
	}
	return out
}

func sortedClaims(list []graph.ClaimID) []graph.ClaimID {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// ground turns a final step into a Ground with its whole derivation.
func (c *coalition) ground(start []int, last Step) Ground {
	g := Ground{Kind: last.Kind, Share: last.Share, Value: last.Value}
	first := map[graph.EntityID]bool{}
	for _, v := range start {
		first[c.n.id(v)] = true
	}
	for _, h := range last.Holders {
		if !first[h] {
			g.Via = append(g.Via, h)
		}
	}
	needed := map[graph.EntityID]bool{}
	var need func(s Step)
	need = func(s Step) {
		for _, h := range s.Holders {
			if first[h] || needed[h] {
				continue
			}
			if list := c.steps[c.n.node(h)]; len(list) > 0 {
				needed[h] = true
				need(list[0])
			}
		}
	}
	need(last)
	for _, y := range c.order {
		if needed[c.n.id(y)] {
			g.Steps = append(g.Steps, c.steps[y][0])
		}
	}
	g.Steps = append(g.Steps, last)
	for _, s := range g.Steps {
		g.Claims = append(g.Claims, s.Claims...)
	}
	g.Claims = sortedClaims(g.Claims)
	return g
}

// controlClosure walks up from the company over shares and grounds of control.
func (n *net) controlClosure(target int) map[int]bool {
	seen := map[int]bool{target: true}
	queue := []int{target}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		visit := func(h int) {
			if !seen[h] {
				seen[h] = true
				queue = append(queue, h)
			}
		}
		for _, h := range n.row(v).edges() {
			visit(h)
		}
		for _, l := range n.tables.To(n.id(v)) {
			if isControlInterest(l.Interest) {
				visit(n.node(l.Holder))
			}
		}
	}
	return seen
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
// basis means votes; under either, control in one basis is control.
func (m *Model) Controllers(target graph.EntityID, t Threshold, b graph.Basis) *ControlAnswer {
	b = controlBasis(b)
	if b == Either {
		return m.mergeControl(target, b, t, m.Controllers(target, t, graph.Votes), m.Controllers(target, t, graph.Capital))
	}
	n := m.net(b)
	y := n.node(target)
	answer := &ControlAnswer{Entity: target, Threshold: t, Basis: b, RestMay: m.MayControlRest(target, t, b)}
	closure := n.controlClosure(y)
	within := func(v int) bool { return closure[v] && v != y }
	controls := map[int]*coalition{}
	for _, v := range sortedNodes(n, closure, y) {
		grounds := func(upper bool) (list []Ground, c *coalition) {
			c = &coalition{n: n, threshold: t, upper: upper, within: within}
			c.run([]int{v}, nil)
			for _, s := range c.grounds(y) {
				list = append(list, c.ground([]int{v}, s))
			}
			return list, c
		}
		list, c := grounds(false)
		controls[v] = c
		if len(list) > 0 {
			answer.Certain = append(answer.Certain, Controller{ID: n.id(v), Grounds: list})
		} else if list, _ = grounds(true); len(list) > 0 {
			answer.Possible = append(answer.Possible, Controller{ID: n.id(v), Grounds: list})
		}
	}
	answer.Joint = n.joint(y, t, controls, answer.Certain)
	answer.Other = n.otherRights(y)
	answer.Flags = n.upstream(y, nil).flagsOf()
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
			for _, s := range c.steps[y] {
				k.Grounds = append(k.Grounds, c.ground([]int{x}, s))
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
		for _, y := range certain.subjects(v) {
			touched[y] = true
		}
	}
	for _, k := range possible {
		if !certain.in[n.node(k.ID)] {
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
		if certain.in[y] || !certain.mayBeJoint(y) {
			continue
		}
		for _, j := range m.Controllers(n.id(y), t, b).Joint {
			if slices.ContainsFunc(j.Members, func(id graph.EntityID) bool { return id == holder || certain.in[n.node(id)] }) {
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
		if isConcert(l.Interest) && c.in[c.n.node(l.Holder)] {
			return true
		}
	}
	w := make([]num, len(r.leaves))
	for i, l := range r.leaves {
		if i != r.self && (l.node < 0 || !c.in[l.node]) {
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
		closure := n.controlClosure(y)
		c := &coalition{n: n, threshold: t, upper: true, anonymous: true, within: func(v int) bool { return closure[v] && v != y }}
		c.run(nil, sortedNodes(n, closure, y))
		if len(c.grounds(y)) > 0 {
			return true
		}
	}
	return false
}
