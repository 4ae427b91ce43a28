package neo4jcsv_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/loaders/internal/loadbench"
	"longarm/loaders/neo4jcsv"
)

func BenchmarkRelationships(b *testing.B) {
	var text strings.Builder
	text.WriteString(":START_ID(Party),:END_ID(Party),percentage,basis,since,source,:TYPE\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,%d,38.85,capital,2020-01-01,register,OWNS\n", i, i/3)
	}
	loadbench.Run(b, "ties.csv", text.String(), neo4jcsv.Load)
}
