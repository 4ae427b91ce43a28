package report

import (
	"cmp"
	"slices"
	"strings"

	"longarm/graph/exposure"
	"longarm/graph/remedy"
	"longarm/queries"
	"longarm/queries/report/page"
	"longarm/queries/text"
)

// core are the topics that every bidder is asked about, whatever was found.
var core = []remedy.Topic{remedy.Administration, remedy.Keys, remedy.Telemetry, remedy.Updates, remedy.Support}

// ask is one question of the questionnaire.
type ask struct {
	queries.QuestionBrief
	core bool
}

// asks lists the questions to send: first those every bidder gets, then the rest by
// what they would settle.
func (w *composer) asks() []ask {
	var out []ask
	for _, topic := range core {
		q := queries.QuestionBrief{Topic: topic, Question: w.c.Voice.Say("question." + string(topic)), Attach: w.c.Voice.Say("attach." + string(topic))}
		for i := range w.d.Questions.Questions {
			if w.d.Questions.Questions[i].Topic == topic {
				q = w.d.Questions.Questions[i]
			}
		}
		out = append(out, ask{QuestionBrief: q, core: true})
	}
	for _, q := range w.d.Questions.Questions {
		if !slices.Contains(core, q.Topic) {
			out = append(out, ask{QuestionBrief: q})
		}
	}
	return out
}

// shownAbout bounds the facts listed below one question; the JSON has all.
const shownAbout = 3

// questions puts what is unknown as questions ready to send.
func (w *composer) questions() page.Section {
	s := page.Section{ID: "questions", Title: w.say("questions"), Break: true, Blocks: []page.Block{w.para(page.Body, "questions.intro", "Who", text.Name(w.d.Subject.Name))}}
	common := page.Section{ID: "questions-all", Title: w.say("questions.core"), Blocks: []page.Block{w.para(page.Body, "questions.core-intro")}}
	more := page.Section{ID: "questions-more", Title: w.say("questions.more")}
	t := page.Table{Caption: w.say("questions"), Sheet: w.say("sheet.questions")}
	t.Data = &page.Data{Head: []string{w.say("column.number"), w.say("column.question"), w.say("column.attach"), w.say("column.about"), w.say("column.settles"), w.say("answer")}}
	rest := page.Section{ID: "questions-rest", Title: w.say("questions.rest"), Blocks: []page.Block{w.para(page.Body, "questions.rest-intro")}}
	plain := page.Table{Caption: w.say("questions.rest"), Head: []string{w.say("column.number"), w.say("column.question"), w.say("column.attach"), w.say("answer")}, Widths: []int{7, 43, 24, 26}}
	for i, q := range w.asks() {
		id := number("Q", i+1)
		if !q.core && len(q.Settles)+len(q.BearsOn) == 0 {
			plain.Rows = append(plain.Rows, page.Row{ID: strings.ToLower(id), Cells: []page.Cell{{Text: page.Text(id)},
				{Text: page.Cat(page.Strong(w.word("report.topic", string(q.Topic))), page.Text(". "+q.Question))}, {Text: page.Text(q.Attach)}, {Blank: true}}})
			t.Data.Rows = append(t.Data.Rows, w.questionData(id, &q))
			continue
		}
		blocks := w.question(id, &q)
		part := &more
		if q.core {
			part = &common
		}
		part.Sections = append(part.Sections, page.Section{ID: strings.ToLower(id), Title: id + " · " + w.word("report.topic", string(q.Topic)), Blocks: blocks, Unlisted: true})
		t.Data.Rows = append(t.Data.Rows, w.questionData(id, &q))
	}
	s.Sections = append(s.Sections, common)
	if len(more.Sections) > 0 {
		s.Sections = append(s.Sections, more)
	}
	if len(plain.Rows) > 0 {
		rest.Blocks = append(rest.Blocks, plain)
		s.Sections = append(s.Sections, rest)
	}
	s.Blocks = append(s.Blocks, page.Hidden(t))
	return s
}

// questionData is a question as a row of a workbook.
func (w *composer) questionData(id string, q *ask) []page.Value {
	return []page.Value{{Text: id}, {Text: q.Question}, {Text: q.Attach}, {Text: strings.Join(w.about(q), "\n")},
		{Text: w.p.Refs(append(slices.Clone(q.Settles), q.BearsOn...))}, {}}
}

// about lists what a question asks here; one on conduct, the acts that the laws name.
func (w *composer) about(q *ask) []string {
	if q.Topic != remedy.Conduct {
		return q.About
	}
	var out []string
	for i := range w.d.Findings {
		n := &w.d.Findings[i]
		if n.brief.Because == exposure.ByConduct && n.brief.Status == "" && len(n.Detail.Rows) > 0 {
			out = append(out, n.Number+", "+n.Short+w.colon()+n.Detail.Rows[0].Condition)
		}
	}
	return out
}

// question lays one question out with a line to answer on.
func (w *composer) question(id string, q *ask) []page.Block {
	out := []page.Block{page.Para{Style: page.Lead, Text: page.Text(q.Question)}}
	fields := page.Fields{Rows: []page.Field{{Label: w.say("question.attach"), Text: page.Text(q.Attach)}}}
	if len(q.Settles) > 0 {
		fields.Rows = append(fields.Rows, page.Field{Label: w.say("question.settles"), Text: w.refs(q.Settles)})
	}
	if len(q.BearsOn) > 0 {
		fields.Rows = append(fields.Rows, page.Field{Label: w.say("question.bears"), Text: w.refs(q.BearsOn)})
	}
	out = append(out, fields)
	if about := w.about(q); len(about) > 0 {
		var items []page.Item
		for i, m := range about {
			if i == shownAbout && len(about) > shownAbout+1 {
				items = append(items, page.Item{Text: page.Text(w.say("question.more-about", "N", len(about)-i))})
				break
			}
			items = append(items, page.Item{Text: w.run(m)})
		}
		out = append(out, w.para(page.Label, "question.about"), page.List{Items: items})
	}
	return append(out, page.Fields{Rows: []page.Field{{Label: w.say("answer"), Blank: true}}})
}

// refs links to findings by number, in their order; one that is not told in full stands
// by its name, after them.
func (w *composer) refs(list []queries.FindingRef) []page.Run {
	at := func(r queries.FindingRef) int {
		i := slices.IndexFunc(w.d.Findings, func(n Numbered) bool { return n.Detail.Law == r.Law && n.Detail.Effect == r.Effect })
		if i < 0 {
			return len(w.d.Findings)
		}
		return i
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b queries.FindingRef) int { return cmp.Compare(at(a), at(b)) })
	var out []page.Run
	for _, r := range list {
		f := queries.Finding{Law: r.Law, Effect: r.Effect}
		run := page.Run{Text: w.p.Refs([]queries.FindingRef{r})}
		if n := w.numbered(&f); n != nil {
			run = w.finding(n)
		}
		if len(out) > 0 {
			out = append(out, page.Run{Text: ", "})
		}
		out = append(out, run)
	}
	return out
}
