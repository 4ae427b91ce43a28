package csv

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// column is a column that a table may have.
type column uint8

// The columns, of nodes, of edges, or of both.
const (
	colID column = iota
	colKind
	colName
	colJurisdiction
	colHeadquarters
	colDesignated
	colLEI
	colAliases
	colNote
	colEvidence
	colSource
	colOwner
	colOwned
	colInterest
	colShare
	colMin
	colMax
	colBasis
	colFrom
	colTo
	colAsOf
	colValue
	colAssertion
	columnCount
)

var columnNames = [columnCount]string{"id", "kind", "name", "jurisdiction", "headquarters", "designated_under", "lei", "aliases", "note",
	"evidence", "source", "owner", "owned", "interest", "share", "share_min", "share_max", "basis", "valid_from", "valid_to", "as_of",
	"value", "assertion"}

func (c column) String() string { return columnNames[c] }

var (
	nodeColumns = []string{"id", "kind", "name", "jurisdiction", "headquarters", "designated_under",
		"lei", "aliases", "note", "evidence", "source"}
	edgeColumns = []string{"owner", "owned", "interest", "share", "share_min", "share_max", "basis",
		"valid_from", "valid_to", "as_of", "source", "value", "note", "evidence", "assertion", "id"}
)

// columns returns the columns that a table of the role may have.
func (r Role) columns() []string {
	if r == Nodes {
		return nodeColumns
	}
	return edgeColumns
}

// Sniff tells nodes from edges by the header, the first line of the file in UTF-8;
// false when it is neither.
func Sniff(header []byte) (Role, bool) {
	line, rest, _ := strings.Cut(strings.TrimPrefix(string(header), "\ufeff"), "\n")
	if namesDelimiter(strings.TrimSuffix(line, "\r")) {
		line, _, _ = strings.Cut(rest, "\n")
	}
	if len(line) > maxHeader {
		return 0, false
	}
	_, names := splitHeader(strings.TrimSuffix(line, "\r"))
	return roleOf(names)
}

func roleOf(names []string) (Role, bool) {
	has := func(n string) bool { return slices.Contains(names, n) }
	switch {
	case has("owner") && has("owned"):
		return Edges, true
	case has("id") && !has("owner") && !has("owned"):
		return Nodes, true
	}
	return 0, false
}

// splitHeader finds the delimiter that makes most of a header's columns known,
// the comma when in doubt, and returns the columns as they are compared: lower
// case, words joined by underscores.
func splitHeader(line string) (delim byte, names []string) {
	best := -1
	for _, d := range []byte{',', ';', '\t'} {
		var split []string
		known := 0
		for cell := range strings.SplitSeq(line, string(d)) {
			name := columnName(strings.Trim(cell, `"`))
			split = append(split, name)
			if slices.Contains(nodeColumns, name) || slices.Contains(edgeColumns, name) {
				known++
			}
		}
		if known > best {
			best, delim, names = known, d, split
		}
	}
	return delim, names
}

func columnName(cell string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(cell)))
}

// table is one open file of which the header has been read.
type table struct {
	file    File
	options Options
	short   string // in ids
	number  uint16 // its place among the tables
	role    Role
	in      io.Closer
	rows    scanner
	at      [columnCount]int // where a column stands, -1 for absent ones
	width   int
	result  Result
	fine    bool  // a figure finer than nine decimals was remarked on
	row     row   // reused
	failed  error // of the rejects file
}

// maxHeader bounds the header in bytes, and so the columns.
const maxHeader = 8 << 10

// open reads the header of a file. Faults of the header are fatal.
func open(f File, o Options) (*table, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	t := &table{file: f, options: o, in: in}
	if err := t.header(in, source.Encoding(o.Encoding)); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return t, nil
}

func (t *table) close() error { return t.in.Close() }

// bind finds the place of every column; all faults are reported at once.
func (t *table) bind() error {
	var faults []error
	t.width = len(t.rows.row)
	for c := range t.at {
		t.at[c] = -1
	}
	met := map[string]bool{}
	for i, cell := range t.rows.row {
		name := columnName(cell.text)
		where := source.Error{File: t.file.Name, Line: t.rows.lines.Number(), Column: cell.column, Path: source.Clip(name)}
		twice := met[name]
		met[name] = true
		switch {
		case name == "" && i == t.width-1: // a delimiter at the end of the line
		case name == "":
			where = where.Saying(graph.Say("a column has no name; name it, or remove it", "une colonne n’a pas de nom ; nommez-la, ou retirez-la"))
		case twice:
			where = where.Saying(graph.Say("the column %s stands twice; keep one", "la colonne %s figure deux fois ; n’en gardez qu’une", quote(name)))
		case !slices.Contains(t.role.columns(), name):
			where = where.Saying(graph.Say("unknown column %s; %s", "colonne inconnue, %s ; %s", quote(name), source.DidYouMean(name, t.role.columns(), graph.Say("see the guide for the columns", "voyez les colonnes dans le guide"))))
		default:
			t.at[slices.Index(columnNames[:], name)] = i
		}
		if where.Message != "" {
			faults = append(faults, where)
		}
	}
	return errors.Join(faults...)
}

