package ftm_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/ftm"
	"longarm/loaders/internal/loadertest"
)

func said(l *loadertest.Loaded) string {
	var out []string
	for _, s := range l.Statements() {
		figure := ""
		if s.Figure {
			figure = " " + s.Share.String()
		}
		p := s.Period
		out = append(out, fmt.Sprintf("%s: %s %s %s%s %s/%s/%s", s.ID, s.Holder, s.Interest, s.Subject, figure, p.From, p.To, p.AsOf))
	}
	for _, n := range l.Notes() {
		out = append(out, fmt.Sprintf("note %s: %s %s %s", n.ID, n.Subject, n.Relation, n.Object))
	}
	return strings.Join(out, "\n")
}

func check(t *testing.T, l *loadertest.Loaded, lines ...string) {
	t.Helper()
	got := said(l)
	for _, want := range lines {
		if !strings.Contains(got+"\n", want+"\n") {
			t.Errorf("not said: %s", want)
		}
	}
	if t.Failed() {
		t.Logf("said:\n%s", got)
	}
}

func TestEntities(t *testing.T) {
	l := loadertest.File(t, "testdata/entities.ftm.json", ftm.Load)
	if l.Err != nil || l.Result.Read != 19 || l.Result.Rejected != 1 || !ftm.Sniff(l.Head) {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	if e := l.Result.Errors[0]; e.Line != 12 || e.Path != "properties.owner" || e.Column == 0 {
		t.Errorf("refusal = %+v", e)
	}
	for id, want := range map[graph.EntityID]graph.Kind{"ftm:NK-holding": graph.Company, "ftm:NK-top": "", "ftm:Q1000001": graph.Person,
		"ftm:NK-ministry": graph.StateBody, "ftm:NK-ship": graph.Other, "ftm:NK-absent": "", "ofac-sdn-list": graph.List} {
		if e := l.Entity(id); e == nil || e.Kind != want {
			t.Errorf("%s = %+v, want the kind %q", id, e, want)
		}
	}
	e := l.Entity("ftm:NK-holding")
	if e.Name != "Test Holding PJSC" || e.LEI != "TESTPARENT000001A092" || fmt.Sprint(e.Aliases) != "[Old Holding Test Hold ПАО «Тест Холдинг»]" || e.Status.Own != "Active" ||
		fmt.Sprint(e.Identifiers) != "[RU-INN:7700000000 RU-OGRN:1020000000000 ftm-ru:123-A opensanctions:NK-holding opensanctions:eu-7 opensanctions:ofac-1]" ||
		e.Origin != "testdata/entities.ftm.json:1" {
		t.Errorf("the holding = %+v", e)
	}
	if e := l.Entity("ftm:Q1000001"); fmt.Sprint(e.Identifiers) != "[opensanctions:Q1000001 wikidata:Q1000001]" {
		t.Errorf("identifiers of the person = %v", e.Identifiers)
	}
	if e := l.Entity("ftm:NK-ministry"); e.Within != "ru" {
		t.Errorf("the ministry lies within %q", e.Within)
	}
	if l.Entity("ftm:addr-1") != nil || l.Entity("ftm:NK-old-top") != nil {
		t.Error("an address, or an id that was given up, became an entity")
	}
	check(t, l,
		"ftm:NK-holding#jurisdiction:ru: ftm:NK-holding incorporatedIn ru //",
		"ftm:Q1000001#nationality:ru: ftm:Q1000001 nationalOf ru //", "ftm:Q1000001#citizenship:cy: ftm:Q1000001 nationalOf cy //",
		// what is no Company operates in its jurisdiction, and a country is any tie at all
		"note ftm:NK-top#jurisdiction:ae: ftm:NK-top jurisdiction ae", "note ftm:NK-holding#country:cy: ftm:NK-holding country cy",
		// the shortcut, through the id its parent gave up
		"note ftm:NK-holding#parent:NK-old-top: ftm:NK-top parentOf ftm:NK-holding",
		"ftm:own-1: ftm:NK-top shareholding ftm:NK-holding >50–100 % 2014-03-18//2026-09-01",
		// a year that ends something ends it with its last day; a ship is an asset
		"ftm:own-2: ftm:NK-holding shareholding ftm:NK-ship 38.85 % /2020-01-01/",
		// several owners, one of whom the file does not describe, and no figure
		"ftm:own-3: ftm:NK-absent shareholding ftm:NK-top //2026-09-01", "ftm:own-3#2: ftm:Q1000001 shareholding ftm:NK-top //2026-09-01",
		// indirect, and the asset has a direct owner
		"note ftm:own-4: ftm:Q1000001 holdsIndirectly ftm:NK-holding",
		// votes are another basis; bounds that contradict each other are no figure
		"ftm:own-5: ftm:NK-ministry votingRights ftm:NK-top //2026-09-01",
		"ftm:dir-1: ftm:Q1000001 boardChair ftm:NK-holding 2012-01-01//", "ftm:dir-2: ftm:Q1000001 officerOf ftm:NK-top //",
		"note ftm:rep-1: ftm:NK-top represents ftm:NK-holding", "note ftm:unk-1: ftm:NK-top linkedTo ftm:NK-holding",
		"ftm:san-1: ftm:NK-holding designatedUnder ofac-sdn-list 2022-02-24//",
		"ftm:san-2: ftm:Q1000001 designatedUnder ftm:list:state-secretariat-for-economic-affairs 2014-04-02/2016-04-02/",
		"ftm:san-3: ftm:NK-ship designatedUnder eu-sanctions-list //",
	)
	for _, s := range l.Statements() {
		switch s.ID {
		case "ftm:own-1":
			if s.Quote != "more than 50" || s.Value != "Shareholder" || s.Note.Own != "role: Shareholder; status: direct; sharesCount: 1000" {
				t.Errorf("own-1 = %+v", s)
			}
		case "ftm:own-5":
			if s.Quote != "60-40" || s.Basis == graph.Capital {
				t.Errorf("own-5 = %+v", s)
			}
		case "ftm:san-3":
			if s.Assertion != graph.Withdrawn {
				t.Errorf("a party was taken off its list, and stands on it: %+v", s)
			}
		}
	}
	for _, n := range l.Notes() {
		if n.ID == "ftm:own-4" && n.Share.String() != "25–60 %" {
			t.Errorf("alternatives were added or chosen from: %s", n.Share)
		}
	}
	var attributes []string
	for _, a := range l.Attributes() {
		attributes = append(attributes, string(a.Entity)+" "+a.Name+"="+a.Value)
	}
	all := strings.Join(attributes, "\n") + "\n"
	for _, want := range []string{"ftm:NK-holding ftm:weakAlias=TH", "ftm:NK-holding ftm:sector=Finance", "ftm:NK-holding ftm:topics=sanction", "ftm:Q1000001 ftm:country=suhh",
		"ftm:NK-top ftm:schema=LegalEntity", "ftm:NK-ship ftm:schema=Vessel", "ftm:Q1000001 ftm:birthDate=1970-02"} {
		if !strings.Contains(all, want+"\n") {
			t.Errorf("no attribute %s in\n%s", want, all)
		}
	}
	var remarks []string
	for _, n := range l.Result.Notes {
		remarks = append(remarks, n.Error())
	}
	for _, want := range []string{`:1:`, "the check digits of the LEI are wrong", `"60-40": the bounds contradict each other`, "the schema Address are not read"} {
		if !strings.Contains(strings.Join(remarks, "\n"), want) {
			t.Errorf("not remarked: %s in\n%s", want, strings.Join(remarks, "\n"))
		}
	}
	if len(l.Result.Flags) != 1 {
		t.Errorf("flags = %v", l.Result.Flags)
	}
	l.Sound(t)
}

// TestLicenceTravels: what OpenSanctions publishes is marked, plain data is not.
func TestLicenceTravels(t *testing.T) {
	for _, s := range loadertest.File(t, "testdata/entities.ftm.json", ftm.Load).Sources() {
		if s.Licence != "CC-BY-NC-4.0" || !s.NonCommercial || !strings.HasPrefix(string(s.ID), "opensanctions:") {
			t.Errorf("source = %+v", s)
		}
	}
	l := loadertest.Text(t, "f.json", `{"id":"a","schema":"Company","properties":{"name":["A"]}}`, ftm.Load)
	if s := l.Sources(); len(s) != 1 || s[0].NonCommercial || s[0].Licence != "" || s[0].ID != "ftm:f.json" {
		t.Errorf("sources of plain data = %+v", s)
	}
}

// TestUnlessDirect: an indirect ownership counts when nobody is said to hold directly.
func TestUnlessDirect(t *testing.T) {
	const indirect = `{"id":"i","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"percentage":["60"],"status":["indirect"]}}` + "\n"
	const direct = `{"id":"d","schema":"Ownership","properties":{"owner":["b"],"asset":["a"],"percentage":["100"]}}` + "\n"
	for text, want := range map[string]string{indirect: "ftm:i: ftm:p shareholding ftm:a 60 % //", indirect + direct: "note ftm:i: ftm:p holdsIndirectly ftm:a"} {
		check(t, loadertest.Text(t, "f", text, ftm.Load), want)
	}
}

// TestListed: a thing is on the list of its sanction; without one, on those of its data
// sets, when it is said to be sanctioned at all.
func TestListed(t *testing.T) {
	thing := func(id, topic, rest string) string {
		return `{"id":"` + id + `","schema":"Company","properties":{"name":["N"],"topics":["` + topic + `"]},"datasets":["eu_fsf","ru_other"],"referents":["old-` + id + `"],"target":true,"last_seen":"2026-09-01"}` + "\n" + rest
	}
	sanction := func(id, dataset, program string) string {
		return `{"id":"s","schema":"Sanction","properties":{"entity":["` + id + `"],"program":["` + program + `"]},"datasets":["` + dataset + `"],"referents":[],"target":false,"last_seen":"2026-09-01"}` + "\n"
	}
	for text, want := range map[string]string{
		thing("a", "sanction", ""):                                    "ftm:a designatedUnder eu-sanctions-list inferred low",
		thing("a", "sanction.linked", ""):                             "",
		thing("a", "sanction", sanction("a", "us_ofac_sdn", "X")):     "ftm:a designatedUnder ofac-sdn-list stated medium",
		thing("a", "sanction", sanction("old-a", "us_ofac_sdn", "X")): "ftm:a designatedUnder ofac-sdn-list stated medium",
		thing("a", "sanction", sanction("a", "us_trade_csl", "Entity List (EL) - Bureau of Industry and Security")):           "ftm:a designatedUnder bis-entity-list stated medium",
		thing("a", "sanction", sanction("a", "us_ofac_cons", "Non-SDN Chinese Military-Industrial Complex Companies (CMIC)")): "ftm:a designatedUnder ns-cmic-list stated medium",
		thing("a", "sanction", sanction("a", "us_ofac_cons", "Directive 1")):                                                  "ftm:a designatedUnder ftm:list:directive-1 stated medium",
	} {
		l := loadertest.Text(t, "f", text, ftm.Load)
		var got []string
		for _, s := range l.Statements() {
			if s.Interest == graph.DesignatedUnder {
				got = append(got, fmt.Sprintf("%s %s %s %s %s", s.Holder, s.Interest, s.Subject, s.Assertion, s.Evidence))
			}
		}
		if l.Err != nil || strings.Join(got, "; ") != want {
			t.Errorf("%s: %v %v, want %s", text, l.Err, got, want)
		}
		l.Sound(t)
	}
}

func TestDelta(t *testing.T) {
	l := loadertest.File(t, "testdata/entities.delta.json", ftm.Load)
	if l.Err != nil || l.Result.Read != 4 || l.Result.Accepted != 3 || l.Result.Errors[0].Path != "op" || l.Result.Errors[0].Line != 4 || !ftm.Sniff(l.Head) {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	if e := l.Entity("ftm:NK-new"); fmt.Sprint(e.Identifiers) != "[GB-COH:01234567 opensanctions:NK-new]" {
		t.Errorf("new = %+v", e)
	}
	if l.Entity("ftm:NK-gone") != nil || len(l.Result.Notes) == 0 || !strings.Contains(l.Result.Notes[0].Message, "NK-gone was deleted") {
		t.Errorf("a deletion: %v", l.Result.Notes)
	}
	text, err := os.ReadFile("testdata/entities.delta.json")
	if err != nil {
		t.Fatal(err)
	}
	again, gone := loadertest.Delta(t, "entities.delta.json", string(text), ftm.Load)
	if fmt.Sprint(gone) != "[ftm:NK-new ftm:NK-holding ftm:NK-gone]" || again.Result.Accepted != 3 || strings.Contains(fmt.Sprint(again.Result.Notes), "deleted") {
		t.Errorf("what goes: %v; notes %v", gone, again.Result.Notes)
	}
	if l := loadertest.Text(t, "empty", "", ftm.Load); l.Err != nil || l.Result.Read != 0 {
		t.Errorf("an empty delta: %v %+v", l.Err, l.Result)
	}
	l = loadertest.Text(t, "delta.json", `{"versions":{"1":"https://x/entities.delta.json"}}`, ftm.Load)
	if l.Err == nil || !strings.Contains(l.Err.Error(), "load the files it names") {
		t.Errorf("the list of versions: %v", l.Err)
	}
}

func TestNested(t *testing.T) {
	l := loadertest.File(t, "testdata/targets.nested.json", ftm.Load)
	if l.Err != nil || l.Result.Read != 2 || l.Result.Accepted != 1 && l.Result.Accepted != 2 || !ftm.Sniff(l.Head) {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	check(t, l, "ftm:own-x: ftm:NK-b shareholding ftm:NK-a 75–100 % //", "ftm:san-x: ftm:NK-a designatedUnder ofac-sdn-list //")
	if n := len(l.Statements()); n != 2 {
		t.Errorf("%d statements: a link nested in both its ends counts once", n)
	}
	l.Sound(t)
}

func TestStatements(t *testing.T) {
	l := loadertest.File(t, "testdata/statements.csv", ftm.Load)
	if l.Err != nil || l.Result.Read != 3 || l.Result.Rejected > 0 || !ftm.Sniff(l.Head) {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	// the owner is named by the id of its source, and a candidate is no fact
	check(t, l, "ftm:own-1: ftm:NK-b shareholding ftm:NK-a 60 % //2026-09-01", "ftm:NK-a#jurisdiction:gb: ftm:NK-a incorporatedIn gb //")
	if e := l.Entity("ftm:NK-a"); e.Kind != graph.Company || len(e.Aliases) > 0 || e.Name != "A Ltd" || e.Origin != "testdata/statements.csv:2" {
		t.Errorf("entity = %+v", e)
	}
	l = loadertest.File(t, "testdata/statements.pack", ftm.Load)
	if l.Err != nil || l.Result.Read != 1 || !ftm.Sniff(l.Head) || l.Entity("ftm:NK-a").Name != "A Ltd" {
		t.Fatalf("%v %+v", l.Err, l.Result)
	}
	l = loadertest.Text(t, "f", "canonical_id,prop,value,schema\na,name,A,Person\nb,name,B,Person\na,alias,C,Person\n,x,y,z\na,alias,D,Person\n", ftm.Load)
	if l.Result.Read != 3 || l.Result.Rejected != 1 || !strings.Contains(l.Result.Err().Error(), "f:5:1: a statement about no entity") || fmt.Sprint(l.Entity("ftm:a").Aliases) != "[C D]" {
		t.Errorf("rows that stand apart: %v, %+v", l.Result.Errors, l.Entity("ftm:a"))
	}
	l.Sound(t)
}

func TestRefuses(t *testing.T) {
	for line, want := range map[string]string{
		`{"schema":"Company","properties":{}}`:           "an entity without an id",
		`{"id":"a","properties":{}}`:                     "an entity without a schema",
		`{"id":"a","schema":"Company"}`:                  "an entity without properties",
		`[1]`:                                            "an array where an entity is wanted",
		`{"id":"a","schema":"Sanction","properties":{}}`: "a sanction of nobody",
		`{"id":"ok","schema":"Person","properties":{}}`:  "the id ok stands twice",
		`{"id":"x#y","schema":"Person","properties":{}}`: "holds #",
		`{"id":`: "f:2:",
		`{"id":"a","schema":"Ownership","properties":{"owner":[` + many("o") + `],"asset":[` + many("c") + `]}}`: "a link between 4000000 pairs",
	} {
		l := loadertest.Text(t, "f", `{"id":"ok","schema":"Company","properties":{"name":["A"]}}`+"\n"+line+"\n", ftm.Load)
		if l.Err != nil || l.Result.Rejected != 1 || !strings.Contains(l.Result.Errors[0].Error(), want) || l.Result.Errors[0].Line != 2 {
			t.Errorf("%s: %v %v, want %s", line, l.Err, l.Result.Errors, want)
		}
		l.Sound(t)
	}
	if l := loadertest.Text(t, "f", "a,b\n", ftm.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "no FollowTheMoney") {
		t.Errorf("another table: %v", l.Err)
	}
	for _, other := range []string{"", "id,kind\n", `{"a":1}`, `[{"statementId":"x"}]`, `{"LEI":"x","Entity":{}}`, "a,b,c\n"} {
		if ftm.Sniff([]byte(other)) {
			t.Errorf("%q is recognised", other)
		}
	}
}

// many is a list of two thousand ids.
func many(letter string) string {
	ids := make([]string, 2000)
	for i := range ids {
		ids[i] = fmt.Sprintf("%q", letter+strconv.Itoa(i))
	}
	return strings.Join(ids, ",")
}

// TestPublished reads exports of OpenSanctions and others that lie beside the checkout.
func TestPublished(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "testdata")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published test data is not beside the checkout")
	}
	for name, read := range map[string]int{
		"opensanctions-ftm/bods-ftm-sample/sample_ftm.jsonl": 7, "opensanctions-ftm/parteispenden/entities.ftm.json": 475, "opensanctions-ftm/t1/entities.ftm.json": 7,
		"opensanctions-ftm/t1/20240527134702-zbn/entities.delta.json": 0, "opensanctions-ftm/t2/20240527134702-zbn/entities.delta.json": 0,
		"opensanctions-ftm/t2/20240527194702-wnk/entities.delta.json": -1, "opensanctions-ftm/t2/20240528014702-pfh/entities.delta.json": -1,
		"opensanctions-ftm/t2/20240528074703-npf/entities.delta.json": 1, "opensanctions-ftm/t2/20240528134729-3iv/entities.delta.json": 1,
		"opensanctions-exports/statements.pack": -1, "opensanctions-exports/targets.nested.json": 5, "opensanctions-exports/targets.simple.csv": 5,
	} {
		l := loadertest.File(t, filepath.Join(dir, name), ftm.Load)
		if l.Err != nil || l.Result.Rejected > 0 || read >= 0 && l.Result.Read != read || read < 0 && l.Result.Read == 0 || ftm.Sniff(l.Head) != (len(l.Head) > 0) {
			t.Errorf("%s: %v, read %d, rejected %d: %v", name, l.Err, l.Result.Read, l.Result.Rejected, l.Result.Errors)
		}
		l.Sound(t)
	}
	check(t, loadertest.File(t, filepath.Join(dir, "opensanctions-ftm/bods-ftm-sample/sample_ftm.jsonl"), ftm.Load),
		"ftm:ownership-holdings-trading: ftm:company-acme-holdings shareholding ftm:company-acme-trading 100 % 2010-06-01//",
		"ftm:ownership-jane-holdings-voting: ftm:person-jane-smith votingRights ftm:company-acme-holdings 75 % 2005-03-14//",
		"ftm:directorship-jane-holdings: ftm:person-jane-smith boardMember ftm:company-acme-holdings 2005-03-14//")
	for _, name := range []string{"opensanctions-ftm/t1/delta.json", "opensanctions-ftm/t2/delta.json", "opensanctions-exports/index.json"} {
		if l := loadertest.File(t, filepath.Join(dir, name), ftm.Load); l.Err == nil || !strings.Contains(l.Err.Error(), "load the files it names") {
			t.Errorf("%s: %v", name, l.Err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"entities.ftm.json", "entities.delta.json", "targets.nested.json", "statements.csv", "statements.pack"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		ftm.Sniff([]byte(text))
		loadertest.Text(t, "f", text, ftm.Load).Sound(t)
	})
}
