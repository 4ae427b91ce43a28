package queries_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"longarm/graph"
	"longarm/queries"
	"longarm/queries/queriestest"
	"longarm/queries/text"
)

// One strong word, or two different weak ones, make a line English: French has none
// of the first, and the second only by chance ("le for").
var (
	strong = words("the is are was were be been with without which whose who by not has have had its this that does what under must shall where when only nobody nothing held holds since before after seen start ends corrected added about between into through because if their from")
	weak   = words("of and to it at for as an or on in no any all")
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// apart are the parts of a line that stay in their language: quotations, what
// stands in brackets (citations, identifiers), addresses.
var apart = regexp.MustCompile(`«[^«»]*»|“[^“”]*”|"[^"]*"|\[[^\[\]]*\]|https?://\S+`)

// frenchReader reads pages as somebody without English, who lets names, titles and
// citations pass.
type frenchReader struct{ names *strings.Replacer }

func newFrenchReader(c *queries.Context) *frenchReader {
	var names []string
	add := func(list ...string) {
		for _, s := range list {
			if strings.Contains(s, " ") {
				names = append(names, s)
			}
		}
	}
	l := c.Ledger()
	for _, id := range l.Entities() {
		e := l.Entity(id)
		add(e.DisplayName("fr"), e.LegalName)
		add(e.Aliases...)
	}
	for _, id := range l.Sources() {
		s := l.Source(id)
		add(s.TitleIn("fr"), s.CitationIn("fr"))
	}
	for _, x := range c.Catalogue.Laws {
		add(x.Citation.FR)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, n := range slices.Compact(names) {
		pairs = append(pairs, n, "•")
	}
	return &frenchReader{names: strings.NewReplacer(pairs...)}
}

// english returns the lines of a page that are in English outside of what may stay
// so, stripped of that.
func (f *frenchReader) english(page string) []string {
	var out []string
	for line := range strings.Lines(page) {
		line = f.names.Replace(line)
		for bare := ""; bare != line; { // quotations within quotations
			bare, line = line, apart.ReplaceAllString(line, "•")
		}
		if isEnglish(line) {
			out = append(out, strings.Join(strings.Fields(line), " "))
		}
	}
	return out
}

func isEnglish(line string) bool {
	tokens := strings.Fields(line)
	for i, t := range tokens {
		tokens[i] = strings.TrimFunc(t, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	found := map[string]bool{}
	for i, t := range tokens {
		if joins(tokens, i) {
			continue
		}
		w := t
		if r, n := utf8.DecodeRuneInString(t); unicode.IsUpper(r) {
			w = string(unicode.ToLower(r)) + t[n:]
		}
		if strong[w] {
			return true
		}
		if weak[w] && w == t {
			found[w] = true
		}
	}
	return len(found) > 1 && !frenchToo(found)
}

// frenchToo reports words that two French words could be.
func frenchToo(found map[string]bool) bool {
	n := 0
	for w := range found {
		if !words("an or on as for in all")[w] {
			n++
		}
	}
	return n == 0
}

// joins reports a small word within a proper name: "Charter of the United Nations".
func joins(tokens []string, at int) bool {
	small := words("of the and for to on in v")
	proper := func(t string) bool {
		r, _ := utf8.DecodeRuneInString(t)
		return unicode.IsUpper(r) || unicode.IsDigit(r)
	}
	if !small[tokens[at]] {
		return false
	}
	before, after := at-1, at+1
	for before >= 0 && small[tokens[before]] {
		before--
	}
	for after < len(tokens) && small[tokens[after]] {
		after++
	}
	return before >= 0 && after < len(tokens) && proper(tokens[before]) && proper(tokens[after])
}

func TestIsEnglish(t *testing.T) {
	for line, want := range map[string]bool{
		"note : Added: the company behind the row st-0918":                      true,
		"Corrected: end from general knowledge":                                 true,
		"customers and their content":                                           true,
		"Every holder is named":                                                 true,
		"owner of shares and votes":                                             true,
		"compétence générale sur une société établie dans le for":               false,
		"le Charter of the United Nations Act 1945 n’est pas ici":               false,
		"MOFCOM Ann. 61 of 2025":                                                false,
		"Bleu exploite la plateforme (début conventionnel ; note : vu en 2020)": false,
		"on agit pour elle, an par an, or elle ne répond pas":                   false,
	} {
		if got := isEnglish(line); got != want {
			t.Errorf("%q: English %t, want %t", line, got, want)
		}
	}
}

// TestFactsSpeakFrench wants both languages of every text beside an embedded fact.
func TestFactsSpeakFrench(t *testing.T) {
	c := embedded(t, "2026-11-22")
	l := c.Ledger()
	want := func(what string, x graph.Text) {
		t.Helper()
		switch {
		case x.IsZero():
		case !x.Speaks("fr") || !x.Speaks("en"):
			t.Errorf("%s: %q is in one language; write {en: …, fr: …}", what, x.In("en"))
		case isEnglish(apart.ReplaceAllString(x.FR, "•")):
			t.Errorf("%s: %q is English", what, x.FR)
		}
	}
	voice := queriestest.Voice(t, "fr")
	claim := func(id graph.ClaimID) { want(string(id), l.Claim(id).Note) }
	for _, id := range l.Entities() {
		e := l.Entity(id)
		want(string(id), e.Note)
		want(string(id), e.Status)
		for _, s := range l.StatementsOf(id) {
			claim(s.ID)
			if c.Value(s.Value) == s.Value && voice.Code("interest", s.Value) == s.Value {
				want(string(s.ID), s.Said())
			}
		}
		for _, a := range l.AttributesOf(id) {
			claim(a.ID)
		}
		for _, k := range l.CoverageOf(id) {
			claim(k.ID)
		}
		for _, n := range l.NotesOf(id) {
			claim(n.ID)
			want(string(n.ID), n.Said())
			if n.Relation != "context" && voice.Code("relation", n.Relation) == n.Relation {
				t.Errorf("%s: the relation %q has no message", n.ID, n.Relation)
			}
		}
	}
}

// TestOwnWordsAreQuoted: a text nobody translated is told in French as somebody
// else's words, and an editor's English that stands for French is found.
func TestOwnWordsAreQuoted(t *testing.T) {
	const facts = `
entities: [{id: a, kind: company, name: A, note: %s}, {id: b, kind: company, name: B}]
statements: [{holder: a, interest: appointmentOfBoard, subject: b, value: %s}]
notes: [{subject: a, relation: context, object: b, value: %s}]
`
	for value, want := range map[string]int{
		`"the right is with the founders"`:                                             0,
		`{en: "the right is with the founders", fr: "le droit est aux fondateurs"}`:    0,
		`{en: "the right is with the founders", fr: "the right is with the founders"}`: 3,
	} {
		c := made(t, strings.ReplaceAll(facts, "%s", value), "2026-11-22")
		c.Voice = queriestest.Voice(t, "fr")
		a, err := queries.Show(c, queries.Params{Args: []string{"a"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := newFrenchReader(c).english(page(t, c, a)); len(got) != want {
			t.Errorf("%s: %d English lines, want %d: %q", value, len(got), want, got)
		}
	}
}

// page renders an answer in lines that nothing breaks.
func page(t testing.TB, c *queries.Context, a queries.Answer) string {
	t.Helper()
	var b bytes.Buffer
	if err := text.Write(&b, c, a, text.Options{Format: text.Table, Width: 20000}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestAFrenchReaderFindsNoEnglish asks every question in French: laws, rules and
// parties each by itself, and each law of a few providers, chosen so that others
// come as the data grows.
func TestAFrenchReaderFindsNoEnglish(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine reads thousands of pages: the run without the race detector does it")
	}
	c := embedded(t, "2026-11-22")
	c.Voice = queriestest.Voice(t, "fr")
	f := newFrenchReader(c)
	seen := map[string]bool{}
	asked := map[string]bool{}
	ask := func(name string, p queries.Params) queries.Answer {
		t.Helper()
		i := slices.IndexFunc(queries.All(), func(q queries.Query) bool { return q.Name == name })
		if i < 0 {
			t.Fatalf("no question %q", name)
		}
		asked[name] = true
		a, err := queries.All()[i].Run(c, p)
		if err != nil {
			t.Errorf("%s %v: %v", name, p.Args, err)
			return nil
		}
		for _, line := range f.english(page(t, c, a)) {
			if !seen[line] {
				seen[line] = true
				t.Errorf("%s %v: %q", name, p.Args, line)
			}
		}
		return a
	}
	of := func(args ...string) queries.Params { return queries.Params{Args: args} }
	var providers, companies []string
	for _, id := range c.Ledger().Entities() {
		ask("show", of(string(id)))
		if e := c.Graph.Entity(id); e.Kind.IsProvider() {
			providers = append(providers, string(id))
			if e.Kind.HasHolders() {
				companies = append(companies, string(id))
			}
		}
	}
	turn := len(c.Ledger().Entities()) + len(c.Catalogue.Laws)
	some := func(list []string, n int) (out []string) {
		for i := range n {
			out = append(out, list[(turn+i*len(list)/n)%len(list)])
		}
		return out
	}
	for i, l := range c.Catalogue.Laws {
		ask("laws", of(l.ID))
		ask("laws", queries.Params{Args: []string{l.ID}, Explain: true})
		p := some(providers, len(c.Catalogue.Laws))[i]
		ask("why", of(p, l.ID))
		if i%8 == turn%8 {
			ask("cut", of(p, l.ID))
			ask("shields", of(l.ID))
		}
	}
	for i, r := range c.Catalogue.Rules() {
		ask("rules", of(r.ID))
		ask("check", of(r.ID, some(companies, len(c.Catalogue.Rules()))[i]))
	}
	for i, p := range some(companies, 8) {
		next := some(companies, 8)[(i+1)%8]
		ask("owners", of(p))
		ask("controllers", of(p))
		ask("controls", of(p))
		ask("paths", of(p, next))
		ask("search", of(c.Name(graph.EntityID(p))))
		ask("timeline", of(p))
	}
	for i, p := range some(providers, 4) {
		ask("questions", of(p))
		ask("diff", queries.Params{Args: []string{p}, From: graph.NewDate(2024, 1, 31), To: c.Graph.Date()})
		ask("compare", of(p, some(providers, 4)[(i+1)%4]))
		ask("verify", of(p))
		a := ask("reach", of(p))
		asWrapped(t, c, f, p, a)
	}
	ask("reached-by", of(c.Catalogue.Laws[turn%len(c.Catalogue.Laws)].ID))
	ask("sources", of())
	ask("laws", of())
	ask("rules", of())
	ask("words", of())
	usual := map[string]string{"PROVIDER": companies[0], "ENTITY": companies[0], "LAW": c.Catalogue.Laws[0].ID, "NAME": "Bleu"}
	for _, q := range queries.All() { // those asked with their least arguments
		var args []string
		for _, name := range q.Args {
			if !strings.HasPrefix(name, "[") && !asked[q.Name] {
				args = append(args, usual[name])
			}
		}
		if !asked[q.Name] {
			ask(q.Name, of(args...))
		}
	}
}

// asWrapped reads an answer within the two that wrap one: under suppositions, and
// to a question in plain words.
func asWrapped(t *testing.T, c *queries.Context, f *frenchReader, provider string, a queries.Answer) {
	t.Helper()
	if a == nil {
		return
	}
	e, err := queries.ParseEdits("e.yaml", []byte("add:\n- {holder: microsoft, interest: shareholding, subject: "+provider+", share: 25}\n"))
	if err != nil {
		t.Fatal(err)
	}
	pages := []string{page(t, c, &queries.AskedResult{Question: "qui ?", Understood: "longarm reach " + provider, Answer: a})}
	if supposed, briefs, err := c.Suppose(e); err == nil {
		r, err := queries.Reach(supposed, queries.Params{Args: []string{provider}})
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page(t, supposed, queries.WhatIf(c, supposed, briefs, r)))
	}
	for _, p := range pages {
		for _, line := range f.english(p) {
			t.Errorf("around reach %s: %q", provider, line)
		}
	}
}
