package store

import (
	"bytes"
	"encoding/json"
	"unsafe"

	"longarm/graph"
	"longarm/graph/columns"
)

// glance is what columns and identity want of a line. Its texts lie in the line: they
// must be cloned to be kept.
type glance struct{ wire }

// read reads a line as far as columns and identity want it. A line that says nothing
// to them, and one that takes another away, is wanted by nobody: false.
func (g *glance) read(line []byte) (wanted bool, err error) {
	if bytes.HasPrefix(line, noteHead) {
		return false, nil
	}
	g.wire = wire{Identifiers: g.Identifiers[:0]}
	s := scan{b: line, copy: view(line), ok: true}
	if !g.scan(&s) {
		g.wire = wire{}
		if err := json.Unmarshal(line, &g.wire); err != nil {
			return false, err
		}
	}
	switch g.Record {
	case "entity":
		return true, nil
	case "statement":
		return g.counted() && counts(g.Assertion), nil
	case "coverage":
		return counts(g.Assertion) && g.Interest.CarriesShare(), nil
	case "attribute":
		return aboutVotes(g.Name), nil
	case "source", "note", goneRecord:
		return false, nil
	}
	return false, unknownRecord(g.Record)
}

// view is the bytes as a string, as long as they stay as they are.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// scan is [readWire] for the keys that are wanted, up to the first that shows the line
// to be of no interest; false when the line is not as this program writes them.
func (g *glance) scan(s *scan) bool {
	if !s.take('{') {
		return false
	}
	for s.ok {
		key, plain := s.raw()
		if !plain || !s.take(':') {
			return false
		}
		switch word := view(key); word {
		case "record", "id", "holder", "interest", "subject", "basis", "assertion", "kind", "lei", "entity":
			*g.text(word) = s.text()
			if word == "interest" && g.Record == "statement" && !g.counted() {
				return s.ok
			}
		case "name":
			if g.Record == "entity" {
				s.skip()
				break
			}
			if g.Name = s.text(); g.Record == "attribute" && !aboutVotes(g.Name) {
				return s.ok
			}
		case "share", "from", "to", "as_of", "percent", "members", "identifiers":
			if !g.other(s, word) {
				return false
			}
		default:
			s.skip()
		}
		if !s.next(',') {
			break
		}
	}
	s.take('}')
	return s.ok && s.i == len(s.b)
}

// counted reports a statement of an interest that columns hold.
func (g *glance) counted() bool {
	return g.Interest.CarriesShare() || columns.GroundCode(g.Interest) != 0
}

// skip passes over a value without reading it.
func (s *scan) skip() {
	for depth := 0; s.ok && s.i < len(s.b); {
		switch c := s.b[s.i]; c {
		case '"':
			s.raw()
		case '{', '[':
			s.i++
			depth++
		case '}', ']':
			if depth == 0 {
				return
			}
			s.i++
			depth--
		case ',':
			if depth == 0 {
				return
			}
			s.i++
		default:
			s.i++
		}
		if depth == 0 && s.i < len(s.b) && (s.b[s.i] == ',' || s.b[s.i] == '}') {
			return
		}
	}
}

// counts reports an assertion that counts; one left out is stated.
func counts(a graph.Assertion) bool { return a == "" || a.Counts() }

func aboutVotes(name string) bool {
	return name == "doubleVotes" || name == "votingTrust" || name == "unequalVotes"
}
