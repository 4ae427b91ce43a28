// Package loadbench measures loaders: how many rows and bytes they read in a second of
// processor time, which other work on the machine does not change, and how that
// compares with jq, where it is installed, on the same text in one run.
package loadbench

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// Load is what every loader exports.
type Load = func(context.Context, *source.Input, func(graph.Record) error) (source.Result, error)

// Run loads the text as often as the benchmark asks and reports bytes, rows and
// records a second. The text must load without a refusal.
func Run(b *testing.B, name, text string, load Load) {
	b.Helper()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var result source.Result
	records, begun := 0, cpu()
	for b.Loop() {
		in, err := source.NewInput(name, strings.NewReader(text), source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		records = 0
		result, err = load(context.Background(), in, func(graph.Record) error { records++; return nil })
		if err != nil || result.Rejected > 0 {
			b.Fatal(err, result.Errors)
		}
	}
	per := (cpu() - begun).Seconds() / float64(b.N)
	b.ReportMetric(float64(len(text))/1e6/per, "MB/cpu-s")
	b.ReportMetric(float64(result.Read)/per, "rows/cpu-s")
	b.ReportMetric(float64(records)/per, "records/cpu-s")
	if strings.HasSuffix(name, ".json") {
		if jq, ok := jqTime(b, text); ok {
			b.ReportMetric(jq/per, "x-jq")
		}
	}
}

// jqTime is how many seconds of processor time jq takes to read the text and write it again.
func jqTime(b *testing.B, text string) (float64, bool) {
	path, err := exec.LookPath("jq")
	if err != nil {
		return 0, false
	}
	file := filepath.Join(b.TempDir(), "f.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	jq := exec.Command(path, "-c", ".", file)
	if err := jq.Run(); err != nil {
		b.Fatal(err)
	}
	return (jq.ProcessState.UserTime() + jq.ProcessState.SystemTime()).Seconds(), true
}
