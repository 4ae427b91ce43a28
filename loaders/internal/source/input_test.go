package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/unicode"

	"longarm/graph"
)

func TestLinesTellWindows1252FromDamage(t *testing.T) {
	good := strings.Repeat("ascii\n", 20)
	for _, c := range []struct {
		name, text string
		enc        Encoding
		bad        int
	}{
		{"Windows-1252", good + "Soci\xe9t\xe9\nM\xfcller\n", Windows1252, 0},
		{"one bad byte in UTF-8", good + "Soci\xe9t\nSociété\n", UTF8, 1},
		{"one bad byte beside UTF-8 on its line", "é \xe9\n", UTF8, 1},
		{"one bad byte after UTF-8", "é\n\xe9\n", UTF8, 1},
		{"a byte Windows-1252 lacks", "\x81\n", UTF8, 1},
		{"UTF-8", "é\n", UTF8, 0},
		{"ASCII", "e\n", Detect, 0},
	} {
		l, err := NewLines(strings.NewReader(c.text), Detect)
		if err != nil {
			t.Fatal(err)
		}
		bad := 0
		for {
			_, wrong, err := l.Next()
			if err != nil {
				break
			}
			if wrong != nil {
				bad++
			}
		}
		if bad != c.bad || l.Encoding() != c.enc {
			t.Errorf("%s: %d bad lines, read as %q", c.name, bad, l.Encoding())
		}
	}
}

