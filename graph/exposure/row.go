package exposure

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// direct reads a row on an entity: all gates and the ground. A row with an open
// gate leads only when its ground holds, or when both lead. A screen of holders does
// not lead by its ground alone while nothing points to the place its gate asks for:
// every company with a foreign owner meets half of every State's screen.
func (a *Analyzer) direct(r *law.Row, e, root graph.EntityID) *value {
	key := rowKey{row: r, entity: e, self: e == root}
	if v, ok := a.rows[key]; ok {
		return v
	}
	q := question{law: r.Law, row: r, root: root}
	each := a.readEach(q, r.Gates, e)
	elsewhere, screen := false, (r.Via == law.ByOwnership || r.Via == law.ByControl) && (r.Effect == law.Holder || r.Scope() == law.OwnershipScreen)
	for i, g := range each {
		elsewhere = elsewhere || screen && g.truth == proof.Open && !g.leads && r.Gates[i].OfPlace()
	}
	gates := all(each)
	ground := &value{truth: proof.Open, node: &proof.Node{Rule: proof.Unstated, Entity: e, Text: "conduct"}}
	if r.When != nil {
		ground = a.read(q, r.When, e)
	}
	v := all([]*value{gates, ground})
	v.node = &proof.Node{Rule: proof.Row, Value: v.truth, Entity: e, Law: r.Law.ID, Row: r.ID, Children: gates.node.Children}
	v.node.Children = append(v.node.Children[:len(v.node.Children):len(v.node.Children)], ground.node)
	v.paths = a.ofItems(r, e, v.paths)
	if gates.truth == proof.False {
		v.miss = gates.miss // how near its ground is says nothing of a row whose door is shut
	}
	if v.truth == proof.Open {
		switch {
		case ground.truth == proof.True:
			v.leads = !elsewhere
		case gates.truth == proof.True:
			v.leads = ground.leads
		default:
			v.leads = ground.leads && gates.leads
		}
		v.miss = ground.miss
	}
	if t := r.TestAt(a.date); t != nil {
		if tested := a.shares[shareKey{row: r, entity: e}]; tested != nil {
			v.readings = tested.readings
		}
	}
	a.rows[key] = v
	return v
}

// nexusOf turns a row as read on the provider into its verdict.
func (a *Analyzer) nexusOf(r *law.Row, v *value, s standing, c law.Confidence, now law.Activation) Nexus {
	n := Nexus{ID: r.ID, Confidence: c, Via: r.Via, Activation: now, Sense: r.Sense, Row: r, Miss: v.miss, Missing: v.missing,
		Closed: v.closed, Proof: v.node, Partly: r.Computable == law.ComputablePartly, Readings: v.readings, truth: v.truth, leads: v.leads}
	for _, p := range v.paths {
		if len(p) > 0 {
			n.Paths = append(n.Paths, Path{Nexus: r.ID, Steps: p, Evidence: weakest(p), Confidence: c})
		}
	}
	switch {
	case s.miss != nil:
		n.Verdict, n.Missing, n.Paths = NotReached, nil, nil
		n.truth, n.silent = proof.False, true
		if !s.miss.Ground || v.truth != proof.False { // else the ground fails whatever the day
			n.Miss = s.miss.of(r)
		} else {
			n.Miss = v.miss.of(r)
		}
	case v.truth == proof.False:
		n.Verdict, n.Missing, n.Paths = NotReached, nil, nil
		n.Miss = v.miss.of(r)
	case r.Computable == law.ComputableNo:
		n.Verdict, n.Because, n.Paths = Undetermined, ByConduct, nil
		n.Missing = []Missing{{Kind: MissingConduct, Name: r.ID, Codes: r.Evidence}}
	case v.truth == proof.True && s.unknown:
		n.Verdict, n.Because = Undetermined, ByStatus
	case v.truth == proof.True && c == law.Contested:
		n.Verdict, n.Because, n.IfTheory = Undetermined, ByLaw, Reached
	case v.truth == proof.True:
		n.Verdict = Reached
	case v.leads && s.unknown:
		n.Verdict, n.Because = Undetermined, ByStatus
	case v.byLaw:
		n.Verdict, n.Because = Undetermined, ByLaw
	case v.leads:
		n.Verdict, n.Because = Undetermined, ByFacts
	default:
		n.Verdict, n.Because, n.Paths = Undetermined, ByCoverage, nil
	}
	return n
}

// rank orders nexuses: the first decides its finding.
func (n *Nexus) rank() int {
	switch {
	case n.Verdict == Reached:
		return 0
	case n.Because == ByLaw:
		return 1
	case n.Because == ByFacts:
		return 2
	case n.Because == ByStatus:
		return 3
	case n.Because == ByCoverage:
		return 4
	case n.Because == ByConduct:
		return 6 // decides only when alone
	}
	return 5
}

func activationRank(a law.Activation) int {
	switch a {
	case law.Active:
		return 0
	case law.Latent:
		return 1
	}
	return 2
}

// before orders the nexuses of one finding, deciding first: by verdict, then what
// bites now, then confidence, then rows read on the provider before carried ones,
// then evidence, and the order of the law.
func (n *Nexus) before(m *Nexus) int {
	if d := n.rank() - m.rank(); d != 0 {
		return d
	}
	if d := activationRank(n.Activation) - activationRank(m.Activation); d != 0 {
		return d
	}
	if d := m.Confidence.Rank() - n.Confidence.Rank(); d != 0 {
		return d
	}
	if direct := n.Carrier == ""; direct != (m.Carrier == "") {
		if direct {
			return -1
		}
		return 1
	}
	return int(m.evidence()) - int(n.evidence())
}

func (n *Nexus) evidence() graph.Evidence {
	var e graph.Evidence
	for _, p := range n.Paths {
		e = max(e, p.Evidence)
	}
	return e
}
