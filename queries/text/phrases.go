package text

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/queries"
)

// Phrases puts parts of answers in words, for documents made of several answers.
// What it says is what a screen would say of the same part.
type Phrases struct{ r *renderer }

// NewPhrases returns the Phrases of a context, in its language.
func NewPhrases(c *queries.Context) *Phrases {
	return &Phrases{&renderer{c: c, v: c.Voice, o: Options{Format: Markdown}, told: map[string]bool{}}}
}

// Sentence is one sentence of a conclusion with the findings it sums up.
type Sentence struct {
	Text     string
	Findings []*queries.Finding
}

// Conclusion sums an answer up in at most three sentences: what holds today, what
// would once triggered, what stays open.
func (p *Phrases) Conclusion(a *queries.ReachResult) []Sentence {
	list := p.r.firstScreen(a.Findings)
	abroad := pick(list, leading)
	kinds := []func(*queries.Finding) bool{
		func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation == law.Active },
		func(f *queries.Finding) bool { return f.Verdict == exposure.Reached && f.Activation != law.Active },
		func(f *queries.Finding) bool {
			return f.Verdict == exposure.Undetermined && f.Leads() && f.Because != exposure.ByConduct
		},
	}
	var out []Sentence
	parts, told := p.r.conclusionParts(a.Provider, list)
	for i, s := range parts {
		if s != "" {
			out = append(out, Sentence{Text: s, Findings: pick(abroad, func(f *queries.Finding) bool { return kinds[i](f) && told[f] })})
		}
	}
	return out
}

// MatrixRow is what a state could do, with the findings that let it: today, if
// triggered or from a later date, disputed or open, and where no path was found.
type MatrixRow struct {
	Label string
	Cells [4][]*queries.Finding
}

// Matrix sorts the findings by what they let a state do and by whether they do so
// today. Each law stands once in a cell, and under "no
// path found" only when it stands nowhere else in the row.
func (p *Phrases) Matrix(a *queries.ReachResult) []MatrixRow {
	var out []MatrixRow
	list := p.r.firstScreen(a.Findings)
	for _, m := range matrixRows() {
		row := MatrixRow{Label: p.r.v.Say(m.id)}
		for _, f := range list {
			at := column(f)
			if at < 0 && leading(f) && f.Verdict == exposure.Undetermined && f.Because == exposure.ByCoverage {
				at = 3
			}
			if at < 0 || !m.lets(f) || slices.ContainsFunc(row.Cells[at], func(o *queries.Finding) bool { return o.Law == f.Law }) {
				continue
			}
			row.Cells[at] = append(row.Cells[at], f)
		}
		row.Cells[3] = pick(row.Cells[3], func(f *queries.Finding) bool { // told already, by another effect
			return !slices.ContainsFunc(slices.Concat(row.Cells[0], row.Cells[1], row.Cells[2]), func(o *queries.Finding) bool { return o.Law == f.Law })
		})
		if m.silent(len(row.Cells[0]) + len(row.Cells[1]) + len(row.Cells[2])) {
			continue
		}
		out = append(out, row)
	}
	return out
}

// FindingGroup is a heading with the findings below it, in the order of the answer.
type FindingGroup struct {
	ID, Heading string
	Findings    []*queries.Finding
}

// Groups sorts the findings that a first screen names by how firmly they stand, law
// of the states a provider sells in after the rest; then the law of its own state.
func (p *Phrases) Groups(a *queries.ReachResult) []FindingGroup {
	var out []FindingGroup
	add := func(id, heading string, list []*queries.Finding) {
		if len(list) > 0 {
			out = append(out, FindingGroup{ID: id, Heading: heading, Findings: list})
		}
	}
	all := p.r.firstScreen(a.Findings)
	list := pick(all, leading)
	for _, s := range reachedSections() {
		of := pick(list, s.has)
		add(s.id, p.r.v.Say(s.id), pick(of, func(f *queries.Finding) bool { return f.Scope != exposure.Host }))
		add(s.id+"-host", p.r.say("section.host", "Section", p.r.v.Say(s.id)), pick(of, func(f *queries.Finding) bool { return f.Scope == exposure.Host }))
	}
	return out
}

