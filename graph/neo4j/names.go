package neo4j

import (
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/identity"
)

// keys sets what an entity is found by: its id, names, LEI and identifiers as
// [identity.Key] folds them.
func (p props) keys(e *graph.Entity) error {
	list := []string{}
	add := func(name string) {
		if k := identity.Key(name); k != "" && !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	add(string(e.ID))
	add(e.Name)
	add(e.LegalName)
	add(e.LEI)
	for _, a := range e.Aliases {
		add(a)
	}
	langs := make([]string, 0, len(e.Names))
	for lang := range e.Names {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	for _, lang := range langs {
		add(e.Names[lang])
	}
	for _, i := range e.Identifiers {
		add(i.ID)
	}
	return p.texts("keys", list)
}

// phrase asks the full-text index for a key as it stands. Keys are of letters, digits
// and spaces, which mean nothing to the index's query language, and lower case, which
// keeps its operators out.
func phrase(key string) string { return `"` + key + `"` }

// alike asks the full-text index for names with words like those of the key: one slip
// of typing is forgiven from the fourth letter on, two from the eighth.
func alike(key string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(key) {
		n := len([]rune(word))
		b.WriteString(word)
		switch {
		case n >= 8:
			b.WriteString("~2 ")
		case n >= 4:
			b.WriteString("~1 ")
		default:
			b.WriteString(" ")
		}
		if n >= 3 {
			b.WriteString(word + "* ")
		}
	}
	return b.String()
}
