// Package turtle writes RDF in Turtle, with the RDF vocabulary of the Beneficial
// Ownership Data Standard, the property of GLEIF for LEIs, and terms of longarm for
// what neither has.
package turtle

import (
	"io"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

const prefixes = `@prefix bods: <https://vocab.openownership.org/terms#> .
@prefix codes: <https://vocab.openownership.org/codelists#> .
@prefix gleif-L1: <https://www.gleif.org/ontology/L1/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix la: <urn:longarm:terms:> .

`

// Stream writes every record in its order and keeps nothing of it. A statement that
// counts is a bods:Relationship (of ownership and control) or a la:Link (of technology
// and jurisdiction); one that does not is a la:NotCounted, so that a question to the
// graph does not take a denial for a fact.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	w := document.NewWriter(to)
	for _, line := range h.Lines {
		w.S("# ", document.Line(line), "\n")
	}
	w.S(prefixes, "<urn:longarm:export> a la:Export")
	literal(w, "dct:title", h.Title)
	day(w, "la:asOf", h.AsOf)
	literal(w, "dct:creator", h.Generator)
	literal(w, "dct:license", h.LicenceLine())
	literal(w, "rdfs:comment", h.Disclaimer)
	w.S(" .\n\n")
	err := records(func(r graph.Record) error {
		switch r := r.(type) {
		case graph.Source:
			source(w, &r)
		case graph.Entity:
			entity(w, &r)
		case graph.Statement:
			statement(w, &r, h.Lang)
		case graph.Attribute:
			w.S(iri("claim", string(r.ID)), " a la:Attribute ; la:of ", iri("entity", string(r.Entity)))
			literal(w, "la:name", r.Name)
			literal(w, "la:value", r.Value)
			if r.At != "" {
				w.S(" ; la:at ", iri("entity", string(r.At)))
			}
			literal(w, "la:per", r.Per)
			claim(w, &r.Claim, h.Lang)
		case graph.Coverage:
			w.S(iri("claim", string(r.ID)), " a la:Coverage ; la:of ", iri("entity", string(r.Entity)), " ; la:interest ", term(r.Interest))
			literal(w, "la:kind", string(r.Kind))
			literal(w, "la:basis", string(r.Basis))
			if r.Percent != 0 {
				w.S(" ; la:percent ", r.Percent.String())
			}
			for _, m := range r.Members {
				w.S(" ; la:member ", iri("entity", string(m)))
			}
			claim(w, &r.Claim, h.Lang)
		case graph.Note:
			w.S(iri("claim", string(r.ID)), " a la:Note ; la:from ", iri("entity", string(r.Subject)), " ; la:to ", iri("entity", string(r.Object)))
			literal(w, "la:relation", r.Relation)
			literal(w, "la:value", r.Value)
			if r.Figure {
				share(w, r.Share)
			}
			claim(w, &r.Claim, h.Lang)
		}
		return w.Err()
	})
	if err != nil {
		return err
	}
	return w.Close()
}

func source(w *document.Writer, s *graph.Source) {
	w.S(iri("source", string(s.ID)), " a bods:Source")
	literal(w, "dct:identifier", string(s.ID))
	literal(w, "dct:title", s.Title)
	literal(w, "bods:url", s.URL)
	literal(w, "dct:bibliographicCitation", s.Citation)
	literal(w, "dct:date", s.Date)
	literal(w, "dct:license", s.Licence)
	if s.NonCommercial {
		w.S(" ; la:nonCommercial true")
	}
	w.S(" .\n")
}

// entityTypes are the codes of BODS for kinds; others are no parties.
var entityTypes = map[graph.Kind]string{
	graph.Company: "RegisteredEntity", graph.Arrangement: "Arrangement", graph.State: "State", graph.StateBody: "StateBody",
	graph.Bloc: "LegalEntity", graph.Exchange: "LegalEntity", graph.Group: "UnknownEntity",
}

