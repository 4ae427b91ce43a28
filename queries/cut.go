package queries

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
	"longarm/graph/remedy"
)

// CutResult answers "what would have to change for this law not to reach this
// provider".
type CutResult struct {
	Header
	Provider EntityBrief  `json:"provider"`
	Law      LawBrief     `json:"law"`
	Findings []CutFinding `json:"findings"` // sorted by effect
}

// CutFinding is one effect with the changes that would end it.
type CutFinding struct {
	Effect    law.Effect `json:"effect"`
	Now       *Outcome   `json:"now"`
	Done      bool       `json:"not_reached_already"`
	Cuts      []CutBrief `json:"cuts"`                     // smallest first
	Blocked   []Blocked  `json:"blocked"`                  // why there is none
	Relaxed   bool       `json:"no_stated_path,omitempty"` // the cuts leave it without a stated path, and blocked names what stays open
	Exhausted bool       `json:"exhausted"`                // every set was tried: none smaller, or none at all, exists
}

// CutBrief is a set of changes that suffices, every one of them needed.
type CutBrief struct {
	Changes []CutChange `json:"changes"` // ends before facts
}

// The kinds of change.
const (
	EndTie        = "end"
	EstablishFact = "establish"
)

// CutChange is one change: a relation to end, or a fact to establish.
type CutChange struct {
	Kind      string            `json:"kind"`
	Text      string            `json:"text"` // one clause
	From      graph.EntityID    `json:"from,omitempty"`
	To        graph.EntityID    `json:"to,omitempty"`
	Interests []graph.Interest  `json:"interests,omitempty"`
	Claims    []graph.ClaimID   `json:"statements,omitempty"`
	Fact      *exposure.Missing `json:"fact,omitempty"`
	AtMost    *graph.Share      `json:"at_most,omitempty"`
}

// Blocked is a ground that no change takes away.
type Blocked struct {
	Nexus string          `json:"nexus"`
	Path  []exposure.Step `json:"path"` // none of which can end
	Text  string          `json:"text"`
}

var cutQuery = Query{
	Name: "cut", Args: []string{"PROVIDER", "LAW"},
	Doc: "the smallest changes after which a law would not reach a provider",
	Run: func(c *Context, p Params) (Answer, error) { return CutSets(c, p) },
}

// CutSets searches what would have to change for the law p.Args[1] not to reach the
// provider p.Args[0], for each effect or for p.Effect.
func CutSets(c *Context, p Params) (*CutResult, error) {
	id, l, err := c.providerAndLaw(p)
	if err != nil {
		return nil, err
	}
	if p.Effect != "" && !slices.Contains(effects, p.Effect) {
		return nil, &Usage{Message: graph.Say("unknown effect %q", "effet inconnu, %q", string(p.Effect)), Advice: graph.Say("use one of %s", "utilisez l’un de ceux-ci : %s", joinCodes(effects))}
	}
	out := &CutResult{Provider: c.Brief(id), Law: c.lawBrief(l), Findings: []CutFinding{}}
	found := c.Analyzer().Law(id, l)
	for i := range found {
		if p.Effect == "" || found[i].Effect == p.Effect {
			out.Findings = append(out.Findings, c.cutFinding(id, l, &found[i]))
		}
	}
	out.Header = c.header(c.remarks(id, found))
	return out, nil
}

func (c *Context) cutFinding(id graph.EntityID, l *law.Law, f *exposure.Finding) CutFinding {
	plan := remedy.Cuts(c.Catalogue, c.Graph, id, l, f.Effect)
	out := CutFinding{Effect: f.Effect, Now: outcomeOf(f), Done: plan.Done, Cuts: []CutBrief{}, Blocked: []Blocked{}, Exhausted: plan.Exhausted, Relaxed: plan.Relaxed}
	proofs := proofsOf(f)
	for _, k := range plan.Cuts {
		b := CutBrief{Changes: []CutChange{}}
		for _, t := range k.Ends {
			b.Changes = append(b.Changes, CutChange{Kind: EndTie, Text: c.tieText(&t), From: t.Holder, To: t.Subject, Interests: t.Interests, Claims: t.Claims})
		}
		for i := range k.Facts {
			m := &k.Facts[i]
			text := c.Voice.Say("cut.no", "Question", c.oneMissing(m.Missing, proofs))
			if m.Share != nil {
				text = c.Voice.Say("cut.at-most", "Who", c.Name(m.Entity), "What", c.Name(m.Other), "Share", m.Share.String())
			}
			b.Changes = append(b.Changes, CutChange{Kind: EstablishFact, Text: text, Fact: &m.Missing, AtMost: m.Share})
		}
		out.Cuts = append(out.Cuts, b)
	}
	for _, b := range plan.Blocks {
		out.Blocked = append(out.Blocked, c.blocked(&b, f))
	}
	return out
}

func (c *Context) oneMissing(m exposure.Missing, proofs []*proof.Node) string {
	list := c.MissingSentences([]exposure.Missing{m}, proofs...)
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (c *Context) tieText(t *remedy.Tie) string {
	verbs := make([]string, 0, len(t.Interests))
	for _, i := range t.Interests {
		if v := c.Voice.Code(c.Voice.Say("cut.tie-family"), string(i)); !slices.Contains(verbs, v) {
			verbs = append(verbs, v)
		}
	}
	if t.Interests[0].CarriesShare() {
		return c.Voice.Say("cut.holding", "Who", c.Name(t.Holder), "What", c.Name(t.Subject))
	}
	if len(t.Interests) == 1 {
		return c.LinkText(t.Holder, t.Interests[0], t.Subject, nil, graph.NoBasis, "")
	}
	return c.Voice.Say("cut.tie", "Who", c.Name(t.Holder), "What", c.Name(t.Subject), "Verbs", c.Voice.List(verbs, false))
}

func (c *Context) blocked(b *remedy.Block, f *exposure.Finding) Blocked {
	out := Blocked{Nexus: b.Nexus, Path: nonNil(b.Fixed)}
	switch {
	case len(b.Fixed) > 0:
		var steps []string
		for _, s := range b.Fixed {
			steps = append(steps, c.StepText(s))
		}
		out.Text = c.Voice.Say("cut.fixed", "Steps", c.Voice.List(steps, false))
	case b.Required:
		out.Text = c.Voice.Say("cut.required", "Question", c.Voice.List(c.MissingSentences(b.Missing, proofsOf(f)...), false))
	case len(b.Missing) > 0:
		out.Text = c.Voice.Say("cut.unanswerable", "Question", c.Voice.List(c.MissingSentences(b.Missing, proofsOf(f)...), false))
	default:
		out.Text = c.Voice.Say("cut.itself")
	}
	return out
}

// Split returns one answer for each finding.
func (r *CutResult) Split() []Answer {
	out := make([]Answer, len(r.Findings))
	for i := range r.Findings {
		one := *r
		one.Findings = r.Findings[i : i+1]
		out[i] = &one
	}
	return out
}
