package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"
)

// XML reads the elements of a stream one by one, in memory bounded by one element.
// Document type definitions are refused, so there are no entities but the five of
// XML; nesting beyond [MaxDepth] is refused, and names are compared without their
// prefix.
type XML struct {
	in    *Input
	dec   *xml.Decoder
	gate  *gate
	stack []string
}

// Element is one element with all that is in it.
type Element struct {
	Name         string // without its prefix
	Attr         []xml.Attr
	Text         string // the text directly in it, trimmed
	Children     []*Element
	Line, Column int // where its start tag ends
}

// XML begins to read.
func (in *Input) XML() *XML {
	x := &XML{in: in, gate: &gate{r: in.R}}
	x.dec = xml.NewDecoder(x.gate)
	x.dec.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if in.was == UTF16LE || in.was == UTF16BE || in.was == Windows1252 {
			return r, nil // decoded already
		}
		switch strings.ToLower(label) {
		case "utf-8", "us-ascii", "ascii":
			return r, nil
		case "iso-8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15":
			return transform.NewReader(r, Windows1252.decoder()), nil
		}
		return nil, fmt.Errorf("the encoding %q is not read; convert the file to UTF-8", Clip(label))
	}
	return x
}

// gate bounds what the decoder may read for one token.
type gate struct {
	r    io.Reader
	left int
}

func (g *gate) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, fmt.Errorf("one text or tag is longer than the %d bytes allowed", MaxRecord)
	}
	n, err := g.r.Read(p[:min(len(p), HeadSize)])
	g.left -= n
	return n, err
}

// token returns the next start tag, end tag or text; io.EOF at the end.
func (x *XML) token() (xml.Token, error) {
	for {
		x.gate.left = MaxRecord
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
				return nil, x.fail(tooDeep)
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

func (x *XML) fault(err error) error {
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

func (x *XML) fail(message string) error {
	line, col := x.dec.InputPos()
	return x.in.Fail(line, col, errors.New(message))
}

// Next returns the next element of one of the names, wherever it stands, whole. The
// elements around it are passed on to open, which may be nil, by their start tags
// and their path of names joined by slashes. The error is io.EOF at the end.
func (x *XML) Next(open func(path string, start xml.StartElement), names ...string) (*Element, error) {
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
func (x *XML) whole(start xml.StartElement) (*Element, error) {
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

func (x *XML) element(start xml.StartElement) *Element {
	e := &Element{Name: start.Name.Local}
	if len(start.Attr) > 0 {
		e.Attr = start.Copy().Attr
	}
	e.Line, e.Column = x.dec.InputPos()
	return e
}

// Get returns the first child of that name, or nil.
func (e *Element) Get(name string) *Element {
	if e == nil {
		return nil
	}
	for _, c := range e.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// At follows names of children; nil when one is not there.
func (e *Element) At(names ...string) *Element {
	for _, name := range names {
		e = e.Get(name)
	}
	return e
}

// Str returns the text of the element that names of children lead to, "" when one
// is not there.
func (e *Element) Str(names ...string) string {
	if e = e.At(names...); e == nil {
		return ""
	}
	return e.Text
}

// All returns the children of that name.
func (e *Element) All(name string) []*Element {
	if e == nil {
		return nil
	}
	var out []*Element
	for _, c := range e.Children {
		if c.Name == name {
			out = append(out, c)
		}
	}
	return out
}

// Attribute returns the value of the attribute of that name without prefix, ""
// when there is none.
func (e *Element) Attribute(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
