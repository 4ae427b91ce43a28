// Package texts holds the wording a dossier offers but does not compute: draft
// contract clauses and the criteria of tender annexes, in English and in French. They
// are data files that lawyers can edit; the package reads them and decides nothing.
package texts

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"longarm/graph/law"
	"longarm/graph/remedy"
)

//go:embed *.toml
var files embed.FS

// Text is a wording in both languages.
type Text struct {
	EN string `toml:"en"`
	FR string `toml:"fr"`
}

// In returns the wording in "fr" or "en".
func (t Text) In(lang string) string {
	if lang == "fr" {
		return t.FR
	}
	return t.EN
}

// Clause is a draft contract clause, offered when a finding of one of its powers and
// effects is reached or open. No powers or no effects: every finding.
type Clause struct {
	ID      string       `toml:"id"`
	Powers  []law.Power  `toml:"powers"`
	Effects []law.Effect `toml:"effects"`
	Title   Text         `toml:"title"`
	Why     Text         `toml:"why"`  // one sentence: what the clause answers
	Text    Text         `toml:"text"` // the draft; paragraphs are split at empty lines
}

// Suits reports a clause for findings of the powers and the effect.
func (c *Clause) Suits(powers []law.Power, effect law.Effect) bool {
	return (len(c.Effects) == 0 || slices.Contains(c.Effects, effect)) &&
		(len(c.Powers) == 0 || slices.ContainsFunc(powers, func(p law.Power) bool { return slices.Contains(c.Powers, p) }))
}

// Annex is a list of criteria of one scheme or framework.
type Annex struct {
	ID        string      `toml:"id"`
	Law       string      `toml:"law"` // id in the catalogue
	Title     Text        `toml:"title"`
	Intro     Text        `toml:"intro"`
	Criterion []Criterion `toml:"criterion"`
}

// Criterion is one requirement with what can answer it. Rules and Rows are asked of
// the graph; when they leave it open, or there are none, the bidder is asked Question,
// else the questions on Topics.
type Criterion struct {
	Ref      string         `toml:"ref"`
	Text     Text           `toml:"text"`
	Rules    []string       `toml:"rules"` // ids of threshold rules
	Rows     []string       `toml:"rows"`  // ids of grounds of the annex's law
	Topics   []remedy.Topic `toml:"topics"`
	Question Text           `toml:"question"`
}

// Clauses lists the draft clauses in the order of the file.
func Clauses() ([]Clause, error) {
	var out struct {
		Clause []Clause `toml:"clause"`
	}
	err := read("clauses.toml", &out)
	return out.Clause, err
}

// Annexes lists the tender annexes, sorted by file name.
func Annexes() ([]Annex, error) {
	names, err := fs.Glob(files, "annex-*.toml")
	if err != nil {
		return nil, err
	}
	out := make([]Annex, len(names))
	for i, name := range names {
		if err := read(name, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// read decodes a file and refuses keys it does not know.
func read(name string, into any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	meta, err := toml.Decode(string(data), into)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		words := make([]string, len(unknown))
		for i, k := range unknown {
			words[i] = k.String()
		}
		return fmt.Errorf("%s: unknown keys %s", name, strings.Join(words, ", "))
	}
	return nil
}
