package text

import (
	"slices"
	"strings"

	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
)

// matrixRow is what a state could do: the powers that let it, and the effects on
// the provider by which they do. No effects means any.
type matrixRow struct {
	id      string
	powers  []law.Power
	effects []law.Effect
}

// matrixRows: data is obtained from whoever is obliged, a service is cut where
// others must refuse the provider, its supplier or an item; a duty of the provider
// to refuse others is none of it. A scheme forbids no purchase by itself.
func matrixRows() []matrixRow {
	return []matrixRow{
		{"matrix.obtain", []law.Power{law.CompelledDisclosure, law.Surveillance}, []law.Effect{law.Obliged, law.ViaSupplier}},
		{"matrix.cut", []law.Power{law.ServiceDenial, law.ExportControl}, []law.Effect{law.Targeted, law.ViaSupplier, law.Item}},
		{"matrix.sale", []law.Power{law.Divestiture}, []law.Effect{law.Targeted, law.Holder}},
		{"matrix.purchase", []law.Power{law.ProcurementRequirement}, nil},
	}
}

// lets reports that the finding lets a state do what the row says.
func (m matrixRow) lets(f *queries.Finding) bool {
	return f.Status == "" && (m.effects == nil || slices.Contains(m.effects, f.Effect)) &&
		slices.ContainsFunc(m.powers, func(p law.Power) bool { return slices.Contains(f.Powers, p) })
}

// matrix says what could be done today, what once triggered, what is open.
func (r *renderer) matrix(list []*queries.Finding) table {
	t := table{head: []string{"", r.say("matrix.today"), r.say("matrix.triggered"), r.say("matrix.open")}, indent: 1}
	for _, m := range matrixRows() {
		cells := make([][]string, 3)
		for _, f := range list {
			at := column(f)
			if at < 0 || !m.lets(f) {
				continue
			}
			if n := r.law(f); !slices.Contains(cells[at], n) {
				cells[at] = append(cells[at], n)
			}
		}
		out := []string{r.say(m.id)}
		for _, c := range cells {
			if len(c) == 0 {
				c = []string{"–"}
			}
			out = append(out, strings.Join(c, ", "))
		}
		t.rows = append(t.rows, row{cells: out})
	}
	return t
}

// column places a finding in the matrix: today, if triggered or from a later date,
// open; -1 for none.
func column(f *queries.Finding) int {
	switch {
	case !leading(f), !f.Leads(), f.Because == exposure.ByConduct: // an act is asked of everybody
		return -1
	case f.Verdict == exposure.Undetermined:
		return 2
	case f.Activation == law.Active:
		return 0
	}
	return 1
}
