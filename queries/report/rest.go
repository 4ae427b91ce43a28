package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/queries"
	"longarm/queries/report/texts"
)

// Clause is a draft contract clause with the findings it answers.
type Clause struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Why      string   `json:"why"`
	Text     string   `json:"text"`
	Findings []string `json:"findings"` // their numbers; none: it suits whatever is found
}

// Annex is a tender annex, filled in as far as the facts go.
type Annex struct {
	ID       string      `json:"id"`
	Law      string      `json:"law"`
	Title    string      `json:"title"`
	Intro    string      `json:"intro"`
	Criteria []Criterion `json:"criteria"`
}

// Criterion is one requirement with its answer, or the questions to put where the
// facts leave it open.
type Criterion struct {
	Ref       string           `json:"ref"`
	Text      string           `json:"text"`
	Filled    bool             `json:"filled"` // every part of it is answered by the facts
	Answers   []CriterionReply `json:"answers"`
	Questions []string         `json:"questions"` // none when filled
}

// CriterionReply is what the facts say to one part of a criterion.
type CriterionReply struct {
	Rule    string          `json:"rule,omitempty"`
	Nexus   string          `json:"nexus,omitempty"`
	Decided bool            `json:"decided"`
	Text    string          `json:"text"`
	Claims  []graph.ClaimID `json:"statements"`
}

// rest asks what is left: shields, questions, clauses and annexes.
func (b *builder) rest() error {
	var err error
	if b.d.Shields, err = shields(b.c, string(b.id), b.d.Asked.Laws); err != nil {
		return err
	}
	if b.d.Questions, err = questions(b.c, string(b.id), b.d.Asked.Laws); err != nil {
		return err
	}
	if err := b.clauses(); err != nil {
		return err
	}
	return b.annexes()
}

// clauses offers each draft that a finding calls for.
func (b *builder) clauses() error {
	list, err := texts.Clauses()
	if err != nil {
		return err
	}
	lang := b.c.Lang()
	b.d.Clauses = []Clause{}
	for i := range list {
		k := &list[i]
		out := Clause{ID: k.ID, Title: k.Title.In(lang), Why: k.Why.In(lang), Text: k.Text.In(lang), Findings: []string{}}
		always := len(k.Powers) == 0 && len(k.Effects) == 0
		for j := range b.d.Findings {
			n := &b.d.Findings[j]
			if !always && n.brief.Because != exposure.ByConduct && k.Suits(n.brief.Powers, n.brief.Effect) {
				out.Findings = append(out.Findings, n.Number)
			}
		}
		if always || len(out.Findings) > 0 {
			b.d.Clauses = append(b.d.Clauses, out)
		}
	}
	return nil
}

// annexes fills in the tender annexes of laws that were asked about.
func (b *builder) annexes() error {
	list, err := texts.Annexes()
	if err != nil {
		return err
	}
	b.d.Annexes = []Annex{}
	for i := range list {
		a := &list[i]
		if b.c.Catalogue.Law(a.Law) == nil {
			return fmt.Errorf("annex %s is of the law %q, which the catalogue lacks", a.ID, a.Law)
		}
		if b.laws != nil && !b.laws[a.Law] {
			continue
		}
		why, err := queries.Why(b.c, queries.Params{Args: []string{string(b.id), a.Law}})
		if err != nil {
			return err
		}
		out := Annex{ID: a.ID, Law: a.Law, Title: a.Title.In(b.c.Lang()), Intro: a.Intro.In(b.c.Lang()), Criteria: []Criterion{}}
		for j := range a.Criterion {
			k, err := b.criterion(&a.Criterion[j], why)
			if err != nil {
				return err
			}
			out.Criteria = append(out.Criteria, k)
		}
		b.d.Annexes = append(b.d.Annexes, out)
	}
	return nil
}

