package icij_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/loaders/icij"
	"longarm/loaders/internal/loadertest"
)

func BenchmarkRelationships(b *testing.B) {
	var text strings.Builder
	text.WriteString("node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,%d,officer_of,shareholder of,,23-MAR-2006,,Panama Papers\n", 12000000+i, 10000000+i/3)
	}
	measure(b, "relationships.csv", text.String())
}

func BenchmarkEntities(b *testing.B) {
	var text strings.Builder
	text.WriteString("node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,address,internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,service_provider,ibcRUC,country_codes,countries,sourceID,valid_until,note\n")
	for i := range 50_000 {
		fmt.Fprintf(&text, "%d,\"TEST ASSETS, LTD.\",\"TEST ASSETS, LTD.\",OLD TEST LTD.,SAM,Samoa,,\"ORION HOUSE; Road Town\",1001256,23-MAR-2006,18-FEB-2013,15-FEB-2013,,Defaulted,Mossack Fonseca,25221,HKG,Hong Kong,Panama Papers,The Panama Papers data is current through 2015,\n", 10000000+i)
	}
	measure(b, "nodes-entities.csv", text.String())
}

// measure loads the text as often as the benchmark asks and reports bytes, rows and
// records a second.
func measure(b *testing.B, name, text string) {
	b.Helper()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var l *loadertest.Loaded
	for b.Loop() {
		if l = loadertest.Text(b, name, text, icij.Load); l.Err != nil || l.Result.Rejected > 0 {
			b.Fatal(l.Err, l.Result.Errors)
		}
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(l.Result.Read)/seconds, "rows/s")
	b.ReportMetric(float64(len(l.Records))/seconds, "records/s")
}
