package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// field is one cell with its place.
type field struct {
	text         string
	line, column int
}

// fault is why a row or a header cannot be used.
type fault struct {
	line, column int
	path         string
	message      graph.Text
}

func (f *fault) at(file string) source.Error {
	return source.Error{File: file, Line: f.line, Column: f.column, Path: f.path}.Saying(f.message)
}

// maxFields bounds the fields of a row.
const maxFields = 1000

// scanner splits a text into rows of fields: RFC 4180 with any of three
// delimiters, either line end, and quotes only around whole fields.
type scanner struct {
	lines *source.Lines
	delim byte
	row   []field // reused
}

// errOpenQuote is fatal: from an unclosed quote on, nothing can be told apart.
var errOpenQuote = graph.Fault("the quote opened here is never closed; close it, or double it inside a quoted field", "le guillemet ouvert ici n’est jamais fermé ; fermez-le, ou doublez-le dans un champ entre guillemets")

// next returns the fields of the next row that is not blank, valid until the
// following call, and a fault that refuses the row. The error is io.EOF at the
// end, and fatal otherwise.
func (s *scanner) next() ([]field, *fault, error) {
	for {
		line, bad, err := s.lines.Next()
		if err != nil {
			return nil, nil, err
		}
		if len(line) == 0 {
			continue
		}
		number := s.lines.Number()
		refused, err := s.split(string(line)) // also of a bad line: a quote may open in it
		if bad != nil {
			refused = &fault{line: number, column: bad.Column, message: bad.Message}
		}
		if err != nil || refused != nil || !s.blank() {
			return s.row, refused, err
		}
	}
}

func (s *scanner) blank() bool {
	for _, f := range s.row {
		if strings.TrimSpace(f.text) != "" {
			return false
		}
	}
	return true
}

// split fills s.row from a line, and from the lines after it while a quote is open.
func (s *scanner) split(line string) (*fault, error) {
	s.row = s.row[:0]
	var first *fault
	number, start := s.lines.Number(), 0
	for {
		if len(s.row) > maxFields {
			return &fault{line: number, column: start + 1, message: graph.Say("more than 1000 fields in one row; no table of this kind has them", "plus de 1000 champs sur une ligne ; aucune table de cette sorte n’en a autant")}, nil
		}
		if start < len(line) && line[start] == '"' {
			f, rest, bad, err := s.quoted(line, start)
			if err != nil {
				return nil, err
			}
			if bad != nil && first == nil {
				first = bad
			}
			s.row = append(s.row, f)
			line, start, number = rest.line, rest.start, s.lines.Number()
			if start > len(line) {
				return first, nil
			}
			continue
		}
		end := strings.IndexByte(line[start:], s.delim)
		text := line[start:]
		if end >= 0 {
			text = line[start : start+end]
		}
		if i := strings.IndexByte(text, '"'); i >= 0 && first == nil {
			first = &fault{line: number, column: start + i + 1, message: graph.Say("a quote inside a field; quote the whole field and double the quote", "un guillemet dans un champ ; mettez tout le champ entre guillemets et doublez celui-ci")}
		}
		s.row = append(s.row, field{text, number, start + 1})
		if end < 0 {
			return first, nil
		}
		start += end + 1
	}
}

// cursor is where the next field begins; beyond the line when there is none.
type cursor struct {
	line  string
	start int
}

// quoted reads a field whose quote opens at start.
func (s *scanner) quoted(line string, start int) (field, cursor, *fault, error) {
	f := field{line: s.lines.Number(), column: start + 1}
	var bad *fault
	var text strings.Builder
	size, from := 0, start+1
	for {
		i := strings.IndexByte(line[from:], '"')
		if i < 0 {
			text.WriteString(line[from:])
			text.WriteByte('\n')
			next, wrong, err := s.lines.Next()
			if errors.Is(err, io.EOF) || err == nil && size > source.MaxRecord {
				return f, cursor{}, nil, &openQuote{f.line, f.column}
			}
			if err != nil {
				return f, cursor{}, nil, err
			}
			if wrong != nil && bad == nil {
				bad = &fault{line: s.lines.Number(), column: wrong.Column, message: wrong.Message}
			}
			line, from = string(next), 0
			size += len(line) + 1
			continue
		}
		i += from
		if i+1 < len(line) && line[i+1] == '"' {
			text.WriteString(line[from : i+1])
			from = i + 2
			continue
		}
		if text.Len() == 0 {
			f.text = line[from:i]
		} else {
			text.WriteString(line[from:i])
			f.text = text.String()
		}
		if i+1 == len(line) {
			return f, cursor{line, len(line) + 1}, bad, nil
		}
		if line[i+1] == s.delim {
			return f, cursor{line, i + 2}, bad, nil
		}
		if bad == nil {
			bad = &fault{line: s.lines.Number(), column: i + 2, message: graph.Say("text after the closing quote of a field; quote the whole field and double the quotes in it", "du texte après le guillemet fermant d’un champ ; mettez tout le champ entre guillemets et doublez ceux qu’il contient")}
		}
		end := strings.IndexByte(line[i:], s.delim)
		if end < 0 {
			return f, cursor{line, len(line) + 1}, bad, nil
		}
		return f, cursor{line, i + end + 1}, bad, nil
	}
}

type openQuote struct{ line, column int }

func (e *openQuote) Error() string { return errOpenQuote.Error() }

// In words it in the language, "en" or "fr".
func (e *openQuote) In(lang string) string { return graph.ErrorIn(errOpenQuote, lang) }

// place gives a fatal error its file, line and column.
func placed(file string, lines *source.Lines, err error) error {
	var quote *openQuote
	if errors.As(err, &quote) {
		return source.Error{File: file, Line: quote.line, Column: quote.column}.Saying(graph.Wording(err))
	}
	return fmt.Errorf("%s:%d: %w", file, lines.Number()+1, err)
}
