package ftm

import (
	"errors"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// entity is one thing or link of a file. It is valid until the next.
type entity struct {
	op                  string // of a delta: ADD, MOD, DEL; "" elsewhere
	id, schema, caption string
	datasets, referents []string
	firstSeen, lastSeen string
	published           bool // as OpenSanctions publishes it, with datasets and days around it
	nested              bool // within another entity
	props               props
	line, column        int
}

// props are the properties of an entity.
type props interface {
	// values are those of one property, entities by their ids.
	values(name string) []string
	// place is where the property stands.
	place(name string) (line, column int)
}

// detail is how much of an entity a reading needs.
type detail uint8

const (
	ids  detail = iota // its id, schema and properties
	olds               // and the ids it gave up
	all                // everything
)

// first is the first value of a property, "" when there is none.
func (e *entity) first(name string) string {
	if v := e.props.values(name); len(v) > 0 {
		return v[0]
	}
	return ""
}

// jsonProps are the properties of a JSON object. Values stand in arrays; a single one
// without its array is read too.
type jsonProps struct{ v source.Value }

func (p jsonProps) values(name string) []string {
	m := p.v.Get(name)
	switch m.Kind() {
	case source.Array:
		out := make([]string, 0, 4)
		for _, x := range m.Items() {
			if s := valueOf(x); s != "" {
				out = append(out, s)
			}
		}
		return out
	case source.Missing, source.Null:
		return nil
	}
	if s := valueOf(m); s != "" {
		return []string{s}
	}
	return nil
}

// valueOf is the text of a value; a nested entity stands for its id.
func valueOf(v source.Value) string {
	if v.Kind() == source.Object {
		return v.Get("id").Str()
	}
	return strings.TrimSpace(v.Text())
}

func (p jsonProps) place(name string) (line, column int) {
	if m := p.v.Get(name); m.Kind() != source.Missing {
		return m.Place()
	}
	return p.v.Place()
}

// mapProps are properties gathered from rows.
type mapProps struct {
	m            map[string][]string
	line, column int
}

func (p mapProps) values(name string) []string     { return p.m[name] }
func (p mapProps) place(string) (line, column int) { return p.line, p.column }

// each visits the entities of a stream in any of its forms. It rejects what is no
// entity. Of the entities whose statements stand apart it is told in how many places.
func each(in *source.Input, apart map[string]int, want detail, visit func(*entity) error) error {
	head, err := in.Head()
	if err != nil {
		return err
	}
	switch formOf(head) {
	case empty: // published when nothing changed
		return nil
	case lines:
		return eachJSON(in, want, visit)
	case statements, pack:
		return eachStatement(in, formOf(head), apart, visit)
	case simple:
		return eachSimple(in, visit)
	case index:
		return in.Fail(1, 1, graph.Fault("this lists the versions of a data set and holds none of its data; load the files it names", "ceci énumère les versions d’un jeu de données et n’en contient aucune donnée ; chargez les fichiers qui y sont nommés"))
	}
	return in.Fail(1, 1, graph.Fault("this is no FollowTheMoney data: lines of JSON with id, schema and properties, or tables of statements", "ce ne sont pas des données FollowTheMoney : des lignes JSON avec id, schema et properties, ou des tables de déclarations"))
}

func eachJSON(in *source.Input, want detail, visit func(*entity) error) error {
	j := in.JSON()
	var e entity
	for {
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e = entity{}
		body := v
		if op := v.Get("op"); op.Kind() == source.String {
			if e.op, body = op.Str(), v.Get("entity"); e.op != "ADD" && e.op != "MOD" && e.op != "DEL" {
				line, column := op.Place()
				in.Reject(line, column, "op", graph.Say("the operation %q is not known", "l’opération %q n’est pas connue", source.Clip(e.op)), graph.Say("a delta has ADD, MOD and DEL", "un delta contient ADD, MOD et DEL"))
				continue
			}
		}
		if why, at := fill(&e, body, want); !why.IsZero() {
			line, column := at.Place()
			if line == 0 {
				line, column = v.Place()
			}
			in.Reject(line, column, "", why, graph.Say("an entity has an id, a schema and properties", "une entité a un identifiant, un schéma et des propriétés"))
			continue
		}
		if err := walk(body, &e, want, visit); err != nil {
			return err
		}
	}
}

// fill reads what stands around the properties of an entity.
func fill(e *entity, v source.Value, want detail) (why graph.Text, at source.Value) {
	if v.Kind() != source.Object {
		return graph.Say("%s where an entity is wanted", "%s là où une entité est attendue", v.Kind()), v
	}
	e.id, e.schema = strings.TrimSpace(v.Get("id").Text()), v.Get("schema").Str()
	p := v.Get("properties")
	e.props = jsonProps{p}
	e.line, e.column = v.Place()
	switch {
	case e.id == "":
		return graph.Say("an entity without an id", "une entité sans identifiant"), v
	case e.op == "DEL":
		return graph.Text{}, v
	case e.schema == "":
		return graph.Say("an entity without a schema", "une entité sans schéma"), v
	case p.Kind() != source.Object:
		return graph.Say("an entity without properties", "une entité sans propriétés"), v
	}
	if want == ids {
		return graph.Text{}, v
	}
	around := jsonProps{v}
	if e.referents = around.values("referents"); want == olds {
		return graph.Text{}, v
	}
	e.datasets, e.caption = around.values("datasets"), v.Get("caption").Str()
	e.firstSeen, e.lastSeen = v.Get("first_seen").Str(), v.Get("last_seen").Str()
	e.published = len(e.datasets) > 0 && (v.Get("referents").Kind() == source.Array || e.firstSeen != "" || v.Get("target").Kind() != source.Missing)
	return graph.Text{}, v
}

// walk visits an entity and those nested in its properties: it first, for the links in
// it lead back to it.
func walk(v source.Value, e *entity, want detail, visit func(*entity) error) error {
	if err := visit(e); err != nil {
		return err
	}
	for _, p := range v.Get("properties").Items() {
		if p.Kind() != source.Array {
			continue
		}
		for _, x := range p.Items() {
			if x.Kind() != source.Object {
				continue
			}
			inner := entity{op: e.op, nested: true}
			if why, _ := fill(&inner, x, want); !why.IsZero() {
				continue
			}
			inner.published = inner.published || e.published
			if err := walk(x, &inner, want, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// depths order schemata from the general to the special, for an entity whose rows
// name several.
var depths = map[string]int{"Thing": 1, "LegalEntity": 2, "Asset": 2, "Organization": 3, "PublicBody": 4, "Company": 5}

// statementTable opens a table of statements, one value each.
func statementTable(in *source.Input, f form) (*table.Table, error) {
	if f == pack {
		return table.OpenBare(in, ',', "canonical_id", "prop", "value", "dataset", "lang", "original_value", "target", "external", "first_seen", "last_seen", "id")
	}
	return table.Open(in)
}

// scattered finds the entities whose statements do not stand together, with the number
// of places where they do.
func scattered(in *source.Input) (map[string]int, error) {
	head, err := in.Head()
	if err != nil {
		return nil, err
	}
	f := formOf(head)
	if f != statements && f != pack {
		return nil, nil
	}
	apart := map[string]int{}
	err = in.Scout(func(scout *source.Input) error {
		t, err := statementTable(scout, f)
		if err != nil {
			return err
		}
		at := t.Column("canonical_id", "entity_id")
		var met seen.Set
		last := ""
		for {
			row, err := t.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if string(row.Bytes(at)) == last || len(row.Bytes(at)) == 0 {
				continue
			}
			if last = row.Text(at); !met.Add(last) {
				if apart[last]++; apart[last] == 1 {
					apart[last]++ // the place where it was met first
				}
			}
		}
	})
	return apart, err
}

// eachStatement gathers rows of statements into entities. Those that stand apart are
// kept until the last of their rows was read.
func eachStatement(in *source.Input, f form, apart map[string]int, visit func(*entity) error) error {
	t, err := statementTable(in, f)
	if err != nil {
		return err
	}
	at := struct{ id, own, schema, prop, value, dataset, external, first, last int }{
		t.Column("canonical_id", "entity_id"), t.Column("entity_id"), t.Column("schema"), t.Column("prop"), t.Column("value"), t.Column("dataset"),
		t.Column("external"), t.Column("first_seen"), t.Column("last_seen")}
	places, parts := map[string]int{}, map[string]*entity{}
	var e *entity
	var m map[string][]string
	done := func() error {
		out := e
		if e = nil; out == nil {
			return nil
		}
		if n := apart[out.id]; n > 0 {
			if places[out.id]++; places[out.id] < n {
				parts[out.id] = out
				return nil
			}
			delete(parts, out.id)
		}
		if out.schema == "" {
			return nil // none but candidates of matches
		}
		return visit(out)
	}
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return done()
		}
		if err != nil {
			return err
		}
		id := row.Text(at.id)
		if id == "" {
			row.Reject(at.id, graph.Say("a statement about no entity", "une déclaration qui ne porte sur aucune entité"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
			continue
		}
		schema, prop := row.Text(at.schema), row.Text(at.prop)
		if s, p, ok := strings.Cut(prop, ":"); ok {
			schema, prop = s, p
		}
		if e == nil || e.id != id {
			if err := done(); err != nil {
				return err
			}
			if e = parts[id]; e == nil {
				e = &entity{id: id, props: mapProps{m: map[string][]string{}, line: row.Line, column: 1}, published: true, line: row.Line, column: 1}
			}
			m = e.props.(mapProps).m
		}
		if external := row.Text(at.external); external == "t" || external == "true" || external == "True" || external == "1" {
			continue // a candidate of a match, no part of the data set
		}
		if depths[schema] > depths[e.schema] || e.schema == "" {
			e.schema = schema
		}
		e.datasets = appendNew(e.datasets, row.Text(at.dataset))
		if own := row.Text(at.own); own != id {
			e.referents = appendNew(e.referents, own)
		}
		if first := row.Text(at.first); first != "" && (e.firstSeen == "" || first < e.firstSeen) {
			e.firstSeen = first
		}
		e.lastSeen = max(e.lastSeen, row.Text(at.last))
		if prop != "id" { // a checksum of the source's record
			m[prop] = appendNew(m[prop], row.Text(at.value))
		}
	}
}

func appendNew(list []string, s string) []string {
	if s == "" {
		return list
	}
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// eachSimple reads the table of targets: one row each, without their links.
func eachSimple(in *source.Input, visit func(*entity) error) error {
	t, err := table.Open(in)
	if err != nil {
		return err
	}
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		split := func(column string) (out []string) {
			for part := range strings.SplitSeq(row.Get(column), ";") {
				out = appendNew(out, strings.TrimSpace(part))
			}
			return out
		}
		m := mapProps{m: map[string][]string{"name": appendNew(nil, row.Get("name")), "alias": split("aliases"), "birthDate": split("birth_date"),
			"country": split("countries"), "sanctions": split("sanctions")}, line: row.Line, column: 1}
		e := &entity{id: row.Get("id"), schema: row.Get("schema"), caption: row.Get("name"), props: m, published: true, line: row.Line, column: 1,
			firstSeen: row.Get("first_seen"), lastSeen: row.Get("last_seen")}
		if e.id == "" || e.schema == "" {
			row.Reject(t.Column("id"), graph.Say("a row without an id or a schema", "une ligne sans identifiant ou sans schéma"), graph.Say("fetch the file again", "téléchargez de nouveau le fichier"))
			continue
		}
		if err := visit(e); err != nil {
			return err
		}
	}
}
