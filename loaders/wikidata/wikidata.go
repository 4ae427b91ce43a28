// Package wikidata reads what Wikidata says of companies and who owns and runs them:
// the JSON dump, one entity a line, the JSON of single entities, and the results of
// SPARQL queries as JSON, CSV or TSV.
//
// Wikidata is no register: a proportion conflates capital and votes, dates are often
// missing, and anyone writes. Statements are kept with evidence low, or medium when they
// cite something outside Wikimedia. Deprecated statements are left out; statements that
// are neither the best nor dated stand in notes.
//
// A dump is read twice, to know who is named before anyone is described. Memory holds
// what is named: about 50 bytes for each.
package wikidata

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

type form uint8

const (
	unknown  form = iota
	dump          // one entity a line
	entities      // JSON of entities, over any number of lines
	bindings      // results of SPARQL as JSON
	rows          // as CSV or TSV
	triples
)

var (
	typed  = regexp.MustCompile(`"type"\s*:\s*"(item|property|lexeme)"`)
	byName = regexp.MustCompile(`^\{\s*"entities"\s*:`)
)

const entityURI = "http://www.wikidata.org/entity/"

// Sniff recognises entities by their members, and results by the addresses in them.
func Sniff(head []byte) bool { return formOf(head) != unknown }

func formOf(head []byte) form {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(text) == 0 {
		return unknown
	}
	first, rest, lines := bytes.Cut(text, []byte{'\n'})
	first = bytes.TrimSpace(first)
	claims := bytes.Contains(text, []byte(`"claims"`)) || bytes.Contains(text, []byte(`"labels"`))
	switch text[0] {
	case '{':
		switch {
		case byName.Match(text) && claims:
			return entities
		case bytes.Contains(text, []byte(`"bindings"`)) && bytes.Contains(text, []byte(`"vars"`)):
			if bytes.Contains(text, []byte("wikidata.org/")) || bytes.Contains(bytes.ReplaceAll(text, []byte(" "), nil), []byte(`"bindings":[]`)) {
				return bindings
			}
		case claims && typed.Match(text) && bytes.HasSuffix(bytes.TrimSuffix(first, []byte(",")), []byte("}")) && lines:
			return dump
		case claims && typed.Match(text):
			return entities
		}
	case '[':
		switch {
		case !claims || !typed.Match(text):
		case len(first) == 1:
			return dump
		default:
			return entities
		}
	case '<':
		if bytes.HasPrefix(first, []byte("<"+entityURI)) || bytes.HasPrefix(first, []byte("<https://www.wikidata.org/")) {
			return triples
		}
	default:
		second, _, _ := bytes.Cut(rest, []byte{'\n'})
		if bytes.Contains(second, []byte(entityURI+"Q")) && bytes.ContainsAny(first, ",\t") && bytes.IndexByte(first, '{') < 0 {
			return rows
		}
	}
	return unknown
}

// load is one stream.
type load struct {
	ctx    context.Context
	in     *source.Input
	add    func(graph.Record) error
	states *source.States
	source graph.SourceID
	asOf   graph.Date // of the dump
	named  map[graph.EntityID]role
	label  map[graph.EntityID]string
	met    map[graph.EntityID]bool // described
	counts struct{ passed, deprecated, unread, outside int }
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{ctx: ctx, in: in, add: add, states: in.NewStates(add), source: in.SourceID("wikidata"), asOf: source.DayIn(in.Name),
		named: map[graph.EntityID]role{}, label: map[graph.EntityID]string{}, met: map[graph.EntityID]bool{}}
	err := l.read()
	return in.Result(), err
}

func (l *load) read() error {
	head, err := l.in.Head()
	if err != nil {
		return err
	}
	f := formOf(head)
	switch f {
	case unknown:
		return l.in.Fail(1, 1, graph.Fault("these are no entities of Wikidata and no results of its query service; see the guide for what is read", "ce ne sont ni des entités de Wikidata ni des résultats de son service de requêtes ; voyez dans le guide ce qui est lu"))
	case triples:
		return l.in.Fail(1, 1, graph.Fault("N-Triples of Wikidata lose proportions, dates and ranks; load the JSON dump, or the JSON of a query", "les N-Triples de Wikidata perdent les proportions, les dates et les rangs ; chargez le dump JSON, ou le JSON d’une requête"))
	}
	err = l.add(graph.Source{ID: l.source, Title: "Wikidata", URL: "https://www.wikidata.org/", Date: l.asOf.String(), Licence: "CC0-1.0", Origin: l.in.Name})
	if err != nil {
		return err
	}
	switch f {
	case bindings:
		err = l.bindings()
	case rows:
		err = l.rows()
	default:
		err = l.items(f)
	}
	if err != nil {
		return err
	}
	l.tell()
	return l.stubs()
}

