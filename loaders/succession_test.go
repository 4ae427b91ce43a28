package loaders_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/store"
	"longarm/loaders"
)

// edition is a file of a register, and how it is loaded.
type edition struct {
	file, text, name string
	delta            bool
}

// loadEdition takes an edition into a workspace, as the command does.
func loadEdition(t *testing.T, dir string, e edition) loaders.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), e.file)
	if err := os.WriteFile(path, []byte(e.text), 0o600); err != nil {
		t.Fatal(err)
	}
	format, err := loaders.Sniff(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.Create(dir, store.Load{Source: e.name, Delta: e.delta, Loader: format, Lasting: loaders.Lasting(format)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	o := loaders.Options{Earlier: w.Earlier}
	if e.delta {
		o.Remove = w.Remove
	}
	r, err := loaders.Stream(context.Background(), "", []string{path}, o, w.Add)
	if err != nil || r.Rejected > 0 {
		t.Fatal(err, r.Errors)
	}
	if err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return r
}

// standing are the shareholdings in force on some days, by all that the workspace
// says, told as "day: figures"; withdrawn ones and notes are not.
func standing(t *testing.T, dir string, days ...string) string {
	t.Helper()
	w, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	s, err := w.Source(nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []graph.Statement
	err = s.All(context.Background(), func(r graph.Record) error {
		if s, ok := r.(graph.Statement); ok && (s.Interest.CarriesShare() || s.Interest == graph.AccountingParent) && s.Assertion.Counts() {
			all = append(all, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, day := range days {
		d, err := graph.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		var held []string
		for _, s := range all {
			if p := s.Period; p.Start() <= d && (p.To == 0 || d < p.To) {
				held = append(held, s.Share.String())
			}
		}
		slices.Sort(held)
		out = append(out, day+": "+strings.Join(slices.Compact(held), ", "))
	}
	return strings.Join(out, "; ")
}

// bods4 is a statement of 0.4 about the relationship r.
func bods4(id, day, status, interests string) string {
	return fmt.Sprintf(`{"statementId":"%-32s","declarationSubject":"c","recordId":"r","recordType":"relationship","recordStatus":"%s","statementDate":"%s","recordDetails":{"isComponent":false,"subject":"c","interestedParty":"p","interests":[%s]}}`+"\n",
		id, status, day, interests)
}

// bods3 is a statement of 0.3 about the same.
func bods3(id, day, replaces, interests string) string {
	return fmt.Sprintf(`{"statementID":"%s","statementType":"ownershipOrControlStatement","statementDate":"%s","replacesStatements":[%s],"isComponent":false,"subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByPersonStatement":"p"},"interests":[%s]}`+"\n",
		id, day, replaces, interests)
}

func shares(start, share string) string {
	if start != "" {
		start = `"startDate":"` + start + `",`
	}
	return fmt.Sprintf(`{"type":"shareholding",%s"share":{"exact":%s}}`, start, share)
}

// TestLaterStatementsEndEarlierOnes: a statement that closes or replaces another does so
// in one file, in a delta, in a load of another name, and in whatever order these come;
// what it ends is still seen before.
func TestLaterStatementsEndEarlierOnes(t *testing.T) {
	const end, over = `"startDate":"2020-01-01","endDate":"2024-09-30",`, "2019-06-01 2020-06-01 2024-10-15 2025-06-01"
	for _, c := range []struct{ name, first, then, want string }{
		{"closed", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "closed", shares("2020-01-01", "60")),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: "},
		{"closed with its end", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "closed", strings.Replace(shares("2020-01-01", "60"), `"startDate":"2020-01-01",`, end, 1)),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: ; 2025-06-01: "},
		{"closed without its interests", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "closed", ""),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: "},
		{"updated", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "updated", shares("2020-01-01", "30")),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: 30 %"},
		{"updated from a day that it states", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "updated", shares("2024-10-01", "30")),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 30 %; 2025-06-01: 30 %"},
		{"updated, another interest", bods4("s1", "2024-01-01", "new", shares("2020-01-01", "60")), bods4("s2", "2025-01-01", "updated", `{"type":"appointmentOfBoard"}`),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: "},
		{"without a start", bods4("s1", "2024-01-01", "new", shares("", "60")), bods4("s2", "2025-01-01", "closed", shares("", "60")),
			"2019-06-01: ; 2020-06-01: ; 2024-10-15: 60 %; 2025-06-01: "},
		{"0.3 replaced", bods3("s1", "2024-01-01", "", shares("2020-01-01", "60")), bods3("s2", "2025-01-01", `"s1"`, shares("2020-01-01", "30")),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: 30 %"},
		{"0.3 replaced by nothing", bods3("s1", "2024-01-01", "", shares("2020-01-01", "60")), bods3("s2", "2025-01-01", `"s1"`, ""),
			"2019-06-01: ; 2020-06-01: 60 %; 2024-10-15: 60 %; 2025-06-01: "},
	} {
		for _, way := range []struct {
			name     string
			editions []edition
		}{
			{"one file", []edition{{file: "a.jsonl", text: c.first + c.then, name: "a"}}},
			{"a delta", []edition{{file: "a.jsonl", text: c.first, name: "a"}, {file: "b.jsonl", text: c.then, name: "a", delta: true}}},
			{"two names", []edition{{file: "a.jsonl", text: c.first, name: "a"}, {file: "b.jsonl", text: c.then, name: "b"}}},
			{"two names, all in the later", []edition{{file: "a.jsonl", text: c.first, name: "a"}, {file: "b.jsonl", text: c.first + c.then, name: "b"}}},
			{"the later first", []edition{{file: "b.jsonl", text: c.then, name: "b"}, {file: "a.jsonl", text: c.first, name: "a"}}},
			{"the first again", []edition{{file: "a.jsonl", text: c.first, name: "a"}, {file: "b.jsonl", text: c.then, name: "b"}, {file: "a.jsonl", text: c.first, name: "a"}}},
		} {
			if way.name == "the later first" && strings.HasPrefix(c.name, "0.3") {
				continue // what a statement replaced is known from that statement alone
			}
			want := c.want
			if way.name == "the later first" && c.name == "updated" {
				// What was loaded first did not know of an earlier figure: before the update both stand.
				want = strings.ReplaceAll(want, ": 60 %", ": 30 %, 60 %")
			}
			dir := filepath.Join(t.TempDir(), "ws")
			for _, e := range way.editions {
				if r := loadEdition(t, dir, e); len(r.Notes) > 0 {
					t.Errorf("%s, %s: %v", c.name, way.name, r.Notes)
				}
			}
			if got := standing(t, dir, strings.Fields(over)...); got != want {
				t.Errorf("%s, %s:\n%s\nwant\n%s", c.name, way.name, got, want)
			}
		}
	}
}

// TestLaterEditionsEndEarlierOnes: an end that a later edition of a register states ends
// what an edition before it said, as a delta, under the same name and under another.
func TestLaterEditionsEndEarlierOnes(t *testing.T) {
	psc := func(rest string) string {
		return `{"company_number":"01234567","data":{"kind":"individual-person-with-significant-control","name":"Ms Ada Example","natures_of_control":["ownership-of-shares-75-to-100-percent"],"notified_on":"2020-01-01",` + rest + `"etag":"e1","links":{"self":"/company/01234567/persons-with-significant-control/individual/aaa"}}}` + "\n"
	}
	ftm := func(head, rest, tail string) string {
		return head + `{"id":"own-1","caption":"Ownership","schema":"Ownership","properties":{"owner":["NK-a"],"asset":["NK-b"],"percentage":["75"],"startDate":["2020-01-01"]` + rest + `},"datasets":["x"],"referents":[],"target":false,"first_seen":"2023-04-20T18:00:25","last_seen":"2026-09-01T10:57:03"}` + tail + "\n"
	}
	gleif := func(day, status, rest string) string {
		return `{"relations":[{"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":"` + lei(1) + `"},"NodeIDType":{"$":"LEI"}},"EndNode":{"NodeID":{"$":"` + lei(2) + `"},"NodeIDType":{"$":"LEI"}},"RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"},"RelationshipPeriods":{"RelationshipPeriod":[{"StartDate":{"$":"2020-01-01T00:00:00Z"}` + rest + `,"PeriodType":{"$":"RELATIONSHIP_PERIOD"}}]},"RelationshipStatus":{"$":"` + status + `"}},"Registration":{"LastUpdateDate":{"$":"` + day + `T10:00:00Z"},"RegistrationStatus":{"$":"PUBLISHED"},"ValidationSources":{"$":"FULLY_CORROBORATED"}}}}]}`
	}
	const over = "2019-06-01 2020-06-01 2025-06-01"
	for _, c := range []struct {
		name        string
		first, then edition
		want        string
	}{
		{name: "psc", first: edition{file: "persons-with-significant-control-snapshot-2024-01-01.txt", text: psc("")},
			then: edition{file: "persons-with-significant-control-snapshot-2025-02-01.txt", text: psc(`"ceased_on":"2024-09-30",`)},
			want: "2019-06-01: ; 2020-06-01: 75–100 %; 2025-06-01: "},
		{name: "ftm", first: edition{file: "entities.ftm.json", text: ftm("", "", "")}, then: edition{file: "entities.delta.json", text: ftm(`{"op":"MOD","entity":`, `,"endDate":["2024-09-30"]`, "}")},
			want: "2019-06-01: ; 2020-06-01: 75 %; 2025-06-01: "},
		{name: "gleif", first: edition{file: "rr.json", text: gleif("2024-01-01", "ACTIVE", "")}, then: edition{file: "rr-delta.json", text: gleif("2025-01-01", "INACTIVE", `,"EndDate":{"$":"2024-09-30T00:00:00Z"}`)},
			want: "2019-06-01: ; 2020-06-01: 0 %; 2025-06-01: "},
		{name: "gleif without an end", first: edition{file: "rr.json", text: gleif("2024-01-01", "ACTIVE", "")}, then: edition{file: "rr-delta.json", text: gleif("2025-01-01", "INACTIVE", "")},
			want: "2019-06-01: ; 2020-06-01: 0 %; 2025-06-01: "},
	} {
		for _, way := range []struct {
			name  string
			delta bool
		}{{"a", true}, {"a", false}, {"b", false}} {
			dir := filepath.Join(t.TempDir(), "ws")
			first, then := c.first, c.then
			first.name, then.name, then.delta = "a", way.name, way.delta
			loadEdition(t, dir, first)
			loadEdition(t, dir, then)
			if got := standing(t, dir, strings.Fields(over)...); got != c.want {
				t.Errorf("%s, %v:\n%s\nwant\n%s", c.name, way, got, c.want)
			}
		}
	}
}
