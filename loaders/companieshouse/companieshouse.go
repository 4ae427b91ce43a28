// Package companieshouse reads the basic company data that UK Companies House
// publishes monthly: CSV of all live companies, in one file or in parts.
//
// Memory: eight bytes and some room for every company, by which repeated ones are
// known.
package companieshouse

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/seen"
	"longarm/loaders/internal/source"
	"longarm/loaders/internal/table"
)

// Sniff recognises the header, which has white space before some names.
func Sniff(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.Contains(line, []byte("CompanyName")) && bytes.Contains(line, []byte("CompanyNumber")) && bytes.Contains(line, []byte("CompanyStatus"))
}

// needed are the columns without which a file is no basic company data.
var needed = []string{"CompanyName", "CompanyNumber", "CompanyStatus"}

// previous and activities are the columns that are numbered.
var previous, activities = numbered("PreviousName_%d.CompanyName", 10), numbered("SICCode.SicText_%d", 4)

func numbered(pattern string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(pattern, i+1)
	}
	return out
}

type load struct {
	in     *source.Input
	add    func(graph.Record) error
	states *source.States
	source graph.SourceID
	asOf   graph.Date
	met    seen.Set // numbers
}

// Load reads one stream.
func Load(ctx context.Context, in *source.Input, add func(graph.Record) error) (source.Result, error) {
	l := &load{in: in, add: add, states: in.NewStates(add), source: in.SourceID("companieshouse"), asOf: source.DayIn(in.Name)}
	err := l.read(ctx)
	return in.Result(), err
}

func (l *load) read(ctx context.Context) error {
	t, err := table.Open(l.in)
	if err != nil {
		return err
	}
	for _, name := range needed {
		if t.Column(name) < 0 {
			return l.in.Fail(1, 1, graph.Fault("the column %s is missing; this is no basic company data", "il manque la colonne %s ; ce ne sont pas les données de base des sociétés", name))
		}
	}
	err = l.add(graph.Source{ID: l.source, Title: "Companies House: basic company data", URL: "https://download.companieshouse.gov.uk/en_output.html",
		Date: l.asOf.String(), Licence: "OGL-UK-3.0", Origin: l.in.Name})
	if err != nil {
		return err
	}
	return t.Each(ctx, l.row)
}

func (l *load) row(row *table.Row) error {
	number := source.UKCompanyNumber(row.Get("CompanyNumber"))
	if number == "" {
		reject(row, "CompanyNumber", graph.Say("%q is no company number", "%q n’est pas un numéro de société", source.Clip(row.Get("CompanyNumber"))), graph.Say("correct it", "corrigez-le"))
		return nil
	}
	formed, ok := day(row, "IncorporationDate")
	if !ok {
		return nil
	}
	dissolved, ok := day(row, "DissolutionDate")
	if !ok {
		return nil
	}
	if !l.met.Add(number) {
		reject(row, "CompanyNumber", graph.Say("the company %s stands twice in this file", "la société %s figure deux fois dans ce fichier", number), graph.Say("the first row was read; remove one", "la première ligne a été lue ; retirez l’une des deux"))
		return nil
	}
	l.in.Accept()
	origin := l.in.Origin(row.Line)
	e := graph.Entity{ID: graph.EntityID("gb-coh:" + number), Kind: graph.Company, Name: row.Get("CompanyName"),
		Identifiers: []graph.Identifier{{Scheme: "GB-COH", ID: number}}, Source: l.source, Evidence: graph.High, Origin: origin}
	e.LegalName = e.Name
	for i := 1; i <= 10; i++ {
		if name := row.Get(previous[i-1]); name != "" && name != e.Name && !slices.Contains(e.Aliases, name) {
			e.Aliases = append(e.Aliases, name)
		}
	}
	slices.Sort(e.Aliases)
	status := row.Get("CompanyStatus")
	if dissolved != 0 {
		status = strings.TrimPrefix(status+", dissolved "+dissolved.String(), ", ")
	}
	e.Status = graph.Own(status)
	words := []string{row.Get("CompanyCategory")}
	if formed != 0 {
		words = append(words, "incorporated "+formed.String())
	}
	for i := 1; i <= 4; i++ {
		words = append(words, row.Get(activities[i-1]))
	}
	e.Note = graph.Own(strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" || w == "None Supplied" }), "; "))
	if err := l.add(e); err != nil {
		return err
	}
	return l.origin(row, e.ID, number, origin)
}

// origin states where the body was formed: an overseas one in its country of
// origin, any other in the United Kingdom.
func (l *load) origin(row *table.Row, id graph.EntityID, number, origin string) error {
	code := "GB"
	if !source.UKFormed(number) {
		if code = source.CountryCode(row.Get("CountryOfOrigin")); code == "GB" { // the register's default
			return nil
		}
	}
	state, err := l.states.Find(code)
	if err != nil || state == "" {
		return err
	}
	return l.add(graph.Statement{Claim: graph.Claim{ID: graph.ClaimID("companieshouse:" + number + "#incorporatedIn"), Source: l.source, Evidence: graph.High,
		Assertion: graph.Stated, Origin: origin}, Holder: id, Subject: state, Interest: graph.IncorporatedIn})
}

// reject refuses a row for the field of a column.
func reject(row *table.Row, column string, cause, next graph.Text) {
	row.Reject(row.Column(column), cause, next)
}

// day reads DD/MM/YYYY; a fault rejects the row.
func day(row *table.Row, column string) (graph.Date, bool) {
	text := row.Get(column)
	if text == "" {
		return 0, true
	}
	if len(text) == 10 && text[2] == '/' && text[5] == '/' {
		if d, err := graph.ParseDate(text[6:] + "-" + text[3:5] + "-" + text[:2]); err == nil {
			return d, true
		}
	}
	reject(row, column, graph.Say("%q is no day such as 31/01/2024", "%q n’est pas un jour, comme 31/01/2024", source.Clip(text)), graph.Say("correct it", "corrigez-le"))
	return 0, false
}
