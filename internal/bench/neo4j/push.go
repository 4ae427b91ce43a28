package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"longarm/graph"
	"longarm/graph/neo4j"
)

// lap is a stretch of time.
type lap struct {
	start        time.Time
	pid          int
	server, here float64
}

func newLap(pid int) lap { return lap{time.Now(), pid, processor(pid), own()} }

// tell prints how long the rows took, and whose processor.
func (l lap) tell(what string, rows int64) {
	wall := time.Since(l.start).Seconds()
	fmt.Printf("%-14s %9d rows  %7.1f s  %7.0f a second  here %6.1f s of processor", what, rows, wall, float64(rows)/wall, own()-l.here)
	if l.pid > 0 {
		used := processor(l.pid) - l.server
		fmt.Printf("  server %6.1f s, %5.1f µs a row", used, used/float64(rows)*1e6)
	}
	fmt.Println()
}

// own is the processor time of this process.
func own() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func measurePush(dir string, pid int) error {
	ctx := context.Background()
	c, err := neo4j.Open(ctx, neo4j.Config{URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD")})
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	var writing lap
	var total int64
	told := time.Now()
	l := neo4j.Load{Each: func(add func(graph.Record) error) error { return records(dir, add) }, Program: "bench",
		Tell: func(p neo4j.Progress) {
			if total == 0 {
				writing = newLap(pid)
				writing.start = time.Now().Add(-p.Elapsed)
			}
			total = p.Total
			if time.Since(told) > 10*time.Second {
				told = time.Now()
				fmt.Fprintf(os.Stderr, "%d of %d, %.0f a second\n", p.Done, p.Total, float64(p.Done)/p.Elapsed.Seconds())
			}
			if p.Done == p.Total {
				writing.tell("rows", p.Total)
			}
		}}
	whole := newLap(pid)
	p, err := c.Push(ctx, l)
	if err != nil {
		return err
	}
	whole.tell("whole push", p.Created)
	whole = newLap(pid)
	if p, err = c.Push(ctx, l); err != nil {
		return err
	}
	whole.tell("pushed again", p.Intact)
	if p.Changed() {
		return fmt.Errorf("a second push wrote %d rows", p.Created+p.Updated+p.Removed)
	}
	return nil
}

// records are those of the tables, as `longarm load csv` makes them.
func records(dir string, add func(graph.Record) error) error {
	for _, id := range []graph.SourceID{"edges.csv", "nodes.csv"} {
		if err := add(graph.Source{ID: id}); err != nil {
			return err
		}
	}
	claim := func(file string, line int) graph.Claim {
		at := fmt.Sprintf("%s:%d", file, line)
		return graph.Claim{ID: graph.ClaimID(at), Source: graph.SourceID(file), Evidence: graph.Medium, Assertion: graph.Stated, Origin: "register/" + at + ":1"}
	}
	states := map[string]graph.EntityID{}
	err := table(dir, "nodes.csv", func(line int, r []string) error {
		if r[1] == "state" {
			states[r[2]] = graph.EntityID(r[0])
		}
		e := graph.Entity{ID: graph.EntityID(r[0]), Kind: graph.Kind(r[1]), Source: "nodes.csv", Origin: fmt.Sprintf("register/nodes.csv:%d:1", line)}
		if r[1] == "state" {
			e.ISO = r[2]
		}
		return add(e)
	})
	if err != nil {
		return err
	}
	err = table(dir, "edges.csv", func(line int, r []string) error {
		n, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			return err
		}
		s := graph.Percent(math.Round(n*1e6)) * graph.WholePercent(1) / 10_000
		return add(graph.Statement{Claim: claim("edges.csv", line), Holder: graph.EntityID(r[0]), Subject: graph.EntityID(r[1]),
			Interest: graph.Shareholding, Basis: "both", Share: graph.Share{Min: s, Max: s}, Figure: true})
	})
	if err != nil {
		return err
	}
	return table(dir, "nodes.csv", func(line int, r []string) error {
		if r[1] == "state" || states[r[2]] == "" {
			return nil
		}
		c := claim("nodes.csv", line)
		interest := graph.IncorporatedIn
		if r[1] == "person" {
			interest = graph.NationalOf
		}
		c.ID += graph.ClaimID("#" + interest)
		return add(graph.Statement{Claim: c, Holder: graph.EntityID(r[0]), Interest: interest, Subject: states[r[2]]})
	})
}

// table hands on the rows of a file after its heading, with their lines.
func table(dir, name string, row func(line int, r []string) error) error {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	c := csv.NewReader(f)
	c.ReuseRecord = true
	for line := 1; ; line++ {
		r, err := c.Read()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case line > 1:
			if err := row(line, r); err != nil {
				return err
			}
		}
	}
}
