package png

import (
	"image"
	"math"

	"golang.org/x/image/vector"

	"longarm/graph/export/internal/scene"
	"longarm/graph/export/internal/typeface"
)

// canvas draws shapes on an image.
type canvas struct {
	img    *image.RGBA
	scale  float64
	set    *typeface.Set
	theme  scene.Theme
	raster vector.Rasterizer
}

// outline is a set of closed contours in pixels.
type outline [][]scene.Point

func (c *canvas) shape(s *scene.Shape) {
	if s.Kind == scene.TextShape {
		c.text(s)
		return
	}
	lines := c.flatten(s)
	if s.Fill != scene.None {
		c.fill(outline(lines), s.Fill)
	}
	if s.Stroke != scene.None {
		c.fill(c.stroke(lines, s), s.Stroke)
	}
}

// flatten turns a rectangle or a path into lines of short straight pieces.
func (c *canvas) flatten(s *scene.Shape) [][]scene.Point {
	segments := s.Path
	if s.Kind == scene.RectShape {
		segments = scene.RectPath(s)
	}
	var out [][]scene.Point
	var line []scene.Point
	at := func(p scene.Point) scene.Point { return scene.Point{X: p.X * c.scale, Y: p.Y * c.scale} }
	for _, seg := range segments {
		switch seg.Op {
		case 'M':
			if len(line) > 1 {
				out = append(out, line)
			}
			line = []scene.Point{at(seg.P[0])}
		case 'L':
			line = append(line, at(seg.P[0]))
		case 'C':
			line = curve(line, line[len(line)-1], at(seg.P[0]), at(seg.P[1]), at(seg.P[2]))
		case 'Z':
			line = append(line, line[0])
		}
	}
	if len(line) > 1 {
		out = append(out, line)
	}
	return out
}

// curve appends a cubic curve in pieces of about two pixels.
func curve(line []scene.Point, a, b, c, d scene.Point) []scene.Point {
	far := math.Hypot(b.X-a.X, b.Y-a.Y) + math.Hypot(c.X-b.X, c.Y-b.Y) + math.Hypot(d.X-c.X, d.Y-c.Y)
	n := max(4, min(64, int(far/2)))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		p, q, r, s := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		line = append(line, scene.Point{X: p*a.X + q*b.X + r*c.X + s*d.X, Y: p*a.Y + q*b.Y + r*c.Y + s*d.Y})
	}
	return line
}

// fill paints what lies within the contours; contours that run the other way round are
// holes.
func (c *canvas) fill(o outline, colour scene.Colour) {
	lo, hi := scene.Point{X: math.Inf(1), Y: math.Inf(1)}, scene.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, line := range o {
		for _, p := range line {
			lo.X, lo.Y, hi.X, hi.Y = min(lo.X, p.X), min(lo.Y, p.Y), max(hi.X, p.X), max(hi.Y, p.Y)
		}
	}
	box := image.Rect(int(math.Floor(lo.X)), int(math.Floor(lo.Y)), int(math.Ceil(hi.X))+1, int(math.Ceil(hi.Y))+1).Intersect(c.img.Bounds())
	if box.Empty() {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	for _, line := range o {
		for i, p := range line {
			x, y := float32(p.X-float64(box.Min.X)), float32(p.Y-float64(box.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.img, box, image.NewUniform(c.colour(colour)), image.Point{})
}

// text draws the letters of a line.
func (c *canvas) text(s *scene.Shape) {
	var o outline
	x := s.X
	for _, r := range typeface.Visual(s.Text) {
		segments, advance := c.set.Outline(r, s.Bold)
		o = append(o, c.letter(segments, x, s.Y, s.Size)...)
		x += advance * s.Size
	}
	c.fill(o, s.Fill)
}

func (c *canvas) letter(segments []typeface.Segment, x, y, size float64) outline {
	var out outline
	var line []scene.Point
	at := func(g *typeface.Segment, k int) scene.Point {
		return scene.Point{X: (x + g.X[k]*size) * c.scale, Y: (y + g.Y[k]*size) * c.scale}
	}
	for i := range segments {
		g := &segments[i]
		switch g.Op {
		case 'M':
			if len(line) > 0 {
				out = append(out, line)
			}
			line = []scene.Point{at(g, 0)}
		case 'L':
			line = append(line, at(g, 0))
		case 'Q': // a quadratic curve as the cubic it is
			a, b, d := line[len(line)-1], at(g, 0), at(g, 1)
			line = curve(line, a, scene.Point{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}, scene.Point{X: d.X + (b.X-d.X)*2/3, Y: d.Y + (b.Y-d.Y)*2/3}, d)
		case 'C':
			line = curve(line, line[len(line)-1], at(g, 0), at(g, 1), at(g, 2))
		}
	}
	if len(line) > 0 {
		out = append(out, line)
	}
	return out
}

// stroke turns lines into the contours of their strokes: one four-sided piece for each
// straight one and a disc at each joint, all running the same way round.
func (c *canvas) stroke(lines [][]scene.Point, s *scene.Shape) outline {
	half := s.Line * c.scale / 2
	var out outline
	for _, line := range lines {
		for _, dash := range c.dashes(line, s.Dash, s.Phase) {
			for i := 1; i < len(dash); i++ {
				a, b := dash[i-1], dash[i]
				d := math.Hypot(b.X-a.X, b.Y-a.Y)
				if d == 0 {
					continue
				}
				nx, ny := (b.Y-a.Y)/d*half, -(b.X-a.X)/d*half
				out = append(out, []scene.Point{{X: a.X + nx, Y: a.Y + ny}, {X: b.X + nx, Y: b.Y + ny}, {X: b.X - nx, Y: b.Y - ny}, {X: a.X - nx, Y: a.Y - ny}})
			}
			for i, p := range dash {
				if inner := i > 0 && i+1 < len(dash); s.Round && !inner || inner && half > 0.6 {
					out = append(out, disc(p, half))
				}
			}
		}
	}
	return out
}

// disc is a circle, run round as the pieces of a stroke are.
func disc(m scene.Point, r float64) []scene.Point {
	const n = 16
	out := make([]scene.Point, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		out[i] = scene.Point{X: m.X + r*cos, Y: m.Y + r*sin}
	}
	return out
}

// dashes cuts a line into strokes of the lengths given in turn with gaps; it begins that
// far into the first stroke.
func (c *canvas) dashes(line []scene.Point, pattern []float64, phase float64) [][]scene.Point {
	if len(pattern) == 0 {
		return [][]scene.Point{line}
	}
	var out [][]scene.Point
	k, left := 0, (pattern[0]-phase)*c.scale
	piece := []scene.Point{line[0]}
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		d := math.Hypot(b.X-a.X, b.Y-a.Y)
		for done := 0.0; d-done > 1e-9; {
			step := min(left, d-done)
			done += step
			left -= step
			p := scene.Point{X: a.X + (b.X-a.X)*done/d, Y: a.Y + (b.Y-a.Y)*done/d}
			if k%2 == 0 {
				piece = append(piece, p)
			}
			if left > 1e-9 {
				continue
			}
			if k%2 == 0 {
				out = append(out, piece)
			}
			k++
			left = max(pattern[k%len(pattern)]*c.scale, 1e-3)
			piece = []scene.Point{p}
		}
	}
	if k%2 == 0 && len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}
