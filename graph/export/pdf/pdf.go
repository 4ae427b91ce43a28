// Package pdf draws an answer on one page of a PDF, as lines and letters, not pixels:
// it prints sharp at any size, and its text can be found and copied. The typeface is in
// the file.
//
// A PDF of this kind has no structure for readers who hear it; the HTML has.
package pdf

import (
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"longarm/graph/export/internal/scene"
	"longarm/graph/export/internal/typeface"
	"longarm/graph/view"
)

// Options are how to draw. The zero value is the default.
type Options struct {
	Theme  string // "light", or "dark"; empty: light
	Layout string // "dot" lets Graphviz place the nodes; empty: longarm does
}

// most is the longest side of a page that readers open, in points.
const most = 14_400

// unit is the size of a unit of the drawing in points: 96 to the inch.
const unit = 0.75

// Encode draws the view, folded for a page, as a PDF of one page as large as the
// drawing. Two calls give the same bytes.
func Encode(w io.Writer, v *view.View, o Options) error {
	s, set, err := scene.Of(v, o.Layout)
	if err != nil {
		return err
	}
	k := unit
	if side := max(s.W, s.H); side*k > most {
		k = most / side
	}
	p := &page{set: set, theme: scene.ThemeOf(o.Theme), k: k, pdf: fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: s.W * k, Ht: s.H * k}})}
	p.begin(s, v)
	for _, g := range s.Groups {
		for i := range g.Shapes {
			p.shape(&g.Shapes[i])
		}
	}
	return p.pdf.Output(w)
}

type page struct {
	pdf   *fpdf.Fpdf
	set   *typeface.Set
	theme scene.Theme
	k     float64
}

// begin fixes what a writer would take from its clock and its maps, and paints the
// paper.
func (p *page) begin(s *scene.Scene, v *view.View) {
	f := p.pdf
	day := time.Date(v.AsOf.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	f.SetCreationDate(day)
	f.SetModificationDate(day)
	f.SetCatalogSort(true)
	f.SetProducer("longarm", true)
	f.SetTitle(s.Title, true)
	f.SetSubject(s.Desc, true)
	f.SetLang(s.Lang)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes("longarm", "", p.set.Data(false))
	f.AddUTF8FontFromBytes("longarm", "B", p.set.Data(true))
	f.AddPage()
	p.fill(scene.Paper)
	f.Rect(0, 0, s.W*p.k, s.H*p.k, "F")
}

func (p *page) fill(c scene.Colour) {
	t := p.theme[c]
	p.pdf.SetFillColor(int(t.R), int(t.G), int(t.B))
}

func (p *page) shape(s *scene.Shape) {
	if s.Kind == scene.TextShape {
		p.text(s)
		return
	}
	segments := s.Path
	if s.Kind == scene.RectShape {
		segments = scene.RectPath(s)
	}
	style := ""
	if s.Fill != scene.None {
		p.fill(s.Fill)
		style = "F"
	}
	if s.Stroke != scene.None {
		t := p.theme[s.Stroke]
		p.pdf.SetDrawColor(int(t.R), int(t.G), int(t.B))
		p.pdf.SetLineWidth(s.Line * p.k)
		p.pdf.SetLineJoinStyle("round")
		p.pdf.SetLineCapStyle("butt")
		if s.Round {
			p.pdf.SetLineCapStyle("round")
		}
		dash := make([]float64, len(s.Dash))
		for i, d := range s.Dash {
			dash[i] = d * p.k
		}
		p.pdf.SetDashPattern(dash, s.Phase*p.k)
		style = "D" + style
	}
	if style == "" {
		return
	}
	for _, g := range segments {
		q := func(i int) (float64, float64) { return g.P[i].X * p.k, g.P[i].Y * p.k }
		switch g.Op {
		case 'M':
			p.pdf.MoveTo(q(0))
		case 'L':
			p.pdf.LineTo(q(0))
		case 'C':
			ax, ay := q(0)
			bx, by := q(1)
			cx, cy := q(2)
			p.pdf.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
		case 'Z':
			p.pdf.ClosePath()
		}
	}
	p.pdf.DrawPath(style)
}

// text writes a line: what the typeface has as text, the rest as outlines.
func (p *page) text(s *scene.Shape) {
	p.fill(s.Fill)
	t := p.theme[s.Fill]
	p.pdf.SetTextColor(int(t.R), int(t.G), int(t.B))
	style := ""
	if s.Bold {
		style = "B"
	}
	p.pdf.SetFont("longarm", style, s.Size*p.k)
	x := s.X
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			p.pdf.Text(x*p.k, s.Y*p.k, run.String())
			x += p.set.Width(run.String(), s.Size, s.Bold)
			run.Reset()
		}
	}
	for _, r := range typeface.Visual(s.Text) {
		if r <= 0xffff && p.set.Has(r, s.Bold) {
			run.WriteRune(r)
			continue
		}
		flush()
		segments, advance := p.set.Outline(r, s.Bold)
		p.outline(segments, x, s.Y, s.Size)
		x += advance * s.Size
	}
	flush()
}

func (p *page) outline(segments []typeface.Segment, x, y, size float64) {
	if len(segments) == 0 {
		return
	}
	at := func(g *typeface.Segment, i int) (float64, float64) {
		return (x + g.X[i]*size) * p.k, (y + g.Y[i]*size) * p.k
	}
	for i := range segments {
		g := &segments[i]
		switch g.Op {
		case 'M':
			if i > 0 {
				p.pdf.ClosePath()
			}
			p.pdf.MoveTo(at(g, 0))
		case 'L':
			p.pdf.LineTo(at(g, 0))
		case 'Q':
			cx, cy := at(g, 0)
			ex, ey := at(g, 1)
			p.pdf.CurveTo(cx, cy, ex, ey)
		case 'C':
			ax, ay := at(g, 0)
			bx, by := at(g, 1)
			cx, cy := at(g, 2)
			p.pdf.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.pdf.ClosePath()
	p.pdf.DrawPath("F")
}
