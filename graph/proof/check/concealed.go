package check

import (
	"slices"

	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// running are the interests of those who run a company, and of whom nobody would
// presume that they own nothing of it.
var running = []graph.Interest{graph.AccountingParent, graph.AppointmentOfBoard, graph.ControlByContract, graph.MajorityOfDirectors, graph.OtherInfluenceOrControl}

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
		for _, l := range r.f.to(y) {
			switch {
			case !l.interest.CarriesShare() && !slices.Contains(running, l.interest),
				l.holder == y, visited[l.holder], r.disclosed(l.holder, y, t.Basis):
				continue
			}
			if r.class(about{law: row.Law}, t.Holders, l.holder) != proof.False {
				return true
			}
			visited[l.holder] = true
			if r.f.kind(l.holder).HasHolders() && (r.asked(t, row.Law, l.holder, nil).answer().truth != proof.False || r.concealed(row, t, l.holder, visited)) {
				return true
			}
		}
	}
	return false
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
