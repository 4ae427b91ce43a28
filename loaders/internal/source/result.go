// Package source holds what every loader needs before it can read its own format:
// opening files within limits, finding their encoding, refusing control bytes,
// placing an error at file:line:column, suggesting the word that was meant, and
// turning the ISO code of a state into the state.
package source

import (
	"errors"
	"strconv"

	"longarm/graph"
)

// Error is one refusal, or one remark, about one place of one input file.
type Error struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1; 0 when the whole file is meant
	Column int    `json:"column,omitempty"` // from 1; see the loader for its unit
	// Path names the field: "statements[3].share" in YAML, a column name in CSV.
	Path string `json:"path,omitempty"`
	// Message is "cause; next step" in English; see [Error.Told].
	Message string `json:"message"`
	// French is the same in French, empty when nobody translated it.
	French string `json:"-"`
	// Cause is the error behind it, if there is one, for errors.Is.
	Cause error `json:"-"`
}

// Unwrap returns the error behind it.
func (e Error) Unwrap() error { return e.Cause }

// Position renders file:line:column, leaving out what is not known.
func (e Error) Position() string {
	switch {
	case e.Line == 0:
		return e.File
	case e.Column == 0:
		return e.File + ":" + strconv.Itoa(e.Line)
	}
	return e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column)
}

// Error renders "file:line:column: cause; next step" in English.
func (e Error) Error() string { return e.Position() + ": " + e.Message }

// In renders "file:line:column: cause; next step" in the language, "en" or "fr".
func (e Error) In(lang string) string {
	return e.Position() + ": " + e.Told(lang).Message
}

// Saying is the error with that message.
func (e Error) Saying(t graph.Text) Error {
	e.Message, e.French = t.In("en"), t.In("fr")
	return e
}

// Told is the error with its Message in the language, "en" or "fr": what a program writes
// for a reader of it.
func (e Error) Told(lang string) Error {
	if lang == "fr" && e.French != "" {
		e.Message = e.French
	}
	return e
}

// MaxErrors bounds how many errors, and how many notes, a Result spells out. The
// counts go on beyond it.
const MaxErrors = 10_000

// Result tells what a loader did with its input. Read = Accepted + Rejected
// always holds; an item is a row of a table, or an entity, source or claim of a
// curated file. One item may have several errors.
type Result struct {
	Read     int `json:"read"`
	Accepted int `json:"accepted"`
	Rejected int `json:"rejected"`
	// Errors lists the refusals in the order of the input, at most MaxErrors.
	Errors []Error `json:"errors"`
	// Notes lists, in the order of the input, what was accepted but deserves a word:
	// an encoding that was recognised, an entity that was made.
	Notes []Error `json:"notes,omitempty"`
	// Flags lists dirty data that was accepted: duplicate rows.
	Flags []graph.Flag `json:"flags,omitempty"`
}

// Reject adds an error without counting an item.
func (r *Result) Reject(e Error) {
	if len(r.Errors) < MaxErrors {
		r.Errors = append(r.Errors, e)
	}
}

// Remark adds a note.
func (r *Result) Remark(e Error) {
	if len(r.Notes) < MaxErrors {
		r.Notes = append(r.Notes, e)
	}
}

// Add takes the counts, errors, notes and flags of another result.
func (r *Result) Add(o Result) {
	r.Read, r.Accepted, r.Rejected = r.Read+o.Read, r.Accepted+o.Accepted, r.Rejected+o.Rejected
	for _, e := range o.Errors {
		r.Reject(e)
	}
	for _, n := range o.Notes {
		r.Remark(n)
	}
	r.Flags = append(r.Flags, o.Flags...)
}

// Err joins the errors into one, or nil; each is found by errors.As as an Error.
func (r *Result) Err() error {
	if len(r.Errors) == 0 {
		return nil
	}
	list := make([]error, len(r.Errors))
	for i, e := range r.Errors {
		list[i] = e
	}
	return errors.Join(list...)
}
