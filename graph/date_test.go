package graph_test

import (
	"strings"
	"testing"

	"longarm/graph"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{"2024": "2024-01-01", "2024-02": "2024-02-01", "2024-02-29": "2024-02-29", "2000-02-29": "2000-02-29", "1500": "1500-01-01", "9999-12-31": "9999-12-31"} {
		if d, err := graph.ParseDate(text); err != nil || d.String() != want {
			t.Errorf("ParseDate(%q) = %s, %v, want %s", text, d, err, want)
		}
	}
	for text, cause := range map[string]string{
		"2023-02-29": "2023-02 has no day 29", "1900-02-29": "no day 29", "2024-13": "there is no month 13", "2024-00": "there is no month 0",
		"2024-04-31": "no day 31", "2024-01-00": "no day 0", "1499": "before 1500", "2024-1-1": "not of the form", "24": "not of the form",
		"2024-+1": "not of the form", "+999-01": "not of the form", "2024-01-01-01": "not of the form", "": "not of the form", "2024-01-01T00:00": "not of the form", " 2024": "not of the form",
	} {
		if d, err := graph.ParseDate(text); err == nil || !strings.Contains(err.Error(), cause) {
			t.Errorf("ParseDate(%q) = %s, %v, want an error with %q", text, d, err, cause)
		}
	}
}

func TestDates(t *testing.T) {
	leap := graph.NewDate(2024, 2, 29)
	if got := leap.AddYears(1); got != graph.NewDate(2025, 2, 28) {
		t.Errorf("a year after %s is %s", leap, got)
	}
	if got := leap.AddYears(4); got != graph.NewDate(2028, 2, 29) {
		t.Errorf("four years after %s is %s", leap, got)
	}
	var d graph.Date
	if err := d.UnmarshalText([]byte("2024-05")); err != nil || d.Year() != 2024 || d.IsZero() {
		t.Errorf("UnmarshalText = %s, %v", d, err)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() || d.String() != "" {
		t.Errorf("UnmarshalText of nothing = %q, %v", d, err)
	}
	if err := d.UnmarshalText([]byte("x")); err == nil {
		t.Error("UnmarshalText read x")
	}
	seen := graph.Period{AsOf: leap}
	bounded := graph.Period{From: leap, AsOf: graph.NewDate(2025, 1, 1)}
	if !seen.IsObservation() || bounded.IsObservation() || seen.IsUndated() || !(graph.Period{}).IsUndated() || bounded.Start() != leap || seen.Start() != leap {
		t.Error("a predicate of a period is wrong")
	}
}
