package graph_test

import (
	"math/big"
	"strings"
	"testing"

	"longarm/graph"
)

// FuzzParsePercent wants figures within 0–100 that bracket the text exactly, read
// a second time as themselves; never a panic.
func FuzzParsePercent(f *testing.F) {
	for _, s := range []string{"50", "5,18", "33.3333333333", "100", "0", "12 %", ".5", "5.", "1e2", "-1", "NaN", "0x10", "1_0", "١٢", "100.0000000001", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		floor, ceil, err := graph.ParsePercent(text)
		if err != nil {
			return
		}
		if floor < 0 || ceil > graph.Hundred || ceil-floor > 1 || ceil < floor {
			t.Fatalf("%q = %d, %d", text, floor, ceil)
		}
		plain := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.Replace(text, ",", ".", 1)), "%"))
		exact, ok := new(big.Rat).SetString(plain)
		if !ok {
			t.Fatalf("%q was read, and is no number", text)
		}
		if floor.Rat().Cmp(exact) > 0 || ceil.Rat().Cmp(exact) < 0 || (floor == ceil) != (floor.Rat().Cmp(exact) == 0) {
			t.Errorf("%q = %s–%s does not bracket it", text, floor, ceil)
		}
		if again, _, err := graph.ParsePercent(floor.String()); err != nil || again != floor {
			t.Errorf("%s reads back as %s, %v", floor, again, err)
		}
		if a, b, err := graph.ParseFraction(text); err == nil && (a > b || b > graph.Hundred || a.Rat().Cmp(new(big.Rat).Mul(exact, big.NewRat(100, 1))) > 0) {
			t.Errorf("%q as a fraction = %s–%s", text, a, b)
		}
	})
}

// FuzzParseDate wants days that exist, written as they are read; never a panic.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024", "2024-02", "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2024-+1", "+999", "2024-1-1", "0000", "9999-12-31", "2024-13", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := graph.ParseDate(text)
		if err != nil {
			return
		}
		if full := d.String(); !strings.HasPrefix(full, text) || strings.Trim(full[len(text):], "-01") != "" {
			t.Errorf("%q reads as %s", text, full)
		}
		if again, err := graph.ParseDate(d.String()); err != nil || again != d {
			t.Errorf("%s reads back as %s, %v", d, again, err)
		}
		if next := d.AddYears(1); next <= d || next.Year() != d.Year()+1 {
			t.Errorf("%s and a year is %s", d, next)
		}
	})
}
