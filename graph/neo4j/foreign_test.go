package neo4j_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

// somebodyElses is a graph that longarm did not push, with what goes wrong in such graphs.
const somebodyElses = `CREATE (de:Land {id: 'germany', code: 'de'}), (a:Firm {firmId: 1, title: 'Acme', country: 'DE'}), (b:Firm {firmId: 2, title: 'Bolt', country: 'fr'}),
 (c:Firm {firmId: 3, country: 'XX'}), (d:Firm {title: 'nobody'}), (e:Firm {firmId: 1, title: 'Acme again'}), (p:Individual {id: 'pat', nationality: 'DE'}), (x:Unmapped {id: 9}),
 (p)-[:OWNS_SHARES_OF {pct: '>25', since: date('2020-02-01')}]->(a), (a)-[:OWNS_SHARES_OF {pct: 60.5, since: '2019'}]->(b),
 (b)-[:OWNS_SHARES_OF {pct: 250}]->(c), (b)-[:OWNS_SHARES_OF {pct: 5, since: 'once'}]->(c), (x)-[:OWNS_SHARES_OF {pct: 1}]->(c), (d)-[:OWNS_SHARES_OF {pct: 1}]->(c),
 (b)-[:HAS_DIRECTOR]->(p)`

// TestForeignGraphIsReadByItsMapping: what the mapping says is read, what cannot be is
// told in both languages, and nothing is lost in silence.
func TestForeignGraphIsReadByItsMapping(t *testing.T) {
	c := neo4jtest.Server(t)
	empty := func() {
		if err := c.Write(`MATCH (n:Land|Firm|Individual|Unmapped) DETACH DELETE n`, nil); err != nil {
			t.Fatal(err)
		}
	}
	empty()
	t.Cleanup(empty)
	if err := c.Write(somebodyElses, nil); err != nil {
		t.Fatal(err)
	}
	m, err := neo4j.ParseMapping("m.yaml", []byte(`nodes:
- {label: Firm, id: firmId, prefix: "acme:", name: title, jurisdiction: country}
- {label: Individual, kind: person, id: id, jurisdiction: nationality}
- {label: Land, kind: state, id: id, iso: code}
relationships:
- {type: OWNS_SHARES_OF, interest: shareholding, share: pct, basis: votes, from: since}
- {type: HAS_DIRECTOR, interest: boardMember, reverse: true}
`))
	if err != nil {
		t.Fatal(err)
	}
	m.States = func(code string) (graph.Entity, bool) {
		return graph.Entity{ID: "france", Kind: graph.State, ISO: "FR"}, code == "FR"
	}
	b := graph.NewBuilder()
	var en, fr []string
	err = c.Foreign(context.Background(), m, b.Add, func(p *graph.Problem) { en, fr = append(en, p.In("en")), append(fr, p.In("fr")) })
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range statements(t, l) {
		line := string(s.Holder) + " " + string(s.Interest) + " " + string(s.Subject)
		if s.Figure {
			line += " " + s.Share.String() + " " + s.Period.From.String()
		}
		got = append(got, line)
	}
	slices.Sort(got)
	want := []string{"acme:1 incorporatedIn germany", "acme:1 shareholding acme:2 60.5 % 2019-01-01", "acme:2 incorporatedIn france",
		"pat boardMember acme:2", "pat nationalOf germany", "pat shareholding acme:1 >25–100 % 2020-02-01"}
	if !slices.Equal(got, want) {
		t.Errorf("read\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	for _, part := range []string{"has the id \"acme:1\" already", "no property \"firmId\"", "\"XX\" is the code of no state", "the share: ", "since: ", "has no label that the mapping names"} {
		if !slices.ContainsFunc(en, func(s string) bool { return strings.Contains(s, part) }) {
			t.Errorf("nobody is told %q:\n%s", part, strings.Join(en, "\n"))
		}
	}
	for _, part := range []string{"porte déjà l’identifiant", "pas de propriété", "n’est le code d’aucun État", "la part : ", "since : ", "n’a aucun label que nomme la correspondance"} {
		if !slices.ContainsFunc(fr, func(s string) bool { return strings.Contains(s, part) }) {
			t.Errorf("nobody is told %q:\n%s", part, strings.Join(fr, "\n"))
		}
	}
	if len(en) != 7 { // both ends of (x) and (d)
		t.Errorf("%d refusals:\n%s", len(en), strings.Join(en, "\n"))
	}
}

func statements(t *testing.T, l *graph.Ledger) []graph.Statement {
	t.Helper()
	var out []graph.Statement
	err := l.Records(func(r graph.Record) error {
		if s, ok := r.(graph.Statement); ok {
			out = append(out, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