func TestEncodings(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("{\"a\":\"é\"}\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"plain": "{\"a\":\"é\"}\n", "mark": "\ufeff{\"a\":\"é\"}\n", "UTF-16": utf16} {
		v, err := input(t, text).JSON().Next()
		if err != nil || v.Get("a").Str() != "é" {
			t.Errorf("%s: %v %v", name, v.Get("a").Str(), err)
		}
	}
	if _, err := NewInput("f", strings.NewReader(""), Options{Encoding: "utf8"}); err == nil || !strings.Contains(err.Error(), `did you mean "utf-8"?`) {
		t.Error(err)
	}
}

func TestXML(t *testing.T) {
	const text = "\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lei:D xmlns:lei=\"u\"><H><Date>2024</Date></H>\n<R><A lang=\"fr\"> é&amp;à </A><B><C>1</C><C>2</C></B></R><R/></lei:D>\n"
	in := input(t, text)
	x := in.XML()
	var around []string
	open := func(path string, _ xml.StartElement) { around = append(around, path) }
	r, err := x.Next(open, "R")
	if err != nil {
		t.Fatal(err)
	}
	if r.Str("A") != "é&à" || r.Get("A").Attribute("lang") != "fr" || len(r.Get("B").All("C")) != 2 || r.Str("B", "C") != "1" || r.Str("X", "Y") != "" || r.Line != 5 {
		t.Errorf("%+v", r)
	}
	if got := strings.Join(around, " "); got != "D D/H D/H/Date" {
		t.Error(got)
	}
	if _, err := x.Next(nil, "R"); err != nil {
		t.Error(err)
	}
	if _, err := x.Next(nil, "R"); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"DTD":    {"<!DOCTYPE d [<!ENTITY b \"x\">]><d>&b;</d>", "f.json:1:31: a document type definition"},
		"entity": {"<d><R>&b;</R></d>", "this is no XML: invalid character entity &b;"},
		"deep":   {strings.Repeat("<d>", 1_000_000), "nested deeper than 64 levels"},
		"cut":    {"<d><R><A>x", "the file is cut short"},
		"cross":  {"<d><R></A></R></d>", `the end tag of "A" closes nothing`},
	} {
		if _, err := input(t, c.text).XML().Next(nil, "R"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	long, err := NewInput("f", io.MultiReader(strings.NewReader("<d><R>"), io.LimitReader(zeros{}, 1<<30)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := long.XML().Next(nil, "R"); err == nil || !strings.Contains(err.Error(), "longer than the 16777216 bytes allowed") {
		t.Error(err)
	}
}

// bomb writes a gzip stream of n zeros.
func bomb(t *testing.T, n int64) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.CopyN(z, zeros{}, n); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBombs(t *testing.T) {
	packed := bomb(t, 256<<20)
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, zeros{}, 256<<20); err != nil {
		t.Fatal(err)
	}
	nested, err := z.Create("b.zip")
	if err != nil {
		t.Fatal(err)
	}
	nested.Write([]byte("PK\x03\x04 and so on"))
	z.Close()
	dir := t.TempDir()
	for name, data := range map[string][]byte{"b.gz": packed, "b.zip": archive.Bytes()} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var read int64
		err := Each(path, Options{}, func(in *Input) error {
			n, err := io.Copy(io.Discard, in.R)
			read += n
			return in.Fail(0, 0, err)
		})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrInflation) || read > 80<<20 || after.TotalAlloc-before.TotalAlloc > 32<<20 {
			t.Errorf("%s: read %d bytes: %v", name, read, err)
		}
	}
	err = Each(filepath.Join(dir, "b.zip"), Options{}, func(in *Input) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "b.zip!b.zip: an archive inside an archive") {
		t.Error(err)
	}
	err = Each(filepath.Join(dir, "b.gz"), Options{MaxBytes: 1000}, func(in *Input) error {
		_, err := io.Copy(io.Discard, in.R)
		return in.Fail(0, 0, err)
	})
	if err == nil || !strings.Contains(err.Error(), "more than the 1000 bytes allowed") {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cut.zip"), archive.Bytes()[:archive.Len()/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Each(filepath.Join(dir, "cut.zip"), Options{}, func(*Input) error { return nil }); err == nil || !strings.Contains(err.Error(), "damaged or cut zip archive") {
		t.Error(err)
	}
}

func TestScoutReadsTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, bomb(t, 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	twice := func(in *Input) error {
		var first, second int64
		err := in.Scout(func(s *Input) (err error) {
			s.Reject(1, 1, "", graph.Own("x"), graph.Text{})
			first, err = io.Copy(io.Discard, s.R)
			return err
		})
		if err == nil {
			second, err = io.Copy(io.Discard, in.R)
		}
		if first != 1000 || second != 1000 || in.Result().Read != 0 {
			t.Errorf("read %d and %d, %+v", first, second, in.Result())
		}
		return err
	}
	if err := Each(path, Options{}, twice); err != nil {
		t.Error(err)
	}
	for _, r := range []io.Reader{strings.NewReader(strings.Repeat("0", 1000)), io.LimitReader(zeros{}, 1000)} {
		in, err := NewInput("x", r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := twice(in); err != nil {
			t.Error(err)
		}
	}
}

func TestStatesOfAStream(t *testing.T) {
	var added []string
	add := func(r graph.Record) error { added = append(added, string(r.(graph.Entity).ID)); return nil }
	s := input(t, "x").NewStates(add)
	for code, want := range map[string]graph.EntityID{"FR": "fr", "fr": "fr", "US-DE": "us-de", "XK": "xk", "EU": "eu", "ZZ": "", "France": "", "": "", "XA": "", "US-": ""} {
		if id, err := s.Find(code); err != nil || id != want {
			t.Errorf("%q: %q %v", code, id, err)
		}
	}
	own := input(t, "x")
	own.Options.States = func(iso string) (graph.Entity, bool) {
		return graph.Entity{ID: "france", Kind: graph.State, ISO: "FR"}, iso == "FR"
	}
	if id, _ := own.NewStates(add).Find("FR"); id != "france" {
		t.Error(id)
	}
}

func TestWordsOfCountries(t *testing.T) {
	for word, want := range map[string]string{"France": "FR", "FRANCE": "FR", "England And Wales": "GB", "england & wales": "GB", "USA": "US", "The Netherlands": "NL",
		"VIRGIN ISLANDS, BRITISH": "VG", "Deutschland": "DE", "Allemagne": "DE", "gb": "GB", "DEU": "DE", "Atlantis": "", "": "", "Hong Kong": "HK", "Kosovo": "XK"} {
		if got := CountryCode(word); got != want {
			t.Errorf("CountryCode(%q) = %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"British": "GB", "English": "GB", "Nigerian": "NG", "French": "FR", "Germany": "DE", "Martian": ""} {
		if got := Nationality(word); got != want {
			t.Errorf("Nationality(%q) = %q, want %q", word, got, want)
		}
	}
	for text, want := range map[string]string{"1234567": "01234567", "SC 12345": "SC012345", "oc301540": "OC301540", "N/A": "", "123456789": "", "0": "", "IP12345R": "IP12345R", "R0000001": "R0000001", "HRB1": ""} {
		if got := UKCompanyNumber(text); got != want {
			t.Errorf("UKCompanyNumber(%q) = %q, want %q", text, got, want)
		}
	}
	for name, want := range map[string]graph.Date{"a-2026-09-01.zip": graph.NewDate(2026, 9, 1), "20260901-0800-rr.csv": graph.NewDate(2026, 9, 1), "x": 0, "202609012.csv": 0, "a2026-13-01": 0} {
		if got := DayIn(name); got != want {
			t.Errorf("DayIn(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestProgressLine(t *testing.T) {
	now := time.Now()
	p := NewProgress(now)
	p.Expect(4 << 20)
	p.read(1 << 20)
	p.Item(false)
	p.Item(true)
	if got, want := p.Line("fr", now.Add(2*time.Second)), "1.0 MiB sur 4.0 MiB (25 %), 2 enregistrements, 1/s, encore 6s, 1 rejetés"; got != want {
		t.Errorf("en français : %q, et non %q", got, want)
	}
	if got, want := p.Line("en", now.Add(2*time.Second)), "1.0 MiB of 4.0 MiB (25 %), 2 records, 1/s, 6s left, 1 rejected"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
