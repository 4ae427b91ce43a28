package source

import (
	"fmt"
	"unicode"
)

// FindInvisible finds the first character that shows nothing, or turns the direction of
// writing, and its name; -1 when there is none.
func FindInvisible(text string) (at int, name string) {
	for i, c := range text {
		if c >= 0x80 && (unicode.Is(unicode.Cf, c) || c == 0x115f || c == 0x1160 || c == 0x3164) { // fillers of Hangul
			return i, fmt.Sprintf("U+%04X", c)
		}
	}
	return -1, ""
}
