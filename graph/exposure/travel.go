package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// carried reads the rows that bind someone else and travel to the provider: down
// control, along custody, along supply. Only rows that oblige travel; gates are
// read on the bound party. A row whose own ground looks up the holders already
// reads control and is not carried down again.
func (a *Analyzer) carried(r *law.Row, provider graph.EntityID, s standing) []Nexus {
	if r.Effect != law.Obliged || r.Excludes || r.Computable == law.ComputableNo || r.Sense != law.NoSense {
		return nil
	}
	var out []Nexus
	for _, c := range r.Carriers {
		rule, parts := a.carriage(r, c, provider)
		if len(parts) == 0 {
			continue
		}
		v := anyOf(parts)
		n := a.nexusOf(r, v, s, r.Confidence.Weaker(rule), a.activation(question{law: r.Law, row: r, root: provider}, r, provider))
		n.Carrier = c
		n.Proof = &proof.Node{Rule: proof.Carried, Value: v.truth, Entity: provider, Law: r.Law.ID, Row: r.ID, Text: string(c), Children: []*proof.Node{v.node}}
		n.Paths = pathsOf(r, c, n, parts)
		if len(n.Paths) > 0 {
			n.Bound = n.Paths[0].Bound
			n.Proof.Other = n.Bound
		}
		if latent := a.latentCarrier(r, c); latent != nil && n.Activation == law.Active {
			n.Activation = law.Latent
			n.trigger = latent.Trigger
		}
		out = append(out, n)
	}
	return out
}

