package queries

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// Own reports that a jurisdiction is the entity's own state, or a bloc that state
// belongs to: where it is incorporated, has its seat, or is a national.
func (c *Context) Own(id graph.EntityID, jurisdiction string) bool {
	territory := strings.ToLower(jurisdiction)
	in := func(place graph.EntityID) bool {
		iso, _ := c.Graph.Place(place)
		return iso != "" && (strings.EqualFold(iso, jurisdiction) || c.Catalogue.Vocabulary.TerritoryHas(territory, iso, c.Graph.Date()))
	}
	if in(id) {
		return true
	}
	for _, l := range c.Graph.From(id) {
		switch l.Interest {
		case graph.IncorporatedIn, graph.HeadquarteredIn, graph.NationalOf:
			if l.State == graph.InForce && in(l.Subject) {
				return true
			}
		}
	}
	return false
}

// firmness fills in on whose evidence a finding stands, and from when a pending one
// binds.
func (c *Context) firmness(f *exposure.Finding, out *Finding) {
	out.Evidence, out.Weak = c.grade(f)
	out.PendingUntil = pendingUntil(f)
}

// pendingUntil is the day from which a pending finding binds, zero for any other.
func pendingUntil(f *exposure.Finding) graph.Date {
	if f.Activation != law.Pending || f.Verdict != exposure.Reached {
		return 0
	}
	for i := range f.Nexuses {
		if n := &f.Nexuses[i]; n.ID == f.Nexus && n.Row != nil && n.Row.Pending != nil {
			return n.Row.Pending.Until
		}
	}
	return 0
}

// grade is the evidence of the best path of the finding's own confidence: that of
// its weakest step, or of the weakest gate of the party bound on it. With it come
// the claims of that grade. Zero without a path.
func (c *Context) grade(f *exposure.Finding) (graph.Evidence, []graph.ClaimID) {
	var best graph.Evidence
	var weak []graph.ClaimID
	for i := range f.Paths {
		p := &f.Paths[i]
		if p.Confidence != f.Confidence {
			continue
		}
		grade, claims := p.Evidence, []graph.ClaimID{}
		gates := c.gateFacts(f, p)
		for _, g := range gates {
			grade = min(grade, g.evidence)
		}
		for _, s := range p.Steps {
			if s.Evidence == grade {
				claims = append(claims, s.Claims...)
			}
		}
		for _, g := range gates {
			if g.evidence == grade {
				claims = append(claims, g.claims...)
			}
		}
		if grade > best {
			best, weak = grade, claims
		}
	}
	return best, weak
}

// gate is one condition of a row on the party it binds, met by a fact.
type gate struct {
	evidence graph.Evidence
	claims   []graph.ClaimID
}

func (c *Context) gateFacts(f *exposure.Finding, p *exposure.Path) []gate {
	bound := p.Bound
	if bound == "" && f.Proof != nil {
		bound = f.Proof.Entity
	}
	var out []gate
	for _, n := range rowsOn(f.Proof, p.Nexus, bound) {
		out = append(out, c.gates(n)...)
	}
	return out
}

// rowsOn finds the readings of a row on an entity within a proof.
func rowsOn(n *proof.Node, row string, entity graph.EntityID) []*proof.Node {
	var out []*proof.Node
	n.Walk(func(m *proof.Node) {
		if m.Rule == proof.Row && m.Row == row && m.Entity == entity {
			out = append(out, m)
		}
	})
	return out
}

// gates lists the attribute tests of a row that hold, each with the facts that make
// it hold at the best grade of evidence among them.
func (c *Context) gates(row *proof.Node) []gate {
	var out []gate
	var visit func(*proof.Node)
	visit = func(n *proof.Node) {
		switch n.Rule {
		case proof.AttributeTest:
			if n.Value != proof.True {
				return
			}
			var g gate
			for _, a := range n.Children {
				if a.Rule != proof.Attribute || !c.meets(n, a) {
					continue
				}
				for _, id := range a.Claims {
					if base := c.Ledger().Claim(id); base != nil {
						g.evidence = max(g.evidence, base.Evidence)
						g.claims = append(g.claims, id)
					}
				}
			}
			if g.evidence != 0 {
				out = append(out, g)
			}
		case proof.Row, proof.All, proof.Any:
			for _, k := range n.Children {
				visit(k)
			}
		}
	}
	visit(row)
	return out
}

// meets reports a fact that a test of values names by itself or through a group. A
// test of numbers, or of a value that no fact spells as the law does (a place within
// a territory), is met by every fact shown.
func (c *Context) meets(test, fact *proof.Node) bool {
	if test.Text != "in" && test.Text != "eq" {
		return true
	}
	want := strings.Fields(test.Class)
	named := func(n *proof.Node) bool { return n.Rule == proof.Attribute && c.namesValue(test.Name, want, n.Text) }
	return named(fact) || test.Name != "serviceType" && !slices.ContainsFunc(test.Children, named)
}

// namesValue reports a value that is asked for by itself or lies in a group that is.
func (c *Context) namesValue(attribute string, want []string, value string) bool {
	v := c.Catalogue.Vocabulary
	switch attribute {
	case "serviceType":
		return slices.Contains(v.Services(want), value)
	case "sector":
		if slices.ContainsFunc(want, func(w string) bool { g, ok := v.SectorGroups[w]; return ok && slices.Contains(g.In, value) }) {
			return true
		}
	}
	return slices.Contains(want, value)
}
