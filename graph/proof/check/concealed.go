package check

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// running reports an interest of those who run a company, or may, and of whom nobody
// would presume that they own nothing of it.
func running(i graph.Interest) bool { return byControl(i) || i.MayControl() }

// conceals opens a No about a list whose parties are presumed not to be among the
// undisclosed: a party of it that is stated to run a company above may hold shares
// of it that nobody states.
func (r *reader) conceals(a *answer, row *law.Row, t *law.Test, e id) *answer {
	if a.truth != proof.False || !t.HasThreshold || t.Reading == "control" || !r.named(t.Holders) || !r.concealed(row, t, e, map[id]bool{}) {
		return a
	}
	wide := r.asked(t, row.Law, e, nil)
	wide.restMay = true
	if wide.answer().truth == proof.False {
		return a
	}
	open := *a
	open.truth = proof.Open
	return &open
}

// concealed walks from company to whoever may hold a share of it unseen, and from that
// party to whoever may of it, until one is of the list or owned by it.
func (r *reader) concealed(row *law.Row, t *law.Test, e id, visited map[id]bool) bool {
	visited[e] = true
	for y := range r.uphill(e, true) {
		for _, h := range r.f.boundTo(y) {
			if visited[h] || r.disclosed(h, y, t.Basis) {
				continue
			}
			if r.class(about{law: row.Law}, t.Holders, h) != proof.False {
				return true
			}
			visited[h] = true
			if !r.f.kind(h).HasHolders() {
				continue
			}
			if r.owned(row, t, h) && r.asked(t, row.Law, h, nil).answer().truth != proof.False || r.concealed(row, t, h, visited) {
				return true
			}
		}
	}
	return false
}

// owned reports a party of the list, certain or possible, above an entity: without one
// nobody of it is behind a relation that is merely not told.
func (r *reader) owned(row *law.Row, t *law.Test, e id) bool {
	for h := range r.uphill(e, true) {
		if h != e && r.class(about{law: row.Law}, t.Holders, h) != proof.False {
			return true
		}
	}
	return false
}

// boundTo lists who is stated to hold or run the company, in whatever basis, and whom a
// stated sum names.
func (f *facts) boundTo(company id) []id {
	var out []id
	for _, l := range f.to(company) {
		if l.holder != company && (l.interest.CarriesShare() || running(l.interest)) {
			out = append(out, l.holder)
		}
	}
	for _, b := range []graph.Basis{graph.Capital, graph.Votes, graph.Profit} {
		for _, h := range f.table(company, b).holders {
			out = append(out, h.id)
		}
	}
	return out
}

// disclosed reports a holding named in every basis of the test.
func (r *reader) disclosed(h, company id, basis string) bool {
	for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
		asked := basis != string(graph.Capital) && basis != string(graph.Votes) || basis == string(b)
		if asked && r.f.table(company, b).holding(h) == nil {
			return false
		}
	}
	return true
}
