package queries_test

import (
	"strings"
	"testing"

	"longarm/queries"
)

func TestFaultsOfSuppositionsInPlainWords(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"add:\n- {hodler: a}\n", `e.yaml:2:4: unknown key "hodler"; did you mean "holder"?`},
		{"add:\n- {holder: [a]}\n", "e.yaml:2:12: a list stands here; write one text"},
		{"add:\n- {dilute: maybe}\n", "e.yaml:2:12: a single value stands here; write true or false"},
		{"add: {holder: a}\n", "e.yaml:1:6: a mapping of keys stands here; write a list, each entry opened with a dash"},
		{"remove: all\n", "e.yaml:1:9: a single value stands here; write a list of texts: [st-0876]"},
		{"- a\n", "e.yaml:1:1: a list stands here; write keys with their values"},
		{"add: []\nadd: []\n", "e.yaml:2:1: "},
		{"add: [\n", "e.yaml:2:1: "},
	} {
		_, err := queries.ParseEdits("e.yaml", []byte(c.yaml))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v; want %q", c.yaml, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "queries.") {
			t.Errorf("%q: %v names a type of ours", c.yaml, err)
		}
	}
}
