package gexf_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/gexf"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return gexf.Stream(b, h, r) })
	exporttest.Golden(t, "stream.gexf", got)
}

func TestAnswer(t *testing.T) {
	var b bytes.Buffer
	if err := gexf.Encode(&b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
		t.Fatal(err)
	}
	exporttest.Golden(t, "answer.gexf", b.Bytes())
}
