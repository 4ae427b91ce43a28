package check

import (
	"cmp"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// along are the interests read on an entity and its offers, from above.
var along = []graph.Interest{graph.SuppliesTechnology, graph.Operates, graph.Hosts, graph.HasCustody, graph.Subcontracts}

// supply is one way a party stands above an entity by technology.
type supply struct {
	party, offer id
	interest     graph.Interest
	unknown      bool
	late         bool    // through an offer the entity operates at another time
	links        []*link // from the party down
}

// suppliers lists who stands above the entity, its offers included; an offer above
// stands for those who operate it.
func (r *reader) suppliers(e id) []supply {
	if list, ok := r.sharer[e]; ok {
		return list
	}
	var out []supply
	sure, perhaps := r.mine(e)
	own := append(slices.Clone(sure), perhaps...)
	for _, o := range own {
		var down []*link
		if o != e {
			down = r.f.find(e, o, graph.Operates)
		}
		late := slices.Contains(perhaps, o)
		for _, l := range r.f.to(o) {
			if !slices.Contains(along, l.interest) || slices.Contains(own, l.holder) {
				continue
			}
			s := supply{party: l.holder, interest: l.interest, unknown: l.unknown || late, late: late, links: append([]*link{l}, down...)}
			if r.f.kind(l.holder) != graph.Offer {
				out = append(out, s)
				continue
			}
			s.offer = l.holder
			any := false
			for _, op := range r.f.to(l.holder) {
				if op.interest != graph.Operates || slices.Contains(own, op.holder) {
					continue
				}
				any = true
				t := s
				t.party, t.unknown = op.holder, s.unknown || op.unknown
				t.links = append([]*link{op}, s.links...)
				out = append(out, t)
			}
			if !any {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b supply) int {
		return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.interest, b.interest), len(a.links)-len(b.links))
	})
	r.sharer[e] = out
	return out
}

// end is one party at the other end of a relation.
type end struct {
	party    id
	interest graph.Interest
	links    []*link
	unknown  bool // a link is of another time, or a share may be zero
	nothing  bool // a share of exactly zero
	late     bool // through an offer the entity operates at another time
}

// others enumerates the parties at the other end of the interests.
func (r *reader) others(e id, interests []graph.Interest, to bool) []end {
	var out []end
	for _, i := range interests {
		switch {
		case !to && slices.Contains(along, i):
			for _, s := range r.suppliers(e) {
				if s.interest == i {
					out = append(out, end{party: s.party, interest: i, links: s.links, unknown: s.unknown, late: s.late})
				}
			}
		case !to:
			out = append(out, r.holding(e, i)...)
		default:
			out = append(out, r.held(e, i)...)
		}
	}
	return out
}

// holding enumerates who holds the interest in the entity, and who buys what it
// operates.
func (r *reader) holding(e id, i graph.Interest) []end {
	sure, perhaps := []id{e}, []id(nil)
	if i == graph.Procures {
		sure, perhaps = r.mine(e)
	}
	var out []end
	for _, o := range append(slices.Clone(sure), perhaps...) {
		late := slices.Contains(perhaps, o)
		for _, l := range r.f.to(o) {
			if l.interest != i {
				continue
			}
			x := endOf(l, l.holder, nil, late)
			x.late = late
			if o != e {
				x.links = append(x.links, r.f.find(e, o, graph.Operates)...)
			}
			out = append(out, x)
		}
	}
	return out
}

// held enumerates what the entity, or an offer of it where the interest is read on
// offers, holds the interest in; an offer below stands also for its operators.
func (r *reader) held(e id, i graph.Interest) []end {
	var out []end
	sure, perhaps := []id{e}, []id(nil)
	switch {
	case slices.Contains(along, i), i == graph.DataLocatedIn, i == graph.ServesMarket, i == graph.CertifiedUnder, i == graph.AppliesFor:
		sure, perhaps = r.mine(e)
	}
	for _, o := range append(slices.Clone(sure), perhaps...) {
		var above []*link
		if o != e {
			above = r.f.find(e, o, graph.Operates)
		}
		late := slices.Contains(perhaps, o)
		for _, l := range r.f.from(o) {
			if l.interest != i {
				continue
			}
			x := endOf(l, l.subject, above, late)
			x.late = late
			out = append(out, x)
			if r.f.kind(l.subject) != graph.Offer {
				continue
			}
			for _, op := range r.f.to(l.subject) {
				if op.interest == graph.Operates && op.holder != o && op.holder != l.holder {
					x := endOf(l, op.holder, above, late || op.unknown)
					x.late = late
					x.links = append(x.links, op)
					out = append(out, x)
				}
			}
		}
	}
	return out
}

