package exposure

import (
	"maps"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// share reads a `share` predicate: the threshold test or a control limb of this
// row, or of the named row of the same law, over the holders of the entity.
func (a *Analyzer) share(q question, ref string, e graph.EntityID) *value {
	row := q.row
	if ref != "test" && q.law != nil {
		row = q.law.Row(ref)
	}
	if row == nil || row.TestAt(a.date) == nil {
		return decided(proof.Open, &proof.Node{Rule: proof.Unstated, Entity: e})
	}
	if k := a.kind(e); k.Ends() {
		return falsely(&proof.Node{Rule: proof.Kind, Entity: e, Text: string(k)})
	}
	key := shareKey{row: row, entity: e}
	if v, ok := a.shares[key]; ok {
		return v
	}
	v := a.test(row, e)
	a.shares[key] = v
	return v
}

func (a *Analyzer) test(row *law.Row, e graph.EntityID) *value {
	t := row.TestAt(a.date)
	asked := a.testOf(t, row.Law)
	asked.DecidingOnly = true
	out, concealed := a.evaluate(asked, e)
	v := &value{byLaw: out.Because == ownership.BecauseLaw, node: &proof.Node{Rule: proof.Share, Entity: e, Class: t.Holders,
		Law: row.Law.ID, Row: row.ID, Claims: out.Claims, Numbers: numbers(t, out)}}
	if t.HasThreshold {
		v.readings = out.Readings
	}
	switch out.ConditionMet {
	case ownership.Yes:
		v.truth = proof.True
	case ownership.No:
		v.truth = proof.False
	}
	v.node.Value = v.truth
	a.counting(v, row, out, e)
	if v.truth == proof.True {
		v.leads, v.leg = false, true
		if len(v.paths) == 0 {
			v.paths = [][]Step{nil}
		}
	} else {
		v.miss = a.shareMiss(row, t, out)
	}
	v.node.Claims = a.resting(out.Claims, v.truth, t, e, v.truth == proof.True && nobodyAlone(t, out))
	if v.truth == proof.False {
		v.paths = nil
		v.closed = a.coverageAmong(out.Claims)
	}
	switch {
	case concealed:
		v.leads = true
		for _, m := range out.Missing {
			v.missing = append(v.missing, a.fromOwnership(m, t.Holders))
			v.paths = append(v.paths, a.tiesTo(m, e))
		}
	case v.truth == proof.Open:
		v.missing = a.shareMissing(row, t, out, e)
	}
	if a.named(t.Holders) {
		v.presumed = append(v.presumed, t.Holders)
	}
	v.paths = strongest(v.paths)
	return v
}

// counting collects the holders that count: their class is a child of the proof,
// their way down is a path, and each stated one is a leg toward the test.
func (a *Analyzer) counting(v *value, row *law.Row, out *ownership.Outcome, e graph.EntityID) {
	q := question{law: row.Law, root: e}
	t := row.TestAt(a.date)
	seen := map[graph.EntityID]bool{}
	up := a.upstream(e)
	many := len(up.order) > manyHolders
	var ways []holderWay       // of many holders
	var shown []graph.EntityID // for certain of the class
	take := func(holder graph.EntityID, steps func() []Step) {
		if a.g.Entity(holder) == nil {
			return // an undisclosed party is no leg
		}
		class := a.class(q, t.Holders, holder)
		if class.truth == proof.False {
			return
		}
		v.leads = true
		v.presumed = append(v.presumed, class.presumed...)
		if !seen[holder] {
			seen[holder] = true
			if class.truth == proof.True {
				shown = append(shown, holder)
			}
			v.node.Children = append(v.node.Children, class.node)
		}
		switch {
		case v.truth == proof.True && class.truth != proof.True:
		case many:
			ways = append(ways, holderWay{holder: holder, class: class.paths, rung: up.reached[holder], steps: steps})
		default:
			v.paths = append(v.paths, around(class.paths, steps(), false)...)
		}
	}
	defer func() { v.paths = append(v.paths, strongestWays(ways)...) }()
	for _, g := range out.Grounds {
		take(g.Holder, func() []Step { return a.wayDown(g, e) })
	}
	if out.Control != nil && v.truth != proof.True {
		for _, l := range out.Control.Limbs {
			for _, g := range l.Possible {
				take(g.Holder, func() []Step { return a.wayDown(g, e) })
			}
		}
	}
	if len(out.Grounds) == 0 || v.truth != proof.True || len(v.paths)+len(ways) == 0 {
		for _, c := range out.Holders {
			if c.Undisclosed || c.Value.IsZero() || alone(t) && !mayPass(t, c.Highest) {
				continue
			}
			if _, ok := up.reached[c.Holder]; ok {
				take(c.Holder, func() []Step { return up.steps(c.Holder) })
			}
		}
	}
	if v.truth != proof.True {
		return
	}
	rest := map[graph.EntityID]func() []Step{}
	for _, g := range out.Largest {
		if !seen[g.Holder] {
			rest[g.Holder] = func() []Step { return a.wayDown(g, e) }
		}
	}
	for _, h := range up.order {
		if !seen[h] && a.class(q, t.Holders, h).truth == proof.True {
			rest[h] = func() []Step { return up.steps(h) }
		}
	}
	if len(rest) == 0 {
		return
	}
	if by := a.restricted(t, row.Law, e, shown); by.ConditionMet == ownership.Yes {
		out.Claims = together(out.Claims, by.Claims)
		return
	}
	for _, h := range slices.Sorted(maps.Keys(rest)) {
		take(h, rest[h])
	}
}

// restricted reads the test as if these holders alone counted: of several that meet it
// only together, as two halves of a company between, none counts by itself.
func (a *Analyzer) restricted(t *law.Test, l *law.Law, e graph.EntityID, holders []graph.EntityID) *ownership.Outcome {
	asked := a.testOf(t, l)
	asked.DecidingOnly = true
	asked.Class = ownership.Named("shown", holders...)
	return a.model().Evaluate(asked, e)
}

// alone reports a test that one holder must pass by itself, where a holding too
// small to do so is no leg.
func alone(t *law.Test) bool {
	return t.Reading == string(ownership.ReadControl) || t.Aggregate != string(ownership.AggregateClass) && t.Aggregate != string(ownership.AggregateUnspecified)
}

// nobodyAlone reports a test that is met by one of several holders without it being
// known which: two hold the whole together, so one has half of it.
func nobodyAlone(t *law.Test, out *ownership.Outcome) bool {
	if !t.HasThreshold || t.Aggregate == string(ownership.AggregateClass) || len(out.Grounds) > 0 {
		return false
	}
	threshold := ownership.Threshold{Percent: t.Threshold, Comparison: ownership.Comparison(t.Comparison)}
	return !slices.ContainsFunc(out.Holders, func(c ownership.Contribution) bool { return c.Value.Verdict(threshold) == ownership.Yes })
}

// mayPass reports a value that may pass the test's threshold, or without one a
// majority.
func mayPass(t *law.Test, r ownership.Range) bool {
	threshold := ownership.Majority
	if t.HasThreshold {
		threshold = ownership.Threshold{Percent: t.Threshold, Comparison: ownership.Comparison(t.Comparison)}
	}
	return r.Verdict(threshold) != ownership.No
}

// longWay is how many holdings a derivation may name to be shown as a path; that of
// a coalition of very many holders is shown by each holder's own way down.
const longWay = 64

func (a *Analyzer) wayDown(g ownership.Ground, e graph.EntityID) []Step {
	held := 0
	for _, s := range g.Steps {
		held += len(s.Holders)
	}
	if held <= longWay {
		return a.groundSteps(g, e)
	}
	if c, ok := a.upstream(e).chain(g.Holder); ok {
		return c.steps
	}
	return a.groundSteps(g, e)
}

// groundSteps turns a derivation of control into steps between links.
func (a *Analyzer) groundSteps(g ownership.Ground, e graph.EntityID) []Step {
	if g.Omitted > 0 { // only the end of a very long derivation is told
		return a.upstream(e).steps(g.Holder)
	}
	var out []Step
	for _, s := range g.Steps {
		for _, h := range s.Holders {
			if l := a.controlLink(h, s.Subject, s.Claims); l != nil {
				out = append(out, step(l))
			}
		}
	}
	if len(out) == 0 || out[len(out)-1].To != e {
		return a.upstream(e).steps(g.Holder)
	}
	return out
}

// controlLink finds the link between two parties that the claims support, votes
// before capital.
func (a *Analyzer) controlLink(holder, subject graph.EntityID, claims []graph.ClaimID) *graph.Link {
	var best *graph.Link
	for _, l := range a.g.From(holder) {
		if l.Subject != subject || l.Interest.Family() != graph.Ownership && l.Interest.Family() != graph.Control {
			continue
		}
		supported := slices.ContainsFunc(l.Claims, func(c graph.ClaimID) bool { return slices.Contains(claims, c) })
		switch {
		case !supported:
		case best == nil, l.Basis == graph.Votes:
			best = l
		}
	}
	return best
}

// numbers states the figures of the reading that governs, for the proof.
func numbers(t *law.Test, out *ownership.Outcome) *proof.Numbers {
	n := &proof.Numbers{Reading: string(out.Governing), Aggregate: t.Aggregate}
	if t.HasThreshold {
		n.Comparison, n.Threshold = string(t.Comparison), t.Threshold.String()
	}
	r := governing(out)
	if r == nil || r.Value.Min == nil {
		return n
	}
	n.Basis, n.Min, n.Max = r.Basis, r.Value.Min.RatString(), r.Value.Max.RatString()
	n.MinOpen, n.MaxOpen = r.Value.MinOpen, r.Value.MaxOpen
	return n
}

// governing is the reading that decides; of several arguable ones the first that
// shares the verdict.
func governing(out *ownership.Outcome) *ownership.ReadingValue {
	for i := range out.Readings {
		if out.Readings[i].Reading == out.Governing {
			return &out.Readings[i]
		}
	}
	for i := range out.Readings {
		r := &out.Readings[i]
		if r.ConditionMet == out.ConditionMet && (r.Reading == ownership.ReadTier || r.Reading == ownership.ReadProduct) {
			return r
		}
	}
	return nil
}

// coverageAmong keeps the coverage claims of a list.
func (a *Analyzer) coverageAmong(claims []graph.ClaimID) []graph.ClaimID {
	var out []graph.ClaimID
	for _, c := range claims {
		if a.g.Ledger().Coverage(c) != nil {
			out = append(out, c)
		}
	}
	return out
}

func (a *Analyzer) model() *ownership.Model {
	if a.ownership == nil {
		a.ownership = ownership.New(a.g)
	}
	return a.ownership
}

// testOf turns a law's test into the mathematics' one.
func (a *Analyzer) testOf(t *law.Test, l *law.Law) ownership.Test {
	out := ownership.Test{Threshold: t.Threshold, HasThreshold: t.HasThreshold, Comparison: ownership.Comparison(t.Comparison),
		Basis: graph.Basis(t.Basis), Aggregate: ownership.Aggregate(t.Aggregate), Reading: ownership.Reading(t.Reading),
		Link: t.Link, HasLink: t.HasLink, LinkComparison: ownership.Comparison(t.LinkComparison), Hybrid: ownership.Hybrid(t.Hybrid),
		Class: a.ClassOf(t.Holders, l)}
	for _, limb := range t.Limbs {
		if out.Limbs == nil {
			out.Limbs = ownership.Limbs{}
		}
		if def := a.laws.Vocabulary.Limbs[limb]; def != nil {
			out.Limbs[limb] = def.Interests
		}
	}
	return out
}

// ClassOf turns a CLASS into the set of holders the mathematics asks about, read
// for the law when the class is relative.
func (a *Analyzer) ClassOf(ref string, l *law.Law) ownership.Class {
	key := ref
	if l != nil {
		key += " " + l.ID
	}
	return ownership.Class{Label: ref, Key: key, RestMay: !a.named(ref), In: func(id graph.EntityID) ownership.Membership {
		switch a.class(question{law: l}, ref, id).truth {
		case proof.True:
			return ownership.Member
		case proof.Open:
			return ownership.Maybe
		}
		return ownership.Outside
	}}
}

// Check answers a rule on an entity. With holders the rule is read for exactly
// these parties, else for the class the rule names.
func (a *Analyzer) Check(rule *law.Rule, entity graph.EntityID, holders []graph.EntityID) *ownership.Outcome {
	t := a.testOf(rule.TestAt(a.date), rule.Law)
	if len(holders) > 0 {
		t.Class = ownership.Named("holders", holders...)
	}
	out, _ := a.evaluate(t, entity)
	return out
}
