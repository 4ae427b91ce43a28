package sec

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// page is what matters of an HTML page: the lines before its tables, and their rows.
type page struct {
	before []string
	rows   []row
	line   int // where reading stopped
}

// maxRows bounds the rows of a page.
const maxRows = 100_000

var (
	leftPadding = regexp.MustCompile(`(?i)(?:padding-left|margin-left|text-indent)\s*:\s*(-?[0-9.]+)\s*(pt|px|em|in)?`)
	allPadding  = regexp.MustCompile(`(?i)padding\s*:\s*([^;]+)`)
	hidden      = regexp.MustCompile(`(?i)display\s*:\s*none`)
)

// readPage reads tags and texts one by one; nothing is executed, fetched or nested.
func readPage(ctx context.Context, r io.Reader) (*page, error) {
	p := &pageReader{page: page{line: 1}}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(source.MaxRecord)
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return &p.page, ctx.Err()
		}
		kind := z.Next()
		line := p.line
		p.line += bytes.Count(z.Raw(), []byte{'\n'})
		var err error
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return &p.page, err
			}
			p.endCell()
			p.endLine()
			return &p.page, nil
		case html.TextToken:
			err = p.said(z)
		case html.StartTagToken:
			tag, style := opened(z)
			if tag == "script" || tag == "style" {
				p.unshown = true
			}
			err = p.begin(tag, style, line)
		case html.SelfClosingTagToken:
			tag, style := opened(z)
			err = p.begin(tag, style, line)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		}
		if err != nil {
			return &p.page, err
		}
	}
}

// pageReader is a page as far as it has been read.
type pageReader struct {
	page
	text    strings.Builder // of the cell or line that is read
	current *row
	inCell  bool
	skip    bool    // within a cell that is not shown
	unshown bool    // within a script or a style
	indent  float64 // of the cell
	pending float64 // of what stands before its text
	tables  int
	size    int // bytes of text
}

// endLine keeps the line that was read, when it stands before the tables.
func (p *pageReader) endLine() {
	if s := tidy(p.text.String()); s != "" && p.tables == 0 && len(p.before) < 200 {
		p.before = append(p.before, s)
	}
	p.text.Reset()
}

// endCell keeps the cell that was read, when it is shown and not empty.
func (p *pageReader) endCell() {
	if p.inCell && p.current != nil {
		raw := p.text.String()
		if s := tidy(raw); s != "" && !p.skip {
			if len(p.current.cells) == 0 {
				p.current.indent = p.indent + p.pending + leading(raw)
			}
			p.current.cells = append(p.current.cells, s)
		}
	}
	p.text.Reset()
	p.inCell, p.skip = false, false
}

func (p *pageReader) said(z *html.Tokenizer) error {
	if p.unshown {
		return nil
	}
	if p.size += len(z.Raw()); p.size > 4*source.MaxRecord {
		return graph.Fault("a page of more text than any list of subsidiaries has", "une page de plus de texte que n’en a aucune liste de filiales")
	}
	p.text.Write(z.Text())
	return nil
}

// opened is the name of a tag that begins, and its style.
func opened(z *html.Tokenizer) (tag, style string) {
	name, more := z.TagName()
	tag = string(name)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if string(key) == "style" {
			style = string(value)
		}
	}
	return tag, style
}

// begin reads a tag that begins on a line.
func (p *pageReader) begin(tag, style string, line int) error {
	switch tag {
	case "table":
		if p.tables == 0 {
			p.endLine()
		}
		p.tables++
	case "tr":
		p.endCell()
		if len(p.rows) >= maxRows {
			return graph.Fault("more than 100000 rows; no list of subsidiaries has them", "plus de 100000 lignes ; aucune liste de filiales n’en a autant")
		}
		p.rows = append(p.rows, row{line: line})
		p.current = &p.rows[len(p.rows)-1]
	case "td", "th":
		p.endCell()
		p.inCell, p.skip, p.indent, p.pending = true, hidden.MatchString(style), padding(style), 0
	case "div", "p", "span", "font":
		if p.inCell && strings.TrimSpace(p.text.String()) == "" {
			p.pending += padding(style)
		}
		if tag == "div" || tag == "p" {
			p.breakLine()
		}
	case "br":
		p.breakLine()
	}
	return nil
}

