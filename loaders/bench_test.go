package loaders_test

import (
	"context"
	"os"
	"testing"

	"longarm/graph"
	"longarm/loaders"
)

// BenchmarkStream reads the file that LONGARM_BENCH_FILE names, records dropped.
func BenchmarkStream(b *testing.B) {
	path := os.Getenv("LONGARM_BENCH_FILE")
	if path == "" {
		b.Skip("set LONGARM_BENCH_FILE to a register")
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		r, err := loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, func(graph.Record) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Read), "items/op")
	}
}
