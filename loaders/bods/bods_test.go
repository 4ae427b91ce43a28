package bods_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/bods"
	"longarm/loaders/internal/loadertest"
)

// shared is where published test data lies beside the checkout, if it does.
func shared(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "testdata", folder)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the published test data %s is not beside the checkout", folder)
	}
	return path
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(pattern)
	if err != nil || len(list) == 0 {
		t.Fatalf("no file matches %s: %v", pattern, err)
	}
	return list
}

func TestConformance(t *testing.T) {
	dir := shared(t, "bods-conformance-0.4")
	for _, path := range files(t, filepath.Join(dir, "schema-valid", "*.json")) {
		l := loadertest.File(t, path, bods.Load)
		if l.Err != nil || l.Result.Rejected > 0 || l.Result.Read == 0 {
			t.Errorf("%s: %v %v", filepath.Base(path), l.Err, l.Result.Errors)
		}
		if !bods.Sniff(l.Head) {
			t.Errorf("%s is not recognised", filepath.Base(path))
		}
	}
	f, err := os.Open(filepath.Join(dir, "schema-invalid", "expected_errors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		l := loadertest.File(t, filepath.Join(dir, "schema-invalid", row[0]), bods.Load)
		if l.Err != nil || len(l.Result.Errors) != 1 || l.Result.Rejected != 1 || l.Result.Errors[0].Path != row[2] {
			t.Errorf("%s: want a refusal at %s (%s), got %v %+v", row[0], row[2], row[1], l.Err, l.Result.Errors)
		}
	}
	if len(rows) < 60 {
		t.Errorf("only %d expected errors", len(rows)-1)
	}
}

func TestPublishedData(t *testing.T) {
	for _, c := range []struct{ folder, pattern string }{
		{"bods-official-examples", "*.json"}, {"bods-examples-older", "*/*.json"}, {"bods-real-0.4", "*/*.jsonl"}, {"bods-register-0.2", "*.json"},
	} {
		t.Run(c.folder, func(t *testing.T) {
			for _, path := range files(t, filepath.Join(shared(t, c.folder), c.pattern)) {
				l := loadertest.File(t, path, bods.Load)
				switch filepath.Base(path) {
				case "3-joint-ownership.json": // of 0.1 to 0.3: two statements share an id
					if l.Result.Rejected != 1 || !strings.Contains(l.Result.Errors[0].Message, "is that of statement 6 already") {
						t.Errorf("%s: %v %v", path, l.Err, l.Result.Errors)
					}
					continue
				case "single-direct.json": // of 0.1: a draft of the format
					if l.Err == nil || !strings.Contains(l.Err.Error(), "statementGroups") {
						t.Errorf("%s: %v", path, l.Err)
					}
					continue
				}
				if l.Err != nil || l.Result.Rejected > 0 {
					t.Errorf("%s: %v %v", path, l.Err, l.Result.Errors)
					continue
				}
				if _, err := l.Build(); err != nil {
					t.Errorf("%s: %v", path, err)
				}
				if !bods.Sniff(l.Head) {
					t.Errorf("%s is not recognised", path)
				}
			}
		})
	}
}

// statement joins the head that all statements share and the rest of one.
func statement(id, kind, record, rest string) string {
	return `{"statementId":"` + id + strings.Repeat("-", 32-len(id)) + `","declarationSubject":"c","recordId":"` + record + `","recordType":"` + kind +
		`","statementDate":"2024-01-01","publicationDetails":{"publicationDate":"2024-02-01","bodsVersion":"0.4","publisher":{"name":"P"}},` + rest + `}`
}

const (
	company = `"recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"C"}`
	natural = `"recordDetails":{"isComponent":false,"personType":"knownPerson","names":[{"fullName":"N"}]}`
)

func relation(body string) string {
	return `"recordDetails":{"isComponent":false,"subject":"c","interestedParty":"p",` + body + `}`
}

func array(parts ...string) string { return "[" + strings.Join(parts, ",\n") + "]" }

func TestShares(t *testing.T) {
	for _, c := range []struct{ share, want, err string }{
		{`{"exact":51}`, "51 %", ""},
		{`{"exact":5.1e1}`, "51 %", ""},
		{`{"minimum":25,"exclusiveMaximum":50}`, "25–<50 %", ""},
		{`{"exclusiveMinimum":50,"maximum":75}`, ">50–75 %", ""},
		{`{"minimum":75,"maximum":100}`, "75–100 %", ""},
		{`{"minimum":33.333333333333}`, "33.333333333–100 %", ""},
		{`{}`, ">0–100 %", ""},
		{`{"exact":50,"minimum":50,"maximum":50}`, "50 %", ""},
		{`{"exact":50,"minimum":60}`, "", "an exact share outside the bounds beside it"},
		{`{"minimum":40,"exclusiveMinimum":40}`, "", "two bounds at one end"},
		{`{"minimum":50,"exclusiveMaximum":50}`, "", "an empty interval"},
		{`{"minimum":60,"maximum":50}`, "", "above its maximum"},
		{`{"minimum":""}`, "", "a string where a number is wanted"},
		{`{"exact":101}`, "", "not a percentage from 0 to 100"},
	} {
		text := array(statement("c", "entity", "c", company), statement("p", "person", "p", natural),
			statement("r", "relationship", "r", relation(`"interests":[{"type":"shareholding","share":`+c.share+`}]`)))
		l := loadertest.Text(t, "f.json", text, bods.Load)
		if c.err != "" {
			if len(l.Result.Errors) != 1 || !strings.Contains(l.Result.Errors[0].Message, c.err) || l.Result.Errors[0].Line != 3 {
				t.Errorf("%s: errors %v, want %q", c.share, l.Result.Errors, c.err)
			}
			continue
		}
		statements := l.Statements()
		if (len(l.Result.Notes) > 0) != strings.Contains(c.share, "33.333333333333") {
			t.Errorf("%s: notes %v", c.share, l.Result.Notes)
		}
		if l.Err != nil || len(l.Result.Errors) > 0 || len(statements) != 1 || statements[0].Share.String() != c.want {
			t.Errorf("%s: %v %v %+v, want %s", c.share, l.Err, l.Result.Errors, statements, c.want)
		}
	}
}

func TestIndirectHoldingsAreNotAddedToTheirComponents(t *testing.T) {
	l := loadertest.File(t, "testdata/indirect-0.4.json", bods.Load)
	ledger := l.MustBuild(t)
	g := ledger.At(graph.NewDate(2024, 6, 1), graph.Options{})
	var holders []string
	for _, h := range g.CapTable("bods:target", graph.Capital).Holdings {
		holders = append(holders, string(h.Holder)+" "+h.Share.String())
	}
	if got := strings.Join(holders, ", "); got != "bods:between 60 %" {
		t.Errorf("the holders of the target are %s: the indirect holding stands beside its component", got)
	}
	if n := l.Notes(); len(n) != 1 || n[0].Relation != "holdsIndirectly" || n[0].Share.String() != "30 %" {
		t.Errorf("notes = %+v", n)
	}
}

func TestHistory(t *testing.T) {
	l := loadertest.File(t, "testdata/history-0.4.jsonl", bods.Load)
	ledger := l.MustBuild(t)
	for _, c := range []struct {
		day        graph.Date
		old, fresh string
	}{
		{graph.NewDate(2019, 6, 1), "100 %", ""},
		{graph.NewDate(2022, 6, 1), "40 %", "60 %"},
		{graph.NewDate(2024, 6, 1), "", "60 %"},
	} {
		table := ledger.At(c.day, graph.Options{}).CapTable("bods:co", graph.Capital)
		for id, want := range map[graph.EntityID]string{"bods:old": c.old, "bods:new": c.fresh} {
			h, ok := table.Holding(id)
			if got := h.Share.String(); ok && h.Share.IsPositive() != (want != "") || ok && want != "" && got != want || !ok && want != "" {
				t.Errorf("%s: %s holds %s (%t), want %s", c.day, id, got, ok, want)
			}
		}
	}
	if ledger.Entity("bods:co").Name != "Renamed" {
		t.Errorf("the company is called %s", ledger.Entity("bods:co").Name)
	}
	if len(l.Result.Flags) > 0 {
		t.Error(l.Result.Flags)
	}
}

func TestUnspecifiedParties(t *testing.T) {
	side := func(why, interests string) string {
		return `"recordDetails":{"isComponent":false,"subject":"c","interestedParty":{"reason":"` + why + `","description":"D"},"interests":[` + interests + `]}`
	}
	text := array(statement("c", "entity", "c", company),
		statement("r1", "relationship", "r1", side("unknown", `{"type":"shareholding","share":{"exact":30}}`)),
		statement("r2", "relationship", "r2", side("interestedPartyHasNotProvidedInformation", "")),
		statement("r3", "relationship", "r3", side("subjectExemptFromDisclosure", "")))
	l := loadertest.Text(t, "f.json", text, bods.Load)
	ledger := l.MustBuild(t)
	if a, b := ledger.Entity("bods:r1#interestedParty"), ledger.Entity("bods:r2#interestedParty"); a == nil || b == nil {
		t.Error("two unknown parties did not stay two")
	}
	if ledger.Entity("bods:r3#interestedParty") != nil {
		t.Error("a subject exempt from disclosure got an owner")
	}
	var reasons []string
	for _, a := range l.Attributes() {
		reasons = append(reasons, a.Value)
	}
	if got := strings.Join(reasons, " "); got != "unknown interestedPartyHasNotProvidedInformation subjectExemptFromDisclosure" {
		t.Errorf("disclosure: %s", got)
	}
}

func TestRefusals(t *testing.T) {
	old := `{"statementID":"x","statementType":"entityStatement","entityType":"registeredEntity"}`
	for _, c := range []struct{ name, text, want string }{
		{"mixed", array(statement("c", "entity", "c", company), old), "f.json:2:1: statement 2 is of BODS 0.1 or 0.2 or 0.3 and earlier ones are of 0.4; load each version from a file of its own"},
		{"unknown version", array(strings.Replace(statement("c", "entity", "c", company), `"0.4"`, `"0.999"`, 1)), "is of BODS 0.999, which is not read; longarm reads 0.1 to 0.4"},
		{"another version's members", array(strings.Replace(statement("c", "entity", "c", company), `"0.4"`, `"0.2"`, 1)), "says it is of BODS 0.2 and has the members of 0.4"},
		{"cut", array(statement("c", "entity", "c", company))[:200], "the file is cut short"},
		{"array in array", "[[" + statement("c", "entity", "c", company) + "]]", "an array within the array"},
	} {
		if l := loadertest.Text(t, "f.json", c.text, bods.Load); l.Err == nil || !strings.Contains(l.Err.Error(), c.want) || len(l.Records) > 0 {
			t.Errorf("%s: %v (%d records), want %q and nothing loaded", c.name, l.Err, len(l.Records), c.want)
		}
	}
}

func TestTraps(t *testing.T) {
	t.Run("a duplicate id is rejected", func(t *testing.T) {
		l := loadertest.Text(t, "f.json", array(statement("c", "entity", "c", company), statement("c", "entity", "d", company)), bods.Load)
		if r := l.Result; r.Accepted != 1 || r.Rejected != 1 || r.Errors[0].Line != 2 || !strings.Contains(r.Errors[0].Message, "is that of statement 1 already") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("the jurisdiction's old name is read and said", func(t *testing.T) {
		body := strings.Replace(company, `"name":"C"`, `"name":"C","incorporatedInJurisdiction":{"name":"France","code":"FR"}`, 1)
		l := loadertest.Text(t, "f.json", array(statement("c", "entity", "c", body)), bods.Load)
		if s := l.Statements(); len(s) != 1 || s[0].Subject != "fr" || s[0].Interest != graph.IncorporatedIn || len(l.Result.Notes) != 1 {
			t.Errorf("%+v %v", s, l.Result.Notes)
		}
	})
	t.Run("an object instead of an array", func(t *testing.T) {
		if l := loadertest.Text(t, "f.json", statement("c", "entity", "c", company), bods.Load); l.Err != nil || l.Result.Accepted != 1 {
			t.Errorf("%v %+v", l.Err, l.Result)
		}
	})
	t.Run("a hybrid of 0.2 and 0.4 is rejected where it differs", func(t *testing.T) {
		body := `"recordDetails":{"subject":{"describedByEntityStatement":"c"},"interestedParty":"p","interests":[{"share":{"minimum":""},"endDate":""}]}`
		l := loadertest.Text(t, "f.json", array(statement("c", "entity", "c", company), statement("r", "relationship", "r", body)), bods.Load)
		var paths []string
		for _, e := range l.Result.Errors {
			paths = append(paths, e.Path)
		}
		want := "$[1].recordDetails.subject $[1].recordDetails.interests[0].share.minimum $[1].recordDetails.interests[0].endDate $[1].recordDetails"
		if got := strings.Join(paths, " "); got != want || l.Result.Rejected != 1 {
			t.Errorf("paths %s, want %s", got, want)
		}
	})
	t.Run("a party that no statement describes is named without a kind", func(t *testing.T) {
		l := loadertest.Text(t, "f.json", array(statement("c", "entity", "c", company), statement("r", "relationship", "r", relation(`"interests":[]`))), bods.Load)
		for _, e := range l.Entities() {
			if e.ID == "bods:p" && e.Kind != "" {
				t.Errorf("kind %s", e.Kind)
			}
		}
		if s := l.Statements(); len(s) != 1 || s[0].Interest != "unknownInterest" {
			t.Errorf("%+v", s)
		}
	})
	t.Run("statements in any order", func(t *testing.T) {
		l := loadertest.Text(t, "f.json", array(statement("r", "relationship", "r", relation(`"interests":[{"type":"votingRights","share":{"exact":60}}]`)),
			statement("p", "person", "p", natural), statement("c", "entity", "c", company)), bods.Load)
		if s := l.MustBuild(t).StatementsOf("bods:p"); len(s) != 1 || s[0].Basis != graph.Votes {
			t.Errorf("%+v", s)
		}
	})
	t.Run("0.1 to 0.3: exclusive bounds say true or false, and statements replace each other", func(t *testing.T) {
		ledger := loadertest.File(t, "testdata/flat-0.2.json", bods.Load).MustBuild(t)
		g := ledger.At(graph.NewDate(2024, 1, 1), graph.Options{})
		h, ok := g.CapTable("bods:co-1", graph.Capital).Holding("bods:p-1")
		if !ok || h.Share.String() != ">25–50 %" {
			t.Errorf("holding %+v", h)
		}
		if e := ledger.Entity("bods:co-1"); e == nil || e.Name != "Renamed Ltd" || ledger.Entity("bods:co-2") != nil {
			t.Errorf("company %+v", e)
		}
	})
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"indirect-0.4.json", "history-0.4.jsonl", "flat-0.2.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(array(statement("c", "entity", "c", company), statement("r", "relationship", "r", relation(`"interests":[{"share":{"exact":1}}]`))))
	f.Fuzz(func(t *testing.T, text string) { loadertest.Text(t, "f.json", text, bods.Load).Sound(t) })
}
