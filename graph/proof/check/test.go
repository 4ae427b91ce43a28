package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// result is one reading, aggregate and basis of a test.
type result struct {
	basis              graph.Basis
	reading, aggregate string
	lo, hi             bracket
	truth              proof.Truth
	slack              bool // some bound is not exact: enclosed, or loose
	loose              bool // totals overlap: every bound is sound, not tight
	units              []unitValue
}

type unitValue struct {
	holder id // empty for the class as a whole and for the undisclosed holder
	lo, hi rat
}

// answer is what this package finds on a test.
type answer struct {
	truth   proof.Truth
	results []result
	limbs   proof.Truth // False without any
	byLaw   bool        // readings disagree
}

// asked is a test on one company, with who is of its class.
type asked struct {
	f       *facts
	t       *law.Test
	limbs   map[string][]graph.Interest
	target  id
	member  func(id) member
	restMay bool
	label   string // names the class with who is shown of it
}

// endKey is what one end of a test depends on.
type endKey struct {
	of               string // the holder, or the class with its members
	anonymous, class bool
	reading, how     string
	upper, restMay   bool
	link             string
	kept             bool
}

func (q *asked) threshold() limit {
	if !q.t.HasThreshold {
		return half
	}
	return limit{fraction(q.t.Threshold), q.t.Comparison == law.AtLeast}
}

func (q *asked) link() limit {
	if !q.t.HasLink {
		return half
	}
	return limit{fraction(q.t.Link), q.t.LinkComparison == law.AtLeast}
}

func (q *asked) decides() bool { return q.t.HasThreshold || len(q.t.Limbs) == 0 }

func (q *asked) readings() []string {
	if q.t.Reading == "" || q.t.Reading == "unspecified" {
		return []string{"tier", "product"}
	}
	return []string{q.t.Reading}
}

func (q *asked) aggregates(reading string) []string {
	switch {
	case q.t.Aggregate != "" && q.t.Aggregate != "unspecified":
		return []string{q.t.Aggregate}
	case reading == "control":
		return []string{"concert"}
	}
	return []string{"concert", "class"}
}

func (q *asked) bases(reading string) []graph.Basis {
	switch b := graph.Basis(q.t.Basis); b {
	case "":
		if reading == "control" {
			return []graph.Basis{graph.Votes}
		}
		return []graph.Basis{graph.Capital, graph.Votes}
	case "either", graph.Both:
		return []graph.Basis{graph.Capital, graph.Votes}
	default:
		return []graph.Basis{b}
	}
}

// oneUnit is one party or sum that is compared with the threshold.
type oneUnit struct {
	holder    id
	anonymous bool
	class     bool
	member    member
}

func (q *asked) units(k *stakes, reading, aggregate string) []oneUnit {
	if aggregate == "class" {
		return []oneUnit{{class: true, member: inside}}
	}
	list := k.above
	if reading == "control" {
		list = k.reach()
	}
	var out []oneUnit
	for _, e := range list {
		if m := q.member(e); e != q.target && m != outside {
			out = append(out, oneUnit{holder: e, member: m})
		}
	}
	if q.restMay {
		out = append(out, oneUnit{anonymous: true, member: maybe})
	}
	return out
}

// who says what counts for a unit at one end.
//
// An undisclosed holder may be the party asked about, or a company of its; only
// where direct holdings alone count does a stated holding leave the rest to others.
func (q *asked) who(k *stakes, u oneUnit, reading string, upper, concert bool) *who {
	w := &who{upper: upper, counts: func(h id) bool { return !u.anonymous && h == u.holder }}
	if u.class {
		w.counts = func(h id) bool { m := q.member(h); return m == inside || upper && m == maybe }
	}
	if concert && !u.class {
		w.mate = func(company, h id) bool {
			return q.f.mates(company, upper, func(x id) bool { return !u.anonymous && x == u.holder })[h]
		}
	}
	switch {
	case upper && !q.restMay:
		w.rest = func(r *row) (rat, rat) { return q.named(k, u, r) }
	case upper:
		w.rest = func(r *row) (rat, rat) {
			switch {
			case u.class:
				return whole, whole
			case reading == "none" && u.holder != "" && slices.ContainsFunc(r.leaves, func(l leaf) bool { return l.id == u.holder }):
				return none, none
			}
			return whole, none
		}
	}
	return w
}

