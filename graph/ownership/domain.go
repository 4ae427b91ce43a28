package ownership

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"longarm/graph"
)

// domain is everybody who can play a part in who controls a company: the parties
// upstream of it over shares and grounds of control. What a party comes to control
// there does not depend on the law that asks, so it is found once.
type domain struct {
	n      *net
	target int
	in     nodeSet
	nodes  []int         // without the company, sorted by id
	holds  map[int][]int // of each party, the companies it holds shares of: those of the domain, or of its crowd
	crowd  *crowd        // of a large domain: itself, or one it lies in
	// ruled and jointly are the companies in which a party has a link of control, or
	// acts jointly with others.
	ruled, jointly map[int][]int

	mu    sync.Mutex
	found map[domainParty]*coalition
	known map[towardEnd]map[int]*coalition // see toward
	tops  map[int]bool                     // who holds something in the company
}

// domainParty is one run of the control fixpoint in a domain.
type domainParty struct {
	holder             int
	concert, anonymous bool
	domainEnd
}

type domainEnd struct {
	upper     bool
	threshold Threshold
}

type domainKey struct {
	basis   graph.Basis
	target  int
	further string
}

// domainOf returns the domain of the company; further parties stand above it by
// interests that the question counts.
func (m *Model) domainOf(n *net, target int, further ...int) *domain {
	plain := m.keptDomain(n, domainKey{n.basis, target, ""}, target, nil)
	var beyond []int
	for _, v := range further {
		if !plain.in.has(v) {
			beyond = append(beyond, v)
		}
	}
	if len(beyond) == 0 {
		return plain
	}
	slices.Sort(beyond)
	beyond = slices.Compact(beyond)
	var key strings.Builder
	for _, v := range beyond {
		key.WriteString(strconv.Itoa(v) + " ")
	}
	return m.keptDomain(n, domainKey{n.basis, target, key.String()}, target, beyond)
}

func (m *Model) keptDomain(n *net, key domainKey, target int, further []int) *domain {
	m.mu.Lock()
	defer m.mu.Unlock()
	d := m.domains[key]
	if d == nil {
		if m.domainNodes > maxDomainNodes {
			clear(m.domains)
			m.domainNodes = 0
		}
		known := n.crowded(nil)
		d = n.domain(target, further, known)
		m.domains[key] = d
		if d.crowd != nil && d.crowd == known {
			m.domainNodes += len(d.nodes) / 16 // what takes room is the crowd's
		} else {
			m.domainNodes += len(d.nodes)
		}
		if d.crowd != nil {
			n.crowded(d.crowd)
		}
	}
	return d
}

// maxDomainNodes bounds how many parties of domains are remembered at a time.
const maxDomainNodes = 1 << 17

func (n *net) domain(target int, further []int, known *crowd) *domain {
	d := &domain{n: n, target: target, ruled: map[int][]int{}, jointly: map[int][]int{},
		found: map[domainParty]*coalition{}, known: map[towardEnd]map[int]*coalition{}}
	var list []int
	d.in, list = n.controlClosure(target, further...)
	if len(list) > largeControl && known.covers(target, further) {
		d.settle(known)
		return d
	}
	n.sortByID(list)
	d.holds = n.holdings(list)
	d.nodes = slices.DeleteFunc(list, func(v int) bool { return v == target })
	if len(d.nodes) > largeControl {
		d.crowd = &crowd{d: d}
	}
	for _, y := range append(slices.Clone(d.nodes), target) {
		for _, l := range n.tables.To(n.id(y)) {
			switch {
			case l.Holder == l.Subject:
			case isControlInterest(l.Interest):
				h := n.node(l.Holder)
				d.ruled[h] = append(d.ruled[h], y)
			case isConcert(l.Interest):
				h := n.node(l.Holder)
				d.jointly[h] = append(d.jointly[h], y)
			}
		}
	}
	return d
}

// settle takes from the crowd what is known of all who are in it.
func (d *domain) settle(c *crowd) {
	d.crowd, d.holds = c, c.d.holds
	if d.in.has(c.d.target) && d.target != c.d.target {
		d.nodes = append(d.nodes, c.d.target)
	}
	for _, v := range c.d.nodes {
		if v != d.target && d.in.has(v) {
			d.nodes = append(d.nodes, v)
		}
	}
	d.n.sortByID(d.nodes)
	for _, of := range []struct{ all, here map[int][]int }{{c.d.ruled, d.ruled}, {c.d.jointly, d.jointly}} {
		for h, list := range of.all {
			for _, y := range list {
				if d.in.has(y) {
					of.here[h] = append(of.here[h], y)
				}
			}
		}
	}
}

// within reports a company of the domain that may become controlled; the company asked
// about is not among them.
func (d *domain) within(v int) bool { return v != d.target && d.in.has(v) }

// ranked reports a domain of many parties, nobody of whom acts jointly with others.
func (d *domain) ranked() bool { return len(d.nodes) > largeControl && len(d.jointly) == 0 }

// of runs the control fixpoint for one party, or for one that nobody names, below the
// company. The answer is shared: treat it as constant.
func (d *domain) of(x unit, upper bool, t Threshold) *coalition {
	key := domainParty{holder: x.holder, concert: x.concert && len(d.jointly) > 0, anonymous: x.anonymous && upper, domainEnd: domainEnd{upper, t}}
	return remember(&d.mu, d.found, key, func() *coalition {
		c := d.coalition(key)
		var everywhere []int
		if x.holder >= 0 {
			c.start = []int{x.holder}
		}
		if c.anonymous {
			everywhere = d.nodes
		}
		c.run(c.start, everywhere)
		c.book = newStepBook()
		return c
	})
}

func (d *domain) coalition(key domainParty) *coalition {
	return &coalition{n: d.n, threshold: key.threshold, upper: key.upper, concert: key.concert, anonymous: key.anonymous,
		within: d.within, holds: d.holds, domain: d}
}
