package xlsx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/internal/source"
	"longarm/loaders/xlsx"
)

func template(t testing.TB, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Template(&b, lang); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book is the template with cells changed: "holdings!E4" → a string, a number, a time.
func book(t testing.TB, cells map[string]any, more func(*excelize.File)) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(template(t, "en")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, value := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(f)
	}
	path := filepath.Join(t.TempDir(), "facts.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func statements(l *loadertest.Loaded) map[string]string {
	out := map[string]string{}
	for _, s := range l.Statements() {
		out[string(s.ID)] = fmt.Sprintf("%s %s %s %s %t %s %s %s", s.Holder, s.Interest, s.Subject, s.Share, s.Figure, s.Basis, s.Period.From, s.Period.AsOf)
	}
	return out
}

// TestTemplate: the workbook loads back as it is written, is the same each time and
// holds nothing that runs.
func TestTemplate(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		data := template(t, lang)
		if !bytes.Equal(data, template(t, lang)) {
			t.Errorf("%s: two workbooks differ", lang)
		}
		path := filepath.Join(t.TempDir(), "t.xlsx")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		l := loadertest.File(t, path, xlsx.Load)
		l.MustBuild(t)
		if !xlsx.Sniff(l.Head) || l.Result.Read != 5 || len(l.Result.Notes) != 1 || !strings.Contains(l.Result.Notes[0].Message, `"example-fund" stands on no row`) {
			t.Errorf("%s: %+v", lang, l.Result)
		}
		if got := statements(l)["t.xlsx:holdings:3"]; got != "example-fund shareholding example-cloud 60 % true capital 2021-05-01 " {
			t.Errorf("%s: %q", lang, got)
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range z.File {
			if strings.Contains(p.Name, "vba") || strings.Contains(p.Name, "external") || !p.Modified.IsZero() && p.Modified.Year() > 1980 {
				t.Errorf("%s: the part %s of %s", lang, p.Name, p.Modified)
			}
			r, err := p.Open()
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			b.ReadFrom(r)
			if strings.Contains(b.String(), "<f>") || strings.Contains(b.String(), "<hyperlink") {
				t.Errorf("%s: %s holds a formula or a link", lang, p.Name)
			}
		}
	}
	if en, fr := template(t, "en"), template(t, "fr"); bytes.Equal(en, fr) {
		t.Error("French is English")
	}
}

// TestCells: percentages as Excel stores them, dates as it counts them, free text, and
// numbers that are no dates.
func TestCells(t *testing.T) {
	percent, day, custom := 0, 0, 0
	path := book(t, map[string]any{
		"entities!A4": "state-x", "entities!B4": "State", "entities!E4": "XK",
		"entities!A5": "ann", "entities!B5": "person", "entities!E5": "FR;XK",
		"entities!A6": "agency", "entities!B6": "state body", "entities!G6": "FR",
		"holdings!B4": "ann", "holdings!C4": "example-cloud", "holdings!E4": 0.514, "holdings!H4": time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC),
		"holdings!B5": "ann", "holdings!C5": "example-cloud", "holdings!E5": "more than 50", "holdings!J5": "2024",
		"holdings!B6": "ann", "holdings!C6": "example-cloud", "holdings!E6": 51,
		"holdings!B7": "ann", "holdings!C7": "example-cloud", "holdings!E7": "",
		"holdings!B8": "ann", "holdings!C8": "example-cloud", "holdings!D8": "votingRights", "holdings!E8": "38,85",
		"links!B4": "ann", "links!C4": "residentIn", "links!D4": "XK",
		"attributes!B4": "example-cloud", "attributes!C4": "users", "attributes!D4": 12000, "attributes!E4": "XK", "attributes!F4": "month",
	}, func(f *excelize.File) {
		percent, _ = f.NewStyle(&excelize.Style{NumFmt: 10})
		day, _ = f.NewStyle(&excelize.Style{NumFmt: 14})
		format := `0.0 "percent"`
		custom, _ = f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		f.SetCellStyle("holdings", "E4", "E4", percent)
		f.SetCellStyle("holdings", "H4", "H4", day)
		f.SetCellStyle("holdings", "E6", "E6", custom)
	})
	l := loadertest.File(t, path, xlsx.Load)
	l.MustBuild(t)
	got := statements(l)
	for id, want := range map[string]string{
		"facts.xlsx:holdings:4": "ann shareholding example-cloud 51.4 % true both 2024-01-31 ",
		"facts.xlsx:holdings:5": "ann shareholding example-cloud >50–100 % true both  2024-01-01",
		"facts.xlsx:holdings:6": "ann shareholding example-cloud 51 % true both  ",
		"facts.xlsx:holdings:7": "ann shareholding example-cloud >0–100 % false both  ",
		"facts.xlsx:holdings:8": "ann votingRights example-cloud 38.85 % true votes  ",
		"facts.xlsx:links:4":    "ann residentIn state-x 0 % false   ",
		"ann#nationalOf-1":      "ann nationalOf fr 0 % false   ",
		"ann#nationalOf-2":      "ann nationalOf state-x 0 % false   ",
	} {
		if got[id] != want {
			t.Errorf("%s\n got %q\nwant %q", id, got[id], want)
		}
	}
	if a := l.Attributes(); len(a) != 2 || a[1].At != "state-x" || a[1].Value != "12000" {
		t.Errorf("%+v", a)
	}
	if e := l.Entity("agency"); e == nil || e.Kind != graph.StateBody || e.Within != "fr" {
		t.Errorf("%+v", e)
	}
	if s := l.Statements()[len(l.Statements())-1]; !strings.HasSuffix(s.Origin, "facts.xlsx:links!A4") {
		t.Error(s.Origin)
	}
	notes := fmt.Sprint(l.Result.Notes)
	if !strings.Contains(notes, "rows of the template's example are still there") {
		t.Error(notes)
	}
}

