package curated_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
)

// leftOut explains every published row that the embedded facts do not hold. None is
// left out today: what fits no interest is a note.
var leftOut = map[string]string{}

// TestPublishedFactsAreAllIn compares the embedded facts with the tables they were
// reviewed from: every id is there, on the same party, with the interest its
// relation is mapped to. Where the review changed a row, its note says so.
func TestPublishedFactsAreAllIn(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "facts")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the published tables are not at %s: only a checkout beside them can compare", folder)
	}
	l := datatest.Ledger(t)
	rows := func(name string) []map[string]string { return table(t, filepath.Join(folder, name)) }
	missing := func(id string) {
		if leftOut[id] == "" {
			t.Errorf("%s is neither in data/facts nor explained here", id)
		}
	}
	for _, r := range rows("entities.csv") {
		if l.Entity(graph.EntityID(r["id"])) == nil {
			missing(r["id"])
		}
	}
	interest := map[string]string{}
	for _, r := range rows("mapping.csv") {
		interest[r["relation"]] = r["interest"]
	}
	for _, r := range rows("statements.csv") {
		id := graph.ClaimID(r["id"])
		s, n := l.Statement(id), l.Note(id)
		switch want := interest[r["relation"]]; {
		case s != nil && string(s.Holder) != r["subject"]:
			t.Errorf("%s is about %s, published about %s", id, s.Holder, r["subject"])
		case s != nil && string(s.Interest) != want && s.Assertion.Counts() && !strings.Contains(s.Note.In("en"), "Corrected:"):
			t.Errorf("%s is %s, published as %s, and its note does not say why", id, s.Interest, r["relation"])
		case n != nil && string(n.Subject) != r["subject"]:
			t.Errorf("%s is about %s, published about %s", id, n.Subject, r["subject"])
		case n != nil && want != "note" && !strings.Contains(n.Note.In("en"), "Kept as a note"):
			t.Errorf("%s is a note, published as %s, and does not say why", id, r["relation"])
		case s == nil && n == nil:
			missing(r["id"])
		}
	}
	for _, r := range rows("attributes.csv") {
		switch a := l.Attribute(graph.ClaimID(r["id"])); {
		case a == nil:
			missing(r["id"])
		case string(a.Entity) != r["entity"]:
			t.Errorf("%s is about %s, published about %s", a.ID, a.Entity, r["entity"])
		}
	}
	for _, r := range rows("coverage.csv") {
		switch c := l.Coverage(graph.ClaimID(r["id"])); {
		case c == nil:
			missing(r["id"])
		case string(c.Entity) != r["entity"] || string(c.Kind) != r["kind"]:
			t.Errorf("%s is %s of %s, published as %s of %s", c.ID, c.Kind, c.Entity, r["kind"], r["entity"])
		}
	}
}

// TestFactsSayWhatTheyRestOn holds the embedded facts to the rules of their review:
// every claim names a source, and neither general knowledge nor a reader's comment is
// high evidence.
func TestFactsSayWhatTheyRestOn(t *testing.T) {
	l := datatest.Ledger(t)
	for _, c := range claims(l) {
		switch {
		case c.Source == "":
			t.Errorf("%s names no source", c.ID)
		case c.Source == "general-knowledge" && c.Evidence == graph.High:
			t.Errorf("%s rests on general knowledge with high evidence", c.ID)
		case c.Assertion == graph.ReaderComment && c.Evidence != graph.Low:
			t.Errorf("%s is a reader's comment with more than low evidence", c.ID)
		}
	}
}

func claims(l *graph.Ledger) []graph.Claim {
	var out []graph.Claim
	for _, e := range l.Entities() {
		for _, s := range l.StatementsOf(e) {
			out = append(out, s.Claim)
		}
		for _, a := range l.AttributesOf(e) {
			out = append(out, a.Claim)
		}
		for _, c := range l.CoverageOf(e) {
			out = append(out, c.Claim)
		}
		for _, n := range l.NotesOf(e) {
			out = append(out, n.Claim)
		}
	}
	return out
}

// table reads a CSV file with a header, as rows by column name.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = line[i]
		}
		out = append(out, row)
	}
	return out
}
