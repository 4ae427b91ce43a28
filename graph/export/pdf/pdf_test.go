package pdf_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/pdf"
)

var aPage = regexp.MustCompile(`/Type /Page\n`)

// TestPage holds the page to what every reader of PDF relies on, and its text to what
// another program finds in it.
func TestPage(t *testing.T) {
	v := exporttest.SmallView(t)
	for _, theme := range []string{"", "dark"} {
		first := exporttest.Encoded(t, pdf.Encode, v, pdf.Options{Theme: theme})
		if !bytes.HasPrefix(first, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(first), []byte("%%EOF")) {
			t.Error("no PDF")
		}
		if n := len(aPage.FindAll(first, -1)); n != 1 {
			t.Errorf("%d pages", n)
		}
		out, ran := exporttest.Program(t, first, "pdftotext", "-", "-")
		if !ran {
			continue
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		for _, n := range v.Nodes() {
			if n.Focus && !strings.Contains(text, n.Name) {
				t.Errorf("the text of the page lacks %q: %s", n.Name, text)
			}
		}
	}
}

func TestHostileNames(t *testing.T) {
	names := exporttest.Names()
	for at := 0; at < 180; at += 60 {
		first := exporttest.Encoded(t, pdf.Encode, exporttest.HostileView(t, names[at:min(at+60, len(names))]), pdf.Options{})
		if out, ran := exporttest.Program(t, first, "pdftotext", "-", "-"); ran && len(out) == 0 {
			t.Error("a page without text")
		}
	}
}
