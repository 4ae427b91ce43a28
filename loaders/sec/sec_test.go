package sec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/sec"
)

const submission = "testdata/0009999999-24-000001.txt"

// claims renders statements as "holder interest subject share".
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
		out[string(s.ID)] = fmt.Sprintf("%s %s %s%s", s.Holder, s.Interest, s.Subject, share)
	}
	return out
}

func expect(t *testing.T, l *loadertest.Loaded, want map[string]string) {
	t.Helper()
	got := claims(l)
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s\n got %q\nwant %q", id, got[id], w)
		}
	}
}

func notes(l *loadertest.Loaded) string {
	out := ""
	for _, n := range l.Result.Notes {
		out += n.Error() + "\n"
	}
	return out
}

func errs(l *loadertest.Loaded) string {
	out := ""
	for _, n := range l.Result.Errors {
		out += n.Error() + "\n"
	}
	return out
}

// TestSubmission reads a 13F: rows of one security are one holding, puts, calls and debt
// are none, a CUSIP that lost its zero is one, and there is no percentage.
func TestSubmission(t *testing.T) {
	l := loadertest.File(t, submission, sec.Load)
	if l.Err != nil || !sec.Sniff(l.Head) {
		t.Fatal(l.Err)
	}
	if r := l.Result; r.Read != 7 || r.Rejected != 1 || r.Errors[0].Line != 43 || !strings.Contains(errs(l), `"N/A" is no CUSIP`) {
		t.Errorf("%+v", r)
	}
	id := "sec:0009999999-24-000001#"
	expect(t, l, map[string]string{
		id + "012345101":       "cik:0001234567 shareholding cusip:012345 without a figure",
		id + "012345101-votes": "cik:0001234567 votingRights cusip:012345 without a figure",
		id + "55555X109":       "cik:0001234567 shareholding cusip:55555X without a figure",
		id + "manager-office":  "cik:0001234567 headquarteredIn us-de",
	})
	got := claims(l)
	if len(got) != 4 {
		t.Errorf("%d statements: %v", len(got), got)
	}
	for _, s := range l.Statements() {
		if s.ID == graph.ClaimID(id+"012345101") && (!strings.HasPrefix(s.Value, "140 shares of COM") || s.Period.AsOf != graph.NewDate(2023, 12, 31) || s.Origin != submission+":38") {
			t.Errorf("%+v", s)
		}
	}
	for _, want := range []string{"1 rows of puts and calls", "1 rows of principal amounts"} {
		if !strings.Contains(notes(l), want) {
			t.Errorf("nothing says %q: %s", want, notes(l))
		}
	}
	if _, err := l.Build(); err != nil {
		t.Error(err)
	}
}

