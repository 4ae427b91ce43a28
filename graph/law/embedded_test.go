package law_test

import (
	"io/fs"
	"testing"

	"longarm/data"
	"longarm/graph/law"
)

func TestEmbeddedCatalogueLoads(t *testing.T) {
	c, err := law.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Laws) == 0 || len(c.Rules()) == 0 || len(c.Carriers) == 0 {
		t.Fatalf("%d laws, %d rules, %d carriers", len(c.Laws), len(c.Rules()), len(c.Carriers))
	}
}

func TestEmbeddedTriosLoad(t *testing.T) {
	files, err := fs.Glob(data.FS, "laws/*/*.test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, err := law.LoadTrio(data.FS, f); err != nil {
			t.Error(err)
		}
	}
}
