package loaders_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/graph/store"
	"longarm/loaders"
)

// written is a file made for measuring: a head, records from a number, and a tail.
type written struct {
	name             string // as publishers call it
	head, tail, join string
	record           func(t testing.TB, n int) string
}

// cut takes what stands between two texts of a fixture, and what stands around it.
func cut(t testing.TB, path, from, to string) (head, part, tail string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), from)
	part, tail, end := strings.Cut(rest, to)
	if !ok || !end {
		t.Fatalf("%s has no %q … %q", path, from, to)
	}
	return head, from + part + to, strings.TrimSpace(tail)
}

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

// measured are files of every format that registers come in. Names and identifiers are
// every record's own, as in a register: records that share one would all be one party.
func measured(t testing.TB) map[string]written {
	bodsHead := func(n int, kind, record string) string {
		return fmt.Sprintf(`{"statementId":"%032d","declarationSubject":"c%d","recordId":"%s","recordType":"%s","recordStatus":"new","statementDate":"2024-01-01","publicationDetails":{"publicationDate":"2024-02-01","bodsVersion":"0.4","license":"https://creativecommons.org/publicdomain/zero/1.0/","publisher":{"name":"Example Register","url":"https://register.example"}},"source":{"type":["officialRegister"],"url":"https://register.example/dump"},"recordDetails":`, n, n/3, record, kind)
	}
	leiHead, leiRow, _ := cut(t, "gleif/testdata/20260901-0800-gleif-goldencopy-lei2-golden-copy.csv", "\"TESTCHILD0000001A027\"", "\n")
	xmlHead, xmlRecord, xmlTail := cut(t, "gleif/testdata/level1.xml", "<lei:LEIRecord>", "</lei:LEIRecord>")
	_, ftmCompany, _ := cut(t, "ftm/testdata/entities.ftm.json", `{"id":"NK-holding"`, "\n")
	_, tableRow, _ := cut(t, "companieshouse/testdata/BasicCompanyData-2026-09-01-part1_7.csv", `"EXAMPLE`, "\n")
	tableHead, _, _ := cut(t, "companieshouse/testdata/BasicCompanyData-2026-09-01-part1_7.csv", `"EXAMPLE`, "\n")
	_, pscLine, _ := cut(t, pscFixture, `{"company_number":"01234567"`, "\n")
	_, item, _ := cut(t, "wikidata/testdata/20240101-sample.json", `{"type":"item","id":"Q100"`, ",\n")
	return map[string]written{
		"bods": {name: "bods.jsonl", record: func(_ testing.TB, n int) string {
			switch n % 3 {
			case 0:
				return bodsHead(n, "entity", fmt.Sprint("c", n/3)) + fmt.Sprintf(`{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Company %d","jurisdiction":{"name":"United Kingdom","code":"GB"},"identifiers":[{"id":"%08d","scheme":"GB-COH"}]}}`+"\n", n, n)
			case 1:
				return bodsHead(n, "person", fmt.Sprint("p", n/3)) + fmt.Sprintf(`{"isComponent":false,"personType":"knownPerson","names":[{"fullName":"Person %d","type":"legal"}],"birthDate":"1961-05","nationalities":[{"name":"France","code":"FR"}]}}`+"\n", n)
			}
			return bodsHead(n, "relationship", fmt.Sprint("r", n/3)) + fmt.Sprintf(`{"isComponent":false,"subject":"c%d","interestedParty":"p%d","interests":[{"type":"shareholding","directOrIndirect":"direct","startDate":"2020-01-01","share":{"minimum":75,"maximum":100}},{"type":"votingRights","directOrIndirect":"direct","startDate":"2020-01-01","share":{"minimum":75,"maximum":100}}]}}`+"\n", n/3, n/3)
		}},
		"companieshouse": {name: "BasicCompanyData-2026-09-01.csv", head: tableHead, record: func(_ testing.TB, n int) string {
			return strings.NewReplacer("01234567", fmt.Sprintf("%08d", n+1), `"EXAMPLE`, fmt.Sprintf(`"EXAMPLE %d`, n)).Replace(tableRow)
		}},
		"csv": {name: "edges.csv", head: "owner,owned,share,basis,valid_from,as_of,source\n", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf("p%d,c%d,38.85,capital,2020-01-01,2024-01-31,register\n", n, n/3)
		}},
		"ftm": {name: "entities.ftm.json", record: func(_ testing.TB, n int) string {
			if n%2 == 0 {
				return strings.NewReplacer("NK-holding", fmt.Sprint("NK-h", n), "Test Hold", fmt.Sprint("Test Hold ", n), "Холдинг", fmt.Sprint("Холдинг ", n), "Old Holding", fmt.Sprint("Old Holding ", n),
					"7700000000", fmt.Sprint(7_700_000_000+n), "1020000000000", fmt.Sprint(1_020_000_000_000+n), "123-A", fmt.Sprintf("%d-A", n),
					"ofac-1", fmt.Sprint("ofac-", n), "eu-7", fmt.Sprint("eu-", n), "TESTPARENT000001A092", lei(2*n), "TESTPARENT000001A093", lei(2*n+1)).Replace(ftmCompany)
			}
			return fmt.Sprintf(`{"id":"own-%d","caption":"Ownership","schema":"Ownership","properties":{"owner":["NK-h%d"],"asset":["NK-h%d"],"percentage":["38,85"],"role":["Shareholder"],"startDate":["2019-05-01"]},"datasets":["us_ofac_sdn"],"referents":[],"target":false,"first_seen":"2023-04-20T18:00:25","last_seen":"2026-09-01T10:57:03"}`+"\n", n, n-1, max(0, n-3))
		}},
		"ftm statements": {name: "statements.csv", head: "canonical_id,entity_id,schema,prop,value,dataset,lang,original_value,external,first_seen,last_seen,id\n", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf("NK-%d,ofac-%d,Company,%s,us_ofac_sdn,,,f,2023-04-20T18:00:25,2026-09-01T10:57:03,0123456789abcdef\n", n/6, n/6,
				[]string{"name,Test Company", "alias,TC", "jurisdiction,gb", "country,gb", "topics,sanction", "registrationNumber,0123"}[n%6])
		}},
		"gleif csv": {name: "20260901-lei2.csv", head: leiHead, record: func(_ testing.TB, n int) string {
			return strings.NewReplacer("TESTCHILD0000001A027", lei(n), "Enfant", fmt.Sprint("Enfant ", n), "Test Child", fmt.Sprint("Test Child ", n),
				"123 456 789", fmt.Sprintf("%09d", n)).Replace(leiRow)
		}},
		"gleif xml": {name: "lei2.xml", head: xmlHead, tail: xmlTail, record: func(_ testing.TB, n int) string {
			return strings.NewReplacer("TESTCHILD0000001A027", lei(n), "Enfant", fmt.Sprint("Enfant ", n), "Test Child", fmt.Sprint("Test Child ", n),
				"123 456 789", fmt.Sprintf("%09d", n)).Replace(xmlRecord) + "\n"
		}},
		"gleif json": {name: "rr.json", head: `{"relations":[`, tail: "]}", join: ",\n", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf(`{"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":"%s"},"NodeIDType":{"$":"LEI"}},"EndNode":{"NodeID":{"$":"%s"},"NodeIDType":{"$":"LEI"}},"RelationshipType":{"$":"IS_DIRECTLY_CONSOLIDATED_BY"},"RelationshipPeriods":{"RelationshipPeriod":[{"StartDate":{"$":"2020-01-15T00:00:00Z"},"PeriodType":{"$":"RELATIONSHIP_PERIOD"}}]},"RelationshipStatus":{"$":"ACTIVE"}},"Registration":{"LastUpdateDate":{"$":"2026-08-01T10:00:00Z"},"RegistrationStatus":{"$":"PUBLISHED"},"ValidationSources":{"$":"FULLY_CORROBORATED"}}}}`, lei(n), lei(1_000_000+n))
		}},
		"icij": {name: "relationships.csv", head: "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf("%d,%d,officer_of,shareholder of,,23-MAR-2006,,Panama Papers\n", 12000000+n, 10000000+n/3)
		}},
		"neo4jcsv": {name: "ties.csv", head: ":START_ID(Party),:END_ID(Party),percentage,basis,since,source,:TYPE\n", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf("%d,%d,38.85,capital,2020-01-01,register,OWNS\n", n, n/3)
		}},
		"psc": {name: "persons-with-significant-control-snapshot-2026-09-01.txt", record: func(_ testing.TB, n int) string {
			return strings.NewReplacer("01234567", fmt.Sprintf("%08d", n+1), "Example", fmt.Sprint("Example ", n)).Replace(pscLine)
		}},
		"sec": {name: "infotable.xml", head: `<informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable">` + "\n", tail: "</informationTable>", record: func(_ testing.TB, n int) string {
			return fmt.Sprintf("<infoTable><nameOfIssuer>COMPANY %d</nameOfIssuer><titleOfClass>COM</titleOfClass><cusip>%06d10%d</cusip><value>1000</value><shrsOrPrnAmt><sshPrnamt>100</sshPrnamt><sshPrnamtType>SH</sshPrnamtType></shrsOrPrnAmt><investmentDiscretion>SOLE</investmentDiscretion><votingAuthority><Sole>100</Sole><Shared>0</Shared><None>0</None></votingAuthority></infoTable>\n", n, n, n%10)
		}},
		"wikidata": {name: "20240101-all.json", head: "[\n", join: ",\n", tail: "\n]\n", record: func(_ testing.TB, n int) string {
			return strings.TrimSuffix(strings.ReplaceAll(item, "Q100", fmt.Sprint("Q", 1_000_000+n)), ",\n")
		}},
	}
}

