package queries

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
	"longarm/graph/remedy"
)

// QuestionsResult is a questionnaire: what to ask a bidder so that findings that are
// undetermined are settled. The wording of a question is the same for every bidder.
type QuestionsResult struct {
	Header
	Provider  *EntityBrief    `json:"provider,omitempty"` // nil: the whole questionnaire, for anyone
	Questions []QuestionBrief `json:"questions"`          // those that settle most first
	Open      int             `json:"open"`               // findings undetermined that some statement leads toward
	Unasked   []FindingRef    `json:"unasked"`            // undetermined findings that no question helps, sorted by law, effect
}

// QuestionBrief is one question ready to send.
type QuestionBrief struct {
	Topic    remedy.Topic       `json:"topic"`
	Question string             `json:"question"`
	Attach   string             `json:"attach"`   // what to send with the answer
	About    []string           `json:"about"`    // the facts asked for, in plain sentences
	Facts    []exposure.Missing `json:"facts"`    // the same, for machines
	Settles  []FindingRef       `json:"settles"`  // findings this question alone would settle
	BearsOn  []FindingRef       `json:"bears_on"` // findings that lack other facts too, or are disputed in law
	Closes   []FindingRef       `json:"closes"`   // findings nothing leads to, which an answer would help to close
}

// FindingRef names a finding.
type FindingRef struct {
	Law          string     `json:"law"`
	Short        string     `json:"short"`
	Jurisdiction string     `json:"jurisdiction"`
	Effect       law.Effect `json:"effect"`
}

var questionsQuery = Query{
	Name: "questions", Args: []string{"[PROVIDER]"},
	Doc: "what to ask a provider so that open findings are settled, ready to send",
	Run: func(c *Context, p Params) (Answer, error) { return Questions(c, p) },
}

// Questions groups what is missing about p.Args[0] into questions ready to send;
// without an argument it lists every question there is. p.Law narrows to one law.
func Questions(c *Context, p Params) (*QuestionsResult, error) {
	out := &QuestionsResult{Header: c.header(nil), Questions: []QuestionBrief{}, Unasked: []FindingRef{}}
	if p.Arg(0) == "" {
		for _, t := range remedy.Topics() {
			out.Questions = append(out.Questions, c.question(&remedy.Question{Topic: t}))
		}
		return out, nil
	}
	id, err := c.Resolve(p.Arg(0))
	if err != nil {
		return nil, err
	}
	brief := c.Brief(id)
	out.Provider = &brief
	var found []exposure.Finding
	if p.Law != "" {
		l, err := c.ResolveLaw(p.Law)
		if err != nil {
			return nil, err
		}
		found = c.Analyzer().Law(id, l)
	} else {
		found = c.Analyzer().Reach(id).Findings
	}
	found = slices.DeleteFunc(found, func(f exposure.Finding) bool { return f.Law.OnlyDefines() && p.Law == "" })
	for i := range found {
		f := &found[i]
		f.Missing = withLimbs(f)
		open := f.Verdict == exposure.Undetermined && f.Because != exposure.ByCoverage || f.Status == exposure.StatusUndetermined
		if open {
			out.Open++
		}
		if open && len(f.Missing) == 0 {
			out.Unasked = append(out.Unasked, c.findingRef(remedy.Ref{Law: f.Law.ID, Effect: f.Effect}))
		}
	}
	about := map[graph.EntityID]bool{id: true}
	for _, q := range remedy.Questions(found) {
		b := c.question(&q)
		b.About = c.MissingSentences(q.Facts, proofsOfAll(found)...)
		out.Questions = append(out.Questions, b)
	}
	out.Header = c.header(c.flagsOf(about))
	return out, nil
}

func (c *Context) question(q *remedy.Question) QuestionBrief {
	id, attach := "question."+string(q.Topic), "attach."+string(q.Topic)
	out := QuestionBrief{Topic: q.Topic, Question: c.Voice.Say(id), Attach: c.Voice.Say(attach), About: []string{}, Facts: nonNil(q.Facts),
		Settles: []FindingRef{}, BearsOn: []FindingRef{}, Closes: []FindingRef{}}
	for _, pair := range []struct {
		to   *[]FindingRef
		from []remedy.Ref
	}{{&out.Settles, q.Settles}, {&out.BearsOn, q.BearsOn}, {&out.Closes, q.Closes}} {
		for _, r := range pair.from {
			*pair.to = append(*pair.to, c.findingRef(r))
		}
	}
	return out
}

func (c *Context) findingRef(r remedy.Ref) FindingRef {
	out := FindingRef{Law: r.Law, Short: c.LawName(r.Law), Effect: r.Effect}
	if l := c.Catalogue.Law(r.Law); l != nil {
		out.Jurisdiction = l.Jurisdiction
	}
	return out
}

// proofsOfAll lists the proofs of the findings and of their rows.
func proofsOfAll(list []exposure.Finding) []*proof.Node {
	var out []*proof.Node
	for i := range list {
		out = append(out, proofsOf(&list[i])...)
	}
	return out
}

// Split returns one answer for each question.
func (r *QuestionsResult) Split() []Answer {
	out := make([]Answer, len(r.Questions))
	for i := range r.Questions {
		one := *r
		one.Questions = r.Questions[i : i+1]
		out[i] = &one
	}
	return out
}

// Signal is Open while some finding is.
func (r *QuestionsResult) Signal() Signal {
	if r.Open > 0 {
		return Open
	}
	return Quiet
}
