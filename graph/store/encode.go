package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"longarm/graph"
)

// A line of records.jsonl.zst is one record: {"record":"statement", …} with the
// keys of the curated YAML files. Empty fields are left out. The order of keys is
// fixed, so that equal records are equal lines.

// maxID is the longest id in bytes; an id is no place for text.
const maxID = 4096

// appendGone appends the line that takes away the records of an id.
func appendGone(dst []byte, id string) []byte {
	l := line{append(dst, `{"record":"`...)}
	l.open(goneRecord, id)
	return append(l.b, '}', '\n')
}

// goneRecord is the kind of line that takes an earlier record away.
const goneRecord = "gone"

// line builds one record.
type line struct{ b []byte }

// appendRecord appends the record as a line of JSON.
func appendRecord(dst []byte, r graph.Record) ([]byte, error) {
	l := line{append(dst, `{"record":"`...)}
	switch r := r.(type) {
	case graph.Source:
		l.source(&r)
	case graph.Entity:
		l.entity(&r)
	case graph.Statement:
		l.statement(&r)
	case graph.Attribute:
		l.attribute(&r)
	case graph.Coverage:
		l.coverage(&r)
	case graph.Note:
		l.note(&r)
	default:
		return dst, fmt.Errorf("a record of the unknown type %T", r)
	}
	return append(l.b, '}', '\n'), nil
}

func (l *line) open(record, id string) {
	l.b = append(append(l.b, record...), '"')
	l.text("id", id)
}

// text adds a string that is not empty.
func (l *line) text(key, s string) {
	if s != "" {
		l.b = appendString(l.key(key), s)
	}
}

func (l *line) key(key string) []byte {
	return append(append(append(l.b, ',', '"'), key...), '"', ':')
}

// begin opens an object under a key, of which at least one member follows.
func (l *line) begin(key string) (from int) {
	l.b = append(l.key(key), '{')
	return len(l.b)
}

// end closes the object that began there, whose first member has a comma before it.
func (l *line) end(from int) { l.b = append(append(l.b[:from], l.b[from+1:]...), '}') }

func (l *line) flag(key string, set bool) {
	if set {
		l.b = append(l.key(key), "true"...)
	}
}

// words adds a text for readers: plain in the source's own words, else by language.
func (l *line) words(key string, t graph.Text) {
	if t.EN == "" && t.FR == "" {
		l.text(key, t.Own)
		return
	}
	from := l.begin(key)
	l.text("own", t.Own)
	l.text("en", t.EN)
	l.text("fr", t.FR)
	l.end(from)
}

func (l *line) list(key string, list []string) {
	if len(list) == 0 {
		return
	}
	l.b = append(l.key(key), '[')
	for i, s := range list {
		if i > 0 {
			l.b = append(l.b, ',')
		}
		l.b = appendString(l.b, s)
	}
	l.b = append(l.b, ']')
}

func (l *line) number(key string, p graph.Percent) { l.b = p.Append(l.key(key)) }

// share adds an exact figure as a number and a band with its ends, in percent.
func (l *line) share(s graph.Share, figure bool) {
	if !figure {
		return
	}
	if s.IsExact() && !s.MinOpen && !s.MaxOpen {
		l.number("share", s.Min)
		return
	}
	from := l.begin("share")
	l.number("min", s.Min)
	l.number("max", s.Max)
	l.flag("min_open", s.MinOpen)
	l.flag("max_open", s.MaxOpen)
	l.end(from)
}

func (l *line) date(key string, d graph.Date) {
	if d == 0 {
		return
	}
	l.b = append(d.Append(append(l.key(key), '"')), '"')
}

func (l *line) claim(c *graph.Claim) {
	l.date("from", c.Period.From)
	l.date("to", c.Period.To)
	l.date("as_of", c.Period.AsOf)
	l.text("assertion", string(c.Assertion))
	l.text("source", string(c.Source))
	l.text("evidence", c.Evidence.String())
	l.text("quote", c.Quote)
	l.words("note", c.Note)
	l.text("origin", c.Origin)
	l.text("version_of", c.Record)
}

func (l *line) source(s *graph.Source) {
	l.open("source", string(s.ID))
	l.text("title", s.Title)
	l.text("url", s.URL)
	l.text("citation", s.Citation)
	if s.InFrench != (graph.SourceWords{}) {
		from := l.begin("in_french")
		l.text("title", s.InFrench.Title)
		l.text("citation", s.InFrench.Citation)
		l.end(from)
	}
	l.text("date", s.Date)
	l.text("licence", s.Licence)
	l.flag("non_commercial", s.NonCommercial)
	l.text("origin", s.Origin)
}