// TestFractions: plain numbers up to 1 are percent, and said.
func TestFractions(t *testing.T) {
	l := loadertest.File(t, book(t, map[string]any{"holdings!E3": 0.51}, nil), xlsx.Load)
	if got := statements(l)["facts.xlsx:holdings:3"]; !strings.Contains(got, " 0.51 % true") || !strings.Contains(fmt.Sprint(l.Result.Notes), "0.5 is half a percent") {
		t.Errorf("%q %v", got, l.Result.Notes)
	}
}

func TestBadRows(t *testing.T) {
	for _, c := range []struct {
		at    string
		value any
		want  string
	}{
		{"holdings!E3", 151, "holdings!E3"},
		{"holdings!E3", "some", `"some"`},
		{"holdings!F3", "shares", "not one of the codes"},
		{"holdings!D3", "boardChair", "belongs to the sheet links"},
		{"holdings!B3", "", "holder: empty"},
		{"holdings!H3", 44000.5, "a number and no date"},
		{"holdings!I3", "2020", "it ends on 2020-01-01, not after"},
		{"holdings!J3", "2024-02-31", "no day 31"},
		{"holdings!L3", "hihg", `did you mean "high"?`},
		{"holdings!E3", "#REF!", "the formula has no value"},
		{"links!C3", "shareholding", "belongs to the sheet holdings"},
		{"links!D3", "Atlantis", "neither an ISO 3166-1 code"},
		{"entities!H3", "12345", "20 characters"},
		{"entities!I3", "FR", "not of the form register:number"},
		{"entities!E3", "FR;DE", "several codes"},
		{"attributes!D3", "", "value: empty"},
		{"attributes!F3", "year", "not one of the codes"},
		{"sources!C3", "ftp://x", "is no address"},
		{"sources!G3", "perhaps", "neither yes nor no"},
		{"holdings!A3", "facts.xlsx:holdings:9", "the form given to rows without one"},
		{"holdings!B3", "a\x0bb", "control character"},
	} {
		l := loadertest.File(t, book(t, map[string]any{c.at: c.value}, nil), xlsx.Load)
		if c.want == "control character" && l.Result.Rejected == 0 {
			continue // the writer has dropped it
		}
		if l.Err != nil || l.Result.Rejected != 1 || !strings.Contains(l.Result.Errors[0].Error()+l.Result.Errors[0].Path, c.want) {
			t.Errorf("%s = %v: %v %v", c.at, c.value, l.Err, l.Result.Errors)
		}
		l.Sound(t)
	}
	twice := map[string]any{"entities!A4": "example-cloud", "holdings!A4": "h", "holdings!B4": "a", "holdings!C4": "b", "holdings!A5": "h", "holdings!B5": "a", "holdings!C5": "b"}
	l := loadertest.File(t, book(t, twice, nil), xlsx.Load)
	if l.Err != nil || l.Result.Rejected != 2 {
		t.Errorf("%v %v", l.Err, l.Result.Errors)
	}
}

