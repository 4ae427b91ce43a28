package icij_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/icij"
	"longarm/loaders/internal/loadertest"
)

func said(l *loadertest.Loaded) string {
	var out strings.Builder
	for _, r := range l.Records {
		switch s := r.(type) {
		case graph.Statement:
			fmt.Fprintf(&out, "%s: %s %s %s %s/%s/%s %s\n", s.ID, s.Holder, s.Interest, s.Subject, s.Period.From, s.Period.To, s.Period.AsOf, s.Assertion)
		case graph.Note:
			fmt.Fprintf(&out, "note %s: %s %s %s\n", s.ID, s.Subject, s.Relation, s.Object)
		}
	}
	return out.String()
}

func load(t *testing.T, name string) *loadertest.Loaded {
	t.Helper()
	l := loadertest.File(t, "testdata/"+name, icij.Load)
	if l.Err != nil || !icij.Sniff(l.Head) {
		t.Fatalf("%s: %v", name, l.Err)
	}
	l.Sound(t)
	return l
}

func TestEntities(t *testing.T) {
	l := load(t, "nodes-entities.csv")
	if l.Result.Read != 6 || l.Result.Rejected != 2 {
		t.Fatalf("%+v", l.Result)
	}
	for i, want := range []string{":7:1: the node 10000001 stands twice", `:8:1: "x1" is no id of a node`} {
		if !strings.Contains(l.Result.Errors[i].Error(), want) {
			t.Errorf("refusal %d = %v, want %s", i, l.Result.Errors[i], want)
		}
	}
	// the code of a jurisdiction is not ISO's (SAM is San Marino there, NEV nothing): the words count
	want := `icij:10000001#incorporatedIn: icij:10000001 incorporatedIn ws // stated
note icij:10000001#country:hk: icij:10000001 country hk
note icij:10000001#country:vg: icij:10000001 country vg
icij:10000002#incorporatedIn: icij:10000002 incorporatedIn vg // stated
icij:10000003#incorporatedIn: icij:10000003 incorporatedIn us-nv // stated
note icij:10000003#country:us: icij:10000003 country us
`
	if got := said(l); got != want {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
	if e := l.Entity("icij:10000001"); e.Kind != graph.Company || e.Name != "TEST ASSETS, LTD." || fmt.Sprint(e.Aliases) != "[OLD TEST LTD.]" || e.Status.Own != "Defaulted" {
		t.Errorf("entity = %+v", e)
	}
	if e := l.Entity("icij:10000002"); e.Kind != graph.Arrangement || e.Note.Own != "a note" {
		t.Errorf("the trust = %+v", e)
	}
	dates := map[string]string{}
	for _, a := range l.Attributes() {
		dates[string(a.Entity)+a.Name] = a.Value
	}
	for key, want := range map[string]string{"icij:10000001icij:incorporation_date": "2006-03-23", "icij:10000002icij:incorporation_date": "2005-01-01",
		"icij:10000003icij:incorporation_date": "2007-05-03", "icij:10000004icij:incorporation_date": "not a date", "icij:10000001icij:ibcRUC": "25221"} {
		if dates[key] != want {
			t.Errorf("%s = %q, want %q", key, dates[key], want)
		}
	}
	var remarks []string
	for _, n := range l.Result.Notes {
		remarks = append(remarks, n.Error())
	}
	for _, want := range []string{"dates with figures only are read day first", `"not a date" is no date`} {
		if !strings.Contains(strings.Join(remarks, "\n"), want) {
			t.Errorf("not remarked: %s in %v", want, remarks)
		}
	}
	var sources []string
	for _, s := range l.Sources() {
		sources = append(sources, string(s.ID))
		if !strings.Contains(s.Licence, "ODbL") || !strings.Contains(s.Licence, "CC-BY-SA") || s.NonCommercial {
			t.Errorf("source = %+v", s)
		}
	}
	if got := strings.Join(sources, " "); got != "icij:panama-papers icij:offshore-leaks icij:pandora-papers-alemán-cordero" {
		t.Errorf("sources = %s: each leak is one", got)
	}
}

// TestOfficersHaveNoKind: persons or companies, and no file says which.
func TestOfficersHaveNoKind(t *testing.T) {
	l := load(t, "nodes-officers.csv")
	for _, id := range []graph.EntityID{"icij:12000001", "icij:12000002"} {
		if e := l.Entity(id); e.Kind != "" || e.Name == "" {
			t.Errorf("%s = %+v", id, e)
		}
	}
	if e := l.Entity("icij:12000003"); !strings.Contains(e.Note.EN, "bearer") {
		t.Errorf("the bearer = %+v", e)
	}
	if n := l.Notes(); len(n) != 1 || n[0].Object != "kr" || n[0].Period.AsOf != graph.NewDate(2015, 12, 31) {
		t.Errorf("a country of an address became something else: %+v %+v", n, l.Statements())
	}
	if l := load(t, "nodes-intermediaries.csv"); l.Entity("icij:11000001").Name != "TEST LAW FIRM" {
		t.Errorf("intermediary = %+v", l.Entities())
	}
	if l := load(t, "nodes-others.csv"); l.Entity("icij:85004927").Kind != graph.Other {
		t.Errorf("other = %+v", l.Entities())
	}
	if l := load(t, "nodes-addresses.csv"); l.Result.Accepted != 1 || len(l.Records) > 0 {
		t.Errorf("an address is a party: %+v", l.Records)
	}
}

func TestRelationships(t *testing.T) {
	l := load(t, "relationships.csv")
	if l.Result.Read != 18 || l.Result.Rejected != 1 || !strings.Contains(l.Result.Errors[0].Error(), `relationships.csv:18:10: "" is no id`) {
		t.Fatalf("%+v", l.Result)
	}
	const f = "icij:relationships.csv:"
	want := f + `2: icij:12000001 shareholding icij:10000001 2006-03-23//2015-12-31 stated
` + f + `3: icij:12000001 shareholding icij:10000001 2006-03-23//2015-12-31 stated
` + f + `4: icij:12000002 nominee icij:10000001 //2015-12-31 stated
` + f + `5: icij:12000001 shareholding icij:10000001 /2014-01-01/ stated
` + f + `6: icij:12000001 boardMember icij:10000001 //2021-10-03 stated
` + f + `6#2: icij:12000001 shareholding icij:10000001 //2021-10-03 stated
` + f + `6#3: icij:12000001 officerOf icij:10000001 //2021-10-03 stated
` + f + `7: icij:12000002 trustee icij:10000002 //2010-12-31 stated
` + f + `8: icij:12000001 beneficiaryOfLegalArrangement icij:10000002 //2010-12-31 stated
note ` + f + `9: icij:12000001 connectedTo icij:10000002
note ` + f + `10: icij:12000001 connectedTo icij:10000002
` + f + `11: icij:12000001 unknownInterest icij:10000002 //2010-12-31 stated
note ` + f + `12: icij:11000001 intermediaryOf icij:10000001
note ` + f + `14: icij:12000001 same_name_as icij:12000002
note ` + f + `15: icij:10000001 similar icij:10000002
note ` + f + `16: icij:12000001 connectedTo icij:10000002
note ` + f + `17: icij:12000001 new_tie icij:10000003
` + f + `19: icij:12000001 shareholding icij:10000003 2012-01-01//2015-12-31 withdrawn
`
	if got := said(l); got != want {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
	for _, s := range l.Statements() {
		if s.Figure {
			t.Errorf("a figure: %+v", s)
		}
	}
	if l.Entity("icij:14000001") != nil {
		t.Error("an address is a party")
	}
	if got := said(load(t, "edges-2018.csv")); got != `icij:edges-2018.csv:2: icij:12000001 boardMember icij:10000001 2009-05-13//2015-12-31 stated
note icij:edges-2018.csv:3: icij:11000001 intermediaryOf icij:10000001
` {
		t.Errorf("the older layout:\n%s", got)
	}
}

func TestRefuses(t *testing.T) {
	if l := loadertest.Text(t, "f", "a,b\n", icij.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "no table of Offshore Leaks") {
		t.Errorf("another table: %v", l.Err)
	}
	for _, other := range []string{"", "id,kind,name\n", "owner,owned\n", "source,target\n", "node_id,x\n", "{}"} {
		if icij.Sniff([]byte(other)) {
			t.Errorf("%q is recognised", other)
		}
	}
}

// TestPublished reads drawings of the Panama Papers that lie beside the checkout.
func TestPublished(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata", "icij-power-players-2016")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published test data is not beside the checkout")
	}
	for name, want := range map[string]struct{ read, rejected, statements int }{"All-nodes.csv": {710, 0, 225}, "All-edges.csv": {889, 0, 575}} {
		l := loadertest.File(t, filepath.Join(dir, name), icij.Load)
		if l.Err != nil || l.Result.Read != want.read || l.Result.Rejected != want.rejected || len(l.Statements()) != want.statements || !icij.Sniff(l.Head) {
			t.Errorf("%s: %v, read %d, rejected %d, %d statements; %v %v", name, l.Err, l.Result.Read, l.Result.Rejected, len(l.Statements()), l.Result.Errors, l.Result.Notes)
		}
		count := map[graph.Interest]int{}
		for _, s := range l.Statements() {
			count[s.Interest]++
		}
		t.Log(name, count)
		l.Sound(t)
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"nodes-entities.csv", "nodes-officers.csv", "nodes-others.csv", "relationships.csv", "edges-2018.csv"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		icij.Sniff([]byte(text))
		loadertest.Text(t, "f", text, icij.Load).Sound(t)
	})
}

