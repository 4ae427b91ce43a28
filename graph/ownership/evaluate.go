package ownership

import (
	"cmp"
	"slices"

	"longarm/graph"
)

// readingsShown are computed for every answer, in this order.
var readingsShown = [...]Reading{ReadNone, ReadTier, ReadProduct, ReadHybrid, ReadControl}

// result is one reading and aggregate in one basis.
type result struct {
	reading   Reading
	aggregate Aggregate
	a         *asking
	units     []unit
	bounds    []*bounds
	value     Range
	verdict   Verdict
	told      map[Verdict][]graph.ClaimID // see claims
}

func (r *result) chains() bool { return r.aggregate == AggregateChains }

// Evaluate answers the test on the company. All readings are computed for
// display; the test's own decides, and an unspecified one leaves tier and product
// arguable. Each basis asked is tested by itself: yes when one says yes, no only
// when all say no. Values are tight for none and product, and for tier and
// control but where a company helps to hold its own holders; hybrid values are
// tight up to six uncertain links in one cap table and sound beyond.
func (m *Model) Evaluate(t Test, target graph.EntityID) *Outcome {
	e := &evaluation{m: m, t: t, target: target, out: &Outcome{}}
	for _, b := range bases(t.Basis) {
		e.askings = append(e.askings, m.asking(t, target, b))
	}
	e.show()
	e.decide()
	e.holders()
	if e.decides() {
		e.margin()
	}
	e.missing()
	e.claims()
	return e.out
}

type evaluation struct {
	m        *Model
	t        Test
	target   graph.EntityID
	askings  []*asking
	out      *Outcome
	deciding []*result // of the arguable readings and aggregates, every basis
	verdict  Verdict   // of the threshold alone
}

// decides reports that a threshold, the test's own or that of control, is part of
// the test.
func (e *evaluation) decides() bool { return e.t.HasThreshold || len(e.t.Limbs) == 0 }

func (e *evaluation) readings() []Reading {
	switch e.t.Reading {
	case ReadUnspecified, "":
		return []Reading{ReadTier, ReadProduct}
	}
	return []Reading{e.t.Reading}
}

// aggregates lists the arguable ones. Under control dispersed holders are no
// coalition: unspecified means each holder and each stated concert.
func (e *evaluation) aggregates(reading Reading) []Aggregate {
	switch e.t.Aggregate {
	case AggregateUnspecified, "":
		if reading == ReadControl {
			return []Aggregate{AggregateConcert}
		}
		return []Aggregate{AggregateConcert, AggregateClass}
	}
	return []Aggregate{e.t.Aggregate}
}

// in lists the bases a reading is tested in: control is a matter of votes unless
// the test names a basis. Where both say the same, one will do.
func (e *evaluation) in(reading Reading) []*asking {
	if reading == ReadControl && e.t.Basis == graph.NoBasis {
		return e.askings[1:] // capital, votes
	}
	if len(e.askings) == 2 && e.m.twins(e.askings[0].u, e.askings[1].u) {
		return e.askings[:1]
	}
	return e.askings
}

// compute evaluates one reading and aggregate in one basis.
func (e *evaluation) compute(a *asking, reading Reading, g Aggregate) *result {
	p := a.potentials(reading)
	r := &result{reading: reading, aggregate: g, a: a}
	lo, hi := zero, zero
	threshold := e.t.threshold()
	percent := linkFraction(threshold)
	sure, may := false, false
	for _, x := range p.worthwhile(a.units(g, reading)) {
		if p.idle(x, lo, hi, percent, threshold.Comparison) && len(r.units) > 0 {
			continue // it can change neither the value nor the verdict
		}
		if p.settled(x, may, lo, percent, threshold.Comparison) && len(r.units) > 0 {
			hi = maxNum(hi, p.most(x)) // the verdict stays; the upper end is that of a cheap bound
			continue
		}
		if p != nil && x.holder >= 0 && len(r.units) >= a.manyUnits() { // each only by what it may have at most
			hi, may = maxNum(hi, p.most(x)), may || p.most(x).passes(percent, threshold.Comparison)
			continue
		}
		b := a.bounds(x, reading, r.chains())
		r.units, r.bounds = append(r.units, x), append(r.bounds, b)
		if x.member == Member {
			lo = maxNum(lo, b.lo)
			sure = sure || b.lo.passes(percent, threshold.Comparison)
		}
		hi = maxNum(hi, b.hi)
		may = may || b.hi.passes(percent, threshold.Comparison)
		if reading == ReadControl && !e.t.HasThreshold && len(e.t.Limbs) == 0 {
			s, p := len(b.lower.(*coalition).stated(a.u.target)) > 0, len(b.upper.(*coalition).stated(a.u.target)) > 0
			sure, may = sure || s && x.member == Member, may || s || p
		}
	}
	if g != AggregateClass && !sure && may && reading != ReadControl && a.someonePasses(threshold) {
		sure, lo = true, maxNum(lo, edge(threshold))
	}
	r.value = span(lo, hi)
	switch {
	case sure:
		r.verdict = Yes
	case may:
		r.verdict = Undetermined
	default:
		r.verdict = No
	}
	return r
}