// write puts a number of records into a file.
func (w written) write(t testing.TB, dir string, records int) string {
	t.Helper()
	var text strings.Builder
	text.WriteString(w.head)
	for n := range records {
		if n > 0 {
			text.WriteString(w.join)
		}
		text.WriteString(w.record(t, n))
	}
	text.WriteString(w.tail)
	path := filepath.Join(dir, w.name)
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestMeasuredFiles: what is measured is read, all of it.
func TestMeasuredFiles(t *testing.T) {
	for name, w := range measured(t) {
		r, err := loaders.Stream(context.Background(), "", []string{w.write(t, t.TempDir(), 60)}, loaders.Options{}, discard)
		if err != nil || r.Rejected > 0 || r.Accepted < 10 {
			t.Errorf("%s: %d accepted, %d rejected %v, %v", name, r.Accepted, r.Rejected, r.Errors[:min(1, len(r.Errors))], err)
		}
	}
}

// references are programs that read a file and do nothing with it, by its ending.
func references(path string) map[string][]string {
	switch filepath.Ext(path) {
	case ".json", ".jsonl", ".txt":
		return map[string][]string{"jq": {"jq", "-c", "empty", path}}
	case ".xml":
		return map[string][]string{"xmllint": {"xmllint", "--stream", "--noout", path}}
	case ".csv":
		return map[string][]string{"duckdb": {"duckdb", "-c", "select count(columns(*)) from read_csv('" + path + "', all_varchar=true)"},
			"python-csv": {"python3", "-c", "import csv,sys\nfor r in csv.reader(open(sys.argv[1])): pass", path}}
	}
	return nil
}

// BenchmarkLoad measures every loader over a file of its own, records dropped and
// records taken into a workspace that is published, and other programs that read the
// same file in the same run, where they are installed: by the time of day, and by what
// each had of the processors.
// The file that BENCH_FILE names is measured as well.
func BenchmarkLoad(b *testing.B) {
	files := measured(b)
	if path := os.Getenv("BENCH_FILE"); path != "" {
		b.Run("file", func(b *testing.B) { rate(b, path) })
	}
	for name := range files {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) { rate(b, files[name].write(b, b.TempDir(), 30_000)) })
	}
}

