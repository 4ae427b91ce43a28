package text

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/queries"
)

// say is Voice.Say.
func (r *renderer) say(id string, args ...any) string { return r.v.Say(id, args...) }

// colon and mark are ": " and ":" as the language writes them.
func (r *renderer) colon() string { return r.say("colon") + " " }
func (r *renderer) mark() string  { return r.say("colon") }

// semicolon is "; " as the language writes it.
func (r *renderer) semicolon() string { return r.say("clause-joint") + " " }

// name is the display name of an entity, safe beside other text.
func (r *renderer) name(id graph.EntityID) string { return Name(r.c.Name(id)) }

func (r *renderer) names(ids []graph.EntityID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = r.name(id)
	}
	return r.v.List(out, false)
}

// number puts a decimal in the language's writing: 5,18 in French.
func (r *renderer) number(s string) string {
	if r.v.Lang() == "fr" {
		return strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// percentage finds the decimal point of a figure in prose: before a per cent sign,
// a dash or the word point, so that a version number stays what it is.
var percentage = regexp.MustCompile(`(\d)\.(\d+)( ?%|–| point)`)

// prose puts the figures of a sentence in the language's writing.
func (r *renderer) prose(s string) string {
	if r.v.Lang() != "fr" || !strings.Contains(s, ".") {
		return s
	}
	return percentage.ReplaceAllString(s, "$1,$2$3")
}

func (r *renderer) span(s *ownership.Range) string {
	if s == nil {
		return "–"
	}
	return r.number(shortRange(*s))
}

// shortRange prints a range with at most four decimals, marking what it cut with
// "≈"; the JSON has all nine. The ends of a band are rounded, and told as one figure
// when they are the same then.
func shortRange(s ownership.Range) string {
	if !s.IsExact() {
		return shortBand(s)
	}
	text := s.String()
	var b strings.Builder
	cutAny := false
	digits, after := 0, false
	for _, c := range text {
		switch {
		case c == '.':
			after, digits = true, 0
		case c >= '0' && c <= '9':
			if after {
				if digits++; digits > 4 {
					cutAny = true
					continue
				}
			}
		default:
			after = false
		}
		b.WriteRune(c)
	}
	if !cutAny {
		return b.String()
	}
	return "≈" + b.String()
}

func shortBand(s ownership.Range) string {
	cut := ""
	short := func(x *big.Rat) string {
		text := x.FloatString(4)
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		if text != ownership.FormatPercent(x) {
			cut = "≈"
		}
		return text
	}
	lo, hi := short(s.Min), short(s.Max)
	if lo == hi && !s.MinOpen && !s.MaxOpen {
		return "≈" + lo + " %"
	}
	if s.MinOpen {
		lo = ">" + lo
	}
	if s.MaxOpen {
		hi = "<" + hi
	}
	return cut + lo + "–" + hi + " %"
}

func (r *renderer) percent(p graph.Percent) string { return r.number(p.String()) + " %" }

// noBreak is a space no line breaks at.
const noBreak = "\u00a0"

// law is the jurisdiction and short name of a law: "US CLOUD Act".
func (r *renderer) law(f *queries.Finding) string {
	return f.Jurisdiction + noBreak + strings.TrimPrefix(r.c.LawName(f.Law), f.Jurisdiction+" ")
}

// shortLaw is the short name without the jurisdiction.
func (r *renderer) shortLaw(f *queries.Finding) string {
	return strings.TrimPrefix(r.c.LawName(f.Law), f.Jurisdiction+" ")
}

func (r *renderer) verdict(f *queries.Finding) string {
	if f.Status != "" {
		return r.v.Code("status", string(f.Status))
	}
	return r.v.Code("verdict", string(f.Verdict))
}

// fullVerdict adds why it is undetermined, or that it is latent.
func (r *renderer) fullVerdict(f *queries.Finding) string {
	s := r.verdict(f)
	switch {
	case f.Because != "":
		s += " (" + r.v.Code("because", string(f.Because)) + ")"
	case f.Verdict == exposure.Reached && f.Activation == law.Pending:
		s += ", " + r.v.Code("activation", string(f.Activation)) + " (" + r.pendingFrom(f) + ")"
	case f.Verdict == exposure.Reached && f.Activation != law.Active && f.Activation != "":
		s += ", " + r.v.Code("activation", string(f.Activation))
	}
	return s
}

// header adds what every answer ends with: remarks on the data and what is taken
// for granted.
func (r *renderer) header(p *page, h *queries.Header) {
	if len(h.Flags) == 0 && len(h.Assumptions) == 0 {
		return
	}
	p.space()
	for _, a := range h.Assumptions {
		p.add(item{label: r.say("label.assumed"), text: a.Text, tone: faint})
	}
	for _, line := range r.flags(h.Flags) {
		p.add(item{label: r.say("label.flag"), text: line, tone: warn})
	}
}

// flags says each remark once; old sources are counted in one line.
func (r *renderer) flags(list []graph.Flag) []string {
	var out []string
	var stale []graph.EntityID
	links := 0
	for _, f := range list {
		if f.Kind != graph.StaleClaim {
			if line := r.flag(f); !slices.Contains(out, line) {
				out = append(out, line)
			}
			continue
		}
		links++
		if !slices.Contains(stale, f.Entity) {
			stale = append(stale, f.Entity)
		}
	}
	if links > 0 {
		out = append(out, r.say("flag.stale-links", "N", links, "Who", r.names(stale[:min(len(stale), 4)])))
	}
	return out
}

// flag says a remark in the language asked. The English message carries figures
// and stands for itself; French names the remark and the entity, with the sums or
// the claims that show it.
func (r *renderer) flag(f graph.Flag) string {
	if r.v.Lang() == "en" {
		return f.Message
	}
	text := r.v.Code("flag", string(f.Kind))
	if f.Entity == "" {
		return text
	}
	text += r.colon() + r.name(f.Entity)
	if len(f.Claims) > 0 {
		return text + " [" + joinClaims(f.Claims) + "]"
	}
	if f.Kind == graph.SumAboveHundred && r.c.Graph.Entity(f.Entity) != nil {
		var sums []string
		for _, b := range []graph.Basis{graph.Capital, graph.Votes} {
			t := r.c.Graph.CapTable(f.Entity, b)
			if _, above := t.AboveHundred(); !above {
				continue
			}
			sum := r.number(t.LowerSum().String()) + " % " + r.v.Code("of-basis", string(b))
			if t.LowerSum() == graph.Hundred {
				sum = "> " + sum
			}
			sums = append(sums, sum)
		}
		if len(sums) > 0 {
			text += " (" + r.v.List(sums, false) + ")"
		}
	}
	return text
}

// disclaimer is the sentence printed with every answer about a provider.
func (r *renderer) disclaimer(p *page) {
	p.space()
	p.note(r.say("disclaimer"))
}

// day writes a day as prose of the language has it.
func (r *renderer) day(s string) string {
	if s == "" {
		return ""
	}
	return r.say("day", "Date", s)
}

// source cites a publication: title, date, address.
func (r *renderer) source(s *queries.SourceBrief) string {
	if s == nil {
		return r.say("no-source")
	}
	var parts []string
	for _, x := range []string{s.Title, s.Citation, r.day(s.Date), s.URL} {
		switch n := len(parts); {
		case x == "":
		case n == 1 && strings.Contains(x, parts[0]): // a citation that repeats the title
			parts[0] = x
		default:
			parts = append(parts, x)
		}
	}
	if len(parts) == 0 {
		return string(s.ID)
	}
	return strings.Join(parts, ", ")
}

// dates says when a claim holds.
func (r *renderer) dates(k *queries.Claim) string {
	switch {
	case k.From != 0 && k.To != 0:
		return r.say("dates.between", "From", k.From.String(), "To", k.To.String())
	case k.From != 0:
		return r.say("dates.from", "From", k.From.String())
	case k.To != 0:
		return r.say("dates.until", "To", k.To.String())
	case k.AsOf != 0:
		return r.say("dates.observed", "AsOf", k.AsOf.String())
	}
	return r.say("dates.undated")
}

// claim cites one claim on one line: its id, voice, dates, evidence, source and the
// source's words. On a page that numbers its sources the number stands for the
// source.
func (r *renderer) claim(k *queries.Claim) string {
	s := string(k.ID) + ", " + r.v.Code("assertion", string(k.Assertion)) + ", " + r.dates(k) + ", " +
		r.say("evidence", "Grade", r.v.Code("grade", k.Evidence.String()))
	if k.Quote != "" {
		s += ", " + r.say("quote", "Text", k.Quote)
	}
	if k.Source != nil && r.numbers[k.Source.ID] > 0 {
		return s + " [" + strconv.Itoa(r.numbers[k.Source.ID]) + "]"
	}
	return s + r.colon() + r.source(k.Source)
}

// number gives every source of a page its number, in their order.
func (r *renderer) numberSources(list []queries.SourceBrief) {
	r.numbers = map[graph.SourceID]int{}
	for i, s := range list {
		r.numbers[s.ID] = i + 1
	}
}

// sourceList lists the numbered sources of a page.
func (r *renderer) sourceList(p *page, list []queries.SourceBrief) {
	if len(list) == 0 {
		return
	}
	p.space()
	p.add(heading{text: r.say("sources.head"), tone: strong, level: 2})
	for i := range list {
		p.add(item{label: "[" + strconv.Itoa(i+1) + "]", text: Safe(r.source(&list[i])), indent: 1, tone: faint})
	}
}

func (r *renderer) claimByID(id graph.ClaimID) string {
	k := r.c.Claim(id)
	return r.prose(Safe(k.Text)) + " (" + Safe(r.claim(&k)) + ")"
}
