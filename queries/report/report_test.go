package report_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"

	"longarm/data"
	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/law"
	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/report"
	"longarm/queries/report/page"
	"longarm/queries/report/pdf"
	"longarm/queries/report/texts"
	"longarm/queries/text"
)

func build(t testing.TB, c *queries.Context, o report.Options) *report.Dossier {
	t.Helper()
	o.Program, o.Release, o.LawFiles = "longarm (test)", data.Release, data.FS
	d, err := report.Build(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// made are the whole dossiers of Bleu, made once in each language.
var made = map[string]*struct {
	once sync.Once
	c    *queries.Context
	d    *report.Dossier
}{"en": {}, "fr": {}}

func bleu(t testing.TB, lang string) (*queries.Context, *report.Dossier) {
	t.Helper()
	m := made[lang]
	m.once.Do(func() {
		m.c = queriestest.Context(t, lang, data.Release)
		m.d = build(t, m.c, report.Options{Provider: "bleu"})
	})
	if m.d == nil {
		t.Fatal("the dossier was not made: see the test that asked first")
	}
	return m.c, m.d
}

// few narrows a dossier so that it is quick to make.
var few = []string{"us-cloud-act", "us-ofac-blocking", "fr-secnumcloud-3-2"}

func write(t testing.TB, c *queries.Context, d *report.Dossier, f report.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, c, d, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unsaid is a message nobody wrote, as a Voice shows it.
var unsaid = regexp.MustCompile(`\[(report|question|attach|replay)\.[a-z.-]+\]`)

func TestADossierSaysEverythingInBothLanguages(t *testing.T) {
	for _, lang := range text.Languages() {
		c, d := bleu(t, lang)
		doc := report.Compose(c, d)
		all := string(write(t, c, d, report.HTML))
		if m := unsaid.FindString(all); m != "" {
			t.Errorf("%s: no message for %s", lang, m)
		}
		for _, id := range []string{"plain", "findings", "owners", "control", "suppliers", "checks", "schemes", "shields", "disputed", "questions", "clauses", "tender", "coverage",
			"method", "statements", "laws"} {
			found := false
			for i := range doc.Sections {
				found = found || doc.Sections[i].ID == id
			}
			if !found {
				t.Errorf("%s: no section %q", lang, id)
			}
		}
		whole(t, lang, doc)
		if lang == "fr" && strings.Contains(all, "No finding") {
			t.Error("English in the French dossier")
		}
	}
}

// whole checks that no section is empty, no anchor is used twice, every link leads
// somewhere, and every statement of the annex is cited.
func whole(t *testing.T, name string, doc *page.Document) {
	t.Helper()
	anchors, links := map[string]bool{}, map[string]bool{}
	anchor := func(id string) {
		if id == "" {
			return
		}
		if anchors[id] {
			t.Errorf("%s: anchor %q stands twice", name, id)
		}
		anchors[id] = true
	}
	runs := func(list []page.Run) {
		for _, r := range list {
			if r.To != "" {
				links[r.To] = true
			}
		}
	}
	var items func(*page.List)
	items = func(l *page.List) {
		for _, i := range l.Items {
			runs(i.Text)
			if i.Sub != nil {
				items(i.Sub)
			}
		}
	}
	visit := func(list []page.Block) {
		for _, b := range list {
			switch b := b.(type) {
			case page.Para:
				if page.Plain(b.Text) == "" {
					t.Errorf("%s: an empty paragraph", name)
				}
				runs(b.Text)
			case page.List:
				items(&b)
			case page.Fields:
				for _, r := range b.Rows {
					runs(r.Text)
				}
			case page.Table:
				anchor(b.ID)
				for _, r := range b.Rows {
					anchor(r.ID)
					if len(r.Cells) != len(b.Head) {
						t.Errorf("%s: a row of %q has %d cells, its head %d", name, b.Caption, len(r.Cells), len(b.Head))
					}
					for _, c := range r.Cells {
						runs(c.Text)
					}
				}
			}
		}
	}
	visit(doc.Cover)
	doc.Walk(func(s *page.Section, _ int) {
		anchor(s.ID)
		if len(s.Blocks)+len(s.Sections) == 0 {
			t.Errorf("%s: section %q is empty", name, s.Title)
		}
		visit(s.Blocks)
	})
	for to := range links {
		if !anchors[to] {
			t.Errorf("%s: a link leads to %q, which is nowhere", name, to)
		}
	}
}

func TestTwoDossiersAreTheSameBytes(t *testing.T) {
	o := report.Options{Provider: "s3ns", Laws: few, Record: true}
	c, again := queriestest.Context(t, "en", data.Release), queriestest.Context(t, "en", data.Release)
	d, e := build(t, c, o), build(t, again, o)
	for _, f := range report.Formats() {
		if testing.Short() && f != report.HTML { // with the race detector
			continue
		}
		if !bytes.Equal(write(t, c, d, f), write(t, again, e, f)) {
			t.Errorf("%s: two runs differ", f)
		}
	}
}

// TestPagesReadWell looks at the layout of the PDF: no heading at the foot of a page, no
// page of a line or two, nothing beyond the margins; and bounds its length.
func TestPagesReadWell(t *testing.T) {
	for _, lang := range text.Languages() {
		c, d := bleu(t, lang)
		doc := report.Compose(c, d)
		faults, err := pdf.Faults(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults {
			t.Errorf("%s: %s", lang, f)
		}
		if n, _ := pdf.Pages(doc); n > 60 {
			t.Errorf("%s: %d pages; what is repeated?", lang, n)
		}
	}
}

// TestAJudgementIsNotMet looks at grounds of schemes that no fact settles.
func TestAJudgementIsNotMet(t *testing.T) {
	c, d := bleu(t, "en")
	seen := 0
	report.Compose(c, d).Walk(func(s *page.Section, _ int) {
		for _, b := range s.Blocks {
			l, ok := b.(page.List)
			if !ok {
				continue
			}
			for _, i := range l.Items {
				words := page.Plain(i.Text)
				if strings.Contains(words, "the auditor finds that it does") || strings.Contains(words, "keeps, and renews every year") {
					seen++
					if !strings.Contains(words, "left to judgement") {
						t.Errorf("%s: firmer than the facts: %q", s.Title, words)
					}
				}
			}
		}
	})
	if seen < 2 {
		t.Errorf("%d such grounds are told, want 2", seen)
	}
}

// TestTheConclusionCitesWhatItSays looks at which findings each sentence of the first page
// names: one on whoever owns the provider is no proof of what a supplier can be made to do.
func TestTheConclusionCitesWhatItSays(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	d := build(t, c, report.Options{Provider: "s3ns", Laws: []string{"us-ofac-blocking", "eu-fdi-screening-2019-452"}})
	for _, line := range text.NewPhrases(c).Conclusion(d.Reach) {
		for _, f := range line.Findings {
			if strings.HasPrefix(line.Text, "Under US law") && f.Jurisdiction != "US" {
				t.Errorf("%q rests on %s", line.Text, f.Law)
			}
		}
	}
	if first := string(write(t, c, d, report.Markdown)); !strings.Contains(first, "Also reached") {
		t.Error("the finding on owners stands nowhere on the first page")
	}
}

// TestThePictureShowsTheLawsAskedAbout: a narrow dossier draws no other law.
func TestThePictureShowsTheLawsAskedAbout(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	d := build(t, c, report.Options{Provider: "bleu", Laws: few})
	for _, s := range report.Compose(c, d).Sections {
		for _, b := range s.Blocks {
			f, ok := b.(page.Figure)
			if !ok {
				continue
			}
			words := ""
			for _, i := range f.Twin.Items {
				words += page.Plain(i.Text) + "\n"
			}
			if !strings.Contains(words, "CLOUD Act") || strings.Contains(words, "IPA 2016") || strings.Contains(words, "EAR") {
				t.Errorf("the picture shows\n%s", words)
			}
		}
	}
}

// TestEveryFindingIsCited looks at each finding told in full: its paths cite
// statements, and what it says of the law cites the law.
func TestEveryFindingIsCited(t *testing.T) {
	c, d := bleu(t, "en")
	cited := func(runs []page.Run) bool {
		for _, r := range runs {
			if r.To != "" {
				return true
			}
		}
		return false
	}
	report.Compose(c, d).Walk(func(s *page.Section, _ int) {
		if !regexp.MustCompile(`^f\d+$`).MatchString(s.ID) {
			return
		}
		for _, b := range s.Blocks {
			if l, ok := b.(page.List); ok && l.Ordered {
				for _, i := range l.Items {
					if !cited(i.Text) {
						t.Errorf("%s: step %q cites nothing", s.Title, page.Plain(i.Text))
					}
				}
			}
			if p, ok := b.(page.Para); ok && len(p.Text) > 0 && p.Text[0].Bold && !cited(p.Text) {
				t.Errorf("%s: %q cites nothing", s.Title, page.Plain(p.Text))
			}
		}
	})
}

func TestNationalitiesOfStaffAreCounts(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	d := build(t, c, report.Options{Provider: "tiktok-usds-jv", Laws: []string{"us-pafaca", "cn-national-intelligence-law-2017"}})
	out := string(write(t, c, d, report.HTML))
	for _, s := range d.Statements {
		if s.Private && strings.Contains(out, s.Text) {
			t.Errorf("the dossier tells %q", s.Text)
		}
	}
}

func TestReplayOfAnUnchangedReport(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	d := read(t, write(t, c, build(t, c, report.Options{Provider: "bleu", Laws: few, Record: true}), report.JSON))
	r, err := report.Again(c, data.FS, d)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Intact || !r.FactsSame || !r.LawsSame || len(r.Changes) != 0 || r.Same == 0 {
		t.Errorf("replay of an unchanged report: %+v", r)
	}
}

func read(t *testing.T, raw []byte) *report.Dossier {
	t.Helper()
	d, err := report.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestReplayTellsTheCause changes facts, a law's dates and a law's ground, one at a
// time, and expects each to be named.
func TestReplayTellsTheCause(t *testing.T) {
	ledger := datatest.Ledger(t)
	c := queriestest.Context(t, "en", data.Release)
	raw := write(t, c, build(t, c, report.Options{Provider: "bleu", Laws: few, Record: true}), report.JSON)
	cloud := "laws/us/us-cloud-act.yaml"
	for _, k := range []struct {
		name  string
		facts *graph.Ledger
		files map[string]string // replacements in the law
		want  string
	}{
		{"facts", ledger.Without("st-0817"), nil, report.ByFacts},
		{"law", ledger, map[string]string{"status: in-force": "status: expired", "  to: null": "  to: '2020-01-01'"}, report.ByLaw},
		{"rules", ledger, map[string]string{"confidence: arguable": "confidence: contested"}, report.ByRules},
	} {
		t.Run(k.name, func(t *testing.T) {
			files, now := overlay{}, queriestest.Over(t, k.facts, "en", data.Release)
			if k.files != nil {
				files[cloud] = replaced(t, cloud, k.files)
				var err error
				if now.Catalogue, err = law.Load(files); err != nil {
					t.Fatal(err)
				}
			}
			r, err := report.Again(now, files, read(t, raw))
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Changes) == 0 {
				t.Fatal("nothing changed")
			}
			for _, ch := range r.Changes {
				if ch.Cause != k.want {
					t.Errorf("%s %s: cause %q, want %q", ch.Law, ch.Effect, ch.Cause, k.want)
				}
			}
			if k.want == report.ByFacts && (len(r.Changes[0].Facts) == 0 || r.Changes[0].Facts[0].ID != "st-0817") {
				t.Errorf("the statement is not named: %+v", r.Changes[0])
			}
		})
	}
}

func TestReplaySeesAnAlteredFile(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	raw := write(t, c, build(t, c, report.Options{Provider: "bleu", Laws: few, Record: true}), report.JSON)
	altered := bytes.ReplaceAll(raw, []byte(`"verdict": "reached"`), []byte(`"verdict": "not-reached"`))
	r, err := report.Again(c, data.FS, read(t, altered))
	if err != nil {
		t.Fatal(err)
	}
	if r.Intact || len(r.Changes) == 0 || r.Changes[0].Cause != report.ByFile {
		t.Errorf("an altered report passes: %+v", r)
	}
}

func TestReadRefusesWhatIsNoReport(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	d := build(t, c, report.Options{Provider: "bleu", Laws: few[:1]})
	for name, raw := range map[string]string{
		"text": "no json", "an answer": `{"schema_version":"1","findings":[]}`, "another schema": `{"document":"dossier","schema_version":"9"}`,
		"no record": string(write(t, c, d, report.JSON)), "a list": "[]", "empty": "",
	} {
		if _, err := report.Read([]byte(raw)); err == nil || !strings.Contains(err.Error(), " ") {
			t.Errorf("%s: read, error %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"document":"dossier","schema_version":"1","hash":"","reach":{"findings":[]},"recorded":{"facts":{"encoding":"gzip+base64"}}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := report.Read(raw)
		if err != nil {
			return
		}
		_, _ = report.Again(queriestest.Context(t, "en", data.Release), data.FS, d)
	})
}

func TestTextsNameWhatThereIs(t *testing.T) {
	catalogue := datatest.Laws(t)
	clauses, err := texts.Clauses()
	if err != nil {
		t.Fatal(err)
	}
	filled := func(where string, list ...texts.Text) {
		for _, x := range list {
			if strings.TrimSpace(x.EN) == "" || strings.TrimSpace(x.FR) == "" {
				t.Errorf("%s: a wording lacks a language", where)
			}
		}
	}
	seen := map[string]bool{}
	for _, k := range clauses {
		if k.ID == "" || seen[k.ID] {
			t.Errorf("clause %q has no id of its own", k.ID)
		}
		seen[k.ID] = true
		filled("clause "+k.ID, k.Title, k.Why, k.Text)
	}
	annexes, err := texts.Annexes()
	if err != nil || len(annexes) < 3 {
		t.Fatalf("%d annexes, error %v", len(annexes), err)
	}
	v := queriestest.Voice(t, "en")
	for _, a := range annexes {
		filled("annex "+a.ID, a.Title, a.Intro)
		l := catalogue.Law(a.Law)
		if l == nil {
			t.Errorf("annex %s: no law %q", a.ID, a.Law)
			continue
		}
		for _, k := range a.Criterion {
			for _, r := range k.Rules {
				if catalogue.Rule(r) == nil {
					t.Errorf("annex %s %s: no rule %q", a.ID, k.Ref, r)
				}
			}
			for _, r := range k.Rows {
				if l.Row(r) == nil {
					t.Errorf("annex %s %s: no ground %q of %s", a.ID, k.Ref, r, a.Law)
				}
			}
			for _, topic := range k.Topics {
				if v.Code("question", string(topic)) == string(topic) {
					t.Errorf("annex %s %s: no topic %q", a.ID, k.Ref, topic)
				}
			}
			if (k.Question.EN == "") != (k.Question.FR == "") || (k.Text.EN == "") != (k.Text.FR == "") {
				t.Errorf("annex %s %s: a wording lacks a language", a.ID, k.Ref)
			}
			if k.Question.EN == "" && len(k.Topics) == 0 {
				t.Errorf("annex %s %s: nothing is asked when the facts leave it open", a.ID, k.Ref)
			}
			if k.Text.EN == "" && len(k.Rows) == 0 {
				t.Errorf("annex %s %s: no text, and no ground to take one from", a.ID, k.Ref)
			}
		}
	}
}

// TestTheJSONIsAnAnswer checks the keys that every document of longarm has.
func TestTheJSONIsAnAnswer(t *testing.T) {
	c := queriestest.Context(t, "en", data.Release)
	var keys map[string]any
	if err := json.Unmarshal(write(t, c, build(t, c, report.Options{Provider: "bleu", Laws: few, Record: true}), report.JSON), &keys); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"schema_version", "as_of", "flags", "assumptions", "document", "hash", "subject", "reach", "statements", "recorded"} {
		if keys[k] == nil {
			t.Errorf("no key %q", k)
		}
	}
}
