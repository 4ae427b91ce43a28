package law

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Limits of one file. A law is tens of kilobytes; these keep a hostile file from
// costing more than an instant.
const (
	maxBytes = 16 << 20
	maxDepth = 64
	// maxMarks bounds the characters that can begin a node: an upper bound on the
	// size of the tree before it is built.
	maxMarks = 1 << 17
	maxText  = 1 << 16 // bytes of one value, characters of one line
)

// parse reads one YAML document of one mapping and returns its root, or nil after
// reporting why not. Anchors, aliases, tags and merge keys are refused: every law
// is written out, so that what a reader sees is what is computed.
func (r *reader) parse(data []byte) *yaml.Node {
	if !r.scan(data) {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		r.failAt(1, 1, err.Error(), "report this fault")
		return nil
	}
	var doc yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		r.failAt(1, 1, "the file is empty", "write it, or remove it")
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	var second yaml.Node
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntax(err)
		return nil
	default:
		r.fail(first(&second), "a second document begins here", "keep one document per file")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		r.failAt(1, 1, "the file is empty", "write it, or remove it")
		return nil
	}
	root := doc.Content[0]
	before := len(r.faults)
	r.plain(root, 0)
	if len(r.faults) > before {
		return nil
	}
	return root
}

// scan refuses what need not be parsed to be refused.
func (r *reader) scan(data []byte) bool {
	if len(data) > maxBytes {
		r.failAt(1, 1, fmt.Sprintf("the file has %d bytes, more than the %d allowed", len(data), maxBytes), "split it")
		return false
	}
	line, column, marks := 1, 1, 0
	for i := 0; i < len(data); {
		c, size := rune(data[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		switch {
		case c == utf8.RuneError && size < 2:
			r.failAt(line, column, fmt.Sprintf("byte 0x%02x is not UTF-8", data[i]), "save the file as UTF-8")
			return false
		case control(c) && c != '\t' && c != '\r':
			r.failAt(line, column, fmt.Sprintf("control character U+%04X", c), "remove it")
			return false
		case c < utf8.RuneSelf && strings.IndexByte("\n,:-?[{&*!", byte(c)) >= 0:
			marks++
		}
		if column > maxText {
			r.failAt(line, column, fmt.Sprintf("the line has more than %d characters", maxText), "break it")
			return false
		}
		if marks > maxMarks {
			r.failAt(line, column, "the file has more parts than any law needs", "split it")
			return false
		}
		i += size
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return true
}

func control(c rune) bool { return c != '\n' && (c < 0x20 || c >= 0x7f && c < 0xa0) }

// syntax reports an error of the YAML reader at its place.
func (r *reader) syntax(err error) {
	line, column, message := 1, 1, err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		line, column, message = max(load.Mark.Line, 1), max(load.Mark.Column, 1), load.Message
		if load.ContextMsg != "" {
			message += " " + load.ContextMsg
		}
	}
	next := "check the indentation, quotes and brackets here"
	if strings.Contains(message, "max depth") {
		message, next = fmt.Sprintf("nested deeper than %d levels", maxDepth), "flatten it"
	}
	r.failAt(line, column, "not YAML: "+message, next)
}

// plain reports what the law language leaves out of YAML.
func (r *reader) plain(n *yaml.Node, depth int) {
	switch {
	case depth > maxDepth:
		r.fail(n, fmt.Sprintf("nested deeper than %d levels", maxDepth), "flatten it")
		return
	case n.Kind == yaml.AliasNode:
		r.fail(n, fmt.Sprintf("alias *%s", clip(n.Value)), "write the value out")
		return
	case n.Anchor != "":
		r.fail(n, fmt.Sprintf("anchor &%s", clip(n.Anchor)), "write the value out where it is needed")
	case n.Style&yaml.TaggedStyle != 0:
		r.fail(n, fmt.Sprintf("tag %s", clip(n.Tag)), "remove it: every key knows its type")
	case n.Kind == yaml.ScalarNode && strings.ContainsFunc(n.Value, control):
		r.fail(n, "control character in a text", "remove it")
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Kind != yaml.ScalarNode && c.Kind != yaml.AliasNode {
			r.fail(c, "a key that is no plain word", "write a plain word before the colon")
			continue
		}
		r.plain(c, depth+1)
	}
}

func clip(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "…"
}

// first returns the first node inside a document, or the document.
func first(doc *yaml.Node) *yaml.Node {
	if len(doc.Content) > 0 {
		return doc.Content[0]
	}
	return doc
}
