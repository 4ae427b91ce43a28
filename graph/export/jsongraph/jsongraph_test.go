package jsongraph_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/jsongraph"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return jsongraph.Stream(b, h, r) })
	exporttest.Golden(t, "stream.json", got)
}

func TestAnswer(t *testing.T) {
	var b bytes.Buffer
	if err := jsongraph.Encode(&b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
		t.Fatal(err)
	}
	exporttest.Golden(t, "answer.json", b.Bytes())
}
