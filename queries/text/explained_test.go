package text

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"longarm/queries"
)

// unsaid is a message id without a message.
var unsaid = regexp.MustCompile(`\[[a-z-]+\.[a-z.-]+\]|<no value>`)

// TestEveryLawIsExplained renders each law ground by ground in both languages: every
// message exists, and only an address is wider than the screen.
func TestEveryLawIsExplained(t *testing.T) {
	for _, lang := range Languages() {
		c := small(t, lang)
		answers := []queries.Answer{}
		for _, l := range c.Catalogue.Laws {
			a, err := queries.Laws(c, queries.Params{Args: []string{l.ID}, Explain: true})
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, a)
		}
		for _, r := range c.Catalogue.Rules() {
			a, err := queries.Rules(c, queries.Params{Args: []string{r.ID}})
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, a)
		}
		for _, q := range []func(*queries.Context, queries.Params) (queries.Answer, error){
			func(c *queries.Context, p queries.Params) (queries.Answer, error) { return queries.Laws(c, p) },
			func(c *queries.Context, p queries.Params) (queries.Answer, error) { return queries.Rules(c, p) },
		} {
			a, err := q(c, queries.Params{})
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, a)
		}
		for _, a := range answers {
			var b bytes.Buffer
			if err := Write(&b, c, a, Options{Format: Table}); err != nil {
				t.Fatal(err)
			}
			if m := unsaid.FindString(b.String()); m != "" {
				t.Errorf("%s: %s in:\n%.300s", lang, m, b.String())
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				if width(line) > DefaultWidth && !strings.Contains(line, "://") {
					t.Errorf("%s: %d cells: %q", lang, width(line), line)
				}
			}
		}
	}
}
