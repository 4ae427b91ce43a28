package exposure

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// resting completes the claims of a test so that they suffice by themselves: one
// that fails rests on everything that bounds the holders of any company above, and
// of whoever has a right of control there where these count, else someone could
// pass, a plurality on what all others have, and so does one that
// is met by somebody among several; one that is met otherwise rests on treasury
// shares, which leave the base.
func (a *Analyzer) resting(claims []graph.ClaimID, v proof.Truth, t *law.Test, e graph.EntityID, among bool) []graph.ClaimID {
	plurality := slices.Contains(t.Limbs, "plurality") || slices.Contains(t.Limbs, "largest")
	if v != proof.False && !plurality && !among {
		return a.overBase(claims)
	}
	rights := plurality || len(t.Limbs) > 0 || t.Reading == string(ownership.ReadControl)
	key := boundKey{e, rights}
	bound, ok := a.bounding[key]
	if !ok {
		if a.boundHeld > maxBound {
			clear(a.bounding)
			a.boundHeld = 0
		}
		bound = a.bounded(e, rights)
		a.bounding[key] = bound
		a.boundHeld += len(bound.all)
	}
	if within(claims, bound.tables) {
		return bound.all
	}
	return a.overBase(append(slices.Clone(bound.tables), claims...))
}

// boundKey asks what bounds the holders of any company above an entity.
type boundKey struct {
	entity graph.EntityID
	rights bool // rights of control count
}

// bound answers: what the tables rest on, and all of that with what it rests on itself.
// Both are sorted and shared: treat them as constant.
type bound struct{ tables, all []graph.ClaimID }

// within reports that all of a few sorted claims are among many.
func within(few, many []graph.ClaimID) bool {
	for _, c := range few {
		i, ok := slices.BinarySearch(many, c)
		if !ok {
			return false
		}
		many = many[i:]
	}
	return true
}

func (a *Analyzer) bounded(e graph.EntityID, rights bool) bound {
	var out []graph.ClaimID
	above := append([]graph.EntityID{e}, a.upstream(e).order...)
	for i := 0; i < len(above); i++ {
		out = append(out, a.tableClaims(above[i])...)
		for _, l := range a.g.To(above[i]) {
			if !rights || l.Interest.Family() != graph.Control {
				continue
			}
			if l.State == graph.InForce {
				out = append(out, l.Claims...)
			}
			for _, h := range append([]graph.EntityID{l.Holder}, a.upstream(l.Holder).order...) {
				if !slices.Contains(above, h) {
					above = append(above, h)
				}
			}
		}
	}
	all := slices.Clip(a.overBase(out))
	slices.Sort(out)
	if out = slices.Compact(out); slices.Equal(out, all) {
		return bound{all, all}
	}
	return bound{slices.Clip(out), all}
}

// maxBound bounds how many claims of bounds are remembered at a time.
const maxBound = 1 << 22

// overBase adds to claims on shares those on treasury shares of the same companies,
// and to a coverage, which bounds a holder by the others, those on the others.
func (a *Analyzer) overBase(claims []graph.ClaimID) []graph.ClaimID {
	out := slices.Clone(claims)
	for _, c := range claims {
		if v := a.g.Ledger().Coverage(c); v != nil && v.Kind != graph.Floor && v.Interest.CarriesShare() {
			out = append(out, a.tableClaims(v.Entity)...)
		}
		s := a.g.Ledger().Statement(c)
		if s == nil || !s.Interest.CarriesShare() {
			continue
		}
		for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
			if t := a.g.CapTable(s.Subject, b); t.Treasury != nil {
				out = append(out, t.Treasury.Claims...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tableClaims lists what the cap tables of a company rest on.
func (a *Analyzer) tableClaims(company graph.EntityID) []graph.ClaimID {
	var out []graph.ClaimID
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		t := a.g.CapTable(company, b)
		for _, h := range t.Holdings {
			out = append(out, h.Claims...)
		}
		for _, x := range t.Totals {
			out = append(out, x.Claim)
		}
		if t.Treasury != nil {
			out = append(out, t.Treasury.Claims...)
		}
		out = append(out, t.CompleteClaim, t.FloorClaim)
	}
	return slices.DeleteFunc(out, func(c graph.ClaimID) bool { return c == "" })
}

// together is both lists as one, sorted.
func together(a, b []graph.ClaimID) []graph.ClaimID {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
