package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// read evaluates a predicate on an entity.
func (a *Analyzer) read(q question, p *law.Predicate, e graph.EntityID) *value {
	switch p.Head() {
	case "all":
		return all(a.readEach(q, p.All, e))
	case "any":
		return anyOf(a.readEach(q, p.Any, e))
	case "not":
		return not(a.read(q, p.Not, e))
	case "attr":
		return a.attribute(p.Attr, e)
	case "rel":
		return a.relation(q, p.Rel, e)
	case "is":
		return a.class(q, p.Is, e)
	case "holder":
		return a.holder(q, p.Holder, e)
	case "share":
		return a.share(q, p.Share, e)
	case "capability":
		return a.capability(q, p.Capability, e)
	}
	return decided(proof.Open, &proof.Node{Rule: proof.Unstated, Entity: e})
}

func (a *Analyzer) readEach(q question, list []*law.Predicate, e graph.EntityID) []*value {
	out := make([]*value, len(list))
	for i, p := range list {
		out[i] = a.read(q, p, e)
	}
	return out
}

// relation reads a `rel` predicate: some party of the class at the other end, for
// which where holds.
func (a *Analyzer) relation(q question, r *law.RelTest, e graph.EntityID) *value {
	ref, to := r.To, true
	if r.From != "" {
		ref, to = r.From, false
	}
	out := &value{truth: proof.False, node: &proof.Node{Rule: proof.Relation, Entity: e, Class: ref, Text: direction(to), Interest: r.Interests[0]}}
	if len(r.Interests) > 1 {
		out.node.Name = joinInterests(r.Interests)
	}
	var open []*value
	single := to && r.Interests[0].SingleValued()
	differ := false // sources disagree on a relation with one value
	for _, c := range a.others(e, r.Interests, to) {
		v := a.candidate(q, r, ref, c)
		out.presumed = append(out.presumed, v.presumed...)
		switch v.truth {
		case proof.True:
			if out.truth != proof.True {
				out.node.Children = nil
			}
			out.truth = proof.True
			out.leg = out.leg || v.leg
			out.paths = append(out.paths, v.paths...)
			if len(out.node.Children) < maxPaths {
				out.node.Children = append(out.node.Children, v.node)
			}
		case proof.Open:
			open = append(open, v)
		default:
			differ = differ || single
			if out.truth != proof.True {
				out.node.Children = append(out.node.Children, v.node)
				out.miss = nearer(out.miss, v.miss)
			}
		}
	}
	if out.truth == proof.True && differ && len(r.Interests) == 1 {
		out.truth, out.leads = proof.Open, true
		out.missing = []Missing{{Kind: MissingRelation, Entity: e, Interest: r.Interests, Class: ref}}
		return out
	}
	if out.truth == proof.True {
		out.paths = strongest(out.paths)
		out.node.Value = proof.True
		out.miss = nil
		out.leg = out.leg || ref != "any"
		return out
	}
	closed := a.closure(q, e, r.Interests, to, ref)
	if len(open) == 0 && closed != nil {
		out.node.Children = append(out.node.Children, closed...)
		for _, n := range closed {
			out.closed = append(out.closed, n.Claims...)
		}
		out.node.Value = proof.False
		return out
	}
	out.truth, out.node.Value = proof.Open, proof.Open
	for _, v := range open {
		out.node.Children = append(out.node.Children, v.node)
		out.byLaw = out.byLaw || v.byLaw && closed != nil
		if v.leads {
			out.leads = true
			out.paths = append(out.paths, v.paths...)
			out.missing = append(out.missing, v.missing...)
		}
	}
	out.paths = strongest(out.paths)
	if !out.leads {
		out.missing = []Missing{{Kind: MissingRelation, Entity: e, Interest: r.Interests, Class: ref}}
	}
	return out
}

func direction(to bool) string {
	if to {
		return "to"
	}
	return "from"
}

func joinInterests(list []graph.Interest) string {
	s := ""
	for i, x := range list {
		if i > 0 {
			s += " "
		}
		s += string(x)
	}
	return s
}

// candidate reads class and where on one party at the other end.
func (a *Analyzer) candidate(q question, r *law.RelTest, ref string, c candidate) *value {
	class := a.class(q, ref, c.party)
	parts := []*value{class}
	if r.Where != nil {
		parts = append(parts, a.read(q, r.Where, c.party))
	}
	v := all(parts)
	v.node = &proof.Node{Rule: proof.Link, Other: c.party, Children: append(slices.Clone(c.nodes), v.node)}
	switch {
	case c.none:
		v.truth = proof.False
	case (c.unknown || c.maybe) && v.truth == proof.True:
		v.truth, v.leads = proof.Open, ref != "any"
		v.missing = []Missing{missingLink(c)}
		v.paths = [][]Step{c.steps}
	}
	v.node.Value = v.truth
	switch v.truth {
	case proof.True:
		v.paths = around(v.paths, c.steps, r.To != "")
	case proof.Open:
		// A party whose class is not stated is a leg, except an officer: naming
		// people does not point at a nationality.
		// Nor does one that is stated to belong elsewhere by seat or formation.
		v.leads = ref != "any" && !(class.abroad && !class.leads) && !(slices.Contains(r.Interests, graph.OfficerOf) && !class.leads && class.truth == proof.Open)
		switch {
		case class.truth == proof.Open && r.To != "" && a.kind(c.party) == graph.Bloc: // said of the Union: is it so of the member the law names
			v.missing = []Missing{{Kind: MissingRelation, Entity: c.steps[0].From, Interest: []graph.Interest{c.steps[0].Interest}, Class: ref}}
		case class.truth == proof.Open && len(class.missing) == 0:
			v.missing = append(v.missing, Missing{Kind: MissingMembership, Entity: c.party, Class: ref})
		}
		v.paths = around(v.paths, c.steps, r.To != "")
	}
	return v
}

