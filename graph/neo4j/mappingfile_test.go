package neo4j_test

import (
	"errors"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/neo4j"
)

// TestMappingFilesAreRefusedWhereTheyErr holds every fault to its place, in both languages.
func TestMappingFilesAreRefusedWhereTheyErr(t *testing.T) {
	const node = "nodes:\n- {label: A, id: id}\n"
	for _, c := range []struct{ name, file, en, fr string }{
		{"unknown key of a node", "nodes:\n- {label: A, id: id, colour: red}\n", `m.yaml:2:22: unknown key "colour"`, "m.yaml:2:22: clé inconnue"},
		{"unknown key of the file", node + "edges: []\n", `m.yaml:3:1: unknown key "edges"`, "m.yaml:3:1: clé inconnue"},
		{"key twice", "nodes:\n- label: A\n  id: x\n  id: y\n", `m.yaml:4:3: the key "id" stands twice`, "m.yaml:4:3: la clé"},
		{"no label", "nodes:\n- {id: id}\n", "m.yaml:2:3: label is missing", "m.yaml:2:3: label manque"},
		{"no id", "nodes:\n- label: A\n", "m.yaml:2:3: id is missing", "m.yaml:2:3: id manque"},
		{"unknown kind", "nodes:\n- {label: A, id: id, kind: firm}\n", `m.yaml:2:28: unknown kind "firm"`, "m.yaml:2:28: genre inconnu"},
		{"a list for a text", "nodes:\n- {label: [A, B], id: id}\n", "m.yaml:2:11: label must be one text", "m.yaml:2:11: label doit être un seul texte"},
		{"no list", "nodes: {label: A}\n", "m.yaml:1:8: here must stand a list", "m.yaml:1:8: ici doit figurer une liste"},
		{"no map", "nodes:\n- A\n", "m.yaml:2:3: here must stand keys", "m.yaml:2:3: ici doivent figurer des clés"},
		{"no nodes", "relationships: []\n", "m.yaml:1:1: no nodes are mapped", "m.yaml:1:1: aucun nœud"},
		{"two documents", node + "---\n" + node, "m.yaml:4:1: a second document begins here", "m.yaml:4:1: un second document commence ici"},
		{"empty", "# nothing\n", "m.yaml:1:1: the file is empty", "m.yaml:1:1: le fichier est vide"},
		{"no YAML", "nodes:\n- {label: A, id: id\n", "m.yaml:3:1: not YAML", "m.yaml:3:1: ce n’est pas du YAML"},
		{"unknown interest", node + "relationships:\n- {type: T, interest: friendship}\n", `m.yaml:4:23: unknown interest "friendship"`, "m.yaml:4:23: lien inconnu"},
		{"no interest", node + "relationships:\n- type: T\n", `m.yaml:4:3: unknown interest ""`, "m.yaml:4:3: lien inconnu"},
		{"no type", node + "relationships:\n- interest: shareholding\n", "m.yaml:4:3: type is missing", "m.yaml:4:3: type manque"},
		{"a share of what has none", node + "relationships:\n- {type: T, interest: boardMember, share: pct}\n", "m.yaml:4:43: boardMember carries no share", "m.yaml:4:43: boardMember n’a pas de part"},
		{"share and a band", node + "relationships:\n- {type: T, interest: shareholding, share: pct, share_min: low}\n", "m.yaml:4:44: share stands beside", "m.yaml:4:44: share figure à côté"},
		{"reverse", node + "relationships:\n- {type: T, interest: shareholding, reverse: perhaps}\n", `m.yaml:4:46: reverse is "perhaps"`, "m.yaml:4:46: reverse vaut"},
		{"basis", node + "relationships:\n- {type: T, interest: shareholding, basis: gold}\n", `m.yaml:4:44: unknown basis "gold"`, "m.yaml:4:44: base inconnue"},
		{"unit", node + "relationships:\n- {type: T, interest: shareholding, unit: permille}\n", `m.yaml:4:43: unknown unit "permille"`, "m.yaml:4:43: unité inconnue"},
		{"evidence", node + "relationships:\n- {type: T, interest: shareholding, evidence: sure}\n", `m.yaml:4:47: unknown evidence "sure"`, "m.yaml:4:47: degré de preuve inconnu"},
		{"assertion", node + "relationships:\n- {type: T, interest: shareholding, assertion: sure}\n", `m.yaml:4:48: unknown assertion "sure"`, "m.yaml:4:48: assertion inconnue"},
		{"too deep", "nodes: " + strings.Repeat("[", 100) + strings.Repeat("]", 100), "not YAML", "ce n’est pas du YAML"},
		{"a bomb", "a: &a [x]\nnodes: *a\n", `m.yaml:1:1: unknown key "a"`, "m.yaml:1:1: clé inconnue"},
	} {
		_, err := neo4j.ParseMapping("m.yaml", []byte(c.file))
		var e *neo4j.Error
		if !errors.As(err, &e) || e.Kind != neo4j.BadMapping {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.Contains(e.Text.EN, c.en) {
			t.Errorf("%s:\n  have %s\n  want %s", c.name, e.Text.EN, c.en)
		}
		if !strings.Contains(e.Text.FR, c.fr) {
			t.Errorf("%s:\n  have %s\n  want %s", c.name, e.Text.FR, c.fr)
		}
	}
}

func TestMappingFileIsReadWhole(t *testing.T) {
	m, err := neo4j.ParseMapping("m.yaml", []byte(`nodes:
- {label: Firm, id: firmId, prefix: "acme:", name: title, legal_name: long, aliases: also, lei: lei, iso: code, jurisdiction: country, note: remark}
- {label: Person, kind: person, id: 7, name: }
relationships:
- {type: OWNS, interest: votingRights, reverse: true, id: key, share_min: low, share_max: high, unit: fraction, basis: votes, from: since, to: until, as_of: seen, value: v, note: n, quote: q, evidence: high, assertion: denied}
`))
	if err != nil {
		t.Fatal(err)
	}
	nodes := []neo4j.NodeMapping{
		{Label: "Firm", Kind: graph.Company, ID: "firmId", Prefix: "acme:", Name: "title", LegalName: "long", Aliases: "also", LEI: "lei", ISO: "code", Jurisdiction: "country", Note: "remark"},
		{Label: "Person", Kind: graph.Person, ID: "7"}}
	rel := neo4j.RelationshipMapping{Type: "OWNS", Interest: graph.VotingRights, Reverse: true, ID: "key", ShareMin: "low", ShareMax: "high", Unit: "fraction", Basis: graph.Votes,
		From: "since", To: "until", AsOf: "seen", Value: "v", Note: "n", Quote: "q", Evidence: "high", Assertion: graph.Denied}
	if len(m.Nodes) != 2 || m.Nodes[0] != nodes[0] || m.Nodes[1] != nodes[1] || len(m.Relationships) != 1 || m.Relationships[0] != rel {
		t.Errorf("read as %+v", m)
	}
}

// FuzzMapping: no file makes the reader panic, and what it takes can be used.
func FuzzMapping(f *testing.F) {
	f.Add([]byte("nodes:\n- {label: A, id: id}\nrelationships:\n- {type: T, interest: shareholding, share: pct}\n"))
	f.Add([]byte("nodes: &a [*a]"))
	f.Add([]byte("? [x]\n: y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := neo4j.ParseMapping("m.yaml", data)
		if err != nil {
			return
		}
		for _, n := range m.Nodes {
			if n.Label == "" || n.ID == "" || !n.Kind.Valid() {
				t.Errorf("taken: %+v", n)
			}
		}
		for _, r := range m.Relationships {
			if r.Type == "" || !r.Interest.Valid() || !r.Basis.Valid() {
				t.Errorf("taken: %+v", r)
			}
		}
	})
}
