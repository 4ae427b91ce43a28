package exposure

import (
	"longarm/graph"
	"longarm/graph/law"
	"longarm/graph/ownership"
	"longarm/graph/proof"
)

// Verdict is the answer for one law and one effect.
type Verdict string

// The verdicts.
const (
	Reached      Verdict = "reached"
	NotReached   Verdict = "not-reached"
	Undetermined Verdict = "undetermined"
)

// Because says why a verdict is undetermined.
type Because string

// The reasons, in the order a finding prefers them.
const (
	ByLaw      Because = "law"
	ByFacts    Because = "facts"
	ByStatus   Because = "status"
	ByCoverage Because = "coverage"
	ByConduct  Because = "conduct"
)

// SchemeStatus answers a certification scheme instead of a verdict.
type SchemeStatus string

// The statuses.
const (
	Eligible           SchemeStatus = "eligible"
	Barred             SchemeStatus = "barred"
	Certified          SchemeStatus = "certified"
	StatusUndetermined SchemeStatus = "undetermined"
)

// Scope says where the law stands to the provider.
type Scope string

// The scopes.
const (
	Home             Scope = "home"
	Host             Scope = "host"
	Extraterritorial Scope = "extraterritorial"
	OwnershipScreen  Scope = "ownership-screen"
	SchemeScope      Scope = "scheme"
)

// Step is one link of a path, from the interested party to the subject.
type Step struct {
	From     graph.EntityID  `json:"from"`
	To       graph.EntityID  `json:"to"`
	Interest graph.Interest  `json:"interest"`
	Share    *graph.Share    `json:"share,omitempty"`
	Value    string          `json:"value,omitempty"`
	Claims   []graph.ClaimID `json:"statements"`
	Evidence graph.Evidence  `json:"evidence,omitempty"`
}

// Path is a chain of steps that carries a law to the provider. Its evidence is
// that of its weakest step.
type Path struct {
	Nexus      string         `json:"nexus"`
	Steps      []Step         `json:"steps"`
	Evidence   graph.Evidence `json:"evidence"`
	Confidence law.Confidence `json:"confidence"`
	Carrier    law.Carrier    `json:"carrier,omitempty"`
	Bound      graph.EntityID `json:"bound,omitempty"` // whom the law binds, when not the provider
}

// MissingKind says what sort of fact is missing.
type MissingKind string

// The kinds of missing fact.
const (
	MissingControl    MissingKind = "control"    // does Entity control Other?
	MissingShare      MissingKind = "share"      // what share has Entity in Other?
	MissingMembership MissingKind = "membership" // is Entity of Class?
	MissingRelation   MissingKind = "relation"   // has Entity Interest with Class?
	MissingCapability MissingKind = "capability" // does Entity keep Codes over Other?
	MissingAttribute  MissingKind = "attribute"  // what is attribute Name of Entity?
	MissingHolders    MissingKind = "holders"    // who holds the undisclosed rest of Other?
	MissingConduct    MissingKind = "conduct"    // the act a row's condition speaks of
)

// Missing is a fact that would settle a verdict, in parts that can be put in
// words of either language.
type Missing struct {
	Kind     MissingKind      `json:"kind"`
	Entity   graph.EntityID   `json:"entity,omitempty"`
	Other    graph.EntityID   `json:"other,omitempty"`
	Interest []graph.Interest `json:"interest,omitempty"`
	Class    string           `json:"class,omitempty"`
	Codes    []string         `json:"codes,omitempty"`
	Name     string           `json:"name,omitempty"`
	Op       string           `json:"op,omitempty"`    // of an attribute: how the law compares it with Codes
	Share    *graph.Share     `json:"share,omitempty"` // what is stated of it
	Basis    graph.Basis      `json:"basis,omitempty"`
}

// Miss is how near a ground that does not hold came to holding.
type Miss struct {
	Nexus     string          `json:"nexus"`
	Entity    graph.EntityID  `json:"entity,omitempty"` // who comes nearest
	Subject   graph.EntityID  `json:"subject,omitempty"`
	Have      string          `json:"have,omitempty"` // percent, or what is stated instead
	Need      string          `json:"need,omitempty"` // comparison and percent, or what the law asks
	Margin    string          `json:"margin,omitempty"`
	AtMost    bool            `json:"at_most,omitempty"`  // Have is the most it may be, not what is stated
	AtLeast   bool            `json:"at_least,omitempty"` // Have is the least it may be
	Claims    []graph.ClaimID `json:"statements,omitempty"`
	Since     graph.Date      `json:"-"` // it applies only from
	Until     graph.Date      `json:"-"` // it applied until
	Ground    bool            `json:"-"` // the day is the ground's own: the law is in force
	Suspended bool            `json:"-"` // Until opens a suspension, no end
	Proposal  bool            `json:"-"` // a bill or proposal
	Interests []string        `json:"interest,omitempty"`
}