// edge is the least figure that passes.
func edge(t Threshold) num {
	v := linkFraction(t)
	if t.Comparison != AtLeast {
		v = v.add(epsilon)
	}
	return v
}

// someonePasses reports that in every world some member's own holding passes,
// though nobody knows whose: two members with 100 % together hold at least 50 %
// in one hand. True when no way to fill the row keeps each below the threshold.
func (a *asking) someonePasses(t Threshold) bool {
	r := a.n.row(a.u.target)
	if r.terminal || r.scaled || r.self >= 0 {
		return false
	}
	f := *r
	f.leaves, f.groups = slices.Clone(r.leaves), slices.Clone(r.groups)
	top := linkFraction(t)
	if t.Comparison == AtLeast {
		top = top.sub(epsilon)
	}
	for i, l := range f.leaves {
		if l.node >= 0 && a.member.of(l.node) == Member {
			if f.leaves[i].hi = minNum(l.hi, top); f.leaves[i].hi.cmp(l.lo) < 0 {
				return true
			}
		}
	}
	return !f.feasible()
}

// better prefers the basis whose verdict is firmer toward yes, then the greater value.
func better(a, b *result) bool {
	rank := map[Verdict]int{Yes: 2, Undetermined: 1, No: 0}
	return cmp.Or(rank[a.verdict]-rank[b.verdict], compareRange(a.value, b.value)) > 0
}

// merge takes the best basis for the value; the verdict is yes when one basis
// says yes, no only when all do.
func merge(list []*result) (best *result, v Verdict) {
	v = No
	for _, r := range list {
		if best == nil || better(r, best) {
			best = r
		}
		if r.verdict == Yes || r.verdict == Undetermined && v == No {
			v = r.verdict
		}
	}
	return best, v
}

// show computes every reading for display and keeps those that decide.
func (e *evaluation) show() {
	governing := e.readings()
	for _, reading := range readingsShown {
		if e.t.DecidingOnly && !slices.Contains(governing, reading) {
			continue
		}
		var shown []ReadingValue
		for _, g := range e.aggregates(reading) {
			var list []*result
			for _, a := range e.in(reading) {
				list = append(list, e.compute(a, reading, g))
			}
			if slices.Contains(governing, reading) {
				e.deciding = append(e.deciding, list...)
			}
			best, v := merge(list)
			shown = append(shown, best.show(v))
		}
		if len(shown) == 2 && shown[0].ConditionMet == shown[1].ConditionMet && compareRange(shown[0].Value, shown[1].Value) == 0 {
			shown = shown[1:]
			shown[0].Aggregate = AggregateUnspecified
		}
		e.out.Readings = append(e.out.Readings, shown...)
	}
}

func (r *result) show(v Verdict) ReadingValue {
	out := ReadingValue{Reading: r.reading, Aggregate: r.aggregate, Value: r.value, ConditionMet: v, Basis: r.a.n.basis}
	if lower := r.best(false); lower != nil {
		if p, ok := lower.lower.(*problem); ok && r.reading == ReadProduct {
			out.Lower = p.certificate()
		}
	}
	if upper := r.best(true); upper != nil {
		if p, ok := upper.upper.(*problem); ok && r.reading == ReadProduct {
			out.Upper = p.certificate()
		}
	}
	out.Claims = r.claims(v)
	return out
}

// best is the unit that gives the value its lower or upper end.
func (r *result) best(upper bool) *bounds {
	var out *bounds
	for i, b := range r.bounds {
		switch {
		case !upper && r.units[i].member != Member:
		case out == nil, upper && b.hi.cmp(out.hi) > 0, !upper && b.lo.cmp(out.lo) > 0:
			out = b
		}
	}
	return out
}

// decide combines the arguable readings and aggregates, then the limbs.
func (e *evaluation) decide() {
	o := e.out
	o.Governing = ReadUnspecified
	if list := e.readings(); len(list) == 1 {
		o.Governing = list[0]
	}
	e.verdict = No
	if e.decides() {
		seen := map[Verdict]bool{}
		for _, reading := range e.readings() {
			for _, g := range e.aggregates(reading) {
				_, v := merge(e.of(reading, g))
				seen[v] = true
			}
		}
		switch {
		case seen[Yes] && seen[No]:
			e.verdict, o.Because, o.Disagree = Undetermined, BecauseLaw, true
		case seen[Undetermined]:
			e.verdict, o.Because = Undetermined, BecauseFacts
		case seen[Yes]:
			e.verdict = Yes
		}
	}
	o.ConditionMet = e.verdict
	if o.Governing == ReadControl && e.decides() && e.verdict != No {
		e.controlGrounds()
	}
	if len(e.t.Limbs) > 0 {
		e.limbs()
	}
	e.beside()
	if o.ConditionMet != Undetermined {
		o.Because = ""
	}
}

