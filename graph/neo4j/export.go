package neo4j

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Export writes the load as tables for neo4j-admin into dir, which is made when there
// is none: what a database imported from them holds is what a push would have made.
// Files of an earlier export are replaced.
func Export(ctx context.Context, dir string, l Load) (*Generation, error) {
	w := &push{ctx: ctx, load: l}
	if err := w.survey(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	x := &exported{dir: dir, separator: ";"}
	for _, each := range []func(func(row) error) error{w.rows, w.lawRows} { // columns, and what stands between values
		if err := each(func(r row) error { x.learn(&r); return ctx.Err() }); err != nil {
			return nil, err
		}
	}
	if err := x.open(); err != nil {
		return nil, err
	}
	for _, each := range []func(func(row) error) error{w.rows, w.lawRows} {
		if err := each(x.write); err != nil {
			return nil, err
		}
	}
	g := w.out.Generation
	return &g, x.close(&g)
}

// exported is the tables of one export.
type exported struct {
	dir       string
	separator string // between the values of a list
	columns   [classes]map[string]string
	order     [classes][]string
	tables    [classes]*table
	joins     map[string]*table
}

// table is one file.
type table struct {
	file *os.File
	buf  *bufio.Writer
	csv  *csv.Writer
	name string
}

func (t *table) row(cells ...string) error { return t.csv.Write(cells) }

func (t *table) close() error {
	t.csv.Flush()
	err := t.csv.Error()
	if e := t.buf.Flush(); err == nil {
		err = e
	}
	if e := t.file.Close(); err == nil {
		err = e
	}
	return err
}

// fileOf names the table of a class. Relationships between entities are one table.
var fileOf = [classes]string{sources: "sources.csv", entities: "entities.csv", facts: "facts.csv", coverages: "coverages.csv", laws: "laws.csv", nexuses: "nexuses.csv"}

// joins are the tables of relationships that lead to what is no entity: file, spaces of
// ids of both ends, type.
var joins = [][4]string{
	{"has_fact.csv", "Entity", "Fact", "HAS_FACT"}, {"at.csv", "Fact", "Entity", "AT"}, {"covered_by.csv", "Entity", "Coverage", "COVERED_BY"},
	{"names.csv", "Coverage", "Entity", "NAMES"}, {"within.csv", "Entity", "Entity", "WITHIN"}, {"has_nexus.csv", "Law", "Nexus", "HAS_NEXUS"},
}

const relationshipsFile = "relationships.csv"

// merged is the class under which the columns of all relationships are kept.
func merged(k class) class {
	if typeOf[k] != "" {
		return holds
	}
	return k
}

func (x *exported) learn(r *row) {
	if r.class == within {
		return
	}
	k := merged(r.class)
	if x.columns[k] == nil {
		x.columns[k] = map[string]string{}
	}
	for key, v := range r.props {
		if list, ok := v.([]string); ok && slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, ";") }) {
			x.separator = "\x1f"
		}
		if x.columns[k][key] == "" {
			x.columns[k][key] = columnType(v)
		}
	}
}

func columnType(v any) string {
	switch v.(type) {
	case int64:
		return "long"
	case float64:
		return "double"
	case bool:
		return "boolean"
	case driver.Date:
		return "date"
	case []string:
		return "string[]"
	}
	return "string"
}

// open writes the headings.
func (x *exported) open() error {
	x.joins = map[string]*table{}
	create := func(name string) (*table, error) {
		f, err := os.Create(filepath.Join(x.dir, name))
		if err != nil {
			return nil, err
		}
		b := bufio.NewWriterSize(f, 1<<16)
		return &table{file: f, buf: b, csv: csv.NewWriter(b), name: name}, nil
	}
	for k, columns := range x.columns {
		if columns == nil {
			continue
		}
		name := fileOf[k]
		var head []string
		for key := range columns {
			if key != "id" || name == "" {
				x.order[k] = append(x.order[k], key)
			}
		}
		slices.Sort(x.order[k])
		if name == "" {
			name, head = relationshipsFile, []string{":START_ID", ":END_ID", ":TYPE"}
		} else {
			head = []string{"id:ID" + space(labelOf[k]), ":LABEL"}
		}
		for _, key := range x.order[k] {
			head = append(head, key+":"+columns[key])
		}
		t, err := create(name)
		if err != nil {
			return err
		}
		x.tables[k] = t
		if err := t.row(head...); err != nil {
			return err
		}
	}
	for _, j := range joins {
		t, err := create(j[0])
		if err != nil {
			return err
		}
		x.joins[j[3]] = t
		if j[3] == typeOf[within] { // this one has properties
			if err := t.row(":START_ID", ":END_ID", ":TYPE", "id:string", "hash:long"); err != nil {
				return err
			}
			continue
		}
		if err := t.row(":START_ID"+space(j[1]), ":END_ID"+space(j[2]), ":TYPE"); err != nil {
			return err
		}
	}
	return nil
}

