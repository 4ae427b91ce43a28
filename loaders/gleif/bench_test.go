package gleif_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"longarm/loaders/gleif"
	"longarm/loaders/internal/loadertest"
)

// lei makes a valid identifier of a number.
func lei(n int) string {
	text := fmt.Sprintf("LARM%014d", n)
	rest := 0
	for _, c := range text + "00" {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return fmt.Sprintf("%s%02d", text, 98-rest)
}

const many = 20_000

// BenchmarkLevel1CSV reads rows as wide as those of the golden copy.
func BenchmarkLevel1CSV(b *testing.B) {
	data, err := os.ReadFile(level1)
	if err != nil {
		b.Fatal(err)
	}
	header, rest, _ := strings.Cut(string(data), "\n")
	row, _, _ := strings.Cut(rest, "\n")
	var text strings.Builder
	empty := strings.Repeat(`,""`, 150) // most of the groups of a record are empty
	fmt.Fprint(&text, header)
	for i := range 150 {
		fmt.Fprintf(&text, `,"Entity.LegalAddress.X.%d"`, i)
	}
	for i := range many {
		fmt.Fprintf(&text, "\n%s%s", strings.Replace(row, "TESTCHILD0000001A027", lei(i), 1), empty)
	}
	measure(b, "20260901-gleif.csv", text.String())
}

func BenchmarkRelationsCSV(b *testing.B) {
	data, err := os.ReadFile(relations)
	if err != nil {
		b.Fatal(err)
	}
	rows := strings.Split(string(data), "\n")
	var text strings.Builder
	text.WriteString(rows[0] + "\n")
	for i := range many {
		r := strings.Replace(rows[1+i%2], "TESTCHILD0000001A027", lei(i/2), 1)
		text.WriteString(strings.Replace(strings.Replace(r, "TESTTOP00000001A0006", lei(many+i), 1), "TESTPARENT000001A092", lei(many+i), 1) + "\n")
	}
	measure(b, "rr.csv", text.String())
}

func BenchmarkLevel1XML(b *testing.B) {
	data, err := os.ReadFile("testdata/level1.xml")
	if err != nil {
		b.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(data), "<lei:LEIRecord>")
	record, tail, _ := strings.Cut(rest, "</lei:LEIRecord>")
	var text strings.Builder
	text.WriteString(head)
	for i := range many {
		text.WriteString("<lei:LEIRecord>" + strings.Replace(record, "TESTCHILD0000001A027", lei(i), 1) + "</lei:LEIRecord>\n")
	}
	text.WriteString(strings.TrimSpace(tail))
	measure(b, "level1.xml", text.String())
}

func BenchmarkRelationsJSON(b *testing.B) {
	const record = `{"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":"%s"},"NodeIDType":{"$":"LEI"}},"EndNode":{"NodeID":{"$":"%s"},"NodeIDType":{"$":"LEI"}},"RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"},"RelationshipPeriods":{"RelationshipPeriod":[{"StartDate":{"$":"2020-01-15T00:00:00Z"},"PeriodType":{"$":"RELATIONSHIP_PERIOD"}}]},"RelationshipStatus":{"$":"ACTIVE"}},"Registration":{"LastUpdateDate":{"$":"2026-08-01T10:00:00Z"},"RegistrationStatus":{"$":"PUBLISHED"},"ValidationSources":{"$":"FULLY_CORROBORATED"}}}}`
	var text strings.Builder
	text.WriteString(`{"relations":[`)
	for i := range many {
		if i > 0 {
			text.WriteString(",\n")
		}
		fmt.Fprintf(&text, record, lei(i), lei(many+i))
	}
	text.WriteString("]}")
	measure(b, "rr.json", text.String())
}

// measure loads the text as often as the benchmark asks and reports bytes, rows and
// records a second.
func measure(b *testing.B, name, text string) {
	b.Helper()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var l *loadertest.Loaded
	for b.Loop() {
		if l = loadertest.Text(b, name, text, gleif.Load); l.Err != nil || l.Result.Rejected > 0 {
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
