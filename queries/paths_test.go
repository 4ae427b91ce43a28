package queries_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/queries"
)

func TestPathsAreStrongestFirst(t *testing.T) {
	c := made(t, `
entities:
- {id: a, kind: company, name: A}
- {id: b, kind: company, name: B}
- {id: x, kind: company, name: X}
- {id: y, kind: company, name: Y}
- {id: cloud, kind: offer, name: Cloud}
statements:
- {id: s1, holder: a, interest: shareholding, subject: x, share: 60}
- {id: s2, holder: x, interest: shareholding, subject: b, share: 50}
- {id: s3, holder: a, interest: shareholding, subject: y, share: 90}
- {id: s4, holder: y, interest: shareholding, subject: b, share: {min: 10, max: 20}}
- {id: s5, holder: a, interest: suppliesTechnology, subject: cloud}
- {id: s6, holder: b, interest: operates, subject: cloud}
- {id: s7, holder: b, interest: shareholding, subject: a, share: 1}
`, "2024-01-31")
	r, err := queries.Paths(c, queries.Params{Args: []string{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Paths {
		line := p.Strength.String()
		for _, s := range p.Steps {
			line += fmt.Sprintf(" %s-%s->%s", s.From, s.Interest, s.To)
		}
		got = append(got, line)
	}
	want := []string{
		"100 a-suppliesTechnology->cloud b-operates->cloud", // no share: as strong as can be
		"30 a-shareholding->x x-shareholding->b",            // 60 × 50
		"18 a-shareholding->y y-shareholding->b",            // 90 × 20, the most it can be
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("paths\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Truncated {
		t.Error("all paths are told, yet more are announced")
	}
	none, err := queries.Paths(c, queries.Params{Args: []string{"cloud", "x"}})
	if err != nil || len(none.Paths) == 0 { // over b, who holds a
		t.Errorf("from the offer over its operator: %v, %v", none, err)
	}
}

// TestPathsOfALadder has 2^40 simple paths; the strongest few must not cost more
// than the few.
func TestPathsOfALadder(t *testing.T) {
	var b strings.Builder
	b.WriteString("entities:\n- {id: n00, kind: company, name: N}\n")
	for i := 1; i <= 20; i++ {
		fmt.Fprintf(&b, "- {id: n%02d, kind: company, name: N}\n- {id: l%02d, kind: company, name: L}\n- {id: r%02d, kind: company, name: R}\n", i, i, i)
	}
	b.WriteString("statements:\n")
	for i := 1; i <= 20; i++ {
		for _, side := range []string{"l", "r"} {
			fmt.Fprintf(&b, "- {id: a%s%d, holder: n%02d, interest: shareholding, subject: %s%02d, share: 100}\n", side, i, i-1, side, i)
			fmt.Fprintf(&b, "- {id: b%s%d, holder: %s%02d, interest: shareholding, subject: n%02d, share: 50}\n", side, i, side, i, i)
		}
	}
	c := made(t, b.String(), "2024-01-31")
	r, err := queries.Paths(c, queries.Params{Args: []string{"n00", "n10"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Paths) != 10 || !r.Truncated {
		t.Errorf("%d paths, truncated %v; want 10 of a million, and to be told so", len(r.Paths), r.Truncated)
	}
}