// space is the space of ids of a label. Entities have none, so that other readers of the
// tables meet their ids as they are.
func space(label string) string {
	if label == labelOf[entities] {
		return ""
	}
	return "(" + label + ")"
}

func (x *exported) write(r row) error {
	if r.class == within {
		return x.joins[typeOf[within]].row(r.ends[0], r.ends[1], typeOf[within], r.id, strconv.FormatInt(r.hash, 10))
	}
	k := merged(r.class)
	cells := []string{r.id, strings.Join(r.labels(), ";")}
	if fileOf[k] == "" {
		cells = []string{r.ends[0], r.ends[1], typeOf[r.class]}
	} else if x.separator != ";" {
		cells[1] = strings.Join(r.labels(), x.separator)
	}
	for _, key := range x.order[k] {
		cell, err := x.cell(r.props[key])
		if err != nil {
			return fmt.Errorf("%s of %q: %w", key, r.id, err)
		}
		cells = append(cells, cell)
	}
	if err := x.tables[k].row(cells...); err != nil {
		return err
	}
	join := func(kind, from, to string) error {
		if from == "" || to == "" {
			return nil
		}
		return x.joins[kind].row(from, to, kind)
	}
	switch r.class {
	case facts:
		if err := join("HAS_FACT", r.ends[0], r.id); err != nil {
			return err
		}
		return join("AT", r.id, r.ends[1])
	case coverages:
		if err := join("COVERED_BY", r.ends[0], r.id); err != nil {
			return err
		}
		for _, m := range r.ends[1:] {
			if err := join("NAMES", r.id, m); err != nil {
				return err
			}
		}
	case nexuses:
		return join("HAS_NEXUS", r.ends[0], r.id)
	}
	return nil
}

func (x *exported) cell(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case driver.Date:
		return dayOf(v.Time()).String(), nil
	case []string:
		if slices.ContainsFunc(v, func(s string) bool { return strings.Contains(s, x.separator) }) {
			return "", fmt.Errorf("a value holds the control character that separates values; push it instead")
		}
		return strings.Join(v, x.separator), nil
	}
	return "", fmt.Errorf("bytes that are no UTF-8 have no place in a table; push it instead")
}

// close writes the generation, the schema and how to import.
func (x *exported) close(g *Generation) error {
	var nodes, rels []string
	for k, t := range x.tables {
		if t == nil {
			continue
		}
		if fileOf[k] == "" {
			rels = append(rels, "--relationships="+t.name)
		} else {
			nodes = append(nodes, "--nodes="+t.name)
		}
		if err := t.close(); err != nil {
			return err
		}
	}
	for _, j := range joins {
		rels = append(rels, "--relationships="+j[0])
		if err := x.joins[j[3]].close(); err != nil {
			return err
		}
	}
	p := g.props()
	keys := []string{}
	for key := range p {
		if key != "id" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	head, cells := []string{"id:ID(Longarm)", ":LABEL"}, []string{"generation", "Longarm"}
	for _, key := range keys {
		cell, err := x.cell(p[key])
		if err != nil {
			return err
		}
		head, cells = append(head, key+":"+columnType(p[key])), append(cells, cell)
	}
	f, err := os.Create(filepath.Join(x.dir, "generation.csv"))
	if err != nil {
		return err
	}
	c := csv.NewWriter(f)
	if err := c.WriteAll([][]string{head, cells}); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	nodes = append(nodes, "--nodes=generation.csv")
	separator := ";"
	if x.separator != ";" {
		separator = "U+001F"
	}
	schema := strings.Join(append(slices.Clone(keyTexts), makeNames), ";\n") + ";\n"
	if err := os.WriteFile(filepath.Join(x.dir, "schema.cypher"), []byte(schema), 0o644); err != nil {
		return err
	}
	script := "#!/bin/sh\n# Run where the tables lie, with the server stopped; then start it and run schema.cypher:\n#   cypher-shell -f schema.cypher\n" +
		"set -e\nneo4j-admin database import full \"${1:-neo4j}\" --overwrite-destination --id-type=string --array-delimiter='" + separator + "' --multiline-fields=true \\\n  " +
		strings.Join(append(nodes, rels...), " \\\n  ") + "\n"
	return os.WriteFile(filepath.Join(x.dir, "import.sh"), []byte(script), 0o755)
}
