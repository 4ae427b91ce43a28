// Package jsongraph writes JSON: a whole graph as its records, an answer as nodes and
// edges.
package jsongraph

import (
	"io"

	"longarm/graph"
	"longarm/graph/export/internal/document"
)

// SchemaVersion is the version of both documents.
const SchemaVersion = "1"

// Head is what a document says of itself, as JSON.
type Head struct {
	SchemaVersion string     `json:"schema_version"`
	Title         string     `json:"title,omitempty"`
	AsOf          graph.Date `json:"as_of"`
	// Flags and Assumptions stand in every document of ours, be they none.
	Flags         []graph.Flag          `json:"flags"`
	Assumptions   []document.Assumption `json:"assumptions"`
	Data          string                `json:"data"` // the day of the data inside the command
	Generator     string                `json:"generator"`
	Disclaimer    string                `json:"disclaimer"`
	Licences      []Licence             `json:"licences"`
	NonCommercial bool                  `json:"non_commercial"` // of any source
}

// Licence is one licence among those of the sources.
type Licence struct {
	Name          string `json:"name"` // "" when not stated
	NonCommercial bool   `json:"non_commercial"`
	Sources       int    `json:"sources"`
}

// HeadOf renders the head of a document.
func HeadOf(h *document.Head) Head {
	out := Head{SchemaVersion: SchemaVersion, Title: h.Title, AsOf: h.AsOf, Data: h.Release, Generator: h.Generator, Disclaimer: h.Disclaimer,
		Flags: append([]graph.Flag{}, h.Flags...), Assumptions: append([]document.Assumption{}, h.Assumptions...),
		Licences: []Licence{}, NonCommercial: h.NonCommercial()}
	for _, l := range h.Licences() {
		out.Licences = append(out.Licences, Licence(l))
	}
	return out
}

// Stream writes the head and then every record, one a line, under "records": each an
// object whose member "record" says what it is. Records of every kind and assertion
// are there. It keeps nothing of what it has written.
func Stream(to io.Writer, h document.Head, records document.Records) error {
	head, err := document.JSON(HeadOf(&h))
	if err != nil {
		return err
	}
	w := document.NewWriter(to)
	w.S(string(head[:len(head)-1]), ",\"records\":[")
	sep := "\n"
	err = records(func(r graph.Record) error {
		line, err := document.JSON(wire(r))
		if err != nil {
			return err
		}
		w.S(sep, string(line))
		sep = ",\n"
		return w.Err()
	})
	if err != nil {
		return err
	}
	w.S("\n]}\n")
	return w.Close()
}

// Entity is an entity as JSON.
type Entity struct {
	Record      string            `json:"record"` // "entity"
	ID          graph.EntityID    `json:"id"`
	Kind        graph.Kind        `json:"kind"`
	Name        string            `json:"name,omitempty"`
	Names       map[string]string `json:"names,omitempty"`
	LegalName   string            `json:"legal_name,omitempty"`
	Aliases     []string          `json:"aliases,omitempty"`
	LEI         string            `json:"lei,omitempty"`
	Identifiers []Identifier      `json:"identifiers,omitempty"`
	ISO         string            `json:"iso,omitempty"`
	Within      graph.EntityID    `json:"within,omitempty"`
	Status      *Text             `json:"status,omitempty"`
	Note        *Text             `json:"note,omitempty"`
	Source      graph.SourceID    `json:"source,omitempty"`
	Evidence    graph.Evidence    `json:"evidence,omitzero"`
}

// Identifier is what a register calls an entity.
type Identifier struct {
	Scheme string `json:"scheme"`
	ID     string `json:"id"`
}

// Text is a text in the languages it is there in.
type Text struct {
	Own string `json:"own,omitempty"` // the source's words
	EN  string `json:"en,omitempty"`
	FR  string `json:"fr,omitempty"`
}

// Claim is what statements, attributes, coverages and notes have in common.
type Claim struct {
	Record    string          `json:"record"` // "statement", "attribute", "coverage" or "note"
	ID        graph.ClaimID   `json:"id"`
	From      graph.Date      `json:"valid_from,omitzero"`
	To        graph.Date      `json:"valid_to,omitzero"` // exclusive
	AsOf      graph.Date      `json:"observed,omitzero"`
	Assertion graph.Assertion `json:"assertion"`
	Counts    bool            `json:"counts"` // false: shown, never computed on
	Evidence  graph.Evidence  `json:"evidence,omitzero"`
	Source    graph.SourceID  `json:"source,omitempty"`
	Quote     string          `json:"quote,omitempty"`
	Note      *Text           `json:"note,omitempty"`
}

