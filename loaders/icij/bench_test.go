package icij_test

import (
	"fmt"
	"strings"
	"testing"

	"longarm/loaders/icij"
	"longarm/loaders/internal/loadbench"
)

func BenchmarkRelationships(b *testing.B) {
	var text strings.Builder
	text.WriteString("node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,%d,officer_of,shareholder of,,23-MAR-2006,,Panama Papers\n", 12000000+i, 10000000+i/3)
	}
	loadbench.Run(b, "relationships.csv", text.String(), icij.Load)
}

func BenchmarkEntities(b *testing.B) {
	var text strings.Builder
	text.WriteString("node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,address,internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,service_provider,ibcRUC,country_codes,countries,sourceID,valid_until,note\n")
	for i := range 50_000 {
		fmt.Fprintf(&text, "%d,\"TEST ASSETS, LTD.\",\"TEST ASSETS, LTD.\",OLD TEST LTD.,SAM,Samoa,,\"ORION HOUSE; Road Town\",1001256,23-MAR-2006,18-FEB-2013,15-FEB-2013,,Defaulted,Mossack Fonseca,25221,HKG,Hong Kong,Panama Papers,The Panama Papers data is current through 2015,\n", 10000000+i)
	}
	loadbench.Run(b, "nodes-entities.csv", text.String(), icij.Load)
}
