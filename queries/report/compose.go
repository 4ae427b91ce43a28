package report

import (
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// Compose lays a dossier out as a document, in the language of the context. The
// context is the one the dossier was built from.
func Compose(c *queries.Context, d *Dossier) *page.Document {
	w := &composer{c: c, d: d, p: text.NewPhrases(c), cited: map[graph.ClaimID]int{}, lawAt: map[string]int{}}
	return w.document()
}

// composer writes the sections of one document and numbers what they cite, in the
// order in which a reader meets it.
type composer struct {
	c *queries.Context
	d *Dossier
	p *text.Phrases

	cited map[graph.ClaimID]int
	order []graph.ClaimID
	lawAt map[string]int
	laws  []string
	// told are long passages that are not repeated: where they first stand.
	told map[string]string
}

// number lays the document out once to number what it cites, and lists it.
func (b *builder) number() error {
	w := &composer{c: b.c, d: b.d, p: b.p, cited: map[graph.ClaimID]int{}, lawAt: map[string]int{}}
	w.document()
	return b.list(w)
}

// list keeps what a composer cited: statements, laws and sources by their numbers.
func (b *builder) list(w *composer) error {
	b.d.Statements, b.d.Laws = []Statement{}, []CitedLaw{}
	for i, id := range w.order {
		k := Statement{Number: i + 1, Claim: b.c.Claim(id), Private: b.private(id)}
		b.d.Statements = append(b.d.Statements, k)
		if day := vouched(&k.Claim); day != 0 && (b.d.Made.OldestFact == 0 || day < b.d.Made.OldestFact) {
			b.d.Made.OldestFact = day
		}
	}
	for i, id := range w.laws {
		l, err := queries.Laws(b.c, queries.Params{Args: []string{id}})
		if err != nil {
			return err
		}
		b.d.Laws = append(b.d.Laws, CitedLaw{Number: i + 1, LawBrief: l.Detail.LawBrief, Sources: l.Detail.Sources})
	}
	b.sources()
	return nil
}

// say is a message of the dossier.
func (w *composer) say(id string, args ...any) string { return w.c.Voice.Say("report."+id, args...) }

// word is a message that other answers have too.
func (w *composer) word(family, code string) string { return w.c.Voice.Code(family, code) }

// colon is ": " as the language writes it.
func (w *composer) colon() string { return w.c.Voice.Say("colon") + " " }

// semicolon is "; " as the language writes it.
func (w *composer) semicolon() string { return w.c.Voice.Say("clause-joint") + " " }

// run is a plain text as one run.
func (w *composer) run(s string) []page.Run { return page.Text(w.p.Prose(s)) }

// para is a paragraph of a message.
func (w *composer) para(style page.Style, id string, args ...any) page.Para {
	return page.Para{Style: style, Text: page.Text(w.say(id, args...))}
}

// cite numbers statements and links to them: " [1, 3–5]". No statements: nothing.
func (w *composer) cite(ids ...graph.ClaimID) []page.Run {
	var numbers []int
	for _, id := range ids {
		if id == "" || w.c.Ledger().Claim(id) == nil {
			continue
		}
		n, ok := w.cited[id]
		if !ok {
			w.order = append(w.order, id)
			n = len(w.order)
			w.cited[id] = n
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return brackets(numbers, "", "s")
}

// citeLaw numbers laws and links to them: " [L2]".
func (w *composer) citeLaw(ids ...string) []page.Run {
	var numbers []int
	for _, id := range ids {
		if w.c.Catalogue.Law(id) == nil {
			continue
		}
		n, ok := w.lawAt[id]
		if !ok {
			w.laws = append(w.laws, id)
			n = len(w.laws)
			w.lawAt[id] = n
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return brackets(numbers, "L", "law")
}

// brackets writes sorted numbers with links; three or more in a row are a range.
func brackets(numbers []int, prefix, anchor string) []page.Run {
	if len(numbers) == 0 {
		return nil
	}
	out := []page.Run{{Text: noBreak + "["}}
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		if last < i+2 {
			last = i
		}
		if i > 0 {
			out = append(out, page.Run{Text: ", "})
		}
		label := prefix + strconv.Itoa(numbers[i])
		if last > i {
			label += "–" + prefix + strconv.Itoa(numbers[last])
		}
		out = append(out, page.Run{Text: label, To: anchor + strconv.Itoa(numbers[i])})
		i = last + 1
	}
	return append(out, page.Run{Text: "]"})
}

// noBreak is a space no line breaks at.
const noBreak = "\u00a0"

// finding links to a finding by its number.
func (w *composer) finding(n *Numbered) page.Run {
	return page.Run{Text: n.Number, To: strings.ToLower(n.Number)}
}

// numbered returns the finding of a law and effect as told, or nil.
func (w *composer) numbered(f *queries.Finding) *Numbered {
	for i := range w.d.Findings {
		if n := &w.d.Findings[i]; n.Detail.Law == f.Law && n.Detail.Effect == f.Effect {
			return n
		}
	}
	return nil
}

// firstPath lists the statements of a finding's first path.
func firstPath(f *queries.Finding) []graph.ClaimID {
	var out []graph.ClaimID
	if len(f.Paths) > 0 {
		for _, s := range f.Paths[0].Steps {
			out = append(out, s.Claims...)
		}
	}
	return out
}

// ids lists the ids of claims.
func ids(list []queries.Claim) []graph.ClaimID {
	out := make([]graph.ClaimID, len(list))
	for i := range list {
		out[i] = list[i].ID
	}
	return out
}

// document composes every section, in reading order.
func (w *composer) document() *page.Document {
	w.told = map[string]string{}
	d := w.d
	name := text.Name(d.Subject.Name)
	doc := &page.Document{Lang: d.Lang, Title: w.say("title", "Who", name), Subtitle: w.p.Prose(d.Subject.Title), Date: d.AsOf.String(), Hash: d.Hash,
		Subject: w.say("subject", "Who", name, "Date", d.AsOf.String()), Footer: w.say("footer", "Who", name, "Date", d.AsOf.String(), "Hash", shortHash(d.Hash)),
		Words: w.words()}
	doc.Cover = w.cover()
	add := func(s page.Section) {
		if len(s.Blocks)+len(s.Sections) == 0 {
			return
		}
		s.Number = strconv.Itoa(len(doc.Sections) + 1)
		for i := range s.Sections {
			s.Sections[i].Number = s.Number + "." + strconv.Itoa(i+1)
		}
		doc.Sections = append(doc.Sections, s)
	}
	for _, part := range []func() page.Section{w.plain, w.findings, w.picture, w.owners, w.control, w.suppliers, w.checks, w.schemes, w.shields, w.disputed,
		w.questions, w.clauses, w.tender, w.coverage, w.method} {
		add(part())
	}
	doc.Sections = append(doc.Sections, w.annexes()...)
	return doc
}

// words are those encoders add themselves.
func (w *composer) words() page.Words {
	return page.Words{Cover: w.say("sheet.cover"), Contents: w.say("contents"), Skip: w.say("skip"), Page: w.say("page"), Figure: w.say("figure"), Answer: w.say("answer")}
}

func shortHash(h string) string {
	if len(h) > 12 {
		return h[:12]
	}
	return h
}

// grouped writes a long hash in groups that can be read aloud and broken over lines.
func grouped(h string) string {
	var parts []string
	for len(h) > 8 {
		parts = append(parts, h[:8])
		h = h[8:]
	}
	return strings.Join(append(parts, h), " ")
}

// vouched is the day on which a source last vouched for a claim: the day of the
// observation, else that of the publication; zero when neither is known.
func vouched(k *queries.Claim) graph.Date {
	if k.AsOf != 0 || k.Source == nil || k.Source.Date == "" {
		return k.AsOf
	}
	day, err := graph.ParseDate(k.Source.Date)
	if err != nil {
		return 0
	}
	return day
}
