package queries

import (
	"slices"
	"strings"
	"unicode"

	"longarm/graph"
	"longarm/graph/identity"
	"longarm/graph/law"
)

// Key is what names are compared by: without case, accents, punctuation and repeated
// spaces. "Société Générale S.A." and "societe generale sa" have one key.
func Key(name string) string { return identity.Key(name) }

// Mentions finds entities, laws and rules in running text. Make one with
// [Context.Mentions].
type Mentions struct {
	c      *Context
	laws   map[string][]string // key → law ids, sorted
	rules  map[string][]string
	single []string // one-word names of parties, for typing errors; sorted
}

// MaxNameWords bounds the words of a name looked for in a text.
const MaxNameWords = 10

// Mentions reads the names there are. A word with two capitals in a law's short name
// (FISA, SecNumCloud) stands for the law when only one has it and distinctive admits
// it.
func (c *Context) Mentions(distinctive func(word string) bool) *Mentions {
	m := &Mentions{c: c, laws: map[string][]string{}, rules: map[string][]string{}}
	words := map[string][]string{}
	for _, l := range c.Catalogue.Laws {
		for _, name := range lawNames(l) {
			m.add(m.laws, Key(name), l.ID)
		}
		for _, name := range []string{l.Short.EN, l.Short.FR} {
			for word := range strings.FieldsSeq(strings.NewReplacer("-", " ", "(", " ", ")", " ").Replace(name)) {
				if w := Key(word); capitals(word) > 1 && distinctive(w) && !slices.Contains(words[w], l.ID) {
					words[w] = append(words[w], l.ID)
				}
			}
		}
	}
	for w, ids := range words {
		if len(ids) == 1 && len(m.laws[w]) == 0 {
			m.laws[w] = ids
		}
	}
	for _, r := range c.Catalogue.Rules() {
		m.add(m.rules, Key(r.ID), r.ID)
		m.add(m.rules, Key(r.Name.EN), r.ID)
		m.add(m.rules, Key(r.Name.FR), r.ID)
	}
	for key, ids := range c.nameIndex().byKey {
		if !strings.Contains(key, " ") && slices.ContainsFunc(ids, c.isParty) {
			m.single = append(m.single, key)
		}
	}
	slices.Sort(m.single)
	return m
}

func capitals(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// lawNames lists what a law is called: id, id without its state, short name, title
// and what the title has in brackets, in both languages.
func lawNames(l *law.Law) []string {
	out := []string{l.ID, strings.TrimPrefix(l.ID, strings.ToLower(l.Jurisdiction)+"-"), l.Short.EN, l.Short.FR, l.Title.EN, l.Title.FR}
	for _, title := range []string{l.Title.EN, l.Title.FR, l.Short.EN, l.Short.FR} {
		if before, rest, ok := strings.Cut(title, "("); ok {
			inner, _, _ := strings.Cut(rest, ")")
			out = append(out, inner, before)
		}
		if head, _, ok := strings.Cut(title, ":"); ok {
			out = append(out, head)
		}
	}
	return out
}

func (m *Mentions) add(to map[string][]string, key, id string) {
	if len(key) > 2 && !slices.Contains(to[key], id) {
		to[key] = append(to[key], id)
		slices.Sort(to[key])
	}
}

// isParty reports an entity that questions are about: none that is a state, a bloc,
// a law or a list.
func (c *Context) isParty(id graph.EntityID) bool {
	e := c.Ledger().Entity(id)
	switch e.Kind {
	case graph.State, graph.Bloc, graph.LawText, graph.List, graph.Exchange, graph.Scheme, "event", "media", "other":
		return false
	}
	return true
}

// Parties lists the parties that have the key as a name, sorted; a company before
// what shares its name without being one.
func (m *Mentions) Parties(key string) []graph.EntityID {
	var out, companies []graph.EntityID
	for _, id := range m.c.nameIndex().byKey[key] {
		if !m.c.isParty(id) {
			continue
		}
		out = append(out, id)
		if m.c.Ledger().Entity(id).Kind == graph.Company {
			companies = append(companies, id)
		}
	}
	if len(companies) == 1 {
		return companies
	}
	return out
}

// Laws lists the laws that have the key as a name, sorted.
func (m *Mentions) Laws(key string) []string { return m.laws[key] }

// Rules lists the rules that have the key as a name, sorted.
func (m *Mentions) Rules(key string) []string { return m.rules[key] }

// shortestTypo is the least length of a word that may be a mistyped name.
const shortestTypo = 4

// Mistyped returns the one-word name of a party that a word is one slip of typing
// away from, two in a long word, opening with the same letter; "" when there is none
// or several.
func (m *Mentions) Mistyped(word string) string {
	if len(word) < shortestTypo {
		return ""
	}
	near := graph.Nearest(word, m.single)
	if near == "" || !slip(word, near) {
		return ""
	}
	for _, other := range m.single {
		if other != near && slip(word, other) {
			return ""
		}
	}
	return near
}

func slip(word, name string) bool {
	limit := 1
	if len(word) >= 8 {
		limit = 2
	}
	return word[0] == name[0] && identity.Edits(word, name) <= limit
}

// alike is the least likeness of a name to a word of a sentence, which may be no name.
const alike = 0.65

// NearestParties lists the names most like a word, best first, for a question that
// names nobody known.
func (c *Context) NearestParties(word string) []Candidate {
	return slices.DeleteFunc(c.nearest(word, nearestCount, alike), func(k Candidate) bool { return !c.isParty(graph.EntityID(k.ID)) })
}

// OneSlip reports that two words open with the same letter and differ by one slip of
// typing.
func OneSlip(a, b string) bool {
	return a != "" && b != "" && a[0] == b[0] && identity.Edits(a, b) <= 1
}

// shortestLawTypo is the least length of a law's name that may be mistyped.
const shortestLawTypo = 6

// MistypedLaw returns the law whose name a key is one slip of typing away from; ""
// when there is none or several.
func (m *Mentions) MistypedLaw(key string) string {
	if len(key) < shortestLawTypo {
		return ""
	}
	found := ""
	for name, ids := range m.laws {
		if len(name) < shortestLawTypo || !OneSlip(key, name) {
			continue
		}
		for _, id := range ids {
			if found != "" && found != id {
				return ""
			}
			found = id
		}
	}
	return found
}

// Ambiguity says that a name means several parties.
func (m *Mentions) Ambiguity(name string, ids []graph.EntityID) *Ambiguous {
	e := &Ambiguous{What: "entity", Name: name}
	for _, id := range ids {
		e.Candidates = append(e.Candidates, m.c.candidate(id, 0))
	}
	return e
}

// NotUnderstood says that a question in plain words cannot be served, and how it
// could be asked.
type NotUnderstood struct {
	Question string
	Unknown  []string    // words that are neither known nor a name, in the order of the text
	Nearest  []Candidate // parties with names like an unknown word, best first
	Forms    []string    // questions that can be asked, the nearest first
}

// Error renders what is not understood in English.
func (e *NotUnderstood) Error() string {
	msg := "this question is not understood"
	if len(e.Unknown) > 0 {
		msg += ": unknown words " + strings.Join(e.Unknown, ", ")
	}
	if len(e.Forms) > 0 {
		msg += "; ask, for example: " + e.Forms[0]
	}
	return msg
}
