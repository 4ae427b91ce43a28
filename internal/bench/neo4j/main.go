// Command neo4j measures, on the server that NEO4J_URI names, what it takes to read what
// an answer rests on: by frontiers, as longarm does, and by one query of Cypher of
// variable length that returns the same claims.
//
//	neo4j -id ID [-id ID…] [-limit 10m] [-pid PID]
//	neo4j -push DIR [-pid PID]
//
// The one query is the best we found by hand for a register of holdings; it is no answer
// for graphs with offers, customers and officers, whose rules of reading Cypher cannot
// say. The claims of both are compared; a difference is an error. With -pid, the process
// of the server, processor time is told too: on a busy machine it says more than the
// clock.
//
// With -push, the register of internal/bench/gen in DIR is pushed into an empty database,
// and how many rows a second were written is told.
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"longarm/graph"
	"longarm/graph/closure"
	"longarm/graph/neo4j"
)

//go:embed closure.cypher
var oneQuery string

func main() {
	var ids []string
	flag.Func("id", "entity asked about (repeatable)", func(s string) error { ids = append(ids, s); return nil })
	limit := flag.Duration("limit", 10*time.Minute, "how long the one query may take")
	pid := flag.Int("pid", 0, "process of the server, for its processor time")
	dir := flag.String("push", "", "folder of nodes.csv and edges.csv to push")
	flag.Parse()
	var err error
	if *dir != "" {
		err = measurePush(*dir, *pid)
	} else {
		err = run(ids, *limit, *pid)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "neo4j:", err)
		os.Exit(1)
	}
}

func run(ids []string, limit time.Duration, pid int) error {
	ctx := context.Background()
	c, err := neo4j.Open(ctx, neo4j.Config{URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Timeout: limit})
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	for _, id := range ids {
		var ours, theirs map[string]bool
		m := begin(pid)
		trips := c.Trips()
		var read *closure.Closure
		err := c.Ask(ctx, func(s *neo4j.Snapshot) (err error) {
			ours = map[string]bool{}
			read, err = closure.Read(ctx, s, closure.Need{Entities: []graph.EntityID{graph.EntityID(id)}}, func(r graph.Record) error {
				if claim := closure.ClaimOf(r); claim != nil {
					ours[string(claim.ID)] = true
				}
				return nil
			})
			return err
		})
		if err != nil {
			return err
		}
		fmt.Printf("%s  frontiers: %d journeys, %d entities, %d claims, %s\n", id, c.Trips()-trips, read.Entities, read.Claims, m.end())

		m = begin(pid)
		rows, err := c.Rows(ctx, oneQuery, map[string]any{"id": id})
		var e *neo4j.Error
		switch {
		case errors.As(err, &e) && e.Kind == neo4j.TimedOut:
			fmt.Printf("%s  one query: given up, %s\n", id, m.end())
			continue
		case err != nil:
			return err
		}
		took := m.end()
		theirs = map[string]bool{}
		for _, r := range rows {
			theirs[fmt.Sprint(r["id"])] = true
		}
		fmt.Printf("%s  one query: %d rows, %d claims, %s\n", id, len(rows), len(theirs), took)
		if missing, more := without(ours, theirs), without(theirs, ours); len(missing)+len(more) > 0 {
			return fmt.Errorf("the sets differ: the one query lacks %d claims (%s) and has %d more (%s)", len(missing), first(missing), len(more), first(more))
		}
	}
	return nil
}

// without lists what is in a and not in b.
func without(a, b map[string]bool) []string {
	var out []string
	for k := range a {
		if !b[k] {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func first(list []string) string { return strings.Join(list[:min(3, len(list))], ", ") }

// measure is a stretch of time.
type measure struct {
	start  time.Time
	pid    int
	server float64 // seconds of processor at its start
}

func begin(pid int) measure { return measure{time.Now(), pid, processor(pid)} }

func (m measure) end() string {
	out := fmt.Sprintf("%.2f s", time.Since(m.start).Seconds())
	if m.pid > 0 {
		out += fmt.Sprintf(" (server: %.2f s of processor)", processor(m.pid)-m.server)
	}
	return out
}

// ticks is how many ticks Linux counts in a second.
const ticks = 100

// processor is what a process has used of the processor, in seconds; 0 where Linux does
// not tell.
func processor(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	var user, system float64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return (user + system) / ticks
}