// named is what the rest weighs for parties of a list: nothing, but for those that
// only a later source names as holders of the company, or that stand above one.
func (q *asked) named(k *stakes, u oneUnit, r *row) (single, others rat) {
	is := func(h id) bool {
		if u.class {
			return q.member(h) != outside
		}
		return !u.anonymous && h == u.holder
	}
	n := 0
	for _, h := range r.later {
		if slices.ContainsFunc(q.f.stakes(h, k.basis).above, is) {
			n++
		}
	}
	return unit(n > 0), unit(n > 1)
}

// end is the least or the most that a unit has, found once for the tests that agree
// in all that matters to it.
func (q *asked) end(k *stakes, u oneUnit, reading, aggregate string, upper bool) bracket {
	key := endKey{of: string(u.holder), anonymous: u.anonymous, class: u.class, reading: reading, how: aggregate, upper: upper,
		restMay: q.restMay, link: q.link().String(), kept: q.t.Hybrid == "top-link-kept"}
	if u.class {
		key.of = q.label
	}
	b, known := k.kept.ends[key]
	if !known {
		b = q.find(k, u, reading, aggregate, upper)
		k.kept.ends[key] = b
	}
	return b
}

func (q *asked) find(k *stakes, u oneUnit, reading, aggregate string, upper bool) bracket {
	w := q.who(k, u, reading, upper, aggregate == "concert")
	switch reading {
	case "none":
		return exactly(k.direct(w))
	case "tier":
		return exactly(k.tier(w, q.link(), aggregate == "chains"))
	case "hybrid":
		return k.hybrid(w, hybridRule{q.link(), q.t.Hybrid == "top-link-kept"})
	case "control":
		return exactly(q.run(k, u, upper, aggregate == "concert").votes(q.target, upper))
	}
	return exactly(k.product(w))
}

func (q *asked) run(k *stakes, u oneUnit, upper, concert bool) *run {
	c := &run{k: k, link: q.link(), upper: upper, concert: concert && !u.class, anonymous: upper && (u.anonymous || u.class && q.restMay), wholeRest: u.class}
	var start []id
	switch {
	case u.class:
		for _, e := range k.reach() {
			if m := q.member(e); e != q.target && (m == inside || upper && m == maybe) {
				start = append(start, e)
			}
		}
	case !u.anonymous:
		start = []id{u.holder}
	}
	return c.grow(start)
}

func (q *asked) compute(reading, aggregate string, b graph.Basis) result {
	k := q.f.stakes(q.target, b)
	r := result{basis: b, reading: reading, aggregate: aggregate, lo: exactly(none), hi: exactly(none)}
	t := q.threshold()
	sure, may := false, false
	for _, u := range q.units(k, reading, aggregate) {
		lo, hi := q.end(k, u, reading, aggregate, false), q.end(k, u, reading, aggregate, true)
		r.slack = r.slack || lo.rough || hi.rough
		r.units = append(r.units, unitValue{u.holder, lo.lo, hi.hi})
		if u.member == inside {
			r.lo = bracket{most(r.lo.lo, lo.lo), most(r.lo.hi, lo.hi), r.lo.rough || lo.rough}
			sure = sure || t.passes(lo.lo)
		}
		r.hi = bracket{most(r.hi.lo, hi.lo), most(r.hi.hi, hi.hi), r.hi.rough || hi.rough}
		may = may || t.passes(hi.hi)
		if reading == "control" && !q.t.HasThreshold && len(q.t.Limbs) == 0 {
			s := len(q.run(k, u, false, aggregate == "concert").grounds(q.target)) > 0
			p := len(q.run(k, u, true, aggregate == "concert").grounds(q.target)) > 0
			sure, may = sure || s && u.member == inside, may || s || p
		}
	}
	if aggregate != "class" && reading != "control" && !sure && may && q.someone(k, t) {
		edge := t.at
		if !t.orMore {
			edge = plus(edge, tiny)
		}
		sure, r.lo = true, bracket{most(r.lo.lo, edge), most(r.lo.hi, edge), r.lo.rough}
	}
	for _, e := range k.above {
		r.loose = r.loose || k.row(e).slack
	}
	r.slack = r.slack || r.loose
	r.truth = proof.False
	if sure {
		r.truth = proof.True
	} else if may {
		r.truth = proof.Open
	}
	return r
}