// Home lists the findings of the law of the provider's own state or bloc.
func (p *Phrases) Home(a *queries.ReachResult) []*queries.Finding {
	return pick(p.r.firstScreen(a.Findings), func(f *queries.Finding) bool { return f.Scope == exposure.Home && f.Status == "" })
}

// Quiet lists the findings that are not reached, then those nothing leads to, of laws
// that are not home law.
func (p *Phrases) Quiet(a *queries.ReachResult) (notReached, noPath []*queries.Finding) {
	list := pick(p.r.firstScreen(a.Findings), leading)
	notReached = pick(list, func(f *queries.Finding) bool { return f.Verdict == exposure.NotReached })
	noPath = pick(list, func(f *queries.Finding) bool {
		return f.Verdict == exposure.Undetermined && f.Because == exposure.ByCoverage
	})
	return notReached, noPath
}

// Schemes lists the findings that are answered by a status.
func (p *Phrases) Schemes(a *queries.ReachResult) []*queries.Finding {
	return pick(p.r.firstScreen(a.Findings), func(f *queries.Finding) bool { return f.Status != "" })
}

// Title is the name of the provider, what it is and who owns it, in one line.
func (p *Phrases) Title(a *queries.ReachResult) string { return p.r.providerTitle(a) }

// Law is the jurisdiction and short name of a finding's law: "US CLOUD Act".
func (p *Phrases) Law(f *queries.Finding) string { return p.r.law(f) }

// Verdict says how a finding came out and why it is open, latent or pending.
func (p *Phrases) Verdict(f *queries.Finding) string { return p.r.fullVerdict(f) }

// Through says by whom a law comes, down to the provider.
func (p *Phrases) Through(f *queries.Finding) string { return p.r.through(f) }

// Refs names findings by law, each law once with its effects.
func (p *Phrases) Refs(list []queries.FindingRef) string { return p.r.refList(list) }

// Outcome puts the short form of a finding in words.
func (p *Phrases) Outcome(o *queries.Outcome) string { return p.r.outcome(o) }

// Dates says when a claim holds.
func (p *Phrases) Dates(k *queries.Claim) string { return p.r.dates(k) }

// Source cites a publication without its address.
func (p *Phrases) Source(s *queries.SourceBrief) string {
	if s == nil {
		return p.r.source(nil)
	}
	bare := *s
	bare.URL = ""
	return p.r.source(&bare)
}

// Span prints a range of percent with at most four decimals; "–" for none.
func (p *Phrases) Span(s *ownership.Range) string { return p.r.span(s) }

// Percent prints a percentage.
func (p *Phrases) Percent(x graph.Percent) string { return p.r.percent(x) }

// Prose puts a text of the data on one line, its figures as the language writes them.
func (p *Phrases) Prose(s string) string { return p.r.prose(Safe(s)) }

// Ground says why a party controls, without its claims.
func (p *Phrases) Ground(g *ownership.Ground) string { return p.r.uncited(g) }

// Inference puts control that no source states as such into words.
func (p *Phrases) Inference(x *queries.Inferred) string { return p.r.inference(x) }

// Test spells out a threshold test.
func (p *Phrases) Test(t *queries.TestBrief) string { return p.r.test(t) }

// Flags says each remark on the data once; old sources are counted in one line.
func (p *Phrases) Flags(list []graph.Flag) []string { return p.r.flags(list) }

// Margin says by how much the condition of a check is met or missed; "" when the check
// has no margin.
func (p *Phrases) Margin(a *queries.CheckResult) string {
	var at page
	p.r.margin(&at, a)
	if len(at.blocks) == 0 {
		return ""
	}
	return at.blocks[0].(item).text
}

// Reading names a reading of a check: its method, basis and whose holdings it adds.
func (p *Phrases) Reading(a *queries.CheckResult, x *queries.ReadingRow) string {
	return p.r.reading(a, x)
}

// Outcome puts the short form of a finding in words, in the language of the voice.
func Outcome(v queries.Voice, o *queries.Outcome) string {
	r := &renderer{v: v}
	return r.outcome(o)
}
