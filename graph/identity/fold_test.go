package identity

import "testing"

func TestKey(t *testing.T) {
	for name, want := range map[string]string{
		"Société  Générale S.A.": "societe generale sa",
		"Socie\u0301te\u0301":    "societe",
		"ORANGE, SA":             "orange sa",
		"L'Oréal":                "loreal",
		"L’Oréal":                "loreal",
		"Procter & Gamble":       "procter and gamble",
		"Pröcter & Gamble":       "procter and gamble",
		"AT&T":                   "at and t",
		"ÅT&T":                   "at and t",
		"Газпром":                "gazprom",
		"ПАО «Газпром»":          "pao gazprom",
		"Ελλάδα":                 "ellada",
		"Straße":                 "strasse",
		"ＡＢＣ":                    "abc",
		"名古屋":                    "名古屋",
		"a\u200bb\u202e":         "ab",
		"  ":                     "",
	} {
		if got := Key(name); got != want {
			t.Errorf("Key(%q) = %q, want %q", name, got, want)
		}
	}
}
