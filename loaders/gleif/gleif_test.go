package gleif_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/gleif"
	"longarm/loaders/internal/loadertest"
)

const (
	level1     = "testdata/20260901-0800-gleif-goldencopy-lei2-golden-copy.csv"
	relations  = "testdata/20260901-0800-gleif-goldencopy-rr-golden-copy.csv"
	exceptions = "testdata/20260901-0800-gleif-goldencopy-repex-golden-copy.csv"

	child   = "lei:TESTCHILD0000001A027"
	parent  = "lei:TESTPARENT000001A092"
	top     = "lei:TESTTOP00000001A0006"
	fund    = "lei:TESTFUND0000001A0039"
	feeder  = "lei:TESTFEEDER000001A054"
	manager = "lei:TESTMANAGER00001A048"
	branch  = "lei:TESTBRANCH000001A013"
	orphan  = "lei:TESTORPHAN000001A020"
	sub     = "lei:TESTSUBFUND00001A048"
	ended   = "lei:TESTENDED0000001A028"
)

// said renders the statements and notes of a load, one a line.
func said(l *loadertest.Loaded) string {
	var out []string
	for _, s := range l.Statements() {
		p := s.Period
		out = append(out, fmt.Sprintf("%s %s %s %s %s/%s/%s %s %s", s.Holder, s.Interest, s.Subject, s.Assertion, p.From, p.To, p.AsOf, s.Evidence, s.Note.Own))
	}
	for _, n := range l.Notes() {
		out = append(out, fmt.Sprintf("note: %s %s %s", n.Subject, n.Relation, n.Object))
	}
	return strings.Join(out, "\n") + "\n"
}

func TestLevel1(t *testing.T) {
	l := loadertest.File(t, level1, gleif.Load)
	if l.Err != nil || l.Result.Read != 11 || l.Result.Rejected != 2 {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	for i, want := range []string{"check digits of the LEI are wrong", "stands twice"} {
		if e := l.Result.Errors[i]; !strings.Contains(e.Message, want) || e.Line != 11+i || e.Column != 1 || e.Path != "LEI" {
			t.Errorf("refusal %d = %+v, want %s", i, e, want)
		}
	}
	for id, want := range map[graph.EntityID]graph.Kind{child: graph.Company, fund: graph.Arrangement, branch: graph.Company,
		"lei:TESTTRADER000001A047": graph.Person, "lei:TESTMINISTRY0001A087": graph.StateBody} {
		if e := l.Entity(id); e == nil || e.Kind != want {
			t.Errorf("%s = %+v, want the kind %s", id, e, want)
		}
	}
	e := l.Entity(child)
	if e.Name != `Société d’essai "Enfant", SA` || e.LEI != "TESTCHILD0000001A027" || e.Names["en"] != "Test Child plc" ||
		fmt.Sprint(e.Aliases) != "[Ancien nom SA Test Child plc]" || fmt.Sprint(e.Identifiers) != "[FR-RCS:123456789]" || e.Origin != level1+":2" {
		t.Errorf("the child = %+v", e)
	}
	if e := l.Entity(parent); fmt.Sprint(e.Identifiers) != "[GB-COH:01234567]" {
		t.Errorf("identifiers of the parent = %v, want them padded", e.Identifiers)
	}
	if e := l.Entity(fund); len(e.Identifiers) != 0 {
		t.Errorf("RA999999 is no register: %v", e.Identifiers)
	}
	if e := l.Entity("lei:TESTMINISTRY0001A087"); e.Within != "no" {
		t.Errorf("the ministry lies within %q", e.Within)
	}
	if s := l.Sources(); len(s) != 1 || s[0].Licence != "CC0-1.0" || s[0].NonCommercial || s[0].Date != "2026-09-01" {
		t.Errorf("source = %+v", s)
	}
	got := said(l)
	for _, want := range []string{
		child + " incorporatedIn fr stated", child + " headquarteredIn fr", top + " incorporatedIn us-de", top + " headquarteredIn us ",
		branch + " establishedIn de", "lei:TESTTRADER000001A047 establishedIn in stated // low",
		"lei:TESTDUPLICATE001A092 incorporatedIn fr withdrawn", "note: lei:TESTDUPLICATE001A092 succeededBy " + child,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not said: %s\n%s", want, got)
		}
	}
	for _, never := range []string{branch + " incorporatedIn", branch + " headquarteredIn", ended + " incorporatedIn", "MINISTRY0001A087 incorporatedIn"} {
		if strings.Contains(got, never) {
			t.Errorf("said: %s", never)
		}
	}
	for _, a := range l.Attributes() {
		switch {
		case a.Entity == fund && a.Name == "legalForm" && a.Value != "FCP", a.Entity == branch && a.Name == "legalForm":
			t.Errorf("the legal form of %s is %s", a.Entity, a.Value)
		case a.Entity == child && a.Name == "formedOn" && a.Value != "1999-05-31":
			t.Errorf("formed on %s", a.Value)
		}
	}
	l.Sound(t)
}

