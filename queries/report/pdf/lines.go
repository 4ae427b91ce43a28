package pdf

import (
	"strings"

	"longarm/queries/report/page"
)

// piece is a stretch of one line in one style.
type piece struct {
	text  string
	style string // "", "B", "I" or "BI"
	to    string // anchor in the document
	url   string
	width float64
	glued bool // no line breaks before it
}

// styleOf is the style of a run.
func styleOf(r *page.Run) string {
	s := ""
	if r.Bold {
		s = "B"
	}
	if r.Italic {
		s += "I"
	}
	return s
}

// measure is the width of a text in millimetres; texts come back often.
func (w *writer) measure(s, style string, size float64) float64 {
	key := style + "\n" + s
	perPoint, ok := w.width[key]
	if !ok {
		w.font(style, 10)
		perPoint = w.pdf.GetStringWidth(s) / 10
		w.width[key] = perPoint
	}
	return perPoint * size
}

// lines breaks runs into lines of at most width. A word longer than a line is cut.
func (w *writer) lines(runs []page.Run, width, size float64) [][]piece {
	var out [][]piece
	var line []piece
	used := 0.0
	flush := func() {
		for len(line) > 0 && strings.TrimSpace(line[len(line)-1].text) == "" {
			line = line[:len(line)-1]
		}
		out = append(out, line)
		line, used = nil, 0
	}
	words := w.words(runs, size)
	for i := 0; i < len(words); {
		// a word with everything glued to it is placed as one
		last := i + 1
		need := words[i].width
		for last < len(words) && words[last].glued {
			need += words[last].width
			last++
		}
		if words[i].text == "\n" {
			flush()
			i = last
			continue
		}
		blank := strings.TrimSpace(words[i].text) == ""
		switch {
		case blank && len(line) == 0:
		case used+need <= width || blank:
			line, used = append(line, words[i:last]...), used+need
		case need <= width:
			flush()
			line, used = append(line, words[i:last]...), need
		default: // longer than a line: cut where it must be
			for _, p := range words[i:last] {
				for _, part := range w.cut(p, width, used, size) {
					if used+part.width > width && len(line) > 0 {
						flush()
					}
					line, used = append(line, part), used+part.width
				}
			}
		}
		i = last
	}
	if len(line) > 0 || len(out) == 0 {
		flush()
	}
	return out
}

// unbroken keeps a sign with the figure or word it belongs to, as French sets it.
var unbroken = strings.NewReplacer(" %", "\u00a0%", " :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", "« ", "«\u00a0", " »", "\u00a0»")

// words splits runs where a line may break: at spaces. What stands directly beside the end of another run is glued to it.
func (w *writer) words(runs []page.Run, size float64) []piece {
	var out []piece
	glue := false
	for i := range runs {
		r := &runs[i]
		style := styleOf(r)
		rest := w.printable(unbroken.Replace(r.Text))
		for rest != "" {
			n := strings.IndexAny(rest, " \n")
			word := rest
			switch {
			case n == 0:
				word = rest[:1]
			case n > 0:
				word = rest[:n]
			}
			rest = rest[len(word):]
			p := piece{text: word, style: style, to: r.To, url: r.URL}
			if word == "\n" || word == " " {
				glue = false
			}
			p.glued = glue
			if word != "\n" {
				p.width = w.measure(word, style, size)
			}
			out = append(out, p)
			glue = word != " " && word != "\n"
		}
	}
	return out
}

// cut cuts a piece into parts that fit a line; the first fits what is left of one.
func (w *writer) cut(p piece, width, used, size float64) []piece {
	var out []piece
	room := width - used
	runes := []rune(p.text)
	start, sum := 0, 0.0
	for i, r := range runes {
		one := w.measure(string(r), p.style, size)
		if sum+one > room && i > start {
			end := seam(runes[start:i], len(out) == 0 && used > 0) + start
			part := p
			part.text = string(runes[start:end])
			part.width = w.measure(part.text, p.style, size)
			if end > start {
				out = append(out, part)
			} else if used > 0 {
				out = append(out, piece{}) // nothing of it on the line begun
			}
			sum = w.measure(string(runes[end:i]), p.style, size)
			start, room = end, width
		}
		sum += one
	}
	part := p
	part.text, part.width = string(runes[start:]), sum
	return append(out, part)
}

// seam is where the runes that fit a line break best: after a sign that parts an address
// or a long word, or behind the last of them where there is none. What stands on a line
// begun already may also move to the next as a whole.
func seam(fits []rune, begun bool) int {
	for i := len(fits) - 1; i > len(fits)/3; i-- {
		if strings.ContainsRune("/-_.?&=,;)", fits[i]) {
			return i + 1
		}
	}
	if begun {
		return 0
	}
	return len(fits)
}

// paragraph lays lines out below each other, over pages where it must.
func (w *writer) paragraph(runs []page.Run, x, width, size float64) {
	h := size * point * spacing
	lines := w.lines(runs, width, size)
	if len(lines) > 1 && w.y+2*h > floor {
		w.newPage()
	}
	for i, l := range lines {
		if w.y+h > floor || len(lines) > 3 && i == len(lines)-2 && w.y+2*h > floor { // no single line at the head of a page
			w.newPage()
		}
		w.line(l, x, w.y, size)
		w.y += h
	}
}

// line writes the pieces of a line from x on, its top at y.
func (w *writer) line(l []piece, x, y, size float64) {
	base := y + size*point*1.02
	w.seen.ink(w.pdf.PageNo(), 1, x+lineWidth(l), w.wide)
	for i := 0; i < len(l); {
		p := l[i]
		text, width := p.text, p.width
		last := i + 1
		for last < len(l) && l[last].style == p.style && l[last].to == p.to && l[last].url == p.url {
			text, width = text+l[last].text, width+l[last].width
			last++
		}
		w.font(p.style, size)
		linked := p.to != "" || strings.HasPrefix(p.url, "https://") || strings.HasPrefix(p.url, "http://")
		if linked {
			r, g, b := w.pdf.GetTextColor()
			w.pdf.SetTextColor(11, 74, 143)
			w.pdf.Text(x, base, text)
			w.pdf.SetTextColor(r, g, b)
			h := size * point * spacing
			if p.to != "" {
				w.pdf.Link(x, y, width, h, w.link(p.to))
			} else {
				w.pdf.LinkString(x, y, width, h, p.url)
			}
		} else {
			w.pdf.Text(x, base, text)
		}
		x += width
		i = last
	}
}
