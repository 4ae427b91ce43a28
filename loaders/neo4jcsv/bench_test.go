package neo4jcsv_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/loaders/internal/loadertest"
	"longarm/loaders/neo4jcsv"
)

func BenchmarkRelationships(b *testing.B) {
	var text strings.Builder
	text.WriteString(":START_ID(Party),:END_ID(Party),percentage,basis,since,source,:TYPE\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,%d,38.85,capital,2020-01-01,register,OWNS\n", i, i/3)
	}
	measure(b, "ties.csv", text.String())
}

// measure loads the text as often as the benchmark asks and reports bytes, rows and
// records a second.
func measure(b *testing.B, name, text string) {
	b.Helper()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var l *loadertest.Loaded
	for b.Loop() {
		if l = loadertest.Text(b, name, text, neo4jcsv.Load); l.Err != nil || l.Result.Rejected > 0 {
			b.Fatal(l.Err, l.Result.Errors)
		}
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(l.Result.Read)/seconds, "rows/s")
	b.ReportMetric(float64(len(l.Records))/seconds, "records/s")
}
