package law

// Text is a sentence for readers in both languages. In a loaded catalogue both
// are present wherever a text is given at all.
type Text struct{ EN, FR string }

// In returns the text in "fr" when asked so, else in English; the other language
// when the one asked for is missing.
func (t Text) In(lang string) string {
	if lang == "fr" && t.FR != "" || t.EN == "" {
		return t.FR
	}
	return t.EN
}

// IsZero reports that no text was given.
func (t Text) IsZero() bool { return t == Text{} }
