package curated_test

import (
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/curated"
)

const bilingual = `
sources:
- {id: s, title: A paper}
entities:
- {id: a, kind: company, name: Alpha, status: {en: closed, fr: fermée}, note: {en: "a shell", fr: "une coquille"}}
- {id: b, kind: company, name: Beta, note: "ein Mantel"}
statements:
- {id: st-1, holder: a, interest: appointmentOfBoard, subject: b, value: {en: "1 of 7 directors", fr: "1 administrateur sur 7"}, note: {en: seen, fr: vu}, source: s}
- {id: st-2, holder: a, interest: appointmentOfBoard, subject: b, value: "1 von 7", source: s}
notes:
- {id: n-1, subject: a, relation: context, object: b, value: {en: "neighbours", fr: "voisines"}, source: s}
`

// TestWordsInBothLanguages reads texts of one language and of two: what is
// computed on is the plain text, or the English one of two.
func TestWordsInBothLanguages(t *testing.T) {
	b := graph.NewBuilder()
	if _, err := curated.Load(b, "f.yaml", []byte(bilingual)); err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		what       string
		text       graph.Text
		en, fr     string
		speaksBoth bool
	}{
		{"status", l.Entity("a").Status, "closed", "fermée", true},
		{"note of an entity", l.Entity("a").Note, "a shell", "une coquille", true},
		{"own words", l.Entity("b").Note, "ein Mantel", "ein Mantel", false},
		{"note of a claim", l.Claim("st-1").Note, "seen", "vu", true},
		{"value", l.Statement("st-1").Said(), "1 of 7 directors", "1 administrateur sur 7", true},
		{"own value", l.Statement("st-2").Said(), "1 von 7", "1 von 7", false},
		{"value of a note", l.Note("n-1").Said(), "neighbours", "voisines", true},
		{"nothing", l.Claim("st-2").Note, "", "", false},
	} {
		if en, fr := x.text.In("en"), x.text.In("fr"); en != x.en || fr != x.fr {
			t.Errorf("%s: %q and %q, want %q and %q", x.what, en, fr, x.en, x.fr)
		}
		if x.text.Speaks("en") != x.speaksBoth || x.text.Speaks("fr") != x.speaksBoth {
			t.Errorf("%s: speaks English %t and French %t, want both %t", x.what, x.text.Speaks("en"), x.text.Speaks("fr"), x.speaksBoth)
		}
	}
	if v := l.Statement("st-1").Value; v != "1 of 7 directors" {
		t.Errorf("computed on %q, want the English value", v)
	}
}

func TestRefusesHalfATranslation(t *testing.T) {
	for text, want := range map[string]string{
		`{en: seen}`:                 `f.yaml:2:41: note has no "fr"; add it`,
		`{fr: vu}`:                   `f.yaml:2:41: note has no "en"; add it`,
		`{en: seen, fr: vu, de: x}`:  `f.yaml:2:60: unknown key "de" in note; use one of: en, fr`,
		`{en: seen, fr: }`:           `f.yaml:2:56: note.fr is empty; write it, or remove the key`,
		`{en: seen, fr: {a: b}}`:     `f.yaml:2:56: note.fr is a mapping; write a plain text`,
		`[seen]`:                     `f.yaml:2:41: note is a list; write a plain text`,
		`{en: seen, fr: vu, fr: lu}`: `f.yaml:2:60: the key "fr" is given twice in note; keep one`,
	} {
		_, err := curated.Load(graph.NewBuilder(), "f.yaml", []byte("entities:\n- {id: a, kind: company, name: A, note: "+text+"}"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
