package text

import (
	"strings"

	"longarm/queries"
)

func (r *renderer) shieldsPage(a *queries.ShieldsResult) *page {
	p := &page{}
	head := r.say("shields.title")
	if a.Law != nil {
		head = r.say("shields.of", "Law", a.Law.Short)
	}
	var parts []string
	if a.By != nil {
		parts = append(parts, r.say("shields.by", "By", a.By.Short))
	}
	if a.Kind != "" {
		parts = append(parts, r.v.Code("shield", a.Kind))
	}
	if len(parts) > 0 {
		head += r.colon() + strings.Join(parts, ", ")
	}
	p.add(title{left: head, right: r.asOf(&a.Header)})
	if a.Provider != nil {
		p.note(r.say("shields.for", "Who", Name(a.Provider.Name)))
	}
	p.note(r.say("shields.note"))
	if len(a.Rows) == 0 {
		p.space()
		p.para(r.say("shields.none"))
	}
	last := ""
	for i := range a.Rows {
		w := &a.Rows[i]
		if w.Law != last {
			brief := queries.Finding{Law: w.Law, Jurisdiction: w.Jurisdiction}
			text := r.law(&brief)
			if w.Ours != nil {
				text += r.colon() + r.outcome(w.Ours)
			}
			p.space()
			p.add(heading{text: text, tone: strong, level: 2})
			last = w.Law
		}
		text := Safe(w.Text)
		if w.Note != "" {
			text += " (" + Safe(w.Note) + ")"
		}
		if w.Applies != "" && len(w.Claims) == 0 { // of a contract the text says so
			text = r.say("shields.applies", "Text", text, "Applies", r.v.Code("shield-applies", string(w.Applies)))
		}
		label := r.v.Code("shield", w.Kind)
		if w.Kind == "" {
			label = "–"
		}
		p.add(item{label: label + r.mark(), text: text, indent: 2, tone: faint})
		if does := r.v.Code("shield-does", w.Kind); w.Kind != "" && does != w.Kind && !r.told[does] {
			r.told[does] = true
			p.add(item{text: does, indent: 6})
		}
	}
	return p
}

func (r *renderer) shieldsSheet(a *queries.ShieldsResult) (head []string, rows [][]string) {
	head = []string{"as_of", "law", "jurisdiction", "kind", "shield", "text", "note", "applies", "outcome"}
	for _, w := range a.Rows {
		rows = append(rows, []string{a.AsOf.String(), w.Law, w.Jurisdiction, w.Kind, w.Shield.Law, w.Text, w.Note, string(w.Applies), outcomeCode(w.Ours)})
	}
	return head, rows
}

func (r *renderer) wordsPage(a *queries.WordsResult) *page {
	p := &page{}
	p.add(title{left: r.say("words.title")})
	for _, w := range a.Words {
		p.space()
		p.add(heading{text: w.Word, tone: strong, level: 2})
		p.para(w.Meaning)
	}
	return p
}

func (r *renderer) wordsSheet(a *queries.WordsResult) (head []string, rows [][]string) {
	for _, w := range a.Words {
		rows = append(rows, []string{w.ID, w.Word, w.Meaning})
	}
	return []string{"id", "word", "meaning"}, rows
}
