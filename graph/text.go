package graph

import "cmp"

// Text is words for readers beside a fact. Own is a text as its source or loader
// has it, in whatever language that is; EN and FR are an editor's, who gives both.
type Text struct{ Own, EN, FR string }

// Own makes a text of the source's own words.
func Own(words string) Text { return Text{Own: words} }

// In returns the text in the language, "en" or "fr"; the source's own words, or
// else the other language, when it is not there in the one asked for.
func (t Text) In(lang string) string {
	if lang == "fr" {
		return cmp.Or(t.FR, t.Own, t.EN)
	}
	return cmp.Or(t.EN, t.Own, t.FR)
}

// Speaks reports that an editor put the text into the language, so that it needs
// no quotation marks there.
func (t Text) Speaks(lang string) bool {
	return lang == "fr" && t.FR != "" || lang == "en" && t.EN != ""
}

// IsZero reports that no text was given.
func (t Text) IsZero() bool { return t == Text{} }
