// Package typeface measures text, breaks it into lines and gives the outlines of its
// letters, in the typefaces that are inside the program. Encoders of pictures share
// it, so that a line is as long in every format.
package typeface

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Set is a typeface in two weights. It is for one goroutine.
type Set struct {
	plain, bold *face
}

type face struct {
	data     []byte
	font     *sfnt.Font
	units    fixed.Int26_6
	buf      sfnt.Buffer
	advances map[rune]float64 // of 1 em
}

// New reads the typefaces of the program.
func New() (*Set, error) {
	plain, err := newFace(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := newFace(liberationsansbold.TTF)
	if err != nil {
		return nil, err
	}
	return &Set{plain: plain, bold: bold}, nil
}

func newFace(data []byte) (*face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("the typeface inside the program cannot be read: %w", err)
	}
	return &face{data: data, font: f, units: fixed.I(int(f.UnitsPerEm())), advances: map[rune]float64{}}, nil
}

func (s *Set) face(bold bool) *face {
	if bold {
		return s.bold
	}
	return s.plain
}

// Data returns the font file of a weight, TrueType. The caller must not change it.
func (s *Set) Data(bold bool) []byte { return s.face(bold).data }

// Has reports that the typeface has a letter.
func (s *Set) Has(r rune, bold bool) bool {
	f := s.face(bold)
	g, err := f.font.GlyphIndex(&f.buf, r)
	return err == nil && g != 0
}

// Width is the length of a text in pixels at a size. Letters the typeface lacks count
// as wide as such letters are elsewhere: a square for the scripts of East Asia and for
// symbols, nothing for marks that stand on others.
func (s *Set) Width(text string, size float64, bold bool) float64 {
	f := s.face(bold)
	sum := 0.0
	for _, r := range text {
		sum += f.advance(r)
	}
	return sum * size
}

func (f *face) advance(r rune) float64 {
	if a, ok := f.advances[r]; ok {
		return a
	}
	a := f.measure(r)
	f.advances[r] = a
	return a
}

func (f *face) measure(r rune) float64 {
	if g, err := f.font.GlyphIndex(&f.buf, r); err == nil && g != 0 {
		if a, err := f.font.GlyphAdvance(&f.buf, g, f.units, font.HintingNone); err == nil {
			return float64(a) / float64(f.units)
		}
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	if _, a, ok := second(r); ok {
		return a
	}
	switch {
	case Wide(r):
		return 1
	}
	return 0.62
}

// Wide reports a letter as wide as it is high: those of Chinese, Japanese and Korean,
// and pictographs.
func Wide(r rune) bool {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return true
	}
	return false
}

// Wrap breaks a text into at most lines pieces no longer than a width: at spaces, between
// the letters of East Asia, and within a word that is longer than a line. What does not fit is cut with an ellipsis. The result has at
// least one line.
func (s *Set) Wrap(text string, size float64, bold bool, width float64, lines int) []string {
	var out []string
	line := ""
	for _, piece := range pieces(text) {
		switch joined := line + piece; {
		case s.Width(strings.TrimRight(joined, " "), size, bold) <= width:
			line = joined
			continue
		case line != "":
			out = append(out, strings.TrimRight(line, " "))
			line = ""
		}
		for s.Width(strings.TrimRight(piece, " "), size, bold) > width {
			head, rest := s.cut(piece, size, bold, width)
			out = append(out, head)
			if piece = rest; rest == "" || len(out) > lines {
				break
			}
		}
		line = piece
	}
	if line = strings.TrimRight(line, " "); line != "" || len(out) == 0 {
		out = append(out, line)
	}
	if lines > 0 && len(out) > lines {
		out = out[:lines]
		out[lines-1] = s.shorten(out[lines-1], size, bold, width)
	}
	return out
}

// pieces splits a text at where a line may break, spaces staying with what is before
// them.
func pieces(text string) []string {
	var out []string
	start := 0
	runes := []rune(text)
	for i := 1; i < len(runes); i++ {
		a, b := runes[i-1], runes[i]
		if b != ' ' && (a == ' ' || Wide(a) || Wide(b)) && !mark(b) && !strings.ContainsRune(":;?!%»,.)", b) && !opens(runes[start:i]) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return append(out, string(runes[start:]))
}

// opens reports a piece that stays with what follows: an opening quotation mark or
// bracket.
func opens(piece []rune) bool {
	text := strings.TrimRight(string(piece), " ")
	return strings.HasSuffix(text, "«") || strings.HasSuffix(text, "(")
}

// mark reports what belongs to the letter before it.
func mark(r rune) bool {
	return unicode.In(r, unicode.M, unicode.Cf) || r == 0x200d || r >= 0xfe00 && r <= 0xfe0f
}

// cut takes as many letters off a word as fit, at least one, with the marks on them;
// rather after a hyphen or slash than elsewhere.
func (s *Set) cut(word string, size float64, bold bool, width float64) (head, rest string) {
	f := s.face(bold)
	sum, hyphen := 0.0, 0
	for i, r := range word {
		sum += f.advance(r) * size
		if i > 0 && sum > width && !mark(r) {
			if hyphen > 0 {
				i = hyphen
			}
			return word[:i], word[i:]
		}
		if r == '-' || r == '/' {
			hyphen = i + 1
		}
	}
	return word, ""
}

// shorten ends a line with an ellipsis.
func (s *Set) shorten(line string, size float64, bold bool, width float64) string {
	for line != "" && s.Width(line+"…", size, bold) > width {
		runes := []rune(line)
		line = strings.TrimRight(string(runes[:len(runes)-1]), " ")
	}
	return line + "…"
}

// Segment is a step of an outline: M and L with one point, Q with two, C with three.
// Coordinates are in em, y growing downward from the base line.
type Segment struct {
	Op byte
	X  [3]float64
	Y  [3]float64
}

// Outline gives the outline of a letter and how far the next one stands from it, in
// em. A letter the typeface lacks is a frame, marks that stand on others and invisible
// ones are nothing. Each contour closes by itself.
func (s *Set) Outline(r rune, bold bool) ([]Segment, float64) {
	f := s.face(bold)
	advance := f.advance(r)
	g, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil || g == 0 {
		if out, _, ok := second(r); ok && advance > 0 {
			return out, advance
		}
		return frame(advance, unicode.IsSpace(r)), advance
	}
	segments, err := f.font.LoadGlyph(&f.buf, g, f.units, nil)
	if err != nil {
		return frame(advance, unicode.IsSpace(r)), advance
	}
	em := float64(f.units)
	out := make([]Segment, len(segments))
	for i, seg := range segments {
		o := Segment{Op: "MLQC"[seg.Op]}
		for k := range seg.Args {
			o.X[k], o.Y[k] = float64(seg.Args[k].X)/em, float64(seg.Args[k].Y)/em
		}
		out[i] = o
	}
	return out, advance
}

// frame stands for a letter that cannot be drawn.
func frame(advance float64, space bool) []Segment {
	if advance == 0 || space {
		return nil
	}
	var out []Segment
	ring := func(x1, y1, x2, y2 float64) {
		for i, p := range [][2]float64{{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}, {x1, y1}} {
			op := byte('L')
			if i == 0 {
				op = 'M'
			}
			out = append(out, Segment{Op: op, X: [3]float64{p[0]}, Y: [3]float64{p[1]}})
		}
	}
	ring(0.08, -0.7, advance-0.08, 0)
	ring(0.14, -0.06, advance-0.14, -0.64) // the other way round, so that it is hollow
	return out
}