// TestDates reads the forms of dates in the leaks.
func TestDates(t *testing.T) {
	const head = "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"
	for text, want := range map[string]string{
		"23-MAR-2006": "2006-03-23", "9-Nov-2010": "2010-11-09", `"Mar 23, 2006"`: "2006-03-23", `"Mar 3, 2006"`: "2006-03-03", "2006-03-23": "2006-03-23",
		"2006-03-23 00:00:00": "2006-03-23", "2006-03-23T00:00:00Z": "2006-03-23", "2006/03/23": "2006-03-23", "23.03.2006": "2006-03-23", "23/03/2006": "2006-03-23",
		"03-05-2007": "2007-05-03", "2006": "2006-01-01", "2006-03": "2006-03-01", "31-FEB-2006": "", "99/99/2006": "", "soon": "", "": "",
	} {
		l := loadertest.Text(t, "relationships.csv", head+"1,2,officer_of,shareholder of,,"+text+",,Panama Papers\n", icij.Load)
		s := l.Statements()
		if l.Err != nil || len(s) != 1 || s[0].Period.From.String() != want {
			t.Errorf("%s: %v %+v, want %s", text, l.Err, s, want)
		}
		if said := len(l.Result.Notes) > 0; said != (want == "" && text != "" || text == "03-05-2007") {
			t.Errorf("%s: notes %v", text, l.Result.Notes)
		}
	}
}
