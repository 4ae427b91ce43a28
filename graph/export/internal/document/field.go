package document

import (
	"strconv"
	"strings"

	"longarm/graph"
)

// Type is how a field is to be read.
type Type string

// The types of fields.
const (
	Text    Type = "string"
	Number  Type = "double"
	Boolean Type = "boolean"
)

// Field is one property of nodes or edges, under one name in every format.
type Field[T any] struct {
	Name string
	Type Type
	// Get renders the property; "" when the entity or statement has none.
	Get func(*T) string
}

// EntityFields are the properties of an entity beside its id and name, the words of
// editors in the language.
func EntityFields(lang string) []Field[graph.Entity] {
	return []Field[graph.Entity]{
		{"kind", Text, func(e *graph.Entity) string { return string(e.Kind) }},
		{"legal_name", Text, func(e *graph.Entity) string { return e.LegalName }},
		{"aliases", Text, func(e *graph.Entity) string { return Joined(e.Aliases) }},
		{"lei", Text, func(e *graph.Entity) string { return e.LEI }},
		{"identifiers", Text, func(e *graph.Entity) string { return Joined(Identifiers(e)) }},
		{"iso", Text, func(e *graph.Entity) string { return e.ISO }},
		{"within", Text, func(e *graph.Entity) string { return string(e.Within) }},
		{"status", Text, func(e *graph.Entity) string { return e.Status.In(lang) }},
		{"note", Text, func(e *graph.Entity) string { return e.Note.In(lang) }},
		{"source", Text, func(e *graph.Entity) string { return string(e.Source) }},
		{"evidence", Text, func(e *graph.Entity) string { return e.Evidence.String() }},
	}
}

// StatementFields are the properties of a statement beside its id and its ends. A
// share is given in percent as two bounds; an open bound is not part of it itself.
func StatementFields(lang string) []Field[graph.Statement] {
	share := func(get func(graph.Share) string) func(*graph.Statement) string {
		return func(s *graph.Statement) string {
			if !s.Interest.CarriesShare() {
				return ""
			}
			if !s.Figure {
				return get(graph.SomeShare())
			}
			return get(s.Share)
		}
	}
	return []Field[graph.Statement]{
		{"interest", Text, func(s *graph.Statement) string { return string(s.Interest) }},
		{"family", Text, func(s *graph.Statement) string { return FamilyName(s.Interest.Family()) }},
		{"basis", Text, func(s *graph.Statement) string { return string(s.Basis) }},
		{"share", Text, ShareText},
		{"share_min", Number, share(func(s graph.Share) string { return s.Min.String() })},
		{"share_max", Number, share(func(s graph.Share) string { return s.Max.String() })},
		{"share_min_open", Boolean, share(func(s graph.Share) string { return open(s.MinOpen) })},
		{"share_max_open", Boolean, share(func(s graph.Share) string { return open(s.MaxOpen) })},
		{"valid_from", Text, func(s *graph.Statement) string { return s.Period.From.String() }},
		{"valid_to", Text, func(s *graph.Statement) string { return s.Period.To.String() }},
		{"as_of", Text, func(s *graph.Statement) string { return s.Period.AsOf.String() }},
		{"value", Text, func(s *graph.Statement) string { return s.Value }},
		{"note", Text, func(s *graph.Statement) string { return s.Note.In(lang) }},
		{"assertion", Text, func(s *graph.Statement) string { return string(s.Assertion) }},
		{"evidence", Text, func(s *graph.Statement) string { return s.Evidence.String() }},
		{"source", Text, func(s *graph.Statement) string { return string(s.Source) }},
	}
}

func open(yes bool) string {
	if yes {
		return strconv.FormatBool(true)
	}
	return ""
}

// Identifiers lists the identifiers of an entity as "scheme:id".
func Identifiers(e *graph.Entity) []string {
	out := make([]string, len(e.Identifiers))
	for i, id := range e.Identifiers {
		out[i] = id.String()
	}
	return out
}

// Joined puts a list into one text, its parts between semicolons. A semicolon within
// a part becomes a comma: no reader of such lists knows an escape.
func Joined(list []string) string {
	if len(list) == 0 {
		return ""
	}
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = strings.ReplaceAll(s, ";", ",")
	}
	return strings.Join(parts, ";")
}

// KindLabel is a kind as graph databases label nodes: "Company", "StateBody".
func KindLabel(k graph.Kind) string {
	if k == "" {
		return "Unknown"
	}
	return strings.ToUpper(string(k[:1])) + string(k[1:])
}

// Strings are ids as texts.
func Strings[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// Percent is how much a coverage covers, "" where it says none.
func Percent(c *graph.Coverage) string {
	if c.Percent == 0 {
		return ""
	}
	return c.Percent.String()
}
