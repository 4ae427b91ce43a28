package store

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"longarm/graph"
)

// scan reads a line as this program writes them, several times as fast as a reader of
// any JSON. Whatever it does not expect it leaves to that: ok is false, and nothing
// was decided.
//
// The strings it reads are parts of one copy of the line.
type scan struct {
	b    []byte
	copy string // of b, made when the first text is read
	i    int
	ok   bool
}

func (s *scan) fail() { s.ok = false }

// take passes over one byte that must come next.
func (s *scan) take(c byte) bool {
	if s.ok && s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	s.fail()
	return false
}

// next reports and passes over one byte that may come next.
func (s *scan) next(c byte) bool {
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

// raw passes over a string and returns what stands between its quotes, undecoded.
func (s *scan) raw() (text []byte, plain bool) {
	if !s.take('"') {
		return nil, false
	}
	from := s.i
	end := bytes.IndexByte(s.b[s.i:], '"')
	if end < 0 {
		s.fail()
		return nil, false
	}
	text = s.b[from : from+end]
	if bytes.IndexByte(text, '\\') < 0 {
		s.i = from + end + 1
		return text, true
	}
	for i := from; i < len(s.b); i++ {
		switch s.b[i] {
		case '\\':
			i++
		case '"':
			s.i = i + 1
			return s.b[from:i], false
		}
	}
	s.fail()
	return nil, false
}

// text reads a string.
func (s *scan) text() string {
	from := s.i
	text, plain := s.raw()
	switch {
	case !s.ok:
		return ""
	case !plain:
		return s.unescaped(s.b[from+1:s.i-1], s.b[from:s.i])
	case !utf8.Valid(text) || hasControl(text):
		s.fail()
		return ""
	}
	if s.copy == "" {
		s.copy = string(s.b)
	}
	return s.copy[from+1 : from+1+len(text)]
}

// unescaped decodes the escapes that this program writes for plain characters, and
// leaves all others to a reader of any JSON.
func (s *scan) unescaped(text, quoted []byte) string {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' && i+1 < len(text) {
			i++
			switch text[i] {
			case '"', '\\':
				out = append(out, text[i])
				continue
			case 'n':
				out = append(out, '\n')
				continue
			case 't':
				out = append(out, '\t')
				continue
			case 'r':
				out = append(out, '\r')
				continue
			}
			c = 0
		}
		if c < 0x20 {
			out = nil
			break
		}
		out = append(out, c)
	}
	if out != nil && utf8.Valid(out) {
		return string(out)
	}
	var any string
	if json.Unmarshal(quoted, &any) != nil {
		s.fail()
	}
	return any
}

func hasControl(b []byte) bool {
	for _, c := range b {
		if c < 0x20 {
			return true
		}
	}
	return false
}

func (s *scan) list() []string {
	var out []string
	if !s.take('[') {
		return nil
	}
	for s.ok {
		out = append(out, s.text())
		if !s.next(',') {
			break
		}
	}
	s.take(']')
	return out
}

// object hands on the keys of an object, each to be read by the caller.
func (s *scan) object(each func(key string)) {
	if !s.take('{') {
		return
	}
	for s.ok {
		key, plain := s.raw()
		if !plain || !s.take(':') {
			s.fail()
			return
		}
		each(string(key))
		if !s.next(',') {
			break
		}
	}
	s.take('}')
}

func (s *scan) yes() bool {
	if bytes.HasPrefix(s.b[min(s.i, len(s.b)):], []byte("true")) {
		s.i += 4
		return true
	}
	s.fail()
	return false
}

func (s *scan) percent() graph.Percent {
	from := s.i
	for s.i < len(s.b) && (s.b[s.i] >= '0' && s.b[s.i] <= '9' || s.b[s.i] == '.') {
		s.i++
	}
	whole, fraction, point := bytes.Cut(s.b[from:s.i], []byte("."))
	n, err := strconv.ParseUint(string(whole), 10, 8)
	if err != nil || len(whole) > 1 && whole[0] == '0' || point && (len(fraction) == 0 || len(fraction) > 9) {
		s.fail()
		return 0
	}
	p := graph.WholePercent(int(n))
	unit := graph.WholePercent(1)
	for _, c := range fraction {
		if c == '.' {
			s.fail()
		}
		unit /= 10
		p += graph.Percent(c-'0') * unit
	}
	if p > graph.Hundred {
		s.fail()
	}
	return p
}

