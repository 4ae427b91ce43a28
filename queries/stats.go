package queries

import (
	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership/register"
)

// StatsResult says what the data is like as a register: its size, its cycles, how
// complete it is, who is controlled.
type StatsResult struct {
	Header
	Basis    graph.Basis        `json:"basis"`
	Entities map[graph.Kind]int `json:"entities"` // by kind
	Holdings int                `json:"holdings"` // stated, of the basis
	Bands    int                `json:"bands"`    // of them intervals
	Unknown  int                `json:"unknown_slots"`

	Companies   int `json:"companies"`  // entities that can have holders
	NoHolders   int `json:"no_holders"` // of them without a stated one
	AboveWhole  int `json:"sum_above_100"`
	SelfHolding int `json:"self_holdings"`
	Complete    int `json:"complete_lists"`
	Floors      int `json:"floors"`    // companies of which every holder from some percentage on is named
	Totals      int `json:"totals"`    // companies of which a sum of several holders is stated
	Full        int `json:"disclosed"` // companies whose stated holdings make up 100 %, at the least
	// Disclosed is the average of what they make up, in percent.
	Disclosed graph.Percent `json:"disclosed_average"`

	Cycles       int    `json:"cycles"` // components of cross-holdings
	LargestCycle int    `json:"largest_cycle"`
	OnCycles     int    `json:"on_cycles"`
	ClosedRings  int    `json:"closed_rings"`
	Depth        int    `json:"depth"` // levels of the longest chain
	BowTie       BowTie `json:"bow_tie"`

	Controlled int `json:"controlled"` // companies with a certain controller, > 50 % of votes
	Pairs      int `json:"control_pairs"`
	Mutual     int `json:"mutual_classes"`
}

// BowTie places entities by the largest cycle: its members, who owns into it, what
// it owns, what hangs on these, what is apart.
type BowTie struct {
	Core     int `json:"core"`
	In       int `json:"in"`
	Out      int `json:"out"`
	Tendrils int `json:"tendrils"`
	Apart    int `json:"apart"`
}

var statsQuery = Query{
	Name: "stats", Args: []string{},
	Doc: "what the data is like: size, cycles, sums above 100, coverage, control",
	Run: func(c *Context, p Params) (Answer, error) { return Stats(c, p) },
}

// Stats computes the statistics in p.Basis, capital when empty.
func Stats(c *Context, p Params) (*StatsResult, error) {
	b, err := basisOr(p.Basis, graph.Capital, true)
	if err != nil {
		return nil, err
	}
	f, err := register.FromGraph(c.Graph)
	if err != nil {
		return nil, err
	}
	return StatsOf(f, b, c.Graph.Date()), nil
}

// StatsOf computes the statistics of frozen columns on a day. Either is read as
// capital.
func StatsOf(f *columns.Frozen, b graph.Basis, d graph.Date) *StatsResult {
	if b != graph.Votes && b != graph.Profit {
		b = graph.Capital
	}
	s := register.StatsOf(f.In(b, d))
	return &StatsResult{
		Header: Header{SchemaVersion: SchemaVersion, AsOf: d, Flags: []graph.Flag{}, Assumptions: []Assumption{}}, Basis: b,
		Entities: s.Entities, Holdings: s.Holdings, Bands: s.Bands, Unknown: s.Unknown,
		Companies: s.Companies, NoHolders: s.NoHolders, AboveWhole: s.OverWhole, SelfHolding: s.SelfHeld, Complete: s.Complete,
		Floors: s.Floors, Totals: s.Totals, Full: s.Full, Disclosed: s.Disclosed,
		Cycles: s.Components, LargestCycle: s.Largest, OnCycles: s.OnCycles, ClosedRings: s.Closed, Depth: s.Depth,
		BowTie:     BowTie{s.Tie.Core, s.Tie.In, s.Tie.Out, s.Tie.Tendrils, s.Tie.Apart},
		Controlled: s.Controlled, Pairs: s.Pairs, Mutual: s.Mutual,
	}
}

// Split returns the one answer.
func (r *StatsResult) Split() []Answer { return []Answer{r} }
