// Command tasks runs the benchmark tasks of docs/guide/scale.md on longarm and
// prints one line each, as the scripts for its peers do.
//
//	tasks DIR load FILE        T1: CSV to ready-to-query, then the column file
//	tasks DIR bench FILE       T2 to T5 on the column file
//	tasks DIR bands FILE       the ends over bands beside the one pass on lower ends
//	tasks DIR query FILE ID    T6: a cold process to one answer
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"longarm/graph"
	"longarm/graph/columns"
	"longarm/graph/ownership/register"
	"longarm/loaders/bulk"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tasks:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return fmt.Errorf("usage: tasks DIR load|bench|bands|query FILE [ID]")
	}
	dir, mode, file := args[0], args[1], args[2]
	var err error
	switch mode {
	case "load":
		err = load(dir, file)
	case "bench":
		err = bench(dir, file)
	case "bands":
		err = bands(file)
	case "query":
		err = query(file, args[3])
	default:
		err = fmt.Errorf("unknown mode %q", mode)
	}
	var ru syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	fmt.Printf("RSS_MB %d\n", ru.Maxrss/1024)
	return err
}

func lap(name string, from time.Time, format string, args ...any) {
	fmt.Printf("%s %.4f %s\n", name, time.Since(from).Seconds(), fmt.Sprintf(format, args...))
}

func load(dir, file string) error {
	t := time.Now()
	f, r, err := bulk.Load([]string{filepath.Join(dir, "nodes.csv"), filepath.Join(dir, "edges.csv")}, bulk.Options{Fraction: true})
	if err != nil {
		return err
	}
	lap("T1", t, "nodes %d edges %d rejected %d components %d longest %d", f.Len(), f.Edges(), r.Rejected, len(f.Cyclic()), f.Longest())
	for _, x := range r.Faults[:min(3, len(r.Faults))] {
		fmt.Println("  ", x)
	}
	t = time.Now()
	if err := f.Write(file); err != nil {
		return err
	}
	lap("store", t, "")
	return nil
}

func queries(dir string) map[string]string {
	text, _ := os.ReadFile(filepath.Join(dir, "queries.csv"))
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, id, _ := strings.Cut(strings.TrimSpace(line), ",")
		out[name] = id
	}
	return out
}

func owners(v *columns.View, id string) (string, error) {
	at, ok := v.Find(id)
	if !ok {
		return "", fmt.Errorf("no entity %q", id)
	}
	f := register.Owners(v, at)
	off, _ := v.Rows()
	sum := 0.0
	f.Each(func(h uint32, x float64) {
		if off[h] == off[h+1] {
			sum += x
		}
	})
	return fmt.Sprintf("owners %d sum %.12f error %.1e", f.Reached, sum, f.Error(1)), nil
}

func bench(dir, file string) error {
	f, err := columns.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Verify(); err != nil { // also brings the pages in, as a loaded peer has them
		return err
	}
	v := f.In(graph.Capital, 0)
	q := queries(dir)
	for _, name := range []string{"heavy", "typical1"} {
		t := time.Now()
		s, err := owners(v, q[name])
		if err != nil {
			return err
		}
		lap("T2", t, "%s %s", name, s)
	}
	member := american(f)
	t := time.Now()
	held := register.Class(v, member)
	sum := 0.0
	for x, s := range held.Share {
		if f.Kind(uint32(x)) == graph.Company {
			sum += s
		}
	}
	lap("T4", t, "sum %.9f error %.1e", sum, held.Error)
	t = time.Now()
	c := register.Control(v, register.Test{Percent: graph.Hundred / 2, KeepTreasury: true})
	pairs := c.Pairs()
	lap("T3", t, "pairs %d classes %d", pairs, c.Classes)
	t = time.Now()
	s := c.StatesOf(v)
	lap("T5", t, "company-state pairs %d", s.Pairs())
	return nil
}

// american returns the members of the class that T4 asks about: holders of the
// United States that are no companies.
func american(f *columns.Frozen) func(uint32) bool {
	us := -1
	for i, p := range f.Places() {
		if p == "US" {
			us = i
		}
	}
	place := f.PlaceIndex()
	return func(x uint32) bool { return int(place[x]) == us && f.Kind(x) != graph.Company }
}

func bands(file string) error {
	f, err := columns.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Verify(); err != nil {
		return err
	}
	v, member := f.In(graph.Capital, 0), american(f)
	t := time.Now()
	held := register.Class(v, member)
	one := time.Since(t)
	lap("T4", t, "on lower ends, error %.1e", held.Error)
	t = time.Now()
	b := register.BoundsOf(v, register.Asked{Member: member})
	both := time.Since(t)
	wide, least := 0, 0.0
	for x := range b.Low {
		if b.High[x] > b.Low[x]+1e-12 {
			wide++
		}
		least = max(least, held.Share[x]-b.Low[x])
	}
	lap("bands", t, "both ends, %.1f times the one pass, %d intervals, moved %.1e, below the pass by %.1e", both.Seconds()/one.Seconds(), wide, b.Moved, least)
	return nil
}

func query(file, id string) error {
	f, err := columns.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	s, err := owners(f.In(graph.Capital, 0), id)
	fmt.Println(s)
	return err
}