// Nexus is one row of the law as it came out on the provider.
type Nexus struct {
	ID         string          `json:"id"`
	Verdict    Verdict         `json:"verdict"`
	Because    Because         `json:"undetermined_because,omitempty"`
	IfTheory   Verdict         `json:"if_theory_holds,omitempty"`
	Confidence law.Confidence  `json:"confidence"`
	Via        law.Nexus       `json:"via"`
	Activation law.Activation  `json:"activation,omitempty"`
	Carrier    law.Carrier     `json:"carrier,omitempty"`
	Bound      graph.EntityID  `json:"bound,omitempty"`
	Sense      law.Sense       `json:"sense,omitempty"`
	Partly     bool            `json:"-"` // a judgement of the row's condition remains
	Row        *law.Row        `json:"-"`
	Paths      []Path          `json:"-"`
	Missing    []Missing       `json:"-"`
	Miss       *Miss           `json:"-"`
	Closed     []graph.ClaimID `json:"-"` // coverage a "not-reached" rests on
	Proof      *proof.Node     `json:"-"`
	// Readings are the figures of the row's threshold test, with floor and ceiling,
	// in the readings that decide; nil for a row without one.
	Readings []ownership.ReadingValue `json:"-"`
	leads    bool
	truth    proof.Truth
	silent   bool     // the text is not in force at the date
	trigger  law.Text // of a latent carrier; empty: the row's
}

// Shield is a counter to a law, with whether it applies here. A shield changes
// the outcome, never the reach.
type Shield struct {
	Law     string   `json:"law,omitempty"`
	Kind    string   `json:"kind"`
	Text    law.Text `json:"-"`
	Note    law.Text `json:"-"`
	Applies Verdict  `json:"applies,omitempty"` // of a law: does it reach the provider itself; of a contract: is it in force
	// Of a contract: who has it, with whom, and what says so.
	Party  graph.EntityID  `json:"party,omitempty"`
	Other  graph.EntityID  `json:"other,omitempty"`
	Claims []graph.ClaimID `json:"statements,omitempty"`
}

// Determination is what an authority decided about the provider.
type Determination struct {
	Entity       graph.EntityID  `json:"entity"`
	Name         string          `json:"name"` // the attribute, or the interest of the statement
	Value        string          `json:"value,omitempty"`
	Other        graph.EntityID  `json:"other,omitempty"`
	Constitutive bool            `json:"constitutive"`
	Claims       []graph.ClaimID `json:"statements"`
	Differs      bool            `json:"differs,omitempty"` // from the computed verdict
	Doubt        law.Text        `json:"-"`                 // what the certificate leaves open
}

// Finding is one law and one effect on the provider.
type Finding struct {
	Law            *law.Law
	Effect         law.Effect
	Scope          Scope
	Verdict        Verdict      // empty for a scheme
	Status         SchemeStatus // of a scheme
	Because        Because
	IfTheoryHolds  Verdict
	Activation     law.Activation
	Trigger        law.Text
	Confidence     law.Confidence
	Nexus          string // the deciding row
	Nexuses        []Nexus
	Exclusions     []*law.Row // rows that say what does not attach, true here
	Paths          []Path
	Missing        []Missing
	NearestMiss    *Miss
	Closed         []graph.ClaimID
	Shields        []Shield
	Determinations []Determination
	Proof          *proof.Node
}

// Reach is the answer to "which laws reach this provider".
type Reach struct {
	Provider    graph.EntityID
	AsOf        graph.Date
	Findings    []Finding // sorted by law, effect
	Flags       []graph.Flag
	Assumptions []Assumption
	Presumed    []string // lists on which nobody is without a statement, that this answer used; sorted
}

// Assumption is something the answer takes for granted and prints.
type Assumption struct {
	Kind     string           `json:"kind"` // votes-from-capital, not-listed
	Entities []graph.EntityID `json:"entities,omitempty"`
	Name     string           `json:"name,omitempty"`
}
