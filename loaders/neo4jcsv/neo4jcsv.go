// Package neo4jcsv reads tables made for Neo4j: those of neo4j-admin, whose headers say
// what a column is (:ID, :LABEL, :START_ID, :END_ID, :TYPE), and the LOAD CSV tables
// that the project bods-neo4j makes of beneficial ownership data.
//
// Labels and relationship types are words of whoever made the tables; those that
// longarm knows are in the guide, all others are kept as notes.
package neo4jcsv

import (
	"context"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/shortcut"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// column is one column of a header of neo4j-admin: "name:string", ":START_ID(Party)".
type column struct {
	name  string // in small letters, without underscores
	kind  string // ID, LABEL, START_ID, END_ID, TYPE, IGNORE, or a type of value
	group string // the id space
	array bool
}

func parseColumn(text string) column {
	name, kind, typed := strings.Cut(text, ":")
	if !typed {
		return column{name: plain(text)}
	}
	kind, _, _ = strings.Cut(kind, "{") // options, as {label:Person}
	kind, group, _ := strings.Cut(strings.TrimSpace(kind), "(")
	c := column{name: plain(name), kind: kind, group: strings.TrimSuffix(group, ")")}
	if c.array = strings.HasSuffix(c.kind, "[]"); c.array {
		c.kind = strings.TrimSuffix(c.kind, "[]")
	}
	return c
}

// plain compares words: small letters and digits.
func plain(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(word)))
}

// role is what the rows of a table are.
type role uint8

const (
	foreign role = iota
	nodes
	edges
	bodsEntities
	bodsPersons
	bodsInterests
	bodsIdentifiers // of entities
	passed          // tables of bods-neo4j, or of longarm itself, that say nothing it reads
)

func roleOf(names []string) role {
	has := func(want ...string) bool { return table.Holds(names, want...) }
	kind := func(want string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, ":") && parseColumn(n).kind == want })
	}
	switch {
	case has("id:ID(Claim)"), has(":START_ID(Claim)"): // attributes and coverages, as longarm exports them
		return passed
	case kind("START_ID") && kind("END_ID"):
		return edges
	case kind("ID"):
		return nodes
	case has("start_key", "end_key", "bodsInterestType"):
		return bodsInterests
	case has("recordId", "personType"):
		return bodsPersons
	case has("recordId", "entityType"):
		return bodsEntities
	case has("start_key", "end_key", "isPrimary"):
		return bodsIdentifiers
	case slices.Equal(names, []string{"start_key", "end_key"}), has("start_key", "end_key", "ordinal"), slices.Equal(names, []string{"code", "name"}),
		has("uid", "scheme", "id", "schemeName"), has("uid", "address", "defaultType"):
		return passed
	}
	return foreign
}

// Sniff recognises the tables by their columns.
func Sniff(head []byte) bool {
	names, _ := table.Header(head)
	return roleOf(names) != foreign
}

// Load reads one table.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	t, err := table.Open(in)
	if err != nil {
		return in.Result(), err
	}
	l := &load{in: in, add: add, states: in.NewStates(add), t: t, role: roleOf(t.Columns()), sources: map[graph.SourceID]bool{}, base: in.Base(), by: map[string]int{}}
	for i, n := range t.Columns() {
		c := parseColumn(n)
		l.columns = append(l.columns, c)
		key := c.name
		switch c.kind {
		case "ID", "START_ID", "END_ID", "LABEL", "TYPE":
			key = c.kind
		case "IGNORE":
			continue
		}
		if _, twice := l.by[key]; !twice {
			l.by[key] = i
		}
	}
	read := map[role]func() error{nodes: l.node, edges: l.edge, bodsEntities: l.bodsEntity, bodsPersons: l.bodsPerson, bodsInterests: l.bodsInterest,
		bodsIdentifiers: l.bodsIdentifier, passed: func() error { in.Accept(); return nil }}[l.role]
	if read == nil {
		return in.Result(), in.Fail(1, 1, graph.Fault("the header is none of neo4j-admin: nodes need a column :ID, relationships :START_ID, :END_ID and :TYPE; a header in a file of its own must be put before its rows", "l’en-tête n’est pas celui de neo4j-admin : les nœuds exigent une colonne :ID, les relations :START_ID, :END_ID et :TYPE ; un en-tête qui a son propre fichier doit être placé devant ses lignes"))
	}
	err = t.Each(ctx, func(row *table.Row) error {
		l.row = row
		return read()
	})
	if err == nil {
		err = l.ultimate.Flush(ultimately, add)
	}
	return in.Result(), err
}

// load is one call of Load.
type load struct {
	in       *source.Input
	add      func(graph.Record) error
	states   *source.States
	t        *table.Table
	row      *table.Row
	role     role
	base     string // of the file's name
	columns  []column
	by       map[string]int // a column's place by its name, or by its role
	sources  map[graph.SourceID]bool
	met      seen.Set
	unread   bool // columns that are not read were told
	ultimate shortcut.Edges
}

// place is where the first of these properties stands, -1 when none does.
func (l *load) place(names ...string) int {
	for _, n := range names {
		if i, ok := l.by[n]; ok {
			return i
		}
	}
	return -1
}

func (l *load) get(names ...string) string { return l.row.Text(l.place(names...)) }

// list is an array, whose elements stand between semicolons.
func (l *load) list(names ...string) (out []string) {
	for part := range strings.SplitSeq(l.get(names...), ";") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// id is the entity of an id in its id space: an id without one stands for itself, so
// that tables may name parties that other data describes.
func (l *load) id(role string) (graph.EntityID, bool) {
	i := l.place(role)
	text := l.row.Text(i)
	if text == "" || len(text) > 512 || strings.ContainsAny(text, "\n\r\t") {
		l.row.Reject(i, graph.Say("%q is no id", "%q n’est pas un identifiant", source.Clip(text)), graph.Say("give a short one, in one line", "donnez-en un court, sur une ligne"))
		return "", false
	}
	if group := l.columns[i].group; group != "" {
		text = group + ":" + text
	}
	return graph.EntityID(text), true
}

// cite hands on a source once.
func (l *load) cite(s graph.Source) (graph.SourceID, error) {
	if l.sources[s.ID] {
		return s.ID, nil
	}
	l.sources[s.ID] = true
	s.Origin = l.in.Origin(l.row.Line)
	return s.ID, l.add(s)
}

// source is what the row rests on: its own source, or the file.
func (l *load) source() (graph.SourceID, error) {
	s := graph.Source{ID: l.in.SourceID("neo4j"), Licence: l.get("licence", "license")}
	if own := l.get("source", "sourceid"); own != "" {
		s.ID = graph.SourceID(own)
	} else if s.Licence != "" {
		s.ID += graph.SourceID(" (" + s.Licence + ")")
	}
	return l.cite(s)
}
