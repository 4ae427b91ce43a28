package ftm_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"longarm/loaders/ftm"
	"longarm/loaders/internal/loadertest"
)

// BenchmarkEntities reads companies and ownerships as OpenSanctions publishes them.
func BenchmarkEntities(b *testing.B) {
	data, err := os.ReadFile("testdata/entities.ftm.json")
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	var text strings.Builder
	for i := range 10_000 {
		text.WriteString(strings.ReplaceAll(lines[0], "NK-holding", fmt.Sprint("NK-holding-", i)) + "\n")
		own := strings.ReplaceAll(lines[6], "NK-holding", fmt.Sprint("NK-holding-", i))
		text.WriteString(strings.ReplaceAll(strings.ReplaceAll(own, "own-1", fmt.Sprint("own-", i)), "NK-old-top", fmt.Sprint("NK-holding-", i/2)) + "\n")
	}
	measure(b, "entities.ftm.json", text.String())
}

func BenchmarkStatements(b *testing.B) {
	var text strings.Builder
	text.WriteString("canonical_id,entity_id,schema,prop,value,dataset,lang,original_value,external,first_seen,last_seen,id\n")
	for i := range 10_000 {
		for _, p := range []string{"name,Test Company", "alias,TC", "jurisdiction,gb", "country,gb", "topics,sanction", "registrationNumber,0123"} {
			fmt.Fprintf(&text, "NK-%d,ofac-%d,Company,%s,us_ofac_sdn,,,f,2023-04-20T18:00:25,2026-09-01T10:57:03,0123456789abcdef\n", i, i, p)
		}
	}
	measure(b, "statements.csv", text.String())
}

// measure loads the text as often as the benchmark asks and reports bytes, rows and
// records a second.
func measure(b *testing.B, name, text string) {
	b.Helper()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var l *loadertest.Loaded
	for b.Loop() {
		if l = loadertest.Text(b, name, text, ftm.Load); l.Err != nil || l.Result.Rejected > 0 {
			b.Fatal(l.Err, l.Result.Errors)
		}
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(l.Result.Read)/seconds, "rows/s")
	b.ReportMetric(float64(len(l.Records))/seconds, "records/s")
	if jq := jqSeconds(b, text); jq > 0 {
		b.ReportMetric(jq/seconds, "x-jq")
	}
}

// jqSeconds is how long jq takes to read the text and write it again, 0 without it.
func jqSeconds(b *testing.B, text string) float64 {
	jq, err := exec.LookPath("jq")
	if err != nil || !strings.HasPrefix(text, "{") {
		return 0
	}
	file := filepath.Join(b.TempDir(), "f.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	if err := exec.Command(jq, "-c", ".", file).Run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(begun).Seconds()
}
