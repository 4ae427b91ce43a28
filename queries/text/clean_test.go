package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestSafe(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Bleu", "Bleu"},
		{"\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		{"a\x00b\x07c\x7f", "a␀b␇c␡"},
		{"one\ntwo\tthree\r", "one two three␍"},
		{"\u009b31m", "<U+009B>31m"}, // the 8-bit CSI
		{"gpj.\u202eexe", "gpj.<U+202E>exe"},
		{"zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"},
		{"tag\U000e0041", "tag<U+E0041>"},
		{"bad\xffbyte", "bad�byte"},
		{"Société 字节 🇫🇷", "Société 字节 🇫🇷"},
		{"नमस्ते क\u200dष", "नमस्ते क\u200dष"}, // a joiner that letters need
	} {
		if got := Safe(c.in); got != c.want {
			t.Errorf("Safe(%q) = %q, want %q", c.in, got, c.want)
		}
		if got := Safe(Safe(c.in)); got != Safe(c.in) {
			t.Errorf("Safe twice differs from once on %q", c.in)
		}
	}
}

func TestRightToLeftNamesAreIsolated(t *testing.T) {
	if got, want := Name("بنك"), "\u2068بنك\u2069"; got != want {
		t.Errorf("Name = %q, want %q", got, want)
	}
	if got := Name("Bleu"); got != "Bleu" {
		t.Errorf("Name(Bleu) = %q", got)
	}
	// A name cannot close the isolate it stands in.
	if got := Name("ב\u2069\u202eX"); strings.Count(got, "\u2069") != 1 || !strings.HasSuffix(got, "\u2069") {
		t.Errorf("the name breaks out: %q", got)
	}
	if got := Safe(Name("בנק")); got != Name("בנק") {
		t.Errorf("the isolate is lost on the way out: %q", got)
	}
	if w := width(Name("בנק")); w != 3 {
		t.Errorf("an isolated name of three letters is %d wide", w)
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"Bleu": 4, "字节": 4, "e\u0301": 1, "–": 1, "": 0} {
		if got := width(s); got != want {
			t.Errorf("width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  []string
	}{
		{"one two three", 8, []string{"one two", "three"}},
		{"contrôle de Bleu ?", 16, []string{"contrôle de", "Bleu ?"}}, // no mark alone
		{"dit « oui »", 9, []string{"dit", "« oui »"}},
		{"at 50 % of it", 5, []string{"at", "50 %", "of it"}},
		{"RU" + noBreak + "sanctions, US" + noBreak + "act", 12, []string{"RU", "sanctions,", "US" + noBreak + "act"}}, // no comma alone
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"see https://example.org/a/b", 10, []string{"see", "https://example.org/a/b"}},
		{"字节跳动公司", 5, []string{"字节", "跳动", "公司"}},
		{"", 5, []string{""}},
		{"   ", 1, []string{""}},
	} {
		if got := wrap(c.in, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestFormulaGuard(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+A1": "'+A1", "-5": "'-5", "@SUM": "'@SUM", "\tx": "'\tx", "\rx": "'\rx", "\x00": "'\x00",
		"5": "5", "": "", "a=b": "a=b"} {
		if got := formula(in); got != want {
			t.Errorf("formula(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzSafe: whatever comes in, no control character, override or bad byte goes
// out, and lines keep their width.
func FuzzSafe(f *testing.F) {
	for _, s := range []string{"Bleu", "\x1b]0;x\x07", "ا\u202eb", "字\u0301", "\xff\xfe"} {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		out := Name(s)
		for _, r := range out {
			if unicode.IsControl(r) || hides(r) && r != firstStrongIsolate && r != popIsolate {
				t.Fatalf("%q lets %U through", s, r)
			}
		}
		limit = 10 + abs(limit)%100
		for _, line := range wrap(out, limit) {
			if width(line) > limit && !strings.Contains(line, "://") && len([]rune(line)) > 3 {
				t.Fatalf("wrap(%q, %d) has a line %d wide", out, limit, width(line))
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
