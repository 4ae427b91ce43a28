package text

import (
	"strconv"

	"longarm/graph"
	"longarm/queries"
)

// statsLine is one figure of the statistics.
type statsLine struct {
	key   string
	n     int
	share *graph.Percent // instead of n
}

func (l *statsLine) value() string {
	if l.share != nil {
		return l.share.String()
	}
	return strconv.Itoa(l.n)
}

func statsLines(a *queries.StatsResult) []statsLine {
	all := 0
	for _, n := range a.Entities {
		all += n
	}
	return []statsLine{
		{key: "entities", n: all}, {key: "holdings", n: a.Holdings}, {key: "bands", n: a.Bands}, {key: "unknown_slots", n: a.Unknown},
		{key: "companies", n: a.Companies}, {key: "no_holders", n: a.NoHolders}, {key: "sum_above_100", n: a.AboveWhole}, {key: "self_holdings", n: a.SelfHolding}, {key: "complete_lists", n: a.Complete},
		{key: "floors", n: a.Floors}, {key: "totals", n: a.Totals}, {key: "disclosed", n: a.Full}, {key: "disclosed_average", share: &a.Disclosed},
		{key: "cycles", n: a.Cycles}, {key: "largest_cycle", n: a.LargestCycle}, {key: "on_cycles", n: a.OnCycles}, {key: "closed_rings", n: a.ClosedRings}, {key: "depth", n: a.Depth},
		{key: "bow_tie_core", n: a.BowTie.Core}, {key: "bow_tie_in", n: a.BowTie.In}, {key: "bow_tie_out", n: a.BowTie.Out}, {key: "bow_tie_tendrils", n: a.BowTie.Tendrils}, {key: "bow_tie_apart", n: a.BowTie.Apart},
		{key: "controlled", n: a.Controlled}, {key: "control_pairs", n: a.Pairs}, {key: "mutual_classes", n: a.Mutual},
	}
}

func (r *renderer) statsPage(a *queries.StatsResult) *page {
	p := &page{}
	p.add(title{left: r.say("stats.title"), right: r.asOf(&a.Header)})
	p.space()
	t := table{indent: 1}
	for _, l := range statsLines(a) {
		value := r.number(l.value())
		if l.share != nil {
			value += " %"
		}
		t.rows = append(t.rows, row{cells: []string{r.v.Code("stats", l.key), value}})
	}
	p.add(t)
	r.header(p, &a.Header)
	return p
}

func (r *renderer) statsSheet(a *queries.StatsResult) (head []string, rows [][]string) {
	head = []string{"as_of", "basis", "figure", "value"}
	for _, l := range statsLines(a) {
		rows = append(rows, []string{a.AsOf.String(), string(a.Basis), l.key, l.value()})
	}
	return head, rows
}
