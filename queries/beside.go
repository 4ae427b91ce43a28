package queries

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// beside lists the claims that do not count and speak of the provider or its
// offers, known by the date of the answer, sorted by id.
func (c *Context) beside(about map[graph.EntityID]bool) []BesideClaim {
	seen := map[graph.ClaimID]bool{}
	out := []BesideClaim{}
	l := c.Ledger()
	add := func(base *graph.Claim, points string) {
		if seen[base.ID] || base.Period.Start() > c.Graph.Date() || base.Period.To != 0 && base.Period.To <= c.Graph.Date() {
			return
		}
		seen[base.ID] = true
		out = append(out, BesideClaim{Claim: c.Claim(base.ID), Points: points})
	}
	for id := range about {
		for _, s := range l.StatementsOf(id) {
			if !s.Assertion.Counts() {
				add(&s.Claim, points(s.Assertion, "open"))
			}
		}
		for _, a := range l.AttributesOf(id) {
			if !a.Assertion.Counts() {
				add(&a.Claim, points(a.Assertion, "open"))
			}
		}
		for _, cov := range l.CoverageOf(id) {
			if !cov.Assertion.Counts() {
				add(&cov.Claim, points(cov.Assertion, "away"))
			}
		}
		for _, n := range l.NotesOf(id) {
			// A note is never computed on, whoever says it: what touches a law's own
			// entity, or is said by an interested side, belongs beside the verdict.
			if about[n.Subject] && about[n.Object] && n.Assertion.Counts() {
				continue
			}
			if !n.Assertion.Counts() || c.isLawText(n.Subject) || c.isLawText(n.Object) {
				add(&n.Claim, pointsOfNote(n))
			}
		}
	}
	slices.SortFunc(out, func(a, b BesideClaim) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (c *Context) isLawText(id graph.EntityID) bool {
	e := c.Graph.Entity(id)
	return e != nil && e.Kind == graph.LawText
}

// points says which way a voice points when the claim itself does not say.
func points(a graph.Assertion, otherwise string) string {
	switch a {
	case graph.Denied, graph.Withdrawn:
		return "away"
	case graph.Proposed:
		return "toward"
	}
	return otherwise
}

// pointsOfNote reads the few relations whose direction is in their name.
func pointsOfNote(n *graph.Note) string {
	switch n.Relation {
	case "claims_immunity_from":
		return "away"
	case "reaches", "may_reach":
		if n.Assertion == graph.Denied || n.Assertion == graph.Withdrawn {
			return "away"
		}
		return "toward"
	}
	return points(n.Assertion, "open")
}

// changes recomputes the findings as if the statements and attributes of one voice
// (claimed, proposed, withdrawn) counted, one voice at a time, and lists the
// verdicts that differ. A denial is left out: it adds no fact.
func (c *Context) changes(id graph.EntityID, l *law.Law, found []exposure.Finding, beside []BesideClaim) []Change {
	out := []Change{}
	for _, voice := range []graph.Assertion{graph.Claimed, graph.Proposed, graph.Withdrawn} {
		counted := map[graph.ClaimID]bool{}
		for _, b := range beside {
			if b.Assertion == voice && (c.Ledger().Statement(b.ID) != nil || c.Ledger().Attribute(b.ID) != nil) {
				counted[b.ID] = true
			}
		}
		if len(counted) == 0 {
			continue
		}
		g, err := c.counting(counted)
		if err != nil {
			continue // the claims contradict the rest and cannot be told as facts
		}
		for _, f := range exposure.New(c.Catalogue, g).Law(id, l) {
			i := slices.IndexFunc(found, func(o exposure.Finding) bool { return o.Effect == f.Effect })
			if i < 0 {
				continue
			}
			if from, to := inOneWord(&found[i]), inOneWord(&f); from != to {
				out = append(out, Change{Assertion: voice, Claims: graph.SortedClaims(counted), Effect: f.Effect, From: from, To: to})
			}
		}
	}
	return out
}

func inOneWord(f *exposure.Finding) string {
	if f.Status != "" {
		return string(f.Status)
	}
	return string(f.Verdict)
}

// counting reads the claims that speak at the date anew, with the given ones
// stated. Claims that ended or were superseded before the date change nothing and
// are left out.
func (c *Context) counting(counted map[graph.ClaimID]bool) (*graph.Graph, error) {
	l, b := c.Ledger(), graph.NewBuilder()
	for _, id := range l.Sources() {
		b.AddSource(*l.Source(id))
	}
	done := map[graph.ClaimID]bool{}
	add := func(id graph.ClaimID, stated bool) {
		if done[id] {
			return
		}
		done[id] = true
		if s := l.Statement(id); s != nil {
			copied := *s
			if stated {
				copied.Assertion = graph.Stated
			}
			b.AddStatement(copied)
		} else if a := l.Attribute(id); a != nil {
			copied := *a
			if stated {
				copied.Assertion = graph.Stated
			}
			b.AddAttribute(copied)
		}
	}
	for _, id := range graph.SortedClaims(counted) {
		add(id, true)
	}
	for _, id := range l.Entities() {
		b.AddEntity(*l.Entity(id))
		c.eachClaim(id, func(claim graph.ClaimID) { add(claim, false) })
		for _, cov := range l.CoverageOf(id) {
			b.AddCoverage(*cov)
		}
	}
	next, err := b.Build()
	if err != nil {
		return nil, err
	}
	return next.At(c.Graph.Date(), graph.Options{MaxAge: c.MaxAge}), nil
}

// eachClaim visits the statements an entity holds and the attributes it has at the
// date, unknown slots included; claims may repeat.
func (c *Context) eachClaim(id graph.EntityID, visit func(graph.ClaimID)) {
	for _, k := range c.Graph.From(id) {
		for _, claim := range k.Claims {
			visit(claim)
		}
	}
	for _, f := range c.Graph.Facts(id) {
		for _, claim := range f.Claims {
			visit(claim)
		}
	}
}
