package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// custodyInterests prove custody without a stated capability.
var custodyInterests = []graph.Interest{graph.HasCustody, graph.Operates, graph.Hosts}

// capability reads a `capability` predicate. A capability that no source states
// is open, never absent; a supplier of the class leads toward it.
func (a *Analyzer) capability(q question, t *law.CapabilityTest, e graph.EntityID) *value {
	codes := a.laws.Vocabulary.ExpandCapabilities(t.Codes)
	custody := slices.Contains(t.Codes, law.CustodyGroup)
	ref := t.From
	if t.Over != "" {
		ref = t.Over
	}
	out := &value{truth: proof.Open, node: &proof.Node{Rule: proof.Capability, Entity: e, Class: ref, Name: join2(codes), Text: direction(t.Over != "")}}
	found := a.kept(q, codes, ref, e, t.Over != "")
	if custody {
		found = append(found, a.held(q, ref, e, t.Over != ""))
	}
	got := anyOf(found)
	if got.truth == proof.True {
		out.truth, out.paths, out.leg = proof.True, got.paths, got.leg || ref != "any"
		out.node.Value, out.node.Children = proof.True, got.node.Children
		return out
	}
	if coverage := a.custodyCoverage(e); t.Over == "" && got.truth == proof.False && len(coverage) > 0 && a.allCustody(codes) {
		out.truth, out.node.Value, out.closed = proof.False, proof.False, coverage
		out.node.Children = append(got.node.Children, &proof.Node{Rule: proof.Closed, Value: proof.True, Entity: e, Interest: graph.HasCustody, Claims: coverage})
		return out
	}
	out.node.Value = proof.Open
	if got.truth == proof.Open && got.leads && ref != "any" {
		out.leads, out.paths, out.missing = true, got.paths, got.missing
		out.node.Children = append(out.node.Children, got.node)
	}
	if t.Over == "" && ref != "any" {
		a.capabilityLeads(q, out, codes, ref, e)
	}
	out.paths = strongest(out.paths)
	switch {
	case out.leads:
	case t.Over != "":
		out.missing = []Missing{{Kind: MissingCapability, Entity: e, Class: ref, Codes: codes}}
	default:
		out.missing = []Missing{{Kind: MissingCapability, Other: e, Class: ref, Codes: codes}}
	}
	return out
}

// allCustody reports capabilities that amount to custody: coverage of everyone who
// has custody, operates or hosts speaks of them.
func (a *Analyzer) allCustody(codes []string) bool {
	for _, c := range codes {
		if !slices.Contains(a.laws.Vocabulary.Custody, c) {
			return false
		}
	}
	return true
}

// capabilityLeads adds the suppliers of the class: each may keep what is asked.
func (a *Analyzer) capabilityLeads(q question, out *value, codes []string, ref string, e graph.EntityID) {
	asked := map[graph.EntityID]bool{}
	for _, s := range a.suppliersOf(e) {
		class := a.class(q, ref, s.party)
		if class.truth == proof.False {
			continue
		}
		out.leads = true
		out.paths = append(out.paths, around(class.paths, s.steps, false)...)
		out.node.Children = append(out.node.Children, &proof.Node{Rule: proof.Link, Value: proof.Open, Other: s.party,
			Children: append(slices.Clone(s.nodes), class.node)})
		if !asked[s.party] {
			asked[s.party] = true
			out.missing = append(out.missing, Missing{Kind: MissingCapability, Entity: s.party, Other: e, Codes: codes})
			if class.truth == proof.Open {
				out.missing = append(out.missing, class.missing...)
			}
		}
	}
}

// kept reads stated capabilities: of others over the entity and its offers, or of
// the entity over others.
func (a *Analyzer) kept(q question, codes []string, ref string, e graph.EntityID, over bool) []*value {
	var out []*value
	add := func(f *graph.Fact, party graph.EntityID, unknown bool, steps []Step, nodes []*proof.Node) {
		class := a.class(q, ref, party)
		n := &proof.Node{Rule: proof.Attribute, Value: proof.True, Entity: f.Entity, Name: f.Name, Text: f.Value, Other: f.At, Claims: f.Claims}
		v := all([]*value{class})
		v.node = &proof.Node{Rule: proof.Link, Other: party, Children: append(append([]*proof.Node{n}, nodes...), class.node)}
		if f.State != graph.InForce {
			n.Value, unknown = proof.Open, true
		}
		if unknown && v.truth == proof.True {
			v.truth, v.leads = proof.Open, true
			v.missing = []Missing{{Kind: MissingCapability, Entity: f.Entity, Other: f.At, Codes: codes}}
		}
		v.node.Value = v.truth
		claim := Step{From: f.Entity, To: f.At, Interest: graph.HasCustody, Value: f.Value, Claims: f.Claims, Evidence: f.Evidence}
		v.paths = around(v.paths, append([]Step{claim}, steps...), over)
		out = append(out, v)
	}
	mine := a.mayOwn(e)
	if over {
		for _, f := range a.g.Facts(e) {
			if f.Name == "capability" && slices.Contains(codes, f.Value) && f.At != "" {
				add(f, f.At, false, nil, nil)
			}
		}
		return out
	}
	for _, o := range mine {
		for _, f := range a.capabilitiesOver(o.id) {
			if !slices.Contains(codes, f.Value) || slices.ContainsFunc(mine, func(m own) bool { return m.id == f.Entity }) {
				continue
			}
			if a.kind(f.Entity) != graph.Offer {
				add(f, f.Entity, o.unknown, o.steps, o.nodes)
				continue
			}
			for _, l := range a.g.To(f.Entity) {
				if l.Interest == graph.Operates {
					add(f, l.Holder, o.unknown || l.State != graph.InForce, append([]Step{step(l)}, o.steps...), append([]*proof.Node{statementNode(l)}, o.nodes...))
				}
			}
		}
	}
	return out
}

// capabilitiesOver lists the stated capabilities that concern the entity, in the
// order of who keeps them.
func (a *Analyzer) capabilitiesOver(id graph.EntityID) []*graph.Fact {
	if a.capabilities == nil {
		a.capabilities = map[graph.EntityID][]*graph.Fact{}
		for _, e := range a.g.Entities() {
			for _, f := range a.g.Facts(e) {
				if f.Name == "capability" && f.At != "" {
					a.capabilities[f.At] = append(a.capabilities[f.At], f)
				}
			}
		}
	}
	return a.capabilities[id]
}

// held reads custody by what runs where: hosting, operating and custody.
func (a *Analyzer) held(q question, ref string, e graph.EntityID, over bool) *value {
	r := &law.RelTest{Interests: custodyInterests}
	if over {
		r.To = ref
	} else {
		r.From = ref
	}
	return a.relation(q, r, e)
}
