package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"longarm/graph"
)

// firm makes the records of a small register: companies held by the one before,
// each with a place, a source and a name.
func firm(n int) []graph.Record {
	out := []graph.Record{graph.Source{ID: "reg", Title: "A register", Licence: "CC0-1.0"},
		graph.Entity{ID: "france", Kind: graph.State, Name: "France", ISO: "FR"}}
	for i := range n {
		id := graph.EntityID(fmt.Sprintf("reg:%d", i))
		claim := func(what string) graph.Claim {
			return graph.Claim{ID: graph.ClaimID(fmt.Sprintf("%s-%d", what, i)), Source: "reg", Evidence: graph.High, Origin: fmt.Sprintf("reg.csv:%d:1", i+2)}
		}
		out = append(out,
			graph.Entity{ID: id, Kind: graph.Company, Name: fmt.Sprintf("Société Générale numéro %d", i), Source: "reg",
				Identifiers: []graph.Identifier{{Scheme: "FR-SIREN", ID: fmt.Sprintf("%09d", i+100)}}},
			graph.Statement{Claim: claim("place"), Holder: id, Subject: "france", Interest: graph.IncorporatedIn})
		if i > 0 {
			out = append(out, graph.Statement{Claim: claim("share"), Holder: graph.EntityID(fmt.Sprintf("reg:%d", (i-1)/2)), Subject: id,
				Interest: graph.Shareholding, Basis: graph.Capital, Share: graph.Exact(graph.WholePercent(60)), Figure: true})
		}
	}
	return out
}

var day = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func write(t testing.TB, fs files, dir string, l Load, records []graph.Record) error {
	t.Helper()
	l.Time = day
	w, err := create(fs, dir, l)
	if err != nil {
		return err
	}
	for _, r := range records {
		if err := w.Add(r); err != nil {
			w.Close()
			return err
		}
	}
	return w.Commit(context.Background())
}

func TestALoadIsAGeneration(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	for i := 1; i <= 3; i++ {
		if err := write(t, disk{}, dir, Load{Source: fmt.Sprintf("reg%d", i%2)}, firm(50*i)); err != nil {
			t.Fatal(err)
		}
		m, err := readCurrent(disk{}, dir)
		if err != nil {
			t.Fatal(err)
		}
		if m.Generation != i || len(m.Parts) != min(i, 2) {
			t.Errorf("generation %d of %d parts after %d loads", m.Generation, len(m.Parts), i)
		}
	}
}
