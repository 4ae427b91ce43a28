package queries

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"longarm/graph"
	"longarm/graph/exposure"
	"longarm/graph/law"
	"longarm/graph/proof"
)

// Finding is one law and one effect on one provider, as every answer shows it.
type Finding struct {
	Law            string                `json:"law"`
	Title          string                `json:"title"`
	Jurisdiction   string                `json:"jurisdiction"`
	Powers         []law.Power           `json:"powers"`
	Effect         law.Effect            `json:"effect"`
	Scope          exposure.Scope        `json:"scope"`
	Verdict        exposure.Verdict      `json:"verdict,omitempty"` // of all but schemes
	Status         exposure.SchemeStatus `json:"status,omitempty"`  // of a scheme
	Because        exposure.Because      `json:"undetermined_because,omitempty"`
	IfTheoryHolds  exposure.Verdict      `json:"if_theory_holds,omitempty"`
	Activation     law.Activation        `json:"activation"`
	Trigger        string                `json:"trigger,omitempty"`
	Confidence     law.Confidence        `json:"confidence"`
	Nexus          string                `json:"nexus"` // the deciding row
	Nexuses        []Nexus               `json:"nexuses"`
	Paths          []Path                `json:"paths"`
	Missing        []string              `json:"missing"` // plain sentences, those that share one joined
	MissingFacts   []exposure.Missing    `json:"missing_facts,omitempty"`
	NearestMiss    *Miss                 `json:"nearest_miss,omitempty"`
	Shields        []Shield              `json:"shields"`
	Determinations []Determination       `json:"determinations"`
	Coverage       []graph.ClaimID       `json:"rests_on_coverage,omitempty"`
	Proof          *proof.Node           `json:"proof,omitempty"`

	// OwnState: the law is one of the provider's own state or bloc, whatever its scope.
	OwnState bool `json:"own_state,omitempty"`
	// Evidence is that of the best path of the finding's confidence, Weak the claims
	// that make it no better.
	Evidence     graph.Evidence  `json:"evidence,omitempty"`
	Weak         []graph.ClaimID `json:"weakest_statements,omitempty"`
	PendingUntil graph.Date      `json:"pending_until,omitzero"` // of a pending law: the day from which it binds
}

// Nexus is one row of the law as it came out.
type Nexus struct {
	ID         string           `json:"id"`
	Verdict    exposure.Verdict `json:"verdict"`
	Because    exposure.Because `json:"undetermined_because,omitempty"`
	IfTheory   exposure.Verdict `json:"if_theory_holds,omitempty"`
	Confidence law.Confidence   `json:"confidence"`
	Via        law.Nexus        `json:"via"`
	Activation law.Activation   `json:"activation,omitempty"`
	Carrier    law.Carrier      `json:"carrier,omitempty"`
	Bound      graph.EntityID   `json:"bound,omitempty"` // whom the law binds, when not the provider
	Sense      law.Sense        `json:"sense,omitempty"` // of a scheme's row
}

// Path is a chain of steps that carries a law to the provider.
type Path struct {
	Nexus      string          `json:"nexus"`
	Steps      []exposure.Step `json:"steps"`
	Evidence   graph.Evidence  `json:"evidence"`
	Confidence law.Confidence  `json:"confidence,omitempty"`
	Carrier    law.Carrier     `json:"carrier,omitempty"`
	Bound      graph.EntityID  `json:"bound,omitempty"`
}

// Miss is how near a ground that does not hold came.
type Miss struct {
	exposure.Miss
	Margin       json.Number `json:"margin,omitempty"` // percentage points short
	InForceFrom  graph.Date  `json:"in_force_from,omitzero"`
	InForceUntil graph.Date  `json:"in_force_until,omitzero"`
	OfGround     bool        `json:"of_ground,omitempty"` // the days are those of the ground: the law is in force
	Suspended    bool        `json:"suspended,omitempty"` // a suspension began on that day
	Proposal     bool        `json:"proposal,omitempty"`
	Text         string      `json:"text"`
}

