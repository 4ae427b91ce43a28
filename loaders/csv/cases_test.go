package csv_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"longarm/graph"
	"longarm/loaders/csv"
)

// worked is the graph of one worked case.
type worked struct {
	Entities []struct{ ID, Kind, Jurisdiction string }
	Stakes   []struct {
		Owner, Owned, Basis string
		Share               struct {
			Min, Max string
			MinOpen  bool `yaml:"min_open"`
			MaxOpen  bool `yaml:"max_open"`
		}
		Valid struct{ From, To string }
	}
	OtherEdges []struct{ From, To, Interest string } `yaml:"other_edges"`
}

// TestWorkedCases writes the graph of every worked case as two tables, reads them
// back and wants every stake as it was.
func TestWorkedCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "cases", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Log("no worked cases beside this checkout: nothing to compare with")
		return
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var c worked
			if err := yaml.Load(data, &c); err != nil {
				t.Fatal(err)
			}
			roundTrip(t, &c)
		})
	}
}

func roundTrip(t *testing.T, c *worked) {
	var nodes, edges strings.Builder
	nodes.WriteString("id,kind,jurisdiction\n")
	for _, e := range c.Entities {
		fmt.Fprintf(&nodes, "%s,%s,%s\n", e.ID, e.Kind, e.Jurisdiction)
	}
	edges.WriteString("owner,owned,interest,share_min,share_max,basis,valid_from,valid_to\n")
	open := func(yes bool, sign, figure string) string {
		if yes {
			return sign + figure
		}
		return figure
	}
	for _, s := range c.Stakes {
		fmt.Fprintf(&edges, "%s,%s,,%s,%s,%s,%s,%s\n", s.Owner, s.Owned, open(s.Share.MinOpen, ">", s.Share.Min), open(s.Share.MaxOpen, "<", s.Share.Max), s.Basis, s.Valid.From, s.Valid.To)
	}
	for _, e := range c.OtherEdges {
		fmt.Fprintf(&edges, "%s,%s,%s,,,,,\n", e.From, e.To, e.Interest)
	}
	anywhere := func(iso string) (graph.Entity, bool) {
		return graph.Entity{ID: graph.EntityID("state-" + iso), Kind: graph.State, ISO: iso}, true
	}
	b := graph.NewBuilder()
	r, err := csv.Load(b, []csv.File{text("edges.csv", edges.String()), text("nodes.csv", nodes.String())}, csv.Options{States: anywhere})
	if err != nil || r.Rejected > 0 {
		t.Fatal(err, lines(r.Errors))
	}
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Entities {
		if have := l.Entity(graph.EntityID(e.ID)); have == nil || string(have.Kind) != e.Kind {
			t.Errorf("entity %s is %+v, want a %s", e.ID, have, e.Kind)
		}
	}
	for i, s := range c.Stakes {
		have := l.Statement(graph.ClaimID("edges.csv:" + strconv.Itoa(i+2)))
		if have == nil { // a repeated row is kept once
			continue
		}
		low, _, err := graph.ParsePercent(s.Share.Min)
		if err != nil {
			t.Fatal(err)
		}
		_, high, err := graph.ParsePercent(s.Share.Max)
		if err != nil {
			t.Fatal(err)
		}
		want := graph.Share{Min: low, Max: high, MinOpen: s.Share.MinOpen, MaxOpen: s.Share.MaxOpen}
		if have.Share != want || !have.Figure || string(have.Holder) != s.Owner || string(have.Subject) != s.Owned || string(have.Basis) != s.Basis {
			t.Errorf("stake %d is %+v, want %s of %s in %s (%s)", i, have, want, s.Owner, s.Owned, s.Basis)
		}
	}
	for i, e := range c.OtherEdges {
		have := l.Statement(graph.ClaimID("edges.csv:" + strconv.Itoa(len(c.Stakes)+i+2)))
		if have == nil || string(have.Interest) != e.Interest || string(have.Holder) != e.From {
			t.Errorf("edge %d is %+v, want %+v", i, have, e)
		}
	}
}

// BenchmarkLoad reads a hundred thousand edges among thirty thousand nodes.
func BenchmarkLoad(b *testing.B) {
	var nodes, edges strings.Builder
	nodes.WriteString("id,kind,name,jurisdiction\n")
	for i := range 30_000 {
		fmt.Fprintf(&nodes, "c%06d,company,Company number %d,FR\n", i, i)
	}
	edges.WriteString("owner,owned,interest,share,share_min,share_max,basis,valid_from,valid_to,as_of,source\n")
	for i := range 100_000 {
		fmt.Fprintf(&edges, "c%06d,c%06d,shareholding,%d.%02d,,,,2019-05-17,,2024-01-31,register\n", i*7919%30_000, i*104729%30_000, i%100, i%97)
	}
	files := []csv.File{text("nodes.csv", nodes.String()), text("edges.csv", edges.String())}
	b.SetBytes(int64(nodes.Len() + edges.Len()))
	b.ReportAllocs()
	for b.Loop() {
		r, err := csv.Load(graph.NewBuilder(), files, csv.Options{States: states})
		if err != nil || r.Accepted != 130_000 {
			b.Fatal(err, r.Accepted, lines(r.Errors)[:3])
		}
	}
}
