package bods_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/bods"
	"longarm/loaders/internal/loadertest"
)

// rendered are the claims of a load, one a line, sorted.
func rendered(l *loadertest.Loaded) []string {
	var out []string
	for _, s := range l.Statements() {
		share := ""
		if s.Figure {
			share = " " + s.Share.String()
		}
		out = append(out, fmt.Sprintf("%s %s %s%s [%s] %s–%s", s.Holder, s.Interest, s.Subject, share, s.Value, s.Period.From, s.Period.To))
	}
	for _, n := range l.Notes() {
		out = append(out, fmt.Sprintf("note %s %s %s", n.Subject, n.Relation, n.Object))
	}
	for _, a := range l.Attributes() {
		out = append(out, fmt.Sprintf("%s.%s = %s", a.Entity, a.Name, a.Value))
	}
	slices.Sort(out)
	return out
}

// TestMoreTraps are those of published data that no official example shows alone.
func TestMoreTraps(t *testing.T) {
	entity := func(id, kind, rest string) string {
		return statement(id, "entity", id, `"recordDetails":{"isComponent":false,"entityType":{"type":"`+kind+`"},"name":"`+strings.ToUpper(id)+`"`+rest+`}`)
	}
	interests := func(list ...string) string { return relation(`"interests":[` + strings.Join(list, ",") + `]`) }
	parties := []string{entity("c", "registeredEntity", ""), statement("p", "person", "p", natural)}
	for _, c := range []struct {
		name string
		text []string
		want []string
	}{
		{"a closed record without its predecessor held until then",
			append(parties, strings.Replace(statement("r", "relationship", "r", interests(`{"type":"shareholding","startDate":"2020-01-01","share":{"exact":60}}`)), `"recordId"`, `"recordStatus":"closed","recordId"`, 1)),
			[]string{"bods:p shareholding bods:c 60 % [] 2020-01-01–2024-01-01"}},
		{"several interests are several claims, never a sum",
			append(parties, statement("r", "relationship", "r", interests(`{"type":"shareholding","share":{"exact":30}}`, `{"type":"votingRights","share":{"exact":60}}`, `{"type":"appointmentOfBoard"}`))),
			[]string{"bods:p appointmentOfBoard bods:c [] –", "bods:p shareholding bods:c 30 % [] –", "bods:p votingRights bods:c 60 % [] –"}},
		{"a beneficial owner that is a company stays a company",
			[]string{parties[0], entity("p", "registeredEntity", ""), statement("r", "relationship", "r", interests(`{"type":"shareholding","beneficialOwnershipOrControl":true,"share":{"minimum":75,"maximum":100}}`))},
			[]string{"bods:p shareholding bods:c 75–100 % [beneficial owner] –"}},
		{"joint holders stand behind an arrangement",
			append(parties, entity("j", "arrangement", ""), statement("n", "person", "n", natural),
				statement("r1", "relationship", "r1", strings.NewReplacer(`"subject":"c"`, `"subject":"j"`).Replace(interests(`{"type":"nominator"}`))),
				statement("r2", "relationship", "r2", strings.NewReplacer(`"subject":"c"`, `"subject":"j"`, `"p"`, `"n"`).Replace(interests(`{"type":"nominee"}`))),
				statement("r3", "relationship", "r3", strings.NewReplacer(`"p"`, `"j"`).Replace(interests(`{"type":"shareholding","share":{"exact":51}}`)))),
			[]string{"bods:j shareholding bods:c 51 % [] –", "bods:n nominee bods:j [] –", "bods:p nominator bods:j [] –"}},
		{"a state body is an organ of its state, a listing an exchange",
			[]string{entity("c", "stateBody", `,"jurisdiction":{"name":"France","code":"FR"}`),
				entity("l", "registeredEntity", `,"publicListing":{"hasPublicListing":true,"securitiesListings":[{"marketIdentifierCode":"XPAR","operatingMarketIdentifierCode":"XPAR","stockExchangeName":"Paris","stockExchangeJurisdiction":"FR","security":{"ticker":"L"}}]}`)},
			[]string{"bods:l listedOn mic:XPAR [L] –"}},
		{"a day with a time, and what one knows of a person",
			[]string{statement("p", "person", "p", `"recordDetails":{"isComponent":false,"personType":"knownPerson","names":[{"fullName":"N"}],"birthDate":"1961-07","politicalExposure":{"status":"isPep"}}`),
				parties[0], strings.Replace(statement("r", "relationship", "r", interests(`{"type":"votingRights","startDate":"2021-05-01"}`)), `"2024-01-01"`, `"2024-01-01T10:00:00Z"`, 1)},
			[]string{"bods:p votingRights bods:c [] 2021-05-01–", "bods:p.birthDate = 1961-07", "bods:p.politicalExposure = isPep"}},
	} {
		l := loadertest.Text(t, "f.json", array(c.text...), bods.Load)
		l.MustBuild(t)
		if got := rendered(l); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	l := loadertest.Text(t, "f.json", array(entity("s", "state", `,"jurisdiction":{"name":"Italy","code":"IT"}`), entity("a", "anonymousEntity", ""), entity("u", "unknownEntity", ""),
		strings.Replace(entity("t", "arrangement", ""), `"arrangement"`, `"arrangement","subtype":"trust"`, 1)), bods.Load)
	for id, kind := range map[graph.EntityID]graph.Kind{"bods:s": graph.State, "bods:a": graph.Company, "bods:u": graph.Company, "bods:t": graph.Arrangement} {
		if e := l.Entity(id); e == nil || e.Kind != kind {
			t.Errorf("%s = %+v, want a %s", id, e, kind)
		}
	}
}

// TestTrapsOfOldVersions are the members that older versions have and 0.4 has not.
func TestTrapsOfOldVersions(t *testing.T) {
	const head = `"statementID":"%s","statementType":"%s","statementDate":"2019-01-01"`
	entity := func(id, rest string) string {
		return "{" + fmt.Sprintf(head, id, "entityStatement") + `,"entityType":"registeredEntity"` + rest + "}"
	}
	l := loadertest.Text(t, "f.json", array(
		entity("c", `,"name":"C","incorporatedInJurisdiction":{"name":"France","code":"FR"}`),
		entity("b", `,"name":"B"`),
		"{"+fmt.Sprintf(head, "p", "personStatement")+`,"personType":"unknownPerson","missingInfoReason":"the register keeps it secret"}`,
		"{"+fmt.Sprintf(head, "cb", "ownershipOrControlStatement")+`,"isComponent":true,"subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByEntityStatement":"b"},"interests":[{"type":"shareholding","interestLevel":"direct","share":{"exact":80}}]}`,
		"{"+fmt.Sprintf(head, "r", "ownershipOrControlStatement")+`,"componentStatementIDs":["cb"],"subject":{"describedByEntityStatement":"c"},"interestedParty":{"describedByPersonStatement":"p"},"interests":[{"type":"voting-rights","interestLevel":"indirect","share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false},"startDate":"","endDate":""}]}`,
		"{"+fmt.Sprintf(head, "u", "ownershipOrControlStatement")+`,"subject":{"describedByEntityStatement":"b"},"interestedParty":{"unspecified":{"reason":"no-beneficial-owners"}},"interests":[]}`,
	), bods.Load)
	l.MustBuild(t)
	want := []string{"bods:b shareholding bods:c 80 % [] –", "bods:b.ownershipDisclosure = noBeneficialOwners", "bods:c incorporatedIn fr [] –", "note bods:p holdsIndirectly bods:c"}
	if got := rendered(l); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := l.Notes(); len(n) != 1 || n[0].Share.String() != ">25–50 %" || n[0].Value != "votingRights" {
		t.Errorf("the indirect interest: %+v", n)
	}
	if e := l.Entity("bods:p"); !strings.Contains(e.Note.Own, "the register keeps it secret") {
		t.Errorf("the unknown person: %+v", e)
	}
	if u := l.Entity("bods:u#interestedParty"); u != nil {
		t.Errorf("nobody holds b, and there is %+v", u)
	}
}

// TestAccountsInDumps: what Open Ownership made of GLEIF's relationships is accounting,
// and an ultimate parent is no second step beside a direct one. Codes that longarm's
// exports put into the details are read back.
func TestAccountsInDumps(t *testing.T) {
	rel := func(id, subject, holder, details string) string {
		return statement(id, "relationship", id, `"recordDetails":{"isComponent":false,"subject":"`+subject+`","interestedParty":"`+holder+
			`","interests":[{"type":"otherInfluenceOrControl","directOrIndirect":"unknown","details":"`+details+`"}]}`)
	}
	var text []string
	for _, id := range []string{"child", "mid", "top", "lone", "fund"} {
		text = append(text, statement(id, "entity", id, company))
	}
	text = append(text, rel("u", "child", "top", "Relationship Type: IS_ULTIMATELY_CONSOLIDATED_BY"), rel("d", "child", "mid", "Relationship Type: IS_DIRECTLY_CONSOLIDATED_BY"),
		rel("o", "lone", "top", "Relationship Type: IS_ULTIMATELY_CONSOLIDATED_BY"), rel("f", "fund", "mid", "Relationship Type: IS_FUND-MANAGED_BY"),
		rel("g", "mid", "top", "goldenShare; one share of class B"), rel("w", "mid", "lone", "shareholding agreement"))
	l := loadertest.Text(t, "f.json", array(text...), bods.Load)
	l.MustBuild(t)
	want := []string{"bods:lone otherInfluenceOrControl bods:mid [] –", "bods:mid accountingParent bods:child [] –", "bods:mid rightsGrantedByContract bods:fund [] –", "bods:top accountingParent bods:lone [] –",
		"bods:top goldenShare bods:mid [] –", "note bods:top ultimatelyConsolidates bods:child"}
	if got := rendered(l); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestDeltas: what a delta updates or closes, and neither it nor an earlier load says, is
// told: nothing was ended.
func TestDeltas(t *testing.T) {
	relation := `"recordDetails":{"isComponent":false,"subject":"c","interestedParty":"p","interests":[{"type":"shareholding","share":{"exact":30}}]}`
	whole := array(statement("s1", "entity", "c", company), statement("s2", "relationship", "r1", relation),
		strings.Replace(statement("s3", "relationship", "r1", relation), `"recordType":`, `"recordStatus":"updated","recordType":`, 1),
		strings.Replace(statement("s4", "relationship", "r2", relation), `"recordType":`, `"recordStatus":"closed","recordType":`, 1),
		strings.Replace(statement("s5", "relationship", "r3", relation), `"recordType":`, `"recordStatus":"updated","recordType":`, 1))
	l, gone := loadertest.Delta(t, "f.json", whole, bods.Load)
	if l.Err != nil || len(gone) > 0 || len(l.Result.Notes) != 1 || !strings.Contains(l.Result.Notes[0].Message, "2 relationships from here on update, close or replace what no file loaded so far says") || l.Result.Notes[0].Path != "$[3].recordStatus" {
		t.Errorf("a delta: %v, notes %+v", l.Err, l.Result.Notes)
	}
	if l := loadertest.Text(t, "f.json", whole, bods.Load); len(l.Result.Notes) > 0 {
		t.Errorf("a whole file: notes %+v", l.Result.Notes)
	}
}

// TestVeryManyNames: a party of very many names and identifiers costs what they weigh,
// and what is said twice is kept once.
func TestVeryManyNames(t *testing.T) {
	var names, ids []string
	for i := range 40_000 {
		names = append(names, fmt.Sprintf(`"n%d"`, i%30_000))
		ids = append(ids, fmt.Sprintf(`{"id":"%d","scheme":"GB-COH"}`, i%30_000))
	}
	l := loadertest.Text(t, "f.json", array(statement("c", "entity", "c", `"recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"C","alternateNames":[`+
		strings.Join(names, ",")+`],"identifiers":[`+strings.Join(ids, ",")+`]}`)), bods.Load)
	e := l.MustBuild(t).Entity("bods:c")
	if e == nil || len(e.Aliases) != 30_000 || len(e.Identifiers) != 30_000 {
		t.Fatalf("%v, %v", l.Err, l.Result.Errors)
	}
}
