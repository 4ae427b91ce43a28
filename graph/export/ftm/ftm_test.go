package ftm_test

import (
	"bytes"
	"testing"

	"longarm/graph/export/ftm"
	"longarm/graph/export/internal/document"
	"longarm/graph/export/internal/exporttest"
)

func TestStream(t *testing.T) {
	got := exporttest.Streamed(t, exporttest.Small(t), func(b *bytes.Buffer, h document.Head, r document.Records) error { return ftm.Stream(b, h, r) })
	exporttest.Golden(t, "stream.ftm", got)
}
