package law

import "longarm/graph"

// Test is a threshold on holdings, a list of control limbs, or both: either
// suffices, save the limbs plurality and largest, which narrow.
type Test struct {
	Threshold    graph.Percent
	HasThreshold bool
	Comparison   Comparison // given exactly with a threshold
	// Basis: capital, votes, profit, either (capital and votes tested
	// separately), or empty where the text is silent.
	Basis string
	// Aggregate: none, concert, class (all Holders together), chains (one
	// holder's paths), unspecified.
	Aggregate string
	// Reading: none (direct holdings), tier, product, hybrid, control,
	// unspecified (compute the arguable ones, report disagreement).
	Reading        string
	Link           graph.Percent // what a link must reach to be followed, for tier and hybrid
	HasLink        bool
	LinkComparison Comparison // given exactly with a link threshold
	Hybrid         string     // all-links or top-link-kept; empty unless Reading is hybrid
	Holders        string     // CLASS
	Limbs          []string   // keys of Vocabulary.Limbs
	Origin         string
}

// TestVersion is a test as worded from one day to another. To is exclusive; zero
// ends are open.
type TestVersion struct {
	From, To  graph.Date
	Test      *Test
	Reference string // where that wording is found; may be empty
}

func testAt(versions []TestVersion, current *Test, d graph.Date) *Test {
	for _, v := range versions {
		if v.From <= d && (v.To == 0 || d < v.To) {
			return v.Test
		}
	}
	return current
}

// The words a test may use, each list in the order of the guide.
var (
	bases      = []string{"capital", "votes", "either", "profit"}
	aggregates = []string{"none", "concert", "class", "chains", "unspecified"}
	readings   = []string{"none", "tier", "product", "hybrid", "control", "unspecified"}
	hybrids    = []string{"all-links", "top-link-kept"}
)
