package neo4jadmin_test

import (
	"testing"

	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/neo4jadmin"
)

func TestTables(t *testing.T) {
	l := exporttest.Small(t)
	exporttest.Folder(t, "", func(create document.Create) error { return neo4jadmin.Folder(create, exporttest.Head(l), l.Records) })
}
