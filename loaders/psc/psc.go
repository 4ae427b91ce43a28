// Package psc reads the snapshot of persons with significant control that UK
// Companies House publishes daily: JSON lines, in one file or in many.
//
// The list of a company is not a list of its direct shareholders: a person is on it
// for what he holds "directly or indirectly", and a body only when it is itself
// subject to the regime. The holdings are kept as stated, with that remark, and no
// coverage is claimed. Several codes of one kind on a line are alternatives of one
// holding and become one statement with the span of their bands.
//
// Memory does not grow with the file.
package psc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Sniff recognises the lines by their members.
func Sniff(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n{"))
	if len(line) == 0 || line[0] != '{' || !bytes.Contains(line, []byte(`"data"`)) {
		return false
	}
	for _, kind := range []string{"with-significant-control", "beneficial-owner", "totals#persons-of-significant-control", `"exemptions"`} {
		if bytes.Contains(line, []byte(kind)) {
			return bytes.Contains(line, []byte(`"company_number"`)) || strings.HasPrefix(kind, "totals")
		}
	}
	return false
}

// load is one stream.
type load struct {
	in      *source.Input
	add     func(graph.Record) error
	states  *source.States
	source  graph.SourceID
	asOf    graph.Date
	company string
	seen    map[string]bool // ids of the company's records
	counts  [3]int64        // persons, statements, exemptions
	told    bool
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{in: in, add: add, states: in.NewStates(add), source: in.SourceID("psc"), seen: map[string]bool{}}
	err := l.read(ctx)
	return in.Result(), err
}

func (l *load) read(ctx context.Context) error {
	day := source.DayIn(l.in.Name)
	l.asOf = day
	err := l.add(graph.Source{ID: l.source, Title: "Companies House: persons with significant control", URL: "https://download.companieshouse.gov.uk/en_pscdata.html",
		Date: day.String(), Licence: "OGL-UK-3.0", Origin: l.in.Name})
	if err != nil {
		return err
	}
	j := l.in.JSON()
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		v, err := j.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = l.line(v)
		}
		if err != nil {
			return err
		}
	}
}

// reject rejects a line at one of its members.
func (l *load) reject(v source.Value, at source.Value, path string, cause, next graph.Text) {
	if at.Kind() == source.Missing {
		at = v
	}
	line, col := at.Place()
	l.in.Reject(line, col, path, cause, next)
}

func (l *load) line(v source.Value) error {
	data := v.Get("data")
	kind := data.Get("kind").Str()
	if data.Kind() != source.Object || kind == "" {
		l.reject(v, data, "data.kind", graph.Say("a line without data and its kind", "une ligne sans data ni sa nature"), graph.Say("this is no line of the snapshot", "ce n’est pas une ligne de l’instantané"))
		return nil
	}
	if strings.HasPrefix(kind, "totals#") {
		l.totals(data)
		return nil
	}
	number := source.UKCompanyNumber(v.Get("company_number").Str())
	if number == "" {
		l.reject(v, v.Get("company_number"), "company_number", graph.Say("%q is no company number", "%q n’est pas un numéro de société", source.Clip(v.Get("company_number").Text())), graph.Say("correct it", "corrigez-le"))
		return nil
	}
	r, fault := l.record(number, kind, v.Place, data)
	if fault != nil {
		l.reject(v, fault.at, fault.path, fault.cause, fault.next)
		return nil
	}
	if number != l.company {
		l.company = number
		clear(l.seen)
	}
	if l.seen[r.id] {
		l.reject(v, data.At("links", "self"), "data.links.self", graph.Say("company %s has the record %s twice", "la société %s a deux fois l’enregistrement %s", number, source.Clip(r.id)), graph.Say("remove one", "retirez l’un des deux"))
		return nil
	}
	first := len(l.seen) == 0
	l.seen[r.id] = true
	l.in.Accept()
	if first {
		if err := l.subject(r); err != nil {
			return err
		}
	}
	return l.emit(r)
}

// totals compares the counts of the last line with what was read, when the stream
// is the whole snapshot.
func (l *load) totals(data source.Value) {
	l.in.Accept()
	line, col := data.Place()
	for i, name := range []string{"persons_of_significant_control_count", "statements_count", "exemptions_count"} {
		want, err := strconv.ParseInt(data.Get(name).Text(), 10, 64)
		if err == nil && want != l.counts[i] && !l.told {
			l.told = true
			l.in.Remark(line, col, "data."+name, graph.Say("the snapshot holds %d in all and %d were read here", "l’instantané en contient %d en tout et %d ont été lus ici", want, l.counts[i]), graph.Say("load all its parts, or fetch it again if this is the only one", "chargez toutes ses parties, ou téléchargez-le de nouveau s’il n’y en a qu’une"))
		}
	}
}

// CompanyID is the id of a company by its number of eight characters.
func CompanyID(number string) graph.EntityID { return graph.EntityID("gb-coh:" + number) }
