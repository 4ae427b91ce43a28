package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// missingShare names what would make a holding exact: its figure when nothing is
// known of it, the exact figure when a band is.
func missingShare(n *net, r *row, l leaf) []Missing {
	if l.lo.cmp(l.hi) == 0 {
		return nil
	}
	kind := MissingExactShare
	if l.raw.Unknown || l.raw.Share.Min == 0 && l.raw.Share.Max == graph.Hundred {
		kind = MissingShare
	}
	return []Missing{{Kind: kind, Holder: l.raw.Holder, Subject: r.table.Company, Basis: n.basis, Claims: l.raw.Claims}}
}

func sortMissing(list []Missing) []Missing {
	slices.SortStableFunc(list, func(a, b Missing) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Interest, b.Interest), cmp.Compare(a.Basis, b.Basis))
	})
	return slices.CompactFunc(list, func(a, b Missing) bool { // one row for both bases
		return a.Kind == b.Kind && a.Holder == b.Holder && a.Subject == b.Subject && a.Interest == b.Interest
	})
}

// claims lists every claim of the row: holdings, treasury and coverage.
func (r *row) claims() []graph.ClaimID {
	if r.terminal {
		return nil
	}
	out := r.coverage()
	for _, l := range r.leaves {
		if l.raw != nil {
			out = append(out, l.raw.Claims...)
		}
	}
	return out
}

// trace is one computation seen from the company down to what it used: how much a
// node is worth at the top, and whether its own row still matters.
type trace struct {
	worth  func(v int) bool // counts, wholly or in part, in some world
	passes func(v int) bool // counts in part or not for sure, so that its row matters
	rest   func(r *row) (num, num)
}

func (a *asking) trace(b *bounds) trace {
	switch p := b.upper.(type) {
	case *tier:
		low := b.lower.(*tier)
		return trace{p.counts, func(v int) bool { return p.counts(v) && !p.fixed(v) && !low.counts(v) }, p.rest}
	case *hybrid:
		low := b.lower.(*hybrid)
		return trace{func(v int) bool { return p.x[v].sign() > 0 }, func(v int) bool { return !p.fixed(v) && p.x[v].cmp(low.x[v]) != 0 }, p.rest}
	case *coalition:
		low := b.lower.(*coalition)
		rest := func(*row) (num, num) { return zero, zero }
		if p.anonymous {
			rest = func(*row) (num, num) { return one, zero }
		}
		return trace{p.has, func(v int) bool { return p.has(v) && !low.has(v) }, rest}
	case *hit:
		rest := func(*row) (num, num) { return zero, zero }
		if p.rest {
			rest = func(*row) (num, num) { return one, zero }
		}
		return trace{p.worth, p.open, rest}
	case *problem:
		low := b.lower.(*problem)
		if p.x == nil { // direct holdings only
			return trace{func(v int) bool { return p.fixed(v) }, func(int) bool { return false }, p.rest}
		}
		return trace{func(v int) bool { return p.x[v].sign() > 0 }, func(v int) bool { return !p.fixed(v) && p.x[v].cmp(low.x[v]) != 0 }, p.rest}
	}
	return trace{}
}

// missing lists the figures, holders and memberships that leave the verdict open:
// the inexact holdings that count, in rows that are not settled, and the
// undisclosed holders that may count.
func (e *evaluation) missing() {
	if e.verdict != Undetermined || e.out.Because != BecauseFacts || e.out.ConditionMet != Undetermined {
		if e.out.ConditionMet != Undetermined {
			e.out.Missing = nil
		}
		e.out.Missing = sortMissing(e.out.Missing)
		return
	}
	threshold := e.t.threshold()
	percent := linkFraction(threshold)
	for _, r := range e.deciding {
		if r.verdict != Undetermined {
			continue
		}
		near := 0
		for i, x := range r.units {
			b := r.bounds[i]
			if !b.hi.passes(percent, threshold.Comparison) {
				continue
			}
			if near++; near > nearUnits && r.a.u.size > largeControl {
				break // the weightiest come first
			}
			if x.holder >= 0 && x.member == Maybe {
				e.out.Missing = append(e.out.Missing, Missing{Kind: MissingMembership, Holder: r.a.n.id(x.holder)})
			}
			if b.lo.passes(percent, threshold.Comparison) {
				continue
			}
			e.out.Missing = append(e.out.Missing, r.a.missing(r.a.trace(b))...)
		}
	}
	e.out.Missing = sortMissing(e.out.Missing)
}

