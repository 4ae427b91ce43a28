package identity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Name is a name cut into what tells companies apart and what kind of company it is.
type Name struct {
	Text string // as written
	Core string // its key without the legal form
	Form string // the legal form, in one spelling; "" when the name has none
}

// forms.txt lists legal forms, a line each: the spelling shown, a colon, and the keys
// it is written by at the end of names (or their beginning, in some languages).
//
//go:embed forms.txt
var formsText string

// forms are the keys of legal forms, the longest first.
var forms = sync.OnceValue(func() []legalForm {
	var out []legalForm
	for line := range strings.Lines(formsText) {
		shown, keys, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(shown, "#") {
			continue
		}
		for _, k := range append(strings.Split(keys, ","), shown) {
			if k = Key(k); k != "" {
				out = append(out, legalForm{k, shown})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b legalForm) int { return len(b.key) - len(a.key) })
	return out
})

type legalForm struct{ key, shown string }

// Split cuts the legal form off a name: "Acme S.A.S." is acme, SAS. A name that is
// nothing but a form is its own core.
func Split(text string) Name {
	key := Key(text)
	for _, f := range forms() {
		core, found := strings.CutSuffix(key, " "+f.key)
		if !found {
			core, found = strings.CutPrefix(key, f.key+" ")
		}
		if found && core != "" {
			return Name{Text: text, Core: core, Form: f.shown}
		}
	}
	return Name{Text: text, Core: key}
}
