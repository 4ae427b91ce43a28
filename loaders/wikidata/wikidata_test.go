package wikidata_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/wikidata"
)

const sample = "testdata/20240101-sample.json"

// claims renders statements as "holder interest subject share from to as-of assertion evidence".
func claims(l *loadertest.Loaded) map[string]string {
	out := map[string]string{}
	for _, s := range l.Statements() {
		share := ""
		if s.Interest.CarriesShare() {
			share = " " + s.Share.String()
			if !s.Figure {
				share = " without a figure"
			}
		}
		p := s.Period
		out[string(s.ID)] = fmt.Sprintf("%s %s %s%s [%s,%s,%s] %s %s", s.Holder, s.Interest, s.Subject, share, p.From, p.To, p.AsOf, s.Assertion, s.Evidence)
	}
	return out
}

func expect(t *testing.T, got, want map[string]string) {
	t.Helper()
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s\n got %q\nwant %q", id, got[id], w)
		}
	}
}

// TestDump: proportions are ratios unless the unit is percent, ranks count, dates are as
// precise as they are, and unknown owners stay apart.
func TestDump(t *testing.T) {
	l := loadertest.File(t, sample, wikidata.Load)
	if l.Err != nil || !wikidata.Sniff(l.Head) {
		t.Fatal(l.Err)
	}
	if r := l.Result; r.Read != 6 || r.Rejected != 1 || r.Errors[0].Line != 7 {
		t.Errorf("%+v", r)
	}
	got := claims(l)
	expect(t, got, map[string]string{
		"wikidata:Q100$1":        "Q200 shareholding Q100 92 % [2015-01-01,,] stated medium",
		"wikidata:Q100$2":        "Q201 shareholding Q100 8 % [,,2019-06-30] stated low",
		"wikidata:Q100$6":        "fr shareholding Q100 without a figure [2000-05-01,2010-01-31,] stated low",
		"wikidata:Q100$7":        "Q205 shareholding Q100 without a figure [2015-01-01,,] withdrawn low",
		"wikidata:Q100$8":        "Q300 officerOf Q100 [,,2024-01-01] stated low",
		"wikidata:Q100$9":        "Q100 listedOn Q400 [,,2024-01-01] stated low",
		"wikidata:q200$1":        "Q200 shareholding Q100 without a figure [,,2024-01-01] stated low",
		"wikidata:q200$2":        "q200$2#unknown shareholding Q200 without a figure [,,2024-01-01] stated low",
		"wikidata:q200$3":        "q200$3#unknown shareholding Q200 without a figure [,,2024-01-01] stated low",
		"wikidata:q200$5":        "Q200 otherInfluenceOrControl Q500 [,,2024-01-01] stated low",
		"wikidata:q200$5-shares": "Q200 shareholding Q500 40–60 % [,,2024-01-01] stated low",
		"wikidata:Q100#seat":     "Q100 headquarteredIn fr [,,2024-01-01] stated low",
		"wikidata:Q300#P27-us":   "Q300 nationalOf us [,,] stated low",
	})
	if len(got) != 13 {
		t.Errorf("%d statements: %v", len(got), got)
	}
	relations := ""
	for _, n := range l.Notes() {
		relations += string(n.Subject) + " " + n.Relation + "; "
	}
	if relations != "Q202 once_shareholding; Q204 once_shareholding; " {
		t.Errorf("notes %q", relations)
	}
	if c := l.Coverages(); len(c) != 1 || c[0].Entity != "Q200" || c[0].Kind != graph.Complete || c[0].Interest != graph.OtherInfluenceOrControl {
		t.Errorf("%+v", c)
	}
	e := l.Entity("Q100")
	if e == nil || e.Kind != graph.Company || e.LEI != "5493001KJTIIGC8Y1R12" || e.Names["fr"] != "Nuage Acme" || fmt.Sprint(e.Identifiers, e.Aliases) != "[wikidata:Q100 cik:0000320193] [Acme]" {
		t.Errorf("%+v", e)
	}
	for id, kind := range map[graph.EntityID]graph.Kind{"Q300": graph.Person, "Q400": graph.Exchange, "Q200": graph.Company, "Q201": "", "q200$2#unknown": graph.Other} {
		if e := l.Entity(id); e == nil || e.Kind != kind {
			t.Errorf("%s is %+v", id, e)
		}
	}
	if l.Entity("Q999") != nil || l.Entity("Q203") != nil {
		t.Error("what nobody names was read")
	}
	notes := fmt.Sprint(l.Result.Notes)
	for _, want := range []string{"share 51 is above 100 %", "2 items have nothing to do", "1 statements of deprecated rank"} {
		if !strings.Contains(notes, want) {
			t.Errorf("nothing says %q: %s", want, notes)
		}
	}
	if _, err := l.Build(); err != nil {
		t.Error(err)
	}
}