func TestWrongWorkbooks(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(name, "sheet1") {
			for range 70 {
				w.Write(make([]byte, 1<<20))
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	whole := template(t, "en")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"bomb":  {bomb.Bytes(), "unzip size exceeds"},
		"cut":   {whole[:len(whole)/2], "damaged or cut zip"},
		"plain": {[]byte("id,kind\n"), "this is no workbook"},
	} {
		path := filepath.Join(t.TempDir(), name+".xlsx")
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if l := loadertest.File(t, path, xlsx.Load); l.Err == nil || !strings.Contains(l.Err.Error(), c.want) {
			t.Errorf("%s: %v", name, l.Err)
		}
	}
	for want, change := range map[string]func(f *excelize.File){
		"no sheet of this workbook": func(f *excelize.File) {
			for _, s := range []string{"entities", "holdings", "links", "attributes", "sources"} {
				f.DeleteSheet(s)
			}
		},
		`lacks the column "subject"`: func(f *excelize.File) { f.SetCellValue("holdings", "C1", "thing") },
		`the column "holder" twice`:  func(f *excelize.File) { f.SetCellValue("holdings", "D1", "holder") },
	} {
		if l := loadertest.File(t, book(t, nil, change), xlsx.Load); l.Err == nil || !strings.Contains(l.Err.Error(), want) {
			t.Errorf("%s: %v", want, l.Err)
		}
	}
	l := loadertest.File(t, book(t, map[string]any{"holdings!P1": "vlaue"}, func(f *excelize.File) { f.NewSheet("Notes") }), xlsx.Load)
	if notes := fmt.Sprint(l.Result.Notes); !strings.Contains(notes, `did you mean "value"?`) || !strings.Contains(notes, `the sheet "Notes" is not read`) {
		t.Errorf("%v %s", l.Err, notes)
	}
}

// TestOthersWorkbook reads what another program saved: inline strings, a percentage, a
// date, and a formula that nobody has computed.
func TestOthersWorkbook(t *testing.T) {
	l := loadertest.File(t, "testdata/facts.xlsx", xlsx.Load)
	if l.Err != nil || l.Result.Read != 5 || l.Result.Rejected != 1 || l.Result.Errors[0].Path != "holdings!E4" || !strings.Contains(l.Result.Errors[0].Message, "never saved") {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	if got := statements(l)["facts.xlsx:holdings:3"]; got != "fund shareholding target 51.4 % true capital 2024-01-31 " {
		t.Error(got)
	}
	if e := l.Entity("target"); e == nil || e.Name != "Société Générale d’Exemple" {
		t.Errorf("%+v", e)
	}
	l.Sound(t)
}

// TestWideRows: a short text that names cells far to the right is refused in time and
// memory.
func TestWideRows(t *testing.T) {
	data := template(t, "en")
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, p := range z.File {
		if p.Name != "xl/worksheets/sheet3.xml" {
			if err := out.Copy(p); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := out.Create(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>holder</v></c><c r="B1" t="str"><v>subject</v></c></row>`)
		for n := 2; n < 400; n++ {
			fmt.Fprintf(w, `<row r="%d"><c r="A%d" t="str"><v>a</v></c><c r="XFD%d" t="str"><v>a</v></c></row>`, n, n, n)
		}
		fmt.Fprint(w, `</sheetData></worksheet>`)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "wide.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if l := loadertest.File(t, path, xlsx.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "more than 5000000 cells") {
		t.Errorf("%v %+v", l.Err, l.Result)
	}
}

// FuzzLoad changes the parts of a workbook that people and programs write into, packed
// anew: a flipped byte of the archive alone is found by its checksum.
func FuzzLoad(f *testing.F) {
	data := template(f, "en")
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.Fatal(err)
	}
	parts := map[string]string{}
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			f.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			f.Fatal(err)
		}
		parts[p.Name] = b.String()
	}
	const strings1, holdings, book = "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"
	f.Add(parts[strings1], parts[holdings], parts[book])
	f.Fuzz(func(t *testing.T, text, sheet, workbook string) {
		var b bytes.Buffer
		out := zip.NewWriter(&b)
		for _, p := range z.File {
			content := parts[p.Name]
			switch p.Name {
			case strings1:
				content = text
			case holdings:
				content = sheet
			case book:
				content = workbook
			}
			w, err := out.CreateHeader(&zip.FileHeader{Name: p.Name})
			if err == nil {
				_, err = w.Write([]byte(content))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		in, err := source.NewInput("f.xlsx", &b, source.Options{Encoding: source.UTF8})
		if err != nil {
			t.Fatal(err)
		}
		l := &loadertest.Loaded{}
		l.Result, l.Err = xlsx.Load(context.Background(), in, func(r graph.Record) error {
			l.Records = append(l.Records, r)
			return nil
		})
		l.Sound(t)
	})
}
