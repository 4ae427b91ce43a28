package queries_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/queries"
)

// TestBatchGoesOn runs a batch whole and in two pieces: the same bytes, and the
// verdicts of reached-by.
func TestBatchGoesOn(t *testing.T) {
	var y strings.Builder
	y.WriteString("entities:\n- {id: us, kind: state, name: US, iso: US}\n- {id: fr, kind: state, name: FR, iso: FR}\n")
	for i := range 70 {
		fmt.Fprintf(&y, "- {id: c%02d, kind: company, name: C, jurisdiction: %s}\n", i, []string{"US", "FR"}[i%2])
	}
	c := made(t, y.String(), "2024-01-31")
	id := c.Catalogue.Laws[0].ID
	b, err := c.Batch([]string{id})
	if err != nil {
		t.Fatal(err)
	}
	for _, lines := range []bool{false, true} {
		b.Lines = lines
		var whole, pieces bytes.Buffer
		seen := []int{}
		if err := b.Run(c, 0, &whole, func(done int) error { seen = append(seen, done); return nil }); err != nil {
			t.Fatal(err)
		}
		stop := fmt.Errorf("interrupted")
		if err := b.Run(c, 0, &pieces, func(int) error { return stop }); err != stop {
			t.Fatalf("the interruption came back as %v", err)
		}
		if err := b.Run(c, seen[0], &pieces, func(int) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if whole.Len() == 0 || !bytes.Equal(whole.Bytes(), pieces.Bytes()) {
			t.Errorf("JSON Lines %v: %d bytes whole, %d in pieces", lines, whole.Len(), pieces.Len())
		}
	}
	var rows bytes.Buffer
	b.Lines = false
	if err := b.Run(c, 0, &rows, func(int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	r, err := queries.ReachedBy(c, queries.Params{Args: []string{id}})
	if err != nil {
		t.Fatal(err)
	}
	findings := 0
	for _, row := range r.ReachedBy {
		for _, f := range row.Findings {
			findings++
			if want := fmt.Sprintf("%s,%s,%s,%s,%s,%s,%s", row.ID, row.Name, row.Country, f.Law, f.Effect, f.Scope, f.Verdict); !strings.Contains(rows.String(), want) {
				t.Errorf("the batch lacks %s", want)
			}
		}
	}
	if n := strings.Count(rows.String(), "\n"); n != findings {
		t.Errorf("%d rows, reached-by has %d findings", n, findings)
	}
}

// A batch tells the facts it asks about apart from others of the same size.
func TestBatchesKnowTheirFacts(t *testing.T) {
	digest := func(share int) string {
		c := made(t, fmt.Sprintf("entities:\n- {id: a, kind: company, name: A}\n- {id: b, kind: company, name: B}\nstatements:\n- {id: s, holder: a, interest: shareholding, subject: b, share: %d}\n", share), "2024-01-31")
		b, err := c.Batch(nil)
		if err != nil {
			t.Fatal(err)
		}
		return b.Digest(c)
	}
	half := digest(50)
	if again := digest(50); half != again || half == digest(51) {
		t.Error("the digest is not of the facts")
	}
}

func TestStatsOfASmallMarket(t *testing.T) {
	c := made(t, `
entities:
- {id: p, kind: person, name: P}
- {id: a, kind: company, name: A}
- {id: b, kind: company, name: B}
- {id: x, kind: company, name: X}
statements:
- {id: s1, holder: p, interest: shareholding, subject: a, share: 60}
- {id: s2, holder: a, interest: shareholding, subject: b, share: 70}
- {id: s3, holder: b, interest: shareholding, subject: a, share: {min: 10, max: 20}}
- {id: s4, holder: p, interest: shareholding, subject: b, share: 50}
`, "2024-01-31")
	r, err := queries.Stats(c, queries.Params{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Holdings != 4 || r.Bands != 1 || r.AboveWhole != 1 || r.Cycles != 1 || r.OnCycles != 2 || r.Companies != 3 || r.NoHolders != 1 || r.Depth != 2 {
		t.Errorf("%+v", r)
	}
	if r.BowTie != (queries.BowTie{Core: 2, In: 1, Apart: len(c.Graph.Entities()) - 3}) {
		t.Errorf("%+v", r.BowTie)
	}
	if r.Full != 1 || r.Disclosed != graph.WholePercent(170)/3 || r.Floors+r.Totals+r.Complete != 0 { // 70, 120 and 0 %
		t.Errorf("%d full, %s on average", r.Full, r.Disclosed)
	}
	if r.Controlled != 2 || r.Pairs != 3 {
		t.Errorf("%d companies controlled in %d pairs", r.Controlled, r.Pairs)
	}
}