// criterion answers one criterion from rules and grounds, and asks where they leave
// it open.
func (b *builder) criterion(k *texts.Criterion, why *queries.WhyResult) (Criterion, error) {
	out := Criterion{Ref: k.Ref, Text: k.Text.In(b.c.Lang()), Answers: []CriterionReply{}, Questions: []string{}, Filled: len(k.Rules)+len(k.Rows) > 0}
	for _, id := range k.Rules {
		c, err := queries.Check(b.c, queries.Params{Args: []string{id, string(b.id)}})
		if err != nil {
			return out, err
		}
		text := b.p.Prose(c.Outcome)
		if m := b.p.Margin(c); m != "" {
			text += " (" + m + ")"
		}
		out.Answers = append(out.Answers, CriterionReply{Rule: id, Decided: c.ConditionMet != ownership.Undetermined, Text: text, Claims: c.Statements})
	}
	for _, id := range k.Rows {
		row := rowOf(why, id)
		if out.Text == "" {
			out.Text = conditionOf(why, id)
		}
		if row == nil {
			out.Filled = false
			continue
		}
		if len(k.Rules) > 0 { // the rule is the ground, with its figures
			continue
		}
		out.Answers = append(out.Answers, b.rowReply(row))
	}
	for _, r := range out.Answers {
		out.Filled = out.Filled && r.Decided
	}
	if out.Filled = out.Filled && len(out.Answers) > 0; out.Filled {
		return out, nil
	}
	if q := k.Question.In(b.c.Lang()); q != "" {
		out.Questions = append(out.Questions, q)
	} else {
		for _, t := range k.Topics {
			out.Questions = append(out.Questions, b.c.Voice.Say("question."+string(t)))
		}
	}
	return out, nil
}

// rowReply words how a ground came out.
func (b *builder) rowReply(row *queries.WhyRow) CriterionReply {
	out := CriterionReply{Nexus: row.ID, Decided: row.Verdict != exposure.Undetermined && !row.Partly, Claims: []graph.ClaimID{}}
	out.Text = rowStanding(b.c.Voice, row)
	for _, p := range row.Paths {
		for _, s := range p.Steps {
			for _, k := range s.Claims {
				if !slices.Contains(out.Claims, k.ID) {
					out.Claims = append(out.Claims, k.ID)
				}
			}
		}
	}
	if len(row.Paths) > 0 {
		var steps []string
		for _, s := range row.Paths[0].Steps {
			if !privateStep(b.c, &s.Step) {
				steps = append(steps, b.p.Prose(s.Text))
			}
		}
		if len(steps) > 0 {
			out.Text += b.c.Voice.Say("colon") + " " + b.c.Voice.List(steps, false)
		}
	}
	if row.Miss != nil {
		out.Text += b.c.Voice.Say("clause-joint") + " " + b.p.Prose(row.Miss.Text)
		out.Claims = append(out.Claims, row.Miss.Claims...)
	}
	for _, k := range slices.Concat(row.Closed, row.Facts) {
		if !slices.Contains(out.Claims, k.ID) {
			out.Claims = append(out.Claims, k.ID)
		}
	}
	slices.Sort(out.Claims)
	out.Claims = slices.Compact(out.Claims)
	return out
}

// rowStanding says in a few words how a ground of a scheme came out. A judgement that no
// fact settles is never called met.
func rowStanding(v queries.Voice, row *queries.WhyRow) string {
	sense := cmp.Or(string(row.Sense), "ground")
	if !row.Partly || row.Verdict != exposure.Reached {
		return v.Code("report.row", sense+"-"+string(row.Verdict))
	}
	if len(row.Paths)+len(row.Facts)+len(row.Gates) == 0 {
		return v.Code("report.row", sense+"-judgement")
	}
	return v.Say("report.row.partly", "Row", v.Code("report.row", sense+"-"+string(row.Verdict)))
}

// leftToJudgement counts the requirements of a scheme taken as met of which a part, or
// all, is a judgement.
func leftToJudgement(f *queries.WhyFinding) int {
	n := 0
	for i := range f.Rows {
		if r := &f.Rows[i]; f.Status != "" && r.Partly && r.Verdict == exposure.Reached && r.Sense == law.Requirement {
			n++
		}
	}
	return n
}

func rowOf(why *queries.WhyResult, id string) *queries.WhyRow {
	for i := range why.Findings {
		for j := range why.Findings[i].Rows {
			if r := &why.Findings[i].Rows[j]; r.ID == id {
				return r
			}
		}
	}
	return nil
}

// conditionOf is the wording of a ground in the catalogue.
func conditionOf(why *queries.WhyResult, id string) string {
	for i := range why.Law.Rows {
		if why.Law.Rows[i].ID == id {
			return why.Law.Rows[i].Condition
		}
	}
	return ""
}

// number is a prefix with a counter.
func number(prefix string, n int) string { return prefix + strconv.Itoa(n) }
