package html

import (
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/export/internal/markup"
	"longarm/graph/export/internal/scene"
	"longarm/graph/view"
)

// twin writes the picture as text: the parties with their links, the links with what
// they rest on, the sources, the notes.
func (p *page) twin() {
	v := p.v
	p.printf("<section id=\"twin\">\n<h2>%s</h2>\n<h3>%s</h3>\n<ul class=\"nodes\">\n", p.word("text-twin"), p.word("nodes"))
	for i := range v.Nodes() {
		p.node(i, &v.Nodes()[i])
	}
	p.printf("</ul>\n<h3>%s</h3>\n<ul class=\"edges\">\n", p.word("edges"))
	for i := range v.Edges() {
		p.edge(i, &v.Edges()[i])
	}
	p.printf("</ul>\n")
	if len(v.Sources) > 0 {
		p.printf("<h3>%s</h3>\n<ol class=\"sources\">\n", p.word("sources"))
		for i := range v.Sources {
			p.source(i, &v.Sources[i])
		}
		p.printf("</ol>\n")
	}
	if len(v.Notes) > 0 {
		p.printf("<h3>%s</h3>\n<ul>\n", p.word("notes"))
		for _, n := range v.Notes {
			p.printf("<li>%s</li>\n", text(n))
		}
		p.printf("</ul>\n")
	}
	p.printf("<p class=\"disclaimer\">%s</p>\n</section>\n", text(v.Disclaimer))
}

func (p *page) node(i int, n *view.Node) {
	lines := strings.Split(scene.NodeTitle(p.v, n), "\n")
	p.printf("<li id=\"tn%d\"><b>%s</b>", i, markup.Escape(lines[0]))
	p.lines(lines[1:])
	p.claims(n.Claims)
	var near []string
	for k := range p.v.Edges() {
		e := &p.v.Edges()[k]
		if e.From == n.ID || e.To == n.ID {
			near = append(near, "<li><a href=\"#te"+itoa(k)+"\">"+markup.Escape(scene.EdgeName(p.v, e))+"</a></li>")
		}
	}
	if len(near) > 0 {
		p.printf("<ul>%s</ul>", strings.Join(near, ""))
	}
	p.printf("</li>\n")
}

// lines writes lines as a list, those that begin with spaces below the one before.
func (p *page) lines(list []string) {
	if len(list) == 0 {
		return
	}
	p.printf("<ul>")
	open, below := false, false
	for _, l := range list {
		inner := strings.HasPrefix(l, "  ") && open
		switch {
		case inner && !below:
			p.printf("<ul>")
		case !inner && below:
			p.printf("</ul></li>")
		case open:
			p.printf("</li>")
		}
		p.printf("<li>%s", markup.Escape(strings.TrimSpace(l)))
		open, below = true, inner
	}
	if below {
		p.printf("</li></ul>")
	}
	p.printf("</li></ul>")
}

func (p *page) edge(i int, e *view.Edge) {
	p.printf("<li id=\"te%d\"><b>%s</b><ul>", i, markup.Escape(scene.EdgeName(p.v, e)))
	for k := range e.Interests {
		one := &e.Interests[k]
		said := one.Text
		if said == "" {
			said = one.Label
		}
		p.printf("<li>%s", text(said))
		p.claims(one.Claims)
		p.printf("</li>")
	}
	for k := range e.Reaches {
		r := &e.Reaches[k]
		p.printf("<li>%s%s %s%s %s", text(r.Jurisdiction+" "+r.Name), p.word("colon"), text(r.EffectIn), p.word("colon"), text(r.Words))
		if r.Trigger != "" {
			p.printf(" [%s]", text(r.Trigger))
		}
		p.lines(cleaned(r.Missing))
		p.claims(r.Claims)
		p.printf("</li>")
	}
	p.printf("</ul></li>\n")
}

func cleaned(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = scene.Clean(s)
	}
	return out
}

// claims cites what something rests on.
func (p *page) claims(ids []graph.ClaimID) {
	if len(ids) == 0 {
		return
	}
	p.printf("<ul class=\"claims\">")
	for _, id := range ids {
		c := p.v.Claim(id)
		if c == nil {
			p.printf("<li>%s</li>", text(string(id)))
			continue
		}
		p.printf("<li>%s, %s, %s, %s%s %s", text(string(c.ID)), text(c.Voice), text(c.Dates), p.word("evidence"), p.word("colon"), text(c.Grade))
		if c.Quote != "" {
			p.printf(", <q>%s</q>", text(c.Quote))
		}
		if s, n := p.v.Source(c.Source); s != nil {
			p.printf(" <a href=\"#s%d\">[%d]</a>", n, n)
		}
		p.printf("</li>")
	}
	p.printf("</ul>")
}

func (p *page) source(i int, s *view.Source) {
	p.printf("<li id=\"s%d\">", i+1)
	title := s.Title
	if title == "" {
		title = s.Citation
	}
	if title == "" {
		title = string(s.ID)
	}
	if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
		p.printf("<a href=\"%s\" rel=\"noreferrer noopener\">%s</a>", text(s.URL), text(title))
	} else {
		p.printf("%s", text(title))
	}
	for _, x := range []string{s.Citation, s.Date} {
		if x != "" && x != title {
			p.printf(", %s", text(x))
		}
	}
	p.printf("</li>\n")
}

func itoa(n int) string { return strconv.Itoa(n) }
