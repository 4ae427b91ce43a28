package bods_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/bods"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return bods.Stream(b, h, r) })
	exporttest.Golden(t, "stream.bods", got)
}
