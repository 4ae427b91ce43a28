package mermaid_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/mermaid"
)

func TestAnswer(t *testing.T) {
	var b bytes.Buffer
	if err := mermaid.Encode(&b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
		t.Fatal(err)
	}
	exporttest.Golden(t, "answer.mermaid", b.Bytes())
}
