package graph

import (
	"fmt"
	"strings"
)

// Say words a text in English and in French, of the same arguments in the same order,
// formatted as package fmt does. A [Text] among the arguments, an error, or whatever else
// has In(lang) speaks the language of the text it stands in, and %q puts French
// quotation marks into the French one.
func Say(en, fr string, args ...any) Text {
	return Text{EN: worded("en", en, args), FR: worded("fr", fr, args)}
}

// Fault is an error that speaks both languages, worded as [Say] words a text. Its Error is
// the English; [ErrorIn] gives either. The first error among the arguments is the one it
// wraps. It is worded when somebody reads it: most faults of a parser are tried and
// forgotten.
func Fault(en, fr string, args ...any) error {
	return &fault{en, fr, args}
}

type fault struct {
	en, fr string
	args   []any
}

func (f *fault) Error() string { return f.In("en") }

// In words the error in the language, "en" or "fr".
func (f *fault) In(lang string) string {
	if lang == "fr" {
		return worded(lang, f.fr, f.args)
	}
	return worded(lang, f.en, f.args)
}

func (f *fault) Unwrap() error {
	for _, a := range f.args {
		if err, ok := a.(error); ok {
			return err
		}
	}
	return nil
}

// speaker is whatever can be told in a language, "en" or "fr".
type speaker interface{ In(lang string) string }

// ErrorIn words an error in the language, "en" or "fr". An error that speaks one language
// only is told in it, and so is what it says around one that speaks both.
func ErrorIn(err error, lang string) string {
	if s, ok := err.(speaker); ok {
		return s.In(lang)
	}
	text := err.Error()
	switch w := err.(type) {
	case interface{ Unwrap() error }:
		return around(text, w.Unwrap(), lang)
	case interface{ Unwrap() []error }:
		for _, inner := range w.Unwrap() {
			text = around(text, inner, lang)
		}
	}
	return text
}

// around puts what an inner error says in the language into what an outer one says of it.
func around(text string, inner error, lang string) string {
	if inner == nil {
		return text
	}
	return strings.Replace(text, inner.Error(), ErrorIn(inner, lang), 1)
}

// Wording is what an error says, in both languages.
func Wording(err error) Text { return Text{EN: err.Error(), FR: ErrorIn(err, "fr")} }

// worded formats a text in a language.
func worded(lang, format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	said := make([]any, len(args))
	for i, a := range args {
		switch x := a.(type) {
		case speaker:
			a = x.In(lang)
		case error:
			a = ErrorIn(x, lang)
		case Percent:
			a = decimals(x, lang)
		case Share:
			a = decimals(x, lang)
		}
		if lang == "fr" {
			a = french{a}
		}
		said[i] = a
	}
	return fmt.Sprintf(format, said...)
}

// decimals writes the figures of a share as the language does.
func decimals(figures fmt.Stringer, lang string) string {
	if lang == "fr" {
		return strings.ReplaceAll(figures.String(), ".", ",")
	}
	return figures.String()
}

// french formats an argument of a French text: %q in French quotation marks.
type french struct{ of any }

func (a french) Format(s fmt.State, verb rune) {
	text := fmt.Sprintf(fmt.FormatString(s, verb), a.of)
	if inner, ok := strings.CutPrefix(text, `"`); ok && verb == 'q' {
		text = "« " + strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `\"`, `"`) + " »"
	}
	fmt.Fprint(s, text)
}
