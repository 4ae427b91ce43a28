package queries

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Société Générale S.A.", "societe generale sa"},
		{"SOCIETE  GENERALE SA", "societe generale sa"},
		{"Société Générale", "societe generale"}, // decomposed accents
		{"Crédit d’Agricole", "credit dagricole"},
		{"us-cloud-act", "us cloud act"},
		{"US CLOUD Act", "us cloud act"},
		{"Straße", "strasse"},
		{"ＢＬＥＵ", "bleu"},             // full-width letters
		{"Bl\u202eeu\u200b", "bleu"}, // an override and a zero-width space hide nothing
		{"字节跳动", "字节跳动"},
		{" — ", ""},
	} {
		if got := Key(c.in); got != c.want {
			t.Errorf("Key(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSimilarityOrdersTypos(t *testing.T) {
	for _, c := range []struct{ typed, meant, stranger string }{
		{"capgmini", "capgemini", "capital group"},
		{"belu", "bleu", "beluga shipping"}, // a swap of neighbours is one slip
		{"micro", "microsoft", "macron"},
	} {
		if near, far := similarity(c.typed, c.meant), similarity(c.typed, c.stranger); near <= far {
			t.Errorf("%q is %.2f like %q and %.2f like %q", c.typed, near, c.meant, far, c.stranger)
		}
	}
	if s := similarity(strings.Repeat("bleu", 1000), strings.Repeat("bleu", 999)); s != 0 {
		t.Errorf("keys longer than any name are %v alike", s)
	}
	if s := similarity("bleu", "zoom"); s >= likely {
		t.Errorf("bleu and zoom are %.2f alike, enough to be suggested", s)
	}
}
