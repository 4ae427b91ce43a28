package queries

import (
	"slices"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// WhyResult answers "why does this law reach this provider, or why not": every
// ground, every step, every source.
type WhyResult struct {
	Header
	Provider EntityBrief   `json:"provider"`
	Law      LawDetail     `json:"law"`
	Findings []WhyFinding  `json:"findings"` // sorted by effect
	Beside   []BesideClaim `json:"beside"`   // claims that do not count, sorted by id
	Changes  []Change      `json:"changes"`  // what those claims would change if they counted
	Sources  []SourceBrief `json:"sources"`  // every publication cited above, sorted by id
}

// WhyFinding is a finding with its rows in full.
type WhyFinding struct {
	Finding
	Rows       []WhyRow   `json:"rows"` // in the order that decides: the first decides the finding
	Weakest    *Weakest   `json:"weakest_link,omitempty"`
	Exclusions []RowBrief `json:"exclusions"` // rows that say what does not attach, true here
	Closed     []Claim    `json:"coverage"`   // what an absence rests on
}

// WhyRow is one ground with its legal text and what the facts say to it.
type WhyRow struct {
	RowBrief
	Verdict  exposure.Verdict `json:"verdict"`
	Because  exposure.Because `json:"undetermined_because,omitempty"`
	IfTheory exposure.Verdict `json:"if_theory_holds,omitempty"`
	Firmness law.Confidence   `json:"firmness"` // of the row here: the lower of row and carrier
	Carrier  law.Carrier      `json:"carrier,omitempty"`
	Bound    *EntityBrief     `json:"bound,omitempty"`
	Partly   bool             `json:"judgement_left,omitempty"` // the condition holds a judgement no fact settles
	Paths    []WhyPath        `json:"paths"`
	Missing  []string         `json:"missing"`
	Miss     *Miss            `json:"nearest_miss,omitempty"`
	Closed   []Claim          `json:"coverage"`
	Facts    []Claim          `json:"facts"` // of the proof, where no path tells them; sorted by id
	Carriage []Carriage       `json:"carriage,omitempty"`
	Gates    []Claim          `json:"gates,omitempty"`    // facts by which the gates hold on whom the law binds; sorted by id
	Inferred []Inferred       `json:"inferred,omitempty"` // control that no source states as such
}

// WhyPath is a path with the claims of each step.
type WhyPath struct {
	Steps      []WhyStep      `json:"steps"`
	Evidence   graph.Evidence `json:"evidence"`
	Confidence law.Confidence `json:"confidence,omitempty"`
}

// WhyStep is one step in words, with the claims it rests on.
type WhyStep struct {
	exposure.Step
	Text   string  `json:"text"`
	Claims []Claim `json:"claims"` // sorted by id
}

// Weakest is the step an opponent would attack first.
type Weakest struct {
	Text       string         `json:"text"`
	Evidence   graph.Evidence `json:"evidence"`
	Confidence law.Confidence `json:"confidence"`
	Claims     []Claim        `json:"claims"`
}

// BesideClaim is a claim that answers are not computed from, and what it would come
// to: [PointsAway] and [PointsToward] only where the recomputed verdict differs.
type BesideClaim struct {
	Claim
	Points string `json:"points"`
}

// Change is a verdict that would differ if a claim counted.
type Change struct {
	Assertion graph.Assertion `json:"assertion"`
	Claims    []graph.ClaimID `json:"statements"`
	Effect    law.Effect      `json:"effect"`
	From      string          `json:"from"`
	To        string          `json:"to"`
}

var whyQuery = Query{
	Name: "why", Args: []string{"PROVIDER", "LAW"},
	Doc: "the grounds, steps, sources and gaps behind one law's reach of one provider",
	Run: func(c *Context, p Params) (Answer, error) { return Why(c, p) },
}

// Why explains what the law p.Args[1] does to the provider p.Args[0].
func Why(c *Context, p Params) (*WhyResult, error) {
	id, l, err := c.providerAndLaw(p)
	if err != nil {
		return nil, err
	}
	found := c.Analyzer().Law(id, l)
	out := &WhyResult{Provider: c.Brief(id), Law: *c.lawDetail(l), Findings: []WhyFinding{}, Changes: []Change{}}
	cited := map[graph.ClaimID]bool{}
	for i := range found {
		out.Findings = append(out.Findings, c.whyFinding(id, &found[i], cited))
	}
	about := c.neighbourhood(id, found)
	changes := c.suppose(id, l, about, found)
	out.Beside = c.beside(id, l, about, changes)
	for _, b := range out.Beside {
		cited[b.ID] = true
	}
	out.Changes = c.changesOf(out.Beside, changes)
	var assumed []exposure.Assumption
	if votes := intersect(c.Graph.AssumedVotes(), c.chain(id, found)); len(votes) > 0 {
		assumed = append(assumed, exposure.Assumption{Kind: votesFromCapital, Entities: votes})
	}
	out.Header = c.header(c.remarks(id, found), c.assumptions(assumed)...)
	out.Sources = c.sourcesOf(cited)
	return out, nil
}

// Split returns one answer for each finding.
func (r *WhyResult) Split() []Answer {
	out := make([]Answer, len(r.Findings))
	for i := range r.Findings {
		one := *r
		one.Findings = r.Findings[i : i+1]
		out[i] = &one
	}
	return out
}

// Signal is that of the strongest finding.
func (r *WhyResult) Signal() Signal {
	s := Quiet
	for i := range r.Findings {
		s = max(s, r.Findings[i].signal())
	}
	return s
}

func (c *Context) whyFinding(id graph.EntityID, f *exposure.Finding, cited map[graph.ClaimID]bool) WhyFinding {
	out := WhyFinding{Finding: c.finding(id, f), Rows: []WhyRow{}, Exclusions: []RowBrief{}, Closed: c.claims(f.Closed)}
	out.claimIDs(cited)
	for i := range f.Nexuses {
		row := c.whyRow(id, f.Law, &f.Nexuses[i])
		for _, p := range f.Nexuses[i].Paths {
			for _, s := range p.Steps {
				for _, id := range s.Claims {
					cited[id] = true
				}
			}
		}
		for _, id := range f.Nexuses[i].Closed {
			cited[id] = true
		}
		if m := f.Nexuses[i].Miss; m != nil {
			for _, id := range m.Claims {
				cited[id] = true
			}
		}
		for _, k := range slices.Concat(row.Facts, row.Gates) {
			cited[k.ID] = true
		}
		for _, x := range row.Inferred {
			for _, k := range x.Statements {
				cited[k.ID] = true
			}
		}
		out.Rows = append(out.Rows, row)
	}
	for _, r := range f.Exclusions {
		out.Exclusions = append(out.Exclusions, c.rowBrief(r))
	}
	if len(out.Rows) > 0 {
		out.Weakest = weakestOf(out.Rows[0])
	}
	return out
}

func (c *Context) whyRow(provider graph.EntityID, l *law.Law, n *exposure.Nexus) WhyRow {
	row := WhyRow{Verdict: n.Verdict, Because: n.Because, IfTheory: n.IfTheory, Firmness: n.Confidence, Carrier: n.Carrier, Partly: n.Partly,
		Paths: []WhyPath{}, Missing: c.MissingSentences(rowMissing(n), n.Proof), Miss: c.miss(provider, l, n.Miss), Closed: c.claims(n.Closed)}
	if n.Row != nil {
		row.RowBrief = c.rowBrief(n.Row)
	}
	row.Facts = c.facts(n)
	if len(n.Paths) > 0 {
		row.Carriage, row.Gates, row.Inferred = c.carriage(n), c.gatesOf(n, provider), c.inferred(n)
	}
	if n.Activation != "" {
		row.Activation = n.Activation
	}
	if n.Bound != "" {
		b := c.Brief(n.Bound)
		row.Bound = &b
	}
	for _, p := range n.Paths {
		w := WhyPath{Steps: []WhyStep{}, Evidence: p.Evidence, Confidence: p.Confidence}
		for _, s := range p.Steps {
			w.Steps = append(w.Steps, WhyStep{Step: s, Text: c.StepText(s), Claims: c.claims(s.Claims)})
		}
		row.Paths = append(row.Paths, w)
	}
	return row
}

// rowMissing is what a row lacks, for the row of a scheme with the other ways to
// meet it.
func rowMissing(n *exposure.Nexus) []exposure.Missing {
	if n.Sense == law.NoSense || len(n.Missing) == 0 {
		return n.Missing
	}
	return append(slices.Clone(n.Missing), limbs(n)...)
}

// facts lists what a row fails on when no path, coverage or near miss tells it: the
// claims below the conditions of its proof that are false.
func (c *Context) facts(n *exposure.Nexus) []Claim {
	if n.Verdict != exposure.NotReached || n.Proof == nil {
		return []Claim{}
	}
	set := map[graph.ClaimID]bool{}
	var collect func(*proof.Node)
	collect = func(p *proof.Node) {
		if p.Rule == proof.Row || p.Rule == proof.Carried || p.Rule == proof.All {
			for _, child := range p.Children {
				if child.Value == proof.False {
					collect(child)
				}
			}
			return
		}
		for _, id := range p.Leaves() {
			if !slices.Contains(n.Closed, id) && (n.Miss == nil || !slices.Contains(n.Miss.Claims, id)) {
				set[id] = true
			}
		}
	}
	collect(n.Proof)
	return c.claims(graph.SortedClaims(set))
}

// StepText puts a step of a path into a clause.
func (c *Context) StepText(s exposure.Step) string {
	return c.LinkText(s.From, s.Interest, s.To, s.Share, c.basisOf(s), s.Value, s.Claims...)
}

// basisOf tells of what a step's share is a share, from its first claim.
func (c *Context) basisOf(s exposure.Step) graph.Basis {
	for _, id := range s.Claims {
		if st := c.Ledger().Statement(id); st != nil && st.Interest.CarriesShare() {
			return st.Basis
		}
	}
	return graph.NoBasis
}

// weakestOf picks from the first path of a row the step with the least evidence,
// the earliest of several.
func weakestOf(r WhyRow) *Weakest {
	if len(r.Paths) == 0 || len(r.Paths[0].Steps) == 0 {
		return nil
	}
	steps := r.Paths[0].Steps
	w := steps[0]
	for _, s := range steps[1:] {
		if s.Evidence < w.Evidence {
			w = s
		}
	}
	return &Weakest{Text: w.Text, Evidence: w.Evidence, Confidence: r.Firmness, Claims: w.Claims}
}

func intersect(ids []graph.EntityID, set map[graph.EntityID]bool) []graph.EntityID {
	return slices.DeleteFunc(slices.Clone(ids), func(id graph.EntityID) bool { return !set[id] })
}
