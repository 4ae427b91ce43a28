package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph/neo4j/neo4jtest"
)

var update = flag.Bool("update", false, "write the outputs shown in the documentation anew")

// TestDocumentedCommandsRun runs every command of a fenced block of the README and
// the guide, in a folder that holds the files they name. In a ```console block a
// command stands after "$ " and what it prints follows: that must be what it
// prints, a line "…" standing for any lines. With -update it is written anew.
func TestDocumentedCommandsRun(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := filepath.Glob(filepath.Join(root, "docs", "guide", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range append(pages, filepath.Join(root, "README.md")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		path, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = string(text)
	}
	tables, err := filepath.Abs(filepath.Join("testdata", "docs"))
	if err != nil {
		t.Fatal(err)
	}
	alone(t)
	ran := 0
	for path, text := range files {
		if testing.Short() && filepath.Base(path) != "README.md" {
			continue // with the race detector: the same commands ran in the plain run
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			folder := t.TempDir() // some commands write files
			if err := os.CopyFS(folder, os.DirFS(tables)); err != nil {
				t.Fatal(err)
			}
			t.Chdir(folder)
			d := &documented{t: t}
			fresh := d.page(text)
			ran += d.ran
			if *update && fresh != text {
				if err := os.WriteFile(path, []byte(fresh), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	if ran < 10 && !testing.Short() {
		t.Errorf("only %d commands are shown; has the fencing changed?", ran)
	}
}

// TestExamplesOfHelpRun runs what the help of each command shows.
func TestExamplesOfHelpRun(t *testing.T) {
	alone(t)
	names, err := examples.ReadDir("examples")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir() // some examples write files
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "docs"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	for i, n := range names {
		if testing.Short() && i%12 != 0 {
			continue
		}
		t.Run(n.Name(), func(t *testing.T) {
			if strings.HasPrefix(n.Name(), "neo4j") && n.Name() != "neo4j-export.txt" {
				neo4jtest.Server(t) // empties what an earlier example pushed
				if n.Name() == "neo4j-pull.txt" {
					run([]string{"neo4j", "push", "--quiet"}, io.Discard, io.Discard)
				}
				t.Cleanup(emptied(t))
			}
			d := &documented{t: t}
			for line := range strings.Lines(example(strings.TrimSuffix(n.Name(), ".txt"))) {
				d.run(strings.TrimSpace(strings.Split(strings.TrimSpace(line), "     ")[0]))
			}
			if d.ran == 0 {
				t.Error("no example")
			}
		})
	}
}

type documented struct {
	t      *testing.T
	ran    int
	folder string
}

// workspace is a folder into which the tables of the documentation were loaded, as
// "register".
func (d *documented) workspace() string {
	if d.folder == "" {
		d.folder = filepath.Join(d.t.TempDir(), "ws")
		tables := filepath.Join("testdata", "docs")
		if _, err := os.Stat(tables); err != nil {
			tables = "."
		}
		args := []string{"load", "csv", filepath.Join(tables, "nodes.csv"), filepath.Join(tables, "edges.csv"), "--workspace", d.folder, "--name", "register"}
		if code := run(args, io.Discard, io.Discard); code != exitAnswered {
			d.t.Fatalf("longarm %s exits %d", strings.Join(args, " "), code)
		}
	}
	return d.folder
}

// page runs what a page shows and returns it with the outputs as they are now.
func (d *documented) page(text string) string {
	var out strings.Builder
	fence := ""
	var shown []string
	pending := "" // what the last console command printed
	flush := func() {
		if pending == "" && shown == nil {
			return
		}
		out.WriteString(d.compare(shown, pending))
		shown, pending = nil, ""
	}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "```") && fence == "":
			fence = strings.TrimPrefix(trimmed, "```")
			if fence == "" {
				fence = "text"
			}
		case strings.HasPrefix(trimmed, "```"):
			flush()
			fence = ""
		case fence == "console" && strings.HasPrefix(line, "$ "):
			flush()
			pending = d.run(strings.TrimPrefix(trimmed, "$ "))
			shown = []string{}
		case fence == "console":
			shown = append(shown, line)
			continue
		case fence == "sh" && isCommand(trimmed):
			d.run(trimmed)
		}
		out.WriteString(line)
	}
	return out.String()
}

// compare holds what is shown against what was printed; a shown "…" stands for the
// lines until the next shown one, and a second one at the end for the last line.
func (d *documented) compare(shown []string, printed string) string {
	if len(shown) == 0 {
		return ""
	}
	want := strings.Join(shown, "")
	head, tail, cut := strings.Cut(want, "…\n")
	now := printed
	if cut {
		lines := strings.SplitAfter(printed, "\n")
		lines = lines[:len(lines)-1] // after the last line break
		end := ""
		if t, more := strings.CutSuffix(tail, "…\n"); more && len(lines) > 0 {
			tail, end, lines = t, "…\n", lines[:len(lines)-1]
		}
		n := strings.Count(head, "\n")
		rest := strings.Count(tail, "\n")
		if n+rest > len(lines) {
			d.t.Fatalf("the output is shorter than what is shown of it")
		}
		now = strings.Join(lines[:n], "") + "…\n" + strings.Join(lines[len(lines)-rest:], "") + end
	}
	if !*update {
		if diff := cmp.Diff(want, now); diff != "" {
			d.t.Errorf("the page shows another answer (-page +now); go test ./cmd/longarm -run Documented -update writes it, the commit says why:\n%s", diff)
		}
	}
	return now
}

func isCommand(line string) bool {
	return strings.HasPrefix(line, "longarm ") || strings.HasPrefix(line, "go run ./cmd/longarm ") || strings.Contains(line, " longarm ") && strings.HasPrefix(line, "LONGARM_")
}

// run runs one command line and wants success.
func (d *documented) run(line string) string {
	line, _, _ = strings.Cut(line, "  #")
	words := split(line)
	for len(words) > 0 && strings.Contains(words[0], "=") {
		name, value, _ := strings.Cut(words[0], "=")
		d.t.Setenv(name, value)
		defer os.Unsetenv(name)
		words = words[1:]
	}
	switch {
	case len(words) > 2 && words[0] == "go":
		words = words[3:]
	default:
		words = words[1:]
	}
	if i := slices.Index(words, "--workspace"); i >= 0 && i+1 < len(words) {
		if d.ran++; words[0] == "load" {
			return "" // the files of registers are not in the repository
		}
		words[i+1] = d.workspace()
	}
	d.ran++
	var out, talk bytes.Buffer
	if code := run(words, &out, &talk); code != exitAnswered {
		d.t.Errorf("longarm %s exits %d: %s", strings.Join(words, " "), code, talk.String())
	}
	return out.String()
}

// split cuts a command line at spaces outside quotes.
func split(line string) []string {
	var words []string
	var b strings.Builder
	quote, in := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, in = r, true
		case quote == 0 && r == ' ':
			if in {
				words = append(words, b.String())
				b.Reset()
				in = false
			}
		default:
			b.WriteRune(r)
			in = true
		}
	}
	if in {
		words = append(words, b.String())
	}
	return words
}
