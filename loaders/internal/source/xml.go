package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/transform"

	"longarm/graph"
)

// XML reads the elements of a stream one by one, in memory bounded by one element.
// Document type definitions are refused, so there are no entities but the five of
// XML; nesting beyond [MaxDepth] is refused, and names are compared without their
// prefix.
type XML struct {
	in   *Input
	dec  *xml.Decoder
	feed feed
	// encoding/xml goes on: it decodes an encoding, or holds the rest of a token.
	held, decodes bool

	stack []string
	open  []*Element // of the record
	kids  []*Element // of open elements, those of the outermost first
	first []int      // where the kids of each begin
	texts [MaxDepth + 1][]byte
	made  []Element // room for more
	lists []*Element
	words words

	// the token:
	kind   token
	name   string // of a tag, without its prefix
	attr   []xml.Attr
	text   []byte
	closes bool // a start tag that is its own end

	off, lineStart int64 // of the text behind the token, and where its line begins
	line           int
}

type token uint8

const (
	startTag token = iota
	endTag
	charData
	otherToken
)

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
	x := &XML{in: in, feed: feed{r: in.R}, words: words{seed: maphash.MakeSeed()}, line: 1}
	x.dec = xml.NewDecoder(&x.feed)
	x.dec.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		out, err := in.charset(label, r)
		x.decodes = x.decodes || err == nil && out != r
		return out, err
	}
	return x
}

// charset reads the encoding that a file declares, unless it is decoded already.
func (in *Input) charset(label string, r io.Reader) (io.Reader, error) {
	if in.was == UTF16LE || in.was == UTF16BE || in.was == Windows1252 {
		return r, nil
	}
	switch strings.ToLower(label) {
	case "utf-8", "us-ascii", "ascii":
		return r, nil
	case "iso-8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15":
		return transform.NewReader(r, Windows1252.decoder()), nil
	}
	return nil, graph.Fault("the encoding %q is not read; convert the file to UTF-8", "l’encodage %q n’est pas lu ; convertissez le fichier en UTF-8", Clip(label))
}

// next reads the next start tag, end tag or text; io.EOF at the end.
func (x *XML) next() error {
	if x.closes {
		x.closes = false
		x.kind = endTag
		x.stack = x.stack[:len(x.stack)-1]
		return nil
	}
	for {
		if x.held || x.decodes || x.quick() != nil {
			if err := x.slow(); err != nil {
				return err
			}
		}
		switch x.kind {
		case startTag:
			if len(x.stack) == MaxDepth {
				return x.fail(tooDeep)
			}
			x.stack = append(x.stack, x.name)
			return nil
		case endTag:
			if len(x.stack) == 0 || x.stack[len(x.stack)-1] != x.name {
				return x.fail(graph.Say("the end tag of %q closes nothing that is open", "la balise fermante de %q ne ferme rien d’ouvert", Clip(x.name)))
			}
			x.stack = x.stack[:len(x.stack)-1]
			return nil
		case charData:
			return nil
		}
	}
}

// slow reads a token by encoding/xml.
func (x *XML) slow() error {
	x.feed.left = MaxRecord
	x.closes = false
	line, col := x.dec.InputPos()
	off := x.dec.InputOffset()
	t, err := x.dec.RawToken()
	x.moved(line, col, off)
	x.held = x.feed.given != x.dec.InputOffset()
	if err != nil {
		if errors.Is(err, io.EOF) && len(x.stack) == 0 {
			return io.EOF
		}
		return x.fault(err)
	}
	x.kind = otherToken
	switch t := t.(type) {
	case xml.Directive:
		return x.fail(graph.Say("a document type definition; longarm reads no entities of a document's own, so remove it", "une définition de type de document ; longarm ne lit pas les entités propres à un document : retirez-la"))
	case xml.StartElement:
		x.kind, x.name, x.attr = startTag, t.Name.Local, t.Attr
		x.held = x.held || x.feed.last == [2]byte{'/', '>'} // its end comes next
	case xml.EndElement:
		x.kind, x.name = endTag, t.Name.Local
	case xml.CharData:
		x.kind, x.text = charData, t
	}
	return nil
}