func endOf(l *link, party id, above []*link, late bool) end {
	x := end{party: party, interest: l.interest, links: append(slices.Clone(above), l), unknown: l.unknown || late}
	if l.interest.CarriesShare() {
		x.nothing = l.share.Max == 0
		x.unknown = x.unknown || l.share.Min == 0 && !l.share.MinOpen
	}
	return x
}

// relation: some party of the class at the other end, for which where holds. Where
// sources disagree about a relation with one value, each value is a world.
func (r *reader) relation(q about, t *law.RelTest, e id) proof.Truth {
	ref, to := t.To, true
	if t.From != "" {
		ref, to = t.From, false
	}
	out, open := proof.False, false
	for _, i := range t.Interests {
		best, worst := proof.False, proof.True
		for _, x := range r.others(e, []graph.Interest{i}, to) {
			v := r.candidate(q, t, ref, x)
			best, worst = max(best, v), min(worst, v)
		}
		if to && (i == graph.IncorporatedIn || i == graph.HeadquarteredIn) && best != worst && best > worst {
			best = proof.Open
		}
		open = open || best == proof.Open
		out = max(out, best)
	}
	switch {
	case out == proof.True:
		return out
	case open:
		return proof.Open
	}
	for _, i := range t.Interests {
		if r.closed(q, e, i, to, ref) == openEnd {
			return proof.Open
		}
	}
	return proof.False
}

func (r *reader) candidate(q about, t *law.RelTest, ref string, x end) proof.Truth {
	if x.nothing {
		return proof.False
	}
	v := r.class(q, ref, x.party)
	if t.Where != nil {
		v = min(v, r.read(q, t.Where, x.party))
	}
	if x.unknown && v == proof.True {
		v = proof.Open
	}
	return v
}

// The reasons why a relation has no further value; openEnd is none.
const (
	openEnd    = ""
	byItsKind  = "kind"
	byItsValue = "value"
	byList     = "list"
	byCoverage = "coverage"
)

// closed says why no further value of the relation exists, if so.
func (r *reader) closed(q about, e id, i graph.Interest, to bool, ref string) string {
	k := r.f.kind(e)
	personal := i == graph.NationalOf || i == graph.ResidentIn
	single := i == graph.IncorporatedIn || i == graph.HeadquarteredIn
	prefix, keeper := law.SplitRef(ref)
	switch {
	case to && (personal || i == graph.OfficerOf) && k != graph.Person && k != graph.Group,
		to && (single || i == graph.ListedOn || i == graph.EstablishedIn) && (r.people(e) || k == graph.State || k == graph.Bloc),
		to && i == graph.ListedOn && k == graph.StateBody,
		!to && i.CarriesShare() && k != graph.Company && k != graph.Arrangement:
		return byItsKind
	case to && single && r.f.stated(e, i), to && personal && r.f.stated(e, graph.NationalOf) && (i == graph.NationalOf || !r.nationalOfClass(q, e, ref)):
		return byItsValue
	case !to && i.CarriesShare():
		if r.f.everyone(e) && r.f.byLink(e) {
			return byCoverage
		}
	case to == (i.Family() == graph.Jurisdiction && i != graph.OfficerOf) && r.f.complete(e, i):
		return byCoverage
	case to && i == graph.DesignatedUnder && prefix == "law" && (e != q.root || r.hasList(keeper)):
		return byList
	}
	return openEnd
}

// nationalOfClass reports a nationality of a party of the class.
func (r *reader) nationalOfClass(q about, e id, ref string) bool {
	return slices.ContainsFunc(r.f.from(e), func(l *link) bool {
		return l.interest == graph.NationalOf && !l.unknown && r.class(q, ref, l.subject) != proof.False
	})
}
