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
	supply  *bool // the finding rests on supply alone, or must not; nil: either
}

// matrixRows: data is obtained from whoever is obliged and has it; who only supplies
// what others run can be told to help, and hands over nothing. A service is cut where
// others must refuse the provider, its supplier or an item; a duty of the provider
// to refuse others is none of it. A scheme forbids no purchase by itself.
func matrixRows() []matrixRow {
	supply, custody := true, false
	access := []law.Power{law.CompelledDisclosure, law.Surveillance}
	bound := []law.Effect{law.Obliged, law.ViaSupplier}
	return []matrixRow{
		{"matrix.obtain", access, bound, &custody},
		{"matrix.cut", []law.Power{law.ServiceDenial, law.ExportControl}, []law.Effect{law.Targeted, law.ViaSupplier, law.Item}, nil},
		{"matrix.sale", []law.Power{law.Divestiture}, []law.Effect{law.Targeted, law.Holder}, nil},
		{"matrix.purchase", []law.Power{law.ProcurementRequirement}, nil, nil},
		{"matrix.help", access, bound, &supply},
	}
}

// lets reports that the finding lets a state do what the row says.
func (m matrixRow) lets(f *queries.Finding) bool {
	return f.Status == "" && (m.effects == nil || slices.Contains(m.effects, f.Effect)) && (m.supply == nil || *m.supply == bySupply(f)) &&
		slices.ContainsFunc(m.powers, func(p law.Power) bool { return slices.Contains(f.Powers, p) })
}

// silent reports a row with n findings that is not told: help by those who only supply
// is named where there is some.
func (m matrixRow) silent(n int) bool { return n == 0 && m.supply != nil && *m.supply }

// bySupply reports a finding that holds by the supply of technology alone: none of
// the grounds that hold is one of custody, seat or market, and none has come along custody.
func bySupply(f *queries.Finding) bool {
	held := 0
	for _, n := range f.Nexuses {
		if n.Verdict != exposure.Reached || n.Verdict != f.Verdict {
			continue
		}
		held++
		if n.Via == law.ByCustody || n.Carrier != law.Supply && (n.Carrier != "" || n.Via != law.ByTechnology) {
			return false
		}
	}
	return held > 0
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
		if m.silent(len(cells[0]) + len(cells[1]) + len(cells[2])) {
			continue
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
