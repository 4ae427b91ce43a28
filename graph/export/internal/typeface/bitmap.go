package typeface

import (
	"image/color"

	"github.com/hajimehoshi/bitmapfont/v3"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/language"
)

// cell is the height of the letters of the second typeface, in pixels: it has those of
// East Asia, of Arabic and Hebrew that the first one lacks, as pixels.
const cell = 12

// second gives a letter of the second typeface as rectangles, one for each run of
// pixels, with its advance; false when it has none.
func second(r rune) ([]Segment, float64, bool) {
	box, mask, at, advance, ok := bitmapfont.FaceSC.Glyph(fixed.Point26_6{}, r)
	if !ok {
		return nil, 0, false
	}
	var out []Segment
	set := func(x, y int) bool {
		_, _, _, a := mask.At(at.X+x, at.Y+y).RGBA()
		return a != 0 && mask.At(at.X+x, at.Y+y) != color.Transparent
	}
	for y := range box.Dy() {
		for x := 0; x < box.Dx(); x++ {
			if !set(x, y) {
				continue
			}
			from := x
			for x < box.Dx() && set(x, y) {
				x++
			}
			out = append(out, bar(float64(box.Min.X+from)/cell, float64(box.Min.Y+y)/cell, float64(box.Min.X+x)/cell, float64(box.Min.Y+y+1)/cell)...)
		}
	}
	return out, float64(advance) / 64 / cell, true
}

// bar is a rectangle as an outline.
func bar(x1, y1, x2, y2 float64) []Segment {
	point := func(op byte, x, y float64) Segment {
		return Segment{Op: op, X: [3]float64{x}, Y: [3]float64{y}}
	}
	return []Segment{point('M', x1, y1), point('L', x2, y1), point('L', x2, y2), point('L', x1, y2), point('L', x1, y1)}
}

// Visual puts the letters of a line in the order in which they stand from the left,
// those of Arabic in the forms they have beside each other: for back ends that place
// each letter themselves.
func Visual(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd6 { // no letter from the right to the left begins lower
			return bitmapfont.PresentationForms(s, bitmapfont.DirectionLeftToRight, language.Und)
		}
	}
	return s
}