func TestResults(t *testing.T) {
	l := loadertest.File(t, "testdata/results.json", wikidata.Load)
	if l.Err != nil || !wikidata.Sniff(l.Head) || l.Result.Read != 5 || l.Result.Rejected != 2 {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	expect(t, claims(l), map[string]string{
		"wikidata:results.json#1": "Q200 shareholding Q100 92 % [2015-01-01,,] stated low",
		"wikidata:results.json#2": "wikidata:results.json#2#unknown shareholding Q100 without a figure [,,] stated low",
		"wikidata:results.json#5": "de shareholding Q101 without a figure [,,] stated low",
		"wikidata:Q100#seat":      "Q100 headquarteredIn fr [,,] stated low",
	})
	if e := l.Entity("Q200"); e == nil || e.Name != "Holding" {
		t.Errorf("%+v", e)
	}
	for i, want := range []string{`"50" is no proportion between 0 and 1`, `"Acme" is no item`} {
		if !strings.Contains(l.Result.Errors[i].Error(), want) {
			t.Error(l.Result.Errors[i])
		}
	}
	if _, err := l.Build(); err != nil {
		t.Error(err)
	}
	l = loadertest.File(t, "testdata/results.csv", wikidata.Load)
	if !wikidata.Sniff(l.Head) {
		t.Error("the table is not recognised")
	}
	l.MustBuild(t)
	expect(t, claims(l), map[string]string{
		"wikidata:results.csv#1":        "Q200 otherInfluenceOrControl Q100 [,,] stated low",
		"wikidata:results.csv#1-shares": "Q200 shareholding Q100 60 % [,,] stated low",
		"wikidata:results.csv#2":        "Q200 otherInfluenceOrControl Q101 [,,] stated low",
	})
	tsv := "?item\t?owner\t?start\n<http://www.wikidata.org/entity/Q1>\t<http://www.wikidata.org/entity/Q2>\t\"2020-02-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\n"
	if l := loadertest.Text(t, "r.tsv", tsv, wikidata.Load); len(l.Statements()) != 1 || l.Statements()[0].Period.From != graph.NewDate(2020, 2, 1) || !wikidata.Sniff([]byte(tsv)) {
		t.Errorf("%+v %v", l.Result, l.Err)
	}
}

func TestWrongFiles(t *testing.T) {
	for text, want := range map[string]string{
		"<http://www.wikidata.org/entity/Q1> <http://www.wikidata.org/prop/direct/P127> <http://www.wikidata.org/entity/Q2> .\n": "lose proportions, dates and ranks",
		"[\n{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{},\"claims\":{}},\n":                                                    "cut short",
		"{}": "no entities of Wikidata",
	} {
		if l := loadertest.Text(t, "f", text, wikidata.Load); l.Err == nil || !strings.Contains(l.Err.Error(), want) {
			t.Errorf("%s: %v", text, l.Err)
		}
	}
	twice := "[\n{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{},\"claims\":{}},\n{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{},\"claims\":{\"P127\":[]}},\n{\"type\":\"item\",\"id\":\"q\",\"claims\":{}},\n7\n]\n"
	if l := loadertest.Text(t, "f", twice, wikidata.Load); l.Err != nil || l.Result.Read != 4 || l.Result.Rejected != 2 {
		t.Errorf("%v %+v", l.Err, l.Result)
	}
}

// TestRealFiles loads entities and dumps as Wikidata writes them, old ones too.
func TestRealFiles(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata", "wikidata")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the files are not beside the checkout")
	}
	for name, read := range map[string]int{"wbgetentities-Q15087614.json": 1, "sample-dump-20150815.json.gz": 101, "mock-dump-for-long-testing.json": 101} {
		l := loadertest.File(t, filepath.Join(dir, name), wikidata.Load)
		l.MustBuild(t)
		if !wikidata.Sniff(l.Head) || l.Result.Read != read {
			t.Errorf("%s: recognised %t, %+v", name, wikidata.Sniff(l.Head), l.Result)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{sample, "testdata/results.json", "testdata/results.csv"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) { loadertest.Text(t, "f-2024-01-01", text, wikidata.Load).Sound(t) })
}
