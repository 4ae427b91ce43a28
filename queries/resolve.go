package queries

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"longarm/graph"
)

// Candidate is an entity, law or rule a name may have meant.
type Candidate struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Kind    string  `json:"kind"`              // kind of entity, or "law", "rule"
	Country string  `json:"country,omitempty"` // ISO code
	Score   float64 `json:"score,omitempty"`   // likeness, 0 to 1
}

// NotFound says that a name names nothing known.
type NotFound struct {
	What    string // "entity", "law" or "rule"
	Name    string
	Nearest []Candidate // most alike first; may be empty
	// Elsewhere is "law" or "rule" where an entity was asked for and the id is that of
	// one of the catalogue; else empty.
	Elsewhere string
}

// Error renders the name and the nearest known ones.
func (e *NotFound) Error() string {
	msg := fmt.Sprintf("no %s is called %q", e.What, e.Name)
	if len(e.Nearest) > 0 {
		msg += "; did you mean " + e.Nearest[0].ID + "?"
	}
	return msg
}

// Ambiguous says that a name names several things.
type Ambiguous struct {
	What       string
	Name       string
	Candidates []Candidate // sorted by id
}

// Error renders the name and the ids it may mean.
func (e *Ambiguous) Error() string {
	ids := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		ids[i] = c.ID
	}
	return fmt.Sprintf("%q names %d %ss: %s", e.Name, len(ids), e.What, strings.Join(ids, ", "))
}

// Usage says that a question was asked in a way it cannot be.
type Usage struct{ Message, Advice graph.Text }

// Error renders "message; advice" in English.
func (e *Usage) Error() string { return e.In("en") }

// In renders "message; advice" in the language, "en" or "fr".
func (e *Usage) In(lang string) string { return graph.Advise(e.Message, e.Advice).In(lang) }

// nearestCount bounds how many likely names an error lists.
const nearestCount = 5

// likely is the least likeness a suggestion must have.
const likely = 0.4

type nameIndex struct {
	byKey map[string][]graph.EntityID // sorted, without repetition
	keys  map[graph.EntityID][]string
}

func (c *Context) nameIndex() *nameIndex {
	c.once.Do(func() {
		ix := &nameIndex{byKey: map[string][]graph.EntityID{}, keys: map[graph.EntityID][]string{}}
		for _, id := range c.Ledger().Entities() {
			e := c.Ledger().Entity(id)
			names := append([]string{string(id), e.Name, e.LegalName, e.LEI}, e.Aliases...)
			for _, lang := range sortedStrings(e.Names) {
				names = append(names, e.Names[lang])
			}
			for _, n := range names {
				k := Key(n)
				if k == "" || slices.Contains(ix.keys[id], k) {
					continue
				}
				ix.keys[id] = append(ix.keys[id], k)
				ix.byKey[k] = append(ix.byKey[k], id)
			}
		}
		c.names = ix
	})
	return c.names
}

func sortedStrings(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Resolve finds the entity a reader means: by id exactly; else by id, name, legal
// name, alias, published translation or LEI without regard to case and accents,
// when exactly one entity answers. The error is [*Ambiguous] or [*NotFound].
func (c *Context) Resolve(name string) (graph.EntityID, error) {
	if c.Graph.Entity(graph.EntityID(name)) != nil {
		return graph.EntityID(name), nil
	}
	ix := c.nameIndex()
	switch ids := ix.byKey[Key(name)]; len(ids) {
	case 0:
		e := &NotFound{What: "entity", Name: name, Nearest: c.nearest(name, nearestCount, likely)}
		switch {
		case c.Catalogue.Law(name) != nil:
			e.Elsewhere = "law"
		case c.Catalogue.Rule(name) != nil:
			e.Elsewhere = "rule"
		}
		return "", e
	case 1:
		return ids[0], nil
	default:
		e := &Ambiguous{What: "entity", Name: name}
		for _, id := range ids {
			e.Candidates = append(e.Candidates, c.candidate(id, 0))
		}
		return "", e
	}
}

// ResolveAll resolves each name, in order; the first error is returned.
func (c *Context) ResolveAll(names []string) ([]graph.EntityID, error) {
	out := make([]graph.EntityID, 0, len(names))
	for _, n := range names {
		id, err := c.Resolve(strings.TrimSpace(n))
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

// nearest lists the entities whose names are most like the text, best first.
func (c *Context) nearest(text string, count int, least float64) []Candidate {
	key := Key(text)
	var out []Candidate
	for id, keys := range c.nameIndex().keys {
		best := 0.0
		for _, k := range keys {
			best = max(best, similarity(key, k))
			for word := range strings.FieldsSeq(k) {
				best = max(best, 0.9*similarity(key, word))
			}
		}
		if best >= least {
			out = append(out, c.candidate(id, best))
		}
	}
	return topCandidates(out, count)
}

func topCandidates(list []Candidate, count int) []Candidate {
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), count)]
}

func (c *Context) candidate(id graph.EntityID, score float64) Candidate {
	b := c.Brief(id)
	return Candidate{ID: string(id), Name: b.Name, Kind: string(b.Kind), Country: b.Country, Score: round3(score)}
}

// round3 keeps three decimals, so that a likeness prints the same everywhere.
func round3(f float64) float64 { return float64(int(f*1000+0.5)) / 1000 }

// nearestWord lists those of the known ids most like the text, best first.
func nearestWord(text, kind string, known []Candidate) []Candidate {
	key := Key(text)
	var out []Candidate
	for _, k := range known {
		s := max(similarity(key, Key(k.ID)), similarity(key, Key(k.Name)))
		for word := range strings.FieldsSeq(Key(k.Name) + " " + Key(k.ID)) {
			s = max(s, 0.9*similarity(key, word))
		}
		if s >= likely {
			k.Kind, k.Score = kind, round3(s)
			out = append(out, k)
		}
	}
	return topCandidates(out, nearestCount)
}
