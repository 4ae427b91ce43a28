// Package svg draws an answer as a Scalable Vector Graphic: one file without scripts
// or references, light or dark as the reader's screen is, dark on white when printed.
//
// Every name is escaped, every id in the file is the program's own. Each party and
// each link is a group with a title, and the description holds the picture as a list,
// for readers who hear it.
package svg

import (
	"io"

	"longarm/graph/export/internal/markup"
	"longarm/graph/export/internal/scene"
	"longarm/graph/view"
)

// Options are how to draw. The zero value is the default.
type Options struct {
	// Theme is "light" or "dark" for these colours whatever the screen; empty follows the
	// screen.
	Theme string
	// Layout is "dot" to let Graphviz place the nodes, when it is installed; empty for
	// longarm's own layout.
	Layout string
}

// Encode draws the view, folded for a page, as an SVG document in UTF-8. Two calls give
// the same bytes.
func Encode(w io.Writer, v *view.View, o Options) error {
	s, _, err := scene.Of(v, o.Layout)
	if err != nil {
		return err
	}
	return markup.Write(w, s, markup.Options{Theme: o.Theme})
}
