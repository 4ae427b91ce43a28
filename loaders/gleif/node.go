package gleif

import (
	"strings"

	"longarm/loaders/internal/source"
)

// node is a record of XML or JSON, or a part of one. JSON of GLEIF wraps values as
// {"$": …} and attributes as "@…"; renderings of others write them plainly.
type node interface {
	// str is the text that names of children lead to, "" when there is none.
	str(path ...string) string
	// list holds the items in a container: all children of that name, or the elements
	// of the array that stands for them.
	list(container, item string) []node
	// attr is an attribute, without its prefix.
	attr(name string) string
	// has reports a child of that name.
	has(name string) bool
	// locate is where the field of a path with points stands, or the record.
	locate(path string) (line, column int)
}

type xmlNode struct{ e *source.Element }

func (n xmlNode) str(path ...string) string { return n.e.Str(path...) }
func (n xmlNode) attr(name string) string   { return n.e.Attribute(name) }
func (n xmlNode) has(name string) bool      { return n.e.Get(name) != nil }

func (n xmlNode) list(container, item string) []node {
	parent := n.e
	if container != "" {
		parent = parent.At(strings.Split(container, "/")...)
	}
	var out []node
	for _, e := range parent.All(item) {
		out = append(out, xmlNode{e})
	}
	return out
}

func (n xmlNode) locate(path string) (line, column int) {
	e := n.e
	for _, name := range strings.Split(path, ".") {
		if next := e.Get(name); next != nil {
			e = next
		}
	}
	return e.Line, e.Column
}

type jsonNode struct{ v source.Value }

// plain is the text of a value, unwrapped; of an array, that of its first element.
func plain(v source.Value) string {
	switch v.Kind() {
	case source.Object:
		return v.Get("$").Text()
	case source.Array:
		for _, e := range v.Items() {
			return plain(e)
		}
	}
	return v.Text()
}

func (n jsonNode) str(path ...string) string { return strings.TrimSpace(plain(n.v.At(path...))) }
func (n jsonNode) has(name string) bool      { return n.v.Get(name).Kind() != source.Missing }

func (n jsonNode) attr(name string) string {
	for _, spelling := range []string{"@" + name, "@xml:" + name, name} {
		if m := n.v.Get(spelling); m.Kind() != source.Missing {
			return plain(m)
		}
	}
	return ""
}

func (n jsonNode) list(container, item string) []node {
	v := n.v
	if container != "" {
		v = v.At(strings.Split(container, "/")...)
	}
	if v.Kind() == source.Object {
		v = v.Get(item)
	}
	var out []node
	switch v.Kind() {
	case source.Array:
		for _, e := range v.Items() {
			if e.Kind() != source.Null {
				out = append(out, jsonNode{e})
			}
		}
	case source.Missing, source.Null:
	default:
		out = append(out, jsonNode{v})
	}
	return out
}

func (n jsonNode) locate(path string) (line, column int) {
	v := n.v
	for _, name := range strings.Split(path, ".") {
		if next := v.Get(name); next.Kind() != source.Missing {
			v = next
		}
	}
	return v.Place()
}
