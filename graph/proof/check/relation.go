package check

import (
	"cmp"
	"maps"
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
		if r.f.everyone(e) {
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

// everyone reports that no holder of the company is missing: coverage, or stated
// figures that make up the whole.
func (f *facts) everyone(e id) bool {
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		t := f.table(e, b)
		var sum graph.Percent
		for _, h := range t.holders {
			sum += h.share.Min
		}
		if t.treasury != nil {
			sum += t.treasury.Min
		}
		if t.complete || sum >= graph.Hundred {
			return true
		}
	}
	return false
}

// holder: a party of the class holds any share, directly or through others.
func (r *reader) holder(q about, ref string, e id) proof.Truth {
	if k := r.f.kind(e); k != graph.Company && k != graph.Arrangement {
		return proof.False
	}
	sure, all := r.uphill(e, false), r.uphill(e, true)
	out := proof.False
	for h := range all {
		if h == e {
			continue
		}
		v := r.class(q, ref, h)
		if v == proof.True && !sure[h] {
			v = proof.Open
		}
		out = max(out, v)
	}
	if out != proof.False || r.named(ref) {
		return out
	}
	for h := range all {
		if k := r.f.kind(h); (k == graph.Company || k == graph.Arrangement) && !r.f.everyone(h) {
			return proof.Open
		}
	}
	return proof.False
}

// uphill lists the entity and everyone above it by shares that are, or may be, more
// than zero.
func (r *reader) uphill(e id, may bool) map[id]bool {
	seen := map[id]bool{e: true}
	queue := []id{e}
	for i := 0; i < len(queue); i++ {
		for _, l := range r.f.to(queue[i]) {
			positive := !l.unknown && (l.share.Min > 0 || l.share.MinOpen)
			if l.interest.CarriesShare() && l.share.Max > 0 && (positive || may) && !seen[l.holder] {
				seen[l.holder] = true
				queue = append(queue, l.holder)
			}
		}
		if !may {
			continue
		}
		for h := range r.f.grouped(queue[i]) {
			if !seen[h] {
				seen[h] = true
				queue = append(queue, h)
			}
		}
	}
	return seen
}

// grouped lists the holders that only a total names, with the totals.
func (f *facts) grouped(company id) map[id][]graph.ClaimID {
	out := map[id][]graph.ClaimID{}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		for _, s := range f.table(company, b).totals {
			for _, h := range s.members {
				if h != company && !slices.ContainsFunc(f.to(company), func(l *link) bool { return l.holder == h && l.interest.CarriesShare() }) {
					out[h] = append(out[h], s.claim)
				}
			}
		}
	}
	return out
}

// share evaluates the test of a row; nil when there is none.
func (r *reader) share(q about, ref string, e id) *answer {
	row := q.row
	if ref != "test" && q.law != nil {
		row = q.law.Row(ref)
	}
	t := r.testOf(row)
	if t == nil {
		return nil
	}
	k := testKey{row, e}
	if a := r.tests[k]; a != nil {
		return a
	}
	a := r.conceals(r.asked(t, row.Law, e, nil).answer(), row, t, e)
	r.tests[k] = a
	return a
}

// testOf is the row's test as worded on the day.
func (r *reader) testOf(row *law.Row) *law.Test {
	if row == nil {
		return nil
	}
	for _, v := range row.TestVersions {
		if v.From <= r.day && (v.To == 0 || r.day < v.To) {
			return v.Test
		}
	}
	return row.Test
}

// asked puts a law's test to the arithmetic. With only, nobody else is of the class.
func (r *reader) asked(t *law.Test, l *law.Law, e id, only map[id]bool) *asked {
	limbs := map[string][]graph.Interest{}
	for _, name := range t.Limbs {
		if def := r.c.Vocabulary.Limbs[name]; def != nil {
			limbs[name] = def.Interests
		}
	}
	label := t.Holders + "\x00" + l.ID
	if only != nil {
		label += "\x00" + joined(slices.Sorted(maps.Keys(only)))
	}
	return &asked{f: r.f, t: t, limbs: limbs, target: e, label: label, restMay: !r.named(t.Holders), member: func(h id) member {
		if only != nil && !only[h] {
			return outside
		}
		return member(r.class(about{law: l}, t.Holders, h) + 1)
	}}
}

// capability reads what is kept over the entity, or by it over others.
func (r *reader) capability(q about, t *law.CapabilityTest, e id) proof.Truth {
	codes := r.codes(t.Codes)
	ref, over := t.From, t.Over != ""
	if over {
		ref = t.Over
	}
	out := proof.False
	for _, x := range r.kept(codes, e, over) {
		v := r.class(q, ref, x.party)
		if x.unknown && v == proof.True {
			v = proof.Open
		}
		out = max(out, v)
	}
	if slices.Contains(t.Codes, law.CustodyGroup) {
		rel := &law.RelTest{Interests: custody, From: ref}
		if over {
			rel.To, rel.From = ref, ""
		}
		out = max(out, r.relation(q, rel, e))
	}
	if out == proof.False && (over || !r.custodyClosed(e) || slices.ContainsFunc(codes, func(c string) bool { return !slices.Contains(r.c.Vocabulary.Custody, c) })) {
		return proof.Open
	}
	return out
}

// custody are the interests that prove custody by themselves.
var custody = []graph.Interest{graph.HasCustody, graph.Operates, graph.Hosts}

func (r *reader) custodyClosed(e id) bool {
	return !slices.ContainsFunc(custody, func(i graph.Interest) bool { return !r.f.complete(e, i) })
}

func (r *reader) codes(list []string) []string {
	var out []string
	for _, c := range r.c.Vocabulary.Capabilities {
		if slices.Contains(list, c) || slices.Contains(list, law.CustodyGroup) && slices.Contains(r.c.Vocabulary.Custody, c) {
			out = append(out, c)
		}
	}
	return out
}

// keeping is one stated capability and who stands for its keeper.
type keeping struct {
	fact    *fact
	party   id
	unknown bool
}

func (r *reader) kept(codes []string, e id, over bool) []keeping {
	var out []keeping
	if over {
		for _, x := range r.f.of(e) {
			if x.name == "capability" && x.at != "" && slices.Contains(codes, x.text) {
				out = append(out, keeping{x, x.at, x.unknown})
			}
		}
		return out
	}
	sure, perhaps := r.mine(e)
	own := append(slices.Clone(sure), perhaps...)
	for _, o := range own {
		for _, x := range r.f.over(o) {
			if !slices.Contains(codes, x.text) || slices.Contains(own, x.entity) {
				continue
			}
			late := x.unknown || slices.Contains(perhaps, o)
			if r.f.kind(x.entity) != graph.Offer {
				out = append(out, keeping{x, x.entity, late})
				continue
			}
			for _, l := range r.f.to(x.entity) {
				if l.interest == graph.Operates {
					out = append(out, keeping{x, l.holder, late || l.unknown})
				}
			}
		}
	}
	return out
}
