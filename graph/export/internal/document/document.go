// Package document is what the encoders share: what every document says of itself,
// how the records of a whole graph reach an encoder, and how a text is made safe for
// a format that has no place for it.
package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
)

// Head is what a document says of itself. It holds no time of writing, so that two
// runs write the same bytes.
type Head struct {
	Title      string     // what is shown: "Bleu", or "" for a whole graph
	Lang       string     // "en" or "fr", the language of the words in it
	AsOf       graph.Date // the day an answer holds at; of a whole graph the day of its data
	Release    string     // the day of the data inside the command, as 2026-11-22
	Generator  string     // the program and its version
	Disclaimer string     // in Lang; a document without it must not be written
	// Lines are all of this in words, one remark each, for formats that have no more
	// than a comment for it: title, day, licences, disclaimer.
	Lines []string
	// Remarks are those lines that a document which shows title, day and disclaimer by
	// itself must add: the licences.
	Remarks []string
	// Sources are the publications what follows rests on, as far as they are known
	// before it is read; sorted by id.
	Sources []graph.Source
	// Flags are remarks on the data, and Assumptions what an answer takes for granted,
	// for the formats that hold them.
	Flags       []graph.Flag
	Assumptions []Assumption
}

// Assumption is something an answer takes for granted, and of whom.
type Assumption struct {
	Kind     string           `json:"kind"`
	Entities []graph.EntityID `json:"entities,omitempty"`
	Name     string           `json:"name,omitempty"`
	Text     string           `json:"text"` // in the language of the document
}

// Licence is one licence with what it covers.
type Licence struct {
	Name          string // an SPDX identifier or words; "" when a source states none
	NonCommercial bool
	Sources       int
}

// Licences lists the licences of the sources, each once, sorted by name.
func (h *Head) Licences() []Licence {
	var out []Licence
	for _, s := range h.Sources {
		i := slices.IndexFunc(out, func(l Licence) bool { return l.Name == s.Licence && l.NonCommercial == s.NonCommercial })
		if i < 0 {
			i, out = len(out), append(out, Licence{Name: s.Licence, NonCommercial: s.NonCommercial})
		}
		out[i].Sources++
	}
	slices.SortFunc(out, func(a, b Licence) int {
		if c := cmp.Compare(a.Name, b.Name); c != 0 || a.NonCommercial == b.NonCommercial {
			return c
		}
		if a.NonCommercial {
			return 1
		}
		return -1
	})
	return out
}

// NonCommercial reports a source that may not be used commercially.
func (h *Head) NonCommercial() bool {
	return slices.ContainsFunc(h.Sources, func(s graph.Source) bool { return s.NonCommercial })
}

// Source returns the source with the id among those of the head, or nil.
func (h *Head) Source(id graph.SourceID) *graph.Source {
	i, ok := slices.BinarySearchFunc(h.Sources, id, func(s graph.Source, id graph.SourceID) int { return cmp.Compare(s.ID, id) })
	if !ok {
		return nil
	}
	return &h.Sources[i]
}

// Records hands on every record of a graph, in the same order each time it is
// called, and stops at the first error of add. Every entity comes once, every claim
// once, and each end of a claim is an entity that comes at some time.
type Records func(add func(graph.Record) error) error

// Entities hands on the entities among the records.
func (r Records) Entities(add func(graph.Entity) error) error {
	return r(func(r graph.Record) error {
		if e, ok := r.(graph.Entity); ok {
			return add(e)
		}
		return nil
	})
}

// Statements hands on the statements among the records.
func (r Records) Statements(add func(graph.Statement) error) error {
	return r(func(r graph.Record) error {
		if s, ok := r.(graph.Statement); ok {
			return add(s)
		}
		return nil
	})
}

// Label is the name of an entity in the language, or its id.
func Label(e *graph.Entity, lang string) string { return e.DisplayName(lang) }

// FamilyName names a family of interests in a document, whatever its language:
// "ownership", "control", "technology" or "jurisdiction".
func FamilyName(f graph.Family) string {
	return [...]string{"ownership", "control", "technology", "jurisdiction"}[f]
}

// ShareText renders the share of a statement for a reader, "" when it carries none;
// a holding without a figure is "> 0 %".
func ShareText(s *graph.Statement) string {
	switch {
	case !s.Interest.CarriesShare():
		return ""
	case !s.Figure:
		return "> 0 %"
	}
	return s.Share.String()
}

// LicenceLine lists the licences in one line, in the language of the head, each with
// how many sources it covers where there are several: "CC0-1.0 (3) · CC-BY-NC-4.0
// (NON-COMMERCIAL) (1) · not stated (12)"; "" without sources.
func (h *Head) LicenceLine() string {
	unstated := "not stated"
	if h.Lang == "fr" {
		unstated = "non précisée"
	}
	list := h.Licences()
	parts := make([]string, 0, len(list))
	for _, l := range list {
		name := cmp.Or(l.Name, unstated)
		if l.NonCommercial {
			name += " (NON-COMMERCIAL)"
		}
		if len(list) > 1 {
			name += " (" + strconv.Itoa(l.Sources) + ")"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, " · ")
}
