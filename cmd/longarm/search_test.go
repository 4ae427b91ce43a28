package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSearchBothSides: a name that the facts inside have hides nobody of a workspace.
func TestSearchBothSides(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	nodes, edges := filepath.Join(dir, "nodes.csv"), filepath.Join(dir, "edges.csv")
	for path, text := range map[string]string{
		nodes: "id,kind,name\nx1,company,BLEU AZUR SA\nx2,company,Unlike\n",
		edges: "owner,owned,share\nx2,x1,60\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ws := filepath.Join(dir, "ws")
	var out, talk bytes.Buffer
	if code := run([]string{"load", "csv", nodes, edges, "--workspace", ws, "--quiet"}, &out, &talk); code != 0 {
		t.Fatal(talk.String())
	}
	for _, name := range []string{"bleu", "Bleu"} {
		out.Reset()
		code := run([]string{"search", name, "--workspace", ws, "-o", "csv"}, &out, &talk)
		if got := out.String(); code != 0 || !strings.Contains(got, "BLEU AZUR SA") || !strings.Contains(got, ",bleu,") {
			t.Errorf("search %s: %d %s\n%s", name, code, talk.String(), got)
		}
	}
}
