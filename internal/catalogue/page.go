package main

import (
	"slices"
	"strconv"
	"strings"

	"longarm/data"
	"longarm/graph/law"
	"longarm/queries"
)

// page writes the catalogue in the language of its context, as Markdown.
type page struct {
	c *queries.Context
	b strings.Builder
}

func (p *page) say(id string, args ...any) string { return p.c.Voice.Say(id, args...) }
func (p *page) code(family string, code string) string {
	return p.c.Voice.Code(family, code)
}

func (p *page) line(parts ...string) {
	for _, s := range parts {
		p.b.WriteString(s)
	}
	p.b.WriteByte('\n')
}

// row writes a line of a table.
func (p *page) row(cells ...string) { p.line("| ", strings.Join(cells, " | "), " |") }

// head writes the first two lines of a table; columns from `right` on are aligned right.
func (p *page) head(right int, cells ...string) {
	p.row(cells...)
	rule := make([]string, len(cells))
	for i := range rule {
		rule[i] = "---"
		if i >= right {
			rule[i] = "---:"
		}
	}
	p.line("|", strings.Join(rule, "|"), "|")
}

func (p *page) write() {
	covered := coverage(p.c.Catalogue)
	all := counts{}
	for _, l := range p.c.Catalogue.Laws {
		all.add(l)
	}
	p.line("<!-- Generated from data/laws by `go generate ./internal/catalogue`. Do not edit. -->")
	p.line()
	p.line("# ", p.say("catalogue.title"))
	p.line()
	p.line(p.say("catalogue.intro", "Laws", strconv.Itoa(all.laws), "Places", strconv.Itoa(len(covered)), "Grounds", strconv.Itoa(all.grounds),
		"Rules", strconv.Itoa(len(p.c.Catalogue.Rules())), "Release", data.Release))
	p.line()
	p.line(p.say("catalogue.links"))
	p.line()
	p.coverage(covered, all)
	for _, k := range covered {
		p.line("## ", p.c.Place(k.place), " (", strconv.Itoa(len(k.laws)), ")")
		p.line()
		for _, l := range k.laws {
			p.law(l)
		}
	}
}

func (p *page) coverage(list []covered, all counts) {
	p.line("## ", p.say("catalogue.coverage"))
	p.line()
	p.line(p.say("catalogue.coverage-note"))
	p.line()
	p.head(2, p.say("catalogue.place"), p.say("catalogue.power"), p.say("catalogue.laws"), p.say("catalogue.grounds"),
		p.code("confidence", "settled"), p.code("confidence", "arguable"), p.code("confidence", "contested"),
		p.say("catalogue.yes"), p.say("catalogue.partly"), p.say("catalogue.no"), p.say("catalogue.unchecked"))
	numbers := func(n counts) []string {
		var out []string
		for _, x := range []int{n.laws, n.grounds, n.settled, n.arguable, n.contested, n.yes, n.partly, n.no, n.unchecked} {
			s := "–"
			if x > 0 {
				s = strconv.Itoa(x)
			}
			out = append(out, s)
		}
		return out
	}
	for _, k := range list {
		p.row(append([]string{"**" + literal(p.c.Place(k.place)) + "**", "**" + p.say("catalogue.all") + "**"}, numbers(k.all)...)...)
		for _, n := range k.powers {
			p.row(append([]string{"", p.code("power", string(n.power))}, numbers(n.counts)...)...)
		}
	}
	p.row(append([]string{"**" + p.say("catalogue.everywhere") + "**", "**" + p.say("catalogue.all") + "**"}, numbers(all)...)...)
	p.line()
}

// law writes one law: what it is, its grounds, its rules.
func (p *page) law(l *law.Law) {
	lang := p.c.Lang()
	p.line("### ", literal(l.Short.In(lang)))
	p.line()
	p.line("`", l.ID, "`", p.mark(), " ", literal(l.Title.In(lang)))
	p.line()
	citation := literal(l.Citation.In(lang))
	if l.URL != "" {
		citation = "[" + citation + "](<" + l.URL + ">)"
	}
	p.item("label.citation", citation)
	p.item("label.status", p.status(l))
	p.item("label.powers", p.codes("power", l.Powers))
	p.item("catalogue.reviewed", l.LastReviewed.String())
	for _, r := range l.Rules {
		p.item("catalogue.rule", "`"+r.ID+"`, "+literal(r.Name.In(lang))+p.mark()+" "+p.test(r.Test))
	}
	p.line()
	p.head(99, p.say("catalogue.ground"), p.say("catalogue.effect"), p.say("catalogue.via"), p.say("catalogue.firmness"), p.say("catalogue.decides"),
		p.say("catalogue.section"))
	for _, r := range l.Rows {
		p.ground(r)
	}
	p.line()
}

func (p *page) ground(r *law.Row) {
	id := "`" + r.ID + "`"
	switch {
	case r.Excludes:
		id += " (" + p.say("label.excludes-short") + ")"
	case r.Sense != law.NoSense:
		id += " (" + p.code("sense", string(r.Sense)) + ")"
	}
	effect := p.code("effect", string(r.Effect))
	if r.Activation == law.Latent || r.Activation == law.Pending {
		effect += ", " + p.code("activation", string(r.Activation))
	}
	section := literal(r.Section.In(p.c.Lang()))
	if unchecked(r) {
		section += " (" + p.say("unverified") + ")"
	}
	p.row(id, effect, p.code("via", string(r.Via)), p.code("confidence", string(r.Confidence)), p.code("catalogue", string(r.Computable)), section)
}

func (p *page) item(label, text string) { p.line("- **", p.say(label), "** ", text) }

// mark is the colon of the language.
func (p *page) mark() string { return p.say("colon") }

func (p *page) codes(family string, list []law.Power) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = p.code(family, string(x))
	}
	return strings.Join(out, ", ")
}

// status is where a law stands by its file, with its days.
func (p *page) status(l *law.Law) string {
	s := p.code("law-status", string(l.Status))
	if d := l.InForce.From; d != 0 {
		s += ", " + p.say("dates.from", "From", d.String())
	}
	if d := l.InForce.To; d != 0 {
		s += ", " + p.say("dates.until", "To", d.String())
	}
	for _, k := range l.InForce.Suspended {
		s += ", " + p.say("catalogue.suspended", "From", k.From.String(), "To", k.To.String())
	}
	if d := l.StatusKnownTo; d != 0 {
		s += ", " + p.say("status-known-to", "Date", d.String())
	}
	return s
}

// test is the figure of a rule and how it counts indirect holdings.
func (p *page) test(t *law.Test) string {
	if !t.HasThreshold {
		return p.say("by-control")
	}
	percent := t.Threshold.String() + "\u00a0%"
	if p.c.Lang() == "fr" {
		percent = strings.ReplaceAll(percent, ".", ",")
	}
	s := p.say("short-test", "Than", string(t.Comparison), "Percent", percent, "Reading", p.code("short-reading", t.Reading))
	if t.Reading != "control" && slices.ContainsFunc(t.Limbs, func(l string) bool { return l != "plurality" }) { // which narrows
		s = p.say("short-test.or-control", "Test", s)
	}
	return literal(s)
}

// literal keeps a text from being read as Markdown.
func literal(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "\n", " ").Replace(s)
}
