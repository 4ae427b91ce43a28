// Package png draws an answer as an image of pixels, with the typeface that is inside
// the program: the same picture on every machine.
package png

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"longarm/graph/export/internal/scene"
	"longarm/graph/export/internal/typeface"
	"longarm/graph/view"
)

// Options are how to draw. The zero value is the default.
type Options struct {
	Theme  string  // "light", or "dark"; empty: light
	Layout string  // "dot" lets Graphviz place the nodes; empty: longarm does
	Scale  float64 // pixels for each unit of the drawing; 0: 2
}

// MaxPixels bounds an image. A drawing that has more at its scale is drawn smaller.
const MaxPixels = 40_000_000

// leastScale is the smallest scale at which letters can be read.
const leastScale = 0.5

// TooLarge is returned for a drawing that has more pixels than an image may have at a
// scale one can read.
type TooLarge struct{ W, H int }

// Error says how large the drawing is and what to write instead.
func (e *TooLarge) Error() string {
	return fmt.Sprintf("the drawing is %d × %d units, too large for an image; write svg, html or pdf, or narrow the question", e.W, e.H)
}

// Encode draws the view, folded for a page, as a PNG. Two calls give the same bytes.
func Encode(w io.Writer, v *view.View, o Options) error {
	s, set, err := scene.Of(v, o.Layout)
	if err != nil {
		return err
	}
	img, err := Draw(s, set, o)
	if err != nil {
		return err
	}
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	return e.Encode(w, img)
}

// Draw draws a drawing in pixels.
func Draw(s *scene.Scene, set *typeface.Set, o Options) (image.Image, error) {
	scale := o.Scale
	if scale <= 0 {
		scale = 2
	}
	if most := math.Sqrt(MaxPixels / (s.W * s.H)); scale > most {
		if most < leastScale {
			return nil, &TooLarge{int(s.W), int(s.H)}
		}
		scale = most
	}
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, int(math.Ceil(s.W*scale)), int(math.Ceil(s.H*scale)))), scale: scale, set: set, theme: scene.ThemeOf(o.Theme)}
	paper := c.colour(scene.Paper)
	for i := 0; i < len(c.img.Pix); i += 4 {
		c.img.Pix[i], c.img.Pix[i+1], c.img.Pix[i+2], c.img.Pix[i+3] = paper.R, paper.G, paper.B, 255
	}
	for _, g := range s.Groups {
		for i := range g.Shapes {
			c.shape(&g.Shapes[i])
		}
	}
	return c.img, nil
}

func (c *canvas) colour(name scene.Colour) color.RGBA {
	t := c.theme[name]
	return color.RGBA{t.R, t.G, t.B, 255}
}
