package source

import (
	"slices"
	"strings"

	"longarm/graph"
)

// Irrelevant is the user-assigned ISO code of a state that plays no part.
const Irrelevant = "ZZ"

// Places finds the states that codes of the input name, and keeps those that nobody
// knows yet until [Places.Take].
type Places struct {
	// Known gives the entity of an id, nil when there is none yet.
	Known func(graph.EntityID) *graph.Entity
	// Own are the states and blocs that the input itself describes, by ISO code.
	Own map[string]graph.EntityID
	// States is the caller's list of states; it may be nil.
	States func(iso string) (graph.Entity, bool)

	codes map[string]graph.EntityID // asked for before
	found map[graph.EntityID]bool
	fresh []graph.Entity // found since they were taken
}

// Find returns the state, bloc or subdivision of a code: ISO 3166-1 alpha-2
// ("FR"; also "UK" and "EL"), ISO 3166-2 ("US-DE", created within its state), "EU",
// [Irrelevant], or the id of a state, bloc or subdivision that is known or stands in the
// caller's list. Lower case is accepted. The error says cause and next step.
func (p *Places) Find(code, origin string) (graph.EntityID, error) {
	if id, ok := p.codes[code]; ok {
		return id, nil
	}
	id, add, err := p.look(code)
	if err != nil {
		return "", err
	}
	if p.codes == nil {
		p.codes, p.found = map[string]graph.EntityID{}, map[graph.EntityID]bool{}
	}
	p.codes[strings.Clone(code)] = id
	for _, e := range add {
		if p.found[e.ID] {
			continue
		}
		e.Origin = origin
		p.found[e.ID], p.fresh = true, append(p.fresh, e)
	}
	return id, nil
}

// Take returns the states found since it was last called that are not known, in the
// order in which they were met, a state before its parts.
func (p *Places) Take() []graph.Entity {
	if len(p.fresh) == 0 {
		return nil
	}
	out := slices.DeleteFunc(p.fresh, func(e graph.Entity) bool { return p.Known(e.ID) != nil })
	p.fresh = nil
	return out
}

func (p *Places) look(code string) (graph.EntityID, []graph.Entity, error) {
	if e := p.Known(graph.EntityID(code)); e != nil && (e.Kind == graph.State || e.Kind == graph.Bloc) {
		return e.ID, nil, nil
	}
	if p.found[graph.EntityID(code)] {
		return graph.EntityID(code), nil, nil
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
		return "", nil, graph.Fault("no state has the ISO 3166-1 code %q; correct it, describe the state as an entity of kind state, or write ZZ when it plays no part", "aucun État n’a le code ISO 3166-1 %q ; corrigez-le, décrivez l’État comme une entité de nature state, ou écrivez ZZ s’il ne joue aucun rôle", Clip(code))
	}
	return "", nil, graph.Fault("%q is neither an ISO 3166-1 alpha-2 code nor the id of a state; write a code such as FR, US or US-DE", "%q n’est ni un code ISO 3166-1 alpha-2 ni l’identifiant d’un État ; écrivez un code comme FR, US ou US-DE", Clip(code))
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