// TestStatusOfTheEntityAndOfTheLEI: DUPLICATE, ANNULLED and LAPSED are no status of an entity.
func TestStatusOfTheEntityAndOfTheLEI(t *testing.T) {
	l := loadertest.File(t, level1, gleif.Load)
	for id, want := range map[graph.EntityID]string{child: "", top: "the LEI was not renewed", ended: "inactive since 2024-03-01 (dissolved)",
		"lei:TESTDUPLICATE001A092": "the LEI is a duplicate of another"} {
		if e := l.Entity(id); e.Status.EN != want || (e.Status.FR == "") != (want == "") {
			t.Errorf("%s: %+v, want %q", id, e.Status, want)
		}
	}
	if len(l.Result.Notes) != 1 || !strings.Contains(l.Result.Notes[0].Message, `"ZZ" is no code`) {
		t.Errorf("remarks = %v", l.Result.Notes)
	}
}

func TestRelations(t *testing.T) {
	l := loadertest.File(t, relations, gleif.Load)
	if l.Err != nil || l.Result.Read != 15 || l.Result.Rejected != 1 || !strings.Contains(l.Result.Errors[0].Message, "stands twice") {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	want := []string{
		// the start is the child: arrows turn around; the quantifier is no share
		parent + " accountingParent " + child + " stated 2020-01-15//2026-08-01 high ACCOUNTING_STANDARD: IFRS; ACCOUNTING_CONSOLIDATION: 100.00 PERCENTAGE",
		// an accounting period says when it was looked at, not since when it holds
		top + " accountingParent " + parent + " stated //2026-08-01 high ",
		parent + " otherInfluenceOrControl " + branch + " stated 2020-01-15//2026-08-01 high ",
		manager + " rightsGrantedByContract " + fund + " stated 2020-01-15//2026-08-01 high ",
		// a feeder holds its master, though it is the start
		feeder + " shareholding " + fund + " stated 2020-01-15//2026-08-01 high ",
		// over, and nobody says since when
		parent + " accountingParent " + ended + " stated 2020-01-15/2026-08-01/ high ",
		top + " accountingParent " + ended + " stated 2015-01-01/2016-01-01/2026-08-01 high ",
		top + " accountingParent " + ended + " stated 2018-01-01/2019-01-01/2026-08-01 high ",
		parent + " accountingParent " + feeder + " withdrawn 2020-01-15//2026-08-01 high ",
		parent + " accountingParent " + sub + " withdrawn 2020-01-15//2026-08-01 high ",
		top + " accountingParent " + manager + " stated 2020-01-15//2026-08-01 medium ",
		// no direct parent is stated: the ultimate one is all there is
		top + " accountingParent " + orphan + " stated 2020-01-15//2026-08-01 high ",
		// held until the direct parent was met, or met after it
		"note: " + top + " ultimatelyConsolidates " + parent,
		"note: " + sub + " subfundOf " + fund,
		"note: " + top + " ultimatelyConsolidates " + child,
	}
	if got := said(l); got != strings.Join(want, "\n")+"\n" {
		t.Errorf("said:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
	for _, s := range l.Statements() {
		if s.Figure {
			t.Errorf("a figure: %+v", s)
		}
	}
	l.Sound(t)
}

// TestShortcutsAreNoSteps: no path of accounting parents mixes direct and ultimate ones.
func TestShortcutsAreNoSteps(t *testing.T) {
	ledger, err := loadertest.File(t, relations, gleif.Load).Build()
	if err != nil {
		t.Fatal(err)
	}
	g := ledger.At(graph.NewDate(2026, 9, 1), graph.Options{})
	var parents []string
	for _, link := range g.To(child) {
		if link.Interest == graph.AccountingParent {
			parents = append(parents, string(link.Holder))
		}
	}
	if strings.Join(parents, " ") != parent {
		t.Errorf("parents of the child: %v, want the direct one", parents)
	}
}

// TestFormsAgree reads the same records as CSV, XML and JSON.
func TestFormsAgree(t *testing.T) {
	strip := func(l *loadertest.Loaded, id graph.EntityID) string {
		e := *l.Entity(id)
		e.Origin, e.Source = "", ""
		return fmt.Sprintf("%+v", e)
	}
	csv := loadertest.File(t, level1, gleif.Load)
	for _, path := range []string{"testdata/level1.xml", "testdata/level1.json"} {
		l := loadertest.File(t, path, gleif.Load)
		if !gleif.Sniff(l.Head) || l.Err != nil || l.Result.Rejected > 0 {
			t.Fatalf("%s: %v %+v", path, l.Err, l.Result)
		}
		if got, want := strip(l, child), strip(csv, child); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", path, got, want)
		}
		l.Sound(t)
	}
	l := loadertest.File(t, "testdata/relations.json", gleif.Load)
	all := said(loadertest.File(t, relations, gleif.Load))
	if l.Err != nil || l.Result.Read != 3 || l.Result.Rejected > 0 {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	for line := range strings.Lines(said(l)) {
		if !strings.Contains(all, line) {
			t.Errorf("only JSON says: %s", line)
		}
	}
}

func TestExceptionsAreNoAnswer(t *testing.T) {
	l := loadertest.File(t, exceptions, gleif.Load)
	if l.Err != nil || l.Result.Read != 5 || l.Result.Rejected != 1 || l.Result.Errors[0].Path != "ExceptionCategory" || l.Result.Errors[0].Line != 6 {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	if len(l.Coverages())+len(l.Statements()) > 0 {
		t.Error("an exception closes nothing and states no holder")
	}
	var got []string
	for _, a := range l.Attributes() {
		got = append(got, fmt.Sprintf("%s %s=%s %s %q", a.Entity, a.Name, a.Value, a.Period.AsOf, a.Quote))
		if a.Note.EN == "" || a.Note.FR == "" {
			t.Errorf("%s is not explained", a.Value)
		}
	}
	want := []string{
		top + ` directParentNotReported=NO_KNOWN_PERSON 2026-09-01 ""`, top + ` ultimateParentNotReported=NATURAL_PERSONS 2026-09-01 ""`,
		orphan + ` directParentNotReported=NO_LEI 2026-09-01 "see the accounts"`, orphan + ` directParentNotReported=NON_CONSOLIDATING 2026-09-01 "see the accounts"`,
		fund + ` directParentNotReported=CONSENT_NOT_OBTAINED 2026-09-01 ""`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("said:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	l.Sound(t)
	j := loadertest.File(t, "testdata/exceptions.json", gleif.Load)
	if j.Err != nil || j.Result.Rejected > 0 || len(j.Attributes()) != 3 {
		t.Errorf("JSON: %v %+v", j.Err, j.Result)
	}
}

// TestDelta: a record that GLEIF deleted takes back what stood under its id.
func TestDelta(t *testing.T) {
	l := loadertest.File(t, "testdata/relations-delta.xml", gleif.Load)
	if l.Err != nil || l.Result.Rejected > 0 || !gleif.Sniff(l.Head) {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	list := l.Statements()
	if len(list) != 2 || list[0].ID != "gleif:TESTCHILD0000001A027|IS_DIRECTLY_CONSOLIDATED_BY|TESTPARENT000001A092" ||
		list[0].Assertion != graph.Withdrawn || list[1].Assertion != graph.Stated || list[1].Period.From != graph.NewDate(2026, 8, 30) {
		t.Errorf("statements = %+v", list)
	}
	for name, want := range map[string]string{
		"relations-delta.xml": "gleif:TESTCHILD0000001A027|IS_DIRECTLY_CONSOLIDATED_BY|TESTPARENT000001A092",
		"level1.xml":          "lei:TESTCHILD0000001A027#legalForm",
		"exceptions.json":     "lei:TESTORPHAN000001A020#directParentNotReported:NON_PUBLIC",
	} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if l, gone := loadertest.Delta(t, name, string(text), gleif.Load); l.Err != nil || !slices.Contains(gone, want) {
			t.Errorf("%s: %v; %v go, want %s", name, l.Err, gone, want)
		}
	}
	if s := l.Sources(); len(s) != 1 || s[0].Title != "GLEIF delta file" || s[0].Date != "2026-09-02" {
		t.Errorf("source = %+v", s)
	}
}

func TestRefuses(t *testing.T) {
	const head = "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,Relationship.RelationshipType,Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType\n"
	a, b := strings.TrimPrefix(child, "lei:"), strings.TrimPrefix(parent, "lei:")
	for text, want := range map[string]string{
		head + a + ",LEI,TESTPARENT000001A029,IS_FEEDER_TO,,,\n":                                           `f:2:26: "TESTPARENT000001A029": the check digits`,
		head + a + ",BIC," + b + ",IS_FEEDER_TO,,,\n":                                                      "f:2:22: an id of the type",
		head + a + ",LEI," + b + ",IS_FEEDER_TO,2020-13-01,,RELATIONSHIP_PERIOD\n":                         `f:2:1: "2020-13-01" is no date`,
		head + a + ",LEI," + b + "\n":                                                                      "f:2:26: 3 fields where the header has 7",
		`[{"LEI":"` + a + `","ExceptionCategory":"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"}]`:               "an exception without a reason",
		`{"LEI":"` + a + `","Entity":{"LegalName":"A"}}` + "\n" + `{"x":1}` + "\n":                         "f:2:1: an object that is no record",
		`{"LEI":"` + a + `","Entity":{"LegalName":"A"}}` + "\n" + `{"LEI":` + "\n":                         "f:2:8: ",
		"<x><LEIRecord><LEI>short</LEI></LEIRecord></x>":                                                   `f:1:20: "short": an LEI has 20`,
		"<x>\n<Exception><LEI>" + a + "</LEI><ExceptionCategory>NEW</ExceptionCategory></Exception>\n</x>": `the category "NEW" is not known`,
	} {
		l := loadertest.Text(t, "f", text, gleif.Load)
		if l.Err != nil || len(l.Result.Errors) != 1 || !strings.Contains(l.Result.Errors[0].Error(), want) {
			t.Errorf("%s: %v %v, want %s", text, l.Err, l.Result.Errors, want)
		}
	}
	for text, want := range map[string]string{
		"": "the file is empty", "a,b\n1,2\n": "the columns are those of no file of GLEIF", "<x/>": "holds no record of GLEIF",
		"<!DOCTYPE x [<!ENTITY b \"b\">]><LEIRecord><LEI>&b;</LEI></LEIRecord>": "document type definition",
		"<LEIRecord><LEI>" + a:                               "cut short",
		strings.Repeat("<a>", 100):                           "nested deeper",
		strings.Repeat("[", 100):                             "nested deeper",
		`{"records":[{"LEI":{"$":"` + a + `"},"Entity":{}},`: "cut short",
	} {
		if l := loadertest.Text(t, "f", text, gleif.Load); l.Err == nil || !strings.Contains(l.Err.Error(), want) {
			t.Errorf("%q: %v, want %s", text[:min(len(text), 60)], l.Err, want)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, path := range []string{level1, relations, exceptions} {
		if l := loadertest.File(t, path, gleif.Load); !gleif.Sniff(l.Head) {
			t.Errorf("%s is not recognised", path)
		}
	}
	for _, other := range []string{"", "id,kind\n", "{\"a\":1}", "<rss/>", "owner,owned\n", `[{"statementId":"x"}]`, `{"id":"Q1","schema":"Person","properties":{"leiCode":["LEI"]}}`} {
		if gleif.Sniff([]byte(other)) {
			t.Errorf("%q is recognised", other)
		}
	}
}

// TestPublished reads extracts of real files that lie beside the checkout.
func TestPublished(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published test data is not beside the checkout")
	}
	for name, want := range map[string]struct{ read, rejected, statements int }{
		"gleif-xml/lei-data.xml": {13, 0, 26}, "gleif-xml/lei-data.json": {13, 0, 26}, "gleif-xml/rr-data.xml": {10, 0, 6}, "gleif-xml/rr-data.json": {10, 0, 6},
		"gleif-xml/repex-data.xml": {10, 0, 0}, "gleif-xml/repex-data.json": {10, 0, 0}, "gleif-xml/20180901-gleif-concatenated-file-lei2-Top10.xml": {10, 0, 20},
		"gleif-api-json/549300LBI3LRIZ2V8V66_lapsed.json": {1, 0, 2}, "gleif-api-json/9845001B2AD43E664E58_issued.json": {1, 0, 1},
		"gleif-api-json/sparse_record.json": {1, 1, 0}, // its check digits are wrong
	} {
		l := loadertest.File(t, filepath.Join(dir, name), gleif.Load)
		if l.Err != nil || l.Result.Read != want.read || l.Result.Rejected != want.rejected || len(l.Statements()) != want.statements || !gleif.Sniff(l.Head) {
			t.Errorf("%s: %v, read %d, rejected %d, %d statements; %v", name, l.Err, l.Result.Read, l.Result.Rejected, len(l.Statements()), l.Result.Errors)
		}
		l.Sound(t)
	}
}

func FuzzLoad(f *testing.F) {
	for _, path := range []string{level1, relations, exceptions, "testdata/level1.xml", "testdata/level1.json", "testdata/relations.json", "testdata/exceptions.json", "testdata/relations-delta.xml"} {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		gleif.Sniff([]byte(text))
		loadertest.Text(t, "f", text, gleif.Load).Sound(t)
	})
}
