package source

import "longarm/graph"

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

// String names the kind as messages do, in English.
func (k Kind) String() string { return k.In("en") }

// In names the kind in the language, "en" or "fr".
func (k Kind) In(lang string) string {
	return [...]graph.Text{graph.Say("nothing", "rien"), graph.Say("null", "null"), graph.Say("true or false", "vrai ou faux"), graph.Say("a number", "un nombre"), graph.Say("a string", "une chaîne"), graph.Say("an array", "un tableau"), graph.Say("an object", "un objet")}[k].In(lang)
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
		return Value{}, Error{Line: line, Column: col}.Saying(bad.message)
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
