// Package bods writes the Beneficial Ownership Data Standard, version 0.4, as one
// array of statements.
//
// Written are parties, and the interests of ownership and control that count. BODS has
// no words for technology, offers, lists and laws, and none for a claim that somebody
// denies: those are left out and counted ([Left]). A holding stated without a figure
// has no share. An interest that BODS has no code for is the nearest code that claims
// no more, and its own code stands in the details.
package bods

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// Left counts what the standard has no place for.
type Left struct {
	Things     int // entities that are no parties: offers, schemes, lists, laws
	Interests  int // statements of technology and jurisdiction beyond home and seat
	NotCounted int // statements claimed, denied, proposed or withdrawn
}

// Stream writes the records. It reads them twice before it writes and keeps some
// twenty bytes for each entity: where it stands is part of its one statement.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	_, err := Encode(to, h, records)
	return err
}

// Encode is [Stream] that also tells what was left out.
func Encode(to io.Writer, h document.Head, records document.Records) (Left, error) {
	e := &encoder{w: document.NewWriter(to), h: &h, sources: map[graph.SourceID]*graph.Source{}}
	for i := range h.Sources {
		e.sources[h.Sources[i].ID] = &h.Sources[i]
	}
	var err error
	e.parties, err = document.NewParties(records, func(r graph.Record) {
		if s, ok := r.(graph.Source); ok {
			e.cite(&s)
		}
	})
	if err != nil {
		return Left{}, err
	}
	e.w.S("[")
	err = records.Entities(func(p graph.Entity) error {
		e.party(&p)
		return e.w.Err()
	})
	if err == nil {
		err = records(func(r graph.Record) error {
			switch r := r.(type) {
			case graph.Statement:
				e.statement(&r)
			case graph.Note:
				e.note(&r)
			case graph.Attribute:
				e.disclosure(&r)
			}
			return e.w.Err()
		})
	}
	if err != nil {
		return e.left, err
	}
	e.flush()
	e.w.S("\n]\n")
	return e.left, e.w.Close()
}

// maxSources bounds the sources that are remembered: registers may cite one a record.
const maxSources = 100_000

type encoder struct {
	w       *document.Writer
	h       *document.Head
	parties *document.Parties
	sources map[graph.SourceID]*graph.Source
	open    *statement // a relationship to which the next statement may belong
	group   [3]string  // what statements of one relationship begin with, and its sides
	begun   bool
	told    bool
	left    Left
}

func (e *encoder) cite(s *graph.Source) {
	if len(e.sources) < maxSources {
		e.sources[s.ID] = s
	}
}

// entityTypes are the codes of kinds that are parties.
var entityTypes = map[graph.Kind]entityType{
	graph.Company: {Type: "registeredEntity"}, graph.Arrangement: {Type: "arrangement"}, graph.State: {Type: "state"}, graph.StateBody: {Type: "stateBody"},
	graph.Bloc: {Type: "legalEntity", Details: "union of states"}, graph.Exchange: {Type: "legalEntity", Details: "exchange"},
	graph.Media: {Type: "legalEntity", Details: "media"}, graph.Other: {Type: "legalEntity", Details: "other"}, "": {Type: "legalEntity", Details: "kind not stated"},
	graph.Group: {Type: "unknownEntity", Details: "several holders not all named"},
}

func isParty(k graph.Kind) bool {
	_, ok := entityTypes[k]
	return ok || k == graph.Person
}