func missingLink(c candidate) Missing {
	s := c.steps[0]
	if s.Share != nil {
		return Missing{Kind: MissingShare, Entity: s.From, Other: s.To, Share: s.Share}
	}
	return Missing{Kind: MissingRelation, Entity: s.From, Other: s.To, Interest: []graph.Interest{s.Interest}}
}

// around puts the steps of the relation after what makes its far end a party of
// the class, or before it when the entity reaches toward that end.
func around(class [][]Step, link []Step, to bool) [][]Step {
	if len(class) == 0 {
		return [][]Step{link}
	}
	out := make([][]Step, len(class))
	for i, p := range class {
		if to {
			out[i] = appendSteps(link, p)
		} else {
			out[i] = appendSteps(p, link)
		}
	}
	return out
}

// closure returns the proof that no further value of the relations exists, or nil
// while one may.
func (a *Analyzer) closure(q question, e graph.EntityID, interests []graph.Interest, to bool, ref string) []*proof.Node {
	var out []*proof.Node
	for _, i := range interests {
		n := a.closes(q, e, i, to, ref)
		if n == nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

func (a *Analyzer) closes(q question, e graph.EntityID, i graph.Interest, to bool, ref string) *proof.Node {
	n := &proof.Node{Rule: proof.Closed, Value: proof.True, Entity: e, Interest: i}
	if text := a.hasNone(e, i, to); text != "" {
		n.Text = text
		return n
	}
	if to && i.SingleValued() && a.stated(e, i) {
		n.Text = "single-valued"
		return n
	}
	if to && (i == graph.NationalOf || i == graph.ResidentIn && !a.nationalOfClass(q, e, ref)) && a.stated(e, graph.NationalOf) {
		n.Text = "a stated nationality closes nationality and residence"
		return n
	}
	if !to && i.CarriesShare() {
		if n.Claims = a.whole(e); len(n.Claims) > 0 && a.allLinked(e) {
			return n
		}
		return nil
	}
	if c, ok := a.g.IsComplete(e, i); ok && coversSide(i, to) {
		n.Claims = []graph.ClaimID{c}
		return n
	}
	if to && i == graph.DesignatedUnder {
		return a.unlisted(q, e, ref)
	}
	return nil
}

// nationalOfClass reports a stated nationality of a party of the class, at home in
// which the person may well live.
func (a *Analyzer) nationalOfClass(q question, e graph.EntityID, ref string) bool {
	return slices.ContainsFunc(a.g.From(e), func(l *graph.Link) bool {
		return l.Interest == graph.NationalOf && l.State == graph.InForce && a.class(q, ref, l.Subject).truth != proof.False
	})
}

// coversSide reports that a coverage of the relation speaks of this end: of the
// holder's states and exchanges, of the subject's suppliers and holders.
func coversSide(i graph.Interest, to bool) bool {
	return to == (i.Family() == graph.Jurisdiction && i != graph.OfficerOf)
}

// hasNone says why an entity of its kind cannot have the relation, or "".
func (a *Analyzer) hasNone(e graph.EntityID, i graph.Interest, to bool) string {
	k := a.kind(e)
	switch {
	case to && (i == graph.NationalOf || i == graph.ResidentIn || i == graph.OfficerOf) && k != graph.Person && k != graph.Group:
		return "a " + string(k) + " has no nationality, residence or office"
	case to && (i.SingleValued() || i == graph.ListedOn || i == graph.EstablishedIn) && (a.human(e) || k == graph.State || k == graph.Bloc):
		return "a " + string(k) + " is not incorporated, seated, listed or established"
	case to && i == graph.ListedOn && k == graph.StateBody:
		return "a " + string(k) + " issues no listed shares"
	case !to && i.CarriesShare() && !k.HasHolders():
		return "a " + string(k) + " has no holders"
	}
	return ""
}

// stated reports a value in force for the relation of the entity.
func (a *Analyzer) stated(e graph.EntityID, i graph.Interest) bool {
	return slices.ContainsFunc(a.g.From(e), func(l *graph.Link) bool { return l.Interest == i && l.State == graph.InForce })
}
