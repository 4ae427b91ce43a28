package pdf

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"longarm/queries/report/page"
)

// turned is the proportion of width to height from which a picture has a turned page.
const turned = 1.25

// isTurned reports a picture much wider than high, which has a page of its own.
func isTurned(b page.Block) bool {
	f, ok := b.(page.Figure)
	return ok && len(f.PNG) > 0 && f.Height > 0 && f.Width/f.Height > turned
}

// figure draws a picture with its caption, and what it shows in words. A picture much
// wider than high stands on a turned page of its own, after its words, so that neither the
// heading above nor a few lines are left alone on a page.
func (w *writer) figure(f *page.Figure) {
	if isTurned(*f) {
		w.paragraph(page.Strong(f.Caption), left, body, noteSize)
		w.y += 1.5
		if f.Twin != nil {
			w.list(f.Twin, 0)
		}
		w.turnPage()
		w.turn(f)
		w.y = floor // what follows begins a page
		return
	}
	h := w.figureHeight(f)
	if w.y+h+8 > floor {
		w.newPage()
	}
	w.anchor(f.ID)
	if len(f.PNG) > 0 {
		wide := h / f.Height * f.Width
		w.image(f, left+(body-wide)/2, w.y, wide, h)
		w.y += h + 1.5
	}
	w.paragraph(page.Strong(f.Caption), left, body, noteSize)
	w.y += 1.5
	if f.Twin != nil {
		w.list(f.Twin, 0)
	}
}

// turn draws a picture on the rest of a page in landscape, as large as it fits.
func (w *writer) turn(f *page.Figure) {
	w.anchor(f.ID)
	room := pageWidth - bottom - w.y
	wide, high := pageHeight-left-right, room
	if k := f.Height / f.Width; wide*k > high {
		wide = high / k
	} else {
		high = wide * k
	}
	w.image(f, (pageHeight-wide)/2, w.y+(room-high)/2, wide, high)
}

func (w *writer) image(f *page.Figure, x, y, wide, high float64) {
	name := "figure-" + f.ID
	w.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, strings.NewReader(string(f.PNG)))
	w.pdf.ImageOptions(name, x, y, wide, high, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	w.seen.picture(w.pdf.PageNo())
}

// figureHeight is the height a picture takes: the width of the page, or its height
// where that is too much.
func (w *writer) figureHeight(f *page.Figure) float64 {
	if len(f.PNG) == 0 || f.Width <= 0 || f.Height <= 0 {
		return 0
	}
	return min(body*f.Height/f.Width, floor-top-30)
}