// items reads entities, twice.
func (l *load) items(f form) error {
	err := l.in.Scout(func(in *source.Input) error {
		return each(l.ctx, in, f, true, func(v source.Value, _ int) error {
			l.scan(v)
			return nil
		})
	})
	if err != nil {
		return err
	}
	return each(l.ctx, l.in, f, false, l.item)
}

// links are the properties that make an item worth reading.
var links = []string{"P127", "P1830", "P749", "P355", "P169", "P488", "P3320", "P414", "P1278"}

// linked reports a text that may hold one of the links.
func linked(text []byte) bool {
	for _, p := range links {
		if bytes.Contains(text, []byte(`"`+p+`"`)) {
			return true
		}
	}
	return false
}

// each visits the entities of a stream with their line. Scanning passes over what links
// to nothing, and leaves faults to the second reading.
func each(ctx context.Context, in *source.Input, f form, scanning bool, visit func(source.Value, int) error) error {
	if f == entities {
		return eachValue(ctx, in, visit)
	}
	lines, err := in.Lines()
	if err != nil {
		return in.Fail(1, 0, err)
	}
	opened, closed := false, false
	for n := 0; ; n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, bad, err := lines.Next()
		if errors.Is(err, io.EOF) {
			if opened && !closed {
				return in.Fail(lines.Number(), 0, graph.Fault("the dump has no end: it is cut short, fetch it again", "le dump n’a pas de fin : il est tronqué, téléchargez-le de nouveau"))
			}
			return nil
		}
		if err != nil {
			return in.Fail(lines.Number()+1, 0, err)
		}
		text := bytes.TrimSpace(line)
		text = bytes.TrimSpace(bytes.TrimSuffix(text, []byte{','}))
		switch {
		case len(text) == 0:
			continue
		case bytes.Equal(text, []byte{'['}):
			opened = true
			continue
		case bytes.Equal(text, []byte{']'}):
			closed = true
			continue
		case scanning && (bad != nil || !linked(text)):
			continue
		case bad != nil:
			in.Reject(lines.Number(), bad.Column, "", bad.Message, graph.Text{})
			continue
		}
		v, err := source.ParseJSON(text)
		if err != nil {
			if !scanning {
				in.Reject(lines.Number(), 1, "", graph.Wording(err), graph.Say("fetch the dump again", "téléchargez de nouveau le dump"))
			}
			continue
		}
		if err := visit(v, lines.Number()); err != nil {
			return err
		}
	}
}

// eachValue visits entities that stand in one JSON text, alone, in an array or by name.
func eachValue(ctx context.Context, in *source.Input, visit func(source.Value, int) error) error {
	j := in.JSON()
	for {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		list := v.Get("entities")
		if list.Kind() == source.Missing {
			if err := visit(v, v.Line()); err != nil {
				return err
			}
			continue
		}
		for _, e := range list.Items() {
			if err := visit(e, e.Line()); err != nil {
				return err
			}
		}
	}
}

// tell says what was passed over.
func (l *load) tell() {
	for _, c := range []struct {
		n    int
		what graph.Text
	}{
		{l.counts.passed, graph.Say("items have nothing to do with owners or companies, are named by none that do, and were passed over", "éléments n’ont trait ni à des détenteurs ni à des sociétés, ne sont nommés par aucun qui y ait trait, et ont été ignorés")},
		{l.counts.deprecated, graph.Say("statements of deprecated rank were left out", "déclarations de rang déprécié ont été laissées de côté")},
		{l.counts.unread, graph.Say("statements with a value that is unknown, none or no item say nothing that can be kept", "déclarations dont la valeur est inconnue, absente ou n’est pas un élément ne disent rien qui puisse être gardé")},
		{l.counts.outside, graph.Say("countries without a code that longarm knows were left out", "pays sans code connu de longarm ont été laissés de côté")},
	} {
		if c.n > 0 {
			l.in.Remark(0, 0, "", graph.Say("%d %s", "%d %s", c.n, c.what), graph.Say("nothing is lost", "rien n’est perdu"))
		}
	}
}

// qid is the id of an item: of one reference of a dump, "Q" and its number.
func qid(v source.Value) string {
	if id := v.Get("id").Str(); isQID(id) {
		return id
	}
	if kind := v.Get("entity-type").Str(); kind != "item" && kind != "" {
		return ""
	}
	if n := v.Get("numeric-id").Text(); n != "" && isQID("Q"+n) {
		return "Q" + n
	}
	return ""
}

func isQID(id string) bool {
	return len(id) > 1 && len(id) < 16 && id[0] == 'Q' && id[1] != '0' && strings.Trim(id[1:], "0123456789") == ""
}
