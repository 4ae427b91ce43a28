package loaders

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// foreign is a kind of file that people try, that is not read, and what to do
// instead.
type foreign struct {
	what, next string
	is         func(head []byte) bool
}

func begins(with ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(with, func(w string) bool { return bytes.HasPrefix(head, []byte(w)) })
	}
}

func holds(all ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, w := range all {
			if !bytes.Contains(head, []byte(w)) {
				return false
			}
		}
		return true
	}
}

const asTables = "save its nodes and edges as CSV, see the guide on data files"

// foreigners lists them; the first that fits is told.
func foreigners() []foreign {
	return []foreign{
		{"an empty file", "check what was downloaded, or name the source if nothing is what it has to say", func(head []byte) bool { return len(bytes.TrimSpace(head)) == 0 }},
		{"a Parquet file", "export it as CSV", begins("PAR1")},
		{"a SQLite database", "export its tables as CSV", begins("SQLite format 3\x00")},
		{"a PDF", "type what it says into the workbook of `longarm template`", begins("%PDF-")},
		{"a workbook of the old format, or an encrypted one", "save it as .xlsx, without a password", begins("\xd0\xcf\x11\xe0")},
		{"an archive of a kind that is not unpacked", "unpack it, and name the files; zip, gzip, zstd and bzip2 are read as they are",
			begins("7z\xbc\xaf\x27\x1c", "\xfd7zXZ\x00", "Rar!\x1a\x07")},
		{"a tar archive", "unpack it, and name the files; zip, gzip, zstd and bzip2 are read as they are",
			func(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }},
		{"a GraphML drawing", asTables, holds("<graphml")},
		{"a GEXF drawing", asTables, holds("<gexf")},
		{"a schema of XML, and no data", "name the files that follow it", holds("http://www.w3.org/2001/XMLSchema", "schema")},
		{"a JSON schema, and no data", "name the files that follow it", func(head []byte) bool {
			return holds(`"$schema"`)(head) && (holds(`"properties"`)(head) || holds(`"items"`)(head) || holds(`"$ref"`)(head))
		}},
		{"a drawing of Cytoscape", asTables, holds(`"elements"`, `"nodes"`)},
		{"data of Senzing", "it tells shares in words only; " + asTables, func(head []byte) bool { return holds("DATA_SOURCE", "RECORD_ID")(head) }},
		{"data of OpenCorporates, which no loader knows", "rename its columns, see the guide on data files", holds("jurisdiction_code", "company_number")},
		{"RDF", "convert it to one of the formats that are read", func(head []byte) bool {
			return begins("@prefix", "@base", "PREFIX")(bytes.TrimLeft(head, " \t\r\n")) || holds("<rdf:RDF")(head)
		}},
		{"a page of the web", "save the data behind it", func(head []byte) bool {
			return begins("<!doctype html", "<html")(bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 200)], " \t\r\n")))
		}},
	}
}

// unknown says that nobody reads a file, and what it is if that can be told.
func unknown(name string, head []byte) error {
	for _, f := range foreigners() {
		if f.is(head) {
			return fmt.Errorf("%s is %s; %s", name, f.what, f.next)
		}
	}
	return fmt.Errorf("%s is in no known format; name one of: %s", name, strings.Join(Names(), ", "))
}

// empty recognises by its name an empty file that says something: that nothing has
// changed.
func empty(name string, head []byte) string {
	if len(bytes.TrimSpace(head)) == 0 && strings.HasSuffix(filepath.ToSlash(strings.ToLower(name)), "entities.delta.json") {
		return "ftm"
	}
	return ""
}
