package source

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"hash/maphash"
	"io"
	"unicode/utf8"

	"longarm/graph"
)

// feed is the text of a document, some of it at hand: tags and texts that lie there whole
// and hold nothing unusual are cut out of it, and whatever else comes is read by
// encoding/xml, byte by byte from here. Both go by one place in the text.
type feed struct {
	r     *bufio.Reader
	win   []byte // what is at hand
	at    int    // win[at:] is not used yet
	err   error  // met behind win
	left  int    // bytes that encoding/xml may still read for one token
	given int64  // bytes read by encoding/xml
	last  [2]byte
}

// more brings further bytes to hand; false when there are none, or no room for them.
func (f *feed) more() bool {
	if f.err != nil {
		return false
	}
	if f.at > 0 {
		f.r.Discard(f.at) // it is at hand, so this cannot fail
		f.at = 0
	}
	have := f.r.Buffered()
	if have == f.r.Size() {
		f.win, _ = f.r.Peek(have)
		return false
	}
	_, err := f.r.Peek(have + 1)
	f.win, _ = f.r.Peek(f.r.Buffered())
	if len(f.win) == have {
		f.err = err
	}
	return len(f.win) > have
}

// ReadByte is for encoding/xml.
func (f *feed) ReadByte() (byte, error) {
	if f.left <= 0 {
		return 0, graph.Fault("one text or tag is longer than the %d bytes allowed", "un texte ou une balise dépasse les %d octets admis", MaxRecord)
	}
	for f.at == len(f.win) {
		if !f.more() {
			return 0, f.err
		}
	}
	c := f.win[f.at]
	f.at++
	f.left--
	f.given++
	f.last = [2]byte{f.last[1], c}
	return c, nil
}

// Read is for decoders of encodings, which encoding/xml puts between.
func (f *feed) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := f.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	n := copy(p[1:min(len(p), f.left+1)], f.win[f.at:])
	f.at, f.left, f.given = f.at+n, f.left-n, f.given+int64(n)
	return n + 1, nil
}

// What a byte may be part of.
const (
	plainText = 1 << iota // text between tags, but for those below
	lineEnd
	beyond    // of a character beyond ASCII
	nameBegin // ASCII only
	nameGoes
	blank
)

var classes = func() (c [256]uint8) {
	for b := range 256 {
		switch {
		case b >= utf8.RuneSelf:
			c[b] = plainText | beyond
		case b == '\n':
			c[b] = plainText | lineEnd | blank
		case b == '\t':
			c[b] = plainText | blank
		case b == ' ':
			c[b] = plainText | blank
		case b < ' ', b == '<', b == '&', b == ']': // ]]> is refused in text
		default:
			c[b] = plainText
		}
		switch {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b == '_':
			c[b] |= nameBegin | nameGoes
		case b >= '0' && b <= '9', b == '-', b == '.':
			c[b] |= nameGoes
		}
	}
	return c
}()

// words remembers short texts that come again and again: names, codes, days.
type words struct {
	seed maphash.Seed
	list [1024]string
}

const longestWord = 32

func (w *words) of(b []byte) string {
	if len(b) == 0 || len(b) > longestWord {
		return string(b)
	}
	s := &w.list[maphash.Bytes(w.seed, b)%uint64(len(w.list))]
	if *s != string(b) {
		*s = string(b)
	}
	return *s
}

// cut is a token being cut out of the text at hand.
type cut struct {
	b     []byte
	i     int
	lines int
	start int // where the last line begins, when lines > 0
}

var (
	errShort = errors.New("the token goes on behind what is at hand")
	errOther = errors.New("the token is not plain")
)

// quick cuts the next token out of what is at hand. errOther leaves it to encoding/xml.
func (x *XML) quick() error {
	f := &x.feed
	for {
		c := cut{b: f.win[f.at:]}
		err := x.cut(&c)
		if err == nil {
			if c.lines > 0 {
				x.line += c.lines
				x.lineStart = x.off + int64(c.start)
			}
			x.off += int64(c.i)
			f.at += c.i
			return nil
		}
		if err != errShort || !f.more() {
			return errOther
		}
	}
}

