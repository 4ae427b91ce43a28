package exposure_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
)

// TestRowsDecide holds every row of every law to at least one case of the trio in
// which it alone decides: without the row the law answers otherwise. A row that
// says what does not attach, or only weighs, must at least be shown by a case.
func TestRowsDecide(t *testing.T) {
	c := datatest.Laws(t)
	for _, l := range c.Laws {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			file := fmt.Sprintf("laws/%s/%s.test.yaml", strings.ToLower(l.Jurisdiction), l.ID)
			trio, err := law.LoadTrio(data.FS, file)
			if err != nil {
				t.Fatal(err)
			}
			idle := idleRows(t, c, l, trio, file)
			for _, r := range l.Rows {
				why, shadowed := trio.Shadowed[r.ID]
				switch isIdle := slices.Contains(idle, r.ID); {
				case isIdle && !shadowed:
					t.Errorf("%s: in no case does row %s decide alone", file, r.ID)
				case !isIdle && shadowed:
					t.Errorf("%s: row %s is called shadowed (%s), but a case shows it decide", file, r.ID, why)
				}
			}
			for id := range trio.Shadowed {
				if l.Row(id) == nil {
					t.Errorf("%s: shadowed names %q, which is no row of the law", file, id)
				}
			}
		})
	}
}

// idleRows lists the rows that no case needs, in the order of the law.
func idleRows(t *testing.T, c *law.Catalogue, l *law.Law, trio *law.Trio, file string) []string {
	var graphs []*graph.Graph
	for _, cs := range trio.Cases {
		ledger := datatest.Noded(t, cs.Graph, file)
		graphs = append(graphs, ledger.At(cs.AsOf, graph.Options{}))
	}
	answer := func(i int, l *law.Law) []exposure.Finding {
		return exposure.New(c, graphs[i]).Law(trio.Cases[i].Provider, l)
	}
	var full [][]exposure.Finding
	for i := range graphs {
		full = append(full, answer(i, l))
	}
	var idle []string
	for k, r := range l.Rows {
		without := *l
		without.Rows = slices.Clone(l.Rows)
		muted := *r
		muted.Excludes = true // kept for the rows that refer to its test, but no ground
		without.Rows[k] = &muted
		needed := slices.ContainsFunc(indices(graphs), func(i int) bool {
			if r.Excludes || r.Sense == law.Factor {
				return shows(full[i], r)
			}
			return outcome(full[i]) != outcome(answer(i, &without))
		})
		if !needed {
			idle = append(idle, r.ID)
		}
	}
	return idle
}

func indices(graphs []*graph.Graph) []int {
	out := make([]int, len(graphs))
	for i := range out {
		out[i] = i
	}
	return out
}

// outcome is what a reader would take from the findings. An effect nothing
// reaches is the same as one the law does not have.
func outcome(findings []exposure.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		switch {
		case f.Verdict == exposure.NotReached && f.Status == "":
		case f.Verdict == exposure.Reached:
			fmt.Fprintln(&b, f.Effect, f.Verdict, f.Confidence, f.Activation)
		default:
			fmt.Fprintln(&b, f.Effect, f.Verdict, f.Status, f.Because, f.IfTheoryHolds)
		}
	}
	return b.String()
}

// shows reports that the answer prints the row.
func shows(findings []exposure.Finding, r *law.Row) bool {
	return slices.ContainsFunc(findings, func(f exposure.Finding) bool {
		return slices.ContainsFunc(f.Exclusions, func(x *law.Row) bool { return x.ID == r.ID }) ||
			slices.ContainsFunc(f.Nexuses, func(n exposure.Nexus) bool { return n.ID == r.ID && n.Verdict == exposure.Reached })
	})
}
