package companieshouse_test

import (
	"os"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/companieshouse"
	"longarm/loaders/internal/loadertest"
)

const fixture = "testdata/BasicCompanyData-2026-09-01-part1_7.csv"

func TestBasicCompanyData(t *testing.T) {
	l := loadertest.File(t, fixture, companieshouse.Load)
	ledger := l.MustBuild(t)
	if !companieshouse.Sniff(l.Head) || l.Result.Read != 4 {
		t.Errorf("recognised %t, %+v", companieshouse.Sniff(l.Head), l.Result)
	}
	e := ledger.Entity("gb-coh:01234567")
	if e.Name != `EXAMPLE "ONE" LTD` || e.Status.Own != "Active" || strings.Join(e.Aliases, "|") != "EXEMPLE LTD" || e.Identifiers[0].String() != "GB-COH:01234567" ||
		e.Note.Own != "Private Limited Company; incorporated 2016-04-06; 63110 - Data processing, hosting and related activities" {
		t.Errorf("%+v", e)
	}
	for id, want := range map[graph.EntityID]graph.EntityID{"gb-coh:01234567": "gb", "gb-coh:FC012345": "de", "gb-coh:OE000001": "vg", "gb-coh:IP12345R": "gb"} {
		s := ledger.StatementsOf(id)
		if len(s) != 1 || s[0].Subject != want || s[0].Interest != graph.IncorporatedIn {
			t.Errorf("%s: %+v, want formed in %s", id, s, want)
		}
	}
	if src := l.Sources(); len(src) != 1 || src[0].Licence != "OGL-UK-3.0" || src[0].Date != "2026-09-01" {
		t.Errorf("%+v", src)
	}
}

func TestBadRows(t *testing.T) {
	const header = "CompanyName, CompanyNumber,CompanyStatus,IncorporationDate,DissolutionDate\n"
	for _, c := range []struct{ row, path, want string }{
		{"A,,Active,,", "CompanyNumber", `"" is no company number`},
		{"A,1,Active,2016-04-06,", "IncorporationDate", `"2016-04-06" is no day such as 31/01/2024`},
		{"A,1,Active,31/02/2016,", "IncorporationDate", "is no day"},
		{"A,1,Active", "", "3 fields where the header has 5"},
		{"A \"b\",1,Active,,", "", "a quote inside a field"},
		{"A,2,Active,,", "CompanyNumber", "the company 00000002 stands twice"},
		{"A\xff\u00e9,1,Active,,", "", "byte 0xff is not UTF-8"},
	} {
		l := loadertest.Text(t, "f.csv", header+c.row+"\nB,2,Active,,\n", companieshouse.Load)
		if r := l.Result; l.Err != nil || r.Accepted != 1 || r.Rejected != 1 || r.Errors[0].Path != c.path || r.Errors[0].Line != 2+strings.Count(c.want, "twice") || !strings.Contains(r.Errors[0].Message, c.want) {
			t.Errorf("%s: %v %+v", c.row, l.Err, r)
		}
	}
	if l := loadertest.Text(t, "f.csv", "CompanyName,CompanyNumber\nA,1\n", companieshouse.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "f.csv:1:1: the column CompanyStatus is missing") {
		t.Error(l.Err)
	}
	l := loadertest.Text(t, "f.csv", header+"SOCI\xc9T\xc9,1,Active,,\n", companieshouse.Load)
	if e := l.Entity("gb-coh:00000001"); e == nil || e.Name != "SOCIÉTÉ" || len(l.Result.Notes) != 1 {
		t.Errorf("Windows-1252: %+v %v", e, l.Result)
	}
}

func FuzzLoad(f *testing.F) {
	data, err := os.ReadFile(fixture)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("CompanyName, CompanyNumber,CompanyStatus\n\"A,1,x")
	f.Fuzz(func(t *testing.T, text string) { loadertest.Text(t, "f.csv", text, companieshouse.Load).Sound(t) })
}
