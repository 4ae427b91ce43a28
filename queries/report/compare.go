package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// CompareDocument is the value of the key "document" in the JSON of a comparison.
const CompareDocument = "comparison"

// Comparison puts several providers under the same laws: what holds for each, the laws
// under which they come out differently and on which fact or ground they part, and the
// questions that are the same for all.
type Comparison struct {
	queries.Header
	Document   string                     `json:"document"`
	Lang       string                     `json:"lang"`
	Asked      Asked                      `json:"asked"`
	Made       Made                       `json:"made_with"`
	Reaches    []*queries.ReachResult     `json:"reach"` // in the order asked
	Compare    *queries.CompareResult     `json:"compare"`
	Questions  []*queries.QuestionsResult `json:"questions"` // in the order asked
	Statements []Statement                `json:"statements"`
	Laws       []CitedLaw                 `json:"laws"`
	Sources    []Source                   `json:"sources"`
}

// Compare compares the providers, under the laws of o only when it names some.
func Compare(c *queries.Context, providers []string, o Options) (*Comparison, error) {
	shorten(c)
	out := &Comparison{Document: CompareDocument, Lang: c.Lang(), Asked: Asked{Provider: strings.Join(providers, ", ")}}
	for _, name := range o.Laws {
		l, err := c.ResolveLaw(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out.Asked.Laws, l.ID) {
			out.Asked.Laws = append(out.Asked.Laws, l.ID)
		}
	}
	slices.Sort(out.Asked.Laws)
	compared, err := queries.Compare(c, queries.Params{Args: providers})
	if err != nil {
		return nil, err
	}
	if len(out.Asked.Laws) > 0 {
		compared.Rows = slices.DeleteFunc(compared.Rows, func(r queries.CompareRow) bool { return !slices.Contains(out.Asked.Laws, r.Law) })
	}
	out.Compare, out.Header = compared, compared.Header
	for _, p := range compared.Providers {
		r, err := reach(c, string(p.ID), out.Asked.Laws)
		if err != nil {
			return nil, err
		}
		q, err := questions(c, string(p.ID), out.Asked.Laws)
		if err != nil {
			return nil, err
		}
		out.Reaches, out.Questions = append(out.Reaches, r), append(out.Questions, q)
	}
	_, claims, _, _ := c.Ledger().Size()
	out.Made = Made{Program: o.Program, DataRelease: o.Release, Facts: claims, LawCount: len(c.Catalogue.Laws), MaxAge: maxAge(c)}
	b := &builder{c: c, o: o, p: text.NewPhrases(c), d: &Dossier{Header: out.Header, Lang: out.Lang, Made: out.Made}}
	w := &composer{c: c, d: b.d, p: b.p, cited: map[graph.ClaimID]int{}, lawAt: map[string]int{}}
	w.comparison(out)
	if err := b.list(w); err != nil {
		return nil, err
	}
	if err := b.record(); err != nil {
		return nil, err
	}
	out.Statements, out.Laws, out.Sources, out.Made = b.d.Statements, b.d.Laws, b.d.Sources, b.d.Made
	return out, nil
}

// ComposeComparison lays a comparison out as a document, in the language of the context
// it was made from.
func ComposeComparison(c *queries.Context, k *Comparison) *page.Document {
	w := &composer{c: c, d: &Dossier{Header: k.Header, Lang: k.Lang, Made: k.Made, Sources: k.Sources, Statements: k.Statements}, p: text.NewPhrases(c),
		cited: map[graph.ClaimID]int{}, lawAt: map[string]int{}}
	return w.comparison(k)
}

