package loadertest

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// quoted is what stays in its own language within a French message: what is quoted, what
// another library says, code, the name of a column or key, lists of such names.
var quoted = regexp.MustCompile("^([a-z ]+, )?[a-z_]+ : |l’un de ceux-ci : .*|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|`[^`]*`|\\([^()]*\\)")

// english are words that no French sentence has.
var english = regexp.MustCompile(`(?i)(^|[\s’(])(the|is|are|was|were|be|of|and|to|it|its|with|without|which|whose|who|by|not|has|have|this|that|than|what|under|must|where|when|only|nobody|nothing|before|after|seen|between|into|because|their|from|no|an id|or|give|write|correct it|use|see|did|load|fetch|keep|read|unknown|missing)([\s,;.:?)]|$)`)

// French wants everything that a load says of its input told in French as well: what it
// refused and remarked on, and the error that ended it. Of a fuzzer's input it wants that
// there is French, and does not read it.
func French(t testing.TB, r source.Result, err error) {
	t.Helper()
	for _, list := range [][]source.Error{r.Errors, r.Notes} {
		for _, e := range list {
			french(t, e.Message, e.Told("fr").Message)
		}
	}
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return
	}
	french(t, err.Error(), graph.ErrorIn(err, "fr"))
}

func french(t testing.TB, en, fr string) {
	t.Helper()
	bare := fr
	for before := ""; before != bare; { // quotations within quotations
		before, bare = bare, quoted.ReplaceAllString(bare, "•")
	}
	switch {
	case fr == en:
		t.Errorf("said in one language only: %s", en)
	case strings.HasPrefix(t.Name(), "Fuzz"): // what is quoted there may hold anything
	case strings.Contains(fr, "%!"):
		t.Errorf("a French text whose arguments do not fit: %s", fr)
	case english.MatchString(bare):
		t.Errorf("English in French: %s", fr)
	}
}
