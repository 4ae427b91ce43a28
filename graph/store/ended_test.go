package store

import (
	"context"
	"testing"

	"longarm/graph"
	"longarm/graph/ownership/register"
)

// TestOtherLoadsOfARegisterEndAClaim: one id, one claim; the columns know its end as the
// records do, and it comes back when the load that knew the end goes.
func TestOtherLoadsOfARegisterEndAClaim(t *testing.T) {
	held := func(id string, p graph.Period, a graph.Assertion) graph.Record {
		return graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(id), Period: p, Assertion: a, Record: "r"}, Holder: "h", Subject: "c",
			Interest: graph.Shareholding, Basis: graph.Capital, Share: graph.Exact(graph.WholePercent(60)), Figure: true}
	}
	parties := []graph.Record{graph.Entity{ID: "h", Kind: graph.Company}, graph.Entity{ID: "c", Kind: graph.Company}}
	from, end, seen, later := graph.NewDate(2020, 1, 1), graph.NewDate(2024, 9, 30), graph.NewDate(2024, 1, 1), graph.NewDate(2025, 1, 1)
	for _, c := range []struct {
		name   string
		loader string
		rows   bool // ids tell rows
		second graph.Record
		to     graph.Date
		gone   bool
	}{
		{"an end", "x", false, held("s", graph.Period{From: from, To: end, AsOf: later}, graph.Stated), end, false},
		{"an end, no day of the data", "x", false, held("s", graph.Period{From: from, To: end}, graph.Stated), end, false},
		{"never held", "x", false, held("s", graph.Period{From: from, AsOf: later}, graph.Withdrawn), 0, true},
		{"older data", "x", false, held("s", graph.Period{From: from, To: end, AsOf: from}, graph.Stated), 0, false},
		{"another beginning", "x", false, held("s", graph.Period{From: from + 1, To: end, AsOf: later}, graph.Stated), 0, false},
		{"another claim", "x", false, held("t", graph.Period{From: from, To: end, AsOf: later}, graph.Stated), 0, false},
		{"ids of rows", "x", true, held("s", graph.Period{From: from, To: end, AsOf: later}, graph.Stated), 0, false},
		{"another register", "y", false, held("s", graph.Period{From: from, To: end, AsOf: later}, graph.Stated), 0, false},
	} {
		dir := t.TempDir()
		must(t, write(t, disk{}, dir, Load{Source: "a", Loader: "x", Lasting: !c.rows}, append(parties, held("s", graph.Period{From: from, AsOf: seen}, graph.Stated))))
		must(t, write(t, disk{}, dir, Load{Source: "b", Loader: c.loader, Lasting: !c.rows}, append(parties, c.second)))
		w := reopen(t, dir)
		verified(t, w)
		got := ledger(t, w).Statement("s")
		if got.Period.To != c.to || got.Assertion.Counts() == c.gone {
			t.Errorf("%s: %+v", c.name, got)
		}
		columns, err := w.Columns(context.Background())
		must(t, err)
		on := func(day graph.Date) bool { return register.StatsOf(columns.In(graph.Capital, day)).Holdings > 0 }
		if before, after := on(end-1), on(later+1); before == c.gone || after != (c.to == 0 && !c.gone) {
			t.Errorf("%s: columns hold it before %v and after %v", c.name, before, after)
		}
		must(t, Unload(dir, "b"))
		if s := ledger(t, reopen(t, dir)).Statement("s"); s.Period.To != 0 || !s.Assertion.Counts() {
			t.Errorf("%s: alone it is %+v", c.name, s)
		}
	}
}
