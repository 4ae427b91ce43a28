package law_test

import (
	"testing"

	"longarm/graph"
	"longarm/graph/law"
)

// The day before, the day itself and the day after, for each change a law can have.
func TestStandsAt(t *testing.T) {
	d := func(s string) graph.Date { return day(t, s) }
	run := law.InForce{From: d("2020-01-10"), To: d("2024-01-10"), TransitionTo: d("2025-01-10"),
		Suspended: []law.Suspension{{From: d("2022-03-01"), To: d("2022-03-31")}}}
	enacted := &law.Law{Status: law.LapsedWithTransition, InForce: run}
	known := &law.Law{Status: law.InForceStatus, StatusKnownTo: d("2023-06-30"), InForce: law.InForce{From: d("2020-01-10")}}
	bill := &law.Law{Status: law.Bill, StatusKnownTo: d("2026-07-01")}
	off := &law.Law{Status: law.Suspended, InForce: law.InForce{From: d("2020-01-10")}}
	for _, c := range []struct {
		name string
		law  *law.Law
		day  string
		want law.Standing
	}{
		{"the day before it applies", enacted, "2020-01-09", law.NotYet},
		{"its first day", enacted, "2020-01-10", law.Stands},
		{"the day before a suspension", enacted, "2022-02-28", law.Stands},
		{"the first day of a suspension", enacted, "2022-03-01", law.IsOff},
		{"the last day of a suspension", enacted, "2022-03-31", law.IsOff},
		{"the day after", enacted, "2022-04-01", law.Stands},
		{"its last day", enacted, "2024-01-09", law.Stands},
		{"the first day no longer", enacted, "2024-01-10", law.RunsOut},
		{"the last day of old orders", enacted, "2025-01-09", law.RunsOut},
		{"when old orders have ended", enacted, "2025-01-10", law.Ended},
		{"the last day its status is known", known, "2023-06-30", law.Stands},
		{"the day after that", known, "2023-07-01", law.NotKnown},
		{"a law to come is not in force, whatever is known later", known, "2019-12-31", law.NotYet},
		{"a bill", bill, "2026-07-01", law.BindsNoone},
		{"a bill after the day its status is known to", bill, "2026-07-02", law.NotKnown},
		{"a suspension without dates", off, "2024-01-01", law.IsOff},
	} {
		if got := c.law.StandsAt(d(c.day)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