func (l *line) entity(e *graph.Entity) {
	l.open("entity", string(e.ID))
	l.text("kind", string(e.Kind))
	l.text("name", e.Name)
	if len(e.Names) > 0 {
		langs := make([]string, 0, len(e.Names))
		for lang := range e.Names {
			langs = append(langs, lang)
		}
		slices.Sort(langs)
		l.b = append(l.key("names"), '{')
		for i, lang := range langs {
			if i > 0 {
				l.b = append(l.b, ',')
			}
			l.b = append(appendString(l.b, lang), ':')
			l.b = appendString(l.b, e.Names[lang])
		}
		l.b = append(l.b, '}')
	}
	l.text("legal_name", e.LegalName)
	l.list("aliases", e.Aliases)
	l.text("lei", e.LEI)
	if len(e.Identifiers) > 0 {
		l.b = append(l.key("identifiers"), '[')
		for i, x := range e.Identifiers {
			if i > 0 {
				l.b = append(l.b, ',')
			}
			l.b = appendString(append(l.b, `{"scheme":`...), x.Scheme)
			l.b = append(appendString(append(l.b, `,"id":`...), x.ID), '}')
		}
		l.b = append(l.b, ']')
	}
	l.text("iso", e.ISO)
	l.text("within", string(e.Within))
	l.text("within_claim", string(e.WithinClaim))
	l.words("status", e.Status)
	l.words("note", e.Note)
	l.text("source", string(e.Source))
	l.text("evidence", e.Evidence.String())
	l.text("origin", e.Origin)
}

func (l *line) statement(s *graph.Statement) {
	l.open("statement", string(s.ID))
	l.text("holder", string(s.Holder))
	l.text("interest", string(s.Interest))
	l.text("subject", string(s.Subject))
	l.share(s.Share, s.Figure)
	l.text("basis", string(s.Basis))
	l.text("value", s.Value)
	l.words("words", s.Words)
	l.claim(&s.Claim)
}

func (l *line) attribute(a *graph.Attribute) {
	l.open("attribute", string(a.ID))
	l.text("entity", string(a.Entity))
	l.text("name", a.Name)
	l.text("value", a.Value)
	l.text("at", string(a.At))
	l.text("per", a.Per)
	l.claim(&a.Claim)
}

func (l *line) coverage(c *graph.Coverage) {
	l.open("coverage", string(c.ID))
	l.text("entity", string(c.Entity))
	l.text("interest", string(c.Interest))
	l.text("basis", string(c.Basis))
	l.text("kind", string(c.Kind))
	if c.Percent != 0 {
		l.number("percent", c.Percent)
	}
	members := make([]string, len(c.Members))
	for i, m := range c.Members {
		members[i] = string(m)
	}
	l.list("members", members)
	l.claim(&c.Claim)
}

func (l *line) note(n *graph.Note) {
	l.open("note", string(n.ID))
	l.text("subject", string(n.Subject))
	l.text("relation", n.Relation)
	l.text("object", string(n.Object))
	l.share(n.Share, n.Figure)
	l.text("value", n.Value)
	l.words("words", n.Words)
	l.claim(&n.Claim)
}

const hexDigits = "0123456789abcdef"

// appendString appends the text as a JSON string. Bytes that are no UTF-8 become
// U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := plainTo(s); i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), "\ufffd"...)
				from = i + size
			}
			i += size
			continue
		}
		if c >= 0x20 && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// plainTo is how far a text certainly needs no escape, in steps of eight bytes.
func plainTo(s string) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := binary.LittleEndian.Uint64([]byte(s[i : i+8]))
		quote, slash := x^'"'*ones, x^'\\'*ones
		if (x|(x-0x20*ones)&^x|(quote-ones)&^quote|(slash-ones)&^slash)&tops != 0 {
			break
		}
	}
	return i
}

// checkID refuses an id that could not be found again.
func checkID(what, id string) error {
	switch {
	case id == "":
		return fmt.Errorf("%s without an id; give every one an id", what)
	case len(id) > maxID:
		return fmt.Errorf("%s with an id of %d bytes; at most %d are allowed", what, len(id), maxID)
	case !utf8.ValidString(id):
		return fmt.Errorf("%s with the id %s, which is not UTF-8; save the file as UTF-8", what, strconv.QuoteToASCII(id))
	}
	return nil
}
