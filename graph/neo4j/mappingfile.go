package neo4j

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"longarm/graph"
)

// maxMapping bounds a mapping file, in bytes, and deepest how far it nests: a list of
// maps in a map, and some for whoever errs.
const (
	maxMapping = 1 << 20
	deepest    = 16
)

// The keys of a mapping file, as messages list them.
var (
	nodeKeys = []string{"label", "kind", "id", "prefix", "name", "legal_name", "aliases", "lei", "iso", "jurisdiction", "note"}
	relKeys  = []string{"type", "interest", "reverse", "id", "share", "share_min", "share_max", "unit", "basis", "from", "to", "as_of", "value", "note", "quote", "evidence", "assertion"}
)

// ParseMapping reads a mapping file; name is the file's, for messages. Unknown keys,
// kinds and interests are refused. The error is an [*Error] of kind BadMapping with one
// line for each fault, which begins with file:line:column.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	r := &mappingFile{name: name}
	m := &Mapping{}
	if root := r.parse(data); root != nil {
		parts := r.keys(root, "nodes", "relationships")
		if parts["nodes"] == nil && len(r.faults) == 0 {
			r.refuse(root, "no nodes are mapped; name under nodes: at least one label, its kind and the property of its id",
				"aucun nœud n’est mis en correspondance ; nommez sous nodes: au moins un label, son genre et la propriété de son identifiant")
		}
		for _, n := range r.list(parts["nodes"]) {
			m.Nodes = append(m.Nodes, r.node(n))
		}
		for _, n := range r.list(parts["relationships"]) {
			m.Relationships = append(m.Relationships, r.relationship(n))
		}
	}
	return m, r.err()
}

// mappingFile collects what is wrong with a file.
type mappingFile struct {
	name   string
	faults []graph.Text
}

// refuse notes a fault at a node, in both languages, of the same arguments.
func (r *mappingFile) refuse(n *yaml.Node, en, fr string, args ...any) {
	r.at(n.Line, n.Column, en, fr, args...)
}

func (r *mappingFile) at(line, column int, en, fr string, args ...any) {
	where := fmt.Sprintf("%s:%d:%d", r.name, max(line, 1), max(column, 1))
	said := graph.Say(en, fr, args...)
	r.faults = append(r.faults, graph.Text{EN: where + ": " + said.EN, FR: where + ": " + said.FR})
}

func (r *mappingFile) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	var en, fr []string
	for _, f := range r.faults {
		en, fr = append(en, f.EN), append(fr, f.FR)
	}
	return &Error{Kind: BadMapping, Text: graph.Text{EN: strings.Join(en, "\n"), FR: strings.Join(fr, "\n")}}
}

// parse returns the root of the document; nil after a fault.
func (r *mappingFile) parse(data []byte) *yaml.Node {
	if len(data) > maxMapping {
		r.at(1, 1, "the file has %d bytes, more than the %d allowed; leave out what is no mapping", "le fichier compte %d octets, plus que les %d admis ; n’y laissez que la correspondance", len(data), maxMapping)
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(deepest))))
	var doc yaml.Node
	if err == nil {
		err = loader.Load(&doc)
	}
	var second yaml.Node
	if err == nil {
		err = loader.Load(&second)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		line, column, message := 1, 1, err.Error()
		var load *yaml.LoadError
		if errors.As(err, &load) {
			line, column, message = load.Mark.Line, load.Mark.Column, load.Message
		}
		r.at(line, column, "not YAML: %s; check the indentation, quotes and brackets here", "ce n’est pas du YAML : %s ; vérifiez ici l’indentation, les guillemets et les crochets", message)
		return nil
	}
	if len(doc.Content) == 0 {
		r.at(1, 1, "the file is empty; docs/neo4j.md has an example", "le fichier est vide ; docs/neo4j.md donne un exemple")
		return nil
	}
	if len(second.Content) > 0 {
		r.refuse(second.Content[0], "a second document begins here; keep one", "un second document commence ici ; n’en gardez qu’un")
	}
	return doc.Content[0]
}

// keys returns the values of a map by key; a key that is not known, or stands twice, is
// a fault, and a value that is null is left out.
func (r *mappingFile) keys(n *yaml.Node, known ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	if n.Kind != yaml.MappingNode {
		r.refuse(n, "here must stand keys with values: %s", "ici doivent figurer des clés et leurs valeurs : %s", strings.Join(known, ", "))
		return out
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(known, key.Value):
			r.refuse(key, "unknown key %q; known are %s", "clé inconnue %q ; les clés connues sont %s", key.Value, strings.Join(known, ", "))
		case seen[key.Value]:
			r.refuse(key, "the key %q stands twice; remove one", "la clé %q figure deux fois ; supprimez-en une", key.Value)
		case value.Kind != yaml.ScalarNode || value.Tag != "!!null":
			out[key.Value] = value
		}
		seen[key.Value] = true
	}
	return out
}

func (r *mappingFile) list(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.refuse(n, "here must stand a list; begin each entry with a dash", "ici doit figurer une liste ; commencez chaque entrée par un tiret")
		return nil
	}
	return n.Content
}

