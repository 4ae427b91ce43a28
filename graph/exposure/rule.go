package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// controller is one party that controls, or may control, an entity.
type controller struct {
	id     graph.EntityID
	truth  proof.Truth
	joint  bool
	steps  []Step
	claims []graph.ClaimID
}

func (k controller) value(provider graph.EntityID) *value {
	n := &proof.Node{Rule: proof.Share, Value: k.truth, Entity: provider, Other: k.id, Name: "control", Claims: k.claims,
		Numbers: &proof.Numbers{Basis: graph.Votes, Reading: string(ownership.ReadControl), Comparison: string(ownership.MoreThan), Threshold: ownership.Majority.Percent.String()}}
	if k.joint {
		n.Name = "joint control"
	}
	v := &value{truth: k.truth, node: n, paths: [][]Step{k.steps}}
	if k.truth == proof.Open {
		v.leads = true
		v.missing = []Missing{{Kind: MissingControl, Entity: k.id, Other: provider}}
	}
	return v
}

// controllers lists who controls the entity by votes or a stated ground, alone or
// jointly, and who may, directly or through others that do; sorted by id.
func (a *Analyzer) controllers(e graph.EntityID) []controller { return a.rule(e).list }

// restMayControl reports that one whom nobody names may control the entity, alone or with
// another, or someone who does.
func (a *Analyzer) restMayControl(e graph.EntityID) bool { return a.rule(e).rest }

// rule is who controls an entity.
type rule struct {
	list []controller // sorted by id
	rest bool         // and perhaps one that nobody names
}

// rule adds to who controls the entity itself who controls it through others. Control
// goes from company to company, and one that controls a controller is found so; not
// those who do so only together, nor who controls one of these.
func (a *Analyzer) rule(e graph.EntityID) *rule {
	if out, ok := a.control[e]; ok {
		return out
	}
	out := &rule{rest: a.restMayRule(e)}
	at := map[graph.EntityID]int{}
	queue := slices.Clone(a.rulers(e))
	for i, k := range queue {
		at[k.id] = i
	}
	for i := 0; i < len(queue); i++ {
		k := queue[i]
		if k.truth == proof.True && !k.joint && !a.mayBeShared(k.id) {
			continue
		}
		out.rest = out.rest || a.restMayRule(k.id)
		for _, m := range a.rulers(k.id) {
			if m.id == e {
				continue
			}
			m.truth = min(m.truth, k.truth)
			m.joint = m.truth == proof.True
			if j, ok := at[m.id]; ok && queue[j].truth >= m.truth {
				continue
			}
			m.steps = appendSteps(m.steps, k.steps)
			m.claims = together(m.claims, k.claims)
			at[m.id] = len(queue)
			queue = append(queue, m)
		}
	}
	for i, k := range queue {
		if at[k.id] == i {
			out.list = append(out.list, k)
		}
	}
	slices.SortFunc(out.list, func(x, y controller) int { return cmpString(x.id, y.id) })
	a.control[e] = out
	return out
}

// mayBeShared is a quick test whether others than those who control the entity alone have
// a part in that.
func (a *Analyzer) mayBeShared(e graph.EntityID) bool {
	return a.model().MayBeShared(e, ownership.Majority, graph.Votes) || slices.ContainsFunc(a.g.To(e), func(l *graph.Link) bool {
		return l.Interest.MayControl() || l.Interest == graph.AppointmentOfBoard
	})
}

// rulers lists who controls the entity, or may, without reading who controls those;
// sorted by id.
func (a *Analyzer) rulers(e graph.EntityID) []controller {
	if out, ok := a.ruled[e]; ok {
		return out
	}
	var out []controller
	have := map[graph.EntityID]bool{}
	add := func(k controller) {
		if !have[k.id] && k.id != e {
			have[k.id] = true
			out = append(out, k)
		}
	}
	ans := a.model().Controllers(e, ownership.Majority, graph.Votes)
	for _, c := range ans.Certain {
		add(a.controllerOf(e, c, proof.True, false))
	}
	for _, j := range ans.Joint {
		for _, id := range j.Members {
			g := j.Ground
			g.Holder = id
			add(a.controllerOf(e, ownership.Controller{ID: id, Grounds: []ownership.Ground{g}}, proof.True, true))
		}
	}
	for _, c := range ans.Possible {
		add(a.controllerOf(e, c, proof.Open, false))
	}
	for _, c := range ans.MayJoin {
		add(a.controllerOf(e, c, proof.Open, false))
	}
	for _, c := range ans.Other {
		for _, g := range c.Grounds {
			if k := graph.Interest(g.Kind); k.MayControl() || k == graph.AppointmentOfBoard && g.Value == "" {
				add(a.controllerOf(e, ownership.Controller{ID: c.ID, Grounds: []ownership.Ground{g}}, proof.Open, false))
			}
		}
	}
	slices.SortFunc(out, func(x, y controller) int { return cmpString(x.id, y.id) })
	a.ruled[e] = out
	return out
}

func (a *Analyzer) controllerOf(e graph.EntityID, c ownership.Controller, t proof.Truth, joint bool) controller {
	k := controller{id: c.ID, truth: t, joint: joint}
	if len(c.Grounds) == 0 {
		return k
	}
	k.steps = a.groundSteps(c.Grounds[0], e)
	k.claims = a.overBase(c.Grounds[0].Claims)
	if joint { // only this party's own way down
		k.steps = slices.DeleteFunc(k.steps, func(s Step) bool { return s.From != c.ID && s.To == e })
	}
	if len(k.steps) == 0 {
		k.steps = a.upstream(e).steps(c.ID)
	}
	return k
}

func (a *Analyzer) restMayRule(e graph.EntityID) bool {
	if !a.kind(e).HasHolders() {
		return false
	}
	ans := a.model().Controllers(e, ownership.Majority, graph.Votes)
	return ans.RestMay || ans.RestMayJoin
}