// TestQuarter joins the tables, drops what a restatement replaced and computes
// percentages when the shares outstanding are known.
func TestQuarter(t *testing.T) {
	l := loadertest.File(t, "testdata/quarter/INFOTABLE.tsv", sec.Load)
	if l.Err != nil || !sec.Sniff(l.Head) {
		t.Fatal(l.Err)
	}
	if r := l.Result; r.Read != 6 || r.Rejected != 2 {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{":6:1: no filing of this number", ":7:1: the rows of this filing do not stand together"} {
		if !strings.Contains(errs(l), want) {
			t.Errorf("no refusal says %q: %s", want, errs(l))
		}
	}
	if !strings.Contains(notes(l), "1 rows of filings that a restatement replaces") {
		t.Error(notes(l))
	}
	expect(t, l, map[string]string{
		"sec:0000000001-24-000002#012345101":       "cik:0000000011 shareholding cusip:012345 1 %",
		"sec:0000000002-24-000001#012345101":       "cik:0000000022 shareholding cusip:012345 2.5 %",
		"sec:0000000002-24-000001#012345101-votes": "cik:0000000022 votingRights cusip:012345 2.5 %",
		"sec:0000000002-24-000001#manager-office":  "cik:0000000022 headquarteredIn gb",
		"sec:0000000001-24-000001#012345101":       "",
	})
	for name, rows := range map[string]int{"SUBMISSION": 3, "COVERPAGE": 3, "SIGNATURE": 1} {
		l := loadertest.File(t, "testdata/quarter/"+name+".tsv", sec.Load)
		if l.Err != nil || l.Result.Accepted != rows || len(l.Statements()) > 0 {
			t.Errorf("%s: %v %+v", name, l.Err, l.Result)
		}
	}
	data, err := os.ReadFile("testdata/quarter/INFOTABLE.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if l := loadertest.Text(t, "INFOTABLE.tsv", string(data), sec.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "SUBMISSION is not beside") {
		t.Errorf("%v", l.Err)
	}
}

func TestExhibit21(t *testing.T) {
	l := loadertest.File(t, "testdata/exhibit21.htm", sec.Load)
	if l.Err != nil || !sec.Sniff(l.Head) {
		t.Fatal(l.Err)
	}
	if r := l.Result; r.Read != 7 || r.Rejected != 2 || !strings.Contains(errs(l), "exhibit21.htm:14") || !strings.Contains(errs(l), "stands without a jurisdiction") {
		t.Errorf("%+v", r)
	}
	id := "sec:exhibit21.htm#"
	expect(t, l, map[string]string{
		id + "ex21-1":        id + "registrant otherInfluenceOrControl " + id + "ex21-1",
		id + "ex21-1-shares": id + "registrant shareholding " + id + "ex21-1 100 %",
		id + "ex21-1-place":  id + "ex21-1 incorporatedIn nl",
		id + "ex21-2":        id + "ex21-1 otherInfluenceOrControl " + id + "ex21-2",
		id + "ex21-2-shares": id + "ex21-1 shareholding " + id + "ex21-2 7.5 %",
		id + "ex21-3-shares": id + "ex21-1 shareholding " + id + "ex21-3 >50–100 %",
		id + "ex21-3-place":  id + "ex21-3 incorporatedIn de",
		id + "ex21-4":        id + "registrant otherInfluenceOrControl " + id + "ex21-4",
		id + "ex21-4-place":  "",
		id + "ex21-4-shares": "",
		id + "ex21-5-place":  id + "ex21-5 incorporatedIn us-ga",
	})
	if e := l.Entity(graph.EntityID(id + "registrant")); e == nil || e.Name != "Northwind Industries, Inc." {
		t.Errorf("%+v", e)
	}
	if e := l.Entity(graph.EntityID(id + "ex21-1")); e == nil || e.Name != "Northwind Holdings B.V." {
		t.Errorf("%+v", e)
	}
	if !strings.Contains(notes(l), `"Georgia" names no state or country for certain`) {
		t.Error(notes(l))
	}
	for _, s := range l.Statements() {
		if s.ID == graph.ClaimID(id+"ex21-1") && s.Period.AsOf != graph.NewDate(2024, 3, 31) {
			t.Errorf("%+v", s)
		}
	}
	if len(l.Coverages()) > 0 {
		t.Error("a list that may leave out subsidiaries is not complete")
	}
}

// schedule writes a Schedule 13D of persons given as "sole/shared/aggregate/percent/group/type".
func schedule(class string, persons ...string) string {
	var b strings.Builder
	b.WriteString("\n<?xml version=\"1.0\"?><edgarSubmission xmlns=\"http://www.sec.gov/edgar/schedule13D\"><headerData><submissionType>SCHEDULE 13D/A</submissionType></headerData><formData><coverPageHeader>" +
		"<securitiesClassTitle>" + class + "</securitiesClassTitle><dateOfEvent>12/31/2024</dateOfEvent><issuerInfo><issuerCIK>77</issuerCIK><issuerCUSIPs><issuerCUSIPNumber>012345101</issuerCUSIPNumber></issuerCUSIPs><issuerName>Acme</issuerName></issuerInfo></coverPageHeader><reportingPersons>")
	for i, p := range persons {
		f := strings.Split(p, "/")
		fmt.Fprintf(&b, "<reportingPersonInfo><reportingPersonName>P%d</reportingPersonName><memberOfGroup>%s</memberOfGroup><citizenshipOrOrganization>DE</citizenshipOrOrganization><soleVotingPower>%s</soleVotingPower><sharedVotingPower>%s</sharedVotingPower><aggregateAmountOwned>%s</aggregateAmountOwned><percentOfClass>%s</percentOfClass><typeOfReportingPerson>%s</typeOfReportingPerson></reportingPersonInfo>",
			i+1, f[4], f[0], f[1], f[2], f[3], f[5])
	}
	return b.String() + "</reportingPersons></formData></edgarSubmission>"
}

// TestSchedules: the rows of one filing repeat the same shares, classes are no company,
// and American states are no countries.
func TestSchedules(t *testing.T) {
	id := "sec:f.xml#"
	l := loadertest.Text(t, "f.xml", schedule("Common Stock", "0/850/850/8.5/a/PN", "140/850/990/9.9/a/IN", "0/0/990/9.9/b/HC"), sec.Load)
	ledger := l.MustBuild(t)
	expect(t, l, map[string]string{
		id + "holding-1":       id + "person-1 shareholding cik:0000000077 >0–8.5 %",
		id + "holding-1-votes": id + "person-1 votingRights cik:0000000077 >0–8.5 %",
		id + "holding-2":       id + "person-2 shareholding cik:0000000077 9.9 %",
		id + "holding-3":       id + "person-3 shareholding cik:0000000077 >0–9.9 %",
		id + "holding-3-votes": "",
		id + "concert-1":       id + "person-2 actingInConcert " + id + "person-1",
		id + "concert-3":       "",
		id + "person-1-place":  id + "person-1 incorporatedIn us-de",
		id + "person-2-place":  id + "person-2 nationalOf us",
	})
	var lower graph.Percent
	for _, h := range ledger.At(graph.NewDate(2025, 1, 1), graph.Options{}).CapTable("cik:0000000077", graph.Capital).Holdings {
		lower += h.Share.Min
	}
	if want := graph.WholePercent(99) / 10; lower != want {
		t.Errorf("the persons of one filing certainly hold %s, want %s", lower, want)
	}
	if n := l.Notes(); len(n) != 2 || n[0].Share.String() != "8.5 %" {
		t.Errorf("%+v", n)
	}
	if e := l.Entity("cik:0000000077"); fmt.Sprint(e.Identifiers) != "[cik:0000000077 cusip6:012345]" {
		t.Errorf("%+v", e)
	}
	l = loadertest.Text(t, "f.xml", schedule("Class A Common Stock", "10/0/10/60/b/CO"), sec.Load)
	expect(t, l, map[string]string{id + "holding-1": id + "person-1 shareholding cik:0000000077 without a figure"})
	l = loadertest.Text(t, "f.xml", schedule("Common", "25/0/100/10/b/CO"), sec.Load)
	expect(t, l, map[string]string{id + "holding-1-votes": id + "person-1 votingRights cik:0000000077 2.5 %"})
	l = loadertest.Text(t, "f.xml", schedule("Common", "0/0/0/0/b/CO", "1/0/1/140/b/CO", "x/0/1/1/b/CO"), sec.Load)
	if l.Result.Rejected != 2 || claims(l)[id+"holding-1"] != id+"person-1 shareholding cik:0000000077 0 %" {
		t.Errorf("%v %v", l.Result.Errors, claims(l))
	}
}

func TestPlaces(t *testing.T) {
	for code, want := range map[string]string{"DE": "US-DE", "CA": "US-CA", "X1": "US", "x0": "GB", "2M": "DE", "A6": "CA-ON", "Z4": "CA", "XX": "", "F4": "CN", "K3": "HK", "zz": ""} {
		if got := sec.Place(code); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	data, err := os.ReadFile("../../../shared/testdata/sec-edgar/xsd-13f/eis_stateCodes.xsd")
	if err != nil {
		t.Skip("the published code list is not beside the checkout")
	}
	gone := " XX B1 P8 C2 E5 E7 G5 I7 L1 L4 L5 M1 O6 Q9 R3 T4 U2 U4 U6 X7 Y2 "
	for _, part := range strings.Split(string(data), `enumeration value="`)[1:] {
		code, _, _ := strings.Cut(part, `"`)
		if sec.Place(code) == "" && !strings.Contains(gone, " "+code+" ") && len(code) == 2 {
			t.Errorf("%s is not known", code)
		}
	}
}

func TestWrongFiles(t *testing.T) {
	for text, want := range map[string]string{
		"<html><body><h1>FORM 13F INFORMATION TABLE</h1><table></table></body></html>": "a page for readers",
		"<html><body>Exhibit 21<p>none</p></body></html>":                              "no table of subsidiaries",
		"<a>1</a>": "this is no 13F",
		`<edgarSubmission xmlns="http://www.sec.gov/edgar/ownership"><headerData><submissionType>4</submissionType></headerData></edgarSubmission>`: `the form "4" is not read`,
		"<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>13F-HR\n<TEXT>\nabc":                                                                                    "the file is cut short",
		"<SEC-DOCUMENT>x\n</SEC-DOCUMENT>": "holds no 13F",
		`<!DOCTYPE x [<!ENTITY a "b">]><informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable"/>`: "document type",
		`<informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable"><infoTable>`:                     "cut short",
	} {
		if l := loadertest.Text(t, "f", text, sec.Load); l.Err == nil || !strings.Contains(l.Err.Error(), want) {
			t.Errorf("%s: %v", text, l.Err)
		}
	}
}

// TestRealFilings loads what was filed.
func TestRealFilings(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata", "sec-edgar")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the filings are not beside the checkout")
	}
	for name, want := range map[string]struct{ read, statements int }{
		"13F-HR.infotable.xml": {255, 0}, "abacus.13F-HR.primarydoc.xml": {1, 1}, "ex21_aapl.html": {19, 38}, "ex21_jpm.html": {18, 36},
		"schedule13d.xml": {3, 7}, "schedule13g.xml": {3, 8}, "official-samples/Sample_13F-NT.xml": {1, 1}, "official-samples/information_table.xml": {169, 0},
	} {
		l := loadertest.File(t, filepath.Join(dir, name), sec.Load)
		l.MustBuild(t)
		if !sec.Sniff(l.Head) || l.Result.Accepted != want.read || want.statements > 0 && len(l.Statements()) != want.statements || len(l.Statements()) == 0 {
			t.Errorf("%s: recognised %t, %d read, %d statements", name, sec.Sniff(l.Head), l.Result.Read, len(l.Statements()))
		}
		for _, s := range l.Statements() {
			if strings.Contains(name, "table") && s.Figure {
				t.Errorf("a percentage out of nothing: %+v", s)
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{submission, "testdata/exhibit21.htm", "testdata/quarter/INFOTABLE.tsv", "testdata/quarter/SUBMISSION.tsv"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(schedule("Common Stock", "0/850/850/8.5/a/PN", "140/850/990/9.9/a/IN"))
	f.Fuzz(func(t *testing.T, text string) {
		loadertest.Text(t, "testdata/quarter/INFOTABLE.tsv", text, sec.Load).Sound(t)
	})
}
