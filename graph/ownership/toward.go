package ownership

import (
	"math"
	"slices"

	"longarm/graph"
)

// In a large domain it is told of each party only what it comes to have to do with the
// company: which of those that hold something in it, shares or a right, the party is or
// controls. Control is transitive, so a party that comes to control one whose answer is
// known has at least that answer, and needs to look no further once it has everybody.

// ally is a party that belongs to a coalition through another one, whose own answer says
// why.
type ally struct {
	through int
	known   *coalition
}

// trail is what a derivation rests on: its own claims, and what came before them.
type trail struct {
	claims []graph.ClaimID
	before []*trail
}

// collect adds the claims of the trail, each trail once.
func (t *trail) collect(seen map[*trail]bool, out map[graph.ClaimID]bool) {
	for queue := []*trail{t}; len(queue) > 0; queue = queue[1:] {
		t := queue[0]
		if t == nil || seen[t] {
			continue
		}
		seen[t] = true
		for _, c := range t.claims {
			out[c] = true
		}
		queue = append(queue, t.before...)
	}
}

// toward returns the coalitions of the parties of the domain, as far as the company is
// concerned; of those only that have anything to do with it, unless all are asked for.
// Nearer parties are answered before those above them.
func (d *domain) toward(upper bool, t Threshold, all bool) map[int]*coalition {
	d.mu.Lock()
	defer d.mu.Unlock()
	end := towardEnd{domainEnd{upper, t}, all}
	if known := d.known[end]; known != nil {
		return known
	}
	if d.tops == nil {
		d.tops = map[int]bool{}
		for _, h := range d.n.row(d.target).edges() {
			d.tops[h] = h != d.target
		}
		for _, l := range d.n.tables.To(d.n.id(d.target)) {
			if h := d.n.node(l.Holder); d.in.has(h) && h != d.target {
				d.tops[h] = true
			}
		}
		delete(d.tops, d.target)
	}
	known := map[int]*coalition{}
	var only map[int]bool
	if !all {
		only = d.near(t)
	}
	for _, v := range d.n.upwards(d.target, d, only) {
		c := d.coalition(domainParty{domainEnd: end.domainEnd})
		c.start, c.known, c.allies = []int{v}, known, map[int]ally{}
		c.run(c.start, nil)
		c.book, c.known = newStepBook(), nil
		for h := range d.tops {
			if c.has(h) {
				c.tops = append(c.tops, h)
			}
		}
		d.n.sortByID(c.tops)
		known[v] = c
	}
	d.known[end] = known
	return known
}

// towardEnd is one end of what toward answers.
type towardEnd struct {
	domainEnd
	all bool
}

// apart is the coalition of a party that has nothing to do with the company: as far as
// that is concerned, the party alone.
func (d *domain) apart(v int, upper bool, t Threshold) *coalition {
	c := d.coalition(domainParty{domainEnd: domainEnd{upper, t}})
	c.start, c.in, c.limit, c.stopped, c.book = []int{v}, map[int]int32{v: 1}, math.MaxInt32, -1, newStepBook()
	return c
}

// join adds to the coalition whom the gained companies have of those that matter, and
// lists them.
func (c *coalition) join(gained []int, round int32) []int {
	var out []int
	for _, y := range gained {
		k := c.known[y]
		if k == nil {
			continue
		}
		for _, h := range k.tops {
			if !c.has(h) {
				c.in[h], c.allies[h] = round, ally{y, k}
				out = append(out, h)
			}
		}
	}
	return out
}

// whole reports a coalition of all that matter.
func (c *coalition) whole() bool {
	for h := range c.domain.tops {
		if !c.has(h) {
			return false
		}
	}
	return true
}

// trailOf is what it rests on that the party belongs to the coalition; nil for the start.
func (c *coalition) trailOf(h int) *trail {
	if c.book == nil || c.in[h] <= 1 {
		return nil
	}
	return remember(&c.book.mu, c.book.trails, h, func() *trail {
		t := &trail{}
		if by, ok := c.allies[h]; ok {
			t.before = []*trail{c.trailOf(by.through), by.known.trailOf(h)}
		} else if list := c.steps(h); len(list) > 0 {
			t.claims = list[0].Claims
			for _, v := range list[0].Holders {
				t.before = append(t.before, c.trailOf(c.n.node(v)))
			}
		}
		t.before = slices.DeleteFunc(t.before, func(t *trail) bool { return t == nil })
		return t
	})
}

// hops is how many steps of a derivation lie behind an ally, counted up to some forty.
func (a ally) hops(h int) int {
	n := 1
	for by, ok := a.known.allies[h]; ok && n < 2*maxSteps; by, ok = by.known.allies[h] {
		n++
	}
	return n
}