func quote(s string) graph.Text { return graph.Say(`"%s"`, "« %s »", source.Clip(s)) }

// row is one line of a table being read, with the faults found in it.
type row struct {
	table  *table
	line   int
	cells  []field
	faults []*fault
	at     string // see origin
}

// each reads every row until read returns an error or the context ends. Rows that are
// no text, or have more or fewer fields than the header, are rejected here; read counts
// the others.
func (t *table) each(ctx context.Context, read func(*row) error) error {
	r := &t.row
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, refused, err := t.rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return placed(t.file.Name, t.rows.lines, err)
		}
		*r = row{table: t, cells: cells, faults: r.faults[:0]}
		switch {
		case refused != nil:
			r.line = refused.line
			r.faults = append(r.faults, refused)
			r.count()
			continue
		case len(cells) != t.width:
			r.line = cells[0].line
			last := cells[min(len(cells), t.width+1)-1]
			r.faults = append(r.faults, &fault{last.line, last.column, "", graph.Say("%s where the header has %s; quote fields that hold the delimiter", "%s là où l’en-tête en a %s ; mettez entre guillemets les champs qui contiennent le séparateur", fields(len(cells)), fields(t.width))})
			r.count()
			continue
		}
		r.line = cells[0].line
		if err := read(r); err != nil {
			return err
		}
		if t.failed != nil {
			return t.failed
		}
	}
}

// count enters the row into the result: rejected if it has faults.
func (r *row) count() bool {
	t := r.table
	res := &t.result
	res.Read++
	t.options.Progress.Item(len(r.faults) > 0)
	if len(r.faults) == 0 {
		res.Accepted++
		return true
	}
	res.Rejected++
	for _, f := range r.faults {
		e := f.at(t.file.Name)
		res.Reject(e)
		if t.options.Rejects != nil && t.failed == nil {
			t.failed = source.WriteRejects(t.options.Rejects, t.options.Lang, []Error{e})
		}
	}
	return false
}

// cell returns the trimmed text of a column, "" when the table lacks it. Control
// characters and, in ids, line ends are faults.
func (r *row) cell(c column) string {
	i := r.table.at[c]
	if i < 0 {
		return ""
	}
	text := strings.TrimSpace(r.cells[i].text)
	if at, name := source.FindControl(text); at >= 0 {
		r.fail(c, graph.Say("the field holds the control character %s; remove it", "le champ contient le caractère de commande %s ; retirez-le", name))
		return ""
	}
	return text
}

// maxID bounds ids: longer ones are texts in the wrong column.
const maxID = 512

// idCell returns an id; an empty or a hopeless one is a fault.
func (r *row) idCell(c column) string {
	before := len(r.faults)
	text := r.cell(c)
	switch {
	case len(r.faults) > before: // said already
	case text == "":
		r.fail(c, graph.Say("the field %s is empty; give an id", "le champ %s est vide ; donnez un identifiant", quote(c.String())))
	case len(text) > maxID:
		r.fail(c, graph.Say("an id longer than 512 bytes; give a short one and put the text into name or note", "un identifiant de plus de 512 octets ; donnez-en un court et mettez le texte dans name ou note"))
	case strings.ContainsAny(text, "\n\r\t"):
		r.fail(c, graph.Say("an id with a line end or a tab; write it in one line", "un identifiant avec une fin de ligne ou une tabulation ; écrivez-le sur une ligne"))
	default: // two ids that look the same would be two parties
		if at, name := source.FindInvisible(text); at >= 0 {
			r.fail(c, graph.Say("the id holds the invisible character %s; remove it", "l’identifiant contient le caractère invisible %s ; retirez-le", name))
		}
	}
	return text
}

// fail adds a fault at a column of the row.
func (r *row) fail(c column, message graph.Text) { r.faults = append(r.faults, r.fault(c, message)) }

// remark adds a note at a column of the row.
func (r *row) remark(c column, message graph.Text) {
	r.table.result.Remark(r.fault(c, message).at(r.table.file.Name))
}

func (r *row) fault(c column, message graph.Text) *fault {
	f := &fault{line: r.line, column: 1, path: c.String(), message: message}
	if i := r.table.at[c]; i >= 0 {
		f.line, f.column = r.cells[i].line, r.cells[i].column
	}
	return f
}
