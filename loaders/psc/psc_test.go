package psc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/psc"
)

const fixture = "testdata/persons-with-significant-control-snapshot-2026-09-01.txt"

func TestSnapshot(t *testing.T) {
	l := loadertest.File(t, fixture, psc.Load)
	ledger := l.MustBuild(t)
	if !psc.Sniff(l.Head) {
		t.Error("not recognised")
	}
	if r := l.Result; r.Read != 8 || len(r.Notes) > 0 {
		t.Errorf("%+v", r)
	}
	of := map[string]graph.Statement{}
	for _, s := range l.Statements() {
		of[string(s.ID)] = s
	}
	for id, want := range map[string]string{
		"psc:01234567/aaa#shares":        "psc:01234567/aaa shareholding gb-coh:01234567 >25–50 % 2016-04-06 - stated",
		"psc:01234567/aaa#votes":         "psc:01234567/aaa votingRights gb-coh:01234567 >50–<75 % 2016-04-06 - stated",
		"psc:01234567/aaa#board":         "psc:01234567/aaa appointmentOfBoard gb-coh:01234567 0 % 2016-04-06 - stated",
		"psc:01234567/aaa#nationality-0": "psc:01234567/aaa nationalOf gb 0 %  - stated",
		"psc:01234567/aaa#nationality-1": "psc:01234567/aaa nationalOf ng 0 %  - stated",
		"psc:01234567/aaa#residence":     "psc:01234567/aaa residentIn gb 0 %  - stated",
		"psc:01234567/aaa#company":       "gb-coh:01234567 incorporatedIn gb 0 %  - stated",
		"psc:01234567/bbb#shares":        "gb-coh:SC012345 shareholding gb-coh:01234567 75–100 % 2016-04-06 2020-01-31 - stated",
		"psc:01234567/ccc#influence":     "psc:01234567/ccc otherInfluenceOrControl gb-coh:01234567 0 % 2020-02-01 - stated",
		"psc:01234567/ccc#registered":    "psc:01234567/ccc incorporatedIn de 0 %  - stated",
		"psc:OC301540/ddd#interest":      "psc:OC301540/ddd unknownInterest gb-coh:OC301540 0 % 2017-01-01 - stated",
		"psc:OC301540/eee#interest":      "psc:OC301540/eee unpublishedInterest gb-coh:OC301540 0 %  - stated",
		"psc:OE000001/fff#shares":        "psc:OE000001/fff shareholding gb-coh:OE000001 >25–100 % 2023-01-01 - withdrawn",
		"psc:OE000001/fff#nominator":     "psc:OE000001/fff nominator gb-coh:OE000001 0 % 2023-01-01 - withdrawn",
	} {
		s := of[id]
		end := s.Period.To.String()
		if end != "" {
			end += " "
		}
		got := strings.Join([]string{string(s.Holder), string(s.Interest), string(s.Subject), s.Share.String(), s.Period.From.String(), end + "- " + string(s.Assertion)}, " ")
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", id, got, want)
		}
	}
	if s := of["psc:OE000001/fff#company"]; s.ID != "" {
		t.Error("an overseas entity was taken for one formed in the United Kingdom")
	}
	if s := of["psc:01234567/aaa#shares"]; s.Period.AsOf != graph.NewDate(2026, 9, 1) || !strings.Contains(s.Note.Own, "as-trust") {
		t.Errorf("as of %s, note %q", s.Period.AsOf, s.Note.Own)
	}
	values := map[string]string{}
	for _, a := range l.Attributes() {
		values[a.Name] += a.Value + " "
	}
	if values["birthDate"] != "1971-04 " || values["ownershipDisclosure"] != "psc-exists-but-not-identified psc-exempt-as-trading-on-regulated-market " {
		t.Errorf("attributes %v", values)
	}
	if e := ledger.Entity("psc:OE000001/fff"); e.Note.Own != "nationality as filed: Atlantean" {
		t.Errorf("%+v", e)
	}
	if src := l.Sources(); len(src) != 1 || src[0].Licence != "OGL-UK-3.0" || src[0].Date != "2026-09-01" {
		t.Errorf("%+v", src)
	}
	if len(l.Coverages()) > 0 {
		t.Error("a list of persons with significant control is no list of the holders")
	}
}

