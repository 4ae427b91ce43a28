package neo4jcsv_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/loadertest"
	"longarm/loaders/neo4jcsv"
)

func said(l *loadertest.Loaded) string {
	var out strings.Builder
	for _, r := range l.Records {
		switch s := r.(type) {
		case graph.Statement:
			figure := ""
			if s.Figure {
				figure = " " + s.Share.String()
			}
			fmt.Fprintf(&out, "%s: %s %s %s%s %s/%s/%s\n", s.ID, s.Holder, s.Interest, s.Subject, figure+" "+string(s.Basis), s.Period.From, s.Period.To, s.Period.AsOf)
		case graph.Note:
			fmt.Fprintf(&out, "note %s: %s %s %s\n", s.ID, s.Subject, s.Relation, s.Object)
		}
	}
	return out.String()
}

func load(t *testing.T, name string, read int, refusals ...string) *loadertest.Loaded {
	t.Helper()
	l := loadertest.File(t, "testdata/"+name, neo4jcsv.Load)
	if l.Err != nil || l.Result.Read != read || len(l.Result.Errors) != len(refusals) || !neo4jcsv.Sniff(l.Head) {
		t.Fatalf("%s: %v %+v", name, l.Err, l.Result)
	}
	for i, want := range refusals {
		if !strings.Contains(l.Result.Errors[i].Error(), want) {
			t.Errorf("refusal %d = %v, want %s", i, l.Result.Errors[i], want)
		}
	}
	l.Sound(t)
	return l
}

