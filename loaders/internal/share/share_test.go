package share_test

import (
	"strings"
	"testing"

	"longarm/loaders/internal/share"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		// figures
		"75": "75 %", "60%": "60 %", "60 %": "60 %", "38,85": "38.85 %", "38.85 %": "38.85 %", "100": "100 %", "0": "0 %", " 12.5 percent ": "12.5 %",
		"33,333333333": "33.333333333 %", "12,345": "12.345 %", "51 per cent": "51 %", "exactly 50": "50 %", "=50": "50 %", "49 % of the shares": "49 %",
		"100% owned": "100 %", "(75%)": "75 %", "25\u00a0%": "25 %",
		// bands
		"25-50": "25–50 %", "25 - 50 %": "25–50 %", "25–50%": "25–50 %", "25% to 50%": "25–50 %", "between 25 and 50": "25–50 %", "from 25 to 50": "25–50 %",
		"entre 25 et 50 %": "25–50 %", "25 à 50": "25–50 %", "zwischen 25 und 50": "25–50 %", "25 bis 50": "25–50 %", "от 25 до 50": "25–50 %",
		"more than 25 up to 50": ">25–50 %", "more than 25% but not more than 50%": ">25–50 %", ">25-50": ">25–50 %", "25-<50": "25–<50 %",
		"more than 50% but less than 75%": ">50–<75 %", "over 25 and under 50": ">25–<50 %", "50-50": "50 %",
		// bounds
		"more than 50": ">50–100 %", "> 50": ">50–100 %", ">50%": ">50–100 %", "over 50": ">50–100 %", "50 or more": "50–100 %", "75% or more": "75–100 %",
		"75+": "75–100 %", "at least 25": "25–100 %", "≥25": "25–100 %", ">= 25": "25–100 %", "not less than 25": "25–100 %", "less than 5": "0–<5 %", "<5": "0–<5 %",
		"up to 25": "0–25 %", "5 or less": "0–5 %", "<=5": "0–5 %", "max. 5": "0–5 %", "plus de 50 %": ">50–100 %", "mehr als 50": ">50–100 %",
		"более 50": ">50–100 %", "не менее 25": "25–100 %", "50+1": ">50–100 %", "50% + 1 share": ">50–100 %",
		// words
		"majority": ">50–100 %", "majority stake": ">50–100 %", "minority": "0–<50 %", "wholly owned": "100 %",
	} {
		s, figure, err := share.Parse(text)
		if err != nil || !figure || s.String() != want {
			t.Errorf("Parse(%q) = %s, %v, %v; want %s", text, s, figure, err, want)
		}
	}
}

func TestParseFindsNoFigure(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " ": "", "n/a": "", "Unknown": "", "-": "",
		"110": "above 100", "-5": "no figure", "50-25": "contradict", "more than 60 less than 40": "contradict", "more than 50 at most 50": "contradict",
		"about 30": "approximate", "~30": "approximate", "ca. 30": "approximate", "75% of voting rights": "no figure", "75 B-shares": "no figure",
		"50/50": "no figure", "1.234,56": "plain decimal", "1 000": "no figure", "some": "no figure", "less than": "no figure", "25 or": "no figure",
		"between 25": "no figure", "%": "no figure", "1e1": "no figure", strings.Repeat("9", 300): "no figure", "NaN": "",
	} {
		s, figure, err := share.Parse(text)
		if figure || s.String() != "0–100 %" {
			t.Errorf("Parse(%q) = %s, %v: a figure was read", text, s, figure)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q): %v, want %q", text, err, want)
		}
	}
}

func TestAlternativesAreNoSum(t *testing.T) {
	if s, figure, err := share.All([]string{"25-50", "75", "n/a"}); !figure || err != nil || s.String() != "25–75 %" {
		t.Errorf("All = %s, %v, %v", s, figure, err)
	}
	if s, figure, err := share.All([]string{"120", "30"}); !figure || err == nil || s.String() != "30 %" {
		t.Errorf("All = %s, %v, %v: the readable figure stays, the other is told", s, figure, err)
	}
	if s, figure, err := share.All(nil); figure || err != nil || s.String() != "0–100 %" {
		t.Errorf("All() = %s, %v, %v", s, figure, err)
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		low, high         string
		lowOpen, highOpen bool
		want              string
		figure, fault     bool
	}{
		{"25", "50", true, false, ">25–50 %", true, false}, {"75.0", "100.0", false, false, "75–100 %", true, false}, {"", "", false, false, "0–100 %", false, false},
		{"50", "", false, false, "50–100 %", true, false}, {"", "5", false, true, "0–<5 %", true, false}, {"60", "40", false, false, "0–100 %", false, true},
		{"50", "50", true, false, "0–100 %", false, true}, {"x", "", false, false, "0–100 %", false, true}, {"25", "25", false, false, "25 %", true, false},
	} {
		s, figure, err := share.Bounds(c.low, c.high, c.lowOpen, c.highOpen)
		if s.String() != c.want || figure != c.figure || (err != nil) != c.fault {
			t.Errorf("Bounds(%q, %q, %v, %v) = %s, %v, %v; want %s", c.low, c.high, c.lowOpen, c.highOpen, s, figure, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"more than 25 but not more than 50", "38,85", "25-<50", ">=", "50+1", "от 25 до 50", "between 25 and", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, figure, err := share.Parse(text)
		if s.Validate() != nil {
			t.Fatalf("Parse(%q) = %s", text, s)
		}
		if figure && err != nil {
			t.Fatalf("Parse(%q): a figure and %v", text, err)
		}
	})
}