// Shield is what stands against the outcome of a law, never against its reach.
type Shield struct {
	Law     string           `json:"law,omitempty"`
	Kind    string           `json:"kind,omitempty"`
	Text    string           `json:"text"`
	Note    string           `json:"note,omitempty"`
	Applies exposure.Verdict `json:"applies,omitempty"` // of a law: does it reach the provider itself; of a contract: is it in force
	// Claims say so of a contract.
	Claims []graph.ClaimID `json:"statements,omitempty"`
}

// Determination is what an authority decided.
type Determination struct {
	exposure.Determination
	Text  string `json:"text"`
	Doubt string `json:"doubt,omitempty"` // what the certificate leaves open
}

// finding turns the analyzer's finding on the provider into the answer's.
func (c *Context) finding(provider graph.EntityID, f *exposure.Finding) Finding {
	lang := c.Lang()
	out := Finding{
		Law: f.Law.ID, Title: f.Law.Title.In(lang), Jurisdiction: f.Law.Jurisdiction, Powers: nonNil(f.Law.Powers),
		Effect: f.Effect, Scope: f.Scope, Verdict: f.Verdict, Status: f.Status, Because: f.Because, IfTheoryHolds: f.IfTheoryHolds,
		Activation: f.Activation, Trigger: f.Trigger.In(lang), Confidence: f.Confidence, Nexus: f.Nexus,
		Nexuses: []Nexus{}, Paths: []Path{}, MissingFacts: withLimbs(f),
		Shields: []Shield{}, Determinations: []Determination{}, Coverage: f.Closed, Proof: f.Proof,
	}
	out.Missing = c.MissingSentences(out.MissingFacts, proofsOf(f)...)
	if f.Activation != law.Latent && f.Verdict != exposure.Reached {
		out.Trigger = ""
	}
	for _, n := range f.Nexuses {
		out.Nexuses = append(out.Nexuses, Nexus{ID: n.ID, Verdict: n.Verdict, Because: n.Because, IfTheory: n.IfTheory, Confidence: n.Confidence,
			Via: n.Via, Activation: n.Activation, Carrier: n.Carrier, Bound: n.Bound, Sense: n.Sense})
	}
	for _, p := range f.Paths {
		out.Paths = append(out.Paths, path(p))
	}
	out.OwnState = f.Scope == exposure.Home || c.Own(provider, f.Law.Jurisdiction)
	c.firmness(f, &out)
	out.NearestMiss = c.miss(provider, f.Law, f.NearestMiss)
	for _, s := range f.Shields {
		out.Shields = append(out.Shields, c.shield(s))
	}
	for _, d := range f.Determinations {
		out.Determinations = append(out.Determinations, Determination{Determination: d, Text: c.determination(d), Doubt: d.Doubt.In(lang)})
	}
	return out
}

// proofsOf lists the proofs of a finding and of its rows.
func proofsOf(f *exposure.Finding) []*proof.Node {
	out := []*proof.Node{f.Proof}
	for i := range f.Nexuses {
		out = append(out, f.Nexuses[i].Proof)
	}
	return out
}

func path(p exposure.Path) Path {
	return Path{Nexus: p.Nexus, Steps: nonNil(p.Steps), Evidence: p.Evidence, Confidence: p.Confidence, Carrier: p.Carrier, Bound: p.Bound}
}

func (c *Context) shield(s exposure.Shield) Shield {
	out := Shield{Law: s.Law, Kind: s.Kind, Text: s.Text.In(c.Lang()), Note: s.Note.In(c.Lang()), Applies: s.Applies, Claims: s.Claims}
	if len(s.Claims) > 0 {
		claim := c.Claim(s.Claims[0])
		out.Text = c.Voice.Say("shield.undertaking", "Who", c.Name(s.Party), "Other", c.Name(s.Other), "Assertion", c.Voice.Code("assertion", string(claim.Assertion)))
		out.Note = claim.Note
	}
	if s.Law != "" {
		out.Text = s.Law
		if l := c.Catalogue.Law(s.Law); l != nil {
			out.Text = l.Title.In(c.Lang())
		}
	}
	return out
}

