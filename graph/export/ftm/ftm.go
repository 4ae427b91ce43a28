// Package ftm writes FollowTheMoney: entities as JSON lines, as Aleph and OpenSanctions
// read them.
//
// Written is what counts. FollowTheMoney has ownership, offices and a link without a
// meaning; technology and the other grounds of control are links of the last kind, with
// the interest as their role. A share is free text there: "25.5 %", ">25–50 %", which
// longarm reads back to the same interval.
package ftm

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

type entity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption,omitempty"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Referents  []string            `json:"referents,omitempty"`
	Datasets   []string            `json:"datasets,omitempty"`
}

// put adds values to a property: those its type in FollowTheMoney takes. A longer one is
// cut and says so, a longer identifier goes to the notes.
func (e *entity) put(property string, values ...string) {
	for _, v := range values {
		v = document.Plain(v)
		if most := longest(property); utf8.RuneCountInString(v) > most {
			if most == identifierLength {
				e.put("notes", property+": "+v)
				continue
			}
			v = document.Clip(v, most)
		}
		if !blank(v) && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// identifierLength is how many characters an identifier of FollowTheMoney has at most.
const identifierLength = 64

// longest is how many characters a value of a property has at most.
func longest(property string) int {
	switch property {
	case "name", "alias":
		return 384
	case "summary", "notes":
		return 65_000
	case "sourceUrl", "opencorporatesUrl":
		return 4096
	case "idNumber", "registrationNumber", "leiCode":
		return identifierLength
	}
	for _, p := range properties {
		if p == property {
			return identifierLength
		}
	}
	return 1024
}

// Stream writes the records. It reads them once before it writes and keeps some twenty
// bytes for each entity, and the attributes that FollowTheMoney has a property for.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	e := &encoder{w: document.NewWriter(to), h: &h, sources: map[graph.SourceID]*graph.Source{}, kept: map[graph.EntityID][][2]string{}}
	for i := range h.Sources {
		e.cite(&h.Sources[i])
	}
	var err error
	e.parties, err = document.NewParties(records, e.learn)
	if err == nil {
		err = records(func(r graph.Record) error {
			switch r := r.(type) {
			case graph.Entity:
				e.thing(&r)
			case graph.Statement:
				e.statement(&r)
			case graph.Note:
				e.note(&r)
			}
			return e.w.Err()
		})
	}
	if err != nil {
		return err
	}
	return e.w.Close()
}

// learn keeps what a thing's one line must hold and other records state.
func (e *encoder) learn(r graph.Record) {
	switch r := r.(type) {
	case graph.Source:
		e.cite(&r)
	case graph.Attribute:
		if name, ok := strings.CutPrefix(r.Name, "ftm:"); ok && r.Assertion.Counts() {
			e.kept[r.Entity] = append(e.kept[r.Entity], [2]string{name, r.Value})
		}
	case graph.Statement:
		e.place(r.Holder, &r.Claim)
	case graph.Note:
		if r.Relation == "parentOf" && r.Assertion.Counts() {
			e.kept[r.Object] = append(e.kept[r.Object], [2]string{"parent", id(r.Subject)})
		} else {
			e.place(r.Subject, &r.Claim)
		}
	}
}

// place keeps a place as the data it was loaded from had it: the id of its claim ends
// in the property and the code.
func (e *encoder) place(of graph.EntityID, c *graph.Claim) {
	if thing, rest, ok := strings.Cut(string(c.ID), "#"); ok && thing == string(of) && strings.HasPrefix(thing, "ftm:") && c.Assertion.Counts() {
		if property, code, ok := strings.Cut(rest, ":"); ok {
			e.kept[of] = append(e.kept[of], [2]string{property, code})
		}
	}
}

const maxSources = 100_000

type encoder struct {
	w       *document.Writer
	h       *document.Head
	parties *document.Parties
	sources map[graph.SourceID]*graph.Source
	kept    map[graph.EntityID][][2]string // properties of things, by name and value
}

func (e *encoder) cite(s *graph.Source) {
	if len(e.sources) < maxSources {
		e.sources[s.ID] = s
	}
}

// schemata are those of kinds. Offers, lists, laws and other things that are no
// parties are left out.
var schemata = map[graph.Kind]string{
	"": "LegalEntity", graph.Company: "Company", graph.Arrangement: "LegalEntity", graph.Person: "Person", graph.Group: "LegalEntity",
	graph.State: "PublicBody", graph.StateBody: "PublicBody", graph.Bloc: "PublicBody", graph.Exchange: "Company", graph.Media: "Organization", graph.Other: "LegalEntity",
}

// properties are those of identifiers.
var properties = map[string]string{
	"bvd": "bvdId", "cage": "cageCode", "cik": "cikCode", "duns": "dunsCode", "giin": "giiNumber", "icij": "icijId", "imo": "imoNumber", "RU-INN": "innCode",
	"isin": "isinCode", "npi": "npiCode", "RU-OGRN": "ogrnCode", "RU-OKPO": "okpoCode", "opencorporates": "opencorporatesUrl", "permid": "permId", "bic": "swiftBic",
	"uei": "uniqueEntityId", "uscc": "uscCode", "vat": "vatCode", "wikidata": "wikidataId", "GB-COH": "registrationNumber",
}

func (e *encoder) thing(t *graph.Entity) {
	schema, ok := schemata[t.Kind]
	if place := t.Kind == graph.State || t.Kind == graph.Bloc || t.Kind == graph.Exchange; !ok || place && !e.parties.Linked(t.ID) {
		return
	}
	out := &entity{ID: id(t.ID), Caption: document.Plain(t.Name), Schema: schema, Properties: map[string][]string{}}
	for _, p := range e.kept[t.ID] {
		if p[0] == "schema" {
			out.Schema = p[1]
			continue
		}
		out.put(p[0], p[1])
	}
	out.put("name", t.Name)
	if len(out.Properties["name"]) == 0 { // none is refused
		out.put("name", cmp.Or(strings.TrimSpace(out.ID), "?"))
	}
	out.put("alias", t.LegalName)
	out.put("alias", t.Aliases...)
	out.put("leiCode", t.LEI)
	out.put("status", t.Status.In("en"))
	if loaded := strings.HasPrefix(string(t.ID), "ftm:"); !loaded {
		if out.ID != string(t.ID) {
			out.put("notes", "id: "+string(t.ID))
		}
		out.put("notes", t.Note.In("en"))
	}
	for _, i := range t.Identifiers {
		switch property := properties[i.Scheme]; {
		case i.Scheme == "opensanctions":
			if i.ID != out.ID {
				out.Referents = append(out.Referents, i.ID)
			}
		case property != "":
			out.put(property, i.ID)
		case strings.HasPrefix(i.Scheme, "ftm-"):
			out.put("registrationNumber", i.ID)
		default:
			out.put("idNumber", i.String())
		}
	}
	if !strings.HasPrefix(string(t.ID), "ftm:") {
		e.places(out, t)
	}
	e.source(out, t.Source)
	if s := e.sources[t.Source]; s != nil && len(out.Datasets) > 0 && s.NonCommercial {
		out.put("publisher", s.Title+" ("+s.Licence+") (NON-COMMERCIAL)")
	}
	e.write(out)
}

// places writes where a party stands.
func (e *encoder) places(out *entity, t *graph.Entity) {
	low := func(p document.Place) string { return strings.ToLower(p.Code) }
	switch {
	case t.Kind == graph.Person:
		for _, n := range e.parties.Homes(t.ID) {
			out.put("nationality", low(n))
		}
		out.put("country", low(e.parties.Residence(t.ID)))
		out.put("birthDate", e.parties.Born(t.ID))
	case t.ISO != "":
		out.put("country", strings.ToLower(t.ISO))
	case out.Schema == "Company":
		out.put("jurisdiction", low(e.parties.Home(t.ID)))
		out.put("mainCountry", low(e.parties.Seat(t.ID)))
	default:
		out.put("country", low(e.parties.Home(t.ID)), low(e.parties.Seat(t.ID)))
	}
}

// source says what an entity rests on: the data set it was loaded from, or publisher
// and address. A licence that forbids commercial use is said with it.
func (e *encoder) source(out *entity, id graph.SourceID) {
	if dataset, ok := strings.CutPrefix(string(id), "opensanctions:"); ok {
		out.Datasets = []string{dataset}
		return
	}
	s := e.sources[id]
	if s == nil {
		return
	}
	title := s.Title
	if title == "" {
		title = string(s.ID)
	}
	if s.Licence != "" {
		title += " (" + s.Licence + ")"
	}
	if s.NonCommercial {
		title += " (NON-COMMERCIAL)"
	}
	out.put("publisher", title)
	if strings.HasPrefix(s.URL, "http") {
		out.put("sourceUrl", s.URL)
	}
}

func (e *encoder) write(out *entity) {
	line, err := document.JSON(out)
	if err == nil {
		e.w.S(string(line), "\n")
	}
}

func (e *encoder) party(id graph.EntityID) bool {
	_, ok := schemata[e.parties.Kind(id)]
	return ok
}

func (e *encoder) statement(s *graph.Statement) {
	if !s.Assertion.Counts() {
		return
	}
	if s.Interest == graph.DesignatedUnder && e.party(s.Holder) {
		out := e.link(&s.Claim, "Sanction")
		out.put("entity", id(s.Holder))
		out.put("program", id(s.Subject))
		e.write(out)
		return
	}
	if s.Interest.Family() == graph.Jurisdiction && s.Interest != graph.OfficerOf || !e.party(s.Holder) || !e.party(s.Subject) {
		return // home and seat stand with the party
	}
	switch {
	case s.Interest.CarriesShare() && s.Basis != graph.Profit:
		out := e.link(&s.Claim, "Ownership")
		out.put("owner", id(s.Holder))
		out.put("asset", id(s.Subject))
		if s.Figure {
			percentage(out, &s.Claim, s.Share)
		}
		switch s.Basis {
		case graph.Votes:
			out.put("role", "voting rights")
		case graph.Both:
			out.put("ownershipType", "capital and votes")
		}
		out.put("role", s.Value)
		e.write(out)
	case s.Interest == graph.BoardMember || s.Interest == graph.BoardChair || s.Interest == graph.OfficerOf || s.Interest == "seniorManagingOfficial":
		out := e.link(&s.Claim, "Directorship")
		out.put("director", id(s.Holder))
		out.put("organization", id(s.Subject))
		if s.Value != "" {
			out.put("role", s.Value)
		} else if s.Interest != graph.BoardMember {
			out.put("role", map[graph.Interest]string{graph.BoardChair: "chair of the board", graph.OfficerOf: "officer"}[s.Interest])
		}
		e.write(out)
	default:
		out := e.link(&s.Claim, "UnknownLink")
		out.put("subject", id(s.Holder))
		out.put("object", id(s.Subject))
		out.put("role", string(s.Interest))
		out.put("role", s.Value)
		e.write(out)
	}
}

// links are the schemata of relations that are kept as notes.
var links = map[string][3]string{
	"holdsIndirectly": {"Ownership", "owner", "asset"}, "memberOf": {"Membership", "member", "organization"}, "employedBy": {"Employment", "employee", "employer"},
	"represents": {"Representation", "agent", "client"}, "linkedTo": {"UnknownLink", "subject", "object"}, "succeededBy": {"Succession", "predecessor", "successor"},
	"relatedTo": {"Family", "person", "relative"}, "associateOf": {"Associate", "person", "associate"}, "holdsPosition": {"Occupancy", "holder", "post"},
}

func (e *encoder) note(n *graph.Note) {
	l, ok := links[n.Relation]
	if !ok || !n.Assertion.Counts() || !e.party(n.Subject) || !e.party(n.Object) {
		return
	}
	out := e.link(&n.Claim, l[0])
	out.put(l[1], id(n.Subject))
	out.put(l[2], id(n.Object))
	if l[0] == "Ownership" {
		out.put("ownershipType", "indirect")
		if n.Figure {
			percentage(out, &n.Claim, n.Share)
		}
	}
	switch l[0] {
	case "Family", "Associate":
		out.put("relationship", n.Value)
	case "Occupancy":
		out.put("summary", n.Value)
	default:
		out.put("role", n.Value)
	}
	e.write(out)
}

// percentage writes the texts a share was read from, or the share.
func percentage(out *entity, c *graph.Claim, s graph.Share) {
	if strings.HasPrefix(string(c.ID), "ftm:") && c.Quote != "" {
		out.put("percentage", strings.Split(c.Quote, " | ")...)
		return
	}
	out.put("percentage", strings.TrimSuffix(s.String(), " %"))
}

// link begins a link with what all have in common.
func (e *encoder) link(c *graph.Claim, schema string) *entity {
	// # is for claims of one link
	out := &entity{ID: made(strings.ReplaceAll(string(c.ID), "#", "-")), Schema: schema, Properties: map[string][]string{}}
	out.put("startDate", c.Period.From.String())
	out.put("endDate", c.Period.To.String())
	out.put("date", c.Period.AsOf.String())
	if strings.HasPrefix(string(c.ID), "ftm:") {
		told(out, c.Note.Own)
	} else {
		out.put("summary", c.Note.In("en"))
	}
	e.source(out, c.Source)
	return out
}

// told puts back the properties that longarm keeps in the note of what it loaded:
// "status: direct; sharesCount: 100".
func told(out *entity, note string) {
	for note != "" {
		name, rest, ok := strings.Cut(note, ": ")
		if !ok {
			return
		}
		value := rest
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			value, _ = strconv.Unquote(quoted)
			rest = rest[len(quoted):]
			note = strings.TrimPrefix(rest, "; ")
		} else {
			value, note, _ = strings.Cut(rest, "; ")
		}
		if name != "datasets" && name != "retrievedAt" && name != "modifiedAt" {
			out.put(name, value)
		}
	}
}
