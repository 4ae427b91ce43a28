// Command gen writes a deterministic ownership graph the size of a register as CSV,
// for benchmarks and for tests of size.
//
//	gen -n 1000000 -seed 1 -out DIR [-bands] [-degree 3] [-cyc 20]
//
// DIR/nodes.csv has id,kind,jurisdiction; DIR/edges.csv owner,owned,share and with
// -bands share_min,share_max, where share is empty when only a band is known;
// DIR/queries.csv names entities to ask about. Shares are fractions of one with six
// decimals: load them with --share-unit fraction.
//
// Companies stand on levels 1 to 15 of shrinking size and choose owners above them,
// mostly ones that others chose before. A strongly connected core of n/455 companies
// (the ratio of Vitali, Glattfelder and Battiston 2011), cross-holdings, longer back
// edges and treasury shares make the cycles. The shares of a company never pass
// 100 %; what is missing is free float. The same arguments give the same bytes, and
// the sums in docs/guide/scale.md hold for seed 1: changing a draw changes them.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	n := flag.Int("n", 10000, "entities")
	seed := flag.Uint64("seed", 1, "seed")
	out := flag.String("out", ".", "folder to write to")
	bands := flag.Bool("bands", false, "state some shares only as a band")
	degree := flag.Float64("degree", 3, "holdings an entity, roughly")
	cyc := flag.Int("cyc", 20, "per mille of companies that try to hold a share of an ancestor")
	flag.Parse()
	if *n < 1000 {
		fmt.Fprintln(os.Stderr, "gen: at least 1000 entities are needed for all levels")
		os.Exit(2)
	}
	m := draw(&rng{*seed}, *n, *degree, *cyc)
	if err := m.write(*out, *bands); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "%d entities (%d companies, %d persons, %d states), %d holdings, %d on a cycle's closing edge\n",
		*n, m.companies, m.persons, len(codes), len(m.edges)+len(m.extra), len(m.extra))
}
