package queries_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/text"
)

// A provider in France, held half by a telecom group that closes its American
// establishment on a day, supplied by a company of Delaware.
const smallWorld = `
entities:
- {id: france, kind: state, name: France, iso: FR}
- {id: united-states, kind: state, name: United States, iso: US}
- {id: china, kind: state, name: China, iso: CN}
- {id: cloud, kind: company, name: Cloud, jurisdiction: FR, headquarters: FR}
- {id: telco, kind: company, name: Telco, jurisdiction: FR, headquarters: FR}
- {id: other, kind: company, name: Other, jurisdiction: FR, headquarters: FR}
- {id: vendor, kind: company, name: Vendor, jurisdiction: US, headquarters: US}
statements:
- {id: h1, holder: telco, interest: shareholding, subject: cloud, share: 60, basis: both, from: 2018-01-01}
- {id: h2, holder: other, interest: shareholding, subject: cloud, share: 40, basis: both, from: 2018-01-01}
- {id: e1, holder: telco, interest: establishedIn, subject: united-states, from: 2015-01-01, to: 2022-06-30}
- {id: e2, holder: telco, interest: servesMarket, subject: france, from: 2015-01-01}
- {id: t1, holder: vendor, interest: suppliesTechnology, subject: cloud, from: 2019-01-01}
attributes:
- {id: a1, entity: cloud, name: serviceType, value: ecs-rcs, from: 2018-01-01}
- {id: a2, entity: telco, name: serviceType, value: ecs-rcs, from: 2010-01-01}
- {id: a3, entity: vendor, name: serviceType, value: ecs-rcs, from: 2010-01-01}
coverage:
- {id: c1, entity: telco, interest: establishedIn, kind: complete, members: [france], from: 2022-06-30}
- {id: c2, entity: telco, interest: servesMarket, kind: complete, members: [france], from: 2022-06-30}
`

const cloudAct = "us-cloud-act"

func TestDiffTellsFactsFromLaw(t *testing.T) {
	c := made(t, smallWorld, "2023-01-01")
	a, err := queries.Diff(c, queries.Params{Args: []string{"cloud"}, From: 20170601, To: 20230101})
	if err != nil {
		t.Fatal(err)
	}
	causes := map[string]string{}
	for _, f := range a.Findings {
		causes[f.Law+" "+string(f.Effect)] = f.Cause
	}
	if got := causes["fr-secnumcloud-3-2 obliged"]; got != queries.CauseBoth && got != queries.CauseLaw {
		t.Errorf("a scheme that began in between: cause %q", got)
	}
	a, err = queries.Diff(c, queries.Params{Args: []string{"cloud"}, From: 20220101, To: 20230101})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Findings, func(f queries.FindingDiff) bool { return f.Law == cloudAct && f.Effect == law.Obliged })
	if i < 0 {
		t.Fatalf("the end of an establishment changes nothing of %s: %+v", cloudAct, a.Findings)
	}
	f := a.Findings[i]
	if f.Change != queries.Went || f.Cause != queries.CauseFacts {
		t.Errorf("%s %s: %s by %s, want went by facts", f.Law, f.Effect, f.Change, f.Cause)
	}
	if !slices.ContainsFunc(f.Facts, func(k queries.FactChange) bool { return k.ID == "e1" && k.Change == "ended" }) {
		t.Errorf("the end of e1 is not told: %+v", f.Facts)
	}
	if _, err := queries.Diff(c, queries.Params{Args: []string{"cloud"}, From: 20230101, To: 20220101}); err == nil {
		t.Error("days in the wrong order are accepted")
	}
}

