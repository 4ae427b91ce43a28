package source

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds. Missing is a member that is not there.
const (
	Missing Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String names the kind as messages do.
func (k Kind) String() string {
	return [...]string{"nothing", "null", "true or false", "a number", "a string", "an array", "an object"}[k]
}

// Doc is one JSON value, parsed but not copied: values point into its bytes.
type Doc struct {
	raw       []byte
	nodes     []node
	line, col int // where raw begins, from 0
}

// node is one value. Its members or elements follow it; next is the first node
// after them.
type node struct {
	start, end     int32 // of the bytes; of a string, those between the quotes
	key, keyEnd    int32 // of the member's name, 0,0 for elements
	next           int32
	kind           Kind
	escape, keyEsc bool
}

// Value is a value within a Doc; the zero Value is Missing.
type Value struct {
	doc *Doc
	i   int32
}

// ParseJSON reads one JSON text of at most [MaxRecord] bytes. Values point into
// raw, which must stay as it is.
func ParseJSON(raw []byte) (Value, error) {
	d := &Doc{}
	if bad := d.parse(raw, 0, 0); bad != nil {
		line, col := place2(raw[:min(bad.at, len(raw))], 0, 0)
		return Value{}, Error{Line: line, Column: col, Message: bad.message}
	}
	return d.Root(), nil
}

// Root is the whole value.
func (d *Doc) Root() Value { return Value{d, 0} }

func (v Value) node() *node { return &v.doc.nodes[v.i] }

// Kind returns what the value is.
func (v Value) Kind() Kind {
	if v.doc == nil {
		return Missing
	}
	return v.node().kind
}

// Get returns the member of that name, the first when a name stands twice; it is
// Missing when there is none or the value is no object.
func (v Value) Get(name string) Value {
	if v.Kind() != Object {
		return Value{}
	}
	d, n := v.doc, v.node()
	for i := v.i + 1; i < n.next; i = d.nodes[i].next {
		m := &d.nodes[i]
		if !m.keyEsc && string(d.raw[m.key:m.keyEnd]) == name || m.keyEsc && unescape(d.raw[m.key:m.keyEnd]) == name {
			return Value{d, i}
		}
	}
	return Value{}
}

// At follows member names.
func (v Value) At(names ...string) Value {
	for _, name := range names {
		v = v.Get(name)
	}
	return v
}

// Each visits the members of an object, or the elements of an array with their
// place as a name of "", until visit returns false.
func (v Value) Each(visit func(name string, m Value) bool) {
	if k := v.Kind(); k != Object && k != Array {
		return
	}
	d, n := v.doc, v.node()
	for i := v.i + 1; i < n.next; i = d.nodes[i].next {
		if !visit(Value{d, i}.Name(), Value{d, i}) {
			return
		}
	}
}

// First returns the first element or member's value, Missing when there is none.
// With [Value.Next] it walks without an allocation.
func (v Value) First() Value {
	if k := v.Kind(); (k == Object || k == Array) && v.i+1 < v.node().next {
		return Value{v.doc, v.i + 1}
	}
	return Value{}
}

// Next returns the value after this one in the array or object that holds it,
// Missing after the last.
func (v Value) Next(within Value) Value {
	if next := v.node().next; next < within.node().next {
		return Value{v.doc, next}
	}
	return Value{}
}

// Bytes returns the text of a string, its own bytes in the input where it has no
// escapes: not to be changed, and valid as long as the input is.
func (v Value) Bytes() []byte {
	if v.Kind() == String && v.node().escape {
		return []byte(v.Str())
	}
	return v.Raw()
}

// Items ranges over the elements of an array, or the values of an object's
// members, with their number.
func (v Value) Items() func(yield func(int, Value) bool) {
	return func(yield func(int, Value) bool) {
		if k := v.Kind(); k != Object && k != Array {
			return
		}
		d, n, count := v.doc, v.node(), 0
		for i := v.i + 1; i < n.next; i = d.nodes[i].next {
			if !yield(count, Value{d, i}) {
				return
			}
			count++
		}
	}
}

// Len is the number of members or elements.
func (v Value) Len() int {
	n := 0
	for range v.Items() {
		n++
	}
	return n
}

// Name is the name of a member, "" for anything else.
func (v Value) Name() string {
	if v.doc == nil {
		return ""
	}
	n := v.node()
	if n.keyEsc {
		return unescape(v.doc.raw[n.key:n.keyEnd])
	}
	return string(v.doc.raw[n.key:n.keyEnd])
}

// NameBytes is the name of a member as it stands in the input, escapes included.
func (v Value) NameBytes() []byte {
	n := v.node()
	return v.doc.raw[n.key:n.keyEnd]
}

// NameIs compares the name of a member without copying it.
func (v Value) NameIs(name string) bool {
	n := v.node()
	return !n.keyEsc && string(v.doc.raw[n.key:n.keyEnd]) == name || n.keyEsc && v.Name() == name
}

// Str returns the text of a string, "" for anything else.
func (v Value) Str() string {
	if v.Kind() != String {
		return ""
	}
	n := v.node()
	if n.escape {
		return unescape(v.doc.raw[n.start:n.end])
	}
	return string(v.doc.raw[n.start:n.end])
}

// Is reports a string of exactly that text, without copying.
func (v Value) Is(text string) bool {
	if v.Kind() != String {
		return false
	}
	n := v.node()
	return !n.escape && string(v.doc.raw[n.start:n.end]) == text || n.escape && v.Str() == text
}

// Text returns the text of a string or the digits of a number, "" for anything
// else.
func (v Value) Text() string {
	if v.Kind() == Number {
		return string(v.Raw())
	}
	return v.Str()
}

// True reports the value true.
func (v Value) True() bool { return v.Kind() == Bool && v.doc.raw[v.node().start] == 't' }

// Raw returns the bytes of the value as they stand in the input, valid as long as
// the input is; of a string, without its quotes.
func (v Value) Raw() []byte {
	if v.doc == nil {
		return nil
	}
	n := v.node()
	return v.doc.raw[n.start:n.end]
}

// Place returns the line and the column, in bytes from 1, where the value stands.
func (v Value) Place() (line, column int) {
	if v.doc == nil {
		return 0, 0
	}
	start := v.node().start
	if v.Kind() == String {
		start--
	}
	return place2(v.doc.raw[:start], v.doc.line, v.doc.col)
}

// Line returns the line where the value stands.
func (v Value) Line() int { line, _ := v.Place(); return line }

// badJSON is why a text is not JSON, and where in it.
type badJSON struct {
	at      int
	message string
}

func (d *Doc) parse(raw []byte, line, col int) *badJSON {
	d.raw, d.line, d.col, d.nodes = raw, line, col, d.nodes[:0]
	if len(raw) > 1<<30 {
		return &badJSON{0, "one record is too long"}
	}
	if at := validText(raw); at >= 0 {
		return &badJSON{at, fmt.Sprintf("byte 0x%02x is not UTF-8", raw[at])}
	}
	p := parser{raw: raw, nodes: d.nodes}
	p.space()
	p.value(0, 0, false, 0)
	p.space()
	if p.bad == nil && p.at < len(raw) {
		p.fail("text after the end of the value")
	}
	d.nodes = p.nodes
	return p.bad
}

type parser struct {
	raw   []byte
	at    int
	nodes []node
	bad   *badJSON
}

func (p *parser) fail(message string) {
	if p.bad == nil {
		if p.at >= len(p.raw) {
			message = "the value is cut short"
		}
		p.bad = &badJSON{min(p.at, len(p.raw)), message}
	}
}

func (p *parser) space() {
	for p.at < len(p.raw) {
		switch p.raw[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return
		}
	}
}

// peek is the byte here, 0 at the end.
func (p *parser) peek() byte {
	if p.at < len(p.raw) {
		return p.raw[p.at]
	}
	return 0
}

// value reads the value here, a member when keyEnd is set.
func (p *parser) value(key, keyEnd int, keyEsc bool, depth int) {
	i := len(p.nodes)
	p.nodes = append(p.nodes, node{start: int32(p.at), key: int32(key), keyEnd: int32(keyEnd), keyEsc: keyEsc})
	switch c := p.peek(); {
	case c == '"':
		start, end, escape := p.text()
		n := &p.nodes[i]
		n.kind, n.start, n.end, n.escape = String, int32(start), int32(end), escape
	case c == '{' || c == '[':
		if depth == MaxDepth {
			p.fail(tooDeep)
			return
		}
		p.nodes[i].kind = Array
		if c == '{' {
			p.nodes[i].kind = Object
		}
		p.at++
		p.members(c == '{', depth+1)
		p.nodes[i].end = int32(p.at)
	case c == '-' || c >= '0' && c <= '9':
		p.nodes[i].kind = Number
		p.number()
		p.nodes[i].end = int32(p.at)
	default:
		p.nodes[i].kind = p.word()
		p.nodes[i].end = int32(p.at)
	}
	p.nodes[i].next = int32(len(p.nodes))
}

// members reads what stands between brackets, and the closing one.
func (p *parser) members(named bool, depth int) {
	closing := byte(']')
	if named {
		closing = '}'
	}
	p.space()
	if p.peek() == closing {
		p.at++
		return
	}
	for p.bad == nil {
		p.space()
		key, keyEnd, keyEsc := 0, 0, false
		if named {
			if p.peek() != '"' {
				p.fail("the name of a member is missing")
				return
			}
			key, keyEnd, keyEsc = p.text()
			if p.space(); p.peek() != ':' {
				p.fail("a colon is missing after the name of a member")
				return
			}
			p.at++
			p.space()
		}
		p.value(key, keyEnd, keyEsc, depth)
		p.space()
		switch p.peek() {
		case closing:
			p.at++
			return
		case ',':
			p.at++
		default:
			p.fail("a comma or a closing bracket is missing")
		}
	}
}

// text reads a string and returns the extent of what stands between its quotes.
func (p *parser) text() (start, end int, escape bool) {
	p.at++
	start = p.at
	for p.at < len(p.raw) {
		quote := bytes.IndexByte(p.raw[p.at:], '"')
		if quote < 0 {
			break
		}
		stretch := p.raw[p.at : p.at+quote]
		for i := 0; i < len(stretch); i++ {
			c := stretch[i]
			if c < 0x20 {
				p.at += i
				p.fail("a control character within a string")
				return start, start, false
			}
			if c == '\\' {
				escape = true
				quote = -1
				p.at += i
				break
			}
		}
		if quote >= 0 {
			end = p.at + quote
			p.at = end + 1
			return start, end, escape
		}
		if !p.escaped() {
			return start, start, false
		}
	}
	p.at = len(p.raw)
	p.fail("")
	return start, start, false
}

// escaped passes a backslash and what it escapes.
func (p *parser) escaped() bool {
	if p.at+1 >= len(p.raw) {
		p.at = len(p.raw)
		p.fail("")
		return false
	}
	switch p.raw[p.at+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		p.at += 2
		return true
	case 'u':
		if hex4(p.raw[p.at+2:]) >= 0 {
			p.at += 6
			return true
		}
	}
	p.fail("an impossible escape within a string")
	return false
}

func hex4(b []byte) rune {
	if len(b) < 4 {
		return -1
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}

func (p *parser) digits() bool {
	from := p.at
	for p.at < len(p.raw) && p.raw[p.at] >= '0' && p.raw[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}

func (p *parser) number() {
	if p.peek() == '-' {
		p.at++
	}
	from := p.at
	if !p.digits() || p.raw[from] == '0' && p.at > from+1 {
		p.fail("this is no number")
		return
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			p.fail("a number lacks digits after its point")
			return
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			p.fail("a number lacks its exponent")
		}
	}
}

func (p *parser) word() Kind {
	for _, w := range []struct {
		text string
		kind Kind
	}{{"null", Null}, {"true", Bool}, {"false", Bool}} {
		if bytes.HasPrefix(p.raw[p.at:], []byte(w.text)) {
			p.at += len(w.text)
			return w.kind
		}
	}
	p.fail("this is no JSON value")
	return Missing
}

// unescape decodes a string whose escapes were checked. Half a surrogate pair
// becomes U+FFFD.
func unescape(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out = append(out, b[i])
			continue
		}
		i++
		switch b[i] {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r := hex4(b[i+1:])
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(-1)
				if i+2 < len(b) && b[i+1] == '\\' && b[i+2] == 'u' {
					low = hex4(b[i+3:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, b[i])
		}
	}
	return string(out)
}
