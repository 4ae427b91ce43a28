package sec_test

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/loaders/internal/loadertest"
	"longarm/loaders/sec"
)

// TestCoverBeside: a table without its cover takes the one in its folder.
func TestCoverBeside(t *testing.T) {
	data, err := os.ReadFile(submission)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), "<XML>\n")
	dir := t.TempDir()
	for name, part := range map[string]string{"primary_doc.xml": parts[1], "infotable.xml": parts[2]} {
		text, _, _ := strings.Cut(part, "</XML>")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l := loadertest.File(t, filepath.Join(dir, "infotable.xml"), sec.Load)
	if got := claims(l)["sec:infotable.xml#012345101"]; got != "cik:0001234567 shareholding cusip:012345 without a figure" || !strings.Contains(notes(l), "is taken from primary_doc.xml") {
		t.Errorf("%q %v %s", got, l.Err, notes(l))
	}
}

// TestQuarterlyArchive reads the tables out of the archive they come in, with what lies
// beside them.
func TestQuarterlyArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "2024q1_form13f.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	add := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"COVERPAGE", "INFOTABLE", "SIGNATURE", "SUBMISSION"} {
		data, err := os.ReadFile("testdata/quarter/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		add(name+".tsv", string(data))
	}
	add("FORM13F_metadata.json", `{"@context":"http://www.w3.org/ns/csvw","tables":[{"url":"INFOTABLE.tsv"}]}`)
	add("FORM13F_readme.htm", `<html><head><title>Form 13F Data Sets</title></head></html>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	l := loadertest.File(t, path, sec.Load)
	if l.Err != nil || l.Result.Read != 13 || l.Result.Rejected != 2 {
		t.Errorf("%v %+v", l.Err, l.Result)
	}
	if got := claims(l)["sec:0000000002-24-000001#012345101-votes"]; got != "cik:0000000022 votingRights cusip:012345 without a figure" {
		t.Error(got)
	}
}

// TestSchedule13G has the other names: the filer of one person gives his number.
func TestSchedule13G(t *testing.T) {
	const text = `<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/schedule13g" xmlns:com="http://www.sec.gov/edgar/common"><headerData><submissionType>SCHEDULE 13G</submissionType><filerInfo><filer><filerCredentials><cik>0002048490</cik></filerCredentials></filer></filerInfo></headerData><formData>
<coverPageHeader><securitiesClassTitle>Common Shares</securitiesClassTitle><eventDateRequiresFilingThisStatement>11/19/2025</eventDateRequiresFilingThisStatement><issuerInfo><issuerCik>0000000077</issuerCik><issuerName>Acme</issuerName><issuerCusip>N/A</issuerCusip><issuerPrincipalExecutiveOfficeAddress><com:stateOrCountry>I0</com:stateOrCountry></issuerPrincipalExecutiveOfficeAddress></issuerInfo></coverPageHeader>
<coverPageHeaderReportingPersonDetails><reportingPersonName>Fund SA</reportingPersonName><citizenshipOrOrganization>N4</citizenshipOrOrganization><reportingPersonBeneficiallyOwnedNumberOfShares><soleVotingPower>10000000.00</soleVotingPower><sharedVotingPower>0.00</sharedVotingPower></reportingPersonBeneficiallyOwnedNumberOfShares><reportingPersonBeneficiallyOwnedAggregateNumberOfShares>10000000.00</reportingPersonBeneficiallyOwnedAggregateNumberOfShares><classPercent>5.1</classPercent><typeOfReportingPerson>CO</typeOfReportingPerson></coverPageHeaderReportingPersonDetails></formData></edgarSubmission>`
	l := loadertest.Text(t, "g.xml", text, sec.Load)
	l.MustBuild(t)
	expect(t, l, map[string]string{
		"sec:g.xml#holding-1":       "cik:0002048490 shareholding cik:0000000077 5.1 %",
		"sec:g.xml#holding-1-votes": "cik:0002048490 votingRights cik:0000000077 5.1 %",
		"sec:g.xml#person-1-place":  "cik:0002048490 incorporatedIn lu",
		"sec:g.xml#issuer-office":   "cik:0000000077 headquarteredIn fr",
	})
	if e := l.Entity("cik:0000000077"); e == nil || len(e.Identifiers) != 1 {
		t.Errorf("a security without a number got one: %+v", e)
	}
}