type statement struct {
	Claim
	Holder   graph.EntityID `json:"interested_party"`
	Interest graph.Interest `json:"interest"`
	Subject  graph.EntityID `json:"subject"`
	Basis    graph.Basis    `json:"basis,omitempty"`
	Share    *graph.Share   `json:"share,omitempty"` // absent: a holding without a figure
	Value    string         `json:"value,omitempty"`
	Words    *Text          `json:"words,omitempty"`
}

type attribute struct {
	Claim
	Entity graph.EntityID `json:"entity"`
	Name   string         `json:"name"`
	Value  string         `json:"value"`
	At     graph.EntityID `json:"at,omitempty"`
	Per    string         `json:"per,omitempty"`
}

type coverage struct {
	Claim
	Entity   graph.EntityID     `json:"entity"`
	Interest graph.Interest     `json:"interest"`
	Basis    graph.Basis        `json:"basis,omitempty"`
	Kind     graph.CoverageKind `json:"kind"`
	Percent  graph.Percent      `json:"percent,omitzero"`
	Members  []graph.EntityID   `json:"members,omitempty"`
}

type note struct {
	Claim
	Subject  graph.EntityID `json:"subject"`
	Relation string         `json:"relation"`
	Object   graph.EntityID `json:"object"`
	Share    *graph.Share   `json:"share,omitempty"`
	Value    string         `json:"value,omitempty"`
	Words    *Text          `json:"words,omitempty"`
}

type source struct {
	Record        string         `json:"record"` // "source"
	ID            graph.SourceID `json:"id"`
	Title         string         `json:"title,omitempty"`
	URL           string         `json:"url,omitempty"`
	Citation      string         `json:"citation,omitempty"`
	Date          string         `json:"date,omitempty"`
	Licence       string         `json:"licence"` // "" when not stated
	NonCommercial bool           `json:"non_commercial"`
}

func text(t graph.Text) *Text {
	if t.IsZero() {
		return nil
	}
	return &Text{t.Own, t.EN, t.FR}
}

func claim(what string, c *graph.Claim) Claim {
	return Claim{Record: what, ID: c.ID, From: c.Period.From, To: c.Period.To, AsOf: c.Period.AsOf, Assertion: c.Assertion, Counts: c.Assertion.Counts(),
		Evidence: c.Evidence, Source: c.Source, Quote: c.Quote, Note: text(c.Note)}
}

func wire(r graph.Record) any {
	switch r := r.(type) {
	case graph.Source:
		return source{"source", r.ID, r.Title, r.URL, r.Citation, r.Date, r.Licence, r.NonCommercial}
	case graph.Entity:
		out := Entity{Record: "entity", ID: r.ID, Kind: r.Kind, Name: r.Name, Names: r.Names, LegalName: r.LegalName, Aliases: r.Aliases, LEI: r.LEI, ISO: r.ISO,
			Within: r.Within, Status: text(r.Status), Note: text(r.Note), Source: r.Source, Evidence: r.Evidence}
		for _, i := range r.Identifiers {
			out.Identifiers = append(out.Identifiers, Identifier(i))
		}
		return out
	case graph.Statement:
		out := statement{Claim: claim("statement", &r.Claim), Holder: r.Holder, Interest: r.Interest, Subject: r.Subject, Basis: r.Basis, Value: r.Value, Words: text(r.Words)}
		if r.Interest.CarriesShare() && r.Figure {
			out.Share = &r.Share
		}
		return out
	case graph.Attribute:
		return attribute{claim("attribute", &r.Claim), r.Entity, r.Name, r.Value, r.At, r.Per}
	case graph.Coverage:
		return coverage{claim("coverage", &r.Claim), r.Entity, r.Interest, r.Basis, r.Kind, r.Percent, r.Members}
	case graph.Note:
		out := note{Claim: claim("note", &r.Claim), Subject: r.Subject, Relation: r.Relation, Object: r.Object, Value: r.Value, Words: text(r.Words)}
		if r.Figure {
			out.Share = &r.Share
		}
		return out
	}
	return nil
}
