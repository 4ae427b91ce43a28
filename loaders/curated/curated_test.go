package curated_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/curated"
	"longarm/loaders/internal/loadertest"
)

// states is a list of states short enough to read.
func states(iso string) (graph.Entity, bool) {
	names := map[string]graph.EntityID{"US": "united-states", "FR": "france"}
	id, ok := names[iso]
	return graph.Entity{ID: id, Kind: graph.State, Name: string(id), ISO: iso}, ok
}

func lines(list []curated.Error) []string {
	out := []string{}
	for _, e := range list {
		out = append(out, e.Error())
	}
	return out
}

const sound = `sources:
- {id: s, title: "A press article", date: 2024-01}
entities:
- {id: a, kind: company, name: Alpha, legal_name: Alpha SAS, names: {fr: Alpha SA}, aliases: [Alf, "A"], lei: HWUPKR0MPOU8FGXBT394, status: active, note: n, source: s, evidence: high}
- {id: b, kind: company, name: Beta, jurisdiction: FR, headquarters: US, source: s, evidence: low}
- {id: no, kind: state, name: Norway, iso: NO}
- {id: body, kind: stateBody, name: Office, within: no, within_claim: st-1}
statements:
- id: st-1
  holder: a
  interest: shareholding
  subject: b
  share: {min: 25, max: 50, min_open: true}
  from: 2021-05
  to: 2024-10-18
  as_of: 2024-01-16
  assertion: reported
  source: s
  evidence: high
  quote: "« il dit »"
  note: n
- {id: st-2, holder: a, interest: votingRights, subject: b, share: 5.18, source: s}
- {id: st-3, holder: a, interest: shareholding, subject: b, source: s}
- {id: st-4, holder: a, interest: boardMember, subject: b, value: 1 of 7, source: s}
attributes:
- {id: at-1, entity: b, name: users, value: 1500000, at: no, per: month, as_of: 2024, source: s}
- {id: at-2, entity: b, name: usPerson, value: true, source: s}
coverage:
- {id: cov-1, entity: b, interest: shareholding, basis: capital, kind: total, percent: 100, members: [b, a], from: 2021-05, source: s}
- {id: cov-2, entity: b, interest: suppliesTechnology, kind: complete, members: [], source: s}
notes:
- {id: n-1, subject: a, relation: class_holds_shares, object: b, share: 84.3, source: s}
`

