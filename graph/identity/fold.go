package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Key is what names are compared by: letters and digits in lower case, without
// accents, dots, apostrophes and format characters, words apart by one space.
// Cyrillic and Greek are put into Latin letters; other scripts stay as they are.
// "Société  Générale S.A." and "societe generale sa" have one key, and so have
// "Газпром" and "Gazprom".
func Key(name string) string {
	if key, ok := asciiKey(name); ok {
		return key
	}
	var b strings.Builder
	b.Grow(len(name))
	space := false
	letter := func(s string) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteString(s)
	}
	for _, r := range norm.NFKD.String(cases.Fold().String(norm.NFKD.String(name))) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == '.', r == '\'', r == '’':
		case r == '&':
			space = true
			letter("and")
			space = true
		case unicode.IsLetter(r):
			if s, ok := latin[r]; ok {
				if s != "" {
					letter(s)
				}
				continue
			}
			letter(string(r))
		case unicode.IsDigit(r):
			letter(string(r))
		default:
			space = true
		}
	}
	return b.String()
}

// asciiKey is Key for names of ASCII alone, which most are.
func asciiKey(name string) (string, bool) {
	b := make([]byte, 0, len(name)+4)
	space := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			fallthrough
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			b = append(b, c)
		case c == '.' || c == '\'':
		case c == '&':
			if len(b) > 0 {
				b = append(b, ' ')
			}
			b = append(b, "and"...)
			space = true
		default:
			space = true
		}
	}
	return string(b), true
}

// latin spells the letters of Cyrillic and Greek, after decomposition and folding,
// as registers that publish in Latin letters mostly do (GOST 7.79 B and ISO 843,
// simplified: one spelling for each letter).
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ye", 'ж': "zh", 'з': "z", 'и': "i", 'і': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh",
	'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'ђ': "dj",
	'ѕ': "dz", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i",
}
