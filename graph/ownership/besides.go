package ownership

import (
	"slices"

	"longarm/graph"
)

// stated lists the stated grounds of control the coalition holds in y.
func (c *coalition) stated(y int) []Step {
	return slices.DeleteFunc(c.grounds(y), func(s Step) bool { return s.Kind == GroundMajority })
}

// controlGrounds names the grounds behind a certain answer under the control
// reading: votes past the test's threshold and, where the test has none, stated
// control.
func (e *evaluation) controlGrounds() {
	threshold := e.t.threshold()
	for _, r := range e.deciding {
		for i, x := range r.units {
			c, ok := r.bounds[i].lower.(*coalition)
			if !ok || x.member != Member {
				continue
			}
			y := r.a.u.target
			var steps []Step
			if c.share(y, false).passes(linkFraction(threshold), threshold.Comparison) {
				steps = append(steps, c.majority(y))
			}
			if !e.t.HasThreshold {
				steps = append(steps, c.stated(y)...)
			}
			for _, s := range steps {
				for _, g := range c.groundsOf(s) {
					e.out.Grounds = appendGround(e.out.Grounds, g)
				}
			}
		}
	}
	slices.SortFunc(e.out.Grounds, compareGrounds)
}

// beside lists stated links of control from members to the company that the test
// does not read: control without ownership, golden shares, vetoes.
func (e *evaluation) beside() {
	read := map[string]bool{}
	for _, g := range e.out.Grounds {
		for _, s := range g.Steps {
			for _, c := range s.Claims {
				read[string(c)] = true
			}
		}
	}
	for _, l := range e.m.tables.To(e.target) {
		if l.Interest.Family() != graph.Control || l.State != graph.InForce || len(l.Claims) > 0 && read[string(l.Claims[0])] {
			continue
		}
		if e.t.Class.In(l.Holder) == Member {
			s := statedStep(l)
			e.out.Beside = append(e.out.Beside, Ground{Holder: l.Holder, Kind: s.Kind, Value: l.Value, Steps: []Step{s}, Claims: l.Claims})
		}
	}
	slices.SortFunc(e.out.Beside, compareGrounds)
}

// plurality says whether some member has more votes than anyone else, or where equals
// will do, no fewer.
func (e *evaluation) plurality(equals bool) Verdict {
	verdict := No
	for _, a := range e.in(ReadControl) {
		q := &classQuery{m: e.m, a: a, threshold: e.t.threshold(), out: &ClassControl{}}
		for _, x := range a.units(e.aggregates(ReadControl)[0], ReadControl) {
			u := q.unit(x)
			switch v := u.rank(equals); {
			case v == Yes && x.member == Member:
				r := &LimbResult{}
				u.take(r, u.lower.majority(a.u.target), true)
				e.out.Largest = r.Grounds
				return Yes
			case v != No:
				verdict = Undetermined
			}
		}
	}
	return verdict
}
