package text

import (
	"slices"
	"strconv"
	"strings"

	"longarm/queries"
)

// shownAbout bounds the facts listed below one question on a screen.
const shownAbout = 4

func (r *renderer) questionsPage(a *queries.QuestionsResult) *page {
	p := &page{}
	if a.Provider == nil {
		p.add(title{left: r.say("questions.all"), right: r.asOf(&a.Header)})
	} else {
		p.add(title{left: r.say("questions.title", "Who", Name(a.Provider.Name)), right: r.asOf(&a.Header)})
		settled := map[queries.FindingRef]bool{}
		for _, q := range a.Questions {
			for _, f := range q.Settles {
				settled[f] = true
			}
		}
		if len(a.Questions) == 0 {
			p.para(r.say("questions.none"))
		} else {
			p.para(sentence(r.say("questions.lead", "N", len(a.Questions), "Open", a.Open, "Settled", len(settled))))
		}
	}
	for i := range a.Questions {
		q := &a.Questions[i]
		p.space()
		p.add(item{label: strconv.Itoa(i+1) + ".", text: q.Question, tone: strong})
		p.add(item{label: r.say("label.attach"), text: q.Attach, indent: 3, tone: faint})
		for j, s := range q.About {
			if j == shownAbout && len(q.About) > shownAbout+1 {
				p.add(item{label: r.say("label.asks"), text: r.say("more-json", "N", len(q.About)-j), indent: 3, tone: faint})
				break
			}
			p.add(item{label: r.say("label.asks"), text: r.prose(Safe(s)), indent: 3, tone: faint})
		}
		r.refs(p, "label.settles", q.Settles)
		r.refs(p, "label.bears-on", q.BearsOn)
		r.refs(p, "label.closes", q.Closes)
	}
	if len(a.Unasked) > 0 {
		p.space()
		p.note(sentence(r.say("questions.unasked", "Laws", r.refList(a.Unasked))))
	}
	if len(a.Questions) > 0 {
		p.space()
		p.note(r.say("questions.note"))
	}
	r.header(p, &a.Header)
	return p
}

func (r *renderer) refs(p *page, label string, list []queries.FindingRef) {
	if len(list) > 0 {
		id := label
		p.add(item{label: r.v.Say(id), text: r.refList(list), indent: 3, tone: plain})
	}
}

// refList names findings by jurisdiction and law, each law once with its effects.
func (r *renderer) refList(list []queries.FindingRef) string {
	var laws []string
	effects := map[string][]string{}
	for _, f := range list {
		brief := queries.Finding{Law: f.Law, Jurisdiction: f.Jurisdiction}
		name := r.law(&brief)
		if !slices.Contains(laws, name) {
			laws = append(laws, name)
		}
		effects[name] = append(effects[name], r.v.Code("effect", string(f.Effect)))
	}
	out := make([]string, len(laws))
	for i, l := range laws {
		out[i] = l + " (" + strings.Join(effects[l], ", ") + ")"
	}
	return strings.Join(out, r.semicolon())
}

func (r *renderer) questionsSheet(a *queries.QuestionsResult) (head []string, rows [][]string) {
	head = []string{"as_of", "provider", "topic", "question", "attach", "about", "settles", "bears_on", "closes"}
	provider := ""
	if a.Provider != nil {
		provider = string(a.Provider.ID)
	}
	refs := func(list []queries.FindingRef) string {
		out := make([]string, len(list))
		for i, f := range list {
			out[i] = f.Law + " " + string(f.Effect)
		}
		return strings.Join(out, "; ")
	}
	for _, q := range a.Questions {
		rows = append(rows, []string{a.AsOf.String(), provider, string(q.Topic), q.Question, q.Attach, strings.Join(q.About, "; "), refs(q.Settles), refs(q.BearsOn), refs(q.Closes)})
	}
	return head, rows
}
