package ownership

import (
	"math"
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
	holds     map[int][]int       // when set, holdings among them, members of totals included
	domain    *domain             // when set, what is held and ruled among them
	stop      func(node int) bool // when set, the run ends with the first such company gained
	stopped   int                 // that company, -1 when none was
	target    int                 // when there is a stop, the company whose own sum is kept too
	sums      *most

	in    map[int]int32 // the round in which each came to belong; the start is round 1
	limit int32         // only who belonged by this round counts
	order []int         // controlled companies as they were found
	book  *stepBook     // when set, derivations told before

	// Of a run toward one company, see toward: what is known of parties nearer to it, who
	// belongs through which of these, and whom that matters there the coalition has.
	known  map[int]*coalition
	allies map[int]ally
	tops   []int
}

// has reports a member of the coalition.
func (c *coalition) has(v int) bool {
	round, ok := c.in[v]
	return ok && round <= c.limit
}

// steps are the grounds on which a controlled company was gained, one a step; none for
// others.
func (c *coalition) steps(y int) []Step {
	if c.in[y] <= 1 {
		return nil
	}
	if c.book != nil {
		c.book.mu.Lock()
		defer c.book.mu.Unlock()
		if s, ok := c.book.steps[y]; ok {
			return s
		}
	}
	past := *c
	past.limit, past.book = c.in[y]-1, nil
	s := past.grounds(y)
	if c.book != nil {
		c.book.steps[y] = s
	}
	return s
}

// run adds companies in rounds until none is gained; companies of one round are
// judged by the members of the round before, so derivations are shortest and do
// not depend on any order.
func (c *coalition) run(start []int, everywhere []int) {
	c.in, c.limit, c.stopped = map[int]int32{}, math.MaxInt32, -1
	fresh := slices.Clone(start)
	var most *most
	if !c.concert && !c.anonymous {
		most = newMost(c.n)
	}
	c.sums = most
	percent := linkFraction(c.threshold)
	for _, v := range start {
		c.in[v] = 1
	}
	touched := map[int]bool{}
	for _, v := range everywhere {
		touched[v] = true
	}
	for round := int32(2); ; round++ {
		for _, v := range fresh {
			for _, y := range c.subjects(v, most) {
				if c.has(y) || c.within != nil && !c.within(y) {
					continue
				}
				if most == nil || most.sum[y].passes(percent, c.threshold.Comparison) || c.stands(v, y) {
					touched[y] = true
				}
			}
		}
		list := make([]int, 0, len(touched))
		for y := range touched {
			if !c.has(y) && (c.within == nil || c.within(y)) {
				list = append(list, y)
			}
		}
		c.n.sortByID(list)
		fresh = fresh[:0]
		for _, y := range list {
			if c.controls(y) {
				fresh = append(fresh, y)
				if c.stop != nil && c.stop(y) {
					c.in[y], c.stopped = round, y
					c.order = append(c.order, y)
					return
				}
			}
		}
		if len(fresh) == 0 {
			return
		}
		clear(touched)
		for _, y := range fresh {
			c.in[y] = round
			c.order = append(c.order, y)
		}
		if c.known != nil {
			if fresh = append(fresh, c.join(fresh, round)...); c.whole() {
				return
			}
		}
	}
}

// stands reports a link by which v may control y without shares.
func (c *coalition) stands(v, y int) bool {
	if c.domain != nil {
		return slices.Contains(c.domain.ruled[v], y)
	}
	holder, subject := c.n.id(v), c.n.id(y)
	return slices.ContainsFunc(c.n.tables.From(holder), func(l *graph.Link) bool { return l.Subject == subject && isControlInterest(l.Interest) })
}

