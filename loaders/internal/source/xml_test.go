package source

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plainXML is XML by encoding/xml alone, which every byte passes: the same elements, the
// same places, the same refusals.
type plainXML struct {
	in    *Input
	dec   *xml.Decoder
	stack []string
}

func newPlainXML(in *Input) *plainXML {
	x := &plainXML{in: in, dec: xml.NewDecoder(in.R)}
	x.dec.CharsetReader = in.charset
	return x
}

// token returns the next start tag, end tag or text; io.EOF at the end.
func (x *plainXML) token() (xml.Token, error) {
	for {
		t, err := x.dec.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) && len(x.stack) == 0 {
				return nil, io.EOF
			}
			return nil, x.fault(err)
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, x.fail("a document type definition; longarm reads no entities of a document's own, so remove it")
		case xml.StartElement:
			if len(x.stack) == MaxDepth {
				return nil, x.fail(tooDeep.EN)
			}
			x.stack = append(x.stack, t.Name.Local)
			return t, nil
		case xml.EndElement:
			if len(x.stack) == 0 || x.stack[len(x.stack)-1] != t.Name.Local {
				return nil, x.fail(fmt.Sprintf("the end tag of %q closes nothing that is open", Clip(t.Name.Local)))
			}
			x.stack = x.stack[:len(x.stack)-1]
			return t, nil
		case xml.CharData:
			return t, nil
		}
	}
}

func (x *plainXML) fault(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return x.fail("the file is cut short; fetch it again")
	case errors.As(err, &syntax):
		return x.fail("this is no XML: " + syntax.Msg)
	}
	line, col := x.dec.InputPos()
	return x.in.Fail(line, col, err)
}

func (x *plainXML) fail(message string) error {
	line, col := x.dec.InputPos()
	return x.in.Fail(line, col, errors.New(message))
}

