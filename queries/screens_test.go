package queries_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/text"
)

// unsaid is a message id that came back for want of a message, or a part nobody
// filled in.
var unsaid = regexp.MustCompile(`\[[a-z-]+\.[A-Za-z-]+\]|<no value>`)

// TestScreensSayEverything renders the questions about the systems the data is about,
// in both languages: every message is found and filled in.
func TestScreensSayEverything(t *testing.T) {
	for _, x := range []struct {
		day, provider string
		all           bool
	}{
		{"2024-01-31", "bleu", false}, {"2026-11-22", "bleu", true}, {"2024-10-17", "orange", false}, {"2020-09-14", "bytedance", false}, {"2026-03-01", "tiktok-usds-jv", true},
	} {
		for _, lang := range text.Languages() {
			c := queriestest.Context(t, lang, x.day)
			var answers []queries.Answer
			add := func(a queries.Answer, err error) {
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, a)
			}
			add(queries.Reach(c, queries.Params{Args: []string{x.provider}}))
			laws, rules := c.Catalogue.Laws, c.Catalogue.Rules()
			if !x.all || testing.Short() { // with the race detector
				laws, rules = nil, nil
			}
			for _, l := range laws {
				add(queries.Why(c, queries.Params{Args: []string{x.provider, l.ID}}))
			}
			for _, r := range rules {
				add(queries.Check(c, queries.Params{Args: []string{r.ID, x.provider}}))
			}
			for _, a := range answers {
				var b bytes.Buffer
				if err := text.Write(&b, c, a, text.Options{Format: text.Table}); err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(b.String()) {
					if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > text.DefaultWidth && !strings.Contains(line, "://") {
						t.Errorf("%s on %s, %s: %d columns: %q", x.provider, x.day, lang, n, line)
					}
					if m := unsaid.FindString(line); m != "" {
						t.Errorf("%s on %s, %s: %s in %q", x.provider, x.day, lang, m, line)
					}
				}
			}
		}
	}
}