func TestReadsTheFormat(t *testing.T) {
	b := graph.NewBuilder()
	r, err := curated.Load(b, "f.yaml", []byte(sound), curated.States(states))
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != 14 || r.Accepted != 14 || r.Rejected != 0 {
		t.Errorf("read %d, accepted %d, rejected %d, want 14, 14, 0", r.Read, r.Accepted, r.Rejected)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) graph.Date {
		d, err := graph.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	share := graph.Share{Min: graph.WholePercent(25), Max: graph.WholePercent(50), MinOpen: true}
	same := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	same("entity", &graph.Entity{ID: "a", Kind: graph.Company, Name: "Alpha", LegalName: "Alpha SAS", Names: map[string]string{"fr": "Alpha SA"},
		Aliases: []string{"Alf", "A"}, LEI: "HWUPKR0MPOU8FGXBT394", Status: graph.Own("active"), Note: graph.Own("n"), Source: "s", Evidence: graph.High, Origin: "f.yaml:4:3"}, l.Entity("a"))
	same("state", "NO", l.Entity("no").ISO)
	same("statement", &graph.Statement{
		Claim: graph.Claim{ID: "st-1", Period: graph.Period{From: day("2021-05-01"), To: day("2024-10-18"), AsOf: day("2024-01-16")},
			Assertion: graph.Reported, Source: "s", Evidence: graph.High, Quote: "« il dit »", Note: graph.Own("n"), Origin: "f.yaml:9:3"},
		Holder: "a", Subject: "b", Interest: graph.Shareholding, Basis: graph.Capital, Share: share, Figure: true}, l.Statement("st-1"))
	same("votes", graph.Votes, l.Statement("st-2").Basis)
	same("exact", "5.18 %", l.Statement("st-2").Share.String())
	same("no figure", graph.SomeShare(), l.Statement("st-3").Share)
	same("value", "1 of 7", l.Statement("st-4").Value)
	same("users", "1500000", l.Attribute("at-1").Value)
	same("truth", "true", l.Attribute("at-2").Value)
	same("members", []graph.EntityID{"a", "b"}, l.Coverage("cov-1").Members)
	same("note", "84.3 %", l.Note("n-1").Share.String())
	same("incorporation", &graph.Statement{Claim: graph.Claim{ID: "b#incorporatedIn", Assertion: graph.Stated, Source: "s", Evidence: graph.Low, Origin: "f.yaml:5:52"},
		Holder: "b", Subject: "france", Interest: graph.IncorporatedIn}, l.Statement("b#incorporatedIn"))
	same("seat", graph.EntityID("united-states"), l.Statement("b#headquarteredIn").Subject)
}

// TestRefusals gives one defect each to a sound file and wants its exact place.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown section":    {"statments: []", `f.yaml:1:1: unknown key "statments" in the file; did you mean "statements"?`},
		"not a mapping":      {"- a", `f.yaml:1:1: the file is a list; write it as keys with values`},
		"not a list":         {"entities: {id: a}", `f.yaml:1:11: entities is a mapping; write it as a list`},
		"not an item":        {"entities:\n- a", `f.yaml:2:3: entity is a plain text; write it as keys with values`},
		"unknown key":        {"entities:\n- {id: a, kind: company, name: A, hq: FR}", `f.yaml:2:35: unknown key "hq" in entity; use one of: id, kind, name, legal_name, names, aliases, lei, iso, within, within_claim, jurisdiction, headquarters, status, note, source, evidence`},
		"near key":           {"entities:\n- {id: a, kind: company, nmae: A, name: B}", `f.yaml:2:26: unknown key "nmae" in entity; did you mean "name"?`},
		"key twice":          {"entities:\n- {id: a, kind: company, name: A, name: B}", `f.yaml:2:35: the key "name" is given twice in entity; keep one`},
		"section twice":      {"notes: []\nnotes: []", `f.yaml:2:1: the key "notes" is given twice in the file; keep one`},
		"missing key":        {"entities:\n- {id: a, kind: company}", `f.yaml:2:3: entity has no "name"; add it`},
		"unknown kind":       {"entities:\n- {id: a, kind: compagny, name: A}", `f.yaml:2:17: unknown kind "compagny"; did you mean "company"?`},
		"empty value":        {"entities:\n- {id: a, kind: company, name: }", `f.yaml:2:32: name is empty; write it, or remove the key`},
		"truth for a name":   {"entities:\n- {id: a, kind: company, name: no}", `f.yaml:2:32: name is the bare word no, which YAML readers take for a truth value; quote it`},
		"list for a name":    {"entities:\n- {id: a, kind: company, name: [A]}", `f.yaml:2:32: name is a list; write a plain text`},
		"iso of a company":   {"entities:\n- {id: a, kind: company, name: A, iso: FR}", `f.yaml:2:40: iso on a company; only states and blocs have a code: use jurisdiction, or within`},
		"iso in letters":     {"entities:\n- {id: a, kind: state, name: A, iso: fr}", `f.yaml:2:38: "fr" is no ISO 3166-1 alpha-2 code; write two capital letters`},
		"state's seat":       {"entities:\n- {id: a, kind: state, name: A, headquarters: FR}", `f.yaml:2:47: a state has no jurisdiction or headquarters; use iso, or within for a subdivision`},
		"unknown state":      {"entities:\n- {id: a, kind: company, name: A, jurisdiction: QQ}", `f.yaml:2:49: no state has the ISO 3166-1 code "QQ"; correct it, describe the state as an entity of kind state, or write ZZ when it plays no part`},
		"bad LEI":            {"entities:\n- {id: a, kind: company, name: A, lei: HWUPKR0MPOU8FGXBT395}", `f.yaml:2:40: the check digits of the LEI are wrong; correct it, or leave it out`},
		"alias twice":        {"entities:\n- {id: a, kind: company, name: A, aliases: [x, x]}", `f.yaml:2:48: "x" stands twice in aliases; keep one`},
		"language":           {"entities:\n- {id: a, kind: company, name: A, names: {FR: x}}", `f.yaml:2:43: "FR" is no language code, or stands twice; write codes such as fr`},
		"source of nothing":  {"sources:\n- {id: s}", `f.yaml:2:3: source has neither title, url nor citation; give one`},
		"source elsewhere":   {"sources:\n- {id: s, url: ftp://x}", `f.yaml:2:16: the url "ftp://x" is not of the web; write http(s)://…, or use citation`},
		"no claim id":        {"statements:\n- {holder: a, interest: operates, subject: b, source: s}", `f.yaml:2:3: statement has no "id"; add it`},
		"no source":          {"statements:\n- {id: x, holder: a, interest: operates, subject: b}", `f.yaml:2:3: statement has no "source"; add it`},
		"unknown interest":   {"statements:\n- {id: x, holder: a, interest: shareholdings, subject: b, source: s}", `f.yaml:2:32: unknown interest "shareholdings"; did you mean "shareholding"?`},
		"share above 100":    {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: 100.1}", `f.yaml:2:76: share 100.1 is above 100 %; write a number of percent, such as 25.5`},
		"share exponent":     {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: 5e1}", `f.yaml:2:76: share "5e1" is not a plain decimal number; write a number of percent, such as 25.5`},
		"share NaN":          {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: .nan}", `f.yaml:2:76: share ".nan" is not a plain decimal number; write a number of percent, such as 25.5`},
		"share upside down":  {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: {min: 60, max: 50}}", `f.yaml:2:76: share has its minimum 60 above its maximum 50; shares run from 0 to 100 percent, the lower bound first`},
		"share without ends": {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: {min_open: true}}", `f.yaml:2:76: share has neither min nor max; give one, or leave share out when there is no figure`},
		"share key":          {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: {mim: 5, max: 6}}", `f.yaml:2:77: unknown key "mim" in share; did you mean "min"?`},
		"open in words":      {"statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: {min: 5, min_open: yes}}", `f.yaml:2:95: share.min_open is "yes"; write true or false`},
		"share of supply":    {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, share: 5}", `f.yaml:2:72: a share on operates, which carries none; write the detail into value`},
		"votes in capital":   {"statements:\n- {id: x, holder: a, interest: votingRights, subject: b, source: s, basis: capital}", `f.yaml:2:76: votingRights in the basis capital; leave the basis out, or write votes`},
		"no such day":        {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, as_of: 2023-02-29}", `f.yaml:2:72: date "2023-02-29": 2023-02 has no day 29; write a day that exists as 2024-01-31, or a month or a year`},
		"short day":          {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, as_of: 2024-1-6}", `f.yaml:2:72: date "2024-1-6" is not of the form 2024, 2024-01 or 2024-01-31; write a day that exists as 2024-01-31, or a month or a year`},
		"ends before":        {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, from: 2024, to: 2024-01}", `f.yaml:2:3: ends on 2024-01-01, not after it begins on 2024-01-01; the end is exclusive: give a later day`},
		"unknown voice":      {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, assertion: claim}", `f.yaml:2:76: unknown assertion "claim"; did you mean "claimed"?`},
		"unknown grade":      {"statements:\n- {id: x, holder: a, interest: operates, subject: b, source: s, evidence: hi}", `f.yaml:2:75: unknown evidence "hi"; use one of: high, medium, low`},
		"attribute of none":  {"attributes:\n- {id: x, entity: a, name: users, source: s}", `f.yaml:2:3: attribute has no "value"; add it`},
		"floor of none":      {"coverage:\n- {id: x, entity: a, interest: shareholding, kind: floor, source: s}", `f.yaml:2:3: a floor has no percent; add it`},
		"total of nobody":    {"coverage:\n- {id: x, entity: a, interest: shareholding, kind: total, percent: 50, source: s}", `f.yaml:2:3: a total has no members; name those who together hold it`},
		"complete percent":   {"coverage:\n- {id: x, entity: a, interest: shareholding, kind: complete, percent: 50, source: s}", `f.yaml:2:71: percent on a complete coverage; remove it, or use floor or total`},
		"member twice":       {"coverage:\n- {id: x, entity: a, interest: shareholding, kind: complete, members: [b, b], source: s}", `f.yaml:2:75: "b" stands twice in members; keep one`},
		"note of none":       {"notes:\n- {id: x, subject: a, object: b, source: s}", `f.yaml:2:3: note has no "relation"; add it`},
		"escaped control":    {"entities:\n- {id: a, kind: company, name: \"x\\e[31m\"}", `f.yaml:2:32: name holds the control character U+001B; remove it`},
		"raw control":        {"entities:\n- {id: a\x00}", `f.yaml:2:9: the control character U+0000; remove it`},
		"not UTF-8":          {"entities:\n- {id: \xe9}", `f.yaml:2:8: a byte that is not UTF-8; save the file as UTF-8`},
		"anchor":             {"entities: &e []", `f.yaml:1:11: an anchor or alias; write the value out`},
		"tag":                {"entities: !!seq []", `f.yaml:1:11: the tag !!seq; remove it, and quote texts`},
		"merge":              {"entities:\n- {<<: {id: a}}", `f.yaml:2:4: a key that is no plain word; write the keys out`},
		"second document":    {"entities: []\n---\nnotes: []", `f.yaml:2:1: a second document begins here; keep one document per file`},
		"deep":               {strings.Repeat("[", 1_000_000), `f.yaml:1:65: nested deeper than 64 levels; the format has four`},
		"many parts":         {"a: " + strings.Repeat("-", 2<<20), `f.yaml:1:1048579: the file has more parts than curated facts need; split it, or use CSV`},
		"too large":          {strings.Repeat("x", 17<<20), `f.yaml:1:1: the file has 17825792 bytes, more than the 16777216 allowed; split it, or use CSV`},
	} {
		t.Run(name, func(t *testing.T) {
			b := graph.NewBuilder()
			r, err := curated.Load(b, "f.yaml", []byte(c.file), curated.States(states))
			loadertest.French(t, r, err)
			if err == nil {
				t.Fatal("accepted")
			}
			if diff := cmp.Diff([]string{c.want}, lines(r.Errors)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if err.Error() != c.want {
				t.Errorf("err = %v", err)
			}
			if r.Accepted != 0 || r.Rejected != r.Read {
				t.Errorf("read %d, accepted %d, rejected %d: a refused file adds nothing", r.Read, r.Accepted, r.Rejected)
			}
			if b.Entity("a") != nil || b.Entity("france") != nil {
				t.Error("a refused file left entities behind")
			}
		})
	}
	for name, file := range map[string]string{
		"broken YAML": "entities: [", "tabs": "a:\n\t- b", "alias": "notes: *n",
		"bomb": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
	} {
		r, err := curated.Load(graph.NewBuilder(), "f.yaml", []byte(file))
		loadertest.French(t, r, err)
		if err == nil || !strings.HasPrefix(err.Error(), "f.yaml:") {
			t.Errorf("%s: err = %v, want a refusal with its place", name, err)
		}
	}
}

