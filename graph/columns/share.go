package columns

import "longarm/graph"

// Unit is 100 % in the grain of the share columns: billionths of one.
const Unit = 1_000_000_000

// finePerUnit is how many steps of graph.Percent one unit of a share column has.
const finePerUnit = int64(graph.Hundred) / Unit

// Flags of one edge.
const (
	MinOpen uint8 = 1 << iota // the lower end is itself excluded
	MaxOpen                   // the upper end is itself excluded
	Unknown                   // an unknown slot: [0, 100], no stated holding
	InCapital
	InVotes
	InProfit
)

const basisMask = InCapital | InVotes | InProfit

// basisFlags are the flags of the bases that a share stated in b speaks of.
func basisFlags(b graph.Basis) uint8 {
	switch b {
	case graph.Capital:
		return InCapital
	case graph.Votes:
		return InVotes
	case graph.Profit:
		return InProfit
	}
	return InCapital | InVotes
}

// split puts a percentage on the grain of the columns: whole units and the steps
// of graph.Percent that are left over.
func split(p graph.Percent) (unit uint32, fine uint8) {
	return uint32(int64(p) / finePerUnit), uint8(int64(p) % finePerUnit)
}

// join is the inverse of split.
func join(unit uint32, fine uint8) graph.Percent {
	return graph.Percent(int64(unit)*finePerUnit + int64(fine))
}
