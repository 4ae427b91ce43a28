package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"longarm/queries"
	"longarm/queries/report/docx"
	"longarm/queries/report/html"
	"longarm/queries/report/markdown"
	"longarm/queries/report/page"
	"longarm/queries/report/pdf"
	"longarm/queries/report/xlsx"
)

// Format is a format of a dossier.
type Format string

// The formats.
const (
	HTML     Format = "html"
	PDF      Format = "pdf"
	DOCX     Format = "docx"
	XLSX     Format = "xlsx"
	Markdown Format = "md"
	JSON     Format = "json"
)

// Formats lists the formats, the default first.
func Formats() []Format { return []Format{HTML, PDF, DOCX, XLSX, Markdown, JSON} }

// Write writes a dossier that was built from the context. Two calls write the same
// bytes.
func Write(w io.Writer, c *queries.Context, d *Dossier, f Format) error {
	if f == JSON {
		return writeJSON(w, d)
	}
	return encode(w, Compose(c, d), f)
}

// WriteComparison writes a comparison that was made from the context. Two calls write
// the same bytes.
func WriteComparison(w io.Writer, c *queries.Context, k *Comparison, f Format) error {
	if f == JSON {
		return writeJSON(w, k)
	}
	return encode(w, ComposeComparison(c, k), f)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

func encode(w io.Writer, d *page.Document, f Format) error {
	switch f {
	case HTML:
		return html.Encode(w, d)
	case PDF:
		return pdf.Encode(w, d)
	case DOCX:
		return docx.Encode(w, d)
	case XLSX:
		return xlsx.Encode(w, d)
	case Markdown:
		return markdown.Encode(w, d)
	}
	var names []string
	for _, k := range Formats() {
		names = append(names, string(k))
	}
	return fmt.Errorf("unknown format %q; use %s", f, strings.Join(names, ", "))
}
