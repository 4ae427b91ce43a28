package loaders_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"longarm/graph"
	"longarm/loaders"
)

// published is where test data of others lies beside the checkout, if it does.
const published = "../../shared/testdata"

// verdict is what becomes of the files of a folder that match a pattern: they are
// read as a format, with so many items accepted and rejected in all, or refused for
// a reason.
type verdict struct {
	files              string // pattern below the folder, parts between slashes
	format             string
	accepted, rejected int
	refused            string // part of the reason
	header             string // put in the place of the first line, as the reason advises
}

// verdicts has a row for every folder; a file that no pattern matches, or a pattern
// that matches no file, fails the test.
var verdicts = map[string][]verdict{
	"bods-conformance-0.4": {
		{files: "schema-valid/*.json", format: "bods", accepted: 56},
		{files: "schema-invalid/*.json", format: "bods", rejected: 64}, // each at its place: the test of the loader
		{files: "schema-invalid/*.csv", refused: "neither those of nodes nor of edges"},
	},
	"bods-examples-older": {
		{files: "0.1.0/single-direct.json", format: "bods", refused: "statementGroups are of a draft before version 0.1"},
		{files: "0.?.0/3-joint-ownership.json", format: "bods", accepted: 18, rejected: 3}, // two statements share an id
		{files: "0.?.0/*.json", format: "bods", accepted: 206},
	},
	"bods-official-examples": {{files: "*.json", format: "bods", accepted: 119}},
	"bods-real-0.4":          {{files: "*/*.jsonl", format: "bods", accepted: 592}},
	"bods-register-0.2":      {{files: "*.json", format: "bods", accepted: 7}},
	"bods-schema-0.4": {
		{files: "*.json", refused: "a JSON schema, and no data"},
		{files: "codelists/*.csv", refused: "neither those of nodes nor of edges"},
	},
	"bods-schema-older": {
		{files: "0.?.0/*.json", refused: "a JSON schema, and no data"},
		{files: "0.?.0/tools/*.json", refused: "is in no known format"}, // of the programs that check the schema
		{files: "0.?.0/codelists/*.csv", refused: "neither those of nodes nor of edges"},
	},
	"control-synth-bankit": {
		{files: "size_8M.part-00000.csv.gz", refused: "neither those of nodes nor of edges"},
		{files: "sampling_*.csv.gz", refused: "neither those of nodes nor of edges"},
		{files: "*.parquet", refused: "is a Parquet file; export it as CSV"},
	},
	"eiti-bo-raw": {{files: "*.json.gz", refused: "is in no known format"}},
	"eva-us-ownership": {
		{files: "*.csv", refused: "the columns (source, target, interaction, directed) are neither"},
		{files: "*.csv", format: "csv", accepted: 6721, header: "owner,owned,value,note"},
	},
	"ftm-schema": {{files: "*.yaml", format: "curated", refused: "unknown key"}},
	"gexf-schema-1.3": {
		{files: "*.gexf", refused: "a GEXF drawing"},
		{files: "*.xsd", refused: "a schema of XML, and no data"},
	},
	"gleif-api-json": {
		{files: "sparse_record.json", format: "gleif", rejected: 1}, // the check digits of its LEI are wrong
		{files: "*.json", format: "gleif", accepted: 2},
	},
	"gleif-elf-codes":         {{files: "*.json", refused: "is in no known format"}},
	"gleif-xml":               {{files: "*.xml", format: "gleif", accepted: 43}, {files: "*.json", format: "gleif", accepted: 33}},
	"icij-power-players-2016": {{files: "*.csv", format: "icij", accepted: 1599}},
	"kek-media-ownership": {
		{files: "company.csv", format: "csv", refused: `unknown column "url"`},
		{files: "shares.csv", refused: "the columns (shareholder, owns, share) are neither"},
		{files: "shares.csv", format: "csv", accepted: 2904, header: "owner,owned,share"},
		{files: "*.yml", format: "curated", refused: `unknown key "database"`},
		{files: "*.sqlite", refused: "is a SQLite database; export its tables as CSV"},
	},
	"neo4j-loadcsv-bods": {{files: "*.csv", format: "neo4jcsv", accepted: 4781}},
	"ng-cac-psc":         {{files: "*.json", refused: "is in no known format"}},
	"oecd-meip":          {{files: "*.json", refused: "is in no known format"}},
	"openoil-bp": {
		{files: "*.csv", refused: "neither those of nodes nor of edges"},
		{files: "*.cyjs", refused: "a drawing of Cytoscape"},
		{files: "*.graphml", refused: "a GraphML drawing"},
	},
	"opensanctions-exports": {
		{files: "index.json", format: "ftm", refused: "lists the versions of a data set"},
		{files: "senzing.json", refused: "data of Senzing"},
		{files: "*", format: "ftm", accepted: 33},
	},
	"opensanctions-ftm": {
		{files: "t?/delta.json", format: "ftm", refused: "lists the versions of a data set"},
		{files: "bods-ftm-sample/sample_bods.json", format: "bods", rejected: 6}, // of version "0.4.0", which the schema refuses
		{files: "bods-ftm-sample/*.jsonl", format: "ftm", accepted: 7},
		{files: "parteispenden/*.json", format: "ftm", accepted: 475},
		{files: "t?/*.json", format: "ftm", accepted: 7},
		{files: "t?/*/entities.delta.json", format: "ftm", accepted: 6}, // two are empty
	},
	"sec-edgar": {
		{files: "*.html", format: "sec", accepted: 37},
		{files: "*.xml", format: "sec", accepted: 262},
		{files: "official-samples/*.xml", format: "sec", accepted: 170},
		{files: "xsd-13f/*.xsd", refused: "a schema of XML, and no data"},
	},
	"senzing": {
		{files: "demo/*.jsonl", refused: "data of Senzing"},
		{files: "demo/*.csv", refused: "data of Senzing"},
	},
	"uk-psc": {
		{files: "*.json", format: "psc", accepted: 6},
		{files: "*.yml", format: "curated", refused: "unknown key"}, // words for codes
	},
	"wikidata": {{files: "*", format: "wikidata", accepted: 203}},
}

