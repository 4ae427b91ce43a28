package graph_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"longarm/graph"
)

// TestAppendedFigures: figures and days are written as fmt would write them.
func TestAppendedFigures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	one := int64(graph.WholePercent(1))
	for n := range 20_000 {
		p := r.Int64N(101 * one)
		switch n % 4 {
		case 0:
			p -= p % one
		case 1:
			p -= p % (one / 100)
		case 2:
			p = -p
		}
		sign, abs := "", p
		if p < 0 {
			sign, abs = "-", -p
		}
		want := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%s%d.%09d", sign, abs/one, abs%one), "0"), ".")
		if got := graph.Percent(p).String(); got != want || string(graph.Percent(p).Append([]byte("x"))) != "x"+want {
			t.Fatalf("%d is %q, want %q", p, got, want)
		}
		d := graph.NewDate(r.IntN(9999)+1, 1+r.IntN(12), 1+r.IntN(28))
		if got, want := d.String(), fmt.Sprintf("%04d-%02d-%02d", int(d)/10000, int(d)/100%100, int(d)%100); got != want {
			t.Fatalf("%d is %q, want %q", d, got, want)
		}
	}
	if got := graph.Date(0).String(); got != "" {
		t.Errorf("no day is %q", got)
	}
}

// TestCheckAgreesWithTheBuilder: what Check lets pass at a glance, a builder takes.
func TestCheckAgreesWithTheBuilder(t *testing.T) {
	pick := func(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		c := graph.Claim{ID: graph.ClaimID(pick(r, "a", "")), Assertion: graph.Assertion(pick(r, "", "stated", "readerComment", "odd")),
			Period: graph.Period{From: graph.Date(r.IntN(3) * 20200101), To: graph.Date(r.IntN(3) * 20200101)}}
		share := graph.Share{Min: graph.Percent(r.Int64N(3)-1) * graph.WholePercent(60), Max: graph.Percent(r.Int64N(3)) * graph.WholePercent(60), MinOpen: r.IntN(2) == 0}
		for _, rec := range []graph.Record{
			graph.Entity{ID: graph.EntityID(pick(r, "e", "")), Kind: graph.Kind(pick(r, "", "company", "odd"))},
			graph.Statement{Claim: c, Interest: graph.Interest(pick(r, "shareholding", "votingRights", "incorporatedIn", "odd")), Basis: graph.Basis(pick(r, "", "votes", "odd")),
				Share: share, Figure: r.IntN(2) == 0},
			graph.Note{Claim: c}, graph.Attribute{Claim: c, Name: pick(r, "n", ""), Value: pick(r, "v", "")},
		} {
			b := graph.NewBuilder()
			if err := b.Add(rec); err != nil {
				t.Fatal(err)
			}
			var refused error
			if _, err := b.Build(); err != nil && !strings.Contains(err.Error(), "which no entity has as id") {
				refused = err
			}
			if checked := graph.Check(rec); (checked != nil) != (refused != nil) {
				t.Fatalf("%+v: Check says %v, the builder %v", rec, checked, refused)
			}
		}
	}
}
