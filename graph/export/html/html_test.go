package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"longarm/graph/export/html"
	"longarm/graph/export/internal/exporttest"
)

// page is what an HTML parser finds in a document.
type page struct {
	nodes, edges, scripts int
	listed                map[string]bool
	policy, script        string
	text                  strings.Builder
}

// read parses a document and fails on whatever could run or load something but the
// one script of the page.
func read(t *testing.T, document []byte) *page {
	t.Helper()
	p := &page{listed: map[string]bool{}}
	z := nethtml.NewTokenizer(bytes.NewReader(document))
	inScript := false
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return p
		case nethtml.TextToken:
			if inScript {
				p.script += string(z.Raw())
			} else {
				p.text.Write(z.Text())
			}
		case nethtml.EndTagToken:
			inScript = false
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			tok := z.Token()
			switch tok.Data {
			case "script":
				p.scripts++
				inScript = true
			case "img", "iframe", "object", "embed", "link", "base", "form", "image", "use", "foreignobject":
				t.Errorf("an element <%s>", tok.Data)
			}
			for _, a := range tok.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset":
					t.Errorf("<%s %s=%q>", tok.Data, a.Key, a.Val)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://"):
					t.Errorf("a link to %q", a.Val)
				case a.Key == "content" && strings.Contains(a.Val, "default-src"):
					p.policy = a.Val
				case a.Key == "class" && a.Val == "node":
					p.nodes++
				case a.Key == "class" && a.Val == "edge":
					p.edges++
				case a.Key == "id" && tok.Data == "li":
					p.listed[a.Val] = true
				}
			}
		}
	}
}

func TestPage(t *testing.T) {
	v := exporttest.SmallView(t)
	folded, err := v.Folded()
	if err != nil {
		t.Fatal(err)
	}
	p := read(t, exporttest.Encoded(t, html.Encode, v, html.Options{}))
	if p.nodes != len(folded.Nodes()) || p.edges != len(folded.Edges()) {
		t.Errorf("%d nodes and %d edges drawn, of %d and %d", p.nodes, p.edges, len(folded.Nodes()), len(folded.Edges()))
	}
	if n := len(p.listed); n != p.nodes+p.edges+len(folded.Sources) {
		t.Errorf("the text lists %d items of %d nodes, %d edges, %d sources", n, p.nodes, p.edges, len(folded.Sources))
	}
	sum := sha256.Sum256([]byte(p.script))
	if p.scripts != 1 || !strings.Contains(p.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Errorf("%d scripts; the policy does not let the page's own in: %s", p.scripts, p.policy)
	}
	for _, want := range []string{"they say \"yes\"", "A note.", "No legal advice.", "Register of companies"} {
		if !strings.Contains(p.text.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if dark := read(t, exporttest.Encoded(t, html.Encode, v, html.Options{Theme: "dark"})); dark.nodes != p.nodes {
		t.Error("the dark page has other nodes")
	}
}

func TestHostileNames(t *testing.T) {
	names := exporttest.Names()
	for at := 0; at < len(names); at += 100 {
		list := names[at:min(at+100, len(names))]
		if len(list) < 40 {
			break
		}
		p := read(t, exporttest.Encoded(t, html.Encode, exporttest.HostileView(t, list), html.Options{}))
		if p.scripts != 1 || p.nodes == 0 {
			t.Errorf("names from %d: %d scripts, %d nodes", at, p.scripts, p.nodes)
		}
	}
}
