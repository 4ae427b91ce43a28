package graphml_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/graphml"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return graphml.Stream(b, h, r) })
	exporttest.Golden(t, "stream.graphml", got)
}

func TestAnswer(t *testing.T) {
	var b bytes.Buffer
	if err := graphml.Encode(&b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
		t.Fatal(err)
	}
	exporttest.Golden(t, "answer.graphml", b.Bytes())
}
