package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"longarm/graph/neo4j"
	"longarm/graph/neo4j/neo4jtest"
)

// emptied takes away what the command pushed, which no test's mark is on.
func emptied(t *testing.T) func() {
	return func() {
		c, err := neo4j.Open(context.Background(), neo4jtest.Config(t))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.Background())
		neo4jtest.Empty(t, c)
	}
}

// longarm runs the command and returns what it prints.
func longarm(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, talk bytes.Buffer
	if code := run(args, &out, &talk); code != want {
		t.Fatalf("longarm %s exits %d, want %d: %s", strings.Join(args, " "), code, want, talk.String())
	}
	return out.String(), talk.String()
}

// withoutFacts are the commands that need no facts, or that move facts of a workspace.
var withoutFacts = map[string]bool{"completion": true, "config": true, "help": true, "laws": true, "rules": true, "words": true, "template": true,
	"load": true, "unload": true, "rebuild": true, "identity": true, "neo4j": true, "replay": true, "batch": true}

func file(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNeo4jAnswersAsTheFactsInside asks the server and the binary the same.
func TestNeo4jAnswersAsTheFactsInside(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("LANG", "C.UTF-8")
	neo4jtest.Server(t)
	t.Cleanup(emptied(t))
	longarm(t, exitEmpty, "reach", "bleu", "--engine", "neo4j")
	longarm(t, exitAnswered, "neo4j", "push", "--quiet")
	met := map[string]bool{}
	for _, question := range []string{
		"reach s3ns -o csv", "why bleu us-cloud-act", "reached-by us-cloud-act -o csv", "owners bleu", "owners bleu -o json --as-of 2023", "controllers s3ns",
		"controls orange", "check fr-secnumcloud-24 bleu", "paths microsoft bleu", "cut bleu us-ofac-blocking", "questions s3ns", "timeline bleu",
		"diff bleu --from 2024-01-31", "compare bleu s3ns", "shields --for bleu", "verify s3ns", "whatif --add 'microsoft shareholding bleu 25' -- owners bleu",
		"ask 'can Washington switch off Bleu'", "search orang", "show bleu --lang fr", "sources", "stats", "export csv bleu", "export json bleu", "report s3ns --format md",
	} {
		words := split(question)
		met[words[0]] = true
		want, _ := longarm(t, exitAnswered, words...)
		at := []string{"--engine", "neo4j"}
		if words[0] == "whatif" {
			words = append([]string{"whatif", "--engine", "neo4j"}, words[1:]...)
		} else {
			words = append(words, at...)
		}
		got, talk := longarm(t, exitAnswered, words...)
		if strings.Contains(question, "json") {
			got = withoutEngine(got)
			want = withoutEngine(want)
		}
		if words[0] == "report" {
			got, want = withoutSums(got), withoutSums(want)
		}
		if got != want {
			t.Errorf("longarm %s answers otherwise from Neo4j:\n%s", question, firstDifference(want, got))
		}
		if !strings.Contains(talk, "(Neo4j 5.") {
			t.Errorf("longarm %s does not name the server: %q", question, talk)
		}
	}
	here, there := filepath.Join(t.TempDir(), "here.csv"), filepath.Join(t.TempDir(), "there.csv")
	longarm(t, exitAnswered, "batch", "--law", "us-cloud-act", "--out", here, "--quiet")
	longarm(t, exitAnswered, "batch", "--law", "us-cloud-act", "--out", there, "--quiet", "--engine", "neo4j")
	if want, got := file(t, here), file(t, there); want != got {
		t.Errorf("a batch answers otherwise from Neo4j:\n%s", firstDifference(want, got))
	}
	for _, c := range newRoot(&app{}).Commands() {
		if !met[c.Name()] && !withoutFacts[c.Name()] {
			t.Errorf("nothing is asked of Neo4j by longarm %s", c.Name())
		}
	}
	out, _ := longarm(t, exitNotFound, "reach", "bleuu", "--engine", "neo4j")
	if out != "" {
		t.Errorf("an unknown name prints %q", out)
	}
}

// withoutEngine takes the flags out, which name the server.
func withoutEngine(text string) string {
	var out []string
	skipping := false
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, `  "flags": [`) {
			skipping = !strings.Contains(line, "]")
			continue
		}
		if skipping {
			skipping = !strings.HasPrefix(line, "  ]")
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// withoutSums takes the lines out in which a dossier counts and sums up what it was made
// of: of the server that is what was read, and its name.
func withoutSums(text string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		return strings.Contains(line, "**Facts**") || strings.Contains(line, "SHA-256") || strings.Contains(line, "(Neo4j 5.") || strings.HasPrefix(line, "longarm dossier on")
	}), "\n")
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			return "want " + w[i] + "\n got " + strings.Join(g[min(i, len(g)):min(i+1, len(g))], "")
		}
	}
	return "more lines than wanted"
}

