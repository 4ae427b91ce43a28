package csv_test

import (
	"bytes"
	"io"
	"testing"

	"longarm/graph/export/csv"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

func TestTables(t *testing.T) {
	l, v := exporttest.Small(t), exporttest.SmallView(t)
	h := exporttest.Head(l)
	for _, c := range csv.Shapes() {
		exporttest.Folder(t, string(c), func(create document.Create) error {
			if c == csv.I2 {
				return csv.LinksFolder(create, h, v)
			}
			return csv.Folder(create, h, l.Records, c)
		})
	}
	exporttest.Folder(t, "answer", func(create document.Create) error { return csv.ViewFolder(create, h, v) })
}

func TestI2WantsAnAnswer(t *testing.T) {
	l := exporttest.Small(t)
	for _, write := range []func(io.Writer, document.Head, document.Records, csv.Columns) error{csv.Nodes, csv.Edges} {
		if err := write(&bytes.Buffer{}, exporttest.Head(l), l.Records, csv.I2); err == nil {
			t.Error("a whole graph in the columns of i2 is no error")
		}
	}
}
