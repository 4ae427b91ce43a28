package ftm_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"longarm/loaders/ftm"
	"longarm/loaders/internal/loadbench"
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
	loadbench.Run(b, "entities.ftm.json", text.String(), ftm.Load)
}

func BenchmarkStatements(b *testing.B) {
	var text strings.Builder
	text.WriteString("canonical_id,entity_id,schema,prop,value,dataset,lang,original_value,external,first_seen,last_seen,id\n")
	for i := range 10_000 {
		for _, p := range []string{"name,Test Company", "alias,TC", "jurisdiction,gb", "country,gb", "topics,sanction", "registrationNumber,0123"} {
			fmt.Fprintf(&text, "NK-%d,ofac-%d,Company,%s,us_ofac_sdn,,,f,2023-04-20T18:00:25,2026-09-01T10:57:03,0123456789abcdef\n", i, i, p)
		}
	}
	loadbench.Run(b, "statements.csv", text.String(), ftm.Load)
}
