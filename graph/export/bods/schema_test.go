package bods_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"longarm/graph"
	"longarm/graph/export/bods"
	"longarm/graph/export/internal/exporttest"
)

// TestSchema holds what is written against the schema of the standard, as a validator of
// others reads it.
func TestSchema(t *testing.T) {
	folder := exporttest.Shared(t, "bods-schema-0.4")
	for name, l := range map[string]*graph.Ledger{"small": exporttest.Small(t), "hostile": exporttest.Hostile(t)} {
		var b bytes.Buffer
		if err := bods.Stream(&b, exporttest.Head(l), l.Records); err != nil {
			t.Fatal(err)
		}
		var list []struct {
			ID   string `json:"statementId"`
			Type string `json:"recordType"`
		}
		if err := json.Unmarshal(b.Bytes(), &list); err != nil {
			t.Fatal(err)
		}
		ids, relationships := map[string]bool{}, 0
		for _, s := range list {
			if ids[s.ID] {
				t.Errorf("%s: the statement id %s stands twice", name, s.ID)
			}
			ids[s.ID] = true
			if s.Type == "relationship" {
				relationships++
			}
		}
		if _, statements := exporttest.Counts(l); name == "hostile" && relationships != statements {
			t.Errorf("%s: %d relationships of %d statements", name, relationships, statements)
		}
		if folder == "" {
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema(t, folder).Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func schema(t *testing.T, folder string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range []string{"statement", "components", "entity-record", "person-record", "relationship-record"} {
		f, err := os.Open(filepath.Join(folder, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(doc.(map[string]any)["$id"].(string), doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile("urn:statement")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