// someone reports that in every world one member's own holding passes, though
// nobody knows whose.
func (q *asked) someone(k *stakes, t limit) bool {
	r := k.row(q.target)
	if r.closed || r.over || r.self >= 0 {
		return false
	}
	top := t.at
	if t.orMore {
		top = minus(top, tiny)
	}
	f := r.apart()
	for i, l := range f.leaves {
		if l.id != "" && q.member(l.id) == inside {
			f.leaves[i].hi = least(l.hi, top)
		}
	}
	return !f.feasible()
}

// answer evaluates the test: its readings, then its limbs.
func (q *asked) answer() *answer {
	out := &answer{truth: proof.False, limbs: proof.False}
	if q.decides() {
		yes, no, open := false, false, false
		for _, reading := range q.readings() {
			for _, aggregate := range q.aggregates(reading) {
				v := proof.False
				for _, b := range q.bases(reading) {
					r := q.compute(reading, aggregate, b)
					out.results = append(out.results, r)
					v = max(v, r.truth)
				}
				yes, no, open = yes || v == proof.True, no || v == proof.False, open || v == proof.Open
			}
		}
		switch {
		case yes && no:
			out.truth, out.byLaw = proof.Open, true
		case open:
			out.truth = proof.Open
		case yes:
			out.truth = proof.True
		}
	} else {
		for _, reading := range q.readings() {
			for _, aggregate := range q.aggregates(reading) {
				for _, b := range q.bases(reading) {
					out.results = append(out.results, q.compute(reading, aggregate, b))
				}
			}
		}
	}
	rest := map[string][]graph.Interest{}
	for name, list := range q.limbs {
		if !compares(name) || !q.t.HasThreshold {
			rest[name] = list
			continue
		}
		out.truth = min(out.truth, q.plurality(name == "largest"))
	}
	if len(rest) > 0 {
		out.limbs = q.byLimbs(rest)
		out.truth = max(out.truth, out.limbs)
	}
	return out
}

// compares reports a limb that holds a member against all others: beside a threshold it
// narrows.
func compares(limb string) bool { return limb == "plurality" || limb == "largest" }

// plurality says whether some member has more votes than anyone else, or where equals
// will do, no fewer.
func (q *asked) plurality(equals bool) proof.Truth {
	v := proof.False
	aggregate := q.aggregates("control")[0]
	for _, b := range q.bases("") {
		k := q.f.stakes(q.target, b)
		for _, u := range q.units(k, "control", aggregate) {
			lower, upper := q.run(k, u, false, aggregate == "concert"), q.run(k, u, true, aggregate == "concert")
			switch rank := lower.ahead(upper, equals); {
			case rank == proof.True && u.member == inside:
				return proof.True
			case rank != proof.False:
				v = proof.Open
			}
		}
	}
	return v
}

// ahead says whether nobody else has as much as the run, or where equals will do, more.
func (c *run) ahead(upper *run, equals bool) proof.Truth {
	enough := func(other, own rat) bool {
		d := other.Cmp(own)
		return d > 0 || d == 0 && !equals
	}
	e := c.k.target
	lo, hi := c.votes(e, false), upper.votes(e, true)
	if hi.Sign() <= 0 {
		return proof.False
	}
	v := proof.True
	if lo.Sign() <= 0 {
		v = proof.Open
	}
	r := c.k.row(e)
	for i, l := range r.leaves {
		switch {
		case i == r.self || l.id != "" && c.in[l.id] || r.rest >= 0 && i == r.rest+1:
		case l.id != "" && !upper.in[l.id] && enough(l.lo, hi):
			return proof.False
		case enough(l.hi, lo) && l.hi.Sign() > 0:
			v = proof.Open
		}
	}
	return v
}
