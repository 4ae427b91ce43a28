package queries

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// carrying keeps the facts without which the answer of their day would be another:
// one by one each is taken away, for good when the answer stands without it. When
// the answers stand without any, all are kept.
func (d *differ) carrying(id graph.EntityID, l *law.Law, all []FactChange, was, is *exposure.Finding) []FactChange {
	need := map[graph.ClaimID]bool{}
	for _, side := range []struct {
		c      *Context
		answer *exposure.Finding
	}{{d.before, was}, {d.after, is}} {
		if side.answer == nil {
			continue
		}
		var gone []graph.ClaimID
		for i := len(all) - 1; i >= 0; i-- {
			k := all[i].ID
			if !side.c.stands(k) {
				continue
			}
			g := side.c.Ledger().Without(append(gone, k)...).At(side.c.Graph.Date(), side.c.Graph.Options())
			if sameOutcome(findingOf(exposure.New(d.after.Catalogue, g).Law(id, l), side.answer.Effect), side.answer) {
				gone = append(gone, k)
				continue
			}
			need[k] = true
		}
	}
	if len(need) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(k FactChange) bool { return !need[k.ID] })
}

// facts lists the claims that some reading rests on and whose slot reads otherwise
// on the other day.
func (d *differ) facts(findings ...*exposure.Finding) []FactChange {
	seen := map[graph.ClaimID]bool{}
	out := []FactChange{}
	for _, f := range findings {
		if f == nil {
			continue
		}
		for _, id := range rootsOf(f) {
			if seen[id] || d.before.reading(id) == d.after.reading(id) {
				continue
			}
			seen[id] = true
			if k, ok := d.factChange(id); ok {
				out = append(out, k)
			}
		}
	}
	slices.SortFunc(out, func(a, b FactChange) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID)) })
	return out
}

// rootsOf lists the claims that a finding and its grounds rest on, sorted.
func rootsOf(f *exposure.Finding) []graph.ClaimID {
	set := map[graph.ClaimID]bool{}
	for _, p := range proofsOf(f) {
		for _, id := range p.Leaves() {
			set[id] = true
		}
	}
	for _, id := range f.Closed {
		set[id] = true
	}
	return graph.SortedClaims(set)
}

func (d *differ) factChange(id graph.ClaimID) (FactChange, bool) {
	base := d.after.Ledger().Claim(id)
	was, is := d.before.stands(id), d.after.stands(id)
	if base == nil || was == is {
		return FactChange{}, false
	}
	out := FactChange{Claim: d.after.Claim(id)}
	switch p := base.Period; {
	case is && p.From != 0:
		out.Date, out.Change = p.From, "began"
	case is:
		out.Date, out.Change = p.AsOf, "observed"
	case p.To != 0 && p.To <= d.to:
		out.Date, out.Change = p.To, "ended"
	default:
		out.Change = "superseded"
	}
	return out, true
}

// stands reports a claim in force at the date.
func (c *Context) stands(id graph.ClaimID) bool {
	l := c.Ledger()
	if s := l.Statement(id); s != nil {
		return slices.ContainsFunc(c.Graph.From(s.Holder), func(k *graph.Link) bool {
			return k.State == graph.InForce && slices.Contains(k.Claims, id)
		})
	}
	if a := l.Attribute(id); a != nil {
		return slices.ContainsFunc(c.Graph.Facts(a.Entity), func(f *graph.Fact) bool {
			return f.State == graph.InForce && slices.Contains(f.Claims, id)
		})
	}
	v := l.Coverage(id)
	return v != nil && slices.Contains(c.Graph.Covers(v.Entity, v.Interest, v.Basis), v)
}

// reading says what the slot of a claim reads at the date, in words that compare.
func (c *Context) reading(id graph.ClaimID) string {
	l := c.Ledger()
	var out []string
	if s := l.Statement(id); s != nil {
		for _, k := range c.Graph.From(s.Holder) {
			same := k.Interest == s.Interest || k.Interest.CarriesShare() && s.Interest.CarriesShare()
			if !same || k.Subject != s.Subject && !s.Interest.SingleValued() || s.Interest.CarriesShare() && !s.Basis.Includes(k.Basis) {
				continue
			}
			text := string(k.Subject) + " " + string(k.Basis)
			if k.State != graph.InForce {
				text += " unknown"
			} else if k.Interest.CarriesShare() {
				text += " " + k.Share.String()
			}
			out = append(out, text)
		}
	}
	if a := l.Attribute(id); a != nil {
		for _, f := range c.Graph.Facts(a.Entity) {
			if f.Name == a.Name && f.At == a.At && f.Per == a.Per {
				text := f.Value
				if f.State != graph.InForce {
					text += " unknown"
				}
				out = append(out, text)
			}
		}
	}
	if l.Coverage(id) != nil && c.stands(id) {
		out = append(out, string(id))
	}
	return strings.Join(out, "\n")
}
