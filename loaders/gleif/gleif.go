// Package gleif reads what the Global Legal Entity Identifier Foundation publishes:
// Level 1 (who is who), the relationship records of Level 2 (who is consolidated by
// whom) and its reporting exceptions, as CSV, XML and JSON, golden copies and deltas;
// and Level 1 records of GLEIF's web service.
//
// A relationship says who consolidates whom in its accounts. It is no share, and its
// quantifier is none either. The ultimate parent is a shortcut over the direct ones and
// never walked with them (package shortcut). A reporting exception says why no parent
// with an LEI is reported; it closes nothing.
package gleif

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/shortcut"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// Sniff recognises the three files in their three forms, and records of the web
// service.
func Sniff(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 {
		return false
	}
	has := func(s string) bool { return bytes.Contains(text, []byte(s)) }
	switch text[0] {
	case '<':
		return has("www.gleif.org/data/schema/") || has("LEIData") && has("LEIHeader") || has("RelationshipData>") || has("ReportingExceptionData")
	case '{', '[':
		return has(`"lei-records"`) && has(`"attributes"`) || has(`"LEI"`) && (has(`"LegalName"`) || has(`"ExceptionCategory"`)) ||
			has(`"StartNode"`) && has(`"EndNode"`) && has(`"RelationshipType"`)
	}
	names, _ := table.Header(text)
	column := func(s string) bool { return slices.Contains(names, s) }
	return column("LEI") && (column("Entity.LegalName") || column("Exception.Category")) || column("Relationship.StartNode.NodeID")
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{ctx: ctx, in: in, add: add, states: in.NewStates(add)}
	l.day = dayInName(in.Name)
	err := l.read()
	if err == nil {
		err = l.ultimate.Flush(ultimately, add)
	}
	return in.Result(), err
}

// load is one call of Load.
type load struct {
	ctx      context.Context
	in       *source.Input
	add      func(graph.Record) error
	states   *source.States
	source   graph.SourceID
	day      graph.Date // of the content
	delta    bool
	read1    int
	met      seen.Set // records: an LEI, a relationship, an exception
	spoken   seen.Set // entities that were handed on
	ultimate shortcut.Edges
}

func (l *load) read() error {
	head, err := l.in.Head()
	if err != nil {
		return err
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(text) == 0:
		return l.in.Fail(1, 1, graph.Fault("the file is empty; check what was downloaded", "le fichier est vide ; vérifiez ce qui a été téléchargé"))
	case text[0] == '<':
		err = l.readXML()
	case text[0] == '{' || text[0] == '[':
		err = l.readJSON(text)
	default:
		err = l.readTable()
	}
	if err == nil && l.in.Result().Read == 0 && l.source == "" {
		err = l.in.Fail(0, 0, graph.Fault("the file holds no record of GLEIF; check what was downloaded", "le fichier ne contient aucun enregistrement de GLEIF ; vérifiez ce qui a été téléchargé"))
	}
	return err
}

// tick looks now and then whether the caller still wants an answer.
func (l *load) tick() error {
	if l.read1++; l.read1%1024 == 0 {
		return l.ctx.Err()
	}
	return nil
}

func (l *load) readXML() error {
	x := l.in.XML()
	open := func(string, xml.StartElement) {}
	for {
		if err := l.tick(); err != nil {
			return err
		}
		e, err := x.Next(open, "LEIHeader", "Header", "LEIRecord", "RelationshipRecord", "Exception")
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		n := xmlNode{e}
		switch e.Name {
		case "LEIHeader", "Header":
			l.header(n.str("ContentDate"), n.str("FileContent"))
			continue
		case "LEIRecord":
			err = l.entity(readEntity(n))
		case "RelationshipRecord":
			err = l.relation(readRelation(n))
		case "Exception":
			err = l.exception(readException(n))
		}
		if err != nil {
			return err
		}
	}
}

// inArray finds the member that holds the records of GLEIF's own JSON.
var inArray = regexp.MustCompile(`^\{(?:\s*"[A-Za-z@_:]+"\s*:\s*(?:"[^"]*"|\{[^{}]*\}|[0-9.]+)\s*,)*\s*"(records|relations|exceptions)"\s*:\s*\[`)

