package source

import (
	"strings"

	"longarm/graph"
)

// States turns codes of a stream into states, and hands each state on once, before
// the statement that names it.
type States struct {
	find  func(iso string) (graph.Entity, bool)
	add   func(graph.Record) error
	known map[string]graph.EntityID
}

// NewStates uses the caller's list of states when there is one; a state it lacks,
// or any when there is none, gets its code in lower case as id.
func (in *Input) NewStates(add func(graph.Record) error) *States {
	return &States{find: in.Options.States, add: add, known: map[string]graph.EntityID{}}
}

// Find returns the id of the state, bloc or subdivision of an ISO 3166-1 alpha-2
// or ISO 3166-2 code in either case, after handing on what it needs; "" for a text
// that is no code. The error is add's.
func (s *States) Find(code string) (graph.EntityID, error) {
	if id, ok := s.known[code]; ok {
		return id, nil
	}
	iso := usual(strings.ToUpper(strings.TrimSpace(code)))
	state, part, divided := strings.Cut(iso, "-")
	if !isCode(state) || divided && !(alnum(part) && len(part) <= 3) {
		return "", nil
	}
	e := graph.Entity{ID: graph.EntityID(strings.ToLower(iso)), Kind: graph.State, ISO: iso, Name: iso}
	switch {
	case divided:
		if s.find != nil {
			if known, ok := s.find(iso); ok {
				e = known
				break
			}
		}
		within, err := s.Find(state)
		if err != nil || within == "" {
			return "", err
		}
		e.ISO, e.Within = "", within
		if name := Subdivision(iso); name != "" {
			e.Name = name
		}
	default:
		if name := CountryName(iso); name != "" {
			e.Name = name
		}
		if iso == "EU" {
			e.Kind = graph.Bloc
		}
		if s.find != nil {
			if known, ok := s.find(iso); ok {
				e = known
			}
		}
	}
	s.known[code] = e.ID
	return e.ID, s.add(e)
}

// isCode reports two capital letters that may name a state; the codes left to users
// mean what their file says and are none, but for XK, Kosovo.
func isCode(s string) bool {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return false
	}
	return s == "XK" || s == "EU" || CountryName(s) != ""
}