func (a *asking) missing(t trace) []Missing {
	var out []Missing
	seen := map[int]bool{a.u.target: true}
	queue := []int{a.u.target}
	for len(queue) > 0 {
		r := a.n.row(queue[0])
		queue = queue[1:]
		if r.terminal {
			continue
		}
		for i, l := range r.leaves {
			if l.node < 0 || i == r.self || l.hi.sign() <= 0 || !t.worth(l.node) {
				continue
			}
			out = append(out, missingShare(a.n, r, l)...)
			if a.member.of(l.node) == Maybe {
				out = append(out, Missing{Kind: MissingMembership, Holder: l.raw.Holder})
			}
			if t.passes(l.node) && !seen[l.node] {
				seen[l.node] = true
				queue = append(queue, l.node)
			}
		}
		if t.rest != nil && r.rest >= 0 && r.leaves[r.rest].hi.sign() > 0 {
			if x, y := t.rest(r); x.sign() > 0 || y.sign() > 0 {
				out = append(out, Missing{Kind: MissingHolders, Subject: r.table.Company, Basis: a.n.basis, Claims: sortedClaims(r.coverage())})
			}
		}
	}
	return out
}

// claims lists what the result rests on: for yes the holdings that count and any
// coverage that lifts them, otherwise whole tables, which keep others out.
func (r *result) claims(v Verdict) []graph.ClaimID {
	list, ok := r.told[v]
	if !ok {
		list = r.gather(v)
		if r.told == nil {
			r.told = map[Verdict][]graph.ClaimID{}
		}
		r.told[v] = list
	}
	return list
}

func (r *result) gather(v Verdict) []graph.ClaimID {
	out := map[graph.ClaimID]bool{}
	take := func(list []graph.ClaimID) {
		for _, c := range list {
			out[c] = true
		}
	}
	whole := &tableWalk{a: r.a, seen: map[int]bool{}}
	for i, x := range r.units {
		b := r.bounds[i]
		if v == Yes && !b.lo.passes(linkFraction(r.a.test.threshold()), r.a.test.threshold().Comparison) {
			continue
		}
		if c, ok := b.upper.(*coalition); ok {
			if v == Yes {
				c = b.lower.(*coalition)
			}
			for _, y := range c.order {
				take(c.steps(y)[0].Claims)
			}
			for _, s := range c.grounds(r.a.u.target) {
				take(s.Claims)
			}
		}
		switch {
		case v == Yes && b.hi.sign() > 0:
			take(r.a.claims(x, r.a.trace(b), true))
		case v == Yes:
		case len(r.a.u.concerts()) > 0:
			leads := r.a.leads()
			take(r.a.claims(x, trace{worth: func(v int) bool { return leads[v] }}, false))
		default:
			whole.up(x)
		}
	}
	if len(whole.seen) == r.a.u.companies() {
		all := r.a.u.claims()
		more := false
		for c := range out {
			_, found := slices.BinarySearch(all, c)
			more = more || !found
		}
		if !more {
			return all
		}
		take(all)
		return graph.SortedClaims(out)
	}
	for y := range whole.seen {
		take(r.a.n.row(y).claims())
	}
	return graph.SortedClaims(out)
}

// companies is how many of the closure have holders.
func (u *upstream) companies() int {
	u.tell()
	return u.tables
}

// claims lists what the tables of all companies of the closure rest on; sorted. The list
// is kept and shared: treat it as constant.
func (u *upstream) claims() []graph.ClaimID {
	u.tell()
	return u.all
}

func (u *upstream) tell() {
	u.allOnce.Do(func() {
		var all []graph.ClaimID
		for _, block := range u.blocks {
			for _, v := range block {
				if r := u.net.row(v); !r.terminal {
					u.tables++
					all = append(all, r.claims()...)
				}
			}
		}
		slices.Sort(all)
		u.all = slices.Clip(slices.Compact(all))
	})
}

