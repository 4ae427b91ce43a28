package store

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"longarm/graph"
	"longarm/graph/identity"
)

var update = flag.Bool("update", false, "write the golden workspace of the current format, where there is none")

// TestGoldenWorkspacesOpen opens a workspace of every format there has been, as it was
// written then. A new format adds a folder; none is ever written anew.
func TestGoldenWorkspacesOpen(t *testing.T) {
	now := filepath.Join("testdata", fmt.Sprintf("golden-%d", formatVersion))
	if _, err := os.Stat(now); err != nil && *update {
		writeGolden(t, now)
	}
	folders, err := filepath.Glob(filepath.Join("testdata", "golden-*"))
	must(t, err)
	if len(folders) != formatVersion {
		t.Fatalf("%d golden workspaces for %d formats; -update writes the one of the current format", len(folders), formatVersion)
	}
	for _, dir := range folders {
		w := reopen(t, dir)
		verified(t, w)
		var got []byte
		must(t, ledger(t, w).Records(func(r graph.Record) error { got, err = appendRecord(got, r); return err }))
		got = append(got, w.Hash()+"\n"...)
		want, err := os.ReadFile(filepath.Join(dir, "expected.jsonl"))
		must(t, err)
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s reads otherwise:\n%s", dir, d)
		}
		if hits, err := w.Search("societte generale numero 7", 3); err != nil || len(hits) == 0 || hits[0].ID != "reg:7" {
			t.Errorf("%s: search finds %v, %v", dir, hits, err)
		}
	}
}

func writeGolden(t *testing.T, dir string) {
	t.Helper()
	must(t, write(t, disk{}, dir, Load{Source: "reg", Licence: "CC0-1.0", DataOf: graph.NewDate(2026, 11, 1), Files: []Input{{Name: "reg.csv", Size: 7}}}, firm(20)))
	must(t, write(t, disk{}, dir, Load{Source: "reg", Delta: true}, []graph.Record{holding("share-3", "reg:1", "reg:3", 12)}))
	must(t, write(t, disk{}, dir, Load{Source: "other", Licence: "CC-BY-NC-4.0", NonCommercial: true}, []graph.Record{
		graph.Entity{ID: "x:1", Kind: graph.Company, Name: "Acme", Identifiers: []graph.Identifier{{Scheme: "FR-SIREN", ID: "000000105"}}},
		graph.Attribute{Claim: graph.Claim{ID: "a", Assertion: graph.Reported}, Entity: "x:1", Name: "serviceType", Value: "cloud-iaas"},
		graph.Coverage{Claim: graph.Claim{ID: "c"}, Entity: "x:1", Interest: graph.Shareholding, Basis: graph.Capital, Kind: graph.Complete, Members: []graph.EntityID{"reg:2"}},
		graph.Note{Claim: graph.Claim{ID: "n", Note: graph.Text{EN: "e", FR: "f"}}, Subject: "x:1", Relation: "partner_of", Object: "reg:0"},
	}))
	must(t, Decide(dir, identity.Decision{A: "x:1", B: "reg:9", Verdict: identity.Refused, Time: day, Note: "other seat"}))
	must(t, os.Remove(filepath.Join(dir, lockName)))
	var text []byte
	w := reopen(t, dir)
	err := ledger(t, w).Records(func(r graph.Record) (err error) { text, err = appendRecord(text, r); return err })
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "expected.jsonl"), append(text, w.Hash()+"\n"...), 0o666))
}