func TestBadLines(t *testing.T) {
	line := func(number, kind, rest string) string {
		return `{"company_number":"` + number + `","data":{"kind":"` + kind + `","links":{"self":"/x/1"}` + rest + "}}\n"
	}
	const person = "individual-person-with-significant-control"
	good := line("00000001", person, "")
	for _, c := range []struct{ text, path, want string }{
		{good + "{\"company_number\":\n", "", "cut short"},
		{good + line("", person, ""), "company_number", `"" is no company number`},
		{good + line("N/A", person, ""), "company_number", `"N/A" is no company number`},
		{good + line("2", "person", ""), "data.kind", `"person" is no kind`},
		{good + `{"company_number":"1"}` + "\n", "data.kind", "a line without data"},
		{good + line("2", person, `,"notified_on":"2016-13-01"`), "data.notified_on", "there is no month 13"},
		{good + line("2", person, `,"natures_of_control":["ownership-of-shares-10-to-25-percent"]`), "data.natures_of_control[0]", "is no nature of control"},
		{good + good, "data.links.self", "has the record 1 twice"},
	} {
		l := loadertest.Text(t, "f.txt", c.text, psc.Load)
		if r := l.Result; l.Err != nil || r.Accepted != 1 || r.Rejected != 1 || r.Errors[0].Path != c.path || r.Errors[0].Line != 2 || !strings.Contains(r.Errors[0].Message, c.want) {
			t.Errorf("%s: %v %+v", c.text, l.Err, r)
		}
	}
}

func TestTotalsAreCompared(t *testing.T) {
	data, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	l := loadertest.Text(t, "f.txt", strings.Replace(string(data), `_count":5`, `_count":50`, 1), psc.Load)
	if n := l.Result.Notes; len(n) != 1 || !strings.Contains(n[0].Message, "the snapshot holds 50 in all and 5 were read here") || n[0].Line != 8 {
		t.Errorf("%v", n)
	}
}

// TestCodeList reads every code that Companies House lists.
func TestCodeList(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata", "uk-psc")
	data, err := os.ReadFile(filepath.Join(dir, "psc_descriptions.yml"))
	if err != nil {
		t.Skip("the published code list is not beside the checkout")
	}
	codes := 0
	section := ""
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, " ") {
			section = strings.TrimSpace(line)
			continue
		}
		parts := strings.Split(line, "'")
		if section != "description:" || len(parts) < 3 {
			continue
		}
		codes++
		l := loadertest.Text(t, "f.txt", `{"company_number":"1","data":{"kind":"individual-person-with-significant-control","natures_of_control":["`+parts[1]+`"]}}`, psc.Load)
		if l.Err != nil || l.Result.Accepted != 1 || l.Statements()[1].Interest == "unknownInterest" {
			t.Errorf("%s: %v %v", parts[1], l.Err, l.Result.Errors)
		}
	}
	if codes < 70 {
		t.Errorf("only %d codes were found", codes)
	}
	records, err := filepath.Glob(filepath.Join(dir, "psc_*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range records {
		l := loadertest.File(t, path, psc.Load)
		if l.Result.Accepted != 1 || !psc.Sniff(l.Head) {
			t.Errorf("%s: recognised %t, %+v", path, psc.Sniff(l.Head), l.Result)
		}
		l.MustBuild(t)
	}
}

func FuzzLoad(f *testing.F) {
	data, err := os.ReadFile(fixture)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	for line := range strings.Lines(string(data)) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) { loadertest.Text(t, "f-2024-01-01.txt", text, psc.Load).Sound(t) })
}