func (e *evaluation) of(reading Reading, g Aggregate) []*result {
	var out []*result
	for _, r := range e.deciding {
		if r.reading == reading && r.aggregate == g {
			out = append(out, r)
		}
	}
	return out
}

// limbs adds the grounds beside shares. Threshold and limbs are alternatives;
// plurality and largest alone narrow: met only together with the threshold.
func (e *evaluation) limbs() {
	o := e.out
	limbs := Limbs{}
	for name, list := range e.t.Limbs {
		if !narrows(name) || !e.t.HasThreshold {
			limbs[name] = list
			continue
		}
		if p := e.plurality(name == limbLargest); p == No {
			e.verdict, o.Because = No, ""
		} else if p == Undetermined && e.verdict == Yes {
			e.verdict, o.Because = Undetermined, BecauseFacts
		}
		o.ConditionMet = e.verdict
	}
	if len(limbs) == 0 {
		return
	}
	o.Control = e.m.ControlByClass(e.target, e.t.Class, limbs, e.t.Aggregate, e.t.link(), e.t.Basis)
	o.Grounds = append(o.Grounds, o.Control.Grounds...)
	switch {
	case o.ConditionMet == Yes:
	case o.Control.Met == Yes:
		o.ConditionMet, o.Because = Yes, ""
	case o.Control.Met == Undetermined:
		if o.ConditionMet == No {
			o.ConditionMet, o.Because = Undetermined, BecauseFacts
		}
	}
	o.Missing = append(o.Missing, o.Control.Missing...)
	o.Claims = append(o.Claims, o.Control.Claims...)
}

// holders lists what each member brings, in the governing reading.
func (e *evaluation) holders() {
	for _, reading := range e.readings() {
		if e.holdersIn(reading); len(e.out.Holders) > 0 {
			e.out.HoldersReading = reading
			return
		}
	}
}

func (e *evaluation) holdersIn(reading Reading) {
	byHolder := map[graph.EntityID]Contribution{}
	for _, a := range e.in(reading) {
		g := AggregateNone
		switch e.t.Aggregate {
		case AggregateConcert, AggregateUnspecified, "":
			g = AggregateConcert
		case AggregateChains:
			g = AggregateChains
		}
		p := a.potentials(reading)
		units := p.worthwhile(a.units(g, reading))
		if most := a.manyUnits(); p != nil && len(units) > most {
			e.out.Flags = append(e.out.Flags, graph.Remark(graph.LargeClosure, e.target, nil,
				graph.Say("%d parties may hold shares of %s; what each is worth is told of the %d that may hold most",
					"%d parties peuvent détenir des parts de %s ; ce que vaut chacune est dit des %d qui peuvent en détenir le plus", len(units), e.target, most)))
			units = units[:most]
		}
		for _, x := range units {
			c, ok := a.contribution(x, reading, g == AggregateChains)
			if !ok {
				continue
			}
			c.Highest = c.Value
			if old, have := byHolder[c.Holder]; have {
				if compareEnd(old.Highest, c.Highest) > 0 {
					c.Highest = old.Highest
				}
				if compareRange(c.Value, old.Value) <= 0 {
					old.Highest, c = c.Highest, old
				}
			}
			byHolder[c.Holder] = c
		}
	}
	for _, c := range byHolder {
		e.out.Holders = append(e.out.Holders, c)
	}
	slices.SortFunc(e.out.Holders, func(a, b Contribution) int {
		return cmp.Or(b.Value.Min.Cmp(a.Value.Min), cmp.Compare(a.Holder, b.Holder))
	})
}

func (a *asking) contribution(x unit, reading Reading, chains bool) (Contribution, bool) {
	b := a.bounds(x, reading, chains)
	c := Contribution{Value: span(b.lo, b.hi), Membership: x.member, Undisclosed: x.anonymous}
	if x.holder >= 0 {
		c.Holder = a.n.id(x.holder)
		c.Direct, _ = a.n.direct(a.u.target, x.holder)
	}
	if c.Value.IsZero() && c.Direct == nil {
		return c, false
	}
	var via []int
	switch p := b.upper.(type) {
	case *tier:
		via = p.via()
	case *problem:
		if reading == ReadProduct {
			via = a.through(func(v int) bool { return p.x[v].sign() > 0 })
		}
	case *hybrid:
		via = a.through(func(v int) bool { return p.x[v].sign() > 0 })
	case *hit:
		via = a.through(p.worth)
	case *coalition:
		via = a.through(p.has)
	}
	for _, v := range via {
		if v != x.holder {
			c.Via = append(c.Via, a.n.id(v))
		}
	}
	return c, true
}

// through lists the direct holders for which the condition holds, sorted by id.
func (a *asking) through(counts func(int) bool) []int {
	r := a.n.row(a.u.target)
	var out []int
	for i, l := range r.leaves {
		if l.node >= 0 && i != r.self && l.hi.sign() > 0 && counts(l.node) {
			out = append(out, l.node)
		}
	}
	a.n.sortByID(out)
	return out
}
