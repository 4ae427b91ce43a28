package neo4j

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
)

// Mapping says what the labels, relationships and properties of somebody else's graph
// mean in our words.
type Mapping struct {
	Nodes         []NodeMapping         `yaml:"nodes"`
	Relationships []RelationshipMapping `yaml:"relationships"`
	// States finds the state with an ISO code; the code of a jurisdiction is left out
	// when it is nil.
	States func(iso string) (graph.Entity, bool) `yaml:"-"`
}

// NodeMapping reads the nodes of one label. All values but Label, Kind, Prefix and
// Evidence are names of properties.
type NodeMapping struct {
	Label        string     `yaml:"label"`
	Kind         graph.Kind `yaml:"kind"`
	ID           string     `yaml:"id"`
	Prefix       string     `yaml:"prefix"` // put before every id
	Name         string     `yaml:"name"`
	LegalName    string     `yaml:"legal_name"`
	Aliases      string     `yaml:"aliases"` // a list or a text
	LEI          string     `yaml:"lei"`
	ISO          string     `yaml:"iso"`          // of states
	Jurisdiction string     `yaml:"jurisdiction"` // ISO code of the state it is formed in, or a person's nationality
	Note         string     `yaml:"note"`
}

// RelationshipMapping reads the relationships of one type. All values but Type,
// Interest, Reverse, Basis, Unit, Assertion and Evidence are names of properties.
type RelationshipMapping struct {
	Type      string          `yaml:"type"`
	Interest  graph.Interest  `yaml:"interest"`
	Reverse   bool            `yaml:"reverse"` // the relationship points from the subject to the holder
	ID        string          `yaml:"id"`      // left out: the server's own id
	Share     string          `yaml:"share"`
	ShareMin  string          `yaml:"share_min"`
	ShareMax  string          `yaml:"share_max"`
	Unit      string          `yaml:"unit"` // percent or fraction
	Basis     graph.Basis     `yaml:"basis"`
	From      string          `yaml:"from"`
	To        string          `yaml:"to"`
	AsOf      string          `yaml:"as_of"`
	Value     string          `yaml:"value"`
	Note      string          `yaml:"note"`
	Quote     string          `yaml:"quote"`
	Evidence  string          `yaml:"evidence"`
	Assertion graph.Assertion `yaml:"assertion"`
}

// maxMapping bounds a mapping file, in bytes.
const maxMapping = 1 << 20

// ParseMapping reads a mapping; name is the file's, for messages. Unknown keys, kinds
// and interests are errors.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	if len(data) > maxMapping {
		return nil, graph.Fault("%s: a mapping of more than %d bytes", "%s : une correspondance de plus de %d octets", name, maxMapping)
	}
	var m Mapping
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&m); err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var problems graph.Problems
	keys := graph.Say("docs/neo4j.md has the keys", "les clés sont dans docs/neo4j.md")
	refuse := func(what graph.Text, i int, cause graph.Text) {
		problems.Add(name, graph.Say("%s %d: %s", "%s %d : %s", what, i+1, cause), keys)
	}
	node, relationship := graph.Say("node", "nœud"), graph.Say("relationship", "relation")
	if len(m.Nodes) == 0 {
		problems.Add(name, graph.Say("no nodes are mapped", "aucun nœud n’est mis en correspondance"),
			graph.Say("name at least one label, its kind and the property of its id", "nommez au moins une étiquette, sa nature et la propriété de son identifiant"))
	}
	for i := range m.Nodes {
		n := &m.Nodes[i]
		if n.Label == "" || n.ID == "" {
			refuse(node, i, graph.Say("label and id are needed", "label et id sont nécessaires"))
		}
		if n.Kind == "" {
			n.Kind = graph.Company
		}
		if !n.Kind.Valid() {
			refuse(node, i, graph.Say("unknown kind %q", "nature inconnue, %q", n.Kind))
		}
	}
	for i := range m.Relationships {
		r := &m.Relationships[i]
		if r.Type == "" || !r.Interest.Valid() {
			refuse(relationship, i, graph.Say("a type and a known interest are needed, not %q as %q", "il faut un type et un intérêt connu, et non %q comme %q", r.Type, r.Interest))
		}
		if !r.Basis.Valid() {
			refuse(relationship, i, graph.Say("unknown basis %q", "base inconnue, %q", r.Basis))
		}
		if r.Unit != "" && r.Unit != "percent" && r.Unit != "fraction" {
			refuse(relationship, i, graph.Say("unknown unit %q: percent or fraction", "unité inconnue, %q : percent ou fraction", r.Unit))
		}
		if r.Assertion != "" && !r.Assertion.Valid() {
			refuse(relationship, i, graph.Say("unknown assertion %q", "assertion inconnue, %q", r.Assertion))
		}
		if _, ok := graph.ParseEvidence(r.Evidence); r.Evidence != "" && !ok {
			refuse(relationship, i, graph.Say("unknown evidence %q: low, medium or high", "niveau de preuve inconnu, %q : low, medium ou high", r.Evidence))
		}
		if (r.Share != "" || r.ShareMin != "" || r.ShareMax != "") && !r.Interest.CarriesShare() {
			refuse(relationship, i, graph.Say("%s carries no share", "%s ne porte pas de part", r.Interest))
		}
	}
	return &m, problems.Err()
}

// share reads a figure in the unit: a number, "25", ">25", "10-20" is two properties.
func (r *RelationshipMapping) share(low, high string) (graph.Share, error) {
	parse := graph.ParsePercent
	if r.Unit == "fraction" {
		parse = graph.ParseFraction
	}
	s := graph.Share{Max: graph.Hundred}
	var err error
	if low = strings.TrimSpace(low); low != "" {
		rest, open := strings.CutPrefix(low, ">")
		s.MinOpen = open
		if s.Min, _, err = parse(rest); err != nil {
			return s, err
		}
	}
	if high = strings.TrimSpace(high); high != "" {
		rest, open := strings.CutPrefix(high, "<")
		s.MaxOpen = open
		if _, s.Max, err = parse(rest); err != nil {
			return s, err
		}
	}
	return s, s.Validate()
}