func (e *encoder) party(p *graph.Entity) {
	switch {
	case !isParty(p.Kind):
		e.left.Things++
		return
	case standsBehind(p.Kind) && !e.parties.Owns(p.ID): // a place, told with those who stand there
		return
	case unnamed(p.ID): // told where it holds
		return
	}
	record := recordID(p.ID)
	s := &statement{ID: hashed("party", string(p.ID)), Date: e.h.AsOf.String(), DeclarationSubject: record, RecordID: record, RecordType: "entity"}
	e.publish(s, p.Source, nil)
	details := &recordDetails{Identifiers: identifiers(p)}
	s.Details = details
	home := e.parties.Home(p.ID)
	if p.Kind == graph.Person {
		s.RecordType = "person"
		details.PersonType = "knownPerson"
		if p.Name == "" || p.Name == "unknown person" {
			details.PersonType = "unknownPerson"
			details.UnspecifiedPerson = unspecifiedBy(p)
		} else {
			details.Names = append(details.Names, personName{"legal", document.Plain(p.Name)})
		}
		for _, a := range p.Aliases {
			details.Names = append(details.Names, personName{"alternative", document.Plain(a)})
		}
		for _, n := range e.parties.Homes(p.ID) {
			details.Nationalities = append(details.Nationalities, countryOf(n))
		}
		details.BirthDate = e.parties.Born(p.ID)
		if x := e.parties.Exposure(p.ID); x == "isPep" || x == "isNotPep" || x == "unknown" {
			details.Exposure = &exposure{x}
		}
		if live := e.parties.Residence(p.ID); live.Name != "" {
			c := countryOf(live)
			details.Addresses = []address{{"residence", &c}}
		}
		e.write(s)
		return
	}
	t := entityTypes[p.Kind]
	details.EntityType = &t
	details.Name = document.Plain(p.Name)
	if t.Type == "unknownEntity" || p.Name == "unknown party" {
		t.Type = "unknownEntity"
		details.UnspecifiedEntity = unspecifiedBy(p)
	}
	for _, a := range p.Aliases {
		details.AlternateNames = append(details.AlternateNames, document.Plain(a))
	}
	if (p.Kind == graph.State || p.Kind == graph.Bloc) && p.ISO != "" {
		home = document.Place{Code: p.ISO, Name: p.DisplayName("en")}
	}
	if home.Name != "" {
		details.Jurisdiction = &country{Name: document.Plain(home.Name), Code: home.Code}
	}
	if seat := e.parties.Seat(p.ID); seat.Name != "" {
		c := countryOf(seat)
		details.Addresses = []address{{"business", &c}}
	}
	listings := e.parties.Listings(p.ID)
	details.Listing = listing(listings)
	for _, l := range listings { // what is told of a listing was seen that day
		if l.AsOf != 0 {
			s.Date = l.AsOf.String()
		}
	}
	e.write(s)
}

