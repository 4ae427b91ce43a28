package document

import (
	"strings"
	"unicode/utf8"
)

// XML escapes a text for XML 1.0, between tags and inside quotes alike. Characters
// that XML has no place for (most controls, halves of surrogates, bytes that are no
// UTF-8) become U+FFFD; line ends and tabs are kept by reference, so that a reader
// of attributes does not turn them into spaces.
func XML(s string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		with := ""
		switch {
		case r == '&':
			with = "&amp;"
		case r == '<':
			with = "&lt;"
		case r == '>': // for ]]>
			with = "&gt;"
		case r == '"':
			with = "&quot;"
		case r == '\'':
			with = "&#39;"
		case r == '\n':
			with = "&#10;"
		case r == '\r':
			with = "&#13;"
		case r == '\t':
			with = "&#9;"
		case r == utf8.RuneError && n == 1, r < ' ', r == 0xFFFE, r == 0xFFFF:
			with = "\uFFFD"
		}
		if with != "" {
			b.WriteString(s[from:i])
			b.WriteString(with)
			from = i + n
		}
		i += n
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// XMLComment makes a text safe inside <!-- -->, which may not hold two hyphens in a
// row nor end with one.
func XMLComment(s string) string {
	s = strings.ReplaceAll(XML(s), "--", "-\u200b-")
	return strings.ReplaceAll(s, "--", "-\u200b-")
}

// Token makes of an id a name token of XML, which is also a safe name in other
// formats: letters, digits, point, hyphen and colon stay, every other byte is written
// as _ and two hexadecimal digits. Different ids give different tokens, without a
// table to look them up in.
func Token(id string) string {
	const hex = "0123456789ABCDEF"
	plain := true
	for i := 0; i < len(id) && plain; i++ {
		plain = tokenByte(id[i])
	}
	if plain {
		return id
	}
	var b strings.Builder
	for i := 0; i < len(id); i++ {
		c := id[i]
		if tokenByte(c) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('_')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func tokenByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == ':'
}