// breakLine ends a line of text; within a cell it parts words only.
func (p *pageReader) breakLine() {
	if p.inCell {
		p.text.WriteByte(' ')
	} else {
		p.endLine()
	}
}

// end reads a tag that ends.
func (p *pageReader) end(tag string) {
	switch tag {
	case "script", "style":
		p.unshown = false
	case "td", "th", "tr":
		p.endCell()
	case "table":
		p.endCell()
		p.current = nil
	case "div", "p":
		if !p.inCell {
			p.endLine()
		}
	}
}

// tidy is a text with one space between its words.
func tidy(text string) string {
	text = html.UnescapeString(text)
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u200b", "")), " ")
}

// leading is the width of the spaces that do not break before a text, in points.
func leading(raw string) float64 {
	n := 0
	for _, c := range html.UnescapeString(strings.TrimLeft(raw, " \t\r\n")) {
		switch c {
		case '\u00a0', '\u2003', '\u2002':
			n++
		case ' ', '\n', '\t', '\r':
		default:
			return float64(n) * 2.25
		}
	}
	return 0
}

// padding is what a style sets before a text, in points.
func padding(style string) float64 {
	total := 0.0
	if m := allPadding.FindStringSubmatch(style); m != nil {
		sides := strings.Fields(m[1])
		left := ""
		switch len(sides) {
		case 1:
			left = sides[0]
		case 2, 3:
			left = sides[1]
		case 4:
			left = sides[3]
		}
		at := strings.TrimLeft(left, "-0123456789.")
		total += points(strings.TrimSuffix(left, at), at)
	}
	for _, m := range leftPadding.FindAllStringSubmatch(style, 4) {
		total += points(m[1], m[2])
	}
	return total
}

func points(number, unit string) float64 {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < -1000 || n > 1000 {
		return 0
	}
	switch strings.ToLower(unit) {
	case "px":
		return n * 0.75
	case "em":
		return n * 10
	case "in":
		return n * 72
	}
	return n
}

var (
	exhibitNumber = regexp.MustCompile(`(?i)^(exhibit|ex)[\s.-]*(no\.?\s*)?21[0-9.()a-z]*$`)
	listTitle     = regexp.MustCompile(`(?i)^((list of|significant|principal|material|certain)\s+)*(subsidiaries|list)(\s+(of|list))*(\s+the)?(\s+(registrant|company))?:?\s*`)
	asOfDay       = regexp.MustCompile(`(?i)(?:as of|at)?\s*(january|february|march|april|may|june|july|august|september|october|november|december) (\d{1,2}), (\d{4})`)
)

// registrant is who the heading names: the first short line that is neither the
// exhibit's number nor its title.
func (p *page) registrant() string {
	for _, line := range p.before {
		if exhibitNumber.MatchString(line) {
			continue
		}
		line = strings.TrimSpace(strings.TrimPrefix(line, listTitle.FindString(line)))
		line = cleanName(strings.TrimSuffix(line, "Subsidiaries"))
		if line == "" || len(line) > 80 || asOfDay.MatchString(line) || strings.EqualFold(line, "document") || strings.HasSuffix(line, ".") && strings.Count(line, " ") > 8 {
			continue
		}
		return line
	}
	return ""
}

// asOf is the day that the heading speaks of.
func (p *page) asOf() graph.Date {
	lines := p.before
	for _, r := range p.rows[:min(3, len(p.rows))] {
		lines = append(lines[:len(lines):len(lines)], r.cells...)
	}
	for _, line := range lines {
		if m := asOfDay.FindStringSubmatch(line); m != nil {
			if d := day(pad(m[2]) + "-" + strings.ToUpper(m[1][:3]) + "-" + m[3]); d != 0 {
				return d
			}
		}
	}
	return 0
}

func pad(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}