func (x *XML) cut(c *cut) error {
	if len(c.b) < 2 {
		return errShort
	}
	if c.b[0] != '<' {
		return x.cutText(c)
	}
	switch c.b[1] {
	case '!', '?':
		return errOther
	case '/':
		c.i = 2
		name, err := c.name()
		if err != nil {
			return err
		}
		if err := c.space(); err != nil {
			return err
		}
		if c.b[c.i] != '>' {
			return errOther
		}
		c.i++
		x.kind, x.name = endTag, x.words.of(local(name))
		return nil
	}
	c.i = 1
	return x.cutStart(c)
}

func (x *XML) cutStart(c *cut) error {
	name, err := c.name()
	if err != nil {
		return err
	}
	x.attr = x.attr[:0]
	for {
		if err := c.space(); err != nil {
			return err
		}
		switch c.b[c.i] {
		case '>':
			c.i++
			x.kind, x.name, x.closes = startTag, x.words.of(local(name)), false
			return nil
		case '/':
			if c.i+1 == len(c.b) {
				return errShort
			}
			if c.b[c.i+1] != '>' {
				return errOther
			}
			c.i += 2
			x.kind, x.name, x.closes = startTag, x.words.of(local(name)), true
			return nil
		}
		if err := x.cutAttr(c); err != nil {
			return err
		}
	}
}

func (x *XML) cutAttr(c *cut) error {
	name, err := c.name()
	if err != nil {
		return err
	}
	if err := c.space(); err != nil {
		return err
	}
	if c.b[c.i] != '=' {
		return errOther
	}
	c.i++
	if err := c.space(); err != nil {
		return err
	}
	quote := c.b[c.i]
	if quote != '"' && quote != '\'' {
		return errOther
	}
	c.i++
	from, wide := c.i, uint8(0)
	for ; ; c.i++ {
		if c.i == len(c.b) {
			return errShort
		}
		b := c.b[c.i]
		if b == quote {
			break
		}
		k := classes[b]
		if k&plainText == 0 && b != ']' {
			return errOther
		}
		if k&lineEnd != 0 {
			c.lines, c.start = c.lines+1, c.i+1
		}
		wide |= k
	}
	value := c.b[from:c.i]
	c.i++
	if wide&beyond != 0 && !allowed(value) {
		return errOther
	}
	a := xml.Attr{Value: x.words.of(value)}
	if prefix, rest, ok := bytes.Cut(name, colon); ok {
		a.Name.Space, a.Name.Local = x.words.of(prefix), x.words.of(rest)
	} else {
		a.Name.Local = x.words.of(name)
	}
	x.attr = append(x.attr, a)
	return nil
}

var colon = []byte(":")

func (x *XML) cutText(c *cut) error {
	wide := uint8(0)
	for ; ; c.i++ {
		if c.i == len(c.b) {
			return errShort
		}
		k := classes[c.b[c.i]]
		if k&plainText == 0 {
			break
		}
		if k&lineEnd != 0 {
			c.lines, c.start = c.lines+1, c.i+1
		}
		wide |= k
	}
	if c.b[c.i] != '<' {
		return errOther
	}
	text := c.b[:c.i]
	if wide&beyond != 0 && !allowed(text) {
		return errOther
	}
	x.kind, x.text = charData, text
	return nil
}

// allowed reports text of characters that XML allows, ASCII aside.
func allowed(b []byte) bool {
	return utf8.Valid(b) && !bytes.Contains(b, []byte("\xef\xbf\xbe")) && !bytes.Contains(b, []byte("\xef\xbf\xbf"))
}

// name cuts a name of ASCII, with a prefix or without.
func (c *cut) name() ([]byte, error) {
	from, colon := c.i, -1
	for ; ; c.i++ {
		if c.i == len(c.b) {
			return nil, errShort
		}
		b := c.b[c.i]
		k := classes[b]
		switch {
		case b == ':' && colon < 0 && c.i > from:
			colon = c.i
			continue
		case k&nameGoes != 0 && (k&nameBegin != 0 || c.i > from):
			continue
		case k&beyond != 0, b == ':', c.i == from, colon == c.i-1:
			return nil, errOther
		}
		return c.b[from:c.i], nil
	}
}

// local is a name without its prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// space passes over blanks to a byte that is at hand.
func (c *cut) space() error {
	for ; c.i < len(c.b); c.i++ {
		k := classes[c.b[c.i]]
		if k&blank == 0 {
			return nil
		}
		if k&lineEnd != 0 {
			c.lines, c.start = c.lines+1, c.i+1
		}
	}
	return errShort
}

var _ io.ByteReader = (*feed)(nil)