func (c *Context) determination(d exposure.Determination) string {
	what := c.Attribute(d.Name)
	if graph.Interest(d.Name).Valid() {
		what = c.Voice.Code("verb", d.Name)
	}
	args := []any{"Who", c.Name(d.Entity), "What", what, "Value", c.Value(d.Value), "Other", c.Name(d.Other)}
	switch {
	case graph.Interest(d.Name).Valid() && d.Other != "":
		return c.Voice.Say("determination.other", args...)
	case d.Value != "":
		return c.Voice.Say("determination.value", args...)
	}
	return c.Voice.Say("determination.plain", args...)
}

// Attribute names an attribute in the language asked.
func (c *Context) Attribute(name string) string {
	if a := c.Catalogue.Vocabulary.Attributes[name]; a != nil {
		if s := a.Label.In(c.Lang()); s != "" {
			return s
		}
	}
	return name
}

// Leads reports a finding that a first screen names by itself: all but those that
// merely nothing leads to and those that are not reached.
func (f *Finding) Leads() bool {
	switch {
	case f.Status != "":
		return true
	case f.Verdict == exposure.NotReached:
		return false
	case f.Verdict == exposure.Undetermined:
		return f.Because != exposure.ByCoverage
	}
	return true
}

// signal is what one finding amounts to for exit codes.
func (f *Finding) signal() Signal {
	switch {
	case f.Verdict == exposure.Reached && f.Activation == law.Active, f.Status == exposure.Barred:
		return Met
	case f.Verdict == exposure.Undetermined, f.Status == exposure.StatusUndetermined:
		return Open
	}
	return Quiet
}

// strongest is the strongest signal of the findings.
func strongest(list []Finding) Signal {
	s := Quiet
	for i := range list {
		s = max(s, list[i].signal())
	}
	return s
}

// sortFindings orders by law, then effect, as the contract says.
func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Law, b.Law), cmp.Compare(a.Effect, b.Effect))
	})
}

// assumptions puts what the analyzer took for granted into words.
func (c *Context) assumptions(list []exposure.Assumption) []Assumption {
	out := []Assumption{}
	for _, a := range list {
		out = append(out, c.assumption(a.Kind, a.Entities, a.Name))
	}
	return out
}

// The kinds of assumption this package makes itself.
const (
	votesFromCapital = "votes-from-capital"
	notListed        = "not-listed"
)

func (c *Context) assumption(kind string, entities []graph.EntityID, name string) Assumption {
	a := Assumption{Kind: kind, Entities: entities, Name: name}
	who := c.someNames(entities, false)
	switch kind {
	case votesFromCapital:
		a.Text = c.Voice.Say("assumption.votes-from-capital", "Who", who)
	case notListed:
		a.Text = c.Voice.Say("assumption.not-listed", "List", c.listName(name), "Who", who)
	default:
		a.Text = c.Voice.Say("assumption.other", "Kind", c.Voice.Code("assumption-kind", kind), "Who", who, "Name", name)
	}
	return a
}

// listName names what is presumed empty: the laws that keep lists, by their short
// names, or a class of parties.
func (c *Context) listName(ref string) string {
	var out []string
	for _, one := range strings.Fields(ref) {
		switch _, id := law.SplitRef(one); {
		case c.Catalogue.Law(id) != nil:
			out = append(out, c.LawName(id))
		case c.Graph.Entity(graph.EntityID(one)) != nil:
			out = append(out, c.Name(graph.EntityID(one)))
		default:
			out = append(out, c.ClassName(one))
		}
	}
	return c.Voice.List(out, false)
}
