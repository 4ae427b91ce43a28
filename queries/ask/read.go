package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"longarm/graph"
	"longarm/queries"
)

// reading is a question taken apart.
type reading struct {
	concepts      map[string]bool
	entities      []graph.EntityID // in the order of the text, each once
	laws          []string
	rules         []string
	jurisdictions []string
	dates         []string
	percents      []string
	words         []string // words of answers that are asked about
	unknown       []string
	ambiguous     *queries.Ambiguous
	passive       bool            // the second party is the one who acts: "owned by X"
	active        bool            // the first one is, on the second: "does X own Y"
	subject       bool            // the first party is who would act: "can X read"
	owner         bool            // the only party is who owns or controls: "what does X own"
	past          bool            // the question is what was done: "did X read"
	lawFirst      bool            // the law is who acts: "does LAW protect X", "protected by LAW"
	small         map[string]bool // words that the text writes without a capital only
}

var (
	isoDate   = regexp.MustCompile(`\b((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?\b`)
	wordDate  = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+(?:of\s+)?)?(` + monthNames() + `)\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?((?:19|20)\d\d)\b`)
	slashDate = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b`)
	percent   = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(?:%|percent|per cent|pour cent|pourcent|p\. ?100)`)
)

// months are the names of the months in both languages, January first.
func months() [][]string {
	return [][]string{{"january", "janvier", "jan"}, {"february", "février", "fevrier", "feb"}, {"march", "mars", "mar"}, {"april", "avril", "apr"}, {"may", "mai"}, {"june", "juin", "jun"},
		{"july", "juillet", "jul"}, {"august", "août", "aout", "aug"}, {"september", "septembre", "sept", "sep"}, {"october", "octobre", "oct"}, {"november", "novembre", "nov"}, {"december", "décembre", "decembre", "dec"}}
}

func monthNames() string {
	var all []string
	for _, m := range months() {
		all = append(all, m...)
	}
	return strings.Join(all, "|")
}

// Marks that stand for a date or percentage while the words are read.
const (
	dateMark    = "zzdate"
	percentMark = "zzpercent"
)

// figures takes dates and percentages out of a text and leaves marks.
func (r *reading) figures(text string) string {
	mark := func(kind string, list *[]string, value string) string {
		*list = append(*list, value)
		return " " + kind + strconv.Itoa(len(*list)-1) + " "
	}
	text = percent.ReplaceAllStringFunc(text, func(s string) string {
		return mark(percentMark, &r.percents, strings.ReplaceAll(percent.FindStringSubmatch(s)[1], ",", "."))
	})
	// Dates are marked in the order of the text: all kinds in one pass.
	var out strings.Builder
	for text != "" {
		at, end, value := nextDate(text)
		if at < 0 {
			out.WriteString(text)
			break
		}
		out.WriteString(text[:at])
		out.WriteString(mark(dateMark, &r.dates, value))
		text = text[end:]
	}
	return out.String()
}

// nextDate finds the first date of a text; at is negative when there is none.
func nextDate(text string) (at, end int, value string) {
	at = -1
	try := func(re *regexp.Regexp, read func([]string) string) {
		m := re.FindStringSubmatchIndex(text)
		if m == nil || at >= 0 && m[0] >= at {
			return
		}
		parts := make([]string, len(m)/2)
		for i := range parts {
			if m[2*i] >= 0 {
				parts[i] = text[m[2*i]:m[2*i+1]]
			}
		}
		if v := read(parts); v != "" {
			at, end, value = m[0], m[1], v
		}
	}
	try(wordDate, func(p []string) string {
		day := p[1]
		if day == "" {
			day = p[3]
		}
		for i, names := range months() {
			if slices.Contains(names, strings.ToLower(p[2])) {
				return dateText(p[4], strconv.Itoa(i+1), day)
			}
		}
		return ""
	})
	try(slashDate, func(p []string) string { return dateText(p[3], p[2], p[1]) }) // day first, as in Europe
	try(isoDate, func(p []string) string { return dateText(p[1], p[2], p[3]) })
	return at, end, value
}

// dateText is a date as flags take it, "" for a day that does not exist.
func dateText(year, month, day string) string {
	out := year
	for _, part := range []string{month, day} {
		if part == "" {
			break
		}
		if len(part) == 1 {
			part = "0" + part
		}
		out += "-" + part
	}
	if _, err := graph.ParseDate(out); err != nil {
		return ""
	}
	return out
}

// split cuts a text into words as names are compared by. An apostrophe and a hyphen
// part words.
func split(text string) []string {
	text = strings.NewReplacer("'", " ", "’", " ", "-", " ", "/", " ", "\u00a0", " ").Replace(text)
	var out []string
	for piece := range strings.FieldsSeq(text) {
		out = append(out, strings.Fields(queries.Key(piece))...)
	}
	return out
}

// maxQuestion bounds a question, in bytes.
const maxQuestion = 1000

// read takes a question apart, the longest known run of words first.
func (l *lexicon) read(m *queries.Mentions, question string) *reading {
	r := &reading{concepts: map[string]bool{}, small: map[string]bool{}}
	if len(question) > maxQuestion {
		question = question[:maxQuestion]
	}
	text := r.figures(question)
	words := split(text)
	for piece := range strings.FieldsSeq(text) {
		if first, _ := utf8.DecodeRuneInString(piece); !unicode.IsUpper(first) {
			r.small[queries.Key(piece)] = true
		}
	}
	r.context(l, words)
	var acts, verb bool // of the way to the next party: "by" was read, or a verb of owning
	before := ""
	for i := 0; i < len(words); {
		had, laws, places := len(r.entities), len(r.laws), len(r.jurisdictions)
		n := r.longest(l, m, words[i:], acts)
		switch {
		case had == 0 && len(r.entities) == 1:
			r.subject = slices.Contains(subjects, before)
			r.owner = slices.Contains(owners, before)
		case had == 1 && len(r.entities) == 2:
			r.active = verb && !r.passive
		case laws == 0 && len(r.laws) == 1:
			r.lawFirst = had == 0 || acts
		}
		if len(r.entities) > had {
			acts, verb = false, false
		}
		if len(r.jurisdictions) > places && l.place(words, i, i+n, r.concepts["immune"]) {
			r.concepts["place"] = true
		}
		acts = acts || slices.Contains(agents, words[i])
		verb = verb || slices.Contains(verbs, words[i])
		before = words[i+n-1]
		i += n
	}
	if len(r.entities) == 2 && portion(words) && len(r.concepts) > 0 && !r.concepts["what-if"] {
		r.passive, r.active = true, false
	}
	r.owner = r.owner || len(words) > 1 && words[0] == "que" && slices.Contains(verbs, words[1])
	if slices.ContainsFunc(words, func(w string) bool { return w == "be" || w == "etre" || w == "been" }) {
		r.subject = false // it is done to the party
	}
	if slices.Equal(r.words, []string{"not-reached"}) && len(r.entities)+len(r.laws)+len(r.jurisdictions) > 0 { // of somebody, not of the word
		r.words, r.concepts["reach"], r.concepts["not"] = nil, true, true
		delete(r.concepts, "word")
	}
	return r
}

// longest reads the longest run that opens the words, and returns its length.
func (r *reading) longest(l *lexicon, m *queries.Mentions, words []string, acts bool) int {
	for n := min(queries.MaxNameWords, len(words)); n > 0; n-- {
		if r.take(l, m, strings.Join(words[:n], " "), n, acts) {
			return n
		}
	}
	for n := min(4, len(words)); n > 0; n-- { // a law's name with a slip of typing
		if id := m.MistypedLaw(strings.Join(words[:n], " ")); id != "" && (n > 1 || !r.taken(l, words[0])) {
			r.laws = addNew(r.laws, id)
			return n
		}
	}
	if near := m.Mistyped(words[0]); near != "" && !slices.Contains(l.Everyday.Words, near) && !slices.Contains(l.Everyday.Words, words[0]) && r.party(m, near, acts) {
		return 1
	}
	if w := l.mistyped(words[0]); w != "" {
		r.take(l, m, w, 1, acts)
		return 1
	}
	r.unknown = append(r.unknown, words[0])
	return 1
}

func (r *reading) taken(l *lexicon, key string) bool {
	return l.filler[key] || l.concept[key] != "" || l.jurisdiction[key] != ""
}

// take reads a run of n words as one thing; false when it is nothing known.
func (r *reading) take(l *lexicon, m *queries.Mentions, key string, n int, acts bool) bool {
	if n == 1 && (strings.HasPrefix(key, dateMark) || strings.HasPrefix(key, percentMark)) {
		return true // taken already
	}
	if n > 1 {
		if ids := m.Laws(key); len(ids) > 0 {
			return r.law(key, ids)
		}
	}
	if w := l.word[key]; w != "" {
		r.words = addNew(r.words, w)
		if l.concept[key] == "" {
			r.concepts["word"] = true
			return true
		}
	}
	switch {
	case l.concept[key] != "":
		r.concepts[l.concept[key]] = true
		return true
	case l.jurisdiction[key] != "":
		r.jurisdictions = addNew(r.jurisdictions, l.jurisdiction[key])
		return true
	case l.filler[key]:
		return true
	}
	if ids := m.Laws(key); len(ids) > 0 {
		return r.law(key, ids)
	}
	if ids := m.Rules(key); len(ids) == 1 {
		r.rules = addNew(r.rules, ids[0])
		return true
	}
	if r.small[key] && slices.Contains(l.Everyday.Words, key) {
		return false
	}
	return r.party(m, key, acts)
}

func (r *reading) law(key string, ids []string) bool {
	if len(ids) > 1 {
		e := &queries.Ambiguous{What: "law", Name: key}
		for _, id := range ids {
			e.Candidates = append(e.Candidates, queries.Candidate{ID: id, Name: id, Kind: "law"})
		}
		r.ambiguous = e
		return true
	}
	r.laws = addNew(r.laws, ids[0])
	return true
}

func (r *reading) party(m *queries.Mentions, key string, acts bool) bool {
	ids := m.Parties(key)
	switch len(ids) {
	case 0:
		return false
	case 1:
		if !slices.Contains(r.entities, ids[0]) {
			r.entities = append(r.entities, ids[0])
			r.passive = r.passive || acts && len(r.entities) == 2
		}
		return true
	}
	r.ambiguous = m.Ambiguity(key, ids)
	return true
}

func addNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// mistyped is the known word that a word is one slip of typing away from, "" when
// there is none or they stand for several ideas.
func (l *lexicon) mistyped(word string) string {
	if len(word) < shortestSlip {
		return ""
	}
	near := graph.Nearest(word, l.known)
	if near == "" || !queries.OneSlip(word, near) {
		return ""
	}
	for _, other := range l.known {
		if queries.OneSlip(word, other) && l.concept[other] != l.concept[near] {
			return ""
		}
	}
	return near
}