// pathsOf lists the ways that give the carried row its value, each with whom the
// law binds on it; strongest first.
func pathsOf(r *law.Row, c law.Carrier, n Nexus, parts []*value) []Path {
	if n.Verdict == NotReached || n.Because == ByCoverage {
		return nil
	}
	var out []Path
	for _, p := range parts {
		if p.truth != n.truth || p.truth == proof.Open && !p.leads {
			continue
		}
		if len(out) == maxPaths {
			break
		}
		paths := p.paths
		if p.ways != nil {
			paths = p.ways()
		}
		for _, steps := range strongest(paths) {
			if len(steps) > 0 && len(out) < maxPaths {
				out = append(out, Path{Nexus: r.ID, Steps: steps, Evidence: weakest(steps), Confidence: n.Confidence, Carrier: c, Bound: p.node.Other})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Path) int { return int(y.Evidence) - int(x.Evidence) })
	return out
}

// carriage lists the ways the carrier may take the row to the provider, and how
// firm the firmest of them is.
func (a *Analyzer) carriage(r *law.Row, c law.Carrier, provider graph.EntityID) (law.Confidence, []*value) {
	var parts []*value
	firm := func(interest string) law.Confidence { return a.firmness(r, c, interest) }
	add := func(v *value, confidence law.Confidence) {
		if confidence == law.NoConfidence {
			return
		}
		if v.firm != "" {
			confidence = confidence.Weaker(v.firm)
		}
		v.firm = confidence
		parts = append(parts, v)
	}
	switch c {
	case law.ControlDown:
		if r.Via == law.ByControl || r.Via == law.ByOwnership {
			return r.Confidence, nil
		}
		for _, k := range a.controllers(provider) {
			add(a.leg(a.direct(r, k.id, k.id), k.id, k.value(provider)), firm(""))
		}
		if a.restMayControl(provider) {
			add(a.unstatedLeg(provider, graph.VotingRights, Missing{Kind: MissingHolders, Other: provider}), firm(""))
		}
	case law.Custody:
		for _, e := range a.suppliersOf(provider) {
			if slices.Contains(custodyInterests, e.interest) {
				add(a.leg(a.binds(r, e.party), e.party, e.value()), firm(string(e.interest)))
			}
		}
		a.capabilityLegs(r, provider, add)
		if !a.custodyClosed(provider) {
			add(a.unstatedLeg(provider, graph.HasCustody, Missing{Kind: MissingCapability, Other: provider, Codes: a.laws.Vocabulary.Custody}), firm(string(graph.HasCustody)))
		}
	case law.Supply:
		for _, e := range a.suppliersOf(provider) {
			if e.interest != graph.HasCustody {
				add(a.leg(a.binds(r, e.party), e.party, e.value()), firm(string(e.interest)))
			}
		}
		if i := a.openSupply(provider); i != "" {
			add(a.unstatedLeg(provider, i, Missing{Kind: MissingRelation, Other: provider, Interest: []graph.Interest{i}}), firm(""))
		}
	}
	return firmest(r, parts), parts
}

// firmest is the confidence of the firmest way among those that give the carried
// row its value; a way that is only open says nothing of one that leads.
func firmest(r *law.Row, parts []*value) law.Confidence {
	whole := anyOf(parts)
	best := law.NoConfidence
	for _, p := range parts {
		if p.truth == whole.truth && (p.truth != proof.Open || p.leads == whole.leads) && p.firm.Rank() > best.Rank() {
			best = p.firm
		}
	}
	if best == law.NoConfidence || whole.truth == proof.False {
		return r.Confidence // every way is closed: nothing to weaken
	}
	return best
}

// leg joins a row as it binds a party with the link from that to the provider.
func (a *Analyzer) leg(row *value, bound graph.EntityID, link *value) *value {
	bare, tie := *row, *link
	bare.paths, tie.paths = nil, nil
	v := all([]*value{&bare, &tie})
	v.paths, v.firm = nil, row.firm
	if v.truth != proof.False { // of hundreds of controllers few are shown
		v.ways = func() [][]Step { return join(join([][]Step{nil}, row.paths), link.paths) }
	}
	v.node = &proof.Node{Rule: proof.Link, Value: v.truth, Other: bound, Children: []*proof.Node{row.node, link.node}}
	return v
}

// binds reads whether the row binds the party: itself, or through who controls it. Who
// only may control it matters where nothing else does: then it may be bound.
func (a *Analyzer) binds(r *law.Row, party graph.EntityID) *value {
	key := rowKey{row: r, entity: party}
	if v, ok := a.bounds[key]; ok {
		return v
	}
	v := a.direct(r, party, party)
	if v.truth != proof.True && a.travels(r) {
		own, all := v, a.controllers(party)
		if v = a.through(r, own, party, certain(all)); v.truth == proof.False {
			var rest []*value
			if a.restMayControl(party) {
				rest = append(rest, a.unstatedLeg(party, graph.VotingRights, Missing{Kind: MissingHolders, Other: party}))
			}
			v = a.through(r, own, party, all, rest...)
		}
	}
	a.bounds[key] = v
	return v
}

func certain(all []controller) []controller {
	return slices.DeleteFunc(slices.Clone(all), func(k controller) bool { return k.truth != proof.True })
}

// travels reports a row that control takes down to what the bound party controls.
// One that looks up the holders itself reads control already.
func (a *Analyzer) travels(r *law.Row) bool {
	return slices.Contains(r.Carriers, law.ControlDown) && a.firmness(r, law.ControlDown, "") != law.NoConfidence &&
		r.Via != law.ByControl && r.Via != law.ByOwnership
}

// through adds to the row as read on a party the row as read on those who control it,
// and other ways.
func (a *Analyzer) through(r *law.Row, own *value, party graph.EntityID, above []controller, more ...*value) *value {
	parts := []*value{own}
	for _, k := range above {
		parts = append(parts, a.leg2(a.direct(r, k.id, k.id), k, party))
	}
	if parts = append(parts, more...); len(parts) == 1 {
		return own
	}
	v := anyOf(parts)
	if v.truth == proof.True { // only through its controller
		v.firm = a.firmness(r, law.ControlDown, "")
	}
	return v
}

func (a *Analyzer) leg2(row *value, k controller, party graph.EntityID) *value {
	link := k.value(party)
	v := all([]*value{row, link})
	v.node = &proof.Node{Rule: proof.Carried, Value: v.truth, Entity: party, Other: k.id, Law: row.node.Law, Row: row.node.Row, Text: string(law.ControlDown),
		Children: []*proof.Node{{Rule: proof.Link, Value: v.truth, Other: k.id, Children: []*proof.Node{row.node, link.node}}}}
	return v
}

// unstatedLeg stands for parties no source names and no coverage excludes.
func (a *Analyzer) unstatedLeg(provider graph.EntityID, i graph.Interest, m Missing) *value {
	return &value{truth: proof.Open, missing: []Missing{m},
		node: &proof.Node{Rule: proof.Unstated, Value: proof.Open, Entity: provider, Interest: i}}
}

func (e edge) value() *value {
	v := &value{truth: proof.True, paths: [][]Step{e.steps}, node: &proof.Node{Rule: proof.All, Value: proof.True, Children: e.nodes}}
	if e.unknown {
		v.truth, v.leads, v.node.Value = proof.Open, true, proof.Open
		v.missing = []Missing{missingLink(candidate{steps: e.steps})}
	}
	return v
}

// capabilityLegs adds custody by what a party keeps: stated, or for a supplier
// that may keep it, open and leading.
func (a *Analyzer) capabilityLegs(r *law.Row, provider graph.EntityID, add func(*value, law.Confidence)) {
	custody := a.laws.Vocabulary.Custody
	kept := map[graph.EntityID]bool{}
	for _, v := range a.kept(question{law: r.Law, root: provider}, custody, "any", provider, false) {
		if v.truth != proof.False {
			kept[v.node.Other] = kept[v.node.Other] || v.truth == proof.True
			add(a.leg(a.binds(r, v.node.Other), v.node.Other, v), a.firmness(r, law.Custody, custody[0]))
		}
	}
	seen := map[graph.EntityID]bool{}
	for _, e := range a.suppliersOf(provider) {
		if kept[e.party] || seen[e.party] || slices.Contains(custodyInterests, e.interest) || a.custodyClosed(provider) {
			continue
		}
		seen[e.party] = true
		link := &value{truth: proof.Open, leads: true, paths: [][]Step{e.steps},
			missing: []Missing{{Kind: MissingCapability, Entity: e.party, Other: provider, Codes: custody}},
			node:    &proof.Node{Rule: proof.Capability, Value: proof.Open, Entity: provider, Name: join2(custody), Children: e.nodes}}
		add(a.leg(a.binds(r, e.party), e.party, link), a.firmness(r, law.Custody, custody[0]))
	}
}

// custodyClosed reports that coverage lists everyone who has custody, operates or
// hosts for the entity.
func (a *Analyzer) custodyClosed(e graph.EntityID) bool { return len(a.custodyCoverage(e)) > 0 }

func (a *Analyzer) custodyCoverage(e graph.EntityID) []graph.ClaimID {
	var out []graph.ClaimID
	for _, i := range custodyInterests {
		c, ok := a.g.IsComplete(e, i)
		if !ok {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// openSupply is the first relation of supply of which no coverage lists everyone, or "".
func (a *Analyzer) openSupply(e graph.EntityID) graph.Interest {
	for _, i := range technology {
		if _, ok := a.g.IsComplete(e, i); !ok && i != graph.HasCustody {
			return i
		}
	}
	return ""
}

// firmness is how firmly the carrier takes the row along an edge: by the power of
// the law that it carries most firmly.
func (a *Analyzer) firmness(r *law.Row, c law.Carrier, interest string) law.Confidence {
	if rule := a.carrierRule(r, c, interest); rule != nil {
		if c := rule.In(r.Law.Jurisdiction); r.Carried == "" || c == law.NoConfidence {
			return c
		}
		return rule.In(r.Law.Jurisdiction).Weaker(r.Carried)
	}
	return law.NoConfidence
}

func (a *Analyzer) carrierRule(r *law.Row, c law.Carrier, interest string) *law.CarrierRule {
	var best *law.CarrierRule
	for _, p := range r.Law.Powers {
		rule := a.laws.CarrierRule(p, c, interest)
		if rule == nil {
			continue
		}
		if best == nil || rule.In(r.Law.Jurisdiction).Rank() > best.In(r.Law.Jurisdiction).Rank() {
			best = rule
		}
	}
	return best
}

func (a *Analyzer) latentCarrier(r *law.Row, c law.Carrier) *law.CarrierRule {
	if rule := a.carrierRule(r, c, ""); rule != nil && rule.Activation == law.Latent {
		return rule
	}
	return nil
}
