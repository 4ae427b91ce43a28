package pdf

import (
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
)

// absent stands for a character the font lacks. The other formats have it.
const absent = '\u25a1' // □

// face is the font that texts are set in, to ask which characters it has.
var face = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(liberationsansregular.TTF) })

// printable replaces the characters that the font lacks, which a PDF could only show as
// whatever a reader makes of them.
func (w *writer) printable(s string) string {
	f, err := face()
	if err != nil {
		return s
	}
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		has, ok := w.glyph[r]
		if !ok {
			at, err := f.GlyphIndex(&buf, r)
			has = err == nil && at != 0 && r <= 0xffff
			w.glyph[r] = has
		}
		if !has {
			return absent
		}
		return r
	}, s)
}
