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
	switch f {
	case JSON:
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(d)
	case HTML:
		return html.Encode(w, Compose(c, d))
	case PDF:
		return pdf.Encode(w, Compose(c, d))
	case DOCX:
		return docx.Encode(w, Compose(c, d))
	case XLSX:
		return xlsx.Encode(w, Compose(c, d))
	case Markdown:
		return markdown.Encode(w, Compose(c, d))
	}
	var names []string
	for _, k := range Formats() {
		names = append(names, string(k))
	}
	return fmt.Errorf("unknown format %q; use %s", f, strings.Join(names, ", "))
}
