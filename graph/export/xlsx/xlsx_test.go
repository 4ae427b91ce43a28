package xlsx_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/xlsx"
)

func TestAnswer(t *testing.T) {
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := xlsx.Encode(b, exporttest.Head(exporttest.Small(t)), exporttest.SmallView(t)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	f, err := excelize.OpenReader(&first)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, sheet := range f.GetSheetList() {
		text.WriteString("== " + sheet + "\n")
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			text.WriteString(strings.Join(r, " | ") + "\n")
		}
	}
	exporttest.Golden(t, "answer.txt", []byte(text.String()))
}