func (s *scan) share() *share {
	if s.i < len(s.b) && s.b[s.i] != '{' {
		x := share(graph.Exact(s.percent()))
		return &x
	}
	x := &share{}
	s.object(func(key string) {
		switch key {
		case "min":
			x.Min = s.percent()
		case "max":
			x.Max = s.percent()
		case "min_open":
			x.MinOpen = s.yes()
		case "max_open":
			x.MaxOpen = s.yes()
		default:
			s.fail()
		}
	})
	return x
}

func (s *scan) words() words {
	if s.i < len(s.b) && s.b[s.i] == '"' {
		return words{Own: s.text()}
	}
	var w words
	s.object(func(key string) {
		switch key {
		case "own":
			w.Own = s.text()
		case "en":
			w.EN = s.text()
		case "fr":
			w.FR = s.text()
		default:
			s.fail()
		}
	})
	return w
}

func (s *scan) date() graph.Date {
	text, plain := s.raw()
	if !plain {
		s.fail()
		return 0
	}
	d, err := graph.ParseDate(string(text))
	if err != nil {
		s.fail()
	}
	return d
}

// readWire reads a line into w; false when it is not as this program writes them.
func readWire(line []byte, w *wire) bool {
	s := scan{b: line, ok: true}
	if !s.take('{') {
		return false
	}
	for s.ok {
		key, plain := s.raw()
		if !plain || !s.take(':') {
			return false
		}
		if text := w.text(string(key)); text != nil {
			*text = s.text()
		} else if !w.other(&s, string(key)) {
			return false
		}
		if !s.next(',') {
			break
		}
	}
	s.take('}')
	return s.ok && s.i == len(s.b)
}

// text is where the text under a key goes; nil when the key has none.
func (w *wire) text(key string) *string {
	switch key {
	case "record":
		return &w.Record
	case "id":
		return &w.ID
	case "holder":
		return (*string)(&w.Holder)
	case "interest":
		return (*string)(&w.Interest)
	case "subject":
		return (*string)(&w.Subject)
	case "basis":
		return (*string)(&w.Basis)
	case "value":
		return &w.Value
	case "assertion":
		return (*string)(&w.Assertion)
	case "source":
		return (*string)(&w.Source)
	case "evidence":
		return &w.Evidence
	case "quote":
		return &w.Quote
	case "origin":
		return &w.Origin
	case "version_of":
		return &w.VersionOf
	case "kind":
		return &w.Kind
	case "name":
		return &w.Name
	case "legal_name":
		return &w.LegalName
	case "lei":
		return &w.LEI
	case "entity":
		return (*string)(&w.Entity)
	case "iso":
		return &w.ISO
	case "within":
		return (*string)(&w.Within)
	case "within_claim":
		return (*string)(&w.WithinClaim)
	case "at":
		return (*string)(&w.At)
	case "per":
		return &w.Per
	case "relation":
		return &w.Relation
	case "object":
		return (*string)(&w.Object)
	case "title":
		return &w.Title
	case "url":
		return &w.URL
	case "citation":
		return &w.Citation
	case "date":
		return &w.Date
	case "licence":
		return &w.Licence
	}
	return nil
}

// other reads what is no plain text.
func (w *wire) other(s *scan, key string) bool {
	switch key {
	case "share":
		w.Share = s.share()
	case "from":
		w.From = s.date()
	case "to":
		w.To = s.date()
	case "as_of":
		w.AsOf = s.date()
	case "note":
		w.Note = s.words()
	case "words":
		w.Words = s.words()
	case "status":
		w.Status = s.words()
	case "aliases":
		w.Aliases = s.list()
	case "names":
		if w.Names == nil {
			w.Names = map[string]string{}
		}
		s.object(func(lang string) { w.Names[lang] = s.text() })
	case "identifiers":
		w.identifiers(s)
	case "percent":
		w.Percent = percent(s.percent())
	case "members":
		w.Members = nil
		for _, m := range s.list() {
			w.Members = append(w.Members, graph.EntityID(m))
		}
	case "non_commercial":
		w.NonCommercial = s.yes()
	case "in_french":
		s.object(func(key string) {
			switch key {
			case "title":
				w.InFrench.Title = s.text()
			case "citation":
				w.InFrench.Citation = s.text()
			default:
				s.fail()
			}
		})
	default:
		return false
	}
	return true
}

func (w *wire) identifiers(s *scan) {
	if !s.take('[') {
		return
	}
	w.Identifiers = w.Identifiers[:0]
	for s.ok {
		var i wireIdentifier
		s.object(func(key string) {
			switch key {
			case "scheme":
				i.Scheme = s.text()
			case "id":
				i.ID = s.text()
			default:
				s.fail()
			}
		})
		w.Identifiers = append(w.Identifiers, i)
		if !s.next(',') {
			break
		}
	}
	s.take(']')
}