func rate(b *testing.B, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	var r loaders.Result
	records, runs := 0, 0
	used := processorTime()
	for b.Loop() {
		records = 0
		runs++
		r, err = loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, func(graph.Record) error { records++; return nil })
		if err != nil || r.Rejected > 0 {
			b.Fatal(err, r.Errors)
		}
	}
	size := float64(info.Size()) / 1e6
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(r.Read)/seconds, "items/s")
	b.ReportMetric(float64(records)/seconds, "records/s")
	if cpu := (processorTime() - used).Seconds() / float64(runs); cpu > 0 {
		b.ReportMetric(size/cpu, "MB/cpu-s")
		b.ReportMetric(float64(r.Read)/cpu, "items/cpu-s")
		b.ReportMetric(float64(records)/cpu, "records/cpu-s")
	}
	used = processorTime()
	for range kept {
		keep(b, path)
	}
	if cpu := (processorTime() - used).Seconds() / kept; cpu > 0 {
		b.ReportMetric(size/cpu, "kept-MB/cpu-s")
		b.ReportMetric(float64(r.Read)/cpu, "kept-items/cpu-s")
	}
	for name, command := range references(path) {
		program, err := exec.LookPath(command[0])
		if err != nil {
			continue
		}
		c := exec.Command(program, command[1:]...)
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%s: %v: %s", name, err, out)
		}
		b.ReportMetric(size/(c.ProcessState.UserTime()+c.ProcessState.SystemTime()).Seconds(), name+"-MB/cpu-s")
	}
}

// kept is how often a file is taken into a workspace.
const kept = 3

// keep loads a file into a new workspace, from the first byte to the published
// generation.
func keep(b *testing.B, path string) {
	b.Helper()
	w, err := store.Create(b.TempDir(), store.Load{Source: "measured"})
	if err != nil {
		b.Fatal(err)
	}
	if _, err = loaders.Stream(context.Background(), "", []string{path}, loaders.Options{}, w.Add); err != nil {
		b.Fatal(err)
	}
	if err := w.Commit(context.Background()); err != nil {
		b.Fatal(err)
	}
}
