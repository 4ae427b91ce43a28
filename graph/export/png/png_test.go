package png_test

import (
	"bytes"
	"errors"
	"image"
	stdpng "image/png"
	"testing"

	"longarm/graph/export/internal/exporttest"
	"longarm/graph/export/internal/scene"
	"longarm/graph/export/png"
)

// TestImage reads the image back: its size, paper in the corners, ink between, the same
// bytes twice.
func TestImage(t *testing.T) {
	v := exporttest.SmallView(t)
	for _, theme := range []string{"", "dark"} {
		first := exporttest.Encoded(t, png.Encode, v, png.Options{Theme: theme})
		img, err := stdpng.Decode(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		half, err := stdpng.Decode(bytes.NewReader(exporttest.Encoded(t, png.Encode, v, png.Options{Theme: theme, Scale: 1})))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := img.Bounds().Dx(), half.Bounds().Dx(); a < 2*b-2 || a > 2*b+2 {
			t.Errorf("%d pixels wide at scale 2, %d at scale 1", a, b)
		}
		paper := img.At(0, 0)
		if paper != img.At(img.Bounds().Dx()-1, img.Bounds().Dy()-1) {
			t.Error("the corners are not of one colour")
		}
		if n := inked(img); n < 2000 {
			t.Errorf("%d pixels are not paper: nothing is drawn", n)
		}
	}
}

func inked(img image.Image) int {
	n := 0
	paper := img.At(0, 0)
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if img.At(x, y) != paper {
				n++
			}
		}
	}
	return n
}

// TestHostileNames draws names that have broken other programs: letters from the right
// to the left, of East Asia, joined, broken, and very long.
func TestHostileNames(t *testing.T) {
	img, err := stdpng.Decode(bytes.NewReader(exporttest.Encoded(t, png.Encode, exporttest.HostileView(t, exporttest.Names()[:48]), png.Options{Scale: 1})))
	if err != nil {
		t.Fatal(err)
	}
	if n := inked(img); n < 2000 {
		t.Errorf("%d pixels are not paper: nothing is drawn", n)
	}
}

// TestTooLarge asks for more pixels than an image may have.
func TestTooLarge(t *testing.T) {
	var large *png.TooLarge
	if _, err := png.Draw(&scene.Scene{W: 40_000, H: 30_000}, nil, png.Options{}); !errors.As(err, &large) {
		t.Errorf("a drawing of 40,000 by 30,000: %v", err)
	}
}
