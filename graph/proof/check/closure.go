package check

import (
	"slices"

	"longarm/graph"
)

// member says whether a party is of the class a test asks about.
type member uint8

const (
	outside member = iota
	maybe
	inside
)

// stakes are the cap tables above a company in one basis.
type stakes struct {
	f      *facts
	basis  graph.Basis
	target id
	above  []id // everyone upstream by shares and the target itself, sorted
	wider  []id // see reach; nil until asked
	kept   kept
}

// kept is what was found once: tests of different laws ask the same of the same.
type kept struct {
	runs   map[runKey]*run
	ends   map[endKey]bracket
	joints map[string]joints
	halves map[string]halves
	wide   map[string]*stakes
}

func newKept() kept {
	return kept{map[runKey]*run{}, map[endKey]bracket{}, map[string]joints{}, map[string]halves{}, map[string]*stakes{}}
}

type basisKey struct {
	e     id
	basis graph.Basis
}

func (f *facts) stakes(target id, b graph.Basis) *stakes {
	k := f.nets[basisKey{target, b}]
	if k == nil {
		k = &stakes{f: f, basis: b, target: target, kept: newKept()}
		k.above = k.walk(target, func(r *row) []id { return r.parties() })
		f.nets[basisKey{target, b}] = k
	}
	return k
}

func (k *stakes) walk(start id, next func(*row) []id) []id {
	seen := map[id]bool{start: true}
	queue := []id{start}
	for i := 0; i < len(queue); i++ {
		for _, h := range next(k.row(queue[i])) {
			if !seen[h] {
				seen[h] = true
				queue = append(queue, h)
			}
		}
	}
	slices.Sort(queue)
	return queue
}

func (k *stakes) row(e id) *row {
	r := k.f.rows[basisKey{e, k.basis}]
	if r == nil {
		r = k.f.row(e, k.basis)
		k.f.rows[basisKey{e, k.basis}] = r
	}
	return r
}

// parties lists who may hold something of the company.
func (r *row) parties() []id {
	var out []id
	for i, l := range r.leaves {
		if l.id != "" && i != r.self && l.hi.Sign() > 0 {
			out = append(out, l.id)
		}
	}
	return out
}

// who says what counts as the class at one end of a bound.
type who struct {
	upper  bool
	counts func(id) bool                     // counts whole wherever it holds
	mate   func(company, h id) bool          // counts whole in this company only; may be nil
	rest   func(r *row) (single, others rat) // what the undisclosed rest weighs; nil for nothing
}

// weights gives each leaf what one unit of it is worth.
func (w *who) weights(r *row, worth func(id) rat) []rat {
	out := zeros(len(r.leaves))
	for i, l := range r.leaves {
		switch {
		case l.id == "" || i == r.self:
		case w.mate != nil && w.mate(r.who, l.id):
			out[i] = whole
		default:
			if v := worth(l.id); v != nil { // nil: a holding of exactly zero, not followed
				out[i] = v
			}
		}
	}
	if r.rest >= 0 && w.rest != nil {
		out[r.rest], out[r.rest+1] = w.rest(r)
	}
	return out
}

func unit(yes bool) rat {
	if yes {
		return whole
	}
	return none
}

// direct is the reading "none": the class's own holdings.
func (k *stakes) direct(w *who) rat {
	r := k.row(k.target)
	return r.part(w.weights(r, func(h id) rat { return unit(w.counts(h)) }), w.upper)
}

// limit is a threshold: more than, or at least.
type limit struct {
	at     rat
	orMore bool
}

func (t limit) String() string {
	if t.orMore {
		return ">=" + t.at.RatString()
	}
	return ">" + t.at.RatString()
}

func (t limit) passes(v rat) bool {
	c := v.Cmp(t.at)
	return c > 0 || c == 0 && t.orMore
}

// tier counts the holdings of the class and of every company past the link
// threshold, to the least fixpoint.
func (k *stakes) tier(w *who, link limit, chains bool) rat {
	in := map[id]bool{}
	counts := func(h id) rat { return unit(h != k.target && w.counts(h) || in[h]) }
	for again := true; again; {
		again = false
		for _, e := range k.above {
			r := k.row(e)
			if in[e] || r.closed || e != k.target && w.counts(e) {
				continue
			}
			weights := w.weights(r, counts)
			pass := !chains && link.passes(r.part(weights, w.upper))
			for i := 0; chains && i < len(r.leaves); i++ {
				pass = pass || weights[i].Sign() > 0 && i != r.self && link.passes(r.reported(i, w.upper))
			}
			if pass {
				in[e], again = true, true
			}
		}
	}
	r := k.row(k.target)
	return r.part(w.weights(r, counts), w.upper)
}

