package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"longarm/graph"
)

// wire is a line as encoding/json reads it: the keys of all kinds of record.
type wire struct {
	Record string `json:"record"`
	ID     string `json:"id"`

	Title    string `json:"title"`
	URL      string `json:"url"`
	Citation string `json:"citation"`
	InFrench struct {
		Title    string `json:"title"`
		Citation string `json:"citation"`
	} `json:"in_french"`
	Date          string `json:"date"`
	Licence       string `json:"licence"`
	NonCommercial bool   `json:"non_commercial"`

	Kind        string            `json:"kind"`
	Name        string            `json:"name"`
	Names       map[string]string `json:"names"`
	LegalName   string            `json:"legal_name"`
	Aliases     []string          `json:"aliases"`
	LEI         string            `json:"lei"`
	Identifiers []wireIdentifier  `json:"identifiers"`
	ISO         string            `json:"iso"`
	Within      graph.EntityID    `json:"within"`
	WithinClaim graph.ClaimID     `json:"within_claim"`
	Status      words             `json:"status"`

	Holder   graph.EntityID `json:"holder"`
	Interest graph.Interest `json:"interest"`
	Subject  graph.EntityID `json:"subject"`
	Share    *share         `json:"share"`
	Basis    graph.Basis    `json:"basis"`
	Value    string         `json:"value"`
	Words    words          `json:"words"`

	Entity   graph.EntityID   `json:"entity"`
	At       graph.EntityID   `json:"at"`
	Per      string           `json:"per"`
	Percent  percent          `json:"percent"`
	Members  []graph.EntityID `json:"members"`
	Relation string           `json:"relation"`
	Object   graph.EntityID   `json:"object"`

	From      graph.Date      `json:"from"`
	To        graph.Date      `json:"to"`
	AsOf      graph.Date      `json:"as_of"`
	Assertion graph.Assertion `json:"assertion"`
	Source    graph.SourceID  `json:"source"`
	Evidence  string          `json:"evidence"`
	Quote     string          `json:"quote"`
	Note      words           `json:"note"`
	Origin    string          `json:"origin"`
	VersionOf string          `json:"version_of"`
}

type wireIdentifier struct {
	Scheme string `json:"scheme"`
	ID     string `json:"id"`
}

// words is a text for readers: a string, or an object by language.
type words graph.Text

func (w *words) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &w.Own)
	}
	var o struct {
		Own string `json:"own"`
		EN  string `json:"en"`
		FR  string `json:"fr"`
	}
	err := json.Unmarshal(b, &o)
	*w = words{Own: o.Own, EN: o.EN, FR: o.FR}
	return err
}

type percent graph.Percent

func (p *percent) UnmarshalJSON(b []byte) error {
	floor, ceil, err := graph.ParsePercent(string(b))
	if err == nil && floor != ceil {
		err = errors.New("a figure with more than nine decimals")
	}
	*p = percent(floor)
	return err
}

// share is a figure: a number, or a band.
type share graph.Share

func (s *share) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] != '{' {
		var p percent
		err := p.UnmarshalJSON(b)
		*s = share(graph.Exact(graph.Percent(p)))
		return err
	}
	var o struct {
		Min     percent `json:"min"`
		Max     percent `json:"max"`
		MinOpen bool    `json:"min_open"`
		MaxOpen bool    `json:"max_open"`
	}
	err := json.Unmarshal(b, &o)
	*s = share{Min: graph.Percent(o.Min), Max: graph.Percent(o.Max), MinOpen: o.MinOpen, MaxOpen: o.MaxOpen}
	return err
}

// decodeRecord reads one line. A line that takes another away is no record: gone is
// its id.
func decodeRecord(line []byte) (r graph.Record, gone string, err error) {
	line = bytes.TrimSuffix(line, []byte("\n"))
	var w wire
	if !readWire(line, &w) {
		return decodeAny(line)
	}
	return w.record()
}

// decodeAny reads a line in whatever way JSON may write it.
func decodeAny(line []byte) (r graph.Record, gone string, err error) {
	var w wire
	if err := json.Unmarshal(line, &w); err != nil {
		return nil, "", err
	}
	return w.record()
}

// record is the record that a line means.
func (w *wire) record() (r graph.Record, gone string, err error) {
	evidence, _ := graph.ParseEvidence(w.Evidence)
	claim := graph.Claim{ID: graph.ClaimID(w.ID), Period: graph.Period{From: w.From, To: w.To, AsOf: w.AsOf}, Assertion: w.Assertion,
		Source: w.Source, Evidence: evidence, Quote: w.Quote, Note: graph.Text(w.Note), Origin: w.Origin, Record: w.VersionOf}
	var figure graph.Share
	if w.Share != nil {
		figure = graph.Share(*w.Share)
	}
	switch w.Record {
	case "source":
		return graph.Source{ID: graph.SourceID(w.ID), Title: w.Title, URL: w.URL, Citation: w.Citation, Date: w.Date,
			InFrench: graph.SourceWords{Title: w.InFrench.Title, Citation: w.InFrench.Citation},
			Licence:  w.Licence, NonCommercial: w.NonCommercial, Origin: w.Origin}, "", nil
	case "entity":
		e := graph.Entity{ID: graph.EntityID(w.ID), Kind: graph.Kind(w.Kind), Name: w.Name, Names: w.Names, LegalName: w.LegalName,
			Aliases: w.Aliases, LEI: w.LEI, ISO: w.ISO, Within: w.Within, WithinClaim: w.WithinClaim, Status: graph.Text(w.Status),
			Note: graph.Text(w.Note), Source: w.Source, Evidence: evidence, Origin: w.Origin}
		for _, i := range w.Identifiers {
			e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: i.Scheme, ID: i.ID})
		}
		return e, "", nil
	case "statement":
		return graph.Statement{Claim: claim, Holder: w.Holder, Subject: w.Subject, Interest: w.Interest, Basis: w.Basis,
			Share: figure, Figure: w.Share != nil, Value: w.Value, Words: graph.Text(w.Words)}, "", nil
	case "attribute":
		return graph.Attribute{Claim: claim, Entity: w.Entity, Name: w.Name, Value: w.Value, At: w.At, Per: w.Per}, "", nil
	case "coverage":
		return graph.Coverage{Claim: claim, Entity: w.Entity, Interest: w.Interest, Basis: w.Basis, Kind: graph.CoverageKind(w.Kind),
			Percent: graph.Percent(w.Percent), Members: w.Members}, "", nil
	case "note":
		return graph.Note{Claim: claim, Subject: w.Subject, Relation: w.Relation, Object: w.Object, Share: figure,
			Figure: w.Share != nil, Value: w.Value, Words: graph.Text(w.Words)}, "", nil
	case goneRecord:
		return nil, w.ID, nil
	}
	return nil, "", unknownRecord(w.Record)
}

func unknownRecord(kind string) error { return fmt.Errorf("a record of the unknown kind %q", kind) }
