// Package csv writes tables of nodes and edges: in the columns that longarm itself
// loads, in those of Gephi, and as one table of links with both ends for the import
// wizard of i2 and for spreadsheets.
package csv

import (
	"fmt"
	"io"
	"slices"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// Columns names a shape of tables.
type Columns string

// The shapes of tables.
const (
	Longarm Columns = "longarm" // nodes.csv and edges.csv as `longarm load csv` reads them
	Gephi   Columns = "gephi"   // nodes.csv and edges.csv with Id, Label, Source, Target
	I2      Columns = "i2"      // links.csv: one row a link, with what both ends are
)

// Shapes lists the shapes of tables.
func Shapes() []Columns { return []Columns{Longarm, Gephi, I2} }

// Folder writes the tables of a whole graph, nodes.csv and then edges.csv, each in a
// pass of its own over the records; nothing of them is kept.
//
// The shape of longarm holds statements of every assertion, which has a column; in
// that of Gephi there are those that count. The one of i2 wants both ends in each row
// and so a whole graph in memory; ask it of an answer.
func Folder(create document.Create, h document.Head, records document.Records, c Columns) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer, document.Head, document.Records, Columns) error
	}{{"nodes.csv", Nodes}, {"edges.csv", Edges}} {
		w, err := create(file.name)
		if err != nil {
			return err
		}
		if err := file.write(w, h, records, c); err != nil {
			return err
		}
	}
	return about(create, &h)
}

// about says in a folder what its tables have no place for.
func about(create document.Create, h *document.Head) error {
	w, err := create(document.Readme)
	if err != nil {
		return err
	}
	return document.WriteReadme(w, h)
}

// Nodes writes the table of nodes.
func Nodes(to io.Writer, h document.Head, records document.Records, c Columns) error {
	if c == I2 {
		return errNoEnds
	}
	fields := document.EntityFields(h.Lang)
	head := []string{"id", "name", "kind", "lei", "aliases", "note", "evidence", "source"}
	fields = slices.DeleteFunc(fields, func(f document.Field[graph.Entity]) bool { return c == Longarm && !slices.Contains(head, f.Name) })
	head = []string{"id", "name"}
	if c == Gephi {
		head = []string{"Id", "Label"}
	}
	for _, f := range fields {
		head = append(head, f.Name)
	}
	var row []string
	return table(to, head, func(t *document.Table) error {
		return records.Entities(func(e graph.Entity) error {
			row = append(row[:0], string(e.ID), e.Name)
			if c == Gephi {
				row[1] = document.Label(&e, h.Lang)
			}
			for i := range fields {
				row = append(row, fields[i].Get(&e))
			}
			return t.Row(row...)
		})
	})
}

var errNoEnds = fmt.Errorf("the columns %s are for an answer: both ends of a link stand in its row; name an entity, or take the columns %s or %s", I2, Longarm, Gephi)

// Edges writes the table of edges.
func Edges(to io.Writer, h document.Head, records document.Records, c Columns) error {
	if c == I2 {
		return errNoEnds
	}
	head, cells := edges(h.Lang, c)
	return table(to, head, func(t *document.Table) error {
		return records.Statements(func(s graph.Statement) error {
			if c != Longarm && !s.Assertion.Counts() {
				return nil
			}
			return t.Row(cells(&s)...)
		})
	})
}

// edges returns the head of a table of edges and what makes a row of it.
func edges(lang string, c Columns) (head []string, cells func(*graph.Statement) []string) {
	fields := document.StatementFields(lang)
	if c == Gephi {
		head = []string{"Source", "Target", "Type", "Id", "Label"}
		for _, f := range fields {
			name := f.Name
			if name == "source" { // Source is the end of the edge
				name = "publication"
			}
			head = append(head, name)
		}
		return head, func(s *graph.Statement) []string {
			row := []string{string(s.Holder), string(s.Subject), "Directed", string(s.ID), string(s.Interest)}
			for i := range fields {
				row = append(row, fields[i].Get(s))
			}
			return row
		}
	}
	head = []string{"owner", "owned", "interest", "share", "share_min", "share_max", "basis", "valid_from", "valid_to", "as_of", "value", "note", "assertion", "evidence", "source", "id"}
	return head, func(s *graph.Statement) []string {
		exact, low, high := bounds(s)
		return []string{string(s.Holder), string(s.Subject), string(s.Interest), exact, low, high, string(s.Basis),
			s.Period.From.String(), s.Period.To.String(), s.Period.AsOf.String(), s.Value, s.Note.In(lang), string(s.Assertion), s.Evidence.String(), string(s.Source), string(s.ID)}
	}
}

// bounds renders a share as the loader reads it: a figure, or bounds of which an open
// one has a sign.
func bounds(s *graph.Statement) (exact, low, high string) {
	switch {
	case !s.Interest.CarriesShare() || !s.Figure:
		return "", "", ""
	case s.Share.IsExact():
		return s.Share.Min.String(), "", ""
	}
	low, high = s.Share.Min.String(), s.Share.Max.String()
	if s.Share.MinOpen {
		low = ">" + low
	}
	if s.Share.MaxOpen {
		high = "<" + high
	}
	return "", low, high
}
