package csv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/loaders/csv"
)

// records lists what a ledger holds.
func records(t *testing.T, b *graph.Builder) []graph.Record {
	t.Helper()
	l, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var out []graph.Record
	if err := l.Records(func(r graph.Record) error { out = append(out, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func towardsState(i graph.Interest) bool { return i == graph.IncorporatedIn || i == graph.NationalOf }

// TestStream: what is streamed is what is loaded, and an entity comes before what is
// said of it; a state that the tables describe may come later.
func TestStream(t *testing.T) {
	for name, files := range map[string][]csv.File{
		"nodes": {text("e.csv", "owner,owned,interest,share\np,a,,60\nfrance,a,goldenShare,\na,us-ofac-blocking,designatedUnder,\nb,mine,designatedUnder,\n"),
			text("n.csv", "id,kind,name,jurisdiction,designated_under\na,,Alpha,US-DE,\np,person,Pat,FR;XA,mine\nstate,state,Stateland,XA,\na,company,Alfa,,\nb,,,zz,\n")},
		"edges alone":      {text("e.csv", "owner,owned,interest\na,b,\np,FR,nationalOf\np,b,\na,nyse,listedOn\nx,mine,designatedUnder\nb,c,\n")},
		"repeated":         {text("e.csv", "owner,owned,share\na,b,50\na,b,50.0\na,b,51\n"), text("d/e.csv", "owner,owned,share\na,b,50\n")},
		"a refused state":  {text("n.csv", "id,kind,jurisdiction,lei\nfrance,state,FR,bad\na,,FR,\n")},
		"a state in parts": {text("n.csv", "id,kind,jurisdiction\na,,us-de\nus-de,subdivision,US\nc,,US-DE\n")},
	} {
		t.Run(name, func(t *testing.T) {
			o := csv.Options{States: states, Lists: lists}
			loaded, streamed := graph.NewBuilder(), graph.NewBuilder()
			r1, err := csv.Load(loaded, files, o)
			if err != nil {
				t.Fatal(err)
			}
			met := map[graph.EntityID]bool{}
			r2, err := csv.Stream(context.Background(), files, o, func(r graph.Record) error {
				switch r := r.(type) {
				case graph.Entity:
					met[r.ID] = true
				case graph.Statement:
					if !met[r.Holder] || !met[r.Subject] && !towardsState(r.Interest) {
						t.Errorf("%s comes before its ends", r.ID)
					}
				}
				return streamed.Add(r)
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r1, r2); diff != "" {
				t.Errorf("results differ:\n%s", diff)
			}
			if diff := cmp.Diff(records(t, loaded), records(t, streamed)); diff != "" {
				t.Errorf("records differ:\n%s", diff)
			}
		})
	}
}

// endless is a table that never ends, and counts what is read of it.
type endless struct {
	head string
	n    int
	rest []byte
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.rest) < len(p) {
		if e.n == 0 {
			e.rest = append(e.rest, e.head...)
		}
		e.rest = fmt.Appendf(e.rest, "p%d,c%d,50\n", e.n, e.n)
		e.n++
	}
	n := copy(p, e.rest)
	e.rest = append(e.rest[:0], e.rest[n:]...)
	return n, nil
}

// TestStreamGoesOn: rows are handed on as they come, an error of who takes them and the
// end of the context stop the reading.
func TestStreamGoesOn(t *testing.T) {
	enough := errors.New("enough")
	for name, want := range map[string]error{"taker": enough, "context": context.Canceled} {
		ctx, cancel := context.WithCancel(context.Background())
		table := &endless{head: "owner,owned,share\n"}
		files := []csv.File{{Name: "e.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(table), nil }}}
		n := 0
		_, err := csv.Stream(ctx, files, csv.Options{}, func(graph.Record) error {
			switch n++; {
			case n < 1000:
				return nil
			case name == "taker":
				return enough
			}
			cancel()
			return nil
		})
		if !errors.Is(err, want) || table.n > 100_000 {
			t.Errorf("%s: %v after %d rows", name, err, table.n)
		}
		cancel()
	}
}

// TestStreamMemory: a hundred thousand rows cost some bytes each.
func TestStreamMemory(t *testing.T) {
	const rows = 100_000
	table := func() (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(&endless{head: "owner,owned,share\n"}, rows*17)), nil
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	r, err := csv.Stream(context.Background(), []csv.File{{Name: "e.csv", Open: table}}, csv.Options{}, func(graph.Record) error {
		if n++; n == 2*rows {
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
		return nil
	})
	if err != nil || r.Accepted < rows/2 {
		t.Fatalf("%d accepted, %v", r.Accepted, err)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); after.HeapAlloc == 0 || grown > rows*200 {
		t.Errorf("%d bytes are held for %d rows, %d records", grown, r.Accepted, n)
	}
}

// TestRepeatedIDs: a row that repeats another is flagged with the id of the first, also
// where ids are given.
func TestRepeatedIDs(t *testing.T) {
	_, r := load(t, csv.Options{}, text("e.csv", "id,owner,owned,share\nx,a,b,1\ny,a,b,1\n,a,b,2\nz,a,b,2\n"))
	var got []string
	for _, f := range r.Flags {
		got = append(got, f.Message)
	}
	if want := "e.csv:3:1 repeats x; it is kept once|e.csv:5:1 repeats e.csv:4; it is kept once"; strings.Join(got, "|") != want {
		t.Errorf("flags = %v, want %s", got, want)
	}
}

// TestEveryRefusalIsWritten: the rejects file has all, in the order they are met.
func TestEveryRefusalIsWritten(t *testing.T) {
	var out bytes.Buffer
	rows := 10_050
	r, err := csv.Load(graph.NewBuilder(), []csv.File{text("e.csv", "owner,owned,share\n"+strings.Repeat("a,b,101\n", rows))}, csv.Options{Rejects: &out})
	if err != nil || r.Rejected != rows || len(r.Errors) != 10_000 || bytes.Count(out.Bytes(), []byte("\n")) != rows {
		t.Errorf("%d rejected, %d errors, %d lines, %v", r.Rejected, len(r.Errors), bytes.Count(out.Bytes(), []byte("\n")), err)
	}
	_, err = csv.Load(graph.NewBuilder(), []csv.File{text("e.csv", "owner,owned\n"+strings.Repeat("a,b\n", 100))}, csv.Options{MaxBytes: 50})
	if err == nil || !strings.Contains(err.Error(), "more than the 50 bytes allowed") {
		t.Errorf("a table beyond the limit: %v", err)
	}
}
