// Command compare measures longarm against what an analyst would use instead, on
// one generated register, in one run, and prints medians, ratios and whether all
// answers agree. `make bench-peers` runs it.
//
//	compare [-n 1000000] [-runs 3] [-work DIR] [-peers DIR] [-node DIR]
//
// Peers are the scripts scipy_peer.py, duckdb_peer.mjs and sqlite_peer.sh in the
// folder of peers; one whose program or script is missing is named and left out.
// DuckDB needs a folder with its npm package: -node, or BENCH_NODE.
// Seconds on a shared machine mean little: only ratios of one run are claims.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

func main() {
	n := flag.Int("n", 1000000, "entities of the register")
	runs := flag.Int("runs", 3, "how often everything is run; medians are printed")
	work := flag.String("work", filepath.Join(os.TempDir(), "longarm-bench"), "folder for data and programs")
	peers := flag.String("peers", filepath.Join("..", "shared", "bench", "peers"), "folder of the peers' scripts")
	node := flag.String("node", os.Getenv("BENCH_NODE"), "folder whose node_modules hold @duckdb/node-api")
	flag.Parse()
	if err := run(*n, *runs, *work, *peers, *node); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(n, runs int, work, peers, node string) error {
	dir := filepath.Join(work, strconv.Itoa(n))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tasks := filepath.Join(work, "tasks")
	if err := command("go", "build", "-o", tasks, "./internal/bench/tasks"); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "queries.csv")); err != nil {
		if err := command("go", "run", "./internal/bench/gen", "-n", strconv.Itoa(n), "-seed", "1", "-out", dir); err != nil {
			return err
		}
	}
	heavy, typical, err := asked(dir)
	if err != nil {
		return err
	}
	list := contenders(setting{dir: dir, tasks: tasks, peers: peers, node: node, heavy: heavy, typical: typical, big: n > 2_000_000})
	results := map[string]*times{}
	for _, c := range list {
		if c.missing != "" {
			fmt.Printf("left out: %s (%s)\n", c.name, c.missing)
			continue
		}
		results[c.name] = newTimes()
	}
	for r := range runs {
		for _, c := range list {
			if c.missing != "" {
				continue
			}
			fmt.Fprintf(os.Stderr, "run %d of %d: %s\n", r+1, runs, c.name)
			for _, s := range c.steps {
				if err := results[c.name].run(s); err != nil {
					return fmt.Errorf("%s: %w", c.name, err)
				}
			}
		}
	}
	fmt.Printf("\n%d entities, medians of %d runs\n\n", n, runs)
	table(list, results)
	ratios(results)
	return agree(list, results, reference[n])
}

func command(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	return c.Run()
}
