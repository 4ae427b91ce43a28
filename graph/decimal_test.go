package graph

import "testing"

// TestPlainDecimals: the quick reading of plain figures says what the exact one says.
func TestPlainDecimals(t *testing.T) {
	for _, text := range []string{"0", "00", "7", "51", "100", "100.0", "100.000000001", "101", "38.85", "38,85", "0.000000001", "0.0000000001", "33.333333333", "33.3333333333", "5.", ".5",
		"1.2.3", "1,2,3", "-1", "+1", "1e1", " 5", "5 ", "5%", "", ".", "99.9999999999", "007.5", "0.51", "1.0", "1.00000000001", "0.00000000001", "0.000000000001"} {
		for _, unit := range []Percent{onePercent, Hundred} {
			quick, ok := plainDecimal(text, unit)
			if !ok {
				continue
			}
			floor, ceil, err := exactDecimal(text, unit)
			if err != nil || floor != quick || ceil != quick {
				t.Errorf("%q in units of %d: quick %s, exact %s to %s, %v", text, unit, quick, floor, ceil, err)
			}
		}
	}
}
