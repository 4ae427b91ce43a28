package queries_test

import (
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/proof"
	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/text"
)

func TestMissingFactsThatShareOneAreJoined(t *testing.T) {
	c := made(t, `
entities:
- {id: bleu, kind: company, name: Bleu}
- {id: orange, kind: company, name: Orange}
- {id: capgemini, kind: company, name: Capgemini}
- {id: microsoft, kind: company, name: Microsoft}
`, "2024-01-31")
	got := c.MissingSentences([]exposure.Missing{
		{Kind: exposure.MissingControl, Entity: "orange", Other: "bleu"},
		{Kind: exposure.MissingCapability, Entity: "microsoft", Other: "bleu", Codes: []string{"keys"}},
		{Kind: exposure.MissingControl, Entity: "capgemini", Other: "bleu"},
		{Kind: exposure.MissingCapability, Entity: "microsoft", Other: "bleu", Codes: []string{"supportAccess", "remoteAdministration"}},
		{Kind: exposure.MissingControl, Entity: "orange", Other: "bleu"}, // said once
		{Kind: exposure.MissingShare, Entity: "orange", Other: "bleu", Basis: graph.Capital},
		{Kind: exposure.MissingRelation, Entity: "bleu", Interest: []graph.Interest{graph.EstablishedIn}, Class: "us"},
	})
	want := []string{
		"does Orange or Capgemini control Bleu (votes, agreements)?",
		"does Microsoft keep remote administration, encryption keys or support sessions with access to content over Bleu?",
		"what is the share of Orange in Bleu (capital)?",
		"is Bleu established in the United States?",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// TestManyEntitiesAreCounted keeps a sentence short however many it could name.
func TestManyEntitiesAreCounted(t *testing.T) {
	c := made(t, "entities:\n- {id: t, kind: company, name: T}\n", "2024-01-31")
	var list []exposure.Missing
	for _, id := range []graph.EntityID{"a", "b", "c", "d", "e", "f", "g"} {
		list = append(list, exposure.Missing{Kind: exposure.MissingControl, Entity: id, Other: "t"})
	}
	want := []string{"does a, b, c, d or 3 others control T (votes, agreements)?"}
	if got := c.MissingSentences(list); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRelationsAreAskedFromBothEnds walks every interest, in both languages, from the
// end that holds it, from the end it is held in, and with no end named.
func TestRelationsAreAskedFromBothEnds(t *testing.T) {
	for _, lang := range text.Languages() {
		c := made(t, "entities:\n- {id: p, kind: company, name: P}\n- {id: q, kind: company, name: Q}\n", "2024-01-31")
		c.Voice = queriestest.Voice(t, lang)
		class := c.ClassName("non-eu-seated")
		seen := map[string]graph.Interest{}
		for _, i := range graph.Interests() {
			ask := func(m exposure.Missing, proofs ...*proof.Node) string {
				m.Kind, m.Interest = exposure.MissingRelation, []graph.Interest{i}
				got := c.MissingSentences([]exposure.Missing{m}, proofs...)
				if len(got) != 1 || !strings.HasSuffix(got[0], "?") || strings.Contains(got[0], "[") || strings.ToLower(string(i)) != string(i) && strings.Contains(got[0], string(i)) {
					t.Errorf("%s, %s: %q", lang, i, got)
					return ""
				}
				return got[0]
			}
			held := &proof.Node{Rule: proof.Relation, Entity: "p", Interest: i, Class: "non-eu-seated", Text: "from"}
			to := ask(exposure.Missing{Entity: "p", Class: "non-eu-seated"})
			from := ask(exposure.Missing{Entity: "p", Class: "non-eu-seated"}, held)
			over := ask(exposure.Missing{Other: "p", Class: "non-eu-seated"})
			if to == from {
				t.Errorf("%s, %s: both ends ask %q", lang, i, to)
			}
			if from != over {
				t.Errorf("%s, %s: %q is asked as %q of a party nobody names", lang, i, from, over)
			}
			for _, s := range []string{to, from} {
				if !strings.Contains(s, "P") || !strings.Contains(s, class) {
					t.Errorf("%s, %s: %q leaves out an end", lang, i, s)
				}
				if j, dup := seen[s]; dup {
					t.Errorf("%s: %s and %s both ask %q", lang, i, j, s)
				}
				seen[s] = i
			}
			if s := ask(exposure.Missing{Other: "p"}); !strings.HasPrefix(s, map[string]string{"en": "who ", "fr": "qui "}[lang]) {
				t.Errorf("%s, %s: %q", lang, i, s)
			}
			ask(exposure.Missing{Entity: "p", Other: "q"})
			ask(exposure.Missing{Entity: "p", Class: "us"})
		}
	}
}

// TestHostsAreAskedForHosting: the same interest, asked of the host and of the
// hosted.
func TestHostsAreAskedForHosting(t *testing.T) {
	c := made(t, "entities:\n- {id: o, kind: company, name: Orange}\n", "2024-01-31")
	m := exposure.Missing{Kind: exposure.MissingRelation, Entity: "o", Interest: []graph.Interest{graph.Hosts, graph.Operates}, Class: "us-person"}
	class := c.ClassName("us-person")
	from := &proof.Node{Rule: proof.Relation, Entity: "o", Interest: graph.Hosts, Name: "hosts operates", Class: "us-person", Text: "from"}
	for _, x := range []struct {
		got  []string
		want string
	}{
		{c.MissingSentences([]exposure.Missing{m}), "is Orange the host of or the operator of: " + class + "?"},
		{c.MissingSentences([]exposure.Missing{m}, from), "is Orange hosted by or operated by: " + class + "?"},
	} {
		if !slices.Equal(x.got, []string{x.want}) {
			t.Errorf("got %q, want %q", x.got, x.want)
		}
	}
}

// TestQuestionsAPersonWouldAsk: numbers are counted, long lists of links are asked of who
// holds them, and no family is asked whether it administers servers while a company is.
func TestQuestionsAPersonWouldAsk(t *testing.T) {
	facts := "entities:\n- {id: o, kind: company, name: Orange}\n- {id: k, kind: group, name: Klaba family}\n"
	rights := []graph.Interest{graph.AppointmentOfBoard, graph.ControlByContract, graph.OtherInfluenceOrControl, graph.VetoRight}
	from := &proof.Node{Rule: proof.Relation, Entity: "o", Interest: rights[0], Name: strings.Join([]string{string(rights[0]), string(rights[1]), string(rights[2]), string(rights[3])}, " "),
		Class: "us-person", Text: "from"}
	keys := exposure.Missing{Kind: exposure.MissingCapability, Codes: []string{"keys"}, Class: "any"}
	family, company := keys, keys
	family.Entity, company.Entity = "k", "o"
	for _, x := range []struct {
		lang string
		list []exposure.Missing
		want string
	}{
		{"en", []exposure.Missing{{Kind: exposure.MissingAttribute, Entity: "o", Name: "customers", Op: "gt", Codes: []string{"10000"}}}, "how many customers has Orange (the law asks for: more than 10,000)?"},
		{"fr", []exposure.Missing{{Kind: exposure.MissingAttribute, Entity: "o", Name: "customers", Op: "gt", Codes: []string{"10000"}}}, "combien de clients a Orange (la loi demande : plus de 10 000) ?"},
		{"en", []exposure.Missing{{Kind: exposure.MissingRelation, Entity: "o", Interest: rights, Class: "us"}},
			"who may appoint directors of, controls by contract, controls or directs or has a veto in Orange, and is it: United States?"},
		{"en", []exposure.Missing{family, company}, "does Orange keep encryption keys over anybody?"},
		{"en", []exposure.Missing{family}, "does Klaba family keep encryption keys over anybody?"},
	} {
		c := made(t, facts, "2024-01-31")
		c.Voice = queriestest.Voice(t, x.lang)
		from.Class = "us"
		if got := c.MissingSentences(x.list, from); len(got) != 1 || strings.ReplaceAll(got[0], "\u202f", " ") != x.want {
			t.Errorf("%s: got %q, want %q", x.lang, got, x.want)
		}
	}
}

// TestAllAlternativesAreAsked: SecNumCloud 19.6.d can be met by a qualification of
// the supplier, by own skills, or by two alternatives.
func TestAllAlternativesAreAsked(t *testing.T) {
	c := embedded(t, "2024-01-31")
	a, err := queries.Reach(c, queries.Params{Args: []string{"bleu"}, Law: "fr-secnumcloud-3-2"})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(a.Findings[0].Missing, "\n")
	for _, want := range []string{"certified under SecNumCloud", "own skills", "two alternative companies"} {
		if !strings.Contains(all, want) {
			t.Errorf("nobody asks for %q:\n%s", want, all)
		}
	}
}
