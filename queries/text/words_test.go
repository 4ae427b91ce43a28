package text

import (
	"testing"

	"longarm/graph"
	"longarm/graph/ownership"
)

func TestShortRange(t *testing.T) {
	for want, share := range map[string]graph.Share{
		"≈33.3333 %":          {Min: 33_333_333_333, Max: 33_333_333_334},
		"≈0 %":                {Max: 2},
		"≈12.5–33.3333 %":     {Min: 12_500_000_000, Max: 33_333_333_333},
		">25–50 %":            {Min: graph.WholePercent(25), Max: graph.WholePercent(50), MinOpen: true},
		"≈>33.3333–33.3333 %": {Min: 33_333_333_333, Max: 33_333_333_334, MinOpen: true},
	} {
		if got := shortRange(ownership.RangeOf(share)); got != want {
			t.Errorf("%v is printed as %q, want %q", share, got, want)
		}
	}
}
