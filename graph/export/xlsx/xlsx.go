// Package xlsx writes an answer as a workbook: what it is, its nodes, its links, the
// statements and the sources they rest on, a sheet each. Every text is a text: no cell
// is a formula.
package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"longarm/graph"
	"longarm/graph/export/internal/document"
	"longarm/graph/view"
)

// The sheets, in their order.
const (
	AnswerSheet     = "Answer"
	NodesSheet      = "Nodes"
	LinksSheet      = "Links"
	StatementsSheet = "Statements"
	SourcesSheet    = "Sources"
)

// Bounds of the format.
const (
	maxRows = 1_048_576
	maxCell = 32_767 // characters
)

// Encode writes the answer.
func Encode(to io.Writer, h document.Head, v *view.View) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{f: f}
	if err := b.style(); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: h.Generator, Title: document.Clip(document.Line(v.Title), 200), Description: document.Line(h.Disclaimer), Language: h.Lang,
		Created: h.AsOf.String() + "T00:00:00Z", Modified: h.AsOf.String() + "T00:00:00Z"}); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", AnswerSheet); err != nil {
		return err
	}
	b.sheet(AnswerSheet, []column{{"", 24}, {"", 100}}, func(row func(...string)) {
		row(v.Word("as-of"), h.AsOf.String())
		row("", v.Title)
		row("", v.Subtitle)
		row("", v.Summary)
		row("longarm", h.Generator)
		row("data", h.Release)
		row("licences", h.LicenceLine())
		if h.NonCommercial() {
			row("", "NON-COMMERCIAL USE ONLY")
		}
		for _, n := range v.Notes {
			row(v.Word("notes"), n)
		}
		row("", h.Disclaimer)
	})
	nodes, links := document.NodeFields(), document.LinkFields(v)
	b.sheet(NodesSheet, columns([]column{{"id", 24}, {"name", 36}}, nodes), func(row func(...string)) {
		for i := range v.Nodes() {
			n := &v.Nodes()[i]
			cells := []string{string(n.ID), n.Name}
			for j := range nodes {
				cells = append(cells, nodes[j].Get(n))
			}
			row(cells...)
		}
	})
	b.sheet(LinksSheet, columns([]column{{"from", 24}, {"from_name", 32}, {"to", 24}, {"to_name", 32}, {"label", 28}}, links), func(row func(...string)) {
		for _, l := range document.Links(v) {
			cells := []string{string(l.From), v.Node(l.From).Name, string(l.To), v.Node(l.To).Name, l.Label}
			for j := range links {
				cells = append(cells, links[j].Get(&l))
			}
			row(cells...)
		}
	})
	b.sheet(StatementsSheet, []column{{"id", 24}, {"text", 70}, {"valid_from", 12}, {"valid_to", 12}, {"observed", 12}, {"assertion", 14}, {"evidence", 12}, {"quote", 50}, {"source", 24}}, func(row func(...string)) {
		for _, c := range v.Claims {
			row(string(c.ID), c.Text, c.From.String(), c.To.String(), c.AsOf.String(), string(c.Assertion), c.Evidence.String(), c.Quote, string(c.Source))
		}
	})
	b.sheet(SourcesSheet, []column{{"id", 24}, {"title", 60}, {"address", 60}, {"citation", 40}, {"date", 12}, {"licence", 20}, {"non_commercial", 16}}, func(row func(...string)) {
		for _, s := range v.Sources {
			known := h.Source(s.ID)
			if known == nil {
				known = &graph.Source{}
			}
			row(string(s.ID), s.Title, s.URL, s.Citation, s.Date, known.Licence, strconv.FormatBool(known.NonCommercial))
		}
	})
	if b.err != nil {
		return b.err
	}
	made, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(to, made.Bytes())
}

// repack writes the parts of a workbook sorted and without times: excelize writes them
// in the order of a map, and two runs shall write the same bytes.
func repack(to io.Writer, made []byte) error {
	in, err := zip.NewReader(bytes.NewReader(made), int64(len(made)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { // the types first, as readers expect them
		first := func(f *zip.File) int {
			if f.Name == "[Content_Types].xml" {
				return 0
			}
			return 1
		}
		return cmp.Or(first(a)-first(b), cmp.Compare(a.Name, b.Name))
	})
	out := zip.NewWriter(to)
	for _, part := range in.File {
		w, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		r, err := part.Open()
		if err != nil {
			return err
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			err = undimensioned(w, r)
		} else {
			_, err = io.Copy(w, r)
		}
		if err := errors.Join(err, r.Close()); err != nil {
			return err
		}
	}
	return out.Close()
}

// dimension is the size of a sheet as excelize writes it: of the first cell.
var dimension = regexp.MustCompile(`<dimension ref="[^"]*"(/>|></dimension>)`)

// undimensioned leaves out the size of a sheet, which need not be told: readers that
// believe it would find one cell.
func undimensioned(w io.Writer, r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	head, _, _ := bytes.Cut(text, []byte("<sheetData"))
	if at := dimension.FindIndex(head); at != nil {
		text = slices.Delete(text, at[0], at[1])
	}
	_, err = w.Write(text)
	return err
}

type column struct {
	name  string
	width float64
}

func columns[T any](first []column, fields []document.Field[T]) []column {
	for i := range fields {
		first = append(first, column{fields[i].Name, 18})
	}
	return first
}

// book writes sheets and keeps the first error.
type book struct {
	f          *excelize.File
	head, cell int
	err        error
}

func (b *book) style() (err error) {
	const asText = 49 // the number format of text: what looks like a formula stays one word
	if b.head, err = b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: asText}); err != nil {
		return err
	}
	b.cell, err = b.f.NewStyle(&excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{Vertical: "top"}})
	return err
}

// sheet writes one sheet, row by row. Numbers of the fields are text too: a share has
// open and closed ends, and nobody should add them up.
func (b *book) sheet(name string, head []column, write func(row func(...string))) {
	if b.err != nil {
		return
	}
	if name != AnswerSheet {
		if _, b.err = b.f.NewSheet(name); b.err != nil {
			return
		}
	}
	w, err := b.f.NewStreamWriter(name)
	if err != nil {
		b.err = err
		return
	}
	for i, c := range head {
		if b.err == nil {
			b.err = w.SetColWidth(i+1, i+1, c.width)
		}
	}
	n := 0
	row := func(style int, cells []string) {
		if b.err != nil {
			return
		}
		if n++; n > maxRows {
			b.err = fmt.Errorf("the sheet %s would have more than %d rows; narrow the question, or take csv", name, maxRows)
			return
		}
		out := make([]any, len(cells))
		for i, c := range cells {
			out[i] = excelize.Cell{StyleID: style, Value: document.Clip(document.Plain(c), maxCell)}
		}
		b.err = w.SetRow("A"+strconv.Itoa(n), out)
	}
	if head[0].name != "" {
		names := make([]string, len(head))
		for i, c := range head {
			names[i] = c.name
		}
		if b.err == nil {
			b.err = w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
		}
		row(b.head, names)
	}
	write(func(cells ...string) { row(b.cell, cells) })
	if b.err == nil {
		b.err = w.Flush()
	}
}
