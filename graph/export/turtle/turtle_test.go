package turtle_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/turtle"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return turtle.Stream(b, h, r) })
	exporttest.Golden(t, "stream.turtle", got)
}
