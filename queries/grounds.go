package queries

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// Carriage is the rule by which a power travels to the provider.
type Carriage struct {
	Power      law.Power      `json:"power"`
	Confidence law.Confidence `json:"confidence"`
	Note       string         `json:"note,omitempty"`
	Authority  string         `json:"authority,omitempty"`
}

// Inferred is a step that no source states as such: control, by the mathematics of
// votes or by stated rights.
type Inferred struct {
	Members    []graph.EntityID `json:"members"` // one, or those who control only together; sorted
	Company    graph.EntityID   `json:"company"`
	Joint      bool             `json:"joint,omitempty"`
	Ground     ownership.Ground `json:"ground"`
	Statements []Claim          `json:"statements"` // the inference rests on, sorted by id
}

// carriage lists the rules by which the row is carried, each once, in the order of
// its paths. Of a law's powers the one that travels most firmly counts.
func (c *Context) carriage(n *exposure.Nexus) []Carriage {
	if n.Carrier == "" || n.Row == nil || n.Row.Law == nil {
		return nil
	}
	var rules []*law.CarrierRule
	for i := range n.Paths {
		var best *law.CarrierRule
		for _, p := range n.Row.Law.Powers {
			r := c.Catalogue.CarrierRule(p, n.Carrier, c.carriedBy(n.Carrier, &n.Paths[i]))
			if r != nil && (best == nil || r.In(n.Row.Law.Jurisdiction).Rank() > best.In(n.Row.Law.Jurisdiction).Rank()) {
				best = r
			}
		}
		if best != nil && !slices.Contains(rules, best) {
			rules = append(rules, best)
		}
	}
	var out []Carriage
	for _, r := range rules {
		out = append(out, Carriage{Power: r.Power, Confidence: r.In(n.Row.Law.Jurisdiction), Note: r.Note.In(c.Lang()), Authority: r.Authority.In(c.Lang())})
	}
	return out
}

// carriedBy is the interest on a path that decides which rule of a carrier applies:
// for custody who has, operates or hosts, else a capability; "" for the others.
func (c *Context) carriedBy(carrier law.Carrier, p *exposure.Path) string {
	if carrier != law.Custody {
		return ""
	}
	for _, s := range p.Steps {
		switch {
		case s.From != p.Bound:
		case s.Interest == graph.HasCustody && slices.Contains(c.Catalogue.Vocabulary.Custody, s.Value):
			return s.Value
		case s.Interest == graph.HasCustody, s.Interest == graph.Operates, s.Interest == graph.Hosts:
			return string(s.Interest)
		}
	}
	if list := c.Catalogue.Vocabulary.Custody; len(list) > 0 {
		return list[0]
	}
	return ""
}

// gatesOf lists the facts by which the gates of a row hold on whom it binds along
// its paths, sorted by id.
func (c *Context) gatesOf(n *exposure.Nexus, provider graph.EntityID) []Claim {
	set := map[graph.ClaimID]bool{}
	for i := range n.Paths {
		bound := n.Paths[i].Bound
		if bound == "" {
			bound = provider
		}
		for _, row := range rowsOn(n.Proof, n.ID, bound) {
			for _, g := range c.gates(row) {
				for _, id := range g.claims {
					set[id] = true
				}
			}
		}
	}
	return c.claims(graph.SortedClaims(set))
}

// inferred lists the control that the proof of a row infers, each once, in the
// order of the proof.
func (c *Context) inferred(n *exposure.Nexus) []Inferred {
	out := []Inferred{}
	model := c.model()
	n.Proof.Walk(func(m *proof.Node) {
		if m.Rule != proof.Share || m.Value != proof.True || m.Other == "" {
			return
		}
		x, ok := controlOf(model.Controllers(m.Entity, ownership.Majority, graph.Votes), m.Other)
		if !ok || slices.ContainsFunc(out, func(o Inferred) bool { return o.Company == x.Company && slices.Equal(o.Members, x.Members) }) {
			return
		}
		x.Statements = c.claims(m.Claims)
		out = append(out, x)
	})
	return out
}

// controlOf finds a party among those who control a company, alone before jointly.
func controlOf(a *ownership.ControlAnswer, party graph.EntityID) (Inferred, bool) {
	for _, k := range a.Certain {
		if k.ID == party && len(k.Grounds) > 0 {
			return Inferred{Members: []graph.EntityID{party}, Company: a.Entity, Ground: k.Grounds[0]}, true
		}
	}
	for _, j := range a.Joint {
		if slices.Contains(j.Members, party) {
			return Inferred{Members: j.Members, Company: j.Company, Joint: true, Ground: j.Ground}, true
		}
	}
	return Inferred{}, false
}
