package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"longarm/graph"
)

// Encoding names how the bytes of a file stand for characters.
type Encoding string

// The encodings that are read.
const (
	Detect      Encoding = "" // by byte order mark, zeros and validity
	UTF8        Encoding = "utf-8"
	UTF16       Encoding = "utf-16" // either order, by mark or by where the zeros are
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
)

// Encodings lists the names a user may give, sorted.
func Encodings() []string {
	return []string{string(UTF16), string(UTF16BE), string(UTF16LE), string(UTF8), string(Windows1252)}
}

var utf8Mark = []byte("\xef\xbb\xbf")

// Unicode recognises UTF-16 and UTF-8 at the head of a file: by mark, and UTF-16
// also by the zero halves of its first ASCII characters. Detect is returned when
// only the bytes to come can tell UTF-8 from Windows-1252. The mark's length is
// returned, for it is no part of the text.
func Unicode(head []byte) (e Encoding, mark int) {
	switch {
	case bytes.HasPrefix(head, utf8Mark):
		return UTF8, len(utf8Mark)
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return UTF16BE, 2
	case len(head) >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0:
		return UTF16LE, 0
	case len(head) >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0:
		return UTF16BE, 0
	}
	return Detect, 0
}

// decoder returns the transformer from an encoding other than UTF-8.
func (e Encoding) decoder() transform.Transformer {
	switch e {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case UTF16BE, UTF16:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	case Windows1252:
		return charmap.Windows1252.NewDecoder()
	}
	return transform.Nop
}

// fromWindows1252 decodes a line.
func fromWindows1252(line []byte) ([]byte, error) {
	return charmap.Windows1252.NewDecoder().Bytes(line)
}

// Decode returns a whole file as UTF-8 without its byte order mark, and how it
// was encoded. A file that is neither UTF-16 nor UTF-8 is read as Windows-1252; one
// of which some is UTF-8 and some is not is an error that names the first byte.
func Decode(data []byte) ([]byte, Encoding, error) {
	e, mark := Unicode(data[:min(len(data), 4)])
	data = data[mark:]
	if e == Detect {
		if utf8.Valid(data) {
			return data, UTF8, nil
		}
		if !legacy(data, true) {
			at := firstInvalid(data)
			line, col := place2(data[:at], 0, 0)
			return nil, UTF8, graph.Fault("byte 0x%02x at line %d, column %d is not UTF-8; save the file as UTF-8", "l’octet 0x%02x à la ligne %d, colonne %d, n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8", data[at], line, col)
		}
		e = Windows1252
	}
	if e == UTF8 {
		return data, e, nil
	}
	out, _, err := transform.Bytes(e.decoder(), data)
	return out, e, err
}

// legacy reports bytes that are Windows-1252 rather than damaged UTF-8: some are no
// UTF-8, none beside them is UTF-8 of more than one byte, and all are characters
// there. When the bytes are not the whole text, a character may be cut at their end.
func legacy(head []byte, whole bool) bool {
	wrong := 0
	for i := 0; i < len(head); {
		if head[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRune(head[i:])
		switch {
		case n > 1:
			return false
		case !whole && !utf8.FullRune(head[i:]): // cut at the end of the head
			return wrong > 0
		}
		switch head[i] {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return false
		}
		wrong++
		i++
	}
	return wrong > 0
}

// IsControl reports a character that no name or text needs and that can mislead a
// terminal: C0 and C1 controls other than tab and line ends, and DEL.
func IsControl(c rune) bool {
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7f && c < 0xa0
}

// FindControl returns the byte offset of the first control character of a text
// and its name, or -1.
func FindControl(text string) (at int, name string) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0x20 && c < 0x7f {
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		if IsControl(c) {
			return i, fmt.Sprintf("U+%04X", c)
		}
		i += size - 1
	}
	return -1, ""
}

// Clip shortens a text of the input for a message.
func Clip(text string) string {
	const limit = 60
	if len(text) <= limit {
		return text
	}
	for i := limit; i > 0; i-- {
		if utf8.RuneStart(text[i]) {
			return text[:i] + "…"
		}
	}
	return "…"
}