func (l *load) readJSON(head []byte) error {
	j := l.in.JSON()
	if m := inArray.FindSubmatch(head); m != nil {
		j = l.in.JSON(string(m[1]))
		j.Head = func(name string, v source.Value) {
			n := jsonNode{v}
			l.header(n.str("ContentDate"), n.str("FileContent"))
		}
	}
	for {
		if err := l.tick(); err != nil {
			return err
		}
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = l.value(v)
		}
		if err != nil {
			return err
		}
	}
}

// value reads a JSON value: a record, a wrapped record, or a page of the web service.
func (l *load) value(v source.Value) error {
	for _, wrapper := range []string{"LEIRecord", "RelationshipRecord", "Exception"} {
		if m := v.Get(wrapper); m.Kind() == source.Object {
			v = m
			break
		}
	}
	n := jsonNode{v}
	switch {
	case n.has("Relationship"):
		return l.relation(readRelation(n))
	case n.has("ExceptionCategory"):
		l.header(n.str("ContentDate"), "")
		return l.exception(readException(n))
	case n.has("LEI") && n.has("Entity"):
		return l.entity(readEntity(n))
	case n.has("attributes"):
		return l.entity(readAPI(n))
	case n.has("data"):
		l.header(n.str("meta", "goldenCopy", "publishDate"), "")
		for _, record := range n.list("", "data") {
			if err := l.entity(readAPI(record)); err != nil {
				return err
			}
		}
		return nil
	}
	line, column := v.Place()
	l.in.Reject(line, column, "", graph.Say("%s that is no record of GLEIF", "%s qui n’est pas un enregistrement de GLEIF", v.Kind()), graph.Say("a record has LEI and Entity, Relationship, or ExceptionCategory", "un enregistrement a LEI et Entity, Relationship ou ExceptionCategory"))
	return nil
}

func (l *load) readTable() error {
	t, err := table.Open(l.in)
	if err != nil {
		return err
	}
	c := bind(t)
	switch {
	case c.start >= 0 && c.end >= 0 && c.relation >= 0, c.exception >= 0 && c.lei >= 0, c.lei >= 0 && c.legalName >= 0:
	default:
		return l.in.Fail(1, 1, graph.Fault("the columns are those of no file of GLEIF; Level 1 has LEI and Entity.LegalName, relationships have Relationship.StartNode.NodeID, exceptions have Exception.Category", "les colonnes ne sont celles d’aucun fichier de GLEIF ; le niveau 1 a LEI et Entity.LegalName, les relations Relationship.StartNode.NodeID, les exceptions Exception.Category"))
	}
	l.header("", "")
	return t.Each(l.ctx, func(row *table.Row) error {
		c.row = row
		switch {
		case c.start >= 0:
			return l.relation(c.relationship())
		case c.exception >= 0:
			return l.exception(c.reporting())
		}
		return l.entity(c.entity())
	})
}

// header takes what the file says of itself.
func (l *load) header(date, content string) {
	if d := day(date); d != 0 && l.source == "" {
		l.day = d
	}
	l.delta = l.delta || strings.Contains(content, "DELTA")
}

// cite hands on the source before the first claim that rests on it.
func (l *load) cite() error {
	if l.source != "" {
		return nil
	}
	l.source = l.in.SourceID("gleif")
	title := "GLEIF golden copy"
	if l.delta {
		title = "GLEIF delta file"
	}
	return l.add(graph.Source{ID: l.source, Title: title, URL: "https://www.gleif.org/en/lei-data/gleif-golden-copy", Date: l.day.String(), Licence: "CC0-1.0",
		Origin: l.in.Origin(1)})
}

var nameDay = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})-?([0-9]{2})-?([0-9]{2})(?:[^0-9]|$)`)

// dayInName reads the day in the names that GLEIF gives its files,
// 20260901-0800-gleif-goldencopy-rr-golden-copy.csv.
func dayInName(path string) graph.Date {
	m := nameDay.FindStringSubmatch(filepath.Base(strings.ReplaceAll(path, `\`, "/")))
	if m == nil {
		return 0
	}
	d, _ := graph.ParseDate(fmt.Sprintf("%s-%s-%s", m[1], m[2], m[3]))
	return d
}

// day is the calendar day of a date with or without a time, 0 when there is none.
func day(text string) graph.Date {
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	if len(text) != 10 {
		return 0
	}
	d, _ := graph.ParseDate(text)
	return d
}
