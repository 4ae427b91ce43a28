package graph_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"longarm/graph"
)

func TestParsePercent(t *testing.T) {
	for text, want := range map[string][2]string{
		"50": {"50", "50"}, "5.18": {"5.18", "5.18"}, "5,18": {"5.18", "5.18"}, " 12 % ": {"12", "12"}, "0": {"0", "0"}, "100": {"100", "100"},
		"100.000": {"100", "100"}, "0.000000001": {"0.000000001", "0.000000001"}, ".5": {"0.5", "0.5"}, "007": {"7", "7"},
		"33.3333333333": {"33.333333333", "33.333333334"}, "0.0000000001": {"0", "0.000000001"}, "99.9999999999": {"99.999999999", "100"},
	} {
		floor, ceil, err := graph.ParsePercent(text)
		if err != nil || floor.String() != want[0] || ceil.String() != want[1] {
			t.Errorf("ParsePercent(%q) = %s, %s, %v; want %v", text, floor, ceil, err, want)
		}
	}
	for _, text := range []string{"", " ", "%", ".", "-1", "+1", "1e1", "0x1", "NaN", "Inf", "1/2", "1.2.3", "1,2,3", "1.234,5", "100.0000000001", "101", "1 0", "½", "５"} {
		if floor, _, err := graph.ParsePercent(text); err == nil {
			t.Errorf("ParsePercent(%q) = %s, want an error", text, floor)
		}
	}
	floor, ceil, err := graph.ParseFraction("0.255")
	if err != nil || floor != ceil || floor.String() != "25.5" {
		t.Errorf("ParseFraction(0.255) = %s, %s, %v", floor, ceil, err)
	}
	if _, _, err := graph.ParseFraction("1.01"); err == nil {
		t.Error("a fraction above one was read")
	}
}

func TestPercentOfRationals(t *testing.T) {
	third := big.NewRat(100, 3)
	if f, c := graph.PercentFloor(third), graph.PercentCeil(third); f.String() != "33.333333333" || c.String() != "33.333333334" {
		t.Errorf("a third of 100 lies between %s and %s", f, c)
	}
	half := big.NewRat(50, 1)
	if f, c := graph.PercentFloor(half), graph.PercentCeil(half); f != c || f.Rat().Cmp(half) != 0 {
		t.Errorf("half of 100 lies between %s and %s", f, c)
	}
	if got := graph.PercentFloor(big.NewRat(-1, 3)).String(); got != "-0.333333334" {
		t.Errorf("floor of minus a third = %s", got)
	}
}

func TestShares(t *testing.T) {
	band := func(text string) graph.Share {
		s, _ := share(t, text)
		return s
	}
	for _, c := range []struct{ a, b, hull string }{
		{"10-20", "15-30", "10–30 %"}, {">10-20", "10-15", "10–20 %"}, {">10-20", ">10-<30", ">10–<30 %"}, {"5", "5", "5 %"}, {"10-<20", "20", "10–20 %"},
	} {
		a, b := band(c.a), band(c.b)
		if got := a.Hull(b).String(); got != c.hull || b.Hull(a) != a.Hull(b) {
			t.Errorf("hull of %s and %s = %s, want %s either way", c.a, c.b, got, c.hull)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"10-20", "20-30", true}, {"10-<20", "20-30", false}, {"10-20", ">20-30", false}, {"10-20", "30", false}, {"0-100", "50", true}} {
		a, b := band(c.a), band(c.b)
		if a.Overlaps(b) != c.want || b.Overlaps(a) != c.want {
			t.Errorf("%s overlaps %s = %v, want %v either way", c.a, c.b, a.Overlaps(b), c.want)
		}
	}
	for text, ok := range map[string]bool{"0-100": true, "50": true, ">0-100": true, "60-50": false, ">50-50": false, "50-<50": false} {
		if err := band(text).Validate(); (err == nil) != ok {
			t.Errorf("Validate(%s) = %v", text, err)
		}
	}
	if (graph.Share{Min: -1}).Validate() == nil || (graph.Share{Max: graph.Hundred + 1}).Validate() == nil {
		t.Error("a share outside 0–100 is valid")
	}
	for s, want := range map[graph.Share]string{
		graph.Exact(graph.WholePercent(5)): `{"min":5,"max":5}`,
		band(">25-<50"):                    `{"min":25,"max":50,"min_open":true,"max_open":true}`,
		band("0.000000001-1"):              `{"min":0.000000001,"max":1}`,
	} {
		if got, err := json.Marshal(s); err != nil || string(got) != want {
			t.Errorf("JSON = %s, %v, want %s", got, err, want)
		}
	}
	if !graph.SomeShare().IsPositive() || graph.Unknown().IsPositive() || !graph.Exact(0).IsZero() || graph.SomeShare().IsExact() {
		t.Error("a predicate of a share is wrong")
	}
}
