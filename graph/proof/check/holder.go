package check

import (
	"maps"
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// everyone reports that no holder of the company is missing, of capital nor of votes:
// coverage, or stated figures that make up the whole.
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
		if !t.complete && sum < graph.Hundred {
			return false
		}
	}
	return true
}

// byLink reports that a statement, not only a stated sum, names each holder.
func (f *facts) byLink(e id) bool {
	named := map[id]bool{}
	for _, l := range f.to(e) {
		named[l.holder] = named[l.holder] || l.interest == graph.Shareholding || l.interest == graph.VotingRights
	}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		for _, h := range f.table(e, b).holders {
			if !named[h.id] {
				return false
			}
		}
	}
	return true
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

// grouped lists the holders of something that only a total says so of, with the totals.
func (f *facts) grouped(company id) map[id][]graph.ClaimID {
	out := map[id][]graph.ClaimID{}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		t := f.table(company, b)
		for _, s := range t.totals {
			for _, h := range s.members {
				if x := t.holding(h); h == company || x == nil || x.share.Max == 0 {
					continue
				}
				if !slices.ContainsFunc(f.to(company), func(l *link) bool {
					return l.holder == h && l.interest.CarriesShare() && l.share.Max > 0
				}) {
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