// comparison composes the sections of a comparison.
func (w *composer) comparison(k *Comparison) *page.Document {
	w.told = map[string]string{}
	var names []string
	for _, p := range k.Compare.Providers {
		names = append(names, text.Name(p.Name))
	}
	who := w.c.Voice.List(names, false)
	doc := &page.Document{Lang: k.Lang, Title: w.say("compare.title", "Who", who), Date: k.AsOf.String(), Subject: w.say("compare.title", "Who", who),
		Footer: w.say("footer", "Who", who, "Date", k.AsOf.String(), "Hash", shortHash(k.Made.FactsHash)), Words: w.words()}
	fields := page.Fields{}
	for _, f := range [][2]string{{"cover.subject", who}, {"cover.as-of", k.AsOf.String()}, {"cover.data", w.say("cover.data-of", "Release", k.Made.DataRelease, "N", k.Made.Facts)},
		{"cover.laws", w.say("cover.laws-of", "N", k.Made.LawCount, "Program", programOnly(k.Made.Program))}, {"cover.facts-hash", grouped(k.Made.FactsHash)}, {"cover.laws-hash", grouped(k.Made.LawsHash)}} {
		if f[1] != "" {
			fields.Rows = append(fields.Rows, page.Field{Label: w.say(f[0]), Text: page.Text(f[1])})
		}
	}
	doc.Cover = append(append([]page.Block{fields}, w.para(page.Notice, "not-a-ground")), w.signOff()...)
	for _, s := range []page.Section{w.each(k), w.lawMatrix(k, names), w.differences(k), w.commonQuestions(k), w.coverageOf()} {
		if len(s.Blocks)+len(s.Sections) > 0 {
			s.Number = strconv.Itoa(len(doc.Sections) + 1)
			for i := range s.Sections {
				s.Sections[i].Number = s.Number + "." + strconv.Itoa(i+1)
			}
			doc.Sections = append(doc.Sections, s)
		}
	}
	doc.Sections = append(doc.Sections, w.annexes()...)
	return doc
}

// each tells in plain words how each provider comes out.
func (w *composer) each(k *Comparison) page.Section {
	s := page.Section{ID: "plain", Title: w.say("plain"), Break: true}
	for i, r := range k.Reaches {
		part := page.Section{ID: fmt.Sprintf("provider%d", i+1), Title: text.Name(r.Provider.Name)}
		part.Blocks = append(part.Blocks, page.Para{Text: page.Text(w.p.Prose(w.p.Title(r)))})
		for _, line := range w.p.Conclusion(r) {
			var claims []graph.ClaimID
			for _, f := range line.Findings {
				claims = append(claims, firstPath(f)...)
			}
			part.Blocks = append(part.Blocks, page.Para{Style: page.Lead, Text: page.Cat(page.Text(w.p.Prose(line.Text)), w.cite(claims...))})
		}
		s.Sections = append(s.Sections, part)
	}
	return s
}

// perTable bounds the providers that stand beside each other in one table.
const perTable = 5

// lawMatrix is the matrix of laws and providers: those that differ, then the rest.
func (w *composer) lawMatrix(k *Comparison, names []string) page.Section {
	s := page.Section{ID: "matrix", Title: w.say("compare.matrix"), Break: true, Blocks: []page.Block{w.para(page.Body, "compare.matrix-note")}}
	for _, differ := range []bool{true, false} {
		id, caption := "differ", w.say("compare.differ")
		if !differ {
			id, caption = "same", w.say("compare.same")
		}
		part := page.Section{ID: id, Title: caption}
		for from := 0; from < len(names); from += perTable {
			to := min(from+perTable, len(names))
			t := page.Table{Caption: caption, Head: append([]string{w.say("column.law"), w.say("column.effect")}, names[from:to]...), Sheet: caption, Widths: []int{26, 12}}
			if to-from < len(names) {
				t.Caption += " (" + strings.Join(names[from:to], ", ") + ")"
			}
			for range names[from:to] {
				t.Widths = append(t.Widths, 62/(to-from))
			}
			for i := range k.Compare.Rows {
				r := &k.Compare.Rows[i]
				if r.Differ != differ || !differ && quietRow(r) {
					continue
				}
				brief := queries.Finding{Law: r.Law, Jurisdiction: r.Jurisdiction}
				row := page.Row{Cells: []page.Cell{{Text: page.Cat(page.Text(w.p.Law(&brief)), w.citeLaw(r.Law))}, {Text: page.Text(w.word("effect", string(r.Effect)))}}}
				for _, cell := range r.Cells[from:to] {
					row.Cells = append(row.Cells, page.Cell{Text: page.Cat(page.Text(w.p.Outcome(cell.Outcome)), w.cite(few(cell.Claims)...))})
				}
				t.Rows = append(t.Rows, row)
			}
			if len(t.Rows) > 0 {
				part.Blocks = append(part.Blocks, t)
			}
		}
		if len(part.Blocks) == 0 {
			part.Blocks = append(part.Blocks, w.para(page.Body, "compare.none"))
		}
		s.Sections = append(s.Sections, part)
	}
	return s
}