func TestPublishedFiles(t *testing.T) {
	folders, err := os.ReadDir(published)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published test data are not beside the checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		met[folder.Name()] = true
		t.Run(folder.Name(), func(t *testing.T) {
			rules := verdicts[folder.Name()]
			if len(rules) == 0 {
				t.Fatal("no verdict is written down for this folder")
			}
			judge(t, filepath.Join(published, folder.Name()), rules)
		})
	}
	for name := range verdicts {
		if !met[name] {
			t.Errorf("the folder %s is not there", name)
		}
	}
}

// judge loads every file below a folder and compares with the verdicts: the first
// that matches, and all those that give it another header.
func judge(t *testing.T, dir string, rules []verdict) {
	accepted, rejected, files := make([]int, len(rules)), make([]int, len(rules)), make([]int, len(rules))
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) == ".md" {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		found := false
		for i, rule := range rules {
			if ok, err := path.Match(rule.files, filepath.ToSlash(below)); err != nil || !ok || found && rule.header == "" {
				continue
			}
			found = true
			files[i]++
			at := name
			if rule.header != "" {
				at = renamed(t, name, rule.header)
			}
			a, r := one(t, at, rule)
			accepted[i], rejected[i] = accepted[i]+a, rejected[i]+r
		}
		if !found {
			t.Errorf("no verdict is written down for %s", below)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, rule := range rules {
		if files[i] == 0 {
			t.Errorf("no file matches %s", rule.files)
		}
		if accepted[i] != rule.accepted || rejected[i] != rule.rejected {
			t.Errorf("%s: %d accepted and %d rejected, want %d and %d", rule.files, accepted[i], rejected[i], rule.accepted, rule.rejected)
		}
	}
}

// one loads a file as it would be loaded without anyone naming its format, and builds
// what came of it.
func one(t *testing.T, name string, rule verdict) (accepted, rejected int) {
	t.Helper()
	kind, sniffed := loaders.Sniff(name)
	if kind != rule.format && !(rule.format == "" && kind == loaders.CSV) {
		t.Errorf("%s is taken for %q: %v, want %q", name, kind, sniffed, rule.format)
	}
	b := graph.NewBuilder()
	r, err := loaders.Load(b, "", []string{name}, loaders.Options{})
	if rule.refused != "" {
		if err == nil || !strings.Contains(err.Error(), rule.refused) {
			t.Errorf("%s: %v, want a refusal: %s", name, err, rule.refused)
		}
		return 0, 0
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return 0, 0
	}
	if r.Read != r.Accepted+r.Rejected || len(r.Errors) < r.Rejected {
		t.Errorf("%s: read %d, accepted %d, rejected %d, %d errors", name, r.Read, r.Accepted, r.Rejected, len(r.Errors))
	}
	if _, err := b.Build(); err != nil {
		t.Errorf("%s: accepted, and then: %v", name, err)
	}
	streamed, err := loaders.Stream(context.Background(), "", []string{name}, loaders.Options{}, graph.Check)
	if err != nil || streamed.Accepted != r.Accepted || streamed.Rejected != r.Rejected {
		t.Errorf("%s streamed: %d accepted, %d rejected, %v", name, streamed.Accepted, streamed.Rejected, err)
	}
	return r.Accepted, r.Rejected
}

// renamed is a copy of a table under another header.
func renamed(t *testing.T, name, header string) string {
	t.Helper()
	_, rows, _ := strings.Cut(read(t, name), "\n")
	out := filepath.Join(t.TempDir(), "renamed.csv")
	if err := os.WriteFile(out, []byte(header+"\n"+rows), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestForeignFiles tells people what they have and what to do with it.
func TestForeignFiles(t *testing.T) {
	tar := make([]byte, 512)
	copy(tar[257:], "ustar")
	for want, text := range map[string]string{
		"is an empty file; check what was downloaded": " \n",
		"is a PDF": "%PDF-1.7\n", "is a workbook of the old format": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a tar archive": string(tar),
		"not unpacked; unpack it": "7z\xbc\xaf\x27\x1c\x00", "is data of OpenCorporates": "company_number;jurisdiction_code;name\n1;gb;A\n",
		"is RDF": "@prefix a: <b> .\n", "is a page of the web": "<!DOCTYPE html><html><body>404</body></html>",
	} {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := loaders.Sniff(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.12q: %v, want %q", text, err, want)
		}
	}
}
