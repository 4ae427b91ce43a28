package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"longarm/graph"
	"longarm/graph/closure"
)

// registered is the i-th company of a register of n with what is said of it: a place,
// one or two holders, an origin.
func registered(i, n int, add func(graph.Record) error) error {
	rng := rand.New(rand.NewPCG(uint64(i), 9))
	id := graph.EntityID(fmt.Sprintf("gb-coh:%08d", i))
	name := firstNames[rng.IntN(len(firstNames))] + " " + strconv.FormatUint(uint64(rng.Uint32()%90000), 36) + " " + secondNames[rng.IntN(len(secondNames))] + " LIMITED"
	origin := fmt.Sprintf("register.csv:%d:1", i+2)
	records := []graph.Record{
		graph.Entity{ID: id, Kind: graph.Company, Name: name, Identifiers: []graph.Identifier{{Scheme: "GB-COH", ID: fmt.Sprintf("%08d", i)}}, Source: "register", Evidence: graph.High, Origin: origin},
		graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("reg:%d#place", i)), Source: "register", Evidence: graph.High, Origin: origin}, Holder: id, Subject: "united-kingdom", Interest: graph.IncorporatedIn},
	}
	for h := range rng.IntN(3) {
		up := i/4 + rng.IntN(1+i/50) // holders have lower numbers: chains of about ten
		if up >= i {
			continue
		}
		records = append(records, graph.Statement{Claim: graph.Claim{ID: graph.ClaimID(fmt.Sprintf("reg:%d#%d", i, h)), Source: "register", Evidence: graph.High, Origin: origin,
			Period: graph.Period{AsOf: graph.NewDate(2026, 11, 1)}}, Holder: graph.EntityID(fmt.Sprintf("gb-coh:%08d", up)), Subject: id,
			Interest: graph.Shareholding, Basis: graph.Capital, Share: graph.Share{Min: 25 * graph.WholePercent(1), Max: graph.WholePercent(50), MinOpen: true}, Figure: true})
	}
	for _, r := range records {
		if err := add(r); err != nil {
			return err
		}
	}
	return nil
}

var (
	firstNames  = []string{"Northern", "Blue", "Oak", "Silver", "Harbour", "Summit", "River", "Stone", "Green", "Royal", "Apex", "Castle", "Orchid", "Falcon", "Atlas"}
	secondNames = []string{"Holdings", "Property Management", "Consulting", "Logistics", "Capital Partners", "Trading", "Engineering Services", "Software", "Foods", "Care Homes"}
)

// worked is the time processors have spent on this process, which others that share
// the machine do not lengthen.
func worked() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func peak() int64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u.Maxrss >> 10
}

// TestScale loads a register of SCALE companies and tells what that and
// questions cost. It is for a person to run.
func TestScale(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("SCALE"))
	if n == 0 {
		n = 2000 // that it works
	}
	dir := t.TempDir()
	if d := os.Getenv("SCALE_DIR"); d != "" {
		dir = d
	}
	began, used := time.Now(), worked()
	lap := func(what string, of int) {
		took := time.Since(began)
		cpu := worked() - used
		what = fmt.Sprintf("%-40s %9s of processor,", what, cpu.Round(100*time.Microsecond))
		if of > 0 {
			t.Logf("%-34s %10s  %8.0f a second, peak %d MB", what, took.Round(time.Millisecond), float64(of)/took.Seconds(), peak())
		} else {
			t.Logf("%-34s %10s", what, took.Round(10*time.Microsecond))
		}
		began, used = time.Now(), worked()
	}
	w, err := Create(dir, Load{Source: "register", Licence: "OGL-UK-3.0"})
	must(t, err)
	defer w.Close()
	must(t, w.Add(graph.Source{ID: "register", Title: "A register"}))
	must(t, w.Add(graph.Entity{ID: "united-kingdom", Kind: graph.State, ISO: "GB", Name: "United Kingdom"}))
	for i := range n {
		must(t, registered(i, n, w.Add))
	}
	c := w.Counts()
	total := int(c.Entities + c.Statements)
	lap("records taken in", total)
	must(t, w.Commit(context.Background()))
	lap("sorted, indexed, on disk", 0)
	r, err := Open(dir)
	must(t, err)
	defer r.Close()
	lap("open", 0)
	t.Logf("%d entities, %d statements, %d MB on disk (%d MB of lines)", c.Entities, c.Statements, r.m.Parts[0].Size()>>20, r.m.Parts[0].Plain>>20)
	began, used = time.Now(), worked()
	id := graph.EntityID(fmt.Sprintf("gb-coh:%08d", n-7))
	b := graph.NewBuilder()
	near, err := r.Near(context.Background(), Question{Need: closure.Need{Entities: []graph.EntityID{id}}}, b)
	must(t, err)
	_, err = b.Build()
	must(t, err)
	lap(fmt.Sprintf("neighbourhood of %d entities", near.Entities), 0)
	for _, ask := range []string{"northern holdings", "nothern holdngs", "harbour 1a2 logistics limited", "zebra", "silver"} {
		hits, err := r.Search(ask, 20)
		must(t, err)
		lap(fmt.Sprintf("search %q (%d)", ask, len(hits)), 0)
	}
	for _, ask := range []string{"nor", "northern h", "gb-coh:0000", "apex 1"} {
		hits, err := r.Complete(ask, 50)
		must(t, err)
		lap(fmt.Sprintf("complete %q (%d)", ask, len(hits)), 0)
	}
	checks, err := r.Verify(context.Background())
	must(t, err)
	must(t, checks[0].Err)
	lap("verify", total)
}

// BenchmarkFreeze builds the columns of a register from its records.
func BenchmarkFreeze(b *testing.B) {
	const n = 20_000
	dir := b.TempDir()
	w, err := Create(dir, Load{Source: "register"})
	must(b, err)
	defer w.Close()
	for i := range n {
		must(b, registered(i, n, w.Add))
	}
	total := w.Counts().Entities + w.Counts().Statements
	must(b, w.Commit(context.Background()))
	r, err := Open(dir)
	must(b, err)
	defer r.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, err := r.freeze(context.Background())
		must(b, err)
	}
	b.ReportMetric(float64(total)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