// subjects lists what a party holds shares or grounds of control in, each once
// where sums are kept of it.
func (c *coalition) subjects(v int, sums *most) []int {
	id := c.n.id(v)
	out := slices.Clone(c.holds[v])
	if c.domain == nil {
		for _, s := range c.n.tables.Subjects(id, c.n.basis) {
			out = append(out, c.n.node(s))
		}
	}
	if sums != nil {
		slices.Sort(out)
		out = slices.Compact(out)
		for _, y := range out {
			if c.within == nil || c.within(y) || c.stop != nil && y == c.target {
				sums.add(y, v)
			}
		}
	}
	if c.domain != nil {
		out = append(out, c.domain.ruled[v]...)
		if c.concert {
			out = append(out, c.domain.jointly[v]...)
		}
		return out
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
	if r.point && !r.scaled && r.self < 0 && !c.concert && !(c.anonymous && upper) {
		return c.sum(r)
	}
	w := make([]num, len(r.leaves))
	any, counts := false, c.votesWith(y)
	for i, l := range r.leaves {
		if counts(l.node) {
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

// sum is the coalition's part of a table of exact figures.
func (c *coalition) sum(r *row) num {
	total := zero
	if r.at != nil && len(c.in) < len(r.leaves) {
		for v := range c.in {
			if i, ok := r.at[v]; ok && c.has(v) {
				total = total.add(r.leaves[i].lo)
			}
		}
		return total
	}
	for _, l := range r.leaves {
		if l.node >= 0 && l.node != r.company && c.has(l.node) {
			total = total.add(l.lo)
		}
	}
	return total
}

// controls reports that the coalition, as it stands, controls y on some ground.
func (c *coalition) controls(y int) bool {
	if c.share(y, c.upper).passes(linkFraction(c.threshold), c.threshold.Comparison) {
		return true
	}
	return slices.ContainsFunc(c.n.tables.To(c.n.id(y)), func(l *graph.Link) bool {
		return certainGround(l) && (l.State != graph.UnknownState || c.upper) && c.has(c.n.node(l.Holder))
	})
}

// controlShare holds certain control to scaled shares and possible control to the
// reported ones where reports exceed 100 %.
func controlShare(r *row, w []num, upper bool) num {
	if r.scaled && !upper {
		return r.apart(w, false)
	}
	return r.reach(w, upper)
}

// votesWith says whose holdings in the company count with the coalition's: its
// members and, where concerts count, those acting jointly with one there.
func (c *coalition) votesWith(company int) func(node int) bool {
	if !c.concert {
		return func(node int) bool { return node >= 0 && node != company && c.has(node) }
	}
	mate := c.n.mates(company, c.upper, c.has)
	return func(node int) bool { return node >= 0 && node != company && (c.has(node) || mate(node)) }
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
		if c.has(c.n.node(l.Holder)) {
			out = append(out, Step{Kind: GroundKind(l.Interest), Holders: []graph.EntityID{l.Holder}, Subject: subject, Value: l.Value, Claims: l.Claims})
		}
	}
	return out
}

// majority is the step by which the coalition's votes control y, or may.
func (c *coalition) majority(y int) Step {
	if c.book == nil {
		return c.byVotes(y)
	}
	c.book.mu.Lock()
	defer c.book.mu.Unlock()
	s, ok := c.book.votes[y]
	if !ok {
		s = c.byVotes(y)
		c.book.votes[y] = s
	}
	return s
}

func (c *coalition) byVotes(y int) Step {
	s := span(c.share(y, false), c.share(y, true))
	step := Step{Kind: GroundMajority, Subject: c.n.id(y), Share: &s}
	r, counts := c.n.row(y), c.votesWith(y)
	for _, l := range r.leaves {
		if counts(l.node) && l.hi.sign() > 0 {
			step.Holders = append(step.Holders, c.n.id(l.node))
			step.Claims = append(step.Claims, l.raw.Claims...)
			if !c.has(l.node) {
				step.Claims = append(step.Claims, c.n.concertClaims(y)...)
			}
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
			if by, ok := c.allies[c.n.node(h)]; ok {
				g.Omitted += by.hops(c.n.node(h))
				needed[h] = true
				if via := c.n.id(by.through); !first[via] && !needed[via] {
					if list := c.steps(by.through); len(list) > 0 {
						needed[via] = true
						need(list[0])
					}
				}
				continue
			}
			if list := c.steps(c.n.node(h)); len(list) > 0 {
				needed[h] = true
				need(list[0])
			}
		}
	}
	need(last)
	for _, y := range c.order {
		if needed[c.n.id(y)] {
			g.Steps = append(g.Steps, c.steps(y)[0])
		}
	}
	g.Steps = append(g.Steps, last)
	if g.Omitted > 0 { // told up to a party whose own derivation goes on from there
		if len(g.Steps) > maxSteps {
			g.Omitted += len(g.Steps) - maxSteps
			g.Steps = g.Steps[len(g.Steps)-maxSteps:]
		}
		g.rests = &trail{claims: last.Claims}
		for _, h := range last.Holders {
			if t := c.trailOf(c.n.node(h)); t != nil {
				g.rests.before = append(g.rests.before, t)
			}
		}
	}
	for _, s := range g.Steps {
		g.Claims = append(g.Claims, s.Claims...)
	}
	g.Claims = sortedClaims(g.Claims)
	return g
}
