package drawio_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/drawio"
	"longarm/graph/export/internal/exporttest"
)

func TestAnswer(t *testing.T) {
	var b bytes.Buffer
	if err := drawio.Encode(&b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
		t.Fatal(err)
	}
	exporttest.Golden(t, "answer.drawio", b.Bytes())
}