// listing tells where securities are listed: the standard wants the ticker and the
// state of each exchange, so others are only told to be.
func listing(all []document.Listing) *publicListing {
	if len(all) == 0 {
		return nil
	}
	out := &publicListing{Public: true}
	for _, l := range all {
		ticker := strings.Trim(l.Detail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == "" && l.Detail != "" && len(l.Detail) <= 12
		if !ticker || l.Market.Place.Code == "" {
			continue
		}
		mic, _ := strings.CutPrefix(string(l.Market.ID), "mic:")
		if mic == string(l.Market.ID) {
			mic = ""
		}
		out.Securities = append(out.Securities, security{MIC: mic, Place: l.Market.Place.Code, Name: document.Plain(l.Market.Name), Security: map[string]string{"ticker": l.Detail}})
	}
	return out
}

// standsBehind reports a kind that mostly says where others stand.
func standsBehind(k graph.Kind) bool {
	return k == graph.State || k == graph.Bloc || k == graph.Exchange
}

// unnamed reports a party that was made for a side of a relationship nobody specifies.
func unnamed(id graph.EntityID) bool {
	return strings.HasPrefix(string(id), "bods:") && (strings.HasSuffix(string(id), "#interestedParty") || strings.HasSuffix(string(id), "#subject"))
}

// countryOf is a place as a country: a part of a state is told as that.
func countryOf(p document.Place) country {
	code, part, _ := strings.Cut(p.Code, "-")
	if len(code) != 2 {
		code = ""
	}
	name := document.Plain(p.Name)
	if part != "" {
		name = code + " (" + name + ")"
	}
	return country{Name: name, Code: code}
}

func unspecifiedBy(p *graph.Entity) *unspecified {
	u := &unspecified{Reason: "unknown", Description: document.Plain(p.Note.In("en"))}
	if p.Kind == graph.Group {
		u.Reason = "informationUnknownToPublisher"
	}
	return u
}

func identifiers(p *graph.Entity) []identifier {
	var out []identifier
	if p.LEI != "" {
		out = append(out, identifier{ID: p.LEI, Scheme: "XI-LEI"})
	}
	for _, i := range p.Identifiers {
		if strings.TrimSpace(i.Scheme) == "" || strings.TrimSpace(i.ID) == "" {
			continue // the standard wants both
		}
		if listed(i.Scheme) {
			out = append(out, identifier{ID: document.Plain(i.ID), Scheme: i.Scheme})
		} else {
			out = append(out, identifier{ID: document.Plain(i.ID), SchemeName: document.Plain(i.Scheme)})
		}
	}
	return out
}

// listed reports a code of org-id.guide: two capitals, a hyphen, capitals.
func listed(scheme string) bool {
	country, list, ok := strings.Cut(scheme, "-")
	return ok && len(country) == 2 && list != "" && scheme == strings.ToUpper(scheme) && strings.Trim(scheme, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

// write ends the statement before and writes one.
func (e *encoder) write(s *statement) {
	line, err := document.JSON(s)
	if err != nil { // the parts are strings and numbers
		return
	}
	if e.begun {
		e.w.S(",")
	}
	e.begun = true
	e.w.S("\n", string(line))
}

// publish says who published a statement and what it rests on.
func (e *encoder) publish(s *statement, id graph.SourceID, c *graph.Claim) {
	s.Publication = &publication{Date: e.h.Release, Version: "0.4", Publisher: agent{Name: e.h.Generator}}
	if e.h.Release == "" {
		s.Publication.Date = e.h.AsOf.String()
	}
	remarks := []string{}
	if src := e.sources[id]; src != nil {
		s.Publication.License = licenceURI(src.Licence)
		s.Source = &origin{Description: document.Plain(describe(src))}
		if isURI(src.URL) {
			s.Source.URL = src.URL
		}
		if src.NonCommercial {
			remarks = append(remarks, "non-commercial use only")
		}
	}
	if c != nil {
		if c.Evidence != 0 {
			remarks = append(remarks, "evidence: "+c.Evidence.String())
		}
		if c.Assertion != graph.Stated && c.Assertion != "" {
			remarks = append(remarks, "assertion: "+string(c.Assertion))
		}
		if c.Quote != "" {
			remarks = append(remarks, "quote: "+document.Plain(c.Quote))
		}
	}
	if len(remarks) > 0 {
		s.Annotations = []annotation{{Motivation: "commenting", Description: strings.Join(remarks, "; ")}}
	}
	if !e.told { // an array has no head: the first statement says what all are
		e.told = true
		for _, line := range e.h.Lines {
			s.Annotations = append(s.Annotations, annotation{Motivation: "commenting", Description: document.Line(line)})
		}
	}
}

func describe(s *graph.Source) string {
	parts := []string{}
	for _, p := range []string{s.Title, s.Citation, s.Date} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, string(s.ID))
	}
	if s.Licence != "" && licenceURI(s.Licence) == "" {
		parts = append(parts, "licence: "+s.Licence)
	}
	return strings.Join(parts, ", ")
}

// licenceURI is the canonical address of a licence, "" when it is not known.
func licenceURI(name string) string {
	known := map[string]string{
		"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/", "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
		"CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
		"OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
	}[name]
	if known == "" && isURI(name) {
		return name
	}
	return known
}

// isURI reports a text that validators of others take for a URI.
func isURI(s string) bool {
	u, err := url.Parse(s)
	if err == nil {
		_, err = url.PathUnescape(s) // a query may hold what is no escape
	}
	return err == nil && u.Scheme != "" && u.Host != "" && strings.Count(s, "#") < 2 && !strings.ContainsAny(s, " \"<>\\^`{|}[]") && document.Plain(s) == s && !strings.ContainsAny(s, "\n\t") && ascii(s)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// recordID is the id of a record: that of the data it was loaded from, else that of
// the entity.
func recordID(id graph.EntityID) string {
	return document.Plain(strings.TrimPrefix(string(id), "bods:"))
}

// hashed makes an id of 64 characters.
func hashed(class, id string) string {
	sum := sha256.Sum256([]byte("longarm\x00" + class + "\x00" + id))
	return hex.EncodeToString(sum[:])
}
