// Package cypher writes a Cypher script: it merges entities and statements into a
// Neo4j database, one statement of Cypher a line, and may be run again.
package cypher

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// Stream writes the script in two passes over the records, nodes before
// relationships, with the labels, types and properties of the tables of package
// neo4jadmin, which are much faster for a large graph. What does not count is there
// too, with counts = false.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	w := document.NewWriter(to)
	for _, line := range h.Lines {
		w.S("// ", document.Line(line), "\n")
	}
	w.S("CREATE CONSTRAINT longarm_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")
	for _, label := range []string{"Attribute", "Coverage"} {
		w.S("CREATE CONSTRAINT longarm_", strings.ToLower(label), " IF NOT EXISTS FOR (c:", label, ") REQUIRE c.id IS UNIQUE;\n")
	}
	fields := document.EntityFields(h.Lang)
	err := records.Entities(func(e graph.Entity) error {
		w.S("MERGE (n:Entity {id: ", Text(string(e.ID)), "}) SET n:", Name(document.KindLabel(e.Kind)), ", n += {name: ", Text(e.Name))
		for i := range fields {
			property(w, fields[i].Name, fields[i].Type, fields[i].Get(&e))
		}
		w.S("};\n")
		return w.Err()
	})
	if err != nil {
		return err
	}
	edge := document.StatementFields(h.Lang)
	err = records(func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Statement:
			relationship(w, r.Holder, r.Subject, string(r.Interest), &r.Claim)
			for i := range edge {
				property(w, edge[i].Name, edge[i].Type, edge[i].Get(&r))
			}
			w.S("};\n")
		case graph.Note:
			relationship(w, r.Subject, r.Object, r.Relation, &r.Claim)
			property(w, "family", document.Text, "note")
			if r.Figure {
				property(w, "share", document.Text, r.Share.String())
			}
			property(w, "valid_from", document.Text, r.Period.From.String())
			property(w, "valid_to", document.Text, r.Period.To.String())
			property(w, "as_of", document.Text, r.Period.AsOf.String())
			property(w, "value", document.Text, r.Value)
			property(w, "note", document.Text, r.Note.In(h.Lang))
			property(w, "assertion", document.Text, string(r.Assertion))
			property(w, "source", document.Text, string(r.Source))
			w.S("};\n")
		case graph.Attribute:
			node(w, "Attribute", &r.Claim)
			property(w, "name", document.Text, r.Name)
			property(w, "value", document.Text, r.Value)
			property(w, "at", document.Text, string(r.At))
			property(w, "per", document.Text, r.Per)
			about(w, r.Entity, &r.Claim, h.Lang)
		case graph.Coverage:
			node(w, "Coverage", &r.Claim)
			property(w, "name", document.Text, string(r.Kind))
			property(w, "interest", document.Text, string(r.Interest))
			property(w, "basis", document.Text, string(r.Basis))
			property(w, "percent", document.Number, document.Percent(&r))
			if len(r.Members) > 0 {
				w.S(", members: ", list(document.Strings(r.Members)))
			}
			about(w, r.Entity, &r.Claim, h.Lang)
		}
		return w.Err()
	})
	if err != nil {
		return err
	}
	return w.Close()
}

func relationship(w *document.Writer, from, to graph.EntityID, kind string, c *graph.Claim) {
	w.S("MATCH (a:Entity {id: ", Text(string(from)), "}), (b:Entity {id: ", Text(string(to)), "}) MERGE (a)-[r:", Name(kind), " {id: ", Text(string(c.ID)), "}]->(b) SET r += {counts: ")
	if c.Assertion.Counts() {
		w.S("true")
	} else {
		w.S("false")
	}
}

// node begins an attribute or coverage: it ties no two entities and is a node of its own.
func node(w *document.Writer, label string, c *graph.Claim) {
	w.S("MERGE (c:", label, " {id: ", Text(string(c.ID)), "}) SET c += {counts: ", strconv.FormatBool(c.Assertion.Counts()))
}

// about ends one, and ties it to its entity.
func about(w *document.Writer, entity graph.EntityID, c *graph.Claim, lang string) {
	property(w, "valid_from", document.Text, c.Period.From.String())
	property(w, "valid_to", document.Text, c.Period.To.String())
	property(w, "as_of", document.Text, c.Period.AsOf.String())
	property(w, "note", document.Text, c.Note.In(lang))
	property(w, "assertion", document.Text, string(c.Assertion))
	property(w, "evidence", document.Text, c.Evidence.String())
	property(w, "source", document.Text, string(c.Source))
	w.S("} WITH c MATCH (n:Entity {id: ", Text(string(entity)), "}) MERGE (c)-[:about]->(n);\n")
}

// list is a list of string literals.
func list(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = Text(v)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func property(w *document.Writer, name string, t document.Type, value string) {
	switch {
	case value == "":
		return
	case strings.HasPrefix(name, "valid_"), name == "as_of":
		w.S(", ", name, ": date('", value, "')")
	case t == document.Text:
		w.S(", ", name, ": ", Text(value))
	default:
		w.S(", ", name, ": ", value)
	}
}

// Text is a string literal of Cypher on one line.
func Text(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range document.Plain(s) {
		switch r {
		case '\\':
			b.WriteString(`\\`)
		case '\'':
			b.WriteString(`\'`)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		case 0x2028, 0x2029: // some readers end a line here
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// Name is a label or type of relationship between back quotes. A back quote or control
// character in it becomes an underscore, so that nothing can end the quotes.
func Name(s string) string {
	if s == "" {
		s = "unknown"
	}
	return "`" + strings.Map(func(r rune) rune {
		if r == '`' || r == '\\' || r < ' ' || r == utf8.RuneError || r == 0x2028 || r == 0x2029 {
			return '_'
		}
		return r
	}, s) + "`"
}
