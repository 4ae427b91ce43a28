// Package xlsx writes the tables of a document as a workbook: a sheet each, with typed
// cells, a frozen heading and a filter. A text stays a text, whatever it begins with, so
// that no name of the data is computed as a formula.
package xlsx

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"longarm/queries/report/page"
)

// maxText is the most characters a cell may hold, maxSheet a sheet's name.
const (
	maxText  = 32767
	maxSheet = 31
)

// Encode writes the workbook. Two calls write the same bytes.
func Encode(w io.Writer, d *page.Document) error {
	f := excelize.NewFile()
	defer f.Close()
	e := &encoder{f: f, d: d}
	if err := e.workbook(); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return e.write(w)
}

type encoder struct {
	f     *excelize.File
	d     *page.Document
	names map[string]bool

	head, day, blank, wrap, title int // styles
}

func (e *encoder) workbook() error {
	e.names = map[string]bool{}
	if err := e.styles(); err != nil {
		return err
	}
	if err := e.cover(); err != nil {
		return err
	}
	for _, t := range e.d.Tables() {
		if err := e.table(t); err != nil {
			return err
		}
	}
	stamp := e.d.Date + "T00:00:00Z"
	return e.f.SetDocProps(&excelize.DocProperties{Title: e.d.Title, Subject: e.d.Subject, Creator: "longarm", LastModifiedBy: "longarm", Created: stamp, Modified: stamp, Language: e.d.Lang})
}

func (e *encoder) styles() error {
	for _, s := range []struct {
		at    *int
		style excelize.Style
	}{
		{&e.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EAF0"}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&e.day, excelize.Style{CustomNumFmt: ptr("yyyy-mm-dd"), Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&e.blank, excelize.Style{Border: []excelize.Border{{Type: "bottom", Color: "808080", Style: 1}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&e.wrap, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&e.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}}},
	} {
		n, err := e.f.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.at = n
	}
	return nil
}

func ptr(s string) *string { return &s }

// sheet makes a sheet of a name that Excel takes, unlike every other.
func (e *encoder) sheet(name string) (string, error) {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, name)
	base := clip(strings.TrimSpace(name), maxSheet)
	if base == "" {
		base = "1"
	}
	for n := 2; e.names[strings.ToLower(base)]; n++ {
		suffix := fmt.Sprintf(" %d", n)
		base = clip(name, maxSheet-len(suffix)) + suffix
	}
	e.names[strings.ToLower(base)] = true
	if len(e.names) == 1 {
		return base, e.f.SetSheetName("Sheet1", base)
	}
	_, err := e.f.NewSheet(base)
	return base, err
}

func clip(s string, n int) string {
	for utf8.RuneCountInString(s) > n {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// cover is the first sheet: title, cover fields, and the paragraphs of the first
// section.
func (e *encoder) cover() error {
	name, err := e.sheet(e.d.Words.Cover)
	if err != nil {
		return err
	}
	row := 1
	put := func(a, b string, style int) error {
		if err := e.text(name, 1, row, a, style); err != nil {
			return err
		}
		if b != "" {
			if err := e.text(name, 2, row, b, e.wrap); err != nil {
				return err
			}
		}
		row++
		return nil
	}
	if err := put(e.d.Title, "", e.title); err != nil {
		return err
	}
	if err := put(e.d.Subtitle, "", 0); err != nil {
		return err
	}
	for _, b := range e.d.Cover {
		switch b := b.(type) {
		case page.Fields:
			for _, r := range b.Rows {
				if err := put(r.Label, page.Plain(r.Text), e.wrap); err != nil {
					return err
				}
				if r.Blank {
					if err := e.f.SetCellStyle(name, cell(2, row-1), cell(2, row-1), e.blank); err != nil {
						return err
					}
				}
			}
		case page.Para:
			if err := put(page.Plain(b.Text), "", e.head); err != nil {
				return err
			}
		}
	}
	if len(e.d.Sections) > 0 {
		s := &e.d.Sections[0]
		if err := put(s.Heading(), "", e.head); err != nil {
			return err
		}
		for _, b := range s.Blocks {
			if p, ok := b.(page.Para); ok {
				if err := put("", page.Plain(p.Text), 0); err != nil {
					return err
				}
			}
		}
	}
	return first(e.f.SetColWidth(name, "A", "A", 26), e.f.SetColWidth(name, "B", "B", 100))
}

// table writes one table on a sheet of its own.
func (e *encoder) table(t *page.Table) error {
	name, err := e.sheet(t.Sheet)
	if err != nil {
		return err
	}
	head, rows := t.Head, [][]page.Value{}
	blank := map[[2]int]bool{}
	if t.Data != nil {
		head, rows = t.Data.Head, t.Data.Rows
	} else {
		for i, r := range t.Rows {
			var line []page.Value
			for j, c := range r.Cells {
				line = append(line, page.Value{Text: page.Plain(c.Text)})
				if c.Blank {
					blank[[2]int{i, j}] = true
				}
			}
			rows = append(rows, line)
		}
	}
	for i, h := range head {
		if err := e.text(name, i+1, 1, h, e.head); err != nil {
			return err
		}
	}
	wide := make([]int, len(head))
	for i, r := range rows {
		for j, v := range r {
			if err := e.value(name, j+1, i+2, v, blank[[2]int{i, j}]); err != nil {
				return err
			}
			if j < len(wide) {
				wide[j] = max(wide[j], utf8.RuneCountInString(v.Text), len(v.Number), len(v.Day))
			}
		}
	}
	for i := range wide {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := e.f.SetColWidth(name, col, col, float64(min(max(wide[i], len(head[i]))+2, 60))); err != nil {
			return err
		}
	}
	if err := e.f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(head) == 0 || len(rows) == 0 {
		return nil
	}
	return e.f.AutoFilter(name, "A1:"+cell(len(head), len(rows)+1), nil)
}

// value writes a typed cell.
func (e *encoder) value(sheet string, col, row int, v page.Value, blank bool) error {
	at := cell(col, row)
	switch {
	case v.Number != "":
		var n float64
		if _, err := fmt.Sscan(v.Number, &n); err != nil {
			return e.text(sheet, col, row, v.Number, e.wrap)
		}
		return e.f.SetCellFloat(sheet, at, n, -1, 64)
	case v.Day != "":
		day, err := time.Parse(time.DateOnly, v.Day)
		if err != nil || day.Year() < 1900 {
			return e.text(sheet, col, row, v.Day, e.wrap)
		}
		return first(e.f.SetCellValue(sheet, at, day), e.f.SetCellStyle(sheet, at, at, e.day))
	}
	style := e.wrap
	if blank {
		style = e.blank
	}
	return e.text(sheet, col, row, v.Text, style)
}

// text writes a cell of type string: an "=" at its head starts no formula.
func (e *encoder) text(sheet string, col, row int, s string, style int) error {
	at := cell(col, row)
	if s != "" {
		if err := e.f.SetCellStr(sheet, at, clip(plain(s), maxText)); err != nil {
			return err
		}
	}
	if style == 0 {
		return nil
	}
	return e.f.SetCellStyle(sheet, at, at, style)
}

// plain drops what XML cannot hold.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r >= ' ' && r != 0xFFFE && r != 0xFFFF && r != utf8.RuneError {
			return r
		}
		return -1
	}, s)
}

func cell(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
