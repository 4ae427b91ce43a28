package identity

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"longarm/graph"
)

func rec(id, from string, kind graph.Kind, name string, ids ...string) Record {
	e := graph.Entity{ID: graph.EntityID(id), Kind: kind, Name: name}
	for _, i := range ids {
		scheme, value, _ := strings.Cut(i, ":")
		e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: scheme, ID: value})
	}
	return Record{Entity: e, From: from}
}

func show(groups []Group) (out []string) {
	for _, g := range groups {
		line := string(g.ID) + " ="
		for _, m := range g.Members {
			line += " " + string(m)
		}
		for _, a := range g.Apart {
			line += " !" + a.Kind
		}
		out = append(out, line)
	}
	return out
}

func TestGroups(t *testing.T) {
	const lei, other = "969500MCOONR8990S771", "529900T8BM49AURSDO55"
	refused := &Decisions{}
	if err := refused.Add(Decision{A: "y", B: "x", Verdict: Refused}); err != nil {
		t.Fatal(err)
	}
	accepted := &Decisions{}
	if err := accepted.Add(Decision{A: "y", B: "x", Verdict: Accepted}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		records []Record
		d       *Decisions
		want    []string
	}{
		"one LEI": {[]Record{rec("lei:"+lei, "gleif", graph.Company, "ORANGE", "LEI:"+lei), rec("orange", "", graph.Company, "Orange", "XI-LEI:"+lei)}, nil,
			[]string{"orange = lei:" + lei + " orange"}},
		"a register number, spelt in two ways": {[]Record{rec("psc:1", "psc", graph.Company, "A", "gb-coh:sc 123456"), rec("lei:1", "gleif", graph.Company, "A", "GB-COH:SC123456")}, nil,
			[]string{"lei:1 = lei:1 psc:1"}},
		"through a third": {[]Record{rec("x", "a", graph.Company, "A", "wikidata:Q31"), rec("y", "b", graph.Company, "B", "wikidata:Q31", "FR-SIREN:380129866"), rec("z", "c", graph.Company, "C", "FR-SIREN:380129866")}, nil,
			[]string{"x = x y z"}},
		"words for nothing are no identifiers": {[]Record{rec("x", "a", graph.Company, "A", "GB-COH:N/A"), rec("y", "b", graph.Company, "B", "GB-COH:n/a")}, nil,
			[]string{"x = x", "y = y"}},
		"two unknown owners stay two": {[]Record{rec("x", "a", graph.Person, "Unknown", "GB-COH:00000000"), rec("y", "a", graph.Person, "Unknown", "GB-COH:00000000")}, nil,
			[]string{"x = x", "y = y"}},
		"a person is no company": {[]Record{rec("x", "a", graph.Person, "A", "wikidata:Q31"), rec("y", "b", graph.Company, "A", "wikidata:Q31")}, nil,
			[]string{"x = x !kinds", "y = y !kinds"}},
		"two LEIs are two companies": {[]Record{rec("x", "a", graph.Company, "A", "LEI:"+lei, "FR-SIREN:380129866"), rec("y", "b", graph.Company, "A", "LEI:"+other, "FR-SIREN:380129866")}, nil,
			[]string{"x = x !identifiers-differ", "y = y !identifiers-differ"}},
		"refused": {[]Record{rec("x", "a", graph.Company, "A", "wikidata:Q31"), rec("y", "b", graph.Company, "A", "wikidata:Q31")}, refused,
			[]string{"x = x !refused", "y = y !refused"}},
		"accepted":    {[]Record{rec("x", "a", graph.Company, "A"), rec("y", "b", graph.Company, "B")}, accepted, []string{"x = x y"}},
		"a mention":   {[]Record{rec("x", "a", "", "", "LEI:"+lei), rec("y", "b", graph.Person, "B", "LEI:"+lei)}, nil, []string{"x = x y"}},
		"the curated": {[]Record{rec("x", "", graph.Company, "A", "LEI:"+lei), rec("y", "", graph.Company, "B", "LEI:"+lei)}, nil, []string{"x = x !both-curated", "y = y !both-curated"}},
	} {
		rng := rand.New(rand.NewPCG(1, 1))
		for range 6 { // the order of the records does not matter
			rng.Shuffle(len(c.records), func(i, j int) { c.records[i], c.records[j] = c.records[j], c.records[i] })
			if got := show(Groups(c.records, c.d)); !slices.Equal(got, c.want) {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]Name{
		"Bleu SAS":    {Core: "bleu", Form: "SAS"},
		"BLEU S.A.S.": {Core: "bleu", Form: "SAS"},
		"Bleu, société par actions simplifiée": {Core: "bleu", Form: "SAS"},
		"Schwarz IT GmbH & Co. KG":             {Core: "schwarz it", Form: "GmbH & Co. KG"},
		"Schwarz IT GmbH und Co KG":            {Core: "schwarz it", Form: "GmbH & Co. KG"},
		"ПАО «Газпром»":                        {Core: "gazprom", Form: "PAO"},
		"Gazprom PJSC":                         {Core: "gazprom", Form: "PAO"},
		"株式会社 日立製作所":                           {Core: "日立製作所", Form: "K.K."},
		"Limited":                              {Core: "limited"},
		"Alibaba Cloud":                        {Core: "alibaba cloud"},
	} {
		want.Text = text
		if got := Split(text); got != want {
			t.Errorf("Split(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	c := func(r Record, place string) Candidate { return Candidate{r, place} }
	for name, x := range map[string]struct {
		a, b     Candidate
		proposed bool
	}{
		"one name, one place":     {c(rec("bleu", "", graph.Company, "Bleu"), "FR"), c(rec("x", "inpi", graph.Company, "BLEU S.A.S."), "FR"), true},
		"one name, other places":  {c(rec("bleu", "", graph.Company, "Bleu Cloud"), "FR"), c(rec("x", "inpi", graph.Company, "BLEU CLOUD LTD"), "GB"), false},
		"transliterated":          {c(rec("g", "a", graph.Company, "Gazprom PJSC"), "RU"), c(rec("x", "b", graph.Company, "ПАО «Газпром»"), "RU"), true},
		"a slip":                  {c(rec("g", "a", graph.Company, "Microsoft Ireland Operations Limited"), "IE"), c(rec("x", "b", graph.Company, "Microsoft Ireland Operation Ltd"), "IE"), true},
		"strangers":               {c(rec("g", "a", graph.Company, "Orange"), "FR"), c(rec("x", "b", graph.Company, "Apple"), "FR"), false},
		"namesakes without place": {c(rec("g", "a", graph.Person, "John Smith"), ""), c(rec("x", "b", graph.Person, "John Smith"), ""), true},
		"one source":              {c(rec("g", "a", graph.Company, "Orange"), "FR"), c(rec("x", "a", graph.Company, "Orange"), "FR"), false},
		"numbers differ":          {c(rec("g", "a", graph.Company, "Orange", "FR-SIREN:380129866"), "FR"), c(rec("x", "b", graph.Company, "Orange", "FR-SIREN:111111118"), "FR"), false},
		"no names":                {c(rec("g", "a", graph.Company, ""), "FR"), c(rec("x", "b", graph.Company, ""), "FR"), false},
		"forms differ":            {c(rec("g", "a", graph.Company, "Delos GmbH"), "DE"), c(rec("x", "b", graph.Company, "Delos AG"), "DE"), true},
	} {
		p, ok := Compare(x.a, x.b)
		q, also := Compare(x.b, x.a)
		if ok != x.proposed || ok && len(p.Why) == 0 || ok != also || p.Score != q.Score {
			t.Errorf("%s: %v %+v", name, ok, p)
		}
	}
}

func TestDecisions(t *testing.T) {
	d := &Decisions{}
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		Decision
		fine bool
	}{
		{Decision{A: "b", B: "a", Verdict: Accepted, Time: at}, true},
		{Decision{A: "a", B: "b", Verdict: Accepted, Time: at}, false},
		{Decision{A: "a", B: "c", Verdict: Undone, Time: at}, false},
		{Decision{A: "a", B: "a", Verdict: Refused, Time: at}, false},
		{Decision{A: "a", B: "b", Verdict: "maybe", Time: at}, false},
		{Decision{A: "a", B: "b", Verdict: Refused, Note: "other seat", Time: at}, true},
		{Decision{A: "a", B: "c", Verdict: Accepted, Time: at}, true},
		{Decision{A: "c", B: "a", Verdict: Undone, Time: at}, true},
	} {
		if err := d.Add(x.Decision); (err == nil) != x.fine {
			t.Errorf("%+v: %v", x.Decision, err)
		}
	}
	if !d.Refused("b", "a") || d.Verdict("a", "c") != "" || len(d.With("a")) != 0 || len(d.Standing()) != 1 {
		t.Errorf("%+v", d.Standing())
	}
	text, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := DecodeDecisions(text)
	if err != nil || !reflect.DeepEqual(again.List(), d.List()) {
		t.Errorf("%v, %v", again.List(), err)
	}
	if _, err := DecodeDecisions([]byte(`{"a":"x","b":"x","verdict":"accepted"}`)); err == nil {
		t.Error("a faulty file is read")
	}
}
