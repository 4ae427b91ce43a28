package ask

import (
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"longarm/graph/law"
	"longarm/queries"
)

//go:embed lexicon.toml
var lexiconFile string

// lexicon is what questions are made of.
type lexicon struct {
	Filler        []string            `toml:"filler"`
	Concepts      map[string][]string `toml:"concepts"`
	Jurisdictions map[string][]string `toml:"jurisdictions"`
	Words         map[string][]string `toml:"words"`
	Common        struct {
		Words []string `toml:"words"`
	} `toml:"common"`
	Everyday struct {
		Words []string `toml:"words"`
	} `toml:"everyday"`
	Intents []intent `toml:"intent"`

	concept      map[string]string // key → concept
	filler       map[string]bool
	jurisdiction map[string]string
	word         map[string]string
	common       map[string]bool
	known        []string // single words of concepts, for typing errors; sorted
}

// intent is one kind of question with the command that answers it.
type intent struct {
	Needs         []string   `toml:"needs"`
	Any           [][]string `toml:"any"`
	Allows        []string   `toml:"allows"`
	Entities      []int      `toml:"entities"`
	Laws          []int      `toml:"laws"`
	Jurisdictions []int      `toml:"jurisdictions"`
	Percents      []int      `toml:"percents"`
	Rules         []int      `toml:"rules"`
	Word          bool       `toml:"word"`
	Dates         string     `toml:"dates"`
	Power         bool       `toml:"power"`
	RuleOfLaw     bool       `toml:"rule-of-law"`
	WhenForeign   []string   `toml:"when-foreign"`
	Party         string     `toml:"party"`     // acts: the party owns or controls; acted-on: somebody does so to it; "" either
	Verb          bool       `toml:"verb"`      // the order of two parties is that of the verb, when the question has one
	LawFirst      string     `toml:"law-first"` // of protection that is not said to be from something: yes, no; "" either
	Command       []string   `toml:"command"`
	EN            string     `toml:"en"`
	FR            string     `toml:"fr"`
}

// form is how the intent is asked, in a language.
func (in *intent) form(lang string) string {
	if lang == "fr" {
		return in.FR
	}
	return in.EN
}

// load reads the lexicon.
func load() (*lexicon, error) {
	l := &lexicon{concept: map[string]string{}, filler: map[string]bool{}, jurisdiction: map[string]string{}, word: map[string]string{}, common: map[string]bool{}}
	if meta, err := toml.Decode(lexiconFile, l); err != nil {
		return nil, fmt.Errorf("the words of questions: %w", err)
	} else if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("the words of questions: unknown key %s", extra[0])
	}
	for _, w := range l.Filler {
		l.filler[queries.Key(w)] = true
	}
	for _, w := range l.Common.Words {
		l.common[queries.Key(w)] = true
	}
	for _, group := range []struct {
		from map[string][]string
		to   map[string]string
	}{{l.Concepts, l.concept}, {l.Jurisdictions, l.jurisdiction}, {l.Words, l.word}} {
		for name, list := range group.from {
			for _, w := range list {
				if other, twice := group.to[queries.Key(w)]; twice && other != name {
					return nil, fmt.Errorf("the words of questions: %q stands for %s and %s", w, other, name)
				}
				group.to[queries.Key(w)] = name
			}
		}
	}
	for _, words := range []iter.Seq[string]{maps.Keys(l.concept), maps.Keys(l.filler)} {
		for w := range words {
			if !strings.Contains(w, " ") && len(w) >= shortestSlip {
				l.known = append(l.known, w)
			}
		}
	}
	slices.Sort(l.known)
	return l, nil
}

// shortestSlip is the least length of a known word that may be mistyped.
const shortestSlip = 5

// distinctive reports a word that may stand for the one law whose name has it.
func (l *lexicon) distinctive(word string) bool {
	return len(word) >= 3 && !l.common[word] && !l.filler[word] && l.concept[word] == "" && l.jurisdiction[word] == "" && strings.ContainsFunc(word, func(r rune) bool { return r < '0' || r > '9' })
}

// powers are those by which a state does what a question asks about.
func powers(concept string) []law.Power {
	switch concept {
	case "read":
		return []law.Power{law.CompelledDisclosure, law.Surveillance}
	case "switch-off":
		return []law.Power{law.ServiceDenial, law.ExportControl}
	}
	return []law.Power{law.Divestiture, law.OwnershipRestriction}
}
