package exposure

import (
	"math/big"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

func (a *Analyzer) shareMiss(row *law.Row, t *law.Test, out *ownership.Outcome) *Miss {
	// A link further up that just fails is no near miss of the entity.
	if !t.HasThreshold || out.Margin == nil || out.Nearest.Link || out.Nearest.Holder == "" && len(out.Holders) == 0 {
		return nil
	}
	holder := out.Nearest.Holder
	for _, h := range out.Holders {
		if !out.Nearest.Link && !h.Undisclosed && h.Membership == ownership.Member && h.Value.Min.Sign() > 0 {
			holder = h.Holder // of several that count, the largest
			break
		}
	}
	if holder == "" {
		return nil
	}
	if a.class(question{law: row.Law}, t.Holders, holder).truth == proof.False {
		return nil // nobody of the class comes near
	}
	need, have := t.Threshold.Rat(), new(big.Rat)
	if out.Nearest.Link {
		need = ownership.Majority.Percent.Rat()
		if t.HasLink {
			need = t.Link.Rat()
		}
	}
	have.Sub(need, out.Margin)
	if have.Sign() <= 0 {
		return nil // nothing of the class is stated: no near miss
	}
	if out.ConditionMet != ownership.No && !hasAtLeast(out, holder, have) {
		return nil // the figure is a coalition's, or the rest nobody names
	}
	return &Miss{Nexus: row.ID, Entity: holder, Subject: out.Nearest.Subject, Have: ownership.FormatPercent(have),
		Need: string(t.Comparison) + " " + ownership.FormatPercent(need), Margin: out.Margin.RatString(),
		AtMost: out.ConditionMet == ownership.No && !exactFor(out, holder), AtLeast: out.ConditionMet != ownership.No && !exactFor(out, holder)}
}

// hasAtLeast reports a holder the figure is the lower end of.
func hasAtLeast(out *ownership.Outcome, holder graph.EntityID, have *big.Rat) bool {
	return slices.ContainsFunc(out.Holders, func(h ownership.Contribution) bool {
		return h.Holder == holder && h.Value.Min != nil && h.Value.Min.Cmp(have) == 0
	})
}

// exactFor reports that the holder's value is one figure; else a failed test is
// missed by the most it may have.
func exactFor(out *ownership.Outcome, holder graph.EntityID) bool {
	if out.Nearest.Link {
		return false
	}
	for _, h := range out.Holders {
		if h.Holder == holder {
			return h.Value.IsExact()
		}
	}
	return false
}

// shareMissing puts what would settle the test in parts. A test of control by
// parties of a class asks who controls, not for each figure on the way; a test of
// figures asks for those of the entity and of its direct holders, where the
// weight lies.
func (a *Analyzer) shareMissing(row *law.Row, t *law.Test, out *ownership.Outcome, e graph.EntityID) []Missing {
	var list []Missing
	if t.Reading == string(ownership.ReadControl) {
		for _, c := range a.statedMembers(row, t, out, e) {
			if class := a.class(question{law: row.Law, root: e}, t.Holders, c); class.truth == proof.Open && a.surelyControls(c, e) {
				list = addMissing(list, class.missing) // who controls is known, not what it is
				continue
			}
			list = append(list, Missing{Kind: MissingControl, Entity: c, Other: e})
		}
	}
	if len(list) == 0 {
		near := map[graph.EntityID]bool{e: true}
		for _, h := range a.holders(e) {
			near[h.id] = true
		}
		for _, m := range out.Missing {
			if near[m.Subject] || m.Kind == ownership.MissingMembership && near[m.Holder] {
				list = append(list, a.fromOwnership(m, t.Holders))
			}
		}
	}
	if len(list) == 0 && out.Control != nil {
		var rights []graph.Interest
		for _, o := range out.Control.Open {
			if o.Subject == e && !slices.Contains(rights, o.Interest) {
				rights = append(rights, o.Interest)
			}
		}
		if len(rights) > 0 {
			list = append(list, Missing{Kind: MissingRelation, Other: e, Interest: rights, Class: t.Holders})
		}
	}
	if len(list) == 0 {
		list = []Missing{{Kind: MissingHolders, Other: e, Class: t.Holders}}
	}
	return list
}

func (a *Analyzer) surelyControls(holder, e graph.EntityID) bool {
	return slices.ContainsFunc(a.controllers(e), func(k controller) bool { return k.id == holder && k.truth == proof.True })
}

func (a *Analyzer) statedMembers(row *law.Row, t *law.Test, out *ownership.Outcome, e graph.EntityID) []graph.EntityID {
	var list []graph.EntityID
	q := question{law: row.Law, root: e}
	add := func(id graph.EntityID) {
		if a.g.Entity(id) != nil && !slices.Contains(list, id) && a.class(q, t.Holders, id).truth != proof.False {
			list = append(list, id)
		}
	}
	if out.Control != nil {
		for _, c := range out.Control.Contributions {
			if !c.Undisclosed {
				add(c.Holder)
			}
		}
	}
	for _, c := range out.Holders {
		if !c.Undisclosed && !c.Value.IsZero() && mayPass(t, c.Highest) {
			add(c.Holder)
		}
	}
	slices.Sort(list)
	return list
}

func (a *Analyzer) fromOwnership(m ownership.Missing, class string) Missing {
	out := Missing{Entity: m.Holder, Other: m.Subject, Basis: m.Basis}
	switch m.Kind {
	case ownership.MissingHolders:
		out.Kind, out.Class = MissingHolders, class
	case ownership.MissingMembership:
		out.Kind, out.Class = MissingMembership, class
	case ownership.MissingInterest:
		out.Kind, out.Interest = MissingRelation, []graph.Interest{m.Interest}
	default:
		out.Kind = MissingShare
		if h, ok := a.g.CapTable(m.Subject, m.Basis).Holding(m.Holder); ok && !h.Unknown {
			share := h.Share
			out.Share = &share
		}
	}
	return out
}
