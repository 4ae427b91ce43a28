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
	if a.truth != proof.False || !t.HasThreshold || t.Reading == "control" || !r.named(t.Holders) || !r.concealed(row, t, e, nil) {
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

func (r *reader) concealed(row *law.Row, t *law.Test, e id, below []id) bool {
	below = append(slices.Clone(below), e)
	for y := range r.uphill(e, true) {
		for _, l := range r.f.to(y) {
			switch {
			case !l.interest.CarriesShare() && !slices.Contains(running, l.interest),
				l.holder == y, slices.Contains(below, l.holder), r.disclosed(l.holder, y, t.Basis):
				continue
			}
			if r.class(about{law: row.Law}, t.Holders, l.holder) != proof.False {
				return true
			}
			if r.f.kind(l.holder).HasHolders() && (r.asked(t, row.Law, l.holder, nil).answer().truth != proof.False || r.concealed(row, t, l.holder, below)) {
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
