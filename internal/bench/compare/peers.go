package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// setting is where everything lies and what is asked.
type setting struct {
	dir, tasks, peers, node, heavy, typical string
	big                                     bool // leave out what takes minutes
}

// contender is one program with the steps it runs.
type contender struct {
	name    string
	missing string // why it is left out
	steps   []step
}

// step is one process. Its lines "T1 seconds note" are read; when named, its own
// wall time counts under the name.
type step struct {
	args []string
	name string
}

func contenders(s setting) []contender {
	store := filepath.Join(s.dir, "register.col")
	list := []contender{{name: "longarm", steps: []step{
		{args: []string{s.tasks, s.dir, "load", store}},
		{args: []string{s.tasks, s.dir, "bench", store}},
		{args: []string{s.tasks, s.dir, "query", store, s.heavy}, name: "T6 heavy"},
		{args: []string{s.tasks, s.dir, "query", store, s.typical}, name: "T6 typical"},
	}}}
	return append(list, scipy(s), duckdb(s), sqlite(s))
}

func scipy(s setting) contender {
	c := contender{name: "SciPy"}
	script := filepath.Join(s.peers, "scipy_peer.py")
	python := ""
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import scipy, pandas").Run() == nil {
			python = p
			break
		}
	}
	switch {
	case !exists(script):
		c.missing = "no script " + script
	case python == "":
		c.missing = "no Python with scipy and pandas"
	case s.big:
		c.missing = "its sparse product takes minutes at this size"
	}
	c.steps = []step{{args: []string{python, script, s.dir}}}
	return c
}

func duckdb(s setting) contender {
	c := contender{name: "DuckDB"}
	script := filepath.Join(s.peers, "duckdb_peer.mjs")
	switch {
	case !exists(script):
		c.missing = "no script " + script
		return c
	case s.node == "" || !exists(filepath.Join(s.node, "node_modules", "@duckdb")):
		c.missing = "no folder with its npm package; give -node or BENCH_NODE"
		return c
	}
	local := filepath.Join(s.node, "duckdb_peer.mjs") // modules are found beside the script
	text, err := os.ReadFile(script)
	if err == nil {
		err = os.WriteFile(local, text, 0o644)
	}
	if err != nil {
		c.missing = err.Error()
		return c
	}
	db := filepath.Join(s.dir, "duck.db")
	c.steps = []step{{args: []string{"node", local, s.dir, "load", db}}}
	if !s.big {
		c.steps = append(c.steps, step{args: []string{"node", local, s.dir, "bench", db}})
	}
	c.steps = append(c.steps, step{args: []string{"node", local, s.dir, "query", db, s.heavy}, name: "T6 heavy"})
	return c
}

func sqlite(s setting) contender {
	c := contender{name: "SQLite"}
	script := filepath.Join(s.peers, "sqlite_peer.sh")
	if _, err := exec.LookPath("sqlite3"); err != nil || !exists(script) {
		c.missing = "no sqlite3, or no script " + script
		return c
	}
	if s.big {
		c.missing = "its load takes minutes at this size"
	}
	db := filepath.Join(s.dir, "sqlite.db")
	c.steps = []step{
		{args: []string{"sh", script, s.dir, db, "load"}},
		{args: []string{"sh", script, s.dir, db, "query", s.heavy}, name: "T6 heavy"},
		{args: []string{"sh", script, s.dir, db, "query", s.typical}, name: "T6 typical"},
	}
	return c
}

func exists(name string) bool { _, err := os.Stat(name); return err == nil }

// asked reads the ids of the queries.
func asked(dir string) (heavy, typical string, err error) {
	f, err := os.Open(filepath.Join(dir, "queries.csv"))
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		switch name, id, _ := strings.Cut(s.Text(), ","); name {
		case "heavy":
			heavy = id
		case "typical1":
			typical = id
		}
	}
	return heavy, typical, nil
}

// times are what one contender took and said.
type times struct {
	seconds map[string][]float64
	said    map[string]string
}

func newTimes() *times { return &times{map[string][]float64{}, map[string]string{}} }

func (t *times) run(s step) error {
	c := exec.Command(s.args[0], s.args[1:]...)
	c.Stderr = os.Stderr
	from := time.Now()
	out, err := c.Output()
	took := time.Since(from).Seconds()
	if err != nil {
		return fmt.Errorf("%s: %w", strings.Join(s.args, " "), err)
	}
	if s.name == "" {
		busy := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		t.seconds["CPU "+kind(s)] = append(t.seconds["CPU "+kind(s)], busy.Seconds())
	}
	if s.name != "" {
		t.seconds[s.name] = append(t.seconds[s.name], took)
		t.said[s.name] = strings.Join(strings.Fields(string(out)), " ")
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		var x float64
		if len(f) < 2 {
			continue
		}
		if _, err := fmt.Sscanf(f[1], "%g", &x); err != nil {
			continue
		}
		name := f[0]
		switch {
		case name == "T2" && len(f) > 2:
			name += " " + strings.TrimSuffix(f[2], "1")
		case name == "RSS_MB":
			name = "MB " + kind(s)
		case !strings.HasPrefix(name, "T"):
			continue
		}
		t.seconds[name] = append(t.seconds[name], x)
		t.said[name] = strings.Join(f[2:], " ")
	}
	return nil
}

// kind names the step whose memory was measured.
func kind(s step) string {
	for _, k := range []string{"load", "bench", "query"} {
		for _, a := range s.args {
			if a == k {
				return k
			}
		}
	}
	return "bench"
}
