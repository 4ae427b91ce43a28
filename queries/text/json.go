package text

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"longarm/queries"
)

// writeJSON writes one document in one line, or indented. A derivation stays in one line
// either way: it is as deep as the law and as wide as the register, and most of it would
// be blanks.
func writeJSON(w io.Writer, a queries.Answer, indent bool) error {
	if !indent {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(a)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	layOut(out, bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	if err := out.WriteByte('\n'); err != nil {
		return err
	}
	return out.Flush()
}

// proofKey opens a derivation.
const proofKey = `"proof":{`

// layOut indents a document as [json.Indent] does with two blanks, but for what stands
// under a proof key. The document is one that the encoder has just written.
func layOut(w *bufio.Writer, doc []byte) {
	depth := 0
	line := func() {
		w.WriteByte('\n')
		for range depth {
			w.WriteString("  ")
		}
	}
	for i := 0; i < len(doc); {
		switch c := doc[i]; c {
		case '"':
			if bytes.HasPrefix(doc[i:], []byte(proofKey)) {
				end := i + len(proofKey) + closing(doc[i+len(proofKey):])
				w.WriteString(`"proof": {`)
				w.Write(doc[i+len(proofKey) : end])
				i = end
				continue
			}
			end := i + 1 + quoted(doc[i+1:])
			w.Write(doc[i:end])
			i = end
			continue
		case '{', '[':
			w.WriteByte(c)
			if doc[i+1] == c+2 { // empty: both closing signs stand two after the opening ones
				w.WriteByte(doc[i+1])
				i++
			} else {
				depth++
				line()
			}
		case '}', ']':
			depth--
			line()
			w.WriteByte(c)
		case ',':
			w.WriteByte(c)
			line()
		case ':':
			w.WriteString(": ")
		default:
			w.WriteByte(c)
		}
		i++
	}
}

// quoted is where a string ends, past its closing quote.
func quoted(text []byte) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// closing is where an object ends, past its closing brace.
func closing(text []byte) int {
	depth := 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += quoted(text[i+1:])
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}