func entity(w *document.Writer, e *graph.Entity) {
	w.S(iri("entity", string(e.ID)))
	code, party := entityTypes[e.Kind]
	switch {
	case e.Kind == graph.Person:
		w.S(" a bods:Person ; bods:personType codes:KnownPerson")
	case party:
		w.S(" a bods:Entity ; bods:entityType codes:", code)
	default:
		w.S(" a la:Thing")
	}
	literal(w, "bods:recordIdString", string(e.ID))
	literal(w, "la:kind", string(e.Kind))
	literal(w, "rdfs:label", e.Name)
	for _, lang := range sorted(e.Names) {
		if language(lang) {
			w.S(" ; rdfs:label ", Text(e.Names[lang]), "@", lang)
		}
	}
	literal(w, "la:legalName", e.LegalName)
	for _, a := range e.Aliases {
		literal(w, "bods:alternateName", a)
	}
	literal(w, "gleif-L1:hasLEI", e.LEI)
	for _, i := range e.Identifiers {
		w.S(" ; bods:identifier [ a bods:Identifier")
		literal(w, "bods:scheme", i.Scheme)
		literal(w, "bods:idString", i.ID)
		w.S(" ]")
	}
	literal(w, "la:iso", e.ISO)
	if e.Within != "" {
		w.S(" ; la:within ", iri("entity", string(e.Within)))
	}
	for _, t := range []struct {
		property string
		text     graph.Text
	}{{"la:status", e.Status}, {"rdfs:comment", e.Note}} {
		literal(w, t.property, t.text.Own)
		tagged(w, t.property, t.text.EN, "en")
		tagged(w, t.property, t.text.FR, "fr")
	}
	if e.Source != "" {
		w.S(" ; dct:source ", iri("source", string(e.Source)))
	}
	w.S(" .\n")
}

func statement(w *document.Writer, s *graph.Statement, lang string) {
	f := s.Interest.Family()
	owns := f == graph.Ownership || f == graph.Control
	w.S(iri("claim", string(s.ID)))
	switch {
	case !s.Assertion.Counts():
		w.S(" a la:NotCounted")
	case owns:
		w.S(" a bods:Relationship")
	default:
		w.S(" a la:Link")
	}
	if owns {
		w.S(" ; bods:interestedParty ", iri("entity", string(s.Holder)), " ; bods:subject ", iri("entity", string(s.Subject)), " ; bods:interest [ a ", term(s.Interest))
	} else {
		w.S(" ; la:from ", iri("entity", string(s.Holder)), " ; la:to ", iri("entity", string(s.Subject)), " ; la:interest [ a ", term(s.Interest))
	}
	literal(w, "la:basis", string(s.Basis))
	if s.Interest.CarriesShare() {
		if s.Figure {
			share(w, s.Share)
		} else {
			share(w, graph.SomeShare())
		}
	}
	literal(w, "bods:details", s.Value)
	day(w, "bods:startDate", s.Period.From)
	day(w, "bods:endDate", s.Period.To)
	w.S(" ]")
	claim(w, &s.Claim, lang)
}

// term is the class of an interest: of BODS where it has the code, else of longarm.
func term(i graph.Interest) string {
	switch i {
	case graph.ProfitRights:
		return "bods:RightsToProfitOrIncome"
	case graph.GoldenShare, graph.VetoRight, graph.MajorityOfDirectors, graph.ControlByContract, graph.AccountingParent, graph.ActingJointly, graph.ActingInConcert:
		return "la:" + capital(string(i))
	}
	if f := i.Family(); f == graph.Ownership || f == graph.Control {
		return "bods:" + capital(string(i))
	}
	return "la:" + capital(string(i))
}

func capital(s string) string {
	if s == "" {
		return "Unknown"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func share(w *document.Writer, s graph.Share) {
	if s.IsExact() {
		w.S(" ; bods:shareExact ", s.Min.String())
		return
	}
	low, high := "bods:shareMinimum ", "bods:shareMaximum "
	if s.MinOpen {
		low = "bods:shareExclusiveMinimum "
	}
	if s.MaxOpen {
		high = "bods:shareExclusiveMaximum "
	}
	w.S(" ; ", low, s.Min.String(), " ; ", high, s.Max.String())
}

// claim ends what is said of a claim.
func claim(w *document.Writer, c *graph.Claim, lang string) {
	literal(w, "dct:identifier", string(c.ID))
	day(w, "la:validFrom", c.Period.From)
	day(w, "la:validTo", c.Period.To)
	day(w, "bods:statementDate", c.Period.AsOf)
	literal(w, "la:assertion", string(c.Assertion))
	literal(w, "la:evidence", c.Evidence.String())
	literal(w, "la:quote", c.Quote)
	literal(w, "rdfs:comment", c.Note.In(lang))
	if c.Source != "" {
		w.S(" ; dct:source ", iri("source", string(c.Source)))
	}
	w.S(" .\n")
}

func literal(w *document.Writer, property, value string) {
	if value != "" {
		w.S(" ; ", property, " ", Text(value))
	}
}

func tagged(w *document.Writer, property, value, lang string) {
	if value != "" {
		w.S(" ; ", property, " ", Text(value), "@", lang)
	}
}

func day(w *document.Writer, property string, d graph.Date) {
	if d != 0 {
		w.S(" ; ", property, ` "`, d.String(), `"^^xsd:date`)
	}
}
