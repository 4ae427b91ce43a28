package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"longarm/queries/report/docx"
	"longarm/queries/report/html"
	"longarm/queries/report/markdown"
	"longarm/queries/report/page"
	"longarm/queries/report/pdf"
	"longarm/queries/report/xlsx"
)

// hostile are texts that have broken programs which open documents.
var hostile = []string{"=HYPERLINK(\"http://x.example\",\"y\")", "+1+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "]]>", "a\x00b\x08c", "\ufffe", "&amp;",
	"\u202eright to left", strings.Repeat("long", 400), "\U0001f600 名前 שלום", "| pipe | [x](javascript:y)"}

func hostileDocument() *page.Document {
	d := &page.Document{Lang: "en", Title: hostile[0], Subtitle: hostile[4], Subject: hostile[5], Date: "2026-01-01", Footer: hostile[6],
		Words: page.Words{Cover: "a/b*c", Contents: "Contents", Skip: "Skip", Page: "page %d of %d", Figure: "Figure", Answer: "Answer"}}
	t := page.Table{Caption: hostile[4], Head: []string{"text", "more"}, Sheet: "sheet [1]"}
	s := page.Section{ID: "s", Title: hostile[4]}
	for _, h := range hostile {
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(h)}, {Text: []page.Run{{Text: h, URL: "javascript:alert(1)"}}}}})
		s.Blocks = append(s.Blocks, page.Para{Text: page.Text(h)}, page.List{Ordered: true, Items: []page.Item{{Text: page.Text(h)}}},
			page.Fields{Rows: []page.Field{{Label: h, Text: page.Text(h)}}})
	}
	s.Blocks = append(s.Blocks, t, page.Table{Caption: "typed", Head: []string{"n", "d"}, Sheet: "sheet [1]",
		Data: &page.Data{Head: []string{"n", "d"}, Rows: [][]page.Value{{{Number: "12.5"}, {Day: "2026-01-31"}}}}})
	d.Sections = []page.Section{s}
	return d
}

func TestAWorkbookComputesNoName(t *testing.T) {
	var b bytes.Buffer
	if err := xlsx.Encode(&b, hostileDocument()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s is a formula: %s", sheet, at, formula)
				}
			}
		}
	}
	typed := f.GetSheetList()[len(f.GetSheetList())-1]
	if kind, _ := f.GetCellType(typed, "A2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a number is a cell of type %v", kind)
	}
	if v, _ := f.GetCellValue(typed, "B2"); v != "2026-01-31" {
		t.Errorf("a day reads %q", v)
	}
}

func TestAWordDocumentIsWellFormed(t *testing.T) {
	var b bytes.Buffer
	if err := docx.Encode(&b, hostileDocument()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				break
			}
		}
		r.Close()
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	var b bytes.Buffer
	if err := html.Encode(&b, hostileDocument()); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script>", "href=\"javascript:"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("the HTML holds %s", bad)
		}
	}
	b.Reset()
	if err := markdown.Encode(&b, hostileDocument()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "(<javascript:") || strings.Contains(b.String(), "\n<script>") {
		t.Error("the Markdown holds a script")
	}
	b.Reset()
	if err := pdf.Encode(&b, hostileDocument()); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
		t.Errorf("no PDF: %v", err)
	}
	faults, err := pdf.Faults(hostileDocument())
	for _, f := range faults {
		if strings.Contains(f, "beyond the margin") {
			t.Error(f)
		}
	}
	if err != nil {
		t.Error(err)
	}
}