func TestWhatIfOnACopy(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	e, err := queries.ParseEdits("e.yaml", []byte("end:\n- {holder: Telco, interest: establishedIn, subject: US}\nadd:\n- {holder: vendor, interest: shareholding, subject: cloud, share: 25, dilute: true}\n"))
	if err != nil {
		t.Fatal(err)
	}
	s, briefs, err := c.Suppose(e)
	if err != nil {
		t.Fatal(err)
	}
	if len(briefs) != 2 || briefs[0].Kind != "add" || briefs[1].Kind != "end" {
		t.Fatalf("edits: %+v", briefs)
	}
	h, ok := s.Graph.CapTable("cloud", graph.Capital).Holding("telco")
	if !ok || h.Share != graph.Exact(45_000_000_000) {
		t.Errorf("60 %% diluted by a quarter is %v, want 45", h.Share)
	}
	r, err := queries.Reach(s, queries.Params{Args: []string{"cloud"}, Law: cloudAct})
	if err != nil {
		t.Fatal(err)
	}
	answer := queries.WhatIf(c, s, briefs, r)
	if len(answer.Changes) == 0 {
		t.Error("the end of the establishment changes nothing")
	}
	raw, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Hypothetical  bool              `json:"hypothetical"`
		Edits         []json.RawMessage `json:"edits"`
		SchemaVersion string            `json:"schema_version"`
		Findings      []json.RawMessage `json:"findings"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || !doc.Hypothetical || len(doc.Edits) != 2 || doc.SchemaVersion == "" || len(doc.Findings) == 0 {
		t.Errorf("JSON %+v, %v", doc, err)
	}
	for _, format := range text.Formats() {
		var b bytes.Buffer
		if err := text.Write(&b, s, answer, text.Options{Format: format}); err != nil || b.Len() == 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
	if _, ok := c.Graph.CapTable("cloud", graph.Capital).Holding("vendor"); ok {
		t.Error("the facts themselves changed")
	}
}

func TestWhatIfRefuses(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	for name, file := range map[string]string{
		"an unknown key":      "adds: []",
		"nothing":             "add: []",
		"half a statement":    "add:\n- {holder: cloud}",
		"an unknown interest": "add:\n- {holder: vendor, interest: owns, subject: cloud}",
		"an unknown party":    "add:\n- {holder: nobody at all, interest: operates, subject: cloud}",
		"a share of nothing":  "add:\n- {holder: vendor, interest: operates, subject: cloud, share: 5}",
		"too large a share":   "add:\n- {holder: vendor, interest: shareholding, subject: cloud, share: 101}",
		"an unknown id":       "remove: [zz]",
		"an end of nothing":   "end:\n- {holder: vendor, interest: hosts, subject: cloud}",
	} {
		e, err := queries.ParseEdits("e.yaml", []byte(file))
		if err == nil {
			_, _, err = c.Suppose(e)
		}
		if err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestParseShares(t *testing.T) {
	for line, want := range map[string]string{
		"vendor shareholding cloud 25": "25", "vendor shareholding cloud >50": ">50–100", "vendor shareholding cloud 10-20": "10–20", `"Vendor" shareholding "Cloud" <5%`: "0–<5",
	} {
		add, err := queries.ParseAdd(line)
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := made(t, smallWorld, "2021-01-01").Suppose(&queries.Edits{Add: []queries.AddEdit{add}})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		h, _ := s.Graph.CapTable("cloud", graph.Capital).Holding("vendor")
		if got := h.Share.String(); !strings.HasPrefix(got, want) {
			t.Errorf("%s reads %s, want %s", line, got, want)
		}
	}
}

func TestCutEndsTheReachAndNothingElse(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	a, err := queries.CutSets(c, queries.Params{Args: []string{"cloud", cloudAct}, Effect: law.Obliged})
	if err != nil {
		t.Fatal(err)
	}
	f := a.Findings[0]
	if len(f.Cuts) == 0 {
		t.Fatalf("no cut: %+v", f)
	}
	first := f.Cuts[0].Changes
	if len(first) == 0 || first[0].Kind != queries.EndTie {
		t.Errorf("the smallest cut is %+v, want an end", first)
	}
	a, err = queries.CutSets(c, queries.Params{Args: []string{"vendor", cloudAct}, Effect: law.Obliged})
	if err != nil {
		t.Fatal(err)
	}
	if f := a.Findings[0]; len(f.Cuts) != 0 || len(f.Blocked) == 0 || !strings.Contains(f.Blocked[0].Text, "incorporated") {
		t.Errorf("incorporation has a cut, or none is explained: %+v", f)
	}
}

func TestQuestionsAreTheSameForEveryBidder(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	all, err := queries.Questions(c, queries.Params{})
	if err != nil {
		t.Fatal(err)
	}
	wording := map[string]string{}
	for _, q := range all.Questions {
		wording[string(q.Topic)] = q.Question
		if strings.HasPrefix(q.Question, "[") || strings.HasPrefix(q.Attach, "[") {
			t.Errorf("%s has no wording", q.Topic)
		}
	}
	for _, id := range []string{"cloud", "telco"} {
		a, err := queries.Questions(c, queries.Params{Args: []string{id}})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Questions) == 0 {
			t.Errorf("nothing to ask %s", id)
		}
		for _, q := range a.Questions {
			if q.Question != wording[string(q.Topic)] {
				t.Errorf("%s is asked %q", id, q.Question)
			}
			if len(q.About) == 0 || len(q.Settles)+len(q.BearsOn)+len(q.Closes) == 0 {
				t.Errorf("%s, %s: about %v, for no finding", id, q.Topic, q.About)
			}
		}
	}
}

func TestTimelineDatesChanges(t *testing.T) {
	c := made(t, smallWorld, "2023-01-01")
	a, err := queries.Timeline(c, queries.Params{Args: []string{"cloud"}, Law: cloudAct, From: 20170101})
	if err != nil {
		t.Fatal(err)
	}
	var days []graph.Date
	for _, e := range a.Events {
		if e.Kind == queries.VerdictEvent && e.Effect == law.Obliged {
			days = append(days, e.Date)
		}
		if e.Kind == queries.VerdictEvent && e.Date == 20180323 && e.Cause != queries.CauseLaw {
			t.Errorf("the day of the Act: cause %s", e.Cause)
		}
	}
	if !slices.Contains(days, 20180323) || !slices.Contains(days, 20220630) {
		t.Errorf("verdicts change on %v, want the days of the Act and of the end of the establishment among them", days)
	}
	for i, e := range a.Events[1:] {
		if e.Date < a.Events[i].Date {
			t.Errorf("events out of order at %s", e.Date)
		}
	}
}

func TestCompareTellsWhyTheyDiffer(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	a, err := queries.Compare(c, queries.Params{Args: []string{"cloud", "vendor"}, Law: cloudAct})
	if err != nil {
		t.Fatal(err)
	}
	differ := false
	for _, r := range a.Rows {
		differ = differ || r.Differ
		if len(r.Cells) != 2 {
			t.Errorf("%d cells", len(r.Cells))
		}
		if r.Differ && r.Cells[0].Why == "" && r.Cells[1].Why == "" {
			t.Errorf("%s differs without a reason", r.Effect)
		}
	}
	if !differ {
		t.Error("a company of Delaware and one of France come out alike")
	}
	var usage *queries.Usage
	if _, err := queries.Compare(c, queries.Params{Args: []string{"cloud"}}); !errors.As(err, &usage) {
		t.Errorf("one provider: %v", err)
	}
	all, err := queries.Compare(c, queries.Params{All: true, Jurisdictions: []string{"China"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all.Summary {
		if len(s.Reached)+len(s.Undetermined)+len(s.NoPath)+len(s.NotReached) == 0 {
			t.Errorf("%s has no law of China filed", s.Provider)
		}
	}
}

func TestReconcileSaysOnWhatTheyPart(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	const file = "provider,law,verdict,source\nVendor,CLOUD Act,not exposed,a blog\ncloud,us-cloud-act,reached,b\nnobody,us-cloud-act,reached,\ncloud,us-cloud-act,perhaps,\n"
	claimed, err := queries.ParseVerdicts("v.csv", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	a, err := queries.Reconcile(c, queries.Params{Args: []string{"v.csv"}, Claimed: claimed})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Errors) != 2 || a.Errors[0].Line != 4 || a.Errors[1].Line != 5 {
		t.Errorf("errors: %+v", a.Errors)
	}
	v := a.Rows[0]
	if v.Agrees || v.PartsOn == nil || v.PartsOn.Kind != queries.PartEdge || len(v.PartsOn.Claims) == 0 {
		t.Errorf("a company of Delaware called unreached: %+v", v.PartsOn)
	}
	if w := a.Rows[1]; !w.Agrees || w.Ours.Verdict != exposure.Reached {
		t.Errorf("the provider: %+v", w)
	}
	for _, file := range []string{"Provider;Law;Verdict\r\ncloud;CLOUD Act;reached\r\n", "\ufeffprovider\tlaw\tverdict\ncloud\tCLOUD Act\treached"} {
		if got, err := queries.ParseVerdicts("v.csv", strings.NewReader(file)); err != nil || len(got) != 1 || got[0].Law != "CLOUD Act" {
			t.Errorf("%q: %+v, %v", file, got, err)
		}
	}
	if _, err := queries.ParseVerdicts("v.csv", strings.NewReader("a,b\n1,2\n")); err == nil {
		t.Error("a file without the columns is accepted")
	}
}

func TestReachByPowerAndJurisdiction(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	a, err := queries.Reach(c, queries.Params{Args: []string{"cloud"}, Jurisdictions: []string{"US"}, Powers: []law.Power{law.ServiceDenial}})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Findings) == 0 {
		t.Fatal("nothing")
	}
	for _, f := range a.Findings {
		if f.Jurisdiction != "US" || !slices.Contains(f.Powers, law.ServiceDenial) {
			t.Errorf("%s of %s gives %v", f.Law, f.Jurisdiction, f.Powers)
		}
	}
	for _, p := range []queries.Params{{Args: []string{"cloud"}, Jurisdictions: []string{"ZZ"}}, {Args: []string{"cloud"}, Powers: []law.Power{"magic"}}} {
		if _, err := queries.Reach(c, p); err == nil {
			t.Errorf("%+v is accepted", p)
		}
	}
}

func TestShieldsAndWords(t *testing.T) {
	c := made(t, smallWorld, "2021-01-01")
	a, err := queries.Shields(c, queries.Params{Args: []string{cloudAct}, Kind: "technical"})
	if err != nil || len(a.Rows) == 0 {
		t.Errorf("technical shields: %v, %v", a, err)
	}
	if _, err := queries.Shields(c, queries.Params{Kind: "magic"}); err == nil {
		t.Error("an unknown kind is accepted")
	}
	w, err := queries.Words(c, queries.Params{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range w.Words {
		if strings.HasPrefix(x.Meaning, "[") || strings.HasPrefix(x.Word, "[") {
			t.Errorf("%s has no meaning", x.ID)
		}
	}
	if _, err := queries.Words(c, queries.Params{Args: []string{"latnet"}}); err == nil {
		t.Error("an unknown word is accepted")
	}
}