// quietRow reports a law that reaches none of the providers and leads to none.
func quietRow(r *queries.CompareRow) bool {
	return !slices.ContainsFunc(r.Cells, func(c queries.CompareCell) bool { return !c.Outcome.Quiet() })
}

func few(ids []graph.ClaimID) []graph.ClaimID { return ids[:min(len(ids), maxCell)] }

// differences tells for each law under which the providers part on what they part: the
// same ground and other facts, or another ground.
func (w *composer) differences(k *Comparison) page.Section {
	s := page.Section{ID: "differences", Title: w.say("compare.why"), Break: true, Blocks: []page.Block{w.para(page.Body, "compare.why-note")}}
	for i := range k.Compare.Rows {
		r := &k.Compare.Rows[i]
		if !r.Differ {
			continue
		}
		brief := queries.Finding{Law: r.Law, Jurisdiction: r.Jurisdiction}
		cause := "facts"
		ground := ""
		for _, c := range r.Cells {
			if c.Outcome == nil || c.Outcome.Nexus == "" {
				continue
			}
			if ground != "" && c.Outcome.Nexus != ground {
				cause = "ground"
			}
			ground = c.Outcome.Nexus
		}
		var items []page.Item
		for j, c := range r.Cells {
			line := page.Cat(page.Strong(text.Name(k.Compare.Providers[j].Name)+w.colon()), page.Text(w.p.Outcome(c.Outcome)))
			if c.Why != "" {
				line = append(line, page.Run{Text: " — " + w.p.Prose(c.Why)})
			}
			items = append(items, page.Item{Text: page.Cat(line, w.cite(few(c.Claims)...))})
		}
		s.Blocks = append(s.Blocks, page.Para{Style: page.Label, Text: page.Cat(page.Text(w.p.Law(&brief)+" · "+w.word("effect", string(r.Effect))+w.colon()+w.word("report.part", cause)), w.citeLaw(r.Law))}, page.List{Items: items})
	}
	return s
}

// commonQuestions lists each question once, with the providers to whom it matters.
func (w *composer) commonQuestions(k *Comparison) page.Section {
	s := page.Section{ID: "questions", Title: w.say("questions"), Break: true, Blocks: []page.Block{w.para(page.Body, "compare.questions")}}
	t := page.Table{Caption: w.say("questions"), Head: []string{w.say("column.question"), w.say("column.attach"), w.say("compare.matters")}, Widths: []int{48, 28, 24}, Sheet: w.say("sheet.questions")}
	at := map[string]int{}
	for i, q := range k.Questions {
		for j := range q.Questions {
			one := &q.Questions[j]
			n, ok := at[string(one.Topic)]
			if !ok {
				n = len(t.Rows)
				at[string(one.Topic)] = n
				t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: page.Text(one.Question)}, {Text: page.Text(one.Attach)}, {}}})
			}
			cell := &t.Rows[n].Cells[2]
			line := text.Name(k.Compare.Providers[i].Name)
			if turns := len(one.Settles) + len(one.BearsOn); turns > 0 {
				line += fmt.Sprintf(" (%d)", turns)
			}
			if len(cell.Text) > 0 {
				line = ", " + line
			}
			cell.Text = append(cell.Text, page.Run{Text: line})
		}
	}
	if len(t.Rows) == 0 {
		return page.Section{}
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

// coverageOf is the coverage of what was cited, without the remarks of one provider.
func (w *composer) coverageOf() page.Section {
	s := w.coverage()
	s.Sections = append(s.Sections, w.method())
	return s
}
