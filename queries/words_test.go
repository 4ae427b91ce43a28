package queries_test

import (
	"regexp"
	"testing"

	"longarm/graph/law"
)

// TestEveryValueHasWords holds the vocabulary to a reader's words for each value a
// law asks for or a fact states, numbers and places apart.
func TestEveryValueHasWords(t *testing.T) {
	c := embedded(t, "2026-11-22")
	number := regexp.MustCompile(`^[0-9.]+$`)
	hold := func(where, value string) {
		if _, ok := c.Catalogue.Vocabulary.Words[value]; ok {
			return
		}
		if c.Value(value) == value && !number.MatchString(value) && !regexp.MustCompile(`^[0-9][a-z][0-9]{3}$`).MatchString(value) {
			t.Errorf("%s: the value %q has no words: add it to `words` of classes.yaml", where, value)
		}
	}
	for _, l := range c.Catalogue.Laws {
		for _, r := range l.Rows {
			see := func(p *law.Predicate) {
				if p.Attr != nil {
					for _, v := range p.Attr.Values {
						hold(p.Origin, v)
					}
				}
			}
			for _, g := range r.Gates {
				g.Walk(see)
			}
			r.When.Walk(see)
			r.TriggerWhen.Walk(see)
		}
	}
	for _, e := range c.Graph.Entities() {
		for _, f := range c.Graph.Facts(e) {
			if f.Name != "capability" {
				hold(string(f.Claims[0]), f.Value)
			}
		}
	}
}
