package typeface

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func set(t testing.TB) *Set {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWidths(t *testing.T) {
	s := set(t)
	if w := s.Width("MMMM", 10, false); w <= s.Width("iiii", 10, false) {
		t.Errorf("M is not wider than i: %v", w)
	}
	if s.Width("Orange", 12, true) <= s.Width("Orange", 12, false) {
		t.Error("bold is not wider than plain")
	}
	if got := s.Width("字节跳动", 10, false); got != 40 {
		t.Errorf("four Chinese letters of 10 are %v wide, want 40", got)
	}
}

func TestWrap(t *testing.T) {
	s := set(t)
	for _, text := range []string{
		"Orange Business (formerly Orange Business Services)", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
		"北京字节跳动科技有限公司和其他许多公司的控股公司", "", "a", " ", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
		"شركة الاتصالات السعودية للاستثمار المحدودة", "Caisse des dépôts et consignations / BPI-Participations",
	} {
		lines := s.Wrap(text, 12, false, 100, 20)
		if len(lines) == 0 {
			t.Fatalf("%q has no line", text)
		}
		for _, l := range lines {
			if w := s.Width(l, 12, false); w > 100.001 {
				t.Errorf("%q: line %q is %v wide", text, l, w)
			}
			if !utf8.ValidString(l) || strings.HasPrefix(l, "\u0301") {
				t.Errorf("%q: line %q is broken within a letter", text, l)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	if lines := s.Wrap(strings.Repeat("word ", 100), 12, false, 80, 3); len(lines) != 3 || !strings.HasSuffix(lines[2], "…") {
		t.Errorf("a long text became %q, want three lines, the last cut", lines)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("Orange Business", 80.0)
	f.Add("字节\u200d跳动\xff\x00", 3.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if len(text) > 4000 || width != width || width > 1e6 {
			return
		}
		s := set(t)
		if n := len(s.Wrap(text, 12, true, width, 4)); n < 1 || n > 4 {
			t.Errorf("%d lines", n)
		}
	})
}