// entry reads the texts of one entry of a list. of returns the node of a key, for faults;
// the entry's when there is none.
func (r *mappingFile) entry(n *yaml.Node, known []string) (get func(key string) string, of func(key string) *yaml.Node) {
	values := r.keys(n, known...)
	for _, key := range known { // in this order, that messages come in one
		if v := values[key]; v != nil && v.Kind != yaml.ScalarNode {
			r.refuse(v, "%s must be one text, not a list or a map", "%s doit être un seul texte, pas une liste ni un dictionnaire", key)
			delete(values, key)
		}
	}
	of = func(key string) *yaml.Node {
		if v := values[key]; v != nil {
			return v
		}
		return n
	}
	get = func(key string) string {
		if v := values[key]; v != nil {
			return v.Value
		}
		return ""
	}
	return get, of
}

func (r *mappingFile) node(n *yaml.Node) NodeMapping {
	get, of := r.entry(n, nodeKeys)
	m := NodeMapping{Label: get("label"), Kind: graph.Kind(get("kind")), ID: get("id"), Prefix: get("prefix"), Name: get("name"), LegalName: get("legal_name"),
		Aliases: get("aliases"), LEI: get("lei"), ISO: get("iso"), Jurisdiction: get("jurisdiction"), Note: get("note")}
	if n.Kind != yaml.MappingNode {
		return m
	}
	if m.Label == "" {
		r.refuse(n, "label is missing; name the label of the nodes", "label manque ; nommez le label des nœuds")
	}
	if m.ID == "" {
		r.refuse(n, "id is missing; name the property that tells the nodes apart", "id manque ; nommez la propriété qui distingue les nœuds")
	}
	if m.Kind == "" {
		m.Kind = graph.Company
	}
	if !m.Kind.Valid() {
		r.refuse(of("kind"), "unknown kind %q; write company, person, state or another kind of docs/neo4j.md", "genre inconnu %q ; écrivez company, person, state ou un autre genre de docs/neo4j.md", m.Kind)
	}
	return m
}

func (r *mappingFile) relationship(n *yaml.Node) RelationshipMapping {
	get, of := r.entry(n, relKeys)
	m := RelationshipMapping{Type: get("type"), Interest: graph.Interest(get("interest")), ID: get("id"), Share: get("share"), ShareMin: get("share_min"), ShareMax: get("share_max"),
		Unit: get("unit"), Basis: graph.Basis(get("basis")), From: get("from"), To: get("to"), AsOf: get("as_of"), Value: get("value"), Note: get("note"),
		Quote: get("quote"), Evidence: get("evidence"), Assertion: graph.Assertion(get("assertion"))}
	if n.Kind != yaml.MappingNode {
		return m
	}
	if m.Type == "" {
		r.refuse(n, "type is missing; name the type of the relationships", "type manque ; nommez le type des relations")
	}
	switch reverse := get("reverse"); reverse {
	case "", "false", "true":
		m.Reverse = reverse == "true"
	default:
		r.refuse(of("reverse"), "reverse is %q; write true or false", "reverse vaut %q ; écrivez true ou false", reverse)
	}
	if !m.Interest.Valid() {
		r.refuse(of("interest"), "unknown interest %q; write shareholding, votingRights, boardMember or another interest of docs/neo4j.md",
			"lien inconnu %q ; écrivez shareholding, votingRights, boardMember ou un autre lien de docs/neo4j.md", m.Interest)
	} else if !m.Interest.CarriesShare() {
		for _, key := range []string{"share", "share_min", "share_max"} {
			if get(key) != "" {
				r.refuse(of(key), "%s carries no share; leave %s out", "%s n’a pas de part ; supprimez %s", m.Interest, key)
			}
		}
	}
	if m.Share != "" && m.ShareMin+m.ShareMax != "" {
		r.refuse(of("share"), "share stands beside share_min or share_max; keep one or the other", "share figure à côté de share_min ou share_max ; gardez l’un ou l’autre")
	}
	if !m.Basis.Valid() {
		r.refuse(of("basis"), "unknown basis %q; write capital, votes or both, or leave it out", "base inconnue %q ; écrivez capital, votes ou both, ou supprimez-la", m.Basis)
	}
	if m.Unit != "" && m.Unit != "percent" && m.Unit != "fraction" {
		r.refuse(of("unit"), "unknown unit %q; write percent or fraction", "unité inconnue %q ; écrivez percent ou fraction", m.Unit)
	}
	if m.Assertion != "" && !m.Assertion.Valid() {
		r.refuse(of("assertion"), "unknown assertion %q; write stated or leave it out", "assertion inconnue %q ; écrivez stated ou supprimez-la", m.Assertion)
	}
	if _, ok := graph.ParseEvidence(m.Evidence); m.Evidence != "" && !ok {
		r.refuse(of("evidence"), "unknown evidence %q; write low, medium or high", "degré de preuve inconnu %q ; écrivez low, medium ou high", m.Evidence)
	}
	return m
}