// TestNeo4jPushIsKilled kills a push with SIGKILL again and again, and pushes until it
// is done; the server then holds what one undisturbed push makes.
func TestNeo4jPushIsKilled(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	c := neo4jtest.Server(t)
	t.Cleanup(emptied(t))
	longarm(t, exitAnswered, "neo4j", "push", "--quiet")
	whole, err := c.Generation(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	neo4jtest.Empty(t, c)
	binary := filepath.Join(t.TempDir(), "longarm")
	if text, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for pause := 100 * time.Millisecond; pause < 3*time.Second; pause *= 2 {
		cmd := exec.Command(binary, "neo4j", "push", "--quiet")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	}
	longarm(t, exitAnswered, "neo4j", "push", "--quiet")
	again, err := c.Generation(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if *again != *whole {
		t.Errorf("after kills the server holds %+v, undisturbed %+v", *again, *whole)
	}
	out, _ := longarm(t, exitAnswered, "neo4j", "push", "--again", "--quiet", "-o", "csv")
	if !strings.Contains(out, ",0,0,0,") {
		t.Errorf("a last push changes something:\n%s", out)
	}
}

func TestNeo4jCredentials(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	config := neo4jtest.Config(t)
	neo4jtest.Server(t)
	t.Cleanup(emptied(t))
	file := filepath.Join(t.TempDir(), "credentials")
	write := func(mode os.FileMode, text string) {
		if err := os.WriteFile(file, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("NEO4J_PASSWORD", "canary-in-the-environment")
	canary := func(text string) {
		t.Helper()
		for _, secret := range []string{"canary", config.Password} {
			if strings.Contains(text, secret) {
				t.Errorf("a password is shown: %s", text)
			}
		}
	}
	_, talk := longarm(t, exitFailure, "neo4j", "push")
	canary(talk)
	write(0o644, "NEO4J_PASSWORD="+config.Password)
	_, talk = longarm(t, exitUsage, "neo4j", "push", "--neo4j-credentials", file)
	canary(talk)
	write(0o600, "NEO4J_PASSWORD=canary-in-a-file\n")
	_, talk = longarm(t, exitFailure, "neo4j", "push", "--neo4j-credentials", file)
	canary(talk)
	write(0o600, "# from Aura\nNEO4J_USERNAME="+config.Username+"\nNEO4J_PASSWORD="+config.Password+"\n")
	out, talk := longarm(t, exitAnswered, "neo4j", "push", "--neo4j-credentials", file, "-o", "json")
	canary(out + talk)
	out, talk = longarm(t, exitAnswered, "config", "show", "--origin", "--neo4j-credentials", file, "--engine", "neo4j")
	canary(out + talk)
	_, talk = longarm(t, exitUsage, "reach", "bleu", "--engine", "neo4j://neo4j:canary@127.0.0.1")
	canary(talk)
}

func TestNeo4jPullsWhatWasPushed(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("LANG", "C.UTF-8")
	neo4jtest.Server(t)
	t.Cleanup(emptied(t))
	longarm(t, exitAnswered, "neo4j", "push", "--quiet")
	dir := filepath.Join(t.TempDir(), "ws")
	longarm(t, exitAnswered, "neo4j", "pull", "--workspace", dir)
	for _, question := range []string{"owners bleu -o csv", "controllers bleu -o csv", "reach s3ns -o csv"} {
		want, _ := longarm(t, exitAnswered, strings.Fields(question)...)
		got, _ := longarm(t, exitAnswered, append(strings.Fields(question), "--no-embedded", "--workspace", dir)...)
		if got != want {
			t.Errorf("longarm %s answers otherwise of what was pulled:\n%s", question, firstDifference(want, got))
		}
	}
	mapping := filepath.Join("testdata", "docs", "mapping.yaml")
	theirs := filepath.Join(t.TempDir(), "ws")
	longarm(t, exitAnswered, "neo4j", "pull", "--workspace", theirs, "--mapping", mapping, "-o", "json")
	out, _ := longarm(t, exitAnswered, "owners", "bleu", "--no-embedded", "--workspace", theirs, "-o", "csv")
	if !strings.Contains(out, "orange") {
		t.Errorf("the mapped graph does not know who holds Bleu:\n%s", out)
	}
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("nodes:\n- {label: A, id: id, colour: red}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, talk := longarm(t, exitUsage, "neo4j", "pull", "--workspace", theirs, "--mapping", bad)
	if !strings.Contains(talk, "colour") {
		t.Errorf("an unknown key of a mapping: %s", talk)
	}
}

// TestNeo4jExportIsReadBack loads the tables with our own loader.
func TestNeo4jExportIsReadBack(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("LANG", "C.UTF-8")
	dir := t.TempDir()
	longarm(t, exitAnswered, "neo4j", "export", "--out", dir, "--quiet")
	var out bytes.Buffer
	args := []string{"owners", "bleu", "--no-embedded", "--data", filepath.Join(dir, "entities.csv"), "--data", filepath.Join(dir, "relationships.csv"), "-o", "csv"}
	if code := run(args, &out, io.Discard); code != exitAnswered {
		t.Fatalf("longarm %s exits %d", strings.Join(args, " "), code)
	}
	if !strings.Contains(out.String(), "orange") || !strings.Contains(out.String(), "capgemini") {
		t.Errorf("the tables do not know who holds Bleu:\n%s", out.String())
	}
}

// TestNeo4jAdminImportsTheExport fills a server of its own with the import tool of Neo4j;
// it then holds what a push makes.
func TestNeo4jAdminImportsTheExport(t *testing.T) {
	neo4jtest.Config(t) // where there is one server there can be two
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("LANG", "C.UTF-8")
	dir := t.TempDir()
	longarm(t, exitAnswered, "neo4j", "export", "--out", dir, "--quiet")
	script := filepath.Join("..", "..", "scripts", "neo4j")
	env := append(os.Environ(), "NEO4J_DIR="+filepath.Join(t.TempDir(), "server"), "NEO4J_IMPORT="+dir)
	server := func(what string) []byte {
		cmd := exec.Command(script, what)
		cmd.Env, cmd.Stderr = env, os.Stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("scripts/neo4j %s: %v", what, err)
		}
		return out
	}
	t.Cleanup(func() { server("down") })
	for line := range strings.Lines(string(server("up"))) {
		if name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "="); ok {
			t.Setenv(name, value)
		}
	}
	out, _ := longarm(t, exitAnswered, "neo4j", "push", "--again", "--quiet", "-o", "csv") // also makes the indexes
	if !strings.Contains(out, ",0,0,0,") {
		t.Errorf("what was imported is not what a push makes:\n%s", out)
	}
	for _, question := range []string{"reach s3ns -o csv", "show bleu", "sources", "search orang"} {
		want, _ := longarm(t, exitAnswered, strings.Fields(question)...)
		got, _ := longarm(t, exitAnswered, append(strings.Fields(question), "--engine", "neo4j")...)
		if got != want {
			t.Errorf("longarm %s answers otherwise of what was imported:\n%s", question, firstDifference(want, got))
		}
	}
}
