// Package html draws an answer as a page of its own: one file that asks no network for
// anything, with the picture to move and magnify, what each party and link rests on
// beside it, and all of it as text below.
//
// The page reads without its script and prints without its buttons. Keys: Tab and the
// arrows walk from party to party along the links, + and − magnify, 0 shows the whole,
// Escape closes what is open.
package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"

	"longarm/graph/export/internal/markup"
	"longarm/graph/export/internal/scene"
	"longarm/graph/view"
)

//go:embed page.css
var style string

//go:embed page.js
var script string

// Options are how to draw. The zero value is the default.
type Options struct {
	// Theme is "light" or "dark" for these colours whatever the screen; empty follows the
	// screen.
	Theme  string
	Layout string // "dot" lets Graphviz place the nodes; empty: longarm does
}

// Encode draws the view, folded for a page, as an HTML document in UTF-8. Two calls
// give the same bytes.
func Encode(w io.Writer, v *view.View, o Options) error {
	s, _, err := scene.Of(v, o.Layout)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	p := &page{b: b, v: s.Page}
	p.head(s, o)
	if err := markup.Write(b, s, markup.Options{Theme: o.Theme, Part: true}); err != nil {
		return err
	}
	p.rest()
	return b.Flush()
}

type page struct {
	b *bufio.Writer
	v *view.View
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p.b, format, args...) }

// word is a fixed word, escaped.
func (p *page) word(key string) string { return markup.Escape(p.v.Word(key)) }

// text makes a text of the data safe.
func text(s string) string { return markup.Escape(scene.Clean(s)) }

// head opens the page up to the picture. The policy lets nothing run or load but the
// script and the styles that are in the page.
func (p *page) head(s *scene.Scene, o Options) {
	sum := sha256.Sum256([]byte(script))
	theme := ""
	if o.Theme != "" {
		theme = fmt.Sprintf(` data-theme="%s"`, markup.Escape(o.Theme))
	}
	p.printf(`<!DOCTYPE html>
<html lang="%s"%s>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>
%s</style>
</head>
<body>
<header>
<h1>%s</h1>
<p>%s</p>
<div class="tools" hidden>
<button type="button" id="in" aria-label="%s" title="%s">+</button>
<button type="button" id="out" aria-label="%s" title="%s">−</button>
<button type="button" id="whole">%s</button>
<span class="keys">%s</span>
</div>
</header>
<main>
<div class="stage">
<section id="picture" aria-label="%s">
`, s.Lang, theme, base64.StdEncoding.EncodeToString(sum[:]), markup.Escape(s.Title), style, markup.Escape(s.Title), markup.Escape(scene.Subtitle(p.v)),
		p.word("zoom-in"), p.word("zoom-in"), p.word("zoom-out"), p.word("zoom-out"), p.word("fit"), p.word("help"), markup.Escape(s.Title))
}

// rest closes the page: what is said of a party when one asks, all of it as text, the
// script.
func (p *page) rest() {
	p.printf("</section>\n<aside id=\"said\" aria-live=\"polite\" hidden><button type=\"button\" id=\"close\" aria-label=\"%s\">×</button><div></div></aside>\n</div>\n", p.word("close"))
	p.twin()
	p.printf("</main>\n<script>%s</script>\n</body>\n</html>\n", script)
}
