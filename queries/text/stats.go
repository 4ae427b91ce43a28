package text

import (
	"strconv"

	"longarm/queries"
)

// statsLine is one figure of the statistics.
type statsLine struct {
	key string
	n   int
}

func statsLines(a *queries.StatsResult) []statsLine {
	all := 0
	for _, n := range a.Entities {
		all += n
	}
	return []statsLine{
		{"entities", all}, {"holdings", a.Holdings}, {"bands", a.Bands}, {"unknown_slots", a.Unknown},
		{"companies", a.Companies}, {"no_holders", a.NoHolders}, {"sum_above_100", a.AboveWhole}, {"self_holdings", a.SelfHolding}, {"complete_lists", a.Complete},
		{"cycles", a.Cycles}, {"largest_cycle", a.LargestCycle}, {"on_cycles", a.OnCycles}, {"closed_rings", a.ClosedRings}, {"depth", a.Depth},
		{"bow_tie_core", a.BowTie.Core}, {"bow_tie_in", a.BowTie.In}, {"bow_tie_out", a.BowTie.Out}, {"bow_tie_tendrils", a.BowTie.Tendrils}, {"bow_tie_apart", a.BowTie.Apart},
		{"controlled", a.Controlled}, {"control_pairs", a.Pairs}, {"mutual_classes", a.Mutual},
	}
}

func (r *renderer) statsPage(a *queries.StatsResult) *page {
	p := &page{}
	p.add(title{left: r.say("stats.title"), right: r.asOf(&a.Header)})
	p.space()
	t := table{indent: 1}
	for _, l := range statsLines(a) {
		t.rows = append(t.rows, row{cells: []string{r.v.Code("stats", l.key), strconv.Itoa(l.n)}})
	}
	p.add(t)
	r.header(p, &a.Header)
	return p
}

func (r *renderer) statsSheet(a *queries.StatsResult) (head []string, rows [][]string) {
	head = []string{"as_of", "basis", "figure", "value"}
	for _, l := range statsLines(a) {
		rows = append(rows, []string{a.AsOf.String(), string(a.Basis), l.key, strconv.Itoa(l.n)})
	}
	return head, rows
}
