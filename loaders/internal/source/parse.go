package source

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"longarm/graph"
)

// badJSON is why a text is not JSON, and where in it.
type badJSON struct {
	at      int
	message graph.Text
}

func (d *Doc) parse(raw []byte, line, col int) *badJSON {
	d.raw, d.line, d.col, d.nodes = raw, line, col, d.nodes[:0]
	if len(raw) > 1<<30 {
		return &badJSON{0, graph.Say("one record is too long", "un enregistrement est trop long")}
	}
	if at := validText(raw); at >= 0 {
		return &badJSON{at, graph.Say("byte 0x%02x is not UTF-8", "l’octet 0x%02x n’est pas de l’UTF-8", raw[at])}
	}
	p := parser{raw: raw, nodes: d.nodes}
	p.space()
	p.value(0, 0, false, 0)
	p.space()
	if p.bad == nil && p.at < len(raw) {
		p.fail(graph.Say("text after the end of the value", "du texte après la fin de la valeur"))
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

func (p *parser) fail(message graph.Text) {
	if p.bad == nil {
		if p.at >= len(p.raw) {
			message = graph.Say("the value is cut short", "la valeur est tronquée")
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
				p.fail(graph.Say("the name of a member is missing", "il manque le nom d’un membre"))
				return
			}
			key, keyEnd, keyEsc = p.text()
			if p.space(); p.peek() != ':' {
				p.fail(graph.Say("a colon is missing after the name of a member", "il manque un deux-points après le nom d’un membre"))
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
			p.fail(graph.Say("a comma or a closing bracket is missing", "il manque une virgule ou un crochet fermant"))
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
				p.fail(graph.Say("a control character within a string", "un caractère de commande dans une chaîne"))
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
	p.fail(graph.Text{})
	return start, start, false
}

// escaped passes a backslash and what it escapes.
func (p *parser) escaped() bool {
	if p.at+1 >= len(p.raw) {
		p.at = len(p.raw)
		p.fail(graph.Text{})
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
	p.fail(graph.Say("an impossible escape within a string", "un échappement impossible dans une chaîne"))
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
		p.fail(graph.Say("this is no number", "ce n’est pas un nombre"))
		return
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			p.fail(graph.Say("a number lacks digits after its point", "il manque à un nombre ses chiffres après la virgule"))
			return
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			p.fail(graph.Say("a number lacks its exponent", "il manque à un nombre son exposant"))
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
	p.fail(graph.Say("this is no JSON value", "ce n’est pas une valeur JSON"))
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