// moved goes as far as encoding/xml went from its own place.
func (x *XML) moved(line, col int, off int64) {
	l, c := x.dec.InputPos()
	_, was := x.place()
	x.off += x.dec.InputOffset() - off
	if l == line && c >= col {
		c += was - col
	}
	x.line += l - line
	x.lineStart = x.off - int64(c) + 1
}

func (x *XML) place() (line, column int) { return x.line, int(x.off-x.lineStart) + 1 }

func (x *XML) fault(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return x.fail(graph.Say("the file is cut short; fetch it again", "le fichier est tronqué ; téléchargez-le de nouveau"))
	case errors.As(err, &syntax):
		return x.fail(graph.Say("this is no XML: %s", "ce n’est pas du XML : « %s »", syntax.Msg))
	}
	line, col := x.place()
	return x.in.Fail(line, col, err)
}

func (x *XML) fail(message graph.Text) error {
	line, col := x.place()
	return x.in.Fail(line, col, graph.Fault(message.EN, message.FR))
}

// Next returns the next element of one of the names, wherever it stands, whole. The
// elements around it are passed on to open, which may be nil, by their start tags
// and their path of names joined by slashes. The error is io.EOF at the end.
func (x *XML) Next(open func(path string, start xml.StartElement), names ...string) (*Element, error) {
	for {
		if err := x.next(); err != nil {
			return nil, err
		}
		if x.kind != startTag {
			continue
		}
		if slices.Contains(names, x.name) {
			return x.whole()
		}
		if open != nil {
			open(strings.Join(x.stack, "/"), xml.StartElement{Name: xml.Name{Local: x.name}, Attr: slices.Clone(x.attr)})
		}
	}
}

// whole reads the element whose start tag was just read.
func (x *XML) whole() (*Element, error) {
	begun := x.off
	x.open, x.kids, x.first = x.open[:0], x.kids[:0], x.first[:0]
	x.begin()
	for {
		if err := x.next(); err != nil {
			return nil, err
		}
		if x.off-begun > MaxRecord {
			return nil, x.fail(graph.Say("one record is longer than the %d bytes allowed", "un enregistrement dépasse les %d octets admis", MaxRecord))
		}
		depth := len(x.open) - 1
		switch x.kind {
		case startTag:
			x.begin()
		case charData:
			x.texts[depth] = append(x.texts[depth], x.text...)
		case endTag:
			if e := x.end(); depth == 0 {
				return e, nil
			}
		}
	}
}

// begin makes the element whose start tag was just read.
func (x *XML) begin() {
	if len(x.made) == 0 {
		x.made = make([]Element, 64)
	}
	e := &x.made[0]
	x.made = x.made[1:]
	e.Name = x.name
	if len(x.attr) > 0 {
		e.Attr = slices.Clone(x.attr)
	}
	e.Line, e.Column = x.place()
	x.texts[len(x.open)] = x.texts[len(x.open)][:0]
	x.open, x.first = append(x.open, e), append(x.first, len(x.kids))
}

// end gives the innermost element what it holds.
func (x *XML) end() *Element {
	depth := len(x.open) - 1
	e, from := x.open[depth], x.first[depth]
	e.Text = x.words.of(bytes.TrimSpace(x.texts[depth]))
	if n := len(x.kids) - from; n > 0 {
		if len(x.lists) < n {
			x.lists = make([]*Element, max(n, 64))
		}
		e.Children, x.lists = x.lists[:n:n], x.lists[n:]
		copy(e.Children, x.kids[from:])
	}
	x.kids = append(x.kids[:from], e)
	x.open, x.first = x.open[:depth], x.first[:depth]
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