func TestNodes(t *testing.T) {
	l := load(t, "parties.csv", 7, `parties.csv:7:1: the id Party:1 stands twice`, `parties.csv:8:7: "TESTPARENT000001A093": the check digits`)
	want := `Party:1#incorporatedIn: Party:1 incorporatedIn fr  //
Party:1#headquarteredIn: Party:1 headquarteredIn us-ny  //
Party:2#nationalOf: Party:2 nationalOf gb  //
Party:2#nationalOf-2: Party:2 nationalOf fr  //
Party:2#residentIn: Party:2 residentIn gb  //
`
	if got := said(l); got != want {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
	for id, want := range map[graph.EntityID]graph.Kind{"Party:1": graph.Company, "Party:2": graph.Person, "Party:3": graph.StateBody, "Party:4": graph.Other, "Party:5": ""} {
		if e := l.Entity(id); e == nil || e.Kind != want {
			t.Errorf("%s = %+v, want %q", id, e, want)
		}
	}
	if e := l.Entity("Party:1"); e.Name != "Test, Holding" || fmt.Sprint(e.Aliases) != "[Old Name THold]" || e.LEI != "TESTPARENT000001A092" {
		t.Errorf("party = %+v", e)
	}
	if e := l.Entity("Party:3"); e.Within != "no" {
		t.Errorf("the ministry lies within %q", e.Within)
	}
	var remarks []string
	for _, n := range l.Result.Notes {
		remarks = append(remarks, n.Error())
	}
	for _, want := range []string{`the label "Address" is not known`, `"ZZZ" names no country`} {
		if !strings.Contains(strings.Join(remarks, "\n"), want) {
			t.Errorf("not remarked: %s in %v", want, remarks)
		}
	}
}

func TestRelationships(t *testing.T) {
	l := load(t, "ties.csv", 10, `ties.csv:7:3: "110"`, "ties.csv:8:11: it ends on 2020-01-01", "ties.csv:9:11: a relationship without a type", "ties.csv:10:23: the id r1 stands twice")
	want := `r1: Party:1 shareholding Party:5 >50–100 % votes 2020-01-01//
r2: Party:2 shareholding Party:5 25–50 %  2020-01-01/2021-06-01/
r3: Party:2 boardChair Party:1  //
r4: Party:2 boardMember Party:1  //
note r5: Party:2 knows Party:1
r9: Party:2 shareholding Party:1 38.85 % both //
`
	if got := said(l); got != want {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
	l = load(t, "stakes.csv", 4, "stakes.csv:4:16: the bounds contradict each other")
	want = `stakes.csv:2: orange shareholding bleu >25–50 %  //
stakes.csv:3: orange shareholding bleu 12.5 %  //
stakes.csv:5: orange shareholding bleu  //
`
	if got := said(l); got != want { // ids without an id space stand for themselves
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
}

func TestBODSTables(t *testing.T) {
	l := load(t, "bods/entity.csv", 2)
	if got := said(l); got != "bods:XI-LEI-TESTCHILD0000001A027#incorporatedIn: bods:XI-LEI-TESTCHILD0000001A027 incorporatedIn de  //\n" {
		t.Errorf("said:\n%s", got)
	}
	if a, b := l.Entity("bods:XI-LEI-TESTCHILD0000001A027"), l.Entity("bods:GB-COH-01234567"); a.LEI != "TESTCHILD0000001A027" || fmt.Sprint(b.Identifiers) != "[GB-COH:01234567]" || b.Status.EN != "dissolved on 2024-01-02" {
		t.Errorf("entities = %+v, %+v", a, b)
	}
	if s := l.Sources(); len(s) != 1 || s[0].Licence != "CC0-1.0" || s[0].Title != "Test Publisher" {
		t.Errorf("sources = %+v", s)
	}
	if got := said(load(t, "bods/person.csv", 1)); strings.Count(got, " nationalOf ") != 2 {
		t.Errorf("said:\n%s", got)
	}
	l = load(t, "bods/controls.csv", 6, "controls.csv:7:")
	want := `bods:s4#0: bods:GB-COH-PER-1 votingRights bods:GB-COH-01234567 75–100 %  2017-06-01//2024-06-06
bods:s4#1: bods:GB-COH-PER-1 appointmentOfBoard bods:GB-COH-01234567  2017-06-01//2024-06-06
bods:s6#0: bods:GB-COH-01234567 accountingParent bods:XI-LEI-TESTCHILD0000001A027  2017-06-01//2024-06-06
bods:s7#0: bods:GB-COH-PER-1 shareholding bods:XI-LEI-TESTCHILD0000001A027 25–50 %  2017-06-01/2024-06-06/2024-06-06
note bods:s5#0: bods:XI-LEI-TOP ultimatelyConsolidates bods:XI-LEI-TESTCHILD0000001A027
`
	if got := said(l); got != want {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
	l = load(t, "bods/has_identifier.csv", 1)
	if e := l.Entity("bods:XI-LEI-TESTCHILD0000001A027"); fmt.Sprint(e.Identifiers) != "[DE-CR:HRB 136926]" {
		t.Errorf("entity = %+v", e)
	}
}

func TestRefuses(t *testing.T) {
	if l := loadertest.Text(t, "f", "a,b\n1,2\n", neo4jcsv.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "must be put before its rows") {
		t.Errorf("rows without their header: %v", l.Err)
	}
	for text, want := range map[string]string{
		":ID,kind\nx,boat\n": `f:2:3: unknown kind "boat"`, ":ID\n\"\"\nx\n": `f:2:1: "" is no id`,
		":START_ID,:END_ID,:TYPE,assertion\na,b,OWNS,maybe\n": `f:2:10: unknown assertion "maybe"`,
		":START_ID,:END_ID,:TYPE,from\na,b,OWNS,yesterday\n":  "f:2:10: ", ":START_ID,:END_ID,:TYPE,basis\na,b,OWNS,money\n": `f:2:10: unknown basis`,
		":START_ID,:END_ID,:TYPE,ratio\na,b,OWNS,1.5\n": "f:2:10: ",
	} {
		l := loadertest.Text(t, "f", text, neo4jcsv.Load)
		if l.Err != nil || len(l.Result.Errors) != 1 || !strings.Contains(l.Result.Errors[0].Error(), want) {
			t.Errorf("%q: %v %v, want %s", text, l.Err, l.Result.Errors, want)
		}
	}
	for _, other := range []string{"", "id,kind\n", "owner,owned\n", "node_id,name,sourceID\n", `{"a":1}`, "code,name,x\n"} {
		if neo4jcsv.Sniff([]byte(other)) {
			t.Errorf("%q is recognised", other)
		}
	}
}

// TestPublished reads the LOAD CSV tables of real data that lie beside the checkout.
func TestPublished(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata", "neo4j-loadcsv-bods")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published test data is not beside the checkout")
	}
	all := &loadertest.Loaded{}
	for name, want := range map[string]struct{ read, statements int }{"address.csv": {269, 0}, "controls.csv": {901, 781}, "country.csv": {31, 0}, "entity.csv": {520, 520},
		"has_address.csv": {695, 0}, "has_identifier.csv": {668, 0}, "identifier.csv": {630, 0}, "located_in.csv": {694, 0}, "owns.csv": {355, 355}, "person.csv": {18, 18}} {
		l := loadertest.File(t, filepath.Join(dir, name), neo4jcsv.Load)
		if l.Err != nil || l.Result.Read != want.read || l.Result.Rejected > 0 || len(l.Statements()) != want.statements || !neo4jcsv.Sniff(l.Head) {
			t.Errorf("%s: %v, read %d, rejected %d, %d statements; %v", name, l.Err, l.Result.Read, l.Result.Rejected, len(l.Statements()), l.Result.Errors)
		}
		all.Records = append(all.Records, l.Records...)
	}
	ledger, err := all.Build()
	if err != nil {
		t.Fatal(err)
	}
	g := ledger.At(graph.NewDate(2025, 3, 1), graph.Options{})
	table := g.CapTable("bods:GB-COH-11116433", graph.Capital)
	if h, ok := table.Holding("bods:GB-COH-04984787"); ok { // ended on 2024-11-30
		t.Errorf("a closed record holds: %+v", h)
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"parties.csv", "ties.csv", "stakes.csv", "bods/entity.csv", "bods/person.csv", "bods/controls.csv", "bods/has_identifier.csv"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		neo4jcsv.Sniff([]byte(text))
		loadertest.Text(t, "f", text, neo4jcsv.Load).Sound(t)
	})
}
