package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

var rows = []string{"T1", "T2 heavy", "T2 typical", "T3", "T4", "T5", "T6 heavy", "T6 typical", "CPU load", "CPU bench", "MB load", "MB bench", "MB query"}

func (t *times) median(name string) float64 {
	if t == nil || len(t.seconds[name]) == 0 {
		return math.NaN()
	}
	list := slices.Clone(t.seconds[name])
	slices.Sort(list)
	return list[len(list)/2]
}

func table(list []contender, results map[string]*times) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "task\t")
	for _, c := range list {
		if c.missing == "" {
			fmt.Fprintf(w, "%s\t", c.name)
		}
	}
	fmt.Fprintln(w)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t", r)
		for _, c := range list {
			if c.missing != "" {
				continue
			}
			if x := results[c.name].median(r); math.IsNaN(x) {
				fmt.Fprint(w, "—\t")
			} else if strings.HasPrefix(r, "MB") || strings.HasPrefix(r, "CPU") && x >= 100 {
				fmt.Fprintf(w, "%.0f\t", x)
			} else {
				fmt.Fprintf(w, "%.4f\t", x)
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

// goal is a ratio that longarm should keep to a peer.
type goal struct {
	task, peer string
	least      float64 // the peer's time over longarm's
}

var goals = []goal{
	{"T1", "DuckDB", 1.3}, {"T1", "SciPy", 6}, {"T2 heavy", "SciPy", 2}, {"T2 heavy", "DuckDB", 40},
	{"T3", "SciPy", 20}, {"T4", "SciPy", 25}, {"T6 heavy", "SQLite", 1}, {"T6 typical", "SQLite", 1},
}

func ratios(results map[string]*times) {
	fmt.Println()
	us := results["longarm"]
	for _, g := range goals {
		x := results[g.peer].median(g.task) / us.median(g.task)
		switch {
		case math.IsNaN(x):
		case x >= g.least:
			fmt.Printf("met    %-10s %6.1f × %s (goal %.1f)\n", g.task, x, g.peer, g.least)
		default:
			fmt.Printf("SHORT  %-10s %6.1f × %s (goal %.1f)\n", g.task, x, g.peer, g.least)
		}
	}
	share := us.median("T5") / us.median("T3")
	word := "met   "
	if share > 0.1 {
		word = "SHORT "
	}
	fmt.Printf("%s T5         %6.0f %% of T3 (goal 10)\n", word, 100*share)
	// On a machine that others use, two threads get little more than one: processor
	// time tells what a program asks for. SciPy loads and runs in one process.
	busy := func(t *times) float64 { return t.median("CPU load") + t.median("CPU bench") }
	if x := results["SciPy"].median("CPU bench") / busy(us); !math.IsNaN(x) {
		fmt.Printf("       processor time of T1 to T5: %.1f × SciPy\n", x)
	}
	if x := results["DuckDB"].median("CPU load") / us.median("CPU load"); !math.IsNaN(x) {
		fmt.Printf("       processor time of T1: %.1f × DuckDB\n", x)
	}
}

// reference are the sums of the generator with seed 1, by entities.
var reference = map[int][5]string{
	10_000:     {"1872", "0.717309910570", "436.057287436", "11052", "8187"},
	100_000:    {"16268", "0.177675526168", "4227.183343998", "110780", "76577"},
	1_000_000:  {"117014", "0.197339776030", "45482.704578273", "1120406", "772350"},
	10_000_000: {"335738", "0.345992697255", "458308.551087618", "11018266", "7606964"},
}

// agree holds every answer to the reference where there is one, else to longarm's.
func agree(list []contender, results map[string]*times, ref [5]string) error {
	us := results["longarm"]
	if ref[0] == "" {
		ref = [5]string{after(us.said["T2 heavy"], "owners"), after(us.said["T2 heavy"], "sum"), after(us.said["T4"], "sum"), after(us.said["T3"], "pairs"), after(us.said["T5"], "pairs")}
	}
	bad := 0
	for _, c := range list {
		t := results[c.name]
		if t == nil {
			continue
		}
		check := func(task, word, want string, tolerance float64) {
			if t.said[task] == "" {
				return
			}
			got := after(t.said[task], word)
			a, err1 := strconv.ParseFloat(got, 64)
			b, err2 := strconv.ParseFloat(want, 64)
			if err1 != nil || err2 != nil || math.Abs(a-b) > tolerance*math.Max(1, math.Abs(b)) {
				bad++
				fmt.Printf("DIFFERS: %s, %s: %s %s, want %s\n", c.name, task, word, got, want)
			}
		}
		exact := 0.0
		if c.name == "DuckDB" { // stops pushing below 1e-9
			exact = 0.02
		}
		check("T2 heavy", "owners", ref[0], exact)
		if c.name != "SQLite" {
			check("T2 heavy", "sum", ref[1], 1e-5)
		}
		check("T4", "sum", ref[2], 1e-8)
		check("T3", "pairs", ref[3], 0)
		check("T5", "pairs", ref[4], 0)
	}
	if bad > 0 {
		return fmt.Errorf("%d answers differ", bad)
	}
	fmt.Println("all answers agree")
	return nil
}

// after returns the word that follows another.
func after(text, word string) string {
	f := strings.Fields(text)
	for i := 0; i+1 < len(f); i++ {
		if f[i] == word {
			return f[i+1]
		}
	}
	return ""
}
