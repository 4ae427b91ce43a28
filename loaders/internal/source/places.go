package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"longarm/graph"
)

// Irrelevant is the user-assigned ISO code of a state that plays no part.
const Irrelevant = "ZZ"

// Places finds the states that codes of the input name, and keeps those that the
// builder lacks until [Places.Add].
type Places struct {
	Builder *graph.Builder
	// Own are the states and blocs that the input itself describes, by ISO code.
	Own map[string]graph.EntityID
	// States is the caller's list of states; it may be nil.
	States func(iso string) (graph.Entity, bool)

	found map[graph.EntityID]graph.Entity
}

// Find returns the state, bloc or subdivision of a code: ISO 3166-1 alpha-2
// ("FR"; also "UK" and "EL"), ISO 3166-2 ("US-DE", created within its state), "EU",
// [Irrelevant], or the id of a state, bloc or subdivision that the builder or the
// caller's list holds. Lower case is
// accepted. The error says cause and next step.
func (p *Places) Find(code, origin string) (graph.EntityID, error) {
	id, add, err := p.look(code)
	if err != nil {
		return "", err
	}
	for _, e := range add {
		if e.Origin = origin; p.found == nil {
			p.found = map[graph.EntityID]graph.Entity{}
		}
		if _, again := p.found[e.ID]; !again {
			p.found[e.ID] = e
		}
	}
	return id, nil
}

// Add adds the states that were found and that the builder lacks.
func (p *Places) Add() {
	for _, id := range slices.Sorted(maps.Keys(p.found)) {
		if p.Builder.Entity(id) == nil {
			p.Builder.AddEntity(p.found[id])
		}
	}
}

func (p *Places) look(code string) (graph.EntityID, []graph.Entity, error) {
	if e := p.Builder.Entity(graph.EntityID(code)); e != nil && (e.Kind == graph.State || e.Kind == graph.Bloc) {
		return e.ID, nil, nil
	}
	if e, ok := p.found[graph.EntityID(code)]; ok {
		return e.ID, nil, nil
	}
	iso := strings.ToUpper(code)
	if id, ok := p.Own[iso]; ok {
		return id, nil, nil
	}
	if iso == Irrelevant {
		e := graph.Entity{ID: "zz", Kind: graph.State, Name: "ZZ", ISO: Irrelevant, Note: graph.Text{EN: "user-assigned code: the state plays no part", FR: "code réservé à l’usage libre : l’État ne joue aucun rôle"}}
		return e.ID, []graph.Entity{e}, nil
	}
	if p.States != nil {
		for _, word := range []string{usual(iso), code} {
			if e, ok := p.States(word); ok {
				return e.ID, []graph.Entity{e}, nil
			}
		}
	}
	if state, part, ok := strings.Cut(iso, "-"); ok && len(state) == 2 && alnum(part) && len(part) <= 3 {
		id, add, err := p.look(state)
		if err != nil {
			return "", nil, err
		}
		e := graph.Entity{ID: graph.EntityID(strings.ToLower(iso)), Kind: graph.State, Name: iso, Within: id}
		if name := Subdivision(iso); name != "" {
			e.Name = name
		}
		return e.ID, append(add, e), nil
	}
	if len(code) == 2 {
		return "", nil, fmt.Errorf("no state has the ISO 3166-1 code %q; correct it, describe the state as an entity of kind state, or write ZZ when it plays no part", Clip(code))
	}
	return "", nil, fmt.Errorf("%q is neither an ISO 3166-1 alpha-2 code nor the id of a state; write a code such as FR, US or US-DE", Clip(code))
}

// usual turns two codes that ISO 3166-1 keeps free for their use, or that the European
// Union writes, into the ones it assigned.
func usual(iso string) string {
	switch iso {
	case "UK":
		return "GB"
	case "EL":
		return "GR"
	}
	return iso
}

func alnum(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// Ties returns the interests that a party's jurisdiction and headquarters stand
// for: a person has a nationality and a residence, everything else a place of
// incorporation and a seat.
func Ties(k graph.Kind) (jurisdiction, headquarters graph.Interest) {
	if k == graph.Person {
		return graph.NationalOf, graph.ResidentIn
	}
	return graph.IncorporatedIn, graph.HeadquarteredIn
}