// TestFaultsAreToldTogether wants all faults of all files, and paths to the fields.
func TestFaultsAreToldTogether(t *testing.T) {
	fsys := fstest.MapFS{
		"facts/a.yaml": {Data: []byte("entities:\n- {id: a, kind: compny, name: A, lei: x}\n- {id: b, kind: company, name: B}\n")},
		"facts/b.yaml": {Data: []byte("statements:\n- {id: x, holder: a, interest: shareholding, subject: b, source: s, share: {min: 101}}\n- {id: y}\n")},
		"facts/c.txt":  {Data: []byte("no YAML: [")},
	}
	r, err := curated.LoadFS(graph.NewBuilder(), fsys, "facts/*.yaml")
	loadertest.French(t, r, err)
	if err == nil {
		t.Fatal("accepted")
	}
	var paths []string
	for _, e := range r.Errors {
		paths = append(paths, e.File+" "+e.Path)
	}
	want := []string{"facts/a.yaml entities[0].kind", "facts/a.yaml entities[0].lei", "facts/b.yaml statements[0].share.min",
		"facts/b.yaml statements[1]", "facts/b.yaml statements[1]", "facts/b.yaml statements[1]", "facts/b.yaml statements[1]"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if r.Read != 4 || r.Rejected != 4 {
		t.Errorf("read %d, rejected %d, want 4, 4", r.Read, r.Rejected)
	}
	var e curated.Error
	if !errors.As(err, &e) || e.Line != 2 {
		t.Errorf("the error holds no curated.Error: %v", err)
	}
	if _, err := curated.LoadFS(graph.NewBuilder(), fsys, "nothing/*"); err == nil {
		t.Error("no match was no error")
	}
}

func TestStatesAcrossFiles(t *testing.T) {
	fsys := fstest.MapFS{
		"1.yaml": {Data: []byte("entities:\n- {id: a, kind: company, name: A, jurisdiction: NO, headquarters: ZZ}\n- {id: p, kind: person, name: P, jurisdiction: US-DE}\n- {id: o, kind: stateBody, name: O, jurisdiction: \"NO\"}")},
		"2.yaml": {Data: []byte("entities:\n- {id: norge, kind: state, name: Norge, iso: NO}\n")},
	}
	b := graph.NewBuilder()
	if _, err := curated.LoadFS(b, fsys, "*.yaml", curated.States(states)); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[graph.ClaimID]graph.EntityID{"a#incorporatedIn": "norge", "a#headquarteredIn": "zz", "p#nationalOf": "us-de"} {
		if s := l.Statement(id); s == nil || s.Subject != want || !s.Period.IsUndated() {
			t.Errorf("%s = %+v, want an undated statement on %s", id, s, want)
		}
	}
	if l.Entity("o").Within != "norge" || l.Entity("us-de").Within != "united-states" {
		t.Error("a state body or a subdivision lies nowhere")
	}
}

// TestEmbeddedGraph reads the graph of a law test where it stands.
func TestEmbeddedGraph(t *testing.T) {
	const trio = `law: us-cloud-act
cases:
- name: one
  graph:
    entities:
    - {id: p, jurisdiction: US}
    - {id: q, kind: company}
    statements:
    - {holder: p, interest: shareholding, subject: q, share: 51, basis: both}
    - {id: t1, holder: p, interest: operates, subject: q}
    attributes:
    - {entity: p, name: serviceType, value: cloud-iaas}
    coverage:
    - {entity: q, interest: shareholding, kind: complete, members: [p]}
`
	var root yaml.Node
	if err := yaml.Load([]byte(trio), &root); err != nil {
		t.Fatal(err)
	}
	node := root.Content[0].Content[3].Content[0].Content[3]
	b := graph.NewBuilder()
	if _, err := curated.LoadNode(b, node, "x.test.yaml", curated.States(states)); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if s := l.Statement("t2"); s == nil || s.Origin != "x.test.yaml:9:7" || s.Basis != graph.Both {
		t.Errorf("t2 = %+v, want the first statement, at 9:7", s)
	}
	if l.Attribute("t3") == nil || l.Coverage("t4") == nil || l.Statement("t1").Interest != graph.Operates {
		t.Error("claims are not numbered in their order, around the ids that are taken")
	}
	if l.Entity("p").Kind != graph.Company {
		t.Error("a party without a kind is no company")
	}
	node.Content[1].Content[0].Content[0].Value = "idd"
	if _, err := curated.LoadNode(graph.NewBuilder(), node, "x.test.yaml"); err == nil || !strings.Contains(err.Error(), `x.test.yaml:6:8: unknown key "idd" in entity; did you mean "id"?`) {
		t.Errorf("err = %v", err)
	}
	if _, err := curated.LoadNode(graph.NewBuilder(), &yaml.Node{}, "x"); err == nil {
		t.Error("no node at all was accepted")
	}
}

// TestDanglingIDs shows how the builder places what no file describes.
func TestDanglingIDs(t *testing.T) {
	b := graph.NewBuilder()
	if _, err := curated.Load(b, "f.yaml", []byte(strings.Replace(sound, "subject: b, share: 5.18", "subject: bb, share: 5.18", 1)), curated.States(states)); err != nil {
		t.Fatal(err)
	}
	_, err := b.Build()
	var p *graph.Problem
	if !errors.As(err, &p) || p.Origin != "f.yaml:22:3" || !strings.Contains(p.Error(), "did you mean") {
		t.Errorf("err = %v, want the statement at f.yaml:22:3 and a suggestion", err)
	}
}

func TestEmptyFiles(t *testing.T) {
	for _, file := range []string{"", "# nothing yet\n", "---\n", "~", "entities:\n", "entities: []\nnotes:\n"} {
		if r, err := curated.Load(graph.NewBuilder(), "f.yaml", []byte(file)); err != nil || r.Read != 0 {
			t.Errorf("%q: read %d, %v; want nothing, and no error", file, r.Read, err)
		}
	}
	for _, mark := range []string{"\ufeff", "\xff\xfe"} {
		text := []byte(mark + "notes: []\n")
		if mark != "\ufeff" {
			text = []byte(mark)
			for _, c := range []byte("notes: []\n") {
				text = append(text, c, 0)
			}
		}
		if _, err := curated.Load(graph.NewBuilder(), "f.yaml", text); err != nil {
			t.Errorf("with a byte order mark: %v", err)
		}
	}
}

// TestEmbeddedFacts reads the facts of the binary and closes them.
func TestEmbeddedFacts(t *testing.T) {
	b := graph.NewBuilder()
	r, err := curated.LoadFS(b, os.DirFS("../../data/facts"), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Build(); err != nil {
		t.Fatal(err)
	}
	if r.Accepted < 500 {
		t.Errorf("only %d items", r.Accepted)
	}
}

func BenchmarkFacts(b *testing.B) {
	fsys := os.DirFS("../../data/facts")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := curated.LoadFS(graph.NewBuilder(), fsys, "*.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzCurated wants a file that is accepted whole or refused with places; never a
// panic, and never anything of a refused file.
func FuzzCurated(f *testing.F) {
	f.Add(sound)
	f.Add("entities:\n- &a {id: a}\n- *a\n")
	f.Add("statements:\n- {id: x, share: {min: 5, max: }}\nnotes: ~\n")
	f.Add("coverage:\n- {id: [x], members: {a: b}, percent: 1e9}\n---\n")
	f.Fuzz(func(t *testing.T, file string) {
		b := graph.NewBuilder()
		r, err := curated.Load(b, "f", []byte(file), curated.States(states))
		if r.Read != r.Accepted+r.Rejected || (err != nil) != (len(r.Errors) > 0) || err != nil && r.Accepted != 0 {
			t.Fatalf("read %d, accepted %d, rejected %d, %v", r.Read, r.Accepted, r.Rejected, err)
		}
		if slices.ContainsFunc(r.Errors, func(e curated.Error) bool { return e.Line < 1 || e.Column < 1 || e.Message == "" }) {
			t.Errorf("an error without a place or a cause: %+v", r.Errors)
		}
		if l, err := b.Build(); err == nil {
			l.At(graph.NewDate(2024, 1, 1), graph.Options{})
		}
	})
}
