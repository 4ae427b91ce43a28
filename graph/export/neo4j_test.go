package export_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"longarm/data/datatest"
	"longarm/graph"
	"longarm/graph/export"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

// TestNeo4jImports hands the tables of whole graphs to the importer of Neo4j and compares
// what it counts. It needs Java and the jars of the server, and runs where continuous
// integration has started one.
func TestNeo4jImports(t *testing.T) {
	if os.Getenv("NEO4J_URI") == "" {
		t.Skip(`needs what a server needs: eval "$(scripts/neo4j up)"`)
	}
	f, _ := export.Find("neo4j-admin")
	for name, l := range map[string]*graph.Ledger{"hostile": exporttest.Hostile(t), "embedded": datatest.Ledger(t)} {
		folder := t.TempDir()
		for file, text := range exporttest.Files(t, func(create document.Create) error {
			return f.Folder(create, exporttest.Head(l), l.Records, export.Options{})
		}) {
			write(t, filepath.Join(folder, file), text)
		}
		want := imported(l)
		cmd := exec.Command("../../scripts/neo4j", "import", folder)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, stderr.String())
		}
		var got count
		if _, err := fmt.Sscan(stdout.String(), &got.nodes, &got.edges); err != nil || got != want {
			t.Errorf("%s: Neo4j counts %+v, want %+v (%v)", name, got, want, err)
		}
	}
}

// imported is what the tables hold: entities, attributes and coverages are nodes,
// statements of every voice, notes and what ties a claim to its entity relationships.
func imported(l *graph.Ledger) count {
	var c count
	_ = l.Records(func(r graph.Record) error { // it returns no error
		switch r.(type) {
		case graph.Entity:
			c.nodes++
		case graph.Statement, graph.Note:
			c.edges++
		case graph.Attribute, graph.Coverage:
			c.nodes++
			c.edges++
		}
		return nil
	})
	return c
}