// Next returns the next element of one of the names, wherever it stands, whole. The
// elements around it are passed on to open, which may be nil, by their start tags
// and their path of names joined by slashes. The error is io.EOF at the end.
func (x *plainXML) Next(open func(path string, start xml.StartElement), names ...string) (*Element, error) {
	for {
		t, err := x.token()
		if err != nil {
			return nil, err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		for _, name := range names {
			if start.Name.Local == name {
				return x.whole(start)
			}
		}
		if open != nil {
			open(strings.Join(x.stack, "/"), start.Copy())
		}
	}
}

// whole reads the element whose start tag was just read.
func (x *plainXML) whole(start xml.StartElement) (*Element, error) {
	begun := x.dec.InputOffset()
	top := x.element(start)
	open := []*Element{top}
	var texts [MaxDepth + 1][]byte
	for {
		t, err := x.token()
		if err != nil {
			return nil, err
		}
		if x.dec.InputOffset()-begun > MaxRecord {
			return nil, x.fail(fmt.Sprintf("one record is longer than the %d bytes allowed", MaxRecord))
		}
		depth := len(open) - 1
		switch t := t.(type) {
		case xml.StartElement:
			e := x.element(t)
			open[depth].Children = append(open[depth].Children, e)
			open = append(open, e)
			texts[depth+1] = texts[depth+1][:0]
		case xml.CharData:
			texts[depth] = append(texts[depth], t...)
		case xml.EndElement:
			open[depth].Text = string(bytes.TrimSpace(texts[depth]))
			if depth == 0 {
				return top, nil
			}
			open = open[:depth]
		}
	}
}

func (x *plainXML) element(start xml.StartElement) *Element {
	e := &Element{Name: start.Name.Local}
	if len(start.Attr) > 0 {
		e.Attr = start.Copy().Attr
	}
	e.Line, e.Column = x.dec.InputPos()
	return e
}

// reading is XML.Next.
type reading func(open func(path string, start xml.StartElement), names ...string) (*Element, error)

// readXML lists what a reader of XML finds of some elements, with where it stands, and how
// it ends.
func readXML(next reading) (out []string) {
	open := func(path string, start xml.StartElement) {
		out = append(out, fmt.Sprint("in ", path, attrs(start.Attr)))
	}
	for {
		e, err := next(open, "R", "S")
		if err != nil {
			return append(out, err.Error())
		}
		out = append(out, shown(e))
	}
}

func shown(e *Element) string {
	s := fmt.Sprintf("%s@%d:%d%s %q", e.Name, e.Line, e.Column, attrs(e.Attr), e.Text)
	for _, c := range e.Children {
		s += "{" + shown(c) + "}"
	}
	return s
}

func attrs(list []xml.Attr) string {
	s := ""
	for _, a := range list {
		s += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
	}
	return s
}

// sameXML holds XML to encoding/xml alone, whatever little of the text is at hand at a time.
func sameXML(t *testing.T, text []byte) {
	t.Helper()
	in, err := NewInput("f.xml", bytes.NewReader(text), Options{})
	if err != nil {
		return // refused at the door, which is an answer
	}
	want := readXML(newPlainXML(in).Next)
	for _, size := range []int{HeadSize, 16} {
		in, err := NewInput("f.xml", bytes.NewReader(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		x := in.XML()
		x.feed.r = bufio.NewReaderSize(in.R, size)
		if d := cmp.Diff(want, readXML(x.Next)); d != "" {
			t.Fatalf("%d bytes at hand, %q:\n%s", size, text, d)
		}
	}
}

var xmlTexts = []string{
	"<d><R a='1'>x<b/></R></d>", "<!DOCTYPE d><d/>", "<d><R>&amp;&b;</R>", "<?xml version='1.0' encoding='iso-8859-1'?><R>\xe9</R>", "<R></S>",
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<l:d xmlns:l=\"u\">\n <l:R x:lang = \"é]\">a&amp;b<c/>\n<c d='&lt;'/>t</l:R\n>\n<!-- no --><S>]]]<![CDATA[<&]]></S></l:d>\n",
	"<d><R>\r\n a\r</R><R\r/></d>", "<d><R>]]></R></d>", "<d><R>\ufffe</R></d>", "<d><R a=\"\xff\"/></d>", "<d><R a='<'/></d>", "<d><R a=1/></d>", "<R a='1'b='2'/>", "<R:/><a:R/><:R/><a:b:R/>",
	"<d>\n<\nR/></d>", "<R>x</R ><R>y</R z>", "<R>\x01</R>", "<é/><R é='1'/>", "<R", "<R a", "<R a=", "<R a='", "</", "<R>x", " \n<R/> ", "<R/", "<R/ >", "<a><R><![CDATA[x", "<d><R>&#65;&#x42;</R><R>&lt</R></d>", "<R/><R>a</R><R/>",
}

// TestXMLIsThatOfTheLibrary: what is cut out by hand is what encoding/xml reads.
func TestXMLIsThatOfTheLibrary(t *testing.T) {
	for _, text := range xmlTexts {
		sameXML(t, []byte(text))
	}
	long := "<d>" + strings.Repeat("<R a='b'>text é &amp; more<c/>\n</R>\n", 5000) + "</d>"
	sameXML(t, []byte(long))
}

// BenchmarkXML reads records beside encoding/xml alone, in one run.
func BenchmarkXML(b *testing.B) {
	text := []byte("<l:d xmlns:l='u'>\n" + strings.Repeat("<l:R>\n  <l:Name xml:lang='fr'>Société d’essai</l:Name>\n  <l:At><l:City>Paris &amp; co</l:City><l:Country>FR</l:Country></l:At>\n  <l:Day>2026-08-01T10:00:00Z</l:Day>\n</l:R>\n", 5000) + "</l:d>\n")
	for name, next := range map[string]func(*Input) reading{
		"source":       func(in *Input) reading { return in.XML().Next },
		"encoding-xml": func(in *Input) reading { return newPlainXML(in).Next },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				in, err := NewInput("f.xml", bytes.NewReader(text), Options{})
				if err != nil {
					b.Fatal(err)
				}
				read, n := next(in), 0
				for ; err == nil; n++ {
					_, err = read(nil, "R")
				}
				if n != 5001 || !errors.Is(err, io.EOF) {
					b.Fatal(n, err)
				}
			}
		})
	}
}