// product is the chance that a walk up the holders ever meets the class. The
// companies on cycles are solved together, the others after their holders.
func (k *stakes) product(w *who) rat {
	v := map[id]rat{}
	for _, group := range k.groups() {
		var open []id
		for _, e := range group {
			switch {
			case e != k.target && w.counts(e):
				v[e] = whole
			case k.row(e).closed:
				v[e] = none
			default:
				open = append(open, e)
			}
		}
		if len(open) > 0 {
			k.cycle(w, open, v)
		}
	}
	return v[k.target]
}

// groups lists the companies that hold each other, holders before what they hold.
func (k *stakes) groups() [][]id {
	num, low, on := map[id]int{}, map[id]int{}, map[id]bool{}
	var stack []id
	var out [][]id
	var visit func(e id)
	visit = func(e id) {
		num[e] = len(num) + 1
		low[e] = num[e]
		stack, on[e] = append(stack, e), true
		for _, h := range k.row(e).parties() {
			if num[h] == 0 {
				visit(h)
				low[e] = min(low[e], low[h])
			} else if on[h] {
				low[e] = min(low[e], num[h])
			}
		}
		if low[e] != num[e] {
			return
		}
		i := slices.Index(stack, e)
		group := slices.Clone(stack[i:])
		stack = stack[:i]
		for _, m := range group {
			on[m] = false
		}
		slices.Sort(group)
		out = append(out, group)
	}
	visit(k.target)
	return out
}

// cycle solves one group by policy iteration: fill each row for the values so
// far, solve the point graph exactly, and stop when no filling is better. What can
// never reach the class, or can always keep from it, is worth nothing and apart.
func (k *stakes) cycle(w *who, open []id, v map[id]rat) {
	worth := func(inner map[id]rat) func(id) rat {
		return func(h id) rat {
			if x, ok := inner[h]; ok {
				return x
			}
			return v[h]
		}
	}
	fill := func(e id, inner map[id]rat) ([]rat, rat) {
		r := k.row(e)
		weights := w.weights(r, worth(inner))
		if r.self >= 0 {
			weights[r.self] = inner[e]
		}
		s := r.fill(weights, w.upper)
		return s, weigh(weights, s)
	}
	now := map[id]rat{}
	for _, e := range open {
		now[e] = none
	}
	policy := map[id][]rat{}
	for again := true; again; { // who is worth something at all
		again = false
		before := map[id]rat{}
		for e, x := range now {
			before[e] = unit(x.Sign() > 0)
		}
		for _, e := range open {
			if now[e].Sign() > 0 {
				continue
			}
			if s, x := fill(e, before); x.Sign() > 0 {
				now[e], policy[e], again = whole, s, true
			}
		}
	}
	for _, e := range open {
		if now[e].Sign() == 0 {
			policy[e] = nil
		}
	}
	for {
		now = k.solve(w, open, policy, v)
		better := false
		for _, e := range open {
			if policy[e] == nil {
				continue
			}
			s, x := fill(e, now)
			if c := x.Cmp(now[e]); w.upper && c > 0 || !w.upper && c < 0 {
				policy[e], better = s, true
			}
		}
		if !better {
			break
		}
	}
	for e, x := range now {
		v[e] = x
	}
}

// solve finds the values of a group under fixed fillings, by elimination.
func (k *stakes) solve(w *who, open []id, policy map[id][]rat, v map[id]rat) map[id]rat {
	place := map[id]int{}
	var list []id
	for _, e := range open {
		if policy[e] != nil {
			place[e] = len(list)
			list = append(list, e)
		}
	}
	n := len(list)
	a := make([][]rat, n)
	for i, e := range list {
		r := k.row(e)
		a[i] = zeros(n + 1)
		a[i][i] = whole
		outer := w.weights(r, func(h id) rat {
			if slices.Contains(open, h) {
				return none
			}
			return v[h]
		})
		for j, l := range r.leaves {
			s := policy[e][j]
			if to, in := place[l.id]; in && l.id != "" && (j == r.self || w.mate == nil || !w.mate(e, l.id)) {
				a[i][to] = minus(a[i][to], s)
			} else {
				a[i][n] = plus(a[i][n], times(outer[j], s))
			}
		}
	}
	eliminate(a)
	out := map[id]rat{}
	for _, e := range open {
		out[e] = none
	}
	for i, e := range list {
		if a[i][i].Sign() != 0 {
			out[e] = over(a[i][n], a[i][i])
		}
	}
	return out
}

// eliminate brings a square system with its right side to diagonal form; a column
// without a pivot keeps a zero on the diagonal.
func eliminate(a [][]rat) {
	n := len(a)
	for c := range n {
		p := c
		for p < n && a[p][c].Sign() == 0 {
			p++
		}
		if p == n {
			continue
		}
		a[c], a[p] = a[p], a[c]
		for i := range n {
			if i == c || a[i][c].Sign() == 0 {
				continue
			}
			m := over(a[i][c], a[c][c])
			for j := c; j <= n; j++ {
				a[i][j] = minus(a[i][j], times(m, a[c][j]))
			}
		}
	}
}
