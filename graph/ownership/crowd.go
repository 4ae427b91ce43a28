package ownership

import "sync"

// crowd is a large domain that others lie in: whoever is upstream of one of its
// companies is in it too. What can be said of all of it once need not be said anew for
// each of these companies.
type crowd struct {
	d *domain

	mu      sync.Mutex
	holding map[int][]stake             // what each party may hold at most, in the companies of the crowd
	leading map[Threshold]map[int][]int // see leaders
}

// stake is the most that a party may hold of a company.
type stake struct {
	company int
	most    num
}

// covers reports a crowd in which everybody upstream of these parties is.
func (c *crowd) covers(target int, further []int) bool {
	if c == nil || !c.d.in.has(target) {
		return false
	}
	for _, v := range further {
		if !c.d.in.has(v) {
			return false
		}
	}
	return true
}

// leaders lists for each party who may come to control it, perhaps with a few that do
// not: it takes for control whatever upper ends add up to, and any link of control.
func (c *crowd) leaders(t Threshold) map[int][]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.leading[t]; ok {
		return known
	}
	if c.holding == nil {
		c.holding = c.d.n.stakes(append([]int{c.d.target}, c.d.nodes...))
	}
	out := map[int][]int{}
	percent := linkFraction(t)
	sum, in := map[int]num{}, map[int]bool{}
	for _, v := range append([]int{c.d.target}, c.d.nodes...) {
		if len(c.holding[v]) == 0 && len(c.d.ruled[v]) == 0 {
			continue
		}
		clear(sum)
		clear(in)
		in[v] = true
		gained := []int{v}
		gain := func(y int) {
			if !in[y] {
				in[y] = true
				gained = append(gained, y)
				out[y] = append(out[y], v)
			}
		}
		for i := 0; i < len(gained); i++ {
			for _, s := range c.holding[gained[i]] {
				all := sum[s.company].add(s.most)
				if sum[s.company] = all; all.passes(percent, t.Comparison) {
					gain(s.company)
				}
			}
			for _, y := range c.d.ruled[gained[i]] {
				gain(y)
			}
		}
	}
	if c.leading == nil {
		c.leading = map[Threshold]map[int][]int{}
	}
	c.leading[t] = out
	return out
}

// stakes lists what each party of a closure may hold at most in its companies.
func (n *net) stakes(closure []int) map[int][]stake {
	out := map[int][]stake{}
	for _, y := range closure {
		r := n.row(y)
		for i, l := range r.leaves {
			if l.node >= 0 && i != r.self {
				out[l.node] = append(out[l.node], stake{y, r.reportedEnd(l, true)})
			}
		}
	}
	return out
}

// near lists the parties of the domain that hold something in its company, or may come
// to control one that does. All others are nothing to it.
func (d *domain) near(t Threshold) map[int]bool {
	out := map[int]bool{}
	leaders := d.crowd.leaders(t)
	for h := range d.tops {
		out[h] = true
		for _, v := range leaders[h] {
			if v != d.target && d.in.has(v) {
				out[v] = true
			}
		}
	}
	return out
}

// crowded returns the crowd of the net that was found last, or keeps another.
func (n *net) crowded(found *crowd) *crowd {
	n.mu.Lock()
	defer n.mu.Unlock()
	if found != nil {
		n.crowd = found
	}
	return n.crowd
}