// tableWalk collects the companies whose whole tables keep holders out: for each unit
// those below it, past which nothing matters.
type tableWalk struct {
	a    *asking
	seen map[int]bool
	all  int // how many there are for any unit; 0 until counted
}

func (w *tableWalk) up(x unit) {
	switch {
	case w.all == 0:
		w.all = len(w.from(func(int) bool { return false }))
	case len(w.seen) == w.all || w.a.u.size > largeControl: // the same for every unit of a large closure
		return
	}
	for _, v := range w.from(w.a.fixed(x, false)) {
		w.seen[v] = true
	}
}

// from walks up from the company over what leads to a possible member, not past where
// it has to stop.
func (w *tableWalk) from(stop func(int) bool) []int {
	leads := w.a.leads()
	var out []int
	queue := []int{w.a.u.target}
	met := map[int]bool{w.a.u.target: true}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		r := w.a.n.row(v)
		if r.terminal {
			continue
		}
		out = append(out, v)
		for i, l := range r.leaves {
			if l.node >= 0 && i != r.self && l.hi.sign() > 0 && leads[l.node] && !met[l.node] && !stop(l.node) {
				met[l.node] = true
				queue = append(queue, l.node)
			}
		}
	}
	return out
}

// leads lists the nodes that are, or have upstream, a possible member.
func (a *asking) leads() map[int]bool {
	if a.leading == nil {
		a.leading = map[int]bool{}
		var queue []int
		for _, v := range a.u.nodes() {
			if a.member.of(v) != Outside {
				a.leading[v] = true
				queue = append(queue, v)
			}
		}
		for len(queue) > 0 {
			v := queue[0]
			queue = queue[1:]
			for c := range a.u.held(v) {
				if !a.leading[c] {
					a.leading[c] = true
					queue = append(queue, c)
				}
			}
		}
	}
	return a.leading
}

// claims walks up from the company to those that count whole, past whom nothing
// matters: the members for a class, else the one holder, whoever stands between.
// Who acts jointly with the holder in a company counts there, by these statements.
func (a *asking) claims(x unit, t trace, yes bool) []graph.ClaimID {
	var out []graph.ClaimID
	whole, mate := a.fixed(x, false), a.mate(x, !yes)
	seen := map[int]bool{a.u.target: true}
	queue := []int{a.u.target}
	for len(queue) > 0 {
		r := a.n.row(queue[0])
		queue = queue[1:]
		if r.terminal {
			continue
		}
		lifted := r.complete || len(r.groups) > 1
		if !yes || lifted {
			out = append(out, r.claims()...)
		}
		for i, l := range r.leaves {
			if l.node < 0 || i == r.self || l.hi.sign() <= 0 {
				continue
			}
			if mate != nil && mate(r.company, l.node) && !whole(l.node) {
				out = append(append(out, l.raw.Claims...), a.n.concertClaims(r.company)...)
			}
			if !t.worth(l.node) {
				continue
			}
			out = append(out, l.raw.Claims...)
			if !whole(l.node) && !seen[l.node] {
				seen[l.node] = true
				queue = append(queue, l.node)
			}
		}
	}
	return out
}

// claims gathers the claims of everything that decided, and the flags.
func (e *evaluation) claims() {
	o := e.out
	if e.decides() {
		for _, r := range e.deciding {
			if e.verdict != Yes || r.verdict == Yes {
				o.Claims = append(o.Claims, r.claims(e.verdict)...)
			}
		}
	}
	for _, g := range o.Grounds {
		o.Claims = append(o.Claims, g.Claims...)
	}
	o.Claims = sortedClaims(o.Claims)
	seen := map[string]bool{}
	for _, a := range e.askings {
		for _, f := range a.u.flagsOf() {
			if key := string(f.Kind) + f.Message; !seen[key] {
				seen[key] = true
				o.Flags = append(o.Flags, f)
			}
		}
	}
	graph.SortFlags(o.Flags)
}
