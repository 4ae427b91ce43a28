package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
)

// questions are asked in every format below.
var questions = [][]string{
	{"reach", "bleu", "--as-of", "2024-01-31"},
	{"why", "bleu", "us-cloud-act", "--as-of", "2024-01-31"},
	{"reached-by", "us-sox"},
	{"owners", "bleu"},
	{"controllers", "bleu"},
	{"controls", "orange"},
	{"check", "eu-amlr-25", "bleu"},
	{"paths", "microsoft", "bleu"},
	{"search", "bleu"},
	{"show", "bleu"},
	{"laws"},
	{"laws", "us-cloud-act"},
	{"rules"},
	{"sources"},
	{"diff", "bleu", "--from", "2023-06-01", "--to", "2024-01-31"},
	{"whatif", "--add", "microsoft shareholding bleu 25", "--", "reach", "bleu"},
	{"questions", "bleu"},
	{"questions"},
	{"cut", "bleu", "us-cloud-act"},
	{"timeline", "bleu", "--from", "2023-12-01", "--to", "2024-01-31"},
	{"compare", "bleu", "orange", "--jurisdiction", "US"},
	{"compare", "--all", "--jurisdiction", "CN"},
	{"shields", "us-cloud-act"},
	{"words"},
	{"ask", "which laws reach Bleu"},
}

// alone keeps the settings of whoever runs the tests out of them: no configuration, no
// variable of longarm, an English locale.
func alone(t testing.TB) {
	t.Helper()
	home := t.TempDir()
	for name, value := range map[string]string{"HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C.UTF-8"} {
		t.Setenv(name, value)
	}
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "LONGARM_") {
			t.Setenv(name, "") // sets it back in the end
			if err := os.Unsetenv(name); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// ask runs the command in this process and wants success and silence.
func ask(t *testing.T, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	if code := run(args, &out, &talk); code != exitAnswered {
		t.Fatalf("longarm %s exits %d: %s", strings.Join(args, " "), code, talk.String())
	}
	if talk.Len() > 0 {
		t.Errorf("longarm %s talks: %s", strings.Join(args, " "), talk.String())
	}
	if out.Len() == 0 {
		t.Errorf("longarm %s prints nothing", strings.Join(args, " "))
	}
	return out.String()
}

func TestEveryQuestionInEveryFormat(t *testing.T) {
	alone(t)
	for _, q := range questions {
		t.Run(strings.Join(q[:min(2, len(q))], " "), func(t *testing.T) {
			for _, format := range formats() {
				if testing.Short() && format != "json" {
					continue
				}
				out := ask(t, append(q, "-o", format)...)
				switch format {
				case "json":
					var doc map[string]any
					if err := json.Unmarshal([]byte(out), &doc); err != nil {
						t.Errorf("JSON: %v", err)
					}
				case "jsonl":
					for line := range strings.Lines(out) {
						var doc map[string]any
						if err := json.Unmarshal([]byte(line), &doc); err != nil || doc["schema_version"] != "1" {
							t.Errorf("JSON Lines: %v: %.80s", err, line)
						}
					}
				case "csv":
					rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
					if err != nil || len(rows) < 2 {
						t.Errorf("CSV: %d rows, %v", len(rows), err)
					}
				}
			}
			if french := ask(t, append(q, "--lang", "fr")...); strings.Contains(french, "[") && strings.Contains(french, ".title]") {
				t.Errorf("a message is missing in French:\n%s", french)
			}
		})
	}
}

func TestTwoRunsAreIdentical(t *testing.T) {
	alone(t)
	for i, q := range questions {
		if testing.Short() && i%8 != 0 { // with the race detector
			continue
		}
		if first, second := ask(t, append(q, "-o", "json")...), ask(t, append(q, "-o", "json")...); first != second {
			t.Errorf("longarm %s: two runs differ", strings.Join(q, " "))
		}
	}
}

func benchmark(b *testing.B, args ...string) {
	alone(b)
	for b.Loop() {
		if code := run(args, io.Discard, io.Discard); code != exitAnswered {
			b.Fatalf("exit %d", code)
		}
	}
}

// The benchmarks are whole runs on the embedded data, loading included; BenchmarkLoad
// is what loading costs.
func BenchmarkLoad(b *testing.B) {
	alone(b)
	a := &app{stdout: io.Discard, stderr: io.Discard}
	root := newRoot(a)
	if _, err := a.configure(root); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReach is `longarm reach bleu`.
func BenchmarkReach(b *testing.B) { benchmark(b, "reach", "bleu") }

// BenchmarkOwners is `longarm owners bleu`.
func BenchmarkOwners(b *testing.B) { benchmark(b, "owners", "bleu") }

// BenchmarkControl is `longarm controllers bleu`.
func BenchmarkControl(b *testing.B) { benchmark(b, "controllers", "bleu") }
