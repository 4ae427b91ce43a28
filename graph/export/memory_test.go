package export_test

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/export/internal/document"
)

// register hands on a register of n companies, each with a holder and two statements,
// made as it is read: nothing of it is kept.
func register(n int) export.Records {
	return func(add func(graph.Record) error) error {
		for i := range n {
			id := graph.EntityID(fmt.Sprintf("company-%08d", i))
			if err := add(graph.Entity{ID: id, Kind: graph.Company, Name: "Company " + string(id), LEI: "254900UIZS15MTA7H075"}); err != nil {
				return err
			}
			if i == 0 {
				continue
			}
			for k, interest := range []graph.Interest{graph.Shareholding, graph.BoardMember} {
				s := graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("s%d-%d", i, k)), Assertion: graph.Stated, Evidence: graph.High, Source: "register"},
					Holder: graph.EntityID(fmt.Sprintf("company-%08d", i/2)), Subject: id, Interest: interest}
				if interest.CarriesShare() {
					s.Basis, s.Share, s.Figure = graph.Capital, graph.Exact(graph.WholePercent(51)), true
				}
				if err := add(s); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// TestStreamsKeepNothing measures what is reachable while graphs of two sizes are
// written: the formats that promise constant memory hold no more of the larger. With
// SOAK the larger has a million nodes.
func TestStreamsKeepNothing(t *testing.T) {
	small, large := 1_000, 10_000
	if os.Getenv("SOAK") != "" {
		large = 1_000_000
	}
	for _, name := range []string{"graphml", "gexf", "csv", "json", "cypher", "turtle"} {
		f, _ := export.Find(name)
		before, after := reachable(t, f, small), reachable(t, f, large)
		t.Logf("%-8s %d nodes: %d kB reachable; %d nodes: %d kB", name, small, before>>10, large, after>>10)
		if after > before+1<<20 {
			t.Errorf("%s keeps %d kB of %d nodes and %d kB of %d", name, before>>10, small, after>>10, large)
		}
	}
}

// reachable is the most that is reachable from within one encoding, beyond what was
// before it.
func reachable(t *testing.T, f export.Format, n int) (most int64) {
	t.Helper()
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	records := register(n)
	count := 0
	probed := func(add func(graph.Record) error) error {
		return records(func(r graph.Record) error {
			if count++; count%(3*n) == 3*n-5 || count == 3*n/2 { // near the end of a pass, and midway
				most = max(most, heap()-before)
			}
			return add(r)
		})
	}
	if err := f.Stream(io.Discard, export.Head{Lang: "en", Disclaimer: "d"}, probed, export.Options{}); err != nil {
		t.Fatal(err)
	}
	return most
}

// BenchmarkStream writes a register of 10,000 companies.
func BenchmarkStream(b *testing.B) {
	for _, f := range export.All() {
		write := f.Stream
		if f.Folder != nil {
			write = func(w io.Writer, h export.Head, r export.Records, o export.Options) error {
				return f.Folder(func(string) (io.Writer, error) { return w, nil }, h, r, o)
			}
		}
		if write == nil {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			n := &counter{}
			for b.Loop() {
				n.n = 0
				if err := write(n, export.Head{Lang: "en"}, register(10_000), export.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(n.n)
		})
	}
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

// TestTokens: ids become name tokens, and different ones stay different.
func TestTokens(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a", "a b", "a_b", "a_20b", "A", "é", "\xff", "", "_", "__", "a:b-c.d", "\x00", strings.Repeat("x", 9000)} {
		token := document.Token(id)
		if was, ok := seen[token]; ok {
			t.Errorf("%q and %q are both %q", was, id, token)
		}
		seen[token] = id
		if token != "" && !nmtoken.MatchString(token) {
			t.Errorf("%q gives %q, which is no token", id, token)
		}
	}
}
